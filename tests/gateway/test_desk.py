"""The agents' API: sessions, queue, and a conversation in an agent's hands."""

from __future__ import annotations

import httpx
import pytest

from kefu.core.handoff import Fact, FactKey, HandoffReason, Summary
from kefu.gateway.rate_limit import Buckets, Limits
from kefu.services.units import in_unit
from tests.gateway.conftest import PASSWORD, RunningGateway, Start
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer
from tests.gateway.test_security import PRODUCTION

SESSION = "/api/v1/desk/session"


def wait_in_queue(
    gateway: RunningGateway, reason: HandoffReason = HandoffReason.CUSTOMER_REQUEST
) -> Customer:
    """A customer who has been handed over, each time another."""
    customer = gateway.customer(phone=next(gateway.phones))
    kefu = gateway.kefu
    with kefu.database.begin() as unit:
        known = Summary(facts=[Fact(FactKey.TRANSACTION_AMOUNT, "¥200.00")])
        kefu.desk.handoff.request(unit, customer.id, reason, known)
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        kefu.desk.handoff.activate(unit, conversation)
    return customer


def test_a_login_opens_a_session_and_a_logout_ends_it(gateway: RunningGateway) -> None:
    agent = gateway.agent()
    assert agent.agent["display_name"] == "客服小林"
    assert agent.agent["role"] == "agent"
    session = agent.http.get(SESSION).json()
    assert session["agent"] == agent.agent
    assert session["csrf_token"] == agent.http.headers["X-CSRF-Token"]
    assert "token" not in session
    assert agent.http.delete(SESSION).status_code == 204
    assert agent.http.get(SESSION).status_code == 401
    by_token = gateway.http.get(SESSION, headers={"Authorization": f"Bearer {agent.token}"})
    assert by_token.json()["code"] == "desk_session_expired"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(start: Start) -> None:
    body = {"username": "agent1", "password": PASSWORD}
    cookie = start().http.post(SESSION, json=body).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "path=/api/v1/desk" in cookie
    assert "secure" not in cookie


def test_the_cookie_travels_only_encrypted_in_production(start: Start) -> None:
    gateway = start(**PRODUCTION)
    body = {"username": "agent1", "password": PASSWORD}
    assert "; secure" in gateway.http.post(SESSION, json=body).headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "body",
    [
        {"username": "agent1", "password": "wrong"},
        {"username": "nobody", "password": PASSWORD},
        {"username": "agent1' OR '1'='1", "password": PASSWORD},
    ],
)
def test_a_wrong_login_tells_nothing(gateway: RunningGateway, body: dict[str, str]) -> None:
    refused = gateway.http.post(SESSION, json=body)
    assert (refused.status_code, refused.json()["code"]) == (401, "wrong_credentials")
    assert "set-cookie" not in refused.headers


