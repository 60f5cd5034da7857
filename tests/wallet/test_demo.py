"""The demo wallet holds exactly what its documentation promises, always relative to now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from kefu.core.clock import BEIJING
from kefu.core.errors import NotFound
from kefu.core.transaction import FailureReason
from kefu.store.database import make_engine
from kefu.wallet.demo import DemoWallet
from kefu.wallet.sql import SqlWallet
from tests.conftest import Databases, FakeClock

# phone, name, status, lock_reason
TABLE = [
    ("13800000001", "张伟", "active", None),
    ("13800000002", "李娜", "locked", "wrong_password"),
    ("13800000003", "王强", "locked", "abnormal_login"),
    ("13800000004", "刘洋", "active", None),
    ("13800000005", "陈静", "active", None),
    ("13800000006", "赵磊", "active", None),
    ("13800000007", "黄敏", "frozen", None),
    ("13800000008", "周婷", "active", None),
    ("13800000009", "吴芳", "active", None),
    ("13800000010", "郑凯", "locked", "dormant"),
]


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    made = make_engine(databases.wallet("sqlite"))
    yield made
    made.dispose()


@pytest.fixture
def demo(engine: Engine, clock: FakeClock) -> DemoWallet:
    return DemoWallet(engine, clock)


def instants(rows: list[dict[str, Any]]) -> list[datetime]:
    return [datetime.fromisoformat(row["at"]) for row in rows]


@pytest.mark.parametrize(("phone", "name", "status", "reason"), TABLE)
def test_the_table_of_customers(
    demo: DemoWallet, phone: str, name: str, status: str, reason: str | None
) -> None:
    truth = demo.truth(phone)

    assert (truth["phone"], truth["name"]) == (phone, name)
    assert (truth["status"], truth["lock_reason"]) == (status, reason)


def test_the_truth_has_the_documented_members(demo: DemoWallet) -> None:
    truth = demo.truth("13800000001")

    assert {
        *("phone", "name", "status", "lock_reason", "balance", "password_changed_at"),
        *("two_factor", "sessions", "transactions", "refunds"),
    } <= set(truth)
    assert truth["balance"] == "1234.56"
    assert truth["two_factor"] is False
    assert {"id", "kind", "amount", "status", "failure_reason", "at"} <= set(
        truth["transactions"][0]
    )
    with pytest.raises(NotFound):
        demo.truth("13900000000")


def test_one_failed_payment_for_each_reason(demo: DemoWallet) -> None:
    failed = [t for t in demo.truth("13800000004")["transactions"] if t["status"] == "failed"]

    assert sorted(t["failure_reason"] for t in failed) == sorted(FailureReason)


def test_two_deposits_that_were_debited_but_not_credited(
    demo: DemoWallet, clock: FakeClock
) -> None:
    pending = [t for t in demo.truth("13800000005")["transactions"] if t["status"] == "pending"]

    assert {t["kind"] for t in pending} == {"deposit"}
    assert instants(pending) == [
        clock.now - timedelta(minutes=20),
        clock.now - timedelta(days=2),
    ]


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
def test_three_suspicious_transfers_last_night(
    demo: DemoWallet, clock: FakeClock, hour: int
) -> None:
    clock.now = datetime(2026, 5, 6, hour, 30, tzinfo=BEIJING).astimezone(UTC)
    demo.reset()
    found = [t for t in demo.truth("13800000006")["transactions"] if t["suspicious"]]

    assert [t["kind"] for t in found] == ["transfer"] * 3
    nights = {at.astimezone(BEIJING).date() for at in instants(found)}
    assert nights == {datetime(2026, 5, 5, tzinfo=BEIJING).date()}
    assert all(at <= clock.now for at in instants(found))
    others = [demo.truth(phone)["transactions"] for phone, *_ in TABLE if phone != "13800000006"]
    assert not any(t["suspicious"] for transactions in others for t in transactions)


def test_a_refundable_payment_a_refund_under_way_and_a_finished_one(demo: DemoWallet) -> None:
    truth = demo.truth("13800000008")

    assert sorted(refund["status"] for refund in truth["refunds"]) == ["processing", "refunded"]
    refunded = {refund["transaction_id"] for refund in truth["refunds"]}
    paid = [t for t in truth["transactions"] if t["kind"] == "payment" and t["id"] not in refunded]
    assert paid
    assert refunded <= {t["id"] for t in truth["transactions"]}


def test_only_email_reaches_the_ninth(demo: DemoWallet) -> None:
    assert demo.truth("13800000009")["email"] == "wufang@example.com"


def test_a_reset_undoes_everything(demo: DemoWallet, engine: Engine, clock: FakeClock) -> None:
    before = demo.truth("13800000001")
    wallet = SqlWallet(engine, clock)
    wallet.freeze("acc_0001", key="f")
    wallet.unlock("acc_0002", key="u")

    demo.reset()

    assert demo.truth("13800000001") == before
    assert demo.truth("13800000002")["status"] == "locked"
    wallet.unlock("acc_0002", key="u")  # keys are forgotten as well
    assert demo.truth("13800000002")["status"] == "active"


def test_creating_again_keeps_what_happened(
    demo: DemoWallet, engine: Engine, clock: FakeClock
) -> None:
    SqlWallet(engine, clock).freeze("acc_0001", key="f")

    demo.create()

    assert demo.truth("13800000001")["status"] == "frozen"


def test_two_resets_give_the_same(demo: DemoWallet) -> None:
    demo.reset()
    first = [demo.truth(phone) for phone, *_ in TABLE]
    demo.reset()

    assert [demo.truth(phone) for phone, *_ in TABLE] == first
