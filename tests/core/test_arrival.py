"""Where missing money is, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from kefu.core.arrival import Whereabouts, arrival_of, is_open
from kefu.core.arrival_words import (
    asks_whether_pending,
    bank_in,
    is_from_others,
    says_arrived,
    tells_debit,
    wants_look,
)
from kefu.core.transaction import (
    FailureReason,
    ReturnReason,
    Transaction,
    TransactionKind,
    TransactionStatus,
)

NOW: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
PENDING: Final = Transaction(
    id="TX1",
    account_id="A1",
    kind=TransactionKind.WITHDRAWAL,
    amount_fen=100,
    status=TransactionStatus.PENDING,
    failure_reason=None,
    at=NOW - 3 * HOUR,
    counterparty="建设银行",
    method="银行卡",
    expected_by=NOW + HOUR,
)
FAILED: Final[dict[str, Any]] = {"status": TransactionStatus.FAILED}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({}, Whereabouts.PENDING),
        ({"expected_by": NOW}, Whereabouts.PENDING),
        ({"expected_by": NOW - HOUR}, Whereabouts.OVERDUE),
        ({"expected_by": None}, Whereabouts.UNTIMED),
        ({"status": TransactionStatus.SUCCEEDED}, Whereabouts.ARRIVED),
        ({**FAILED, "returned_reason": ReturnReason.BANK_REFUSED}, Whereabouts.RETURNED),
        ({**FAILED, "failure_reason": FailureReason.UNKNOWN}, Whereabouts.FAILED),
        ({**FAILED, "debited_at_bank": True}, Whereabouts.DEBITED),
        (
            {**FAILED, "debited_at_bank": True, "expected_by": NOW - HOUR},
            Whereabouts.DEBITED_OVERDUE,
        ),
        ({**FAILED, "debited_at_bank": True, "expected_by": None}, Whereabouts.DEBITED_UNTIMED),
    ],
)
def test_where_the_money_is_follows_from_the_wallets_record(
    changes: dict[str, Any], where: Whereabouts
) -> None:
    assert arrival_of(replace(PENDING, **changes), NOW) is where


def test_what_failed_long_ago_is_meant_by_nobody_but_what_is_on_its_way_always_is() -> None:
    long_ago = replace(PENDING, at=NOW - timedelta(days=31))
    assert is_open(long_ago, NOW)
    assert not is_open(replace(long_ago, status=TransactionStatus.FAILED), NOW)
    assert is_open(replace(PENDING, status=TransactionStatus.FAILED), NOW)
    assert not is_open(replace(PENDING, status=TransactionStatus.SUCCEEDED), NOW)


@pytest.mark.parametrize(
    "said",
    [
        "朋友转给我的五百没收到",
        "老板打给我的钱",
        "工资还没进来",
        "客人扫我码付的没到",
        "我姐给我汇了三千",
    ],
)
def test_money_from_others_is_told_apart(said: str) -> None:
    assert is_from_others(said)


@pytest.mark.parametrize(
    "said",
    ["我从自己工行卡往里转了一万", "充了500没到账", "麻烦给我查充值", "充值的钱什么时候给我"],
)
def test_money_of_ones_own_is_none_from_others(said: str) -> None:
    assert not is_from_others(said)


@pytest.mark.parametrize(
    "said", ["帮我查一下", "可以查吗？", "那就查吧", "查查这笔钱到哪了", "幫我查下"]
)
def test_a_wish_to_have_it_looked_for(said: str) -> None:
    assert wants_look(said)


@pytest.mark.parametrize("said", ["帮我查一下余额", "查不到啊", "不用查了", "查过了没有", "提交吧"])
def test_other_words_are_no_wish_to_have_it_looked_for(said: str) -> None:
    assert not wants_look(said)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("付款失败但是钱被扣了", True),
        ("没付成却扣我688", True),
        ("付款失败没扣钱", False),
        ("付款没成功", False),
    ],
)
def test_a_debit_is_told_or_denied(said: str, told: bool) -> None:
    assert tells_debit(said) is told


@pytest.mark.parametrize(
    ("said", "bank"),
    [
        ("提到建行卡没到", "建设银行"),
        ("農行的卡", "农业银行"),
        ("工商銀行扣了", "工商银行"),
        ("从工行换到建行", None),
        ("银行说没有", None),
    ],
)
def test_a_bank_is_known_by_its_short_name(said: str, bank: str | None) -> None:
    assert bank_in(said) == bank


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (t, True)
            for t in ("我转给我妈的钱她说收到啦", "提现的款已经到卡里了", "充值到账了谢谢")
        ],
        *[(t, True) for t in ("我爸说钱收到了", "刚转的钱对方已经收到了", "工资到账了")],
        *[(t, False) for t in ("她说没收到", "钱到账了吗", "只到账了一半", "充值到账了又被扣了")],
        *[(t, False) for t in ("显示到账了卡里却没有", "收到短信了", "到账了怎么提现", "那笔钱呢")],
        *[(t, False) for t in ("收到陌生人转的钱了", "钱到骗子卡里了", "退款收到了想再退一笔")],
    ],
)
def test_money_is_said_to_be_there_and_nothing_else(text: str, expected: bool) -> None:
    assert says_arrived(text) is expected


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("那笔1000的还在处理中吗", True),
        ("充值到账了没", True),
        ("我的提现审核中吗", True),
        ("钱被转走了到账了吗", False),
        ("有笔不认识的入账了吗", False),
        ("处理中", False),
    ],
)
def test_whether_money_is_under_way_is_asked(text: str, says_so: bool) -> None:
    assert asks_whether_pending(text) is says_so
