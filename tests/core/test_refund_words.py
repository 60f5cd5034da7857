"""What is said of money that shall come back, sentence by sentence; and what was charged twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from kefu.core.refund import (
    DisputeMatter,
    Refund,
    RefundProgress,
    RefundReason,
    RefundStatus,
    charged_twice,
)
from kefu.core.refund_words import (
    Evidence,
    RefundQuestion,
    asks_progress,
    bare_amount,
    evidence_in,
    matter_in,
    misses_refunded,
    names_only,
    names_wrong_payee,
    of_own_refund,
    payment_number,
    reason_in,
    recognises,
    refund_question,
    says_not_listed,
    says_not_this,
    tells_of_child,
    wants_back,
    withdraws_request,
)
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus

AFTER = (
    "退款到哪了|退款什么时候到账|退款进度|钱退了没|退款怎么还没收到|商家说退了,我没收到|"
    "退款一直处理中|退款申请被拒了怎么办|退货了钱还没退|订单取消了没退款|幾時退返錢俾我|"
    "上个月申请的退款到现在都没有|都半个月了退款还没退|我那退款办到哪一步了|"
    "酒店取消了,钱啥时候回来|说好退我的还没退|退到哪张卡了|携程那笔退回来了吗|退回来多少|"
    "帮我查一下退款|退款怎么样了|东西退回去了钱没动静|那笔88的退款呢|我的退款呢|多久能退|"
    "退票的钱没到"
)
FOR = (
    "我要退款|没收到货能退款吗|一直没发货申请退钱|不想要了退款|商家不给退|卖家拒绝退款|"
    "买错了可以退吗|怎么申请退款|淘宝那件衣服我要退钱|东西没到我要退款|能不能退款|"
    "退款是原路返回吗|退款入口在哪|昨天美团那单退一下|东西退回去了钱怎么退给我|"
    "商家说让我来找你们退钱|没问题就退吧|能保证退给我吗|这笔能退吗"
)


@pytest.mark.parametrize("said", AFTER.split("|"))
def test_a_refund_is_asked_after(said: str) -> None:
    assert asks_progress(said)


@pytest.mark.parametrize("said", FOR.split("|"))
def test_a_refund_is_asked_for(said: str) -> None:
    assert not asks_progress(said)


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("我的退款到哪了", True),
        ("退款怎么还没到", True),
        ("携程那笔退了没", True),
        ("唯品会退回来多少钱", True),
        ("退款一般要多久", False),
        ("退款几天能到", False),
        ("如果申请了退款多久到", False),
    ],
)
def test_the_own_refund_is_told_from_the_rule(said: str, own: bool) -> None:
    assert of_own_refund(said) is own


@pytest.mark.parametrize(
    ("said", "reason", "matter"),
    [
        ("一直没收到货", RefundReason.NOT_RECEIVED, DisputeMatter.NOT_RECEIVED),
        ("卖家到现在不发货", RefundReason.NOT_RECEIVED, DisputeMatter.NOT_RECEIVED),
        ("外卖没送到", RefundReason.NOT_RECEIVED, DisputeMatter.NOT_RECEIVED),
        ("东西是坏的", RefundReason.NOT_AS_DESCRIBED, DisputeMatter.NOT_AS_DESCRIBED),
        ("收到的是假货", RefundReason.NOT_AS_DESCRIBED, DisputeMatter.NOT_AS_DESCRIBED),
        ("扣了我两次", RefundReason.DUPLICATE, DisputeMatter.DUPLICATE),
        ("同一单付了两遍", RefundReason.DUPLICATE, DisputeMatter.DUPLICATE),
        ("多刷了我一笔", RefundReason.DUPLICATE, DisputeMatter.DUPLICATE),
        ("多按了一个零", RefundReason.WRONG_AMOUNT, DisputeMatter.WRONG_AMOUNT),
        ("多扣了我20块", RefundReason.WRONG_AMOUNT, DisputeMatter.WRONG_AMOUNT),
        ("不想要了", RefundReason.UNWANTED, None),
        ("鞋子不合脚", RefundReason.UNWANTED, None),
        ("会员自动续费我没同意", None, DisputeMatter.SUBSCRIPTION),
        ("我没买过这个", None, DisputeMatter.NOT_MINE),
        ("其他原因", RefundReason.OTHER, DisputeMatter.OTHER),
        ("我要退款", None, None),
        ("什么时候能退", None, None),
        ("今天周二，我要退周三那笔", None, None),
    ],
)
def test_why_is_read(said: str, reason: RefundReason | None, matter: DisputeMatter | None) -> None:
    assert (reason_in(said), matter_in(said)) == (reason, matter)


CHILD = (
    "孩子玩游戏花了648|小孩偷偷充了两千|娃用我花呗给游戏冲了648|给主播打赏的钱是我孩子弄的|"
    "我儿子乱点买了皮肤|我今年13岁充了游戏|游戏充了648是我女儿自己弄的"
)
NO_CHILD = (
    "给我儿子充值英语课程手快买了两年|给孩子报的班刷了八千|孩子没玩账单里有个教育平台扣了198|"
    "给老家孩子充饭卡充错了|我孩子生病了机票要退|我刚陪孩子上完课回来，游戏点错了|我玩游戏充错了|我要退款|孩子的衣服不想要了"
)


@pytest.mark.parametrize("said", CHILD.split("|"))
def test_a_childs_payment_is_one(said: str) -> None:
    assert tells_of_child(said)


@pytest.mark.parametrize("said", NO_CHILD.split("|"))
def test_what_is_bought_for_a_child_is_none(said: str) -> None:
    assert not tells_of_child(said)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("转错人了", True),
        ("账号输错,转到别人那了", True),
        ("手一抖把钱转给别人了", True),
        ("打款打错账户了", True),
        ("我没转错", False),
        ("转账怎么转", False),
        ("有人转账给我", False),
        ("扫错码付多了", False),
    ],
)
def test_a_wrong_payee_is_read(said: str, wrong: bool) -> None:
    assert names_wrong_payee(said) is wrong


@pytest.mark.parametrize(
    ("said", "evidence"),
    [
        ("发好了", Evidence.SENT),
        ("截图已经传了", Evidence.SENT),
        ("没有截图", Evidence.NONE),
        ("先不传", Evidence.NONE),
        ("没拍", Evidence.NONE),
        ("商家发货了", None),
        ("商家没有发货", None),
        ("发了吗", None),
    ],
)
def test_whether_a_picture_is_there_is_read(said: str, evidence: Evidence | None) -> None:
    assert evidence_in(said) is evidence


def test_few_words_about_a_list_are_read() -> None:
    assert [bare_amount(said) for said in ("259", "¥18.08", "88块那笔", "259那件", "第2笔")] == [
        *("259", "18.08", "88", None, None)
    ]
    assert says_not_listed("都不是")
    assert not says_not_listed("不用了")
    assert says_not_this("不是这一笔")
    assert not says_not_this("是这笔")


def test_money_said_to_be_back_is_missed() -> None:
    assert misses_refunded("显示退款成功但没收到钱")
    assert not misses_refunded("退款到哪了")
    assert not misses_refunded("没收到货，我要退款")


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("那什么时候到", RefundQuestion.TIME),
        ("要等到哪天呢", RefundQuestion.TIME),
        ("退到哪里", RefundQuestion.WHERE),
        ("退多少钱", RefundQuestion.AMOUNT),
        ("为什么呢", RefundQuestion.REASON),
        ("现在怎么样了", RefundQuestion.STATE),
        ("能不能先给我", RefundQuestion.SOONER),
        ("能快点退吗", RefundQuestion.SOONER),
        ("帮我催一下", RefundQuestion.SOONER),
        ("先冻结我的账户", None),
        ("什么时候能改密码", None),
        ("为什么我的银行卡绑不上去啊", None),
        ("好的", None),
        ("那我的账户被盗了呢", None),
    ],
)
def test_a_short_question_behind_a_refund(said: str, question: RefundQuestion | None) -> None:
    assert refund_question(said) is question


def test_another_refund_is_named_by_name_or_amount_alone() -> None:
    assert names_only("那唯品会那笔呢", "唯品会", "129")
    assert names_only("129的呢", "唯品会", "129")
    assert names_only("携程的到了吗", "携程旅行", "88")
    assert not names_only("唯品会那笔我要投诉", "唯品会", "129")
    assert not names_only("密码129忘了", "唯品会", "129")
    assert not names_only("那呢", "唯品会", "129")


NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
PAID = Transaction(
    id="TX1",
    account_id="A1",
    kind=TransactionKind.PAYMENT,
    amount_fen=3_000,
    status=TransactionStatus.SUCCEEDED,
    failure_reason=None,
    at=NOW,
    counterparty="腾讯视频",
    method="免密支付",
)


def test_equal_payments_close_upon_each_other_are_one_charged_twice() -> None:
    again = replace(PAID, id="TX2", at=NOW + timedelta(minutes=2))
    assert charged_twice([again, PAID]) == [(PAID, again)]


@pytest.mark.parametrize(
    "other",
    [
        {"at": NOW - timedelta(days=30)},
        {"amount_fen": 3_001},
        {"counterparty": "网易云音乐"},
        {"status": TransactionStatus.FAILED},
        {"kind": TransactionKind.TRANSFER},
    ],
)
def test_what_differs_was_not_charged_twice(other: dict[str, object]) -> None:
    assert charged_twice([PAID, replace(PAID, id="TX2", **other)]) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "expected", "progress"),
    [
        (RefundStatus.REQUESTED, date(2026, 3, 9), RefundProgress.UNDER_WAY),
        (RefundStatus.PROCESSING, date(2026, 3, 2), RefundProgress.UNDER_WAY),
        (RefundStatus.PROCESSING, date(2026, 3, 1), RefundProgress.OVERDUE),
        (RefundStatus.PROCESSING, None, RefundProgress.UNTIMED),
        (RefundStatus.REFUNDED, None, RefundProgress.REFUNDED),
        (RefundStatus.REJECTED, date(2026, 3, 1), RefundProgress.REJECTED),
    ],
)
def test_how_a_refund_stands(
    status: RefundStatus, expected: date | None, progress: RefundProgress
) -> None:
    refund = Refund("RF1", "A1", "TX1", "携程旅行", 8_800, status, NOW, expected, None)
    assert refund.progress(date(2026, 3, 2)) is progress


@pytest.mark.parametrize(
    "text", ["把京东的退款撤回", "撤销刚才那笔退款申请", "退款申请帮我取消", "那个退款不退了"]
)
def test_a_request_is_taken_back(text: str) -> None:
    assert withdraws_request(text)


@pytest.mark.parametrize(
    "text",
    [
        "退款怎么被取消了",
        "卖家把退款取消了",
        "不想要了帮我退款",
        "为什么撤销我的退款",
        "取消订单要退款",
    ],
)
def test_a_request_is_not_taken_back(text: str) -> None:
    assert not withdraws_request(text)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("退款TX20260301000012", "TX20260301000012"),
        ("不对，退款单号是88123456789", "88123456789"),
        ("我要退T8-99这笔", "T8-99"),
        ("订单号 20260301887766", "20260301887766"),
        ("退款388", None),
        ("退款 1288.50", None),
        ("鞋子AJ1穿不下", None),
        ("我没收到TX20260301000012的货", None),
        ("不想要了", None),
        ("2", None),
    ],
)
def test_a_payment_may_be_named_by_its_number_alone(said: str, number: str | None) -> None:
    assert payment_number(said) == number


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("多扣的退给我", True),
        ("帮我退掉一笔", True),
        ("那就退吧", True),
        ("还我钱", True),
        ("我要把多扣的要回来", True),
        ("商家已经给我退了", False),
        ("退款到了吗", False),
        ("不用退", False),
        ("扣了两次", False),
        ("他们说会退给我的", False),
    ],
)
def test_money_is_demanded_back(text: str, says_so: bool) -> None:
    assert wants_back(text) is says_so


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("想起来了，是我自己买的", True),
        ("原来是我儿子充的会员", True),
        ("哦认出来了", True),
        ("想不起来是谁买的", False),
        ("是我买的但没收到货", False),
        ("好像是我老公买的吧？", False),
        ("不是我买的", False),
    ],
)
def test_a_payment_is_known_after_all(text: str, says_so: bool) -> None:
    assert recognises(text) is says_so
