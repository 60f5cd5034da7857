"""Many at the same time, on both databases: what may happen once happens once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest
from sqlalchemy import text

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent, Role
from kefu.core.conversation import Assurance, Owner
from kefu.core.errors import KefuError
from kefu.core.handoff import HandoffReason
from kefu.core.ticket import TicketKind
from kefu.core.verification import (
    ACCOUNT_FAILURES_PER_HOUR,
    ASKER_FAILURES_PER_HOUR,
    CodeChannel,
    Lane,
    Purpose,
)
from kefu.services.assurance import get_conversation
from kefu.services.conversations.acceptance import Accepted
from kefu.services.ports import CodeScope, EngineAnswer, EngineMessage, OwedTurn
from kefu.services.units import in_unit, reading
from tests.conftest import FakeClock
from tests.customers import Customer, received_code, wrong

THREADS = 8
PHONE = "13800000001"
T = TypeVar("T")


def at_once(acts: list[Callable[[], T]]) -> list[T | str]:
    """Run all at the same moment; each one's answer, or the code of its error."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | str:
        start.wait(30)
        try:
            return act()
        except KefuError as error:
            return error.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts, timeout=60))


def agent(kefu: Kefu, number: int = 0) -> Agent:
    made = Agent(
        f"ag_{number}", f"agent{number}", "小林", Role.AGENT, ["service"], "", kefu.clock()
    )
    with kefu.database.begin() as unit:
        unit.agents.add(made)
    return made


def queued(kefu: Kefu, reason: HandoffReason = HandoffReason.CUSTOMER_REQUEST) -> Customer:
    customer = Customer.arrives(kefu)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, reason)
    with kefu.database.begin() as unit:
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        kefu.desk.handoff.activate(unit, conversation)
    return customer


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


@pytest.mark.parametrize("network", [None, "203.0.113.7"])
def test_one_text_a_minute_whoever_asks(kefu: Kefu, clock: FakeClock, network: str | None) -> None:
    """Many conversations at once must not get more texts out than one after another; those of one
    network are told so.
    """
    customers = [Customer.arrives(kefu, network=network) for _ in range(THREADS)]
    references = [customer.names(PHONE) for customer in customers]

    answers = at_once(
        [
            lambda c=c, r=r: (
                in_unit(
                    kefu.database,
                    kefu.topics.verification.send_code,  # type: ignore[misc]
                    c.id,
                    Purpose.UNLOCK,
                    CodeChannel.SMS,
                    reference=r,
                ).destination
            )
            for c, r in zip(customers, references, strict=True)
        ]
    )

    assert answers.count("code_limit") == (THREADS - 1 if network else 0)
    assert kefu.notifications.deliver_due() == 1
    clock.forward(minutes=3)
    assert kefu.notifications.deliver_due() == (0 if network else 2)  # they waited for each other
    clock.forward(minutes=2)
    assert kefu.notifications.deliver_due() == 0


def test_reports_of_theft_from_everywhere_cause_ten_texts(kefu: Kefu) -> None:
    customers = [Customer.arrives(kefu, network=f"198.51.100.{n}") for n in range(14)]

    answers = at_once(
        [lambda c=c: c.asks_for_code(PHONE, Purpose.FREEZE).destination for c in customers]  # type: ignore[misc]
    )

    assert set(answers) == {"138****0001"}
    assert kefu.notifications.deliver_due() == 10


def test_guesses_of_one_network_at_once_are_counted_over_its_conversations(
    kefu: Kefu, clock: FakeClock
) -> None:
    guessers = []
    for _ in range(2):
        guesser = Customer.arrives(kefu, network="203.0.113.7")
        sent = guesser.asks_for_code(PHONE)
        guessers.append((guesser, sent.input_id, wrong(received_code(kefu, PHONE))))
        clock.forward(minutes=1)

    answers = at_once([lambda g=g: g[0].submits(g[1], g[2]) for g in guessers * 5])  # type: ignore[misc]

    with kefu.database.read() as unit:
        codes = [code for guesser, _, _ in guessers for code in unit.codes.of(guesser.id)]
    assert sum(code.failures for code in codes) == ASKER_FAILURES_PER_HOUR
    assert "attempts_exhausted" in answers


def test_a_right_code_is_taken_once(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)

    answers = at_once(
        [
            lambda: (
                in_unit(
                    kefu.database, kefu.chat.secure_inputs.submit, customer.id, sent.input_id, code
                ).token
            )
        ]
        * THREADS
    )

    assert answers.count("input_closed") == THREADS - 1
    assert customer.signals() == ['/inform{"secure_input": "verification_code"}']


def test_guesses_at_once_are_all_counted(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)

    answers = at_once(
        [
            lambda: in_unit(
                kefu.database,
                kefu.chat.secure_inputs.submit,
                customer.id,
                sent.input_id,
                wrong(code),
            )
        ]
        * THREADS
    )

    assert answers.count("wrong_code") == 4
    assert answers.count("attempts_exhausted") == 1
    assert answers.count("input_closed") == THREADS - 5


