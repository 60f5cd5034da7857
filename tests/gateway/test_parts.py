"""The small parts by themselves: limits, hub, engine client, theft words, the published schema."""

from __future__ import annotations

import pytest

from kefu.core.errors import LimitReached
from kefu.gateway import publish
from kefu.gateway.engine_client import EngineClient, EngineUnavailable
from kefu.gateway.engine_pool import EnginePool
from kefu.gateway.hub import Hub, News
from kefu.gateway.metrics import Metrics
from kefu.gateway.rate_limit import MAX_KEYS, Buckets, Limits
from kefu.services.ports import OwedTurn
from kefu.settings import ROOT
from tests.gateway.conftest import RunningGateway, Start
from tests.gateway.fake_engine import TOKEN, FakeEngine

TURN = OwedTurn("cv_1", 2, "你好")


class Time:
    """Seconds under the test's hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_allows_a_burst_and_then_its_rate() -> None:
    time = Time()
    buckets = Buckets(per_minute=30, burst=3, clock=time)
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(LimitReached) as refused:
        buckets.take("a")
    assert refused.value.retry_after == 2
    buckets.take("b")
    time.now = 2.0
    buckets.take("a")
    with pytest.raises(LimitReached):
        buckets.take("a")
    time.now = 1000.0
    for _ in range(3):
        buckets.take("a")
    with pytest.raises(LimitReached):
        buckets.take("a")


def test_buckets_forget_those_longest_unused() -> None:
    buckets = Buckets(per_minute=1, burst=1, clock=Time())
    for n in range(MAX_KEYS + 1):
        buckets.take(str(n))
    buckets.take("0")
    with pytest.raises(LimitReached):
        buckets.take(str(MAX_KEYS))


def test_many_conversations_from_one_network_have_to_wait(start: Start) -> None:
    gateway = start(Limits(openings=Buckets(60, 2)))
    body = {"channel": "web"}
    answers = [gateway.http.post("/api/v1/conversations", json=body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[-1].json()["retry_after"] == int(answers[-1].headers["retry-after"])


def test_many_messages_have_to_wait_and_cost_others_nothing(start: Start) -> None:
    gateway = start(Limits(messages=Buckets(1, 2)))
    one, other = gateway.customer(), gateway.customer()
    assert [one.send(f"第{n}句").status_code for n in range(3)] == [202, 202, 429]
    assert other.send("你好").status_code == 202


@pytest.fixture
def crowd(start: Start) -> RunningGateway:
    """A gateway where one network has written all that it may for the next minute."""
    gateway = start(Limits(crowds=Buckets(1, 2)))
    for customer in (gateway.customer(), gateway.customer()):
        assert customer.send("你好").status_code == 202
    return gateway


def test_a_network_that_writes_too_much_has_to_wait(crowd: RunningGateway) -> None:
    refused = crowd.customer().send("你好")
    assert refused.status_code == 429
    assert refused.json()["retry_after"] == int(refused.headers["retry-after"]) > 1


def test_a_theft_is_reported_from_any_network(crowd: RunningGateway) -> None:
    customer = crowd.customer()
    assert customer.send("我的钱被人盗走了").status_code == 202
    assert customer.send("是昨天晚上的事").status_code == 202
    assert crowd.customer().send("快帮我冻结账户").status_code == 202


def test_what_was_taken_in_is_answered_again_however_much_a_network_writes(start: Start) -> None:
    customer = start(Limits(crowds=Buckets(1, 1))).customer()
    first, again = (customer.send("你好", "c-1") for _ in range(2))
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()


def test_the_hub_tells_everybody_who_listens() -> None:
    hub, heard = Hub(), list[tuple[str, News]]()
    hub.publish("a")
    for _ in range(2):
        hub.listen(lambda *news: heard.append(news))
    hub.publish("b", News.TYPING)
    assert heard == [("b", News.TYPING)] * 2


async def test_the_engine_needs_its_token(engine: FakeEngine) -> None:
    pool = EnginePool(lambda url: EngineClient(url, "wrong"), 5, Metrics())
    pool.use({"engine-1": engine.serving.url})
    with pytest.raises(EngineUnavailable) as failed:
        await pool.turn(TURN)
    assert failed.value.code == "401"
    await pool.close()


async def test_nobody_there_is_tried_until_the_budget_ends() -> None:
    pool = EnginePool(lambda url: EngineClient(url, TOKEN), 0.5, Metrics())
    pool.use({"engine-1": "http://127.0.0.1:9"})
    with pytest.raises(EngineUnavailable) as failed:
        await pool.turn(TURN)
    assert failed.value.code == "unreachable"
    assert not await pool.is_ready()
    await pool.close()


def test_the_published_schema_is_up_to_date() -> None:
    committed = (ROOT / "docs" / "openapi.json").read_text(encoding="utf-8")
    assert committed == publish.document(), "make generate"
