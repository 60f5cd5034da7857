"""Many at the same time, on both databases: what may happen once happens once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent
from kefu.core.conversation import Owner
from kefu.core.ticket import TicketKind
from kefu.services.assurance import get_conversation
from kefu.services.conversations.acceptance import Accepted
from kefu.services.ports import EngineAnswer, EngineMessage, OwedTurn
from kefu.services.units import in_unit, reading
from tests.customers import Customer
from tests.services.racing import PHONE, THREADS, agent, at_once, queued


def test_events_are_numbered_without_gap_or_double(kefu: Kefu, customer: Customer) -> None:
    def talk(thread: int) -> list[int]:
        return [
            in_unit(
                kefu.database,
                kefu.chat.acceptance.accept_text,
                customer.id,
                f"{thread}-{n}",
                f"{thread}-{n}",
            ).seq
            for n in range(5)
        ]

    seqs = at_once([lambda t=t: talk(t) for t in range(THREADS)])  # type: ignore[misc]

    events = customer.events()
    assert [event.seq for event in events] == list(range(1, 5 * THREADS + 2))
    assert sorted(seq for own in seqs for seq in own) == list(range(2, 5 * THREADS + 2))
    for thread, own in enumerate(seqs):
        assert list(own) == sorted(own)
        assert [events[int(seq) - 1].data["text"] for seq in own] == [
            f"{thread}-{n}" for n in range(5)
        ]


def test_one_message_sent_by_all_is_stored_once(kefu: Kefu, customer: Customer) -> None:
    answers = at_once(
        [
            lambda: in_unit(
                kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m1", "你好"
            )
        ]
        * THREADS
    )

    assert {answer.seq for answer in answers} == {2}  # type: ignore[union-attr]
    assert sum(not answer.repeated for answer in answers) == 1  # type: ignore[union-attr]
    assert len(customer.events()) == 2


def test_a_choice_is_taken_by_one(kefu: Kefu, customer: Customer) -> None:
    with kefu.database.begin() as unit:
        buttons = [{"title": str(n), "payload": f"/c{n}"} for n in range(THREADS)]
        said = kefu.chat.log.say(
            unit, get_conversation(unit, customer.id), {"text": "?", "buttons": buttons}
        )
    choices = [choice["id"] for choice in said.data["choices"]]

    def take(choice: str) -> Accepted:
        accept = kefu.chat.acceptance.accept_choice
        return in_unit(kefu.database, accept, customer.id, choice, choice)

    answers = at_once(
        [
            lambda c=c: take(c).payload  # type: ignore[misc]
            for c in choices
        ]
    )

    assert answers.count("choice_expired") == THREADS - 1
    assert len(customer.events()) == 3


def test_a_claim_is_won_by_one(kefu: Kefu) -> None:
    customer = queued(kefu)
    agents = [agent(kefu, n) for n in range(THREADS)]

    def claim(by: Agent) -> str | None:
        return in_unit(kefu.database, kefu.desk.attending.claim, customer.id, by).agent_id

    answers = at_once([lambda a=a: claim(a) for a in agents])  # type: ignore[misc]

    winners = [answer for answer in answers if answer != "already_claimed"]
    assert len(winners) == 1
    assert customer.conversation.owner is Owner.AGENT
    assert customer.conversation.agent_id == winners[0]


def test_a_claim_against_an_answer_of_the_bot(kefu: Kefu) -> None:
    """The answer stands before the agent comes, or not at all."""
    someone = agent(kefu)
    for _ in range(5):
        customer = queued(kefu)
        customer.says("充值在哪里点")
        turn = reading(kefu.database, kefu.chat.turns.next, customer.id)
        assert turn is not None
        answer = EngineAnswer(messages=[EngineMessage(text="在首页")], snapshot="{}")

        def finish(turn: OwedTurn = turn, answer: EngineAnswer = answer) -> object:
            return in_unit(kefu.database, kefu.chat.turns.finish, turn, answer)

        def claim(customer: Customer = customer) -> object:
            return in_unit(kefu.database, kefu.desk.attending.claim, customer.id, someone)

        acts: list[Callable[[], object]] = [finish, claim]
        at_once(acts)
        assert customer.conversation.owner is Owner.AGENT
        events = customer.events()
        claimed = next(e.seq for e in events if e.data.get("owner") == "agent")
        said = [e.seq for e in events if e.data.get("text") == "在首页"]
        assert all(seq < claimed for seq in said)
        with kefu.database.read() as unit:
            assert customer.id not in unit.conversations.unanswered()
        in_unit(kefu.database, kefu.chat.turns.finish, turn, answer)  # once more, too late
        assert len(customer.events()) == len(events)


def test_a_claim_against_the_customer_leaving_the_queue(kefu: Kefu) -> None:
    someone = agent(kefu)
    for _ in range(5):
        customer = queued(kefu)
        claimed, left = at_once(
            [
                lambda c=customer: (
                    in_unit(kefu.database, kefu.desk.attending.claim, c.id, someone).owner
                ),  # type: ignore[misc]
                lambda c=customer: in_unit(kefu.database, kefu.desk.handoff.leave_queue, c.id),  # type: ignore[misc]
            ]
        )

        owner = customer.conversation.owner
        assert owner in {Owner.AGENT, Owner.BOT}
        assert (claimed == Owner.AGENT) is (owner is Owner.AGENT)
        assert (left is None) is (owner is Owner.BOT)
        assert customer.conversation.agent_id == (someone.id if owner is Owner.AGENT else None)


def test_tickets_of_one_cause_are_one(kefu: Kefu, customer: Customer) -> None:
    def open_one() -> str:
        return in_unit(
            kefu.database,
            kefu.topics.tickets.open,
            TicketKind.GENERAL,
            customer.id,
            "x",
            {},
            key="k",
        ).number

    assert len(set(at_once([open_one] * THREADS))) == 1
    assert len(reading(kefu.database, kefu.topics.tickets.of_conversation, customer.id)) == 1


def test_ticket_numbers_are_unique_and_without_gaps(kefu: Kefu, customer: Customer) -> None:
    def open_some(thread: int) -> list[str]:
        return [
            in_unit(
                kefu.database,
                kefu.topics.tickets.open,
                TicketKind.GENERAL,
                customer.id,
                "x",
                {},
                key=f"{thread}/{n}",
            ).number
            for n in range(3)
        ]

    numbers = at_once([lambda t=t: open_some(t) for t in range(THREADS)])  # type: ignore[misc]

    expected = [f"T20260302-{n:04d}" for n in range(1, 3 * THREADS + 1)]
    assert sorted(number for own in numbers for number in own) == expected


def test_a_notification_is_delivered_by_one(kefu: Kefu, customer: Customer) -> None:
    customer.asks_for_code(PHONE)

    assert sum(map(int, at_once([kefu.notifications.deliver_due] * THREADS))) == 1
    assert kefu.demo is not None
    assert len(kefu.demo.received(PHONE)) == 1


def test_resuming_at_once_leaves_one_conversation_that_opens(
    kefu: Kefu, customer: Customer
) -> None:
    answers: list[Any] = at_once(
        [lambda: in_unit(kefu.database, kefu.chat.opening.resume, customer.token)] * 4
    )

    assert {conversation.id for conversation, _ in answers} == {customer.id}
    for _, token in answers:
        assert (
            reading(kefu.database, kefu.chat.opening.authorise, customer.id, token).conversation.id
            == customer.id
        )
