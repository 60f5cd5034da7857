"""A new payment password: a code for just that, the number of the paper, and only then; once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kefu.bootstrap import Kefu
from kefu.core.account import AccountStatus, IdentityPaper, PaperKind
from kefu.core.errors import AssuranceTooLow, Conflict, Invalid, NotFound
from kefu.core.verification import (
    PAPER_TRIES_PER_DAY,
    STEP_UP_LIFETIME,
    InputStatus,
    Purpose,
)
from kefu.services.payment_password import Standing
from kefu.services.units import in_unit, reading
from kefu.wallet.demo import customers
from tests.conftest import FakeClock
from tests.customers import Customer

PHONE = "13800000001"
PURPOSE = Purpose.PAYMENT_PASSWORD_RESET
GOOD, OTHER = "730164", "846205"
WRONG_PAPER = "330106197102110016"


def paper_of(number: int) -> str:
    return customers.paper_number(
        number,
        {
            "paper_kind": PaperKind.PASSPORT if number == 16 else PaperKind.ID_CARD,
            "birth_date": date(1970 + number, 1 + number % 12, 10 + number),
        },
    )


@pytest.fixture
def verified(customer: Customer) -> Customer:
    customer.verifies(PHONE, PURPOSE)
    return customer


def paper_input(kefu: Kefu, customer: Customer) -> str:
    return in_unit(kefu.database, kefu.topics.payment_password.ask_paper, customer.id).id


def give_paper(kefu: Kefu, customer: Customer, value: str) -> None:
    customer.submits(paper_input(kefu, customer), value)


def password_input(kefu: Kefu, customer: Customer) -> str:
    return in_unit(kefu.database, kefu.topics.payment_password.ask_new, customer.id).id


def standing(kefu: Kefu, customer: Customer) -> Standing:
    return reading(kefu.database, kefu.topics.payment_password.standing, customer.id)


def changed_at(kefu: Kefu, phone: str = PHONE) -> str:
    assert kefu.demo is not None
    return str(kefu.demo.truth(phone)["payment_password_changed_at"])


def test_the_whole_way(kefu: Kefu, verified: Customer, clock: FakeClock) -> None:
    assert standing(kefu, verified) is Standing.PAPER
    give_paper(kefu, verified, paper_of(1))
    assert verified.signals()[-1] == '/inform{"secure_input": "id_number"}'
    assert standing(kefu, verified) is Standing.OPEN
    clock.forward(minutes=1)

    verified.submits(password_input(kefu, verified), GOOD)

    assert verified.signals()[-1] == '/inform{"secure_input": "new_payment_password"}'
    assert changed_at(kefu) == clock.now.isoformat()
    found = reading(kefu.database, kefu.topics.payment_password.changed_at, verified.id)
    assert found == clock.now
    assert kefu.demo is not None
    assert kefu.demo.truth(PHONE)["sessions"]  # nobody is logged out by it


@pytest.mark.parametrize(
    "spell",
    [
        str.lower,
        lambda n: f" {n[:6]} {n[6:14]} {n[14:]} ",
        lambda n: n.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")),
    ],
)
def test_the_number_is_read_however_it_is_spelt(
    kefu: Kefu, customer: Customer, spell: Callable[[str], str]
) -> None:
    customer.verifies("13800000016", PURPOSE)
    give_paper(kefu, customer, spell(paper_of(16)))
    assert standing(kefu, customer) is Standing.OPEN


def test_a_code_alone_opens_no_field(kefu: Kefu, verified: Customer) -> None:
    before = changed_at(kefu)
    with pytest.raises(AssuranceTooLow):
        password_input(kefu, verified)
    assert changed_at(kefu) == before


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not PURPOSE])
def test_a_code_for_something_else_opens_nothing(
    kefu: Kefu, customer: Customer, purpose: Purpose
) -> None:
    customer.verifies(PHONE, purpose)
    with pytest.raises(AssuranceTooLow):
        paper_input(kefu, customer)


def test_the_second_step_belongs_to_its_code(
    kefu: Kefu, verified: Customer, clock: FakeClock
) -> None:
    give_paper(kefu, verified, paper_of(1))
    field = password_input(kefu, verified)
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds())
    with pytest.raises((AssuranceTooLow, Invalid)):
        verified.submits(field, GOOD)
    verified.verifies(PHONE, PURPOSE)

    assert standing(kefu, verified) is Standing.PAPER
    with pytest.raises(AssuranceTooLow):
        password_input(kefu, verified)


def test_wrong_numbers_are_counted_until_none_is_left(kefu: Kefu, verified: Customer) -> None:
    field = paper_input(kefu, verified)
    for left in range(PAPER_TRIES_PER_DAY - 1, 0, -1):
        with pytest.raises(Invalid) as error:
            verified.submits(field, WRONG_PAPER)
        assert (error.value.code, error.value.facts) == (
            "wrong_paper_number",
            {"attempts_left": left},
        )
    with pytest.raises(Invalid) as error:
        verified.submits(field, WRONG_PAPER)

    assert error.value.code == "paper_tries_used_up"
    assert verified.signals()[-1] == '/inform{"secure_input": "id_number"}'
    assert standing(kefu, verified) is Standing.USED_UP
    with pytest.raises(Conflict):
        verified.submits(field, paper_of(1))


def test_they_are_counted_over_conversations_and_for_a_day(
    kefu: Kefu, verified: Customer, clock: FakeClock
) -> None:
    field = paper_input(kefu, verified)
    for _ in range(PAPER_TRIES_PER_DAY):
        with pytest.raises(Invalid):
            verified.submits(field, WRONG_PAPER)
    clock.forward(hours=2)
    another = Customer.arrives(kefu)
    another.verifies(PHONE, PURPOSE)
    assert standing(kefu, another) is Standing.USED_UP
    right_now = paper_input(kefu, another)
    with pytest.raises(Invalid) as error:
        another.submits(right_now, paper_of(1))
    assert error.value.code == "paper_tries_used_up"

    clock.forward(hours=22)
    again = Customer.arrives(kefu)
    again.verifies(PHONE, PURPOSE)
    assert standing(kefu, again) is Standing.PAPER


def test_the_number_of_somebody_else_is_wrong(kefu: Kefu, verified: Customer) -> None:
    with pytest.raises(Invalid):
        give_paper(kefu, verified, paper_of(2))


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ("12345", "digits"),
        ("12ab56", "digits"),
        ("888888", "repeated"),
        ("345678", "sequence"),
        ("710211", "birthday"),
        ("380000", "phone"),
        ("507913", "recent"),
    ],
)
def test_what_is_easily_guessed_is_refused_with_its_rule(
    kefu: Kefu, verified: Customer, value: str, rule: str
) -> None:
    before = changed_at(kefu)
    give_paper(kefu, verified, paper_of(1))
    field = password_input(kefu, verified)

    with pytest.raises(Invalid) as error:
        verified.submits(field, value)

    assert error.value.key == "password_rejected.payment"
    assert [one.value for one in error.value.facts["violations"]] == [rule]
    assert changed_at(kefu) == before
    verified.submits(field, GOOD)


def test_it_is_set_once(kefu: Kefu, verified: Customer, clock: FakeClock) -> None:
    give_paper(kefu, verified, paper_of(1))
    field = password_input(kefu, verified)
    verified.submits(field, GOOD)
    first = changed_at(kefu)
    clock.forward(minutes=1)
    for value in (GOOD, OTHER):
        with pytest.raises(Conflict):
            verified.submits(field, value)
    assert changed_at(kefu) == first


def test_a_wish_that_reached_the_wallet_before_a_crash_is_done_once(
    kefu: Kefu, verified: Customer, clock: FakeClock
) -> None:
    give_paper(kefu, verified, paper_of(1))
    field = password_input(kefu, verified)
    verified.submits(field, GOOD)
    first = changed_at(kefu)
    with kefu.database.begin() as unit:
        found = unit.secure_inputs.get(field, lock=True)
        assert found is not None
        found.status = InputStatus.OPEN
        unit.secure_inputs.save(found)
    clock.forward(minutes=1)
    verified.submits(field, GOOD)
    assert changed_at(kefu) == first


def test_an_input_of_another_conversation_is_unknown(kefu: Kefu, verified: Customer) -> None:
    field = paper_input(kefu, verified)
    stranger = Customer.arrives(kefu)
    with pytest.raises(NotFound):
        stranger.submits(field, paper_of(1))


def test_a_frozen_account_is_held(kefu: Kefu, customer: Customer) -> None:
    customer.verifies("13800000007", PURPOSE)
    assert standing(kefu, customer) is Standing.HELD


def test_an_account_that_is_frozen_meanwhile_takes_none(kefu: Kefu, verified: Customer) -> None:
    give_paper(kefu, verified, paper_of(1))
    field = password_input(kefu, verified)
    before = changed_at(kefu)
    kefu.wallet.freeze("acc_0001", key="f")
    with pytest.raises(Conflict):
        verified.submits(field, GOOD)
    assert changed_at(kefu) == before
    assert kefu.wallet.get_account("acc_0001").status is AccountStatus.FROZEN


def test_without_a_checked_paper_there_is_no_second_step(
    kefu: Kefu, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer.verifies(PHONE, PURPOSE)
    known = kefu.wallet.get_account("acc_0001")
    for paper in (None, IdentityPaper(PaperKind.ID_CARD, verified=False)):
        changed = replace(known, paper=paper)
        monkeypatch.setattr(kefu.wallet, "get_account", lambda _, found=changed: found)
        assert standing(kefu, customer) is Standing.NO_PAPER


def test_an_account_that_only_people_unlock_is_held(kefu: Kefu, customer: Customer) -> None:
    customer.verifies("13800000003", PURPOSE)
    assert standing(kefu, customer) is Standing.HELD


def test_an_empty_number_costs_no_try(kefu: Kefu, verified: Customer) -> None:
    for _ in range(PAPER_TRIES_PER_DAY + 1):
        with pytest.raises(Invalid, match="wrong_paper_number"):
            verified.submits(paper_input(kefu, verified), " ")
    assert standing(kefu, verified) is Standing.PAPER


@pytest.mark.parametrize("pieces", [list(GOOD), [GOOD[:2], GOOD[2:4], GOOD[4:]], ["730", "164"]])
def test_what_is_typed_into_the_chat_in_pieces_is_nowhere_in_the_record(
    kefu: Kefu, verified: Customer, pieces: list[str]
) -> None:
    give_paper(kefu, verified, paper_of(1))
    password_input(kefu, verified)

    for piece in pieces:
        verified.says(piece)

    said = [event.data["text"] for event in verified.events() if "text" in event.data]
    assert said[-len(pieces) :] == ["******"] * len(pieces)


def test_a_paper_typed_into_the_chat_keeps_no_sign(kefu: Kefu, verified: Customer) -> None:
    paper_input(kefu, verified)

    verified.says("C01X00T47")

    assert [event.data["text"] for event in verified.events() if "text" in event.data][
        -1
    ] == "******"
