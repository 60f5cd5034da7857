"""Cards, closing and what holds an account back: the customer's own alone, and each write once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from kefu.bootstrap import Kefu
from kefu.core.account import AccountStatus, RestrictionKind
from kefu.core.card import CardStatus
from kefu.core.closure import ClosureStatus, ObstacleKind
from kefu.core.errors import AssuranceTooLow, Conflict, NotFound
from kefu.core.personal_kinds import PersonalKind
from kefu.core.ticket import TicketKind
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.account_lock import UnlockOutcome
from kefu.services.units import reading
from kefu.store.database import make_engine
from kefu.wallet.sql.closures import COOLING_OFF
from kefu.wallet.tables import accounts, cards
from tests.conftest import ON_SQLITE, START, FakeClock
from tests.customers import Customer

pytestmark = ON_SQLITE
ZHANG, SUN, ZHU, HE = "13800000001", "13800000011", "13800000013", "13800000014"


@pytest.fixture
def wallet(kefu: Kefu) -> Engine:
    """The wallet's own database."""
    return make_engine(kefu.settings.wallet_database)


def proven(kefu: Kefu, phone: str, purpose: Purpose) -> Customer:
    customer = Customer.arrives(kefu)
    customer.verifies(phone, purpose)
    return customer


def empty(wallet: Engine, account_id: str) -> None:
    with wallet.begin() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == account_id).values(balance_fen=0)
        )
        connection.execute(
            update(cards).where(cards.c.account_id == account_id).values(status=CardStatus.UNBOUND)
        )


def test_cards_are_told_with_what_is_on_its_way(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, SUN)
    bound = kefu.topics.cards.bound(customer.id)
    assert [(b.card.last4, b.card.status) for b in bound] == [
        ("8811", CardStatus.USABLE),
        ("1102", CardStatus.CLOSED),
    ]
    assert [sum(t.amount_fen for t in b.pending) for b in bound] == [200_000, 0]


def test_a_card_is_unbound_once_however_often_it_is_asked(kefu: Kefu) -> None:
    customer = proven(kefu, SUN, Purpose.CARD)
    first = kefu.topics.cards.unbind(customer.id, "card_0011_2", key="u1")
    again = kefu.topics.cards.unbind(customer.id, "card_0011_2", key="u1")
    assert first == again
    assert first.status is CardStatus.UNBOUND
    assert [b.card.last4 for b in kefu.topics.cards.bound(customer.id)] == ["8811"]
    with pytest.raises(Conflict, match="card_unbound"):
        kefu.topics.cards.unbind(customer.id, "card_0011_2", key="u2")


def test_a_card_in_use_stays(kefu: Kefu) -> None:
    customer = proven(kefu, SUN, Purpose.CARD)
    with pytest.raises(Conflict, match="card_in_use"):
        kefu.topics.cards.unbind(customer.id, "card_0011_1", key="u1")


def test_nobody_unbinds_anothers_card(kefu: Kefu) -> None:
    customer = proven(kefu, ZHANG, Purpose.CARD)
    with pytest.raises(NotFound):
        kefu.topics.cards.unbind(customer.id, "card_0011_2", key="u1")
    other = Customer.logged_in(kefu, SUN)
    assert len(kefu.topics.cards.bound(other.id)) == 2


@pytest.mark.parametrize("phone", [ZHU, HE])
def test_a_held_account_keeps_its_cards(kefu: Kefu, phone: str) -> None:
    customer = proven(kefu, phone, Purpose.CARD)
    card = kefu.topics.cards.bound(customer.id)[0].card
    with pytest.raises(Conflict):
        kefu.topics.cards.unbind(customer.id, card.id, key="u1")


def test_a_login_alone_unbinds_and_closes_nothing(kefu: Kefu, wallet: Engine) -> None:
    empty(wallet, "acc_0001")
    customer = Customer.logged_in(kefu, ZHANG)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.cards.unbind(customer.id, "card_0001_1", key="u1")
    with pytest.raises(AssuranceTooLow):
        kefu.topics.closure.request(customer.id, key="c1")
    assert kefu.topics.closure.standing(customer.id) is None


