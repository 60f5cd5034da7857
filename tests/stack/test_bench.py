"""The customers of ``kefu bench`` against the running product."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlsplit

import uvloop

from bench.stack import attack
from bench.stack.agent import delivery_times
from bench.stack.attacker import UPLOADS
from bench.stack.customers import KefuCustomer
from bench.stack.figures import Figures
from bench.stack.load import Outcome, closed_loop
from bench.stack.measures import Effort, Side
from bench.stack.processes import family
from bench.stack.scripts import scripts
from tests.stack.stack import Stack


def test_every_conversation_is_answered_to_its_end(stack: Stack) -> None:
    port = urlsplit(stack.url).port
    assert port is not None

    async def play() -> tuple[Outcome, list[str]]:
        talks = [(await KefuCustomer.open(port), script) for script in islice(scripts(), 4)]
        outcome = await closed_loop(talks, clients=2)
        last = await talks[0][0].say("谢谢")
        for customer, _ in talks:
            customer.leave()
        return outcome, list(last.texts)

    outcome, said = uvloop.run(play())
    assert outcome.failures == []
    assert len(outcome.samples) == sum(len(script) for script in islice(scripts(), 4))
    assert outcome.bytes > 0
    assert said


def test_an_agents_words_are_timed_until_the_customer_has_them(stack: Stack) -> None:
    port = urlsplit(stack.url).port
    assert port is not None
    times = uvloop.run(delivery_times(port, 3))
    assert len(times) == 3
    assert min(times) > 0


def test_others_are_answered_while_one_phone_sends_costly_pictures(stack: Stack) -> None:
    port = urlsplit(stack.url).port
    assert port is not None
    assert stack.process is not None
    pid = stack.process.pid
    effort = Effort(repeats=1, talks=1, step_seconds=1, steps=0, sockets=0, words=0)

    async def measure() -> Figures:
        side = Side(lambda: KefuCustomer.open(port), lambda: family(pid), stack.folder, print)
        return await attack.pictures(side, effort, port)

    found = {name: figure.value for name, figure in uvloop.run(measure()).items()}
    assert found["pictures.failures"] == 0
    assert found["pictures.uploads"] >= UPLOADS
    assert 0 < found["pictures.refused"] < found["pictures.uploads"]
    assert 50 < found["pictures.gateway"] < 400
    assert found["pictures.simple.p99"] >= found["pictures.simple.p50"] > 0
