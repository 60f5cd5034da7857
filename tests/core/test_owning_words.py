"""Which transactions are called the customer's own, however they are pointed at."""

from __future__ import annotations

from datetime import time

import pytest

from kefu.core.owning_words import (
    disowns,
    disowns_another,
    is_own,
    judges,
    leaves_unsaid_which,
    owned_in,
    points_at,
    points_by_place,
    points_vaguely,
    says_it_is_not,
    says_it_is_so,
    says_reversed,
    says_whose,
    tells_of_payment,
    without_forgotten,
)
from kefu.core.pointing_words import Listed, minutes_in, names_minute

LISTED = [Listed(299900, "王某某"), Listed(500000, "李四海"), Listed(500000, "网络支付")]
SAID: dict[str, dict[int, bool]] = {
    "2999那笔是我转的，另外两笔不是": {0: True, 1: False, 2: False},
    "第二笔是我的": {1: True},
    "只有2999那个不是我": {0: False, 1: True, 2: True},
    "都不是我的": {0: False, 1: False, 2: False},
    "都是我自己转的": {0: True, 1: True, 2: True},
    "第一笔是我，其他都不是": {0: True, 1: False, 2: False},
    "第1笔和第3笔不是我": {0: False, 2: False},
    "前两笔不是我转的 后面那笔是我的": {0: False, 1: False, 2: True},
    "除了2999那笔都不是我转的": {0: True, 1: False, 2: False},
    "除了第一笔，都不是我": {0: True, 1: False, 2: False},
    "王某某那笔我不认识，其余是我付的": {0: False, 1: True, 2: True},
    "2999是我转给朋友的 剩下的都不是我": {0: True, 1: False, 2: False},
    "就第三笔不是我操作的": {0: True, 1: True, 2: False},
    "最后一笔是我买东西": {2: True},
    "2999那笔": {0: False},
    "第一、第二笔都不是我": {0: False, 1: False},
    "第一筆是我轉的,另外兩筆不是": {0: True, 1: False, 2: False},
    "另外两笔不是我,2999那笔是我": {0: True, 1: False, 2: False},
    "我也不知道怎么回事": {},
    "这些我都不知道": {0: False, 1: False, 2: False},
    "你好": {},
    "为什么会这样": {},
    "头一笔是我自己的，后两笔没操作过": {0: True, 1: False, 2: False},
    "三笔都不是我": {0: False, 1: False, 2: False},
    "2999的不是我,两笔5000的是我": {0: False, 1: True, 2: True},
    # who is known, a bare 是, one described besides being pointed at
    "李四海认识 王某某不认识": {0: False, 1: True},
    "头两笔不是我 最后那笔是": {0: False, 1: False, 2: True},
    "前面两笔不是我 末了那笔是": {0: False, 1: False, 2: True},
    "第三笔是我付给李四海的": {2: True},
    "第三笔5000不是我": {2: False},
    "就2999那一笔": {0: False, 1: True, 2: True},
    # who was paid and is known; a mere number
    "李四海是我表哥": {1: True},
    "王某某才是骗子 李四海是打牌那哥们": {0: False, 1: True},
    "骗子冒充我朋友": {0: False, 1: False, 2: False},
    "王某某不认得": {0: False},
    "三笔都不对": {0: False, 1: False, 2: False},
    "两笔是我的": {},
    # which one, or whose, is not said
    "有一笔不是我转的": {},
    "后面两笔记不清": {},
    "第一笔不是我 别的记不清了": {0: False},
}


@pytest.mark.parametrize(("text", "own"), SAID.items())
def test_which_are_the_customers_own(text: str, own: dict[int, bool]) -> None:
    assert owned_in(text, LISTED) == own


def test_an_amount_in_words() -> None:
    assert owned_in("三千差一块那笔是我的", LISTED, {"三千差一块": 299900}) == {0: True}


