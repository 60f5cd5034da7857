"""What an agent sees of each conversation without opening it: the last words, what was not answered
yet, and since when the customer waits.
"""

from __future__ import annotations

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent
from kefu.services.desk_views import Waiting
from kefu.services.units import in_unit
from tests.agents import hire
from tests.conftest import FakeClock
from tests.customers import Customer
from tests.services.test_handoff import queued
from tests.store.test_statements import statements


def row(kefu: Kefu, agent: Agent, customer: Customer) -> Waiting:
    (found,) = [
        line for line in kefu.desk.views.queue(agent) if line.handoff.conversation_id == customer.id
    ]
    return found


def say(kefu: Kefu, agent: Agent, customer: Customer, text: str) -> None:
    in_unit(kefu.database, kefu.desk.attending.say, customer.id, agent, text, text)


def claimed(kefu: Kefu, agent: Agent) -> Customer:
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    return customer


def test_who_waits_for_a_human_waits_since_joining_the_queue(kefu: Kefu, clock: FakeClock) -> None:
    agent, customer = hire(kefu), Customer.arrives(kefu)
    customer.says("余额怎么少了")
    clock.forward(seconds=30)
    joined = clock.now
    queued(kefu, customer=customer)
    clock.forward(seconds=40)
    later = customer.says("有人吗").seq

    seen = row(kefu, agent, customer)

    assert seen.waiting_since == joined
    assert [event.seq for event in seen.unanswered] == [later]  # what the bot heard is not counted
    assert seen.last is not None
    assert seen.last.data["text"] == "有人吗"
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    clock.forward(seconds=40)
    assert row(kefu, agent, customer).waiting_since == joined  # a claim is no answer


def test_a_wait_begins_with_the_first_words_that_nobody_answered(
    kefu: Kefu, clock: FakeClock
) -> None:
    agent = hire(kefu)
    customer = claimed(kefu, agent)
    say(kefu, agent, customer, "您好，请讲")

    answered = row(kefu, agent, customer)

    assert (answered.waiting_since, answered.unanswered) == (None, [])
    assert answered.last is not None
    assert answered.last.data["agent"] == {"display_name": agent.display_name}
    began = clock.forward(seconds=20)
    seqs = [customer.says("钱没到").seq]
    clock.forward(seconds=20)
    seqs.append(customer.says("已经两天了").seq)
    owed = row(kefu, agent, customer)
    assert owed.waiting_since == began
    assert [event.seq for event in owed.unanswered] == seqs
    say(kefu, agent, customer, "我看一下")
    assert row(kefu, agent, customer).waiting_since is None


def test_a_row_shows_nothing_that_is_not_masked(kefu: Kefu) -> None:
    agent = hire(kefu)
    customer = claimed(kefu, agent)
    customer.says("我的手机号是 13812345678")

    last = row(kefu, agent, customer).last

    assert last is not None
    assert "138****5678" in last.data["text"]
    assert "13812345678" not in last.data["text"]


def test_eight_talks_cost_no_more_looks_than_one(kefu: Kefu) -> None:
    agent = hire(kefu)
    first = claimed(kefu, agent)
    with statements(kefu) as alone:
        kefu.desk.views.queue(agent)
    more = [claimed(kefu, agent) for _ in range(7)]
    for customer in (first, *more):
        customer.says("在吗")

    with statements(kefu) as together:
        lines = kefu.desk.views.queue(agent)

    assert together == alone
    assert {len(line.unanswered) for line in lines} == {1}
    assert len(lines) == 8


def test_a_talk_keeps_its_place_while_others_write(kefu: Kefu, clock: FakeClock) -> None:
    agent = hire(kefu)
    first = claimed(kefu, agent)
    clock.forward(seconds=5)
    second = claimed(kefu, agent)
    clock.forward(seconds=5)
    first.says("还在吗")

    shown = [line.handoff.conversation_id for line in kefu.desk.views.queue(agent)]

    assert shown == [first.id, second.id]
