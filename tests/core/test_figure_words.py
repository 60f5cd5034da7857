"""Words that ask for one's own figures, and their look-alikes."""

from __future__ import annotations

import pytest

from kefu.core.figure_words import (
    amount_in,
    asks_at_least,
    asks_how,
    asks_largest,
    asks_left_of_limit,
    asks_more,
    asks_smallest,
    asks_sum,
    asks_what_moved,
    kinds_in,
    names_allowance,
    names_money,
    of_others,
    of_own,
    of_the_bank,
    says_nothing_else,
)
from kefu.core.transaction import TransactionKind

PAYMENT, TRANSFER, DEPOSIT, WITHDRAWAL, REFUND = TransactionKind


@pytest.mark.parametrize(
    "text",
    [
        "余额在哪里看",
        "餘額去哪查",
        "账单怎么导出来",
        "手续费是怎么算的",
        "为什么要收手续费",
        "限额能不能调高点",
        "想提高转账额度",
        "流水要盖公章的",
        "有一笔记录找不到",
        "从哪儿能看明细",
    ],
)
def test_a_place_or_a_way_is_asked_for(text: str) -> None:
    assert asks_how(text)


@pytest.mark.parametrize(
    "text",
    [
        "查下余额",
        "我还剩几个钱",
        "怎么就剩这么点了",
        "上周花了多少",
        "提八千收多少",
        "今天还能转多少",
        "瑞幸那笔是哪天",
        "本月提现还剩多少额度",
        "免费的提现额度还有么",
    ],
)
def test_the_figure_itself_is_asked_for(text: str) -> None:
    assert not asks_how(text)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("我的限额", True),
        ("今天还能付几多", True),
        ("額度還剩多少", True),
        ("能不能转三万", True),
        ("限额是多少", False),
        ("转账收费吗", False),
    ],
)
def test_ones_own_case_is_told_from_the_rule(text: str, own: bool) -> None:
    assert of_own(text) is own


@pytest.mark.parametrize(
    "text", ["我老公的余额有多少", "帮我看看她的账单", "查一下我同事的流水", "别人的交易明细能看吗"]
)
def test_other_peoples_figures_are_told_apart(text: str) -> None:
    assert of_others(text)


@pytest.mark.parametrize(
    "text",
    ["我给老婆转的那笔", "转给朋友的记录", "我妈让我查我的余额", "我的账单", "别人转给我的钱"],
)
def test_who_only_got_money_owns_no_figure(text: str) -> None:
    assert not of_others(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("这个月充了多少", {DEPOSIT}),
        ("提现额度", {WITHDRAWAL}),
        ("转帐几次", {TRANSFER}),
        ("花了多少", {PAYMENT}),
        ("付款限额", {PAYMENT}),
        ("支出", {PAYMENT, TRANSFER}),
        ("提高额度", set()),
        ("转人工", set()),
        ("退出登录", set()),
        ("限额", set()),
    ],
)
def test_kinds_of_movements_are_named(text: str, kinds: set[TransactionKind]) -> None:
    assert kinds_in(text) == kinds


def test_a_sum_is_told_from_a_list() -> None:
    for text in ("上月总共多少", "充了几次", "在滴滴花了多少钱", "合计一下"):
        assert asks_sum(text), text
    for text in ("最近的交易", "昨天的明细", "给我看看账单"):
        assert not asks_sum(text), text


def test_the_rest_of_a_list_is_asked_for_in_few_words() -> None:
    for text in ("更多", "还有吗", "下一页", "看看更早的", "再来几笔"):
        assert asks_more(text), text
    for text in ("还有什么要注意的吗", "更多优惠", "继续充值"):
        assert not asks_more(text), text


@pytest.mark.parametrize("text", ["那提现呢", "轉賬的呢", "再看看充值", "那8000呢", "要是提现呢"])
def test_a_follow_up_says_nothing_else(text: str) -> None:
    assert says_nothing_else(text)


@pytest.mark.parametrize(
    "text", ["提现没到账", "充值失败", "转错人了", "那我怎么办", "退款什么时候到", "密码呢"]
)
def test_another_matter_is_no_follow_up(text: str) -> None:
    assert not says_nothing_else(text)


def test_a_bare_amount_is_read() -> None:
    assert amount_in("那800呢") == "800"
    assert amount_in("如果提12000元的话") == "12000"
    assert amount_in("13800000001是我的") is None


def test_what_moved_is_told_from_what_something_costs() -> None:
    for text in ("我在盒马花了多少钱", "这月给房东转了几次", "帮我拉一下明细"):
        assert asks_what_moved(text), text
    for text in ("提现要花多少手续费", "会员要付多少钱", "怎么转给朋友"):
        assert not asks_what_moved(text), text


def test_a_bank_balance_is_none_of_ours() -> None:
    for text in ("银行卡余额多少", "建行卡里还有多少钱", "花呗的余额"):
        assert of_the_bank(text), text
    for text in ("余额提到银行卡要多久", "我的余额", "用银行卡充了多少钱"):
        assert not of_the_bank(text), text


def test_the_largest_and_the_least_amount_are_asked_for() -> None:
    for text in ("最贵的那笔", "金额最大的是哪个", "花得最多的一次"):
        assert asks_largest(text), text
    for text in ("最近一笔", "一次最多能付多少", "最大额度"):
        assert not asks_largest(text), text
    for text in ("500以上的", "超过1000块的转账", "不低于300的"):
        assert asks_at_least(text), text
    for text in ("以上都不是", "500那笔", "超过限额了"):
        assert not asks_at_least(text), text


def test_the_smallest_one_is_asked_for() -> None:
    for text in ("最便宜的那笔", "金额最少的是哪个", "付得最少的一次"):
        assert asks_smallest(text), text
    for text in ("最少充多少", "最低提现多少", "最近一笔"):
        assert not asks_smallest(text), text


def test_records_are_asked_for_without_a_name() -> None:
    for text in ("最近两笔", "9月份买过些什么", "瑞幸那笔是多少钱", "今天付了几笔"):
        assert asks_what_moved(text), text
    for text in ("手续费那笔多少钱", "月底要付多少", "为什么最近三笔都失败"):
        assert not asks_what_moved(text), text


def test_what_is_left_of_a_limit_is_asked_for() -> None:
    for text in ("今天剩下的额度", "额度还剩多少", "还能用的限额"):
        assert asks_left_of_limit(text), text
    for text in ("花呗还剩多少额度", "借款额度还有吗", "怎么提额度", "余额还剩多少"):
        assert not asks_left_of_limit(text), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(t, True) for t in ("手续费多少", "提现手续费怎么收", "转账要收费吗", "我的限额是多少")],
        *[(t, True) for t in ("最多能转多少", "提现的费率")],
        *[(t, False) for t in ("要手续费吗", "收费吗", "要钱吗", "验证码多少", "多少钱")],
    ],
)
def test_a_limit_or_how_high_a_fee_is_is_asked(text: str, expected: bool) -> None:
    assert names_allowance(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(t, True) for t in ("我余额多少", "账上还剩多少钱", "上个月花了多少", "最近的交易记录")],
        *[(t, False) for t in ("这个是发给谁的", "发到哪了", "要等多久", "在哪里填")],
    ],
)
def test_what_there_is_or_moved_is_named(text: str, expected: bool) -> None:
    assert names_money(text) is expected