def test_an_account_is_asked_to_be_closed_once(
    kefu: Kefu, wallet: Engine, clock: FakeClock
) -> None:
    empty(wallet, "acc_0001")
    customer = proven(kefu, ZHANG, Purpose.CLOSURE)
    assert kefu.topics.closure.obstacles(customer.id) == []
    made = kefu.topics.closure.request(customer.id, key="c1")
    assert kefu.topics.closure.request(customer.id, key="c1") == made
    assert made.status is ClosureStatus.REQUESTED
    assert made.closes_on >= (START + COOLING_OFF).date()
    with pytest.raises(Conflict, match="closure_exists"):
        kefu.topics.closure.request(customer.id, key="c2")

    kept = kefu.topics.closure.cancel(customer.id, key="k1")
    assert kefu.topics.closure.cancel(customer.id, key="k1") == kept
    assert kefu.topics.closure.standing(customer.id) is None
    clock.forward(seconds=timedelta(minutes=1).total_seconds())
    with pytest.raises(Conflict, match="closure_missing"):
        kefu.topics.closure.cancel(customer.id, key="k2")


def test_what_stands_in_the_way_refuses_the_request(kefu: Kefu) -> None:
    customer = proven(kefu, "13800000018", Purpose.CLOSURE)
    found = {one.kind: one.amount_fen for one in kefu.topics.closure.obstacles(customer.id)}
    assert found == {
        ObstacleKind.BALANCE: 1230,
        ObstacleKind.OPEN_REFUND: 5900,
        ObstacleKind.CARD: None,
    }
    with pytest.raises(Conflict, match="closure_blocked"):
        kefu.topics.closure.request(customer.id, key="c1")


def told(kefu: Kefu, customer: Customer, phone: str) -> str:
    """The reference to a number that this customer told."""
    with kefu.database.begin() as unit:
        return kefu.chat.personal.refer(unit, customer.id, PersonalKind.PHONE, phone)


def test_another_phone_is_taken_down_once_and_changes_nothing(kefu: Kefu) -> None:
    customer = proven(kefu, ZHANG, Purpose.PHONE)
    before = kefu.wallet.get_account("acc_0001")
    new = told(kefu, customer, "13912345678")
    tickets = [
        kefu.topics.phone_change.register(customer.id, new, "更换手机号", key="p1")
        for _ in range(2)
    ]
    assert tickets[0].number == tickets[1].number
    (stored,) = reading(kefu.database, kefu.topics.tickets.of_account, "acc_0001")
    assert stored.kind is TicketKind.ACCOUNT
    assert "13912345678" not in str(stored.facts)
    assert stored.facts["proven_by"] == CodeChannel.SMS
    assert kefu.wallet.get_account("acc_0001") == before


def test_the_phone_that_is_registered_is_no_other(kefu: Kefu) -> None:
    customer = proven(kefu, ZHANG, Purpose.PHONE)
    with pytest.raises(Conflict, match="phone_unchanged"):
        kefu.topics.phone_change.check(customer.id, told(kefu, customer, ZHANG))


def test_a_number_of_another_conversation_is_none_of_this_one(kefu: Kefu) -> None:
    customer, other = proven(kefu, ZHANG, Purpose.PHONE), Customer.arrives(kefu)
    with pytest.raises(NotFound):
        kefu.topics.phone_change.check(customer.id, told(kefu, other, "13912345678"))


@pytest.mark.parametrize(
    ("phone", "kind"), [(ZHU, RestrictionKind.EXPIRED_DOCUMENT), (HE, RestrictionKind.COURT)]
)
def test_no_code_lifts_a_restriction(kefu: Kefu, phone: str, kind: RestrictionKind) -> None:
    customer = proven(kefu, phone, Purpose.UNLOCK)
    held = kefu.topics.account_lock.held(customer.id)
    assert held is not None
    assert held.restriction is not None
    assert held.restriction.kind is kind
    outcome, account = kefu.topics.account_lock.unlock(customer.id, key="u1")
    assert outcome is UnlockOutcome(kind)
    assert kefu.wallet.get_account(account.id) == held


@pytest.mark.parametrize(
    ("phone", "status"),
    [(ZHANG, None), ("13800000002", AccountStatus.LOCKED), ("13800000007", AccountStatus.FROZEN)],
)
def test_held_is_what_the_wallet_says_now(
    kefu: Kefu, phone: str, status: AccountStatus | None
) -> None:
    held = kefu.topics.account_lock.held(Customer.logged_in(kefu, phone).id)
    assert (None if held is None else held.status) == status