def test_many_logins_from_one_network_have_to_wait(start: Start) -> None:
    gateway = start(Limits(logins=Buckets(1, 2)))
    answers = [
        gateway.http.post(SESSION, json={"username": f"nobody{n}", "password": "x"})
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert int(answers[-1].headers["retry-after"]) > 0


@pytest.mark.parametrize("csrf", [None, "", "x" * 64])
def test_a_browsers_write_needs_its_csrf_token(gateway: RunningGateway, csrf: str | None) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    if csrf is None:
        del agent.http.headers["X-CSRF-Token"]
    else:
        agent.http.headers["X-CSRF-Token"] = csrf
    for answer in (agent.act(customer.id, "claim"), agent.http.delete(SESSION)):
        assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert agent.http.get(SESSION).status_code == 200


def test_a_program_uses_its_token_alone(gateway: RunningGateway) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    claimed = gateway.http.post(
        f"/api/v1/desk/conversations/{customer.id}/claim",
        headers={"Authorization": f"Bearer {agent.token}"},
    )
    assert claimed.status_code == 200
    with httpx.Client(base_url=gateway.url, cookies=agent.http.cookies, trust_env=False) as both:
        refused = both.get(SESSION, headers={"Authorization": "Bearer wrong"})
    assert refused.status_code == 401  # the header is not made good by the cookie


def test_the_queue_shows_the_urgent_first_and_only_what_concerns_the_agent(
    gateway: RunningGateway,
) -> None:
    asked = wait_in_queue(gateway)
    complaint = wait_in_queue(gateway, HandoffReason.COMPLAINT)
    theft = wait_in_queue(gateway, HandoffReason.THEFT)
    shown = [item["conversation_id"] for item in gateway.agent("security1").queue()]
    assert shown == [theft.id, complaint.id, asked.id]
    seen = gateway.agent().queue()
    assert [item["conversation_id"] for item in seen] == [complaint.id, asked.id]
    item = seen[1]
    assert item["owner"] == "queued"
    assert item["priority"] == "normal"
    assert item["waiting_seconds"] >= 0
    assert item["summary"]["facts"] == [
        {"key": "transaction_amount", "label": "金额", "value": "¥200.00"}
    ]
    assert set(item["summary"]) >= {
        "who",
        "what",
        "customer_words",
        "done",
        "pending",
        "mood",
        "next_step",
    }
    assert "13800000001" not in str(seen)
    assert "138****0001" in item["summary"]["who"]


def test_a_row_says_what_was_said_last_and_how_long_an_answer_is_owed(start: Start) -> None:
    gateway = start(reply_limit=45)
    customer = wait_in_queue(gateway)
    agent = gateway.agent()
    agent.act(customer.id, "claim")
    agent.say(customer.id, "您好")
    seq = customer.send("钱\n  没到").json()["seq"]

    answer = agent.http.get("/api/v1/desk/queue").json()

    assert answer["reply_limit"] == 45
    (item,) = answer["items"]
    assert item["unanswered"] == [seq]
    assert item["agent_read"] == 0
    assert item["last_message"]["from"] == "customer"
    assert item["last_message"]["text"] == "钱 没到"
    assert item["waiting_since"] == item["last_message"]["at"]
    assert agent.act(customer.id, "read", {"seq": seq}).status_code == 204
    assert agent.queue()[0]["agent_read"] == seq
    agent.say(customer.id, "我看一下")
    (item,) = agent.queue()
    assert item["unanswered"] == []
    assert "waiting_since" not in item
    assert item["last_message"]["from"] == "agent"
    assert item["last_message"]["agent"] == "客服小林"


def test_one_agent_gets_the_conversation_and_talks(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = wait_in_queue(gateway)
    agent, colleague = gateway.agent(), gateway.agent("agent2")
    claimed = agent.act(customer.id, "claim")
    assert claimed.status_code == 200
    assert claimed.json()["owner"] == "agent"
    assert claimed.json()["agent"]["display_name"] == "客服小林"
    late = colleague.act(customer.id, "claim")
    assert (late.status_code, late.json()["code"]) == (409, "already_claimed")
    assert customer.wait_for("status", owner="agent")["agent"] == {"display_name": "客服小林"}
    (item,) = agent.queue()
    assert (item["conversation_id"], item["owner"]) == (customer.id, "agent")
    assert colleague.queue() == []

    first = agent.say(customer.id, "您好,我来帮您", "m-1")
    again = agent.say(customer.id, "您好,我来帮您", "m-1")
    assert first.status_code == 202
    assert first.json() == again.json()
    heard = customer.wait_for("message", sender="agent")
    assert heard["text"] == "您好,我来帮您"
    assert customer.send("谢谢,帮我查一下").status_code == 202
    context = agent.context(customer.id).json()
    assert [e["text"] for e in context["events"] if e.get("from") == "customer"] == [
        "谢谢,帮我查一下"
    ]
    assert context["customer"]["phone"] == "138****0001"
    assert context["conversation"]["owner"] == "agent"
    assert agent.context(customer.id, context["next"]).json()["events"] == []
    assert engine.turns == []
    assert colleague.say(customer.id, "插一句").json()["code"] == "not_your_conversation"
    assert colleague.context(customer.id).status_code == 404


def test_long_ids_of_an_agents_messages_stay_apart(gateway: RunningGateway) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    agent.act(customer.id, "claim")
    ids = [f"{'m' * 60}-{n}" for n in range(3)]
    seqs = [agent.say(customer.id, f"第{n}句", ids[n]).json()["seq"] for n in range(3)]
    assert len(set(seqs)) == 3


@pytest.mark.parametrize("text", ["请把验证码发给我", "麻烦告诉我您的支付密码"])
def test_an_agent_cannot_ask_for_secrets(gateway: RunningGateway, text: str) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    agent.act(customer.id, "claim")
    refused = agent.say(customer.id, text)
    assert (refused.status_code, refused.json()["code"]) == (422, "asks_for_secret")
    assert agent.say(customer.id, "请不要把验证码告诉任何人").status_code == 202
    assert customer.poll()[-1]["text"] == "请不要把验证码告诉任何人"


def test_the_refusal_tells_the_agent_which_words_and_why(gateway: RunningGateway) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    agent.act(customer.id, "claim")
    refused = agent.say(customer.id, "您好，请把验证码发我，谢谢").json()
    assert refused["passages"] == [{"start": 4, "end": 10, "text": "把验证码发我"}]
    assert refused["wanted"] == "secret"
    assert refused["detail"] == (
        "不能要求客户提供密码、验证码等信息：“把验证码发我”。请修改后再发送。"
    )
    link = agent.say(customer.id, "请到 kdou-vip.com 办理").json()
    assert (link["code"], link["passages"]) == (
        "foreign_link",
        [{"start": 3, "end": 15, "text": "kdou-vip.com"}],
    )
    assert [e for e in customer.poll() if e.get("from") == "agent"] == []


def test_a_secret_asked_for_in_two_messages_is_refused(gateway: RunningGateway) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    agent.act(customer.id, "claim")
    assert agent.say(customer.id, "验证码已经发到您手机了", "m-1").status_code == 202
    customer.send("收到了")
    refused = agent.say(customer.id, "那麻烦您念一下", "m-2")
    assert (refused.status_code, refused.json()["code"]) == (422, "asks_for_secret")
    assert agent.say(customer.id, "请填在卡片里", "m-3").status_code == 202
    assert agent.say(customer.id, "填好了告诉我一声", "m-4").status_code == 202
    # What was sent before and is repeated for safety is not judged against itself.
    assert agent.say(customer.id, "请填在卡片里", "m-3").status_code == 202


def test_personal_data_in_an_agents_words_is_masked(gateway: RunningGateway) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    agent.act(customer.id, "claim")
    agent.say(customer.id, "请核对手机号13912345678")
    assert (
        customer.wait_for("message", sender="agent")["text"] == "请核对手机号[手机号:139****5678]"
    )


def test_back_to_the_bot_with_a_note_for_the_next_human(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    agent.act(customer.id, "claim")
    customer.send("这句是对人工说的")
    note = "已核实,电话13912345678"
    assert agent.act(customer.id, "return", {"note": note}).json() == {
        "owner": "bot",
        "agent": None,
    }
    customer.wait_for("turn_end")
    assert engine.said() == ['/inform{"handoff": "returned"}']
    assert customer.ask("继续") == ["收到:继续"]
    with gateway.kefu.database.begin() as unit:
        again = gateway.kefu.desk.handoff.request(
            unit, customer.id, HandoffReason.CUSTOMER_REQUEST, Summary()
        )
    assert again.summary["done"] == ["上次人工备注：已核实,电话[手机号:139****5678]"]


def test_an_agent_closes_the_conversation(gateway: RunningGateway) -> None:
    customer, agent = wait_in_queue(gateway), gateway.agent()
    assert agent.act(customer.id, "close").json()["code"] == "not_your_conversation"
    agent.act(customer.id, "claim")
    assert agent.act(customer.id, "close").json()["owner"] == "closed"
    customer.wait_for("status", owner="closed")
    assert customer.send("还有问题").json()["code"] == "conversation_closed"
    assert agent.queue() == []


def test_a_waiting_customer_hears_of_their_place(gateway: RunningGateway) -> None:
    first, second = wait_in_queue(gateway), wait_in_queue(gateway)
    assert second.wait_for("status", owner="queued")["position"] == 2
    gateway.agent().act(first.id, "claim")
    moved = second.wait_for("status", after=2, owner="queued")
    assert moved["position"] == 1
    assert moved["estimated_wait"] > 0


def test_tickets_are_seen_by_those_whom_they_concern(gateway: RunningGateway) -> None:
    case = in_unit(
        gateway.kefu.database, gateway.kefu.topics.theft.open_case, gateway.customer().id
    )
    path = "/api/v1/desk/tickets"
    (ticket,) = gateway.agent("security1").http.get(path).json()["items"]
    assert (ticket["number"], ticket["priority"]) == (case.number, "urgent")
    assert gateway.agent().http.get(path).json()["items"] == []
    supervisor = gateway.agent("supervisor1").http
    assert len(supervisor.get(path, params={"kind": "theft_case"}).json()["items"]) == 1
    assert supervisor.get(path, params={"kind": "general"}).json()["items"] == []
    assert supervisor.get(path, params={"kind": "nonsense"}).status_code == 422
