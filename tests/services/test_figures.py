"""A customer's own figures: the wallet's, of this account alone, said where not whole."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine, insert, update

from kefu.bootstrap import Kefu, build
from kefu.core.account import AccountStatus
from kefu.core.capability import Capability
from kefu.core.errors import AssuranceTooLow, NotOffered
from kefu.core.history import TimeSpan, Total, WantedRecords, totals
from kefu.core.transaction import TransactionKind, TransactionStatus
from kefu.core.verification import STEP_UP_LIFETIME, Purpose
from kefu.services.figures import LOOKED_THROUGH
from kefu.settings import Settings
from kefu.store.database import make_engine
from kefu.wallet.tables import accounts, limits, transactions
from tests.conftest import ON_SQLITE, START, FakeClock
from tests.customers import Customer

pytestmark = ON_SQLITE
ZHANG, SUN = "13800000001", "13800000011"


@pytest.fixture
def wallet(kefu: Kefu) -> Engine:
    """The wallet's own database."""
    return make_engine(kefu.settings.wallet_database)


def paid(wallet: Engine, minutes_ago: int, amount_fen: int = 100, name: str = "喜茶") -> None:
    with wallet.begin() as connection:
        connection.execute(
            insert(transactions).values(
                id=uuid4().hex,
                account_id="acc_0001",
                kind=TransactionKind.PAYMENT,
                amount_fen=amount_fen,
                status=TransactionStatus.SUCCEEDED,
                at=START - timedelta(minutes=minutes_ago),
                counterparty=name,
                method="余额",
                suspicious=False,
                debited_at_bank=False,
            )
        )


def test_the_balance_is_the_wallets_with_what_is_on_its_way(kefu: Kefu, wallet: Engine) -> None:
    customer = Customer.logged_in(kefu, SUN)
    found = kefu.topics.figures.balance(customer.id)
    assert (found.account.balance_fen, found.account.status) == (321_000, AccountStatus.ACTIVE)
    assert [(t.kind, t.amount_fen) for t in found.pending] == [
        (TransactionKind.WITHDRAWAL, 200_000)
    ]
    with wallet.begin() as connection:
        connection.execute(
            update(accounts).where(accounts.c.id == "acc_0011").values(balance_fen=5)
        )
    assert kefu.topics.figures.balance(customer.id).account.balance_fen == 5


def test_limits_and_fees_are_this_accounts(kefu: Kefu, wallet: Engine) -> None:
    customer = Customer.logged_in(kefu, ZHANG)
    with wallet.begin() as connection:
        connection.execute(
            update(limits)
            .where(limits.c.account_id == "acc_0001", limits.c.kind == TransactionKind.PAYMENT)
            .values(day_fen=777)
        )
    own = {limit.kind: limit.day_fen for limit in kefu.topics.figures.limits(customer.id)}
    assert own[TransactionKind.PAYMENT] == 777
    of_sun = Customer.logged_in(kefu, SUN)
    others = {limit.kind: limit.day_fen for limit in kefu.topics.figures.limits(of_sun.id)}
    assert others[TransactionKind.PAYMENT] == 1_000_000
    free = {rule.kind: rule.free_left_fen for rule in kefu.topics.figures.fees(of_sun.id)}
    assert free[TransactionKind.WITHDRAWAL] == 0


def test_a_code_opens_the_figures_until_it_has_run_out(kefu: Kefu, clock: FakeClock) -> None:
    customer = Customer.arrives(kefu)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.figures.balance(customer.id)
    customer.verifies(ZHANG, Purpose.TRANSACTIONS)
    assert kefu.topics.figures.balance(customer.id).account.balance_fen == 123_456
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds() + 1)
    with pytest.raises(AssuranceTooLow) as refused:
        kefu.topics.figures.balance(customer.id)
    assert refused.value.key == "assurance_too_low.expired"


def test_records_are_those_that_are_meant_newest_first(kefu: Kefu, wallet: Engine) -> None:
    customer = Customer.logged_in(kefu, ZHANG)
    for minutes in (10, 30, 2000):
        paid(wallet, minutes)
    paid(wallet, 20, 250, "美团外卖")
    last_hour = TimeSpan(START - timedelta(hours=1), START)
    find = kefu.topics.figures.records
    assert [t.amount_fen for t in find(customer.id, WantedRecords(last_hour)).found] == [
        100,
        250,
        100,
    ]
    named = find(customer.id, WantedRecords(last_hour, counterparty="美团"))
    assert [t.counterparty for t in named.found] == ["美团外卖"]
    assert [
        t.kind
        for t in find(customer.id, WantedRecords(kinds=frozenset({TransactionKind.DEPOSIT}))).found
    ] == [TransactionKind.DEPOSIT]
    assert find(customer.id, WantedRecords(amount_fen=250)).found == named.found
    assert find(customer.id, WantedRecords(counterparty="星巴克")).found == ()


def test_what_lies_too_far_back_is_said(kefu: Kefu, wallet: Engine) -> None:
    customer = Customer.logged_in(kefu, ZHANG)
    for minutes in range(LOOKED_THROUGH):
        paid(wallet, minutes)
    find = kefu.topics.figures.records
    assert not find(customer.id, WantedRecords()).is_whole
    assert find(customer.id, WantedRecords(TimeSpan(START - timedelta(hours=1), START))).is_whole


def test_only_what_went_through_is_summed(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, SUN)
    found = kefu.topics.figures.records(customer.id, WantedRecords()).found
    statuses = {t.status for t in found if t.kind is TransactionKind.WITHDRAWAL}
    assert statuses == set(TransactionStatus)
    assert Total(TransactionKind.WITHDRAWAL, 1, 80_000) in totals(found)


def test_a_wallet_may_lack_limits_and_says_so(settings: Settings, clock: FakeClock) -> None:
    poorer = settings.model_copy(update={"wallet_without": frozenset({Capability.LIMITS})})
    kefu = build(poorer, clock=clock)
    figures, customer = kefu.topics.figures, Customer.logged_in(kefu, ZHANG)
    assert (figures.offers(Capability.LIMITS), figures.offers(Capability.FEES)) == (False, True)
    with pytest.raises(NotOffered):
        figures.limits(customer.id)
    assert figures.fees(customer.id)