@pytest.mark.parametrize(
    "text",
    [
        "真的不是我",
        "这不是我弄的啊",
        "唉都不是",
        "不是她转的",
        "我根本没弄过",
        "不是我不是我",
        "不是本人操作",
    ],
)
def test_who_disowns_a_deed_refuses_nothing(text: str) -> None:
    assert disowns(text)


@pytest.mark.parametrize(
    "text",
    ["不是我的意思", "不是我要冻结", "难道是我吗", "不是这个", "我没有收到", "不同意", "不用了"],
)
def test_what_disowns_nothing(text: str) -> None:
    assert not disowns(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("第三笔也不是", True),
        ("这两笔都是我转的", True),
        ("有一笔不是", False),
        ("这笔什么时候到", False),
        ("我忘了", False),
    ],
)
def test_who_says_whose_a_transaction_is(text: str, says: bool) -> None:
    assert says_whose(text) is says


def test_some_that_are_not_named() -> None:
    assert leaves_unsaid_which("有几笔不是我转的", LISTED)
    assert leaves_unsaid_which("两笔是我的", LISTED)
    assert not leaves_unsaid_which("两笔是我的", LISTED, [0])
    assert not leaves_unsaid_which("第二笔不是我转的", LISTED)
    assert leaves_unsaid_which("那笔不是我转的", LISTED)
    assert not leaves_unsaid_which("这些不是我转的", LISTED)


@pytest.mark.parametrize("text", ["等下 说反了", "不对，我刚才弄反了", "正好反过来了", "全说反了"])
def test_what_was_told_stands_the_wrong_way_round(text: str) -> None:
    assert says_reversed(text)


@pytest.mark.parametrize("text", ["反正不是我", "违反了规定", "我反对", "反诈中心"])
def test_nothing_stands_the_wrong_way_round(text: str) -> None:
    assert not says_reversed(text)


def test_two_that_went_to_one_name() -> None:
    listed = [Listed(299900, "王某某"), Listed(500000, "李某"), Listed(500000, "李某")]
    assert owned_in("两笔都是给表哥的", listed) == {1: True, 2: True}
    assert owned_in("两笔都不是我", listed, settled=[0]) == {1: False, 2: False}
    assert points_at("李某是我同事", listed, {})
    assert not points_at("我朋友说没收到", listed, {})


@pytest.mark.parametrize(
    "text", ["我的手机丢了", "查一下我的交易记录", "我转不了账", "我的钱怎么办"]
)
def test_what_only_names_something_of_theirs_owns_no_payment(text: str) -> None:
    assert owned_in(text, LISTED, {}, []) == {}


@pytest.mark.parametrize("text", ["那笔是我转的", "朋友说收到了 那笔是我付的"])
def test_one_of_many_is_asked_after(text: str) -> None:
    assert owned_in(text, LISTED, {}, []) == {}
    assert leaves_unsaid_which(text, LISTED)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("稍等我戴个眼镜", False),
        ("那帮我看看", False),
        ("我当时在睡觉", True),
        ("有人骗我转的", True),
    ],
)
def test_what_tells_of_a_payment(text: str, told: bool) -> None:
    assert tells_of_payment(text) is told


@pytest.mark.parametrize(
    ("text", "amount", "own"),
    [
        ("那个三百的是我自己充的", "三百", True),
        ("少了八百，另外五十是我买的水", "五十", True),
        ("少了八百，另外五十是我买的水", "八百", False),
        ("五千是我自己转给他的", "五千", False),
        ("两千是我自己转的，骗子让我转的", "两千", False),
        ("他们让我付的三千是我自己付的", "三千", False),
        ("被转走六百", "六百", False),
    ],
)
def test_what_was_spent_by_ones_own_wish(text: str, amount: str, own: bool) -> None:
    assert is_own(text, text.index(amount)) is own


@pytest.mark.parametrize(
    "text", ["那是我攒了半辈子的", "都是我爸的养老钱", "是我们家的救命钱", "是我辛苦挣的"]
)
def test_whose_money_it_was_says_nothing_of_who_moved_it(text: str) -> None:
    assert not judges(text)


