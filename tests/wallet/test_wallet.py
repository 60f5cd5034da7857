"""The SQL wallet: each write once per key, refused when the account's state forbids it,
on both databases.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import Engine, text, update
from structlog.testing import capture_logs

from kefu.core.account import AccountStatus, LockReason
from kefu.core.errors import Conflict, KefuError, NotFound, Unavailable
from kefu.core.refund import RefundStatus
from kefu.core.transaction import TransactionStatus
from kefu.store.database import make_engine
from kefu.wallet.demo import DemoWallet
from kefu.wallet.logged import LoggedWallet
from kefu.wallet.sql import RECENT_PASSWORDS, SqlWallet
from kefu.wallet.tables import accounts
from tests.conftest import FakeClock

ACTIVE, LOCKED, FROZEN = "acc_0001", "acc_0002", "acc_0007"


def test_finding_an_account(wallet: SqlWallet) -> None:
    found = wallet.find_account(phone="13800000001")
    assert found is not None
    assert (found.id, found.name, found.balance_fen) == (ACTIVE, "张伟", 123456)
    assert wallet.find_account(email="ZhangWei@Example.com") == found
    assert wallet.get_account(ACTIVE) == found


@pytest.mark.parametrize(
    "claim", [{"phone": "13900000000"}, {"phone": ""}, {"email": ""}, {"email": "x@y.cn"}, {}]
)
def test_nobody(wallet: SqlWallet, claim: dict[str, str]) -> None:
    assert wallet.find_account(**claim) is None


def test_an_account_without_email_is_not_found_by_none(wallet: SqlWallet) -> None:
    assert wallet.find_account(email=None) is None


def test_an_unknown_account(wallet: SqlWallet) -> None:
    acts: list[Callable[[], Any]] = [
        lambda: wallet.get_account("acc_x"),
        lambda: wallet.freeze("acc_x", key="1"),
        lambda: wallet.unlock("acc_x", key="2"),
        lambda: wallet.reset_password("acc_x", "x", key="3"),
    ]
    for act in acts:
        with pytest.raises(NotFound):
            act()
    assert wallet.transactions("acc_x") == []


def test_freezing_ends_sessions(wallet: SqlWallet, demo: DemoWallet) -> None:
    assert demo.truth("13800000001")["sessions"] != []

    assert wallet.freeze(ACTIVE, key="f").status is AccountStatus.FROZEN
    assert demo.truth("13800000001")["sessions"] == []
    assert wallet.freeze(ACTIVE, key="f").status is AccountStatus.FROZEN


def test_a_closed_account_stays_closed(wallet: SqlWallet, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(accounts).values(status=AccountStatus.CLOSED))

    with pytest.raises(Conflict) as error:
        wallet.freeze(ACTIVE, key="f")
    assert error.value.code == "account_closed"
    assert wallet.get_account(ACTIVE).status is AccountStatus.CLOSED


def test_unlocking(wallet: SqlWallet) -> None:
    unlocked = wallet.unlock(LOCKED, key="u")

    assert (unlocked.status, unlocked.lock_reason) == (AccountStatus.ACTIVE, None)


@pytest.mark.parametrize("account", [ACTIVE, FROZEN])
def test_only_a_lock_can_be_lifted(wallet: SqlWallet, account: str) -> None:
    before = wallet.get_account(account)

    with pytest.raises(Conflict) as error:
        wallet.unlock(account, key="u")

    assert error.value.code == "not_locked"
    assert wallet.get_account(account) == before


def test_a_key_counts_once_whatever_happened_since(wallet: SqlWallet, engine: Engine) -> None:
    wallet.unlock(LOCKED, key="u")
    with engine.begin() as connection:
        connection.execute(
            update(accounts)
            .where(accounts.c.id == LOCKED)
            .values(status=AccountStatus.LOCKED, lock_reason=LockReason.RISK_CONTROL)
        )

    again = wallet.unlock(LOCKED, key="u")

    assert (again.status, again.lock_reason) == (AccountStatus.LOCKED, LockReason.RISK_CONTROL)


def test_a_refused_write_uses_up_no_key(wallet: SqlWallet, engine: Engine) -> None:
    with pytest.raises(Conflict):
        wallet.unlock(ACTIVE, key="u")
    with engine.begin() as connection:
        connection.execute(update(accounts).values(status=AccountStatus.LOCKED))

    assert wallet.unlock(ACTIVE, key="u").status is AccountStatus.ACTIVE


def test_one_key_raced_is_done_once(wallet: SqlWallet, demo: DemoWallet, clock: FakeClock) -> None:
    barrier = threading.Barrier(6)

    def reset(_: int) -> str:
        barrier.wait(30)
        try:
            return wallet.reset_password(ACTIVE, "Tr4in&Kettle", key="one").id
        except KefuError as error:
            return error.code

    clock.forward(seconds=1)
    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(reset, range(6), timeout=60)) == {ACTIVE}
    assert demo.truth("13800000001")["password_changed_at"] == clock.now.isoformat()


def test_resets_with_different_keys_never_set_one_password_twice(
    wallet: SqlWallet, clock: FakeClock
) -> None:
    barrier = threading.Barrier(4)

    def reset(number: int) -> str:
        barrier.wait(30)
        try:
            return wallet.reset_password(ACTIVE, "Tr4in&Kettle", key=f"k{number}").id
        except KefuError as error:
            return error.code

    clock.forward(seconds=1)
    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(reset, range(4), timeout=60))
    assert answers == [ACTIVE, *["password_reused"] * 3]


def test_recent_passwords_are_refused_and_old_ones_allowed(
    wallet: SqlWallet, clock: FakeClock
) -> None:
    for n in range(RECENT_PASSWORDS + 1):
        clock.forward(seconds=1)
        wallet.reset_password(ACTIVE, f"Tr4in&Kettle{n}", key=f"k{n}")

    clock.forward(seconds=1)
    for n in range(1, RECENT_PASSWORDS + 1):
        with pytest.raises(Conflict) as error:
            wallet.reset_password(ACTIVE, f"Tr4in&Kettle{n}", key=f"again{n}")
        assert error.value.code == "password_reused"
    wallet.reset_password(ACTIVE, "Tr4in&Kettle0", key="again0")


def test_transactions_newest_first_by_status_and_owner(wallet: SqlWallet) -> None:
    mine = wallet.transactions("acc_0004")

    assert mine == sorted(mine, key=lambda transaction: transaction.at, reverse=True)
    failed = wallet.transactions("acc_0004", status=TransactionStatus.FAILED)
    assert len(failed) == 9
    assert len(wallet.transactions("acc_0004", limit=3)) == 3
    assert wallet.get_transaction("acc_0004", failed[0].id) == failed[0]
    with pytest.raises(NotFound) as error:
        wallet.get_transaction(ACTIVE, failed[0].id)
    assert error.value.code == "transaction_not_found"


def test_a_wallet_that_is_away(clock: FakeClock) -> None:
    away = SqlWallet(make_engine("postgresql://kefu@127.0.0.1:1/wallet"), clock)

    for act in (away.ping, lambda: away.get_account(ACTIVE), lambda: away.freeze(ACTIVE, key="f")):
        with pytest.raises(Unavailable) as error:
            act()
        assert error.value.code == "wallet_unavailable"


def test_a_call_is_logged_without_whom_it_was_about(wallet: SqlWallet) -> None:
    logged = LoggedWallet(wallet)
    with capture_logs() as lines:
        logged.find_account(phone="13800000001")
        with pytest.raises(NotFound):
            logged.get_account("acc_nobody")
    told = [(line["event"], line["call"], line["outcome"]) for line in lines]
    assert told[0] == ("wallet_call", "find_account", "ok")
    assert told[1][:2] == ("wallet_call", "get_account")
    assert told[1][2] != "ok"
    assert set(lines[0]) == {"event", "log_level", "call", "outcome", "ms"}


def test_refunds_are_the_accounts_own_newest_first(wallet: SqlWallet) -> None:
    found = wallet.refunds("acc_0008")

    assert [(r.id, r.status, r.counterparty) for r in found] == [
        ("RF0001", RefundStatus.PROCESSING, "携程旅行"),
        ("RF0002", RefundStatus.REFUNDED, "唯品会"),
    ]
    assert found[0].expected_by is not None
    assert found[1].expected_by is None
    assert wallet.refunds("acc_0008", limit=1) == found[:1]
    assert wallet.refunds(ACTIVE) == []


def test_a_wallet_without_records_of_refunds_has_none(wallet: SqlWallet) -> None:
    class Plain(SqlWallet):
        refunds = None  # type: ignore[assignment]

    assert LoggedWallet(Plain(wallet._engine, wallet._clock)).refunds("acc_0008") == []
    assert len(LoggedWallet(wallet).refunds("acc_0008")) == 2


def test_states_of_refunds_written_by_an_earlier_version_are_read(
    engine: Engine, wallet: SqlWallet, demo: DemoWallet
) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE wallet_refunds SET status = 'finished' WHERE id = 'RF0002'")
        )

    demo.create()

    assert wallet.refunds("acc_0008")[1].status is RefundStatus.REFUNDED
