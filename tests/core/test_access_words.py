"""Words about cards, an account's end and what holds it back, with their look-alikes."""

from __future__ import annotations

import pytest

from kefu.core.card import BankCard, CardKind, CardStatus
from kefu.core.card_words import (
    asks_which_cards,
    cannot_unbind,
    hangs_elsewhere,
    means_several,
    named_in,
    wants_unbound,
)
from kefu.core.closure_words import (
    asks_of_request,
    asks_whats_left,
    takes_request_back,
    wants_closed,
    wants_kept,
)
from kefu.core.paper_words import PaperQuestion, asks_of_own_paper, paper_question
from kefu.core.phone_words import loses_old_phone, wants_phone_changed
from kefu.core.restriction_words import (
    asks_whats_wrong,
    asks_when_lifted,
    asks_whose_order,
    finds_money_stuck,
    names_authority,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("解绑银行卡", True),
        ("把农行那张卡删了", True),
        ("我想移除綁定的金融卡", True),
        ("那张卡不用了从里面去掉", True),
        ("不想绑这张卡了", True),
        ("取消绑卡", True),
        ("unbind card", True),
        ("我想换一张卡", False),
        ("换绑银行卡", False),
        ("把花呗绑的卡去掉", False),
        ("取消快捷支付签约", False),
        ("手机号解绑", False),
        ("把记录删了", False),
        ("前夫的账户绑了我的卡，解了", False),
        ("我要绑卡", False),
    ],
)
def test_a_card_is_to_go(text: str, expected: bool) -> None:
    assert wants_unbound(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我的卡被绑在别人账户上", True),
        ("以前的账号绑着我的卡", True),
        ("我妈手机上绑的卡想解", True),
        ("解绑我的银行卡", False),
        ("工商银行的卡不要了", False),
    ],
)
def test_a_card_hangs_on_another_account(text: str, expected: bool) -> None:
    assert hangs_elsewhere(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我绑了哪些卡", True),
        ("绑了几张银行卡", True),
        ("查一下我绑定的银行卡", True),
        ("名下有几张卡", True),
        ("支持绑哪些银行的卡", False),
        ("最多能绑几张卡", False),
        ("怎么绑卡", False),
        ("卡绑不上", False),
    ],
)
def test_which_cards_there_are_is_asked(text: str, expected: bool) -> None:
    assert asks_which_cards(text) is expected


def test_failing_and_several_cards_are_told() -> None:
    assert cannot_unbind("银行卡解绑不了")
    assert cannot_unbind("卡删不掉")
    assert not cannot_unbind("帮我解绑")
    assert means_several("把全部卡都解绑")
    assert not means_several("解绑建行卡")


def card(last4: str, bank: str, **facts: object) -> BankCard:
    known = {"kind": CardKind.DEBIT, "status": CardStatus.USABLE, **facts}
    return BankCard(id=last4, account_id="a", bank=bank, last4=last4, holder="张伟", **known)  # type: ignore[arg-type]


CARDS = [
    card("8804", "招商银行"),
    card("4404", "交通银行", kind=CardKind.CREDIT, status=CardStatus.EXPIRED),
    card("1102", "农业银行", status=CardStatus.CLOSED),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("尾号4404", ["4404"]),
        ("招行的", ["8804"]),
        ("信用卡", ["4404"]),
        ("过期的那张", ["4404"]),
        ("已经注销的", ["1102"]),
        ("最后一张", ["1102"]),
        ("储蓄卡", ["8804", "1102"]),
        ("工商银行那张", []),
        ("尾号9999", []),
        ("解绑银行卡", None),
    ],
)
def test_which_card_is_meant(text: str, expected: list[str] | None) -> None:
    found = named_in(text, CARDS)
    assert (None if found is None else [one.last4 for one in found]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我要注销账户", True),
        ("帮我销户", True),
        ("气死我了，给我注销账户", True),
        ("把我的账号删掉", True),
        ("註銷帳戶", True),
        ("注销银行卡", False),
        ("注销花呗", False),
        ("关闭自动扣费", False),
        ("注销会员", False),
        ("账户被注销了", False),
        ("他们让我注销校园贷账户", False),
        ("帮我注销我妈的账户", False),
        ("撤销注销", False),
        ("不注销了", False),
        ("关闭短信通知", False),
    ],
)
def test_the_whole_account_is_to_be_closed(text: str, expected: bool) -> None:
    assert wants_closed(text) is expected