def test_a_deceived_customers_own_hand_makes_no_payment_their_wish() -> None:
    assert not is_own("那五千是我自己转的", 1, deceived=True)
    assert is_own("那五千是我自己充的", 1, deceived=True)


@pytest.mark.parametrize("text", ["学费那笔是我交的", "手术费那5000不是我转的", "看病那笔是我付的"])
def test_what_money_was_for_hides_no_judgement(text: str) -> None:
    assert judges(text)


TIMED = [
    Listed(88000, "赵某", time(21, 5)),
    Listed(30000, "孙某", time(20, 30)),
    Listed(30000, "孙某", time(8, 15)),
]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("21点05分那笔不是我的", {0: False}),
        ("20:30那笔是我转的", {1: True}),
        ("晚上八点半那笔是我转的", {1: True}),
        ("八点十五分的那笔不是我弄的", {2: False}),
        ("前面那笔是21点05分的，那笔不是我的", {0: False}),
        ("我21点05分在开会，不是我转的", {0: False, 1: False, 2: False}),
        ("两个三百是我自己还给孙某的", {1: True, 2: True}),
        ("孙某那两笔是还他的材料款", {1: True, 2: True}),
        ("孙某那两笔是我交的房租", {1: True, 2: True}),
        ("孙某这个人我不认识", {1: False, 2: False}),
        # the one that is left
        ("880那笔和20:30那笔不是我，下面那笔是我的", {0: False, 1: False, 2: True}),
        ("20:30那笔不是我，后面那笔三百是我的", {1: False, 2: True}),
        # by the list or by the time? one of two alike?
        ("20:30那笔不是我的，后面那笔是我的", {1: False}),
        ("后面那笔三百是我借的，前面那笔不是", {}),
        ("都不是我，上面那笔是我转的", {}),
        ("那笔三百是我转的", {}),
        ("有一笔三百是我的", {}),
        ("其中一笔三百是我转的", {}),
        ("上面的是我转的，下面的不是", {}),
        ("后面的是我转的", {}),
        ("21点10分左右那笔不是我", {}),
        # as many as there are, or what is left
        ("有两笔三百不是我", {1: False, 2: False}),
        ("有一笔880不是我", {0: False}),
        ("第一笔不是我，后面的是我", {0: False, 1: True, 2: True}),
        ("后面那两笔是我借出去的", {1: True, 2: True}),
        ("前面的那两笔不是我的", {0: False, 1: False}),
        ("中间那笔不是我，上下两笔是我的", {0: True, 1: False, 2: True}),
        ("20:30和8:15的是我，21:05的不是", {0: False, 1: True, 2: True}),
        ("我21:05的时候在家，都不是我", {0: False, 1: False, 2: False}),
    ],
)
def test_times_and_what_may_be_any_of_several(text: str, own: dict[int, bool]) -> None:
    assert owned_in(text, TIMED, {"三百": 30000}) == own


@pytest.mark.parametrize(
    ("text", "vaguely"),
    [
        ("后面那笔是我借出去的", True),
        ("上面那笔不是我", True),
        ("300那笔不是我转的", True),
        ("孙某那笔是我转的", True),
        ("前面的不是我", True),
        ("有一笔300是我的", True),
        ("有一笔880是我的", False),
        ("后面那笔是什么时候的", False),
        ("最后那笔不是我", False),
        ("880那笔不是我", False),
        ("上面两笔不是我", False),
        ("都不是我", False),
    ],
)
def test_what_may_be_any_of_several_is_asked_after(text: str, vaguely: bool) -> None:
    assert points_vaguely(text, TIMED) is vaguely


def test_upper_and_lower_of_two_are_by_the_list() -> None:
    assert owned_in("上面那笔是我的，下面那笔不是", TIMED[:2]) == {0: True, 1: False}
    assert points_vaguely("前面那笔是我的", TIMED[:2])


