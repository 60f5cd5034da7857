"""The customers of ``kefu bench`` against the running product."""

from __future__ import annotations

from itertools import islice
from urllib.parse import urlsplit

import uvloop

from bench.stack.agent import delivery_times
from bench.stack.customers import KefuCustomer
from bench.stack.load import Outcome, closed_loop
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