@pytest.mark.parametrize(
    ("text", "back", "kept"),
    [
        ("撤销注销", True, True),
        ("取消注销申请", True, True),
        ("注销申请帮我撤回", True, True),
        ("不注销了", False, True),
        ("我不想注销了", False, True),
        ("注销账户", False, False),
        ("取消", False, False),
    ],
)
def test_a_request_is_taken_back(text: str, back: bool, kept: bool) -> None:
    assert (takes_request_back(text), wants_kept(text)) == (back, kept)


def test_how_a_request_stands_is_asked() -> None:
    assert asks_of_request("注销到哪一步了")
    assert asks_of_request("注销办好了吗")
    assert not asks_of_request("我要注销")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("提现不了", True),
        ("钱转不出去", True),
        ("为什么不能付款", True),
        ("付不了钱", True),
        ("提现没到账", False),
        ("付款成功了", False),
        ("充值没到账", False),
    ],
)
def test_money_cannot_leave(text: str, expected: bool) -> None:
    assert finds_money_stuck(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我的账户怎么了", True),
        ("我账号咋了", True),
        ("请问我的钱包出什么问题了", True),
        ("我的账户怎么注销", False),
        ("我的账户怎么被盗了", False),
        ("账户余额怎么了", False),
    ],
)
def test_what_is_the_matter_is_asked(text: str, expected: bool) -> None:
    assert asks_whats_wrong(text) is expected


def test_an_authority_is_named() -> None:
    assert names_authority("钱被法院冻了")
    assert names_authority("公安凍結了我的帳戶")
    assert not names_authority("账户被冻结了")


@pytest.mark.parametrize(
    ("text", "changed", "lost"),
    [
        ("我要换手机号", True, False),
        ("帮我换绑手机", True, False),
        ("把手机号换成新的", True, False),
        ("旧号停机了怎么换号", True, True),
        ("手机号换了，原来的不用了", True, True),
        ("收不到验证码，换手机号", True, True),
        ("银行预留手机号怎么改", False, False),
        ("我换了个手机", False, False),
        ("快递电话改一下", False, False),
        ("换一张银行卡", False, False),
    ],
)
def test_another_phone_is_wanted(text: str, changed: bool, lost: bool) -> None:
    assert (wants_phone_changed(text), loses_old_phone(text)) == (changed, lost)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("护照可以实名吗", PaperQuestion.PASSPORT),
        ("澳门身份证能认证吗", PaperQuestion.HK_MACAO),
        ("臺胞證過期了", PaperQuestion.TAIWAN),
        ("我才15岁能实名吗", PaperQuestion.MINOR),
        ("我女儿能实名吗", PaperQuestion.MINOR),
        ("身份证过期了怎么办", PaperQuestion.EXPIRED),
        ("怎么实名认证", None),
        ("我25岁能实名吗", None),
        ("人脸识别过不了", None),
    ],
)
def test_which_paper_is_asked_about(text: str, expected: PaperQuestion | None) -> None:
    assert paper_question(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我实名了吗", True),
        ("我的身份证什么时候到期", True),
        ("我的实名认证是什么状态", True),
        ("怎么实名", False),
        ("实名要多久", False),
    ],
)
def test_the_own_check_is_asked_about(text: str, expected: bool) -> None:
    assert asks_of_own_paper(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (t, True)
            for t in ("哪个法院", "找谁", "那我该联系谁呢", "是哪家法院冻的", "谁冻结的？")
        ],
        *[(t, True) for t in ("要找哪个部门", "法院叫什么", "文号多少")],
        *[(t, False) for t in ("找谁投诉你们", "谁动了我的钱", "找客服", "法院判了", "谁")],
    ],
)
def test_whose_order_it_is_asked(text: str, expected: bool) -> None:
    assert asks_whose_order(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(t, True) for t in ("什么时候解", "多久能解冻", "冻结到什么时候", "几时才能恢复啊")],
        *[(t, False) for t in ("什么时候冻的", "什么时候发货", "解冻", "多久没解了怎么办")],
    ],
)
def test_until_when_it_is_held_is_asked(text: str, expected: bool) -> None:
    assert asks_when_lifted(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[
            (t, True)
            for t in ("还有什么没处理完的", "还差哪些", "那我还要办什么", "还剩几项没弄好？")
        ],
        *[(t, True) for t in ("都处理好了吗", "现在能注销了吗")],
        *[
            (t, False)
            for t in ("还有什么优惠", "还差我一百块", "都处理好了", "还有人吗", "还要多久")
        ],
    ],
)
def test_what_is_left_to_be_done_is_asked(text: str, expected: bool) -> None:
    assert asks_whats_left(text) is expected