@pytest.mark.parametrize(
    ("text", "by_place"),
    [("第二笔不是我", True), ("后面那笔是我的", True), ("300那笔是我转的", False)],
)
def test_what_points_by_the_order_of_a_list(text: str, by_place: bool) -> None:
    assert points_by_place(text) is by_place


def test_what_is_not_remembered_asks_nothing() -> None:
    assert without_forgotten("第一笔不是我，880是不是我我也记不清了") == "第一笔不是我"


@pytest.mark.parametrize("text", ["有一笔300不是我转的", "三百不是我自己花的", "300非本人付的"])
def test_what_is_denied_is_nobodys_own_wish(text: str) -> None:
    assert not is_own(text, 2)


@pytest.mark.parametrize(
    ("text", "so"), [("是的", True), ("对", True), ("没错", True), ("同意", False), ("确定", False)]
)
def test_a_yes_that_can_mean_whose_it_is(text: str, so: bool) -> None:
    assert says_it_is_so(text) is so


@pytest.mark.parametrize(("text", "is_not"), [("都不是", True), ("不是我", True), ("没有", False)])
def test_a_no_that_can_mean_whose_it_is(text: str, is_not: bool) -> None:
    assert says_it_is_not(text) is is_not


# As three are shown: two of one amount to one name, at minutes of their own.
SHOWN = [
    Listed(299900, "王某某", time(22, 40)),
    Listed(500000, "李某", time(22, 32)),
    Listed(500000, "李某", time(22, 25)),
]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        # whoever knows for whom a payment was has made it
        ("第二笔是给我姑的", {1: True}),
        ("最后那笔是我儿子给他奶奶的", {2: True}),
        ("我还的是22点40那笔", {0: True}),
        ("姓李的我认识，那是我邻居，不算", {1: True, 2: True}),
        ("姓王的那个不算", {0: True}),
        ("姓李的我不认识", {1: False, 2: False}),
        ("王某那笔是小偷转的", {0: False}),
        # a minute alone points at the only one of it
        ("40那笔不是我转的", {0: False}),
        ("我转的是22点40那笔，25那笔不是我", {0: True, 2: False}),
        ("37那笔不是我", {}),
        ("那个也不是我买的", {}),
        ("一共一万三都不是我转的", {0: False, 1: False, 2: False}),
        ("美团46那个也不是我买的", {}),
        # of two alike both, where it is one more of them
        ("另一笔5000也不是我", {1: False, 2: False}),
        ("只有2999被人偷了", {0: False, 1: True, 2: True}),
        # something is said of it, and not whose it is
        ("第一笔我得问问我媳妇", {}),
        ("第一笔是上个月的", {}),
        ("第一笔是上个月的，另外两笔不是我", {1: False, 2: False}),
    ],
)
def test_which_of_those_shown_are_the_customers_own(text: str, own: dict[int, bool]) -> None:
    assert owned_in(text, SHOWN) == own


def test_one_more_of_two_alike_is_the_one_that_is_left() -> None:
    assert owned_in("另一笔5000也不是我", SHOWN, settled=[1]) == {2: False}
    assert points_vaguely("另一笔5000不是我", SHOWN)


def test_a_minute_is_no_amount_unless_one_is_listed() -> None:
    assert minutes_in("25那笔不是我", SHOWN) == [0]
    assert minutes_in("25块那笔不是我", SHOWN) == []
    assert minutes_in("25那笔不是我", [*SHOWN, Listed(2500, "便利店", time(9, 1))]) == []
    assert names_minute("25那笔")
    assert not names_minute("2999那笔")


def test_one_beside_the_listed_ones_is_disowned() -> None:
    assert disowns_another("美团46那个也不是我买的", SHOWN)
    assert not disowns_another("2999那个也不是我买的", SHOWN)
    assert not disowns_another("美团46那个是我买的", SHOWN)


def test_one_beside_the_listed_ones_in_words() -> None:
    assert owned_in("八十八那个也不是我买的", SHOWN, {"八十八": 8800}) == {}
    assert disowns_another("八十八那个也不是我买的", SHOWN, {"八十八": 8800})
