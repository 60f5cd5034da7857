"""By which words somebody accepts what looked like a theft, or gives up what is under way."""

from __future__ import annotations

import pytest

from kefu.core.accepted_words import (
    accepts_family,
    fears_link,
    fears_login,
    owns_login,
    tells_of_family,
)
from kefu.core.arrival_words import asks_whether_pending
from kefu.core.freeze_words import Freezing, freezes_first, freezing_in, hesitates
from kefu.core.hearsay_words import Hearsay, breaks_off, hearsay_in
from kefu.core.relatives_theft_words import leaves_to_owner, robs_another
from kefu.core.swindler_words import cannot_prove, is_pressed, is_wanted_yet
from kefu.core.taking_back_words import leaves_alone, leaves_off, takes_report_back
from kefu.core.theft_question_words import TheftQuestion, asks_number, theft_question
from kefu.core.theft_words import explains_away
from kefu.core.waiting_words import Wish, wish_of


@pytest.mark.parametrize(
    "text",
    [
        *("是我媳妇转的，她刚跟我讲了", "都是我爸花的，我同意的", "是我儿子拿我手机买的，他承认了"),
        *("原来是我姐交的电费，不用查了", "是我闺女付的，经过我同意的"),
    ],
)
def test_the_familys_doing_is_accepted(text: str) -> None:
    assert accepts_family(text)
    assert explains_away(text)


@pytest.mark.parametrize(
    "text",
    [
        *("是我媳妇转的", "是我儿子转的，他说骗子让他转的", "第一笔是我老公转的，他跟我说了"),
        *("是我前妻转的，我知道的", "是我弟拿的，他不承认", "可能是我儿子转的，他跟我说了"),
        *("不是我老公转的，他跟我说了", "是我妈转的，我不知道", "都是他转的，我知道的"),
        *("是我同事转的，他承认了", "是我老公转的，我没同意", "是我姐转的，她承认了，帮我追回来"),
    ],
)
def test_others_doing_and_a_part_of_it_are_not(text: str) -> None:
    assert not accepts_family(text)


def test_who_was_named_before_is_meant_by_a_pronoun() -> None:
    assert tells_of_family("是我老公转的")
    assert not tells_of_family("是我老公被骗着转的")
    assert accepts_family("三笔都是他转的，我同意的", named=True)
    assert not accepts_family("都是他转的，他是骗子，不用查了", named=True)


def test_who_goes_to_the_police_accepts_nothing() -> None:
    assert not explains_away("是我弟转走的，他承认了，我要报警")


@pytest.mark.parametrize(
    "text", ["噢那次是我自己，我出差了", "是我用朋友的平板登的", "后来想想是我换了新手机"]
)
def test_a_login_is_ones_own(text: str) -> None:
    assert owns_login(text)


@pytest.mark.parametrize(
    "text", ["不是我登的", "是不是我自己登的", "会不会是我自己", "是我自己转的", "那个不是我"]
)
def test_a_login_is_not_ones_own(text: str) -> None:
    assert not owns_login(text)


def test_a_report_fears_a_login_or_a_link_alone() -> None:
    assert fears_login("收到异地登录提醒")
    assert not fears_login("有人登录我账号，钱少了五百")
    assert fears_link("点了个链接，会不会被偷")
    assert not fears_link("点了个链接，验证码也给了对方")
    assert not fears_link("点了链接，钱被转走了")


@pytest.mark.parametrize("text", ["在沙发底下找到了", "没事了没事了", "嗯没事，就跟你说一声"])
def test_a_report_is_taken_back(text: str) -> None:
    assert takes_report_back(text)


@pytest.mark.parametrize(
    "text", ["在网上找到骗子了", "我去上班了，就跟你说一声", "钱被转走了，就跟你说一声"]
)
def test_a_report_stands(text: str) -> None:
    assert not takes_report_back(text)


def test_what_is_left_off() -> None:
    assert leaves_off("不弄了，太麻烦了")
    assert leaves_off("算了，不搞了吧")
    assert not leaves_alone("不弄了，太麻烦了")
    assert not leaves_off("不弄了，先冻结吧")
    assert not leaves_off("还没弄完")


@pytest.mark.parametrize("text", ["先冻结再说", "先冻了再说吧", "赶紧把我账户冻上再说"])
def test_first_of_all_is_an_order(text: str) -> None:
    assert freezing_in(text) is Freezing.WANTED
    assert freezes_first(text)
    assert not hesitates(text)


