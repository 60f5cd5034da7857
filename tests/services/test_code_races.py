"""Codes and passwords asked for and tried at once, on both databases: each counts once."""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.agent import Role
from kefu.core.conversation import Assurance
from kefu.core.errors import KefuError
from kefu.core.verification import (
    ACCOUNT_FAILURES_PER_HOUR,
    ASKER_FAILURES_PER_HOUR,
    CodeChannel,
    Lane,
    Purpose,
)
from kefu.services.ports import CodeScope
from kefu.services.units import in_unit
from tests.conftest import FakeClock
from tests.customers import Customer, received_code, wrong
from tests.services.racing import PHONE, THREADS, at_once


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
