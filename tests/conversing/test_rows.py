"""Rows of a wallet that a dialogue names: each way in which they may differ is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kefu.conversing.checks import matches
from kefu.conversing.rows import named_rows, row_differences
from kefu.core.refund import RefundReason
from kefu.store.database import make_engine
from kefu.wallet.demo import DemoWallet
from kefu.wallet.sql import SqlWallet
from tests.conftest import Databases, FakeClock

SHOPPER, SUBSCRIBER = "13800000008", "13800000012"
Act = Callable[[SqlWallet, DemoWallet], object]


def ask_refund(wallet: SqlWallet, _demo: DemoWallet) -> object:
    paid = next(t for t in wallet.transactions("acc_0008") if t.counterparty == "淘宝商家")
    return wallet.request_refund("acc_0008", paid.id, RefundReason.OTHER, key="k")


def end_agreement(wallet: SqlWallet, _demo: DemoWallet) -> object:
    return wallet.end_agreement("acc_0012", "agr_0012_1", key="k")


def unbind(wallet: SqlWallet, _demo: DemoWallet) -> object:
    return wallet.unbind_card("acc_0008", "card_0008_1", key="k")


def reject_and_ask_again(wallet: SqlWallet, demo: DemoWallet) -> object:
    with demo._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE wallet_refunds SET status = 'rejected'")
    paid = next(t for t in wallet.transactions("acc_0008") if t.counterparty == "携程旅行")
    return wallet.request_refund("acc_0008", paid.id, RefundReason.OTHER, key="k")


def nothing(_wallet: SqlWallet, _demo: DemoWallet) -> None:
    return None


ENDED = {"status": "ended", "ended_at": "changed", "next_charge_on": None}
NEW = {"淘宝商家": {"status": "requested", "amount": "259.00", "id": "anything"}}
CASES: list[tuple[Act, str, str, dict[Any, Any], list[str]]] = [
    (end_agreement, SUBSCRIBER, "agreements", {"腾讯视频": ENDED}, []),
    (ask_refund, SHOPPER, "refunds", NEW, []),
    (unbind, SHOPPER, "cards", {8808: None}, []),
    (nothing, SHOPPER, "cards", {8808: {"status": "usable"}}, []),
    (nothing, SHOPPER, "cards", {8808: None}, ["cards: 8808 is still there"]),
    (nothing, SHOPPER, "refunds", NEW, ["refunds: 淘宝商家 is not there"]),
    (
        nothing,
        SUBSCRIBER,
        "agreements",
        {"腾讯视频": {"status": "ended"}, "网易云音乐": {"ended_at": "changed"}},
        [
            "agreements: 腾讯视频: status should be ended, but is active",
            "agreements: 网易云音乐: ended_at has not changed",
        ],
    ),
    (
        end_agreement,
        SUBSCRIBER,
        "agreements",
        {"腾讯视频": {"status": "ended", "ended_at": "changed"}},
        ["agreements: 腾讯视频: next_charge_on is not named and must not change"],
    ),
    (
        end_agreement,
        SUBSCRIBER,
        "agreements",
        {"网易云音乐": {"status": "active"}},
        [
            "agreements: 腾讯视频 is not named and must not change",
            "agreements: 腾讯视频 is not named and must not be so",
        ],
    ),
    (
        ask_refund,
        SHOPPER,
        "refunds",
        {"携程旅行": {"status": "processing"}},
        ["refunds: 淘宝商家 is not named and must not be so"],
    ),
    (
        reject_and_ask_again,
        SHOPPER,
        "refunds",
        {"携程旅行": {"status": "requested"}, "唯品会": {"status": "rejected"}},
        [
            "refunds: 携程旅行 is not named and must not change",
            "refunds: 携程旅行 is not named and must not be so",
        ],
    ),
]


@pytest.mark.parametrize(("act", "phone", "topic", "wanted", "told"), CASES)
def test_rows_by_name(
    databases: Databases,
    clock: FakeClock,
    act: Act,
    phone: str,
    topic: str,
    wanted: dict[Any, Any],
    told: list[str],
) -> None:
    engine = make_engine(databases.wallet("sqlite"))
    demo, wallet = DemoWallet(engine, clock), SqlWallet(engine, clock)
    before = demo.truth(phone)[topic]
    clock.forward(minutes=1)
    act(wallet, demo)

    assert named_rows(topic, wanted)
    found = list(row_differences(topic, wanted, before, demo.truth(phone)[topic], matches))
    wrong = [text for text, start in zip(found, told, strict=False) if not text.startswith(start)]
    assert (wrong, len(found)) == ([], len(told)), found


@pytest.mark.parametrize(
    ("topic", "wanted"), [("sessions", {}), ("cards", []), ("paper", {"a": 1})]
)
def test_what_names_no_rows(topic: str, wanted: Any) -> None:
    assert not named_rows(topic, wanted)