@pytest.mark.parametrize(
    "text",
    [
        *("冻结再说吧", "先不冻结再说", "先别冻再说", "冻结的事再说"),
        *("要不要先冻结再说", "先冻骗子的账户再说", "明天先冻结再说"),
    ],
)
def test_later_is_none(text: str) -> None:
    assert not freezes_first(text)
    assert freezing_in(text) is not Freezing.WANTED


@pytest.mark.parametrize(
    "text", ["一看就是骗人的，我删了", "一听就是骗子，马上挂了", "骗子打来我没理", "我识破了骗子"]
)
def test_a_swindle_is_seen_through(text: str) -> None:
    assert hearsay_in(text) is Hearsay.NEARLY


@pytest.mark.parametrize(
    "text", ["一听就是骗子，可我已经转了", "一看就是骗子，验证码都给他了", "骗子把我的钱转走了"]
)
def test_a_swindle_is_seen_through_too_late(text: str) -> None:
    assert hearsay_in(text) is None


def test_a_swindler_is_broken_off() -> None:
    assert all(map(breaks_off, ("我直接挂了", "我把他拉黑了", "没理他", "我没上当")))
    assert not any(map(breaks_off, ("手机挂了", "我把软件删了", "他让我转钱", "我没收到")))


def test_a_payment_by_people_who_are_known_is_none() -> None:
    assert hearsay_in("可能是我室友拿我手机买的") is Hearsay.NOTHING
    assert hearsay_in("可能是我同事刷走的") is not Hearsay.NOTHING
    assert hearsay_in("可能是我同事刷了我三千") is not Hearsay.NOTHING


def test_a_relative_who_paid_is_robbed() -> None:
    assert robs_another("我舅舅转了三万给骗子")
    assert robs_another("我外婆把存款都转给骗子了")
    assert not robs_another("我妈让我把钱转给骗子了")
    assert not robs_another("我妈用我的号转给骗子了")


def test_the_owner_will_come() -> None:
    assert all(map(leaves_to_owner, ("算了，让他自己打吧", "等我爸自己来吧", "他自己会打")))
    assert not any(map(leaves_to_owner, ("让他还钱", "让骗子自己来", "他自己转的")))


@pytest.mark.parametrize("text", ["那笔500的也是在处理中吗", "我充值的钱到账了吗"])
def test_pending_money_is_asked_about(text: str) -> None:
    assert asks_whether_pending(text)


@pytest.mark.parametrize("text", ["被转走的钱到账了吗", "那笔不是我转的，处理中吗", "案子在处理吗"])
def test_stolen_money_is_not_pending(text: str) -> None:
    assert not asks_whether_pending(text)


def test_more_for_a_swindler() -> None:
    assert is_wanted_yet("他说要再交一万保证金", 5)
    assert not is_wanted_yet("转了五千，他说要再交一万保证金", 2)
    assert is_pressed("这钱我该不该交")
    assert not is_pressed("冻结了能不能交房租")
    assert not is_pressed("要不要交材料")
    assert not is_wanted_yet("我交了一万保证金", 3)


def test_codes_in_other_hands_prove_nothing() -> None:
    assert cannot_prove("验证码都到骗子手里了")
    assert cannot_prove("别用验证码，换个方式核实")
    assert not cannot_prove("验证码到了吗")
    assert not cannot_prove("验证码收到了")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("跟警察该怎么说", TheftQuestion.POLICE_WORDS),
        ("报案要去哪个派出所", TheftQuestion.POLICE_WHERE),
        ("我该打哪个电话", TheftQuestion.PHONES),
        ("查完之前别给我解冻", TheftQuestion.KEEP_FROZEN),
        ("有人打电话让你们解冻的话别信", TheftQuestion.KEEP_FROZEN),
        ("账户没给我冻吧", TheftQuestion.FROZEN_ALREADY),
        ("我账户现在什么状态", TheftQuestion.FROZEN_ALREADY),
        ("刚才报的不要了，撤了吧", TheftQuestion.WITHDRAWING),
        ("那人会不会还能登进来", TheftQuestion.PUSHED_OFF),
        ("要不要报警", TheftQuestion.POLICE),
        ("给我解冻", None),
        ("钱撤回来吧", None),
    ],
)
def test_what_is_asked(text: str, asked: TheftQuestion | None) -> None:
    assert theft_question(text) is asked


def test_the_number_is_asked_for() -> None:
    assert asks_number("案件编号再说一遍")
    assert asks_number("把编号发我一下,编号是多少")
    assert not asks_number("身份证号码是多少")
    assert not asks_number("案件编号有什么用")


@pytest.mark.parametrize("text", ["多少人在排", "现在我前面几个人", "几号了"])
def test_the_place_is_asked_for(text: str) -> None:
    assert wish_of(text) is Wish.PLACE
    assert wish_of("今天几号了") is None
