"""The demo wallet holds exactly what its documentation promises, always relative to now."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from kefu.core.clock import BEIJING
from kefu.core.closure import Obstacle, ObstacleKind
from kefu.core.errors import NotFound
from kefu.core.transaction import FailureReason, TransactionKind
from kefu.settings import ROOT
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
    ("13800000011", "孙丽", "active", None),
    ("13800000012", "马超", "active", None),
    ("13800000013", "朱红", "active", None),
    ("13800000014", "何军", "frozen", None),
    ("13800000015", "林小雨", "active", None),
    ("13800000016", "Anna Schmidt", "active", None),
    ("13800000017", "高伟", "active", None),
    ("13800000018", "罗燕", "active", None),
]
DAYS = [(2026, 1, 1), (2026, 3, 8), (2026, 3, 31), (2026, 12, 15), (2028, 2, 29)]


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
        *("payment_password_changed_at", "two_factor", "sessions", "cards", "limits", "fees"),
        *("agreements", "transactions", "refunds", "restriction", "paper", "locale", "closure"),
    } <= set(truth)
    assert truth["balance"] == "1234.56"
    assert truth["two_factor"] is False
    assert {"id", "kind", "amount", "status", "failure_reason", "at"} <= set(
        truth["transactions"][0]
    )
    with pytest.raises(NotFound):
        demo.truth("13900000000")


def test_the_truth_of_all_is_that_of_each(demo: DemoWallet) -> None:
    assert demo.holdings().truths() == {phone: demo.truth(phone) for phone, *_ in TABLE}


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


def test_everybody_has_limits_fees_a_card_and_a_device(demo: DemoWallet) -> None:
    assert demo.phones() == [phone for phone, *_ in TABLE]
    for phone, name, status, _ in TABLE:
        truth = demo.truth(phone)
        assert {limit["kind"] for limit in truth["limits"]} >= {"payment", "transfer"}
        assert {fee["kind"]: fee["rate"] for fee in truth["fees"]}["withdrawal"] == "0.001"
        first = truth["cards"][0]
        assert (first["holder"], first["last4"]) == (name, f"88{phone[-2:]}")
        assert (first["kind"], first["status"]) == ("debit", "usable")
        assert len(truth["sessions"]) == 1, status
        assert truth["payment_password_changed_at"] is not None


def test_the_first_ten_have_the_transactions_that_they_always_had(demo: DemoWallet) -> None:
    numbers = sorted(
        int(transaction["id"][-6:])
        for phone, *_ in TABLE[:10]
        for transaction in demo.truth(phone)["transactions"]
    )
    assert numbers == list(range(1, 38))


def test_deposits_are_expected_within_two_hours(demo: DemoWallet, clock: FakeClock) -> None:
    pending = [t for t in demo.truth("13800000005")["transactions"] if t["status"] == "pending"]

    expected = [datetime.fromisoformat(t["expected_by"]) > clock.now for t in pending]
    assert expected == [True, False]


def test_a_withdrawal_within_the_window_and_one_that_the_bank_returned(
    demo: DemoWallet, clock: FakeClock
) -> None:
    truth = demo.truth("13800000011")
    pending, returned = (
        [t for t in truth["transactions"] if t["kind"] == "withdrawal" and t["status"] == status]
        for status in ("pending", "failed")
    )

    assert [t["amount"] for t in pending] == ["2000.00"]
    assert datetime.fromisoformat(pending[0]["expected_by"]) > clock.now
    assert [(t["amount"], t["returned_reason"]) for t in returned] == [("500.00", "card_closed")]
    statuses = {card["id"]: (card["bank"], card["status"]) for card in truth["cards"]}
    assert statuses[pending[0]["card_id"]] == (pending[0]["counterparty"], "usable")
    assert statuses[returned[0]["card_id"]] == (returned[0]["counterparty"], "closed")


@pytest.mark.parametrize("day", DAYS)
def test_a_subscription_that_was_charged_twice_last_month(
    demo: DemoWallet, clock: FakeClock, day: tuple[int, int, int]
) -> None:
    clock.now = datetime(*day, 9, 5, tzinfo=BEIJING).astimezone(UTC)
    demo.reset()
    truth = demo.truth("13800000012")
    merchants = {a["id"]: a for a in truth["agreements"]}
    charged: dict[tuple[str, int], int] = {}
    for transaction in truth["transactions"]:
        if agreement := merchants.get(transaction["agreement_id"]):
            assert transaction["amount"] == agreement["amount"]
            assert transaction["counterparty"] == agreement["merchant"]
            at = datetime.fromisoformat(transaction["at"])
            assert at <= clock.now
            key = (agreement["merchant"], at.astimezone(BEIJING).month)
            charged[key] = charged.get(key, 0) + 1
    last_month = (day[1] - 2) % 12 + 1

    assert {a["kind"] for a in truth["agreements"]} == {"subscription"}
    assert {key for key, count in charged.items() if count > 1} == {("腾讯视频", last_month)}
    assert charged["网易云音乐", last_month] == 1
    assert all(
        a["next_charge_on"] >= f"{day[0]}-{day[1]:02}-{day[2]:02}" for a in merchants.values()
    )


def test_whom_others_hold_back(demo: DemoWallet, clock: FakeClock) -> None:
    expired, court = demo.truth("13800000013"), demo.truth("13800000014")

    assert expired["restriction"]["kind"] == "expired_document"
    assert expired["paper"]["expires_on"] < clock.now.date().isoformat()
    assert court["restriction"]["kind"] == "court"
    assert court["restriction"]["authority"] == "杭州市西湖区人民法院"
    assert court["restriction"]["document_number"] == "（2026）浙0106执2158号"
    assert court["restriction"]["since"] < clock.now.isoformat()
    others = [demo.truth(phone) for phone, *_ in TABLE if phone[-2:] not in {"13", "14"}]
    assert all(truth["restriction"] is None for truth in others)


@pytest.mark.parametrize("day", DAYS)
def test_a_child_who_paid_for_a_game_last_night(
    demo: DemoWallet, engine: Engine, clock: FakeClock, day: tuple[int, int, int]
) -> None:
    clock.now = datetime(*day, 0, 5, tzinfo=BEIJING).astimezone(UTC)
    demo.reset()
    child = SqlWallet(engine, clock).get_account("acc_0015")
    today = datetime(*day, tzinfo=BEIJING).date()
    (paid,) = [t for t in demo.truth("13800000015")["transactions"] if t["amount"] == "648.00"]

    assert child.is_minor(today)
    assert child.guardian_phone == "13900000015"
    at = datetime.fromisoformat(paid["at"]).astimezone(BEIJING)
    assert at.date() == today - timedelta(days=1)
    others = [SqlWallet(engine, clock).get_account(f"acc_00{n:02}") for n in (1, 14, 16, 18)]
    assert not any(account.is_minor(today) for account in others)


def test_a_foreigner_with_a_verified_passport(demo: DemoWallet) -> None:
    truth = demo.truth("13800000016")

    assert (truth["locale"], truth["paper"]["kind"]) == ("en", "passport")
    assert truth["paper"]["verified"] is True
    assert {demo.truth(phone)["locale"] for phone, *_ in TABLE if phone[-2:] != "16"} == {"zh-CN"}


def test_a_failed_payment_that_the_bank_debited(demo: DemoWallet, clock: FakeClock) -> None:
    truth = demo.truth("13800000017")
    (debited,) = [t for t in truth["transactions"] if t["debited_at_bank"]]

    assert truth["two_factor"] is True
    assert (debited["counterparty"], debited["amount"]) == ("盒马", "688.00")
    assert (debited["status"], debited["kind"]) == ("failed", "payment")
    assert datetime.fromisoformat(debited["expected_by"]) > clock.now


def test_what_stands_in_the_way_of_closing(
    demo: DemoWallet, engine: Engine, clock: FakeClock
) -> None:
    truth = demo.truth("13800000018")
    assert truth["balance"] == "12.30"
    assert [(r["status"], r["amount"]) for r in truth["refunds"]] == [("requested", "59.00")]
    assert len(truth["cards"]) == 1

    obstacles = SqlWallet(engine, clock).closure_obstacles("acc_0018")
    assert obstacles == [
        Obstacle(ObstacleKind.BALANCE, amount_fen=1230),
        Obstacle(ObstacleKind.OPEN_REFUND, amount_fen=5900),
        Obstacle(ObstacleKind.CARD),
    ]
    others = SqlWallet(engine, clock).closure_obstacles("acc_0014")
    kinds = [obstacle.kind for obstacle in others]
    assert kinds[:2] == [ObstacleKind.NOT_ACTIVE, ObstacleKind.RESTRICTION]
    waiting = SqlWallet(engine, clock).closure_obstacles("acc_0005")
    assert Obstacle(ObstacleKind.PENDING_TRANSACTION, 2, 120000) in waiting
    signed = SqlWallet(engine, clock).closure_obstacles("acc_0012")
    assert Obstacle(ObstacleKind.AGREEMENT, 2) in signed


def test_what_a_limit_has_used_is_what_was_moved(demo: DemoWallet, clock: FakeClock) -> None:
    clock.now = datetime(2026, 5, 20, 12, 0, tzinfo=BEIJING).astimezone(UTC)
    demo.reset()
    used = {x["kind"]: x for x in demo.truth("13800000011")["limits"]}["withdrawal"]

    assert (used["day_used_fen"], used["month_used_fen"]) == (200000, 200000)


def test_a_test_changes_a_row_by_its_name(
    demo: DemoWallet, engine: Engine, clock: FakeClock
) -> None:
    before = demo.truth("13800000002")
    demo.change(
        "13800000001",
        balance_fen=1,
        limits={"payment": {"single_fen": 100}},
        fees={"withdrawal": {"free_left_fen": 0}},
        cards={"8801": {"status": "closed"}},
        transactions={"瑞幸咖啡": {"amount_fen": 7}},
    )
    wallet = SqlWallet(engine, clock)

    assert wallet.get_account("acc_0001").balance_fen == 1
    limits = {limit.kind: limit for limit in wallet.limits("acc_0001")}
    assert limits[TransactionKind.PAYMENT].largest_now_fen == 100
    fees = {rule.kind: rule for rule in wallet.fees("acc_0001")}
    assert fees[TransactionKind.WITHDRAWAL].fee_of(100_000) == 100
    assert [card.status.value for card in wallet.cards("acc_0001")] == ["closed"]
    assert wallet.transactions("acc_0001")[0].amount_fen == 7
    assert demo.truth("13800000002") == before
    with pytest.raises(ValueError, match="acc_0001 has nothing named 9999 among its cards"):
        demo.change("13800000001", cards={"9999": {"status": "closed"}})
    with pytest.raises(NotFound):
        demo.change("13900000000", locale="en")


@pytest.mark.parametrize("page", ["docs/wallet.md", "frontend/site/accounts.ts"])
def test_everybody_stands_where_the_customers_are_listed(demo: DemoWallet, page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    listed = re.findall(r"(138000000\d\d)\W+(?:name\W+)?([\w ]*\w)", text)

    assert listed == [(phone, name) for phone, name, *_ in TABLE]