def test_guesses_over_many_codes_of_an_account_are_all_counted(
    kefu: Kefu, clock: FakeClock
) -> None:
    attackers = []
    for _ in range(4):
        attacker = Customer.arrives(kefu)
        sent = attacker.asks_for_code(PHONE)
        attackers.append((attacker, sent.input_id, wrong(received_code(kefu, PHONE))))
        clock.forward(minutes=1)

    def guess(attacker: Customer, input_id: str, value: str) -> int:
        tried = 0
        for _ in range(5):
            try:
                in_unit(kefu.database, kefu.chat.secure_inputs.submit, attacker.id, input_id, value)
            except KefuError as error:
                tried += error.code == "wrong_code"
        return tried

    counts = at_once([lambda a=a: guess(*a) for a in attackers])  # type: ignore[misc]

    # Each hears of their own tries only; the last failure of a code answers attempts_exhausted.
    assert counts == [4] * 4
    with kefu.database.read() as unit:
        subject = kefu.topics.verification._vault.keyed_hash("subject", "acc_0001")
        scope = CodeScope(Lane.STRANGER, subject_hash=subject)
        failures = unit.codes.failures(clock.now.replace(year=2025), scope)
    assert sum(count for _, count in failures) == 4 * 5 >= ACCOUNT_FAILURES_PER_HOUR


def test_a_code_given_while_another_is_asked_for(kefu: Kefu, clock: FakeClock) -> None:
    """Both touch the same rows: one comes first, and nobody waits for ever."""
    for _ in range(5):
        customer = Customer.arrives(kefu)
        sent = customer.asks_for_code(PHONE)
        code = received_code(kefu, PHONE)
        clock.forward(minutes=1)
        given, asked = at_once(
            [
                lambda c=customer, s=sent, v=code: in_unit(
                    kefu.database, kefu.chat.secure_inputs.submit, c.id, s.input_id, v
                ),  # type: ignore[misc]
                lambda c=customer: c.asks_for_code(PHONE),  # type: ignore[misc]
            ]
        )

        assert given == "input_closed" or customer.level() is Assurance.STEPPED_UP
        assert not isinstance(asked, str)
        clock.forward(days=1)


def test_a_wallet_login_token_is_used_once(kefu: Kefu) -> None:
    token = kefu.chat.identity.issue_for_development(PHONE)

    answers = at_once([lambda: kefu.chat.identity.account_of(token)] * THREADS)

    assert sorted(map(str, answers)) == ["acc_0001"] + ["invalid_identity"] * (THREADS - 1)


def test_desk_passwords_tried_at_once_are_all_counted(kefu: Kefu) -> None:
    kefu.desk.staff.create_agent("lin", "小林", Role.AGENT, ["service"], "Right-2026!")

    answers = at_once([lambda: kefu.desk.staff.log_in("lin", "Wrong-2026!")] * THREADS)

    assert answers.count("wrong_credentials") == 5
    assert answers.count("limit_reached") == THREADS - 5


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


def test_a_new_password_is_set_once(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(PHONE)
    wanted = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)

    answers = at_once(
        [
            lambda: (
                in_unit(
                    kefu.database,
                    kefu.chat.secure_inputs.submit,
                    customer.id,
                    wanted.id,
                    "Tr4in&Kettle",
                ).token
            )
        ]
        * 4
    )

    assert sorted(map(str, answers)) == ["None"] + ["input_closed"] * 3
    assert customer.signals()[-1] == '/inform{"secure_input": "new_password"}'
    assert len(customer.signals()) == 2


# One locked row after another, as PostgreSQL would show a wrong order: SQLite has but one lock.
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def until_somebody_waits(kefu: Kefu) -> None:
    """Return when a session waits for a lock that another holds."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    deadline = time.monotonic() + 30
    while True:
        with kefu.database.engine.connect() as connection:  # type: ignore[attr-defined]
            if connection.scalar(waiting):
                return
        assert time.monotonic() < deadline, "nobody waits"
        time.sleep(0.01)


@ON_POSTGRESQL
def test_a_code_waits_for_whoever_ends_it_and_blocks_nobody(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    with ThreadPoolExecutor(1) as pool:
        with kefu.database.begin() as unit:
            unit.conversations.get(customer.id, lock=True)
            given = pool.submit(at_once, [lambda: customer.gives(sent, code)])
            until_somebody_waits(kefu)
            unit.secure_inputs.close_all(customer.id)
            unit.codes.end_open(customer.id, kefu.clock())
        assert given.result(60) == ["input_closed"]
    assert customer.level() is Assurance.ANONYMOUS


@ON_POSTGRESQL
def test_a_claim_waits_for_the_customer_who_is_leaving(kefu: Kefu) -> None:
    customer, someone = queued(kefu), agent(kefu)
    with ThreadPoolExecutor(1) as pool:
        with kefu.database.begin() as unit:
            unit.conversations.get(customer.id, lock=True)
            claimed = pool.submit(
                at_once,
                [
                    lambda: (
                        in_unit(
                            kefu.database, kefu.desk.attending.claim, customer.id, someone
                        ).owner
                    )
                ],
            )
            until_somebody_waits(kefu)
            kefu.desk.handoff.leave_queue(unit, customer.id)
        assert claimed.result(60) == ["conversation_not_found"]
    assert customer.conversation.owner is Owner.BOT
