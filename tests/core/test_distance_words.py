"""Words that keep at a distance from their matter, beside those that want it seen to."""

from __future__ import annotations

import pytest

from kefu.core.complaint_words import Spoken, speaks_of_complaint
from kefu.core.distance_words import Distance, distance_of, tells_of_call
from kefu.core.reply_words import feels_informed, takes_note
from kefu.core.reserve_words import is_settled, needs_nothing_more
from kefu.core.talk_words import SmallTalk, says_goodbye, talk_in


@pytest.mark.parametrize(
    ("text", "distance"),
    [
        ("改密码的流程也太繁琐了", Distance.TOLD),
        ("你们的绑卡页面设计得真难用", Distance.TOLD),
        ("上个月刚改过支付密码", Distance.TOLD),
        ("我弟密码忘了，最后自己弄好了", Distance.TOLD),
        ("论坛里不少用户吐槽扣费", Distance.TOLD),
        ("听邻居说她被锁过", Distance.TOLD),
        ("前天客服跟我说过几天退", Distance.TOLD),
        ("哦原来是限额的", Distance.TOLD),
        ("锁着就好", Distance.TOLD),
        ("那这张卡是绑着的吧", Distance.GUESSED),
        ("人脸和指纹是一回事不", Distance.GUESSED),
        ("关了岂不是收不到提醒", Distance.GUESSED),
        ("那要是下周没到呢", Distance.GUESSED),
        ("超过三个月就不能退了吧", Distance.GUESSED),
    ],
)
def test_at_a_distance(text: str, distance: Distance) -> None:
    assert distance_of(text) is distance


@pytest.mark.parametrize(
    "text",
    [
        *("密码忘了", "我要改密码", "账号锁了怎么办", "帮我退款", "把那笔钱退给我吧"),
        *("流程太复杂了，帮我弄一下", "刚改过密码，还是登不上", "已经付过了又扣一次"),
        *("听客服说能退，我想退", "他们说退，没退", "昨天买的东西要退", "是不是要先解锁，怎么解"),
        *(
            "付款失败了",
            "充值没到账",
            "我的卡解绑不了",
            "登录不了了吧",
            "先冻了吧",
            "把二次验证开了吧",
        ),
    ],
)
def test_wanted(text: str) -> None:
    assert distance_of(text) is None


@pytest.mark.parametrize("text", ["那五百刚到账了", "太好了 提的钱收到了", "退款终于到了"])
def test_money_that_came_settles_it(text: str) -> None:
    assert is_settled(text)


@pytest.mark.parametrize(
    "text",
    [
        *("那五百到账了吗", "钱到了但少了五十", "两千还没到账", "我的五千被转走了"),
        *("到账了怎么不显示", "充的一千没到"),
    ],
)
def test_money_that_did_not_come_whole_settles_nothing(text: str) -> None:
    assert not is_settled(text)


@pytest.mark.parametrize(
    "text", ["我才不会投诉你们", "没想投诉，随便说说", "别管了我自己来", "不用联系我"]
)
def test_no_complaint(text: str) -> None:
    assert speaks_of_complaint(text) is Spoken.NO_NEED


@pytest.mark.parametrize(
    "text", ["我要投诉", "不用你们管，把钱退给我怎么办", "没想投诉但是你们太过分"]
)
def test_a_complaint_all_the_same(text: str) -> None:
    assert speaks_of_complaint(text) is not Spoken.NO_NEED


@pytest.mark.parametrize("text", ["你是不是骗子啊", "怎么知道你们是官方的", "你该不会是冒充的吧"])
def test_whether_the_bot_is_real(text: str) -> None:
    assert talk_in(text) is SmallTalk.OFFICIAL


@pytest.mark.parametrize(
    "text", ["他是骗子", "骗子把我的钱转走了", "你们这帮骗子还我钱", "这个官网是真的吗"]
)
def test_others_who_may_be_swindlers(text: str) -> None:
    assert talk_in(text) is None


@pytest.mark.parametrize(("text", "noted"), [("那我等两天", True), ("我等了两天了", False)])
def test_waiting_is_no_yes(text: str, noted: bool) -> None:
    assert takes_note(text) is noted


@pytest.mark.parametrize("text", ["想起来了", "能用了 不用了", "搞定了"])
def test_nothing_more_is_needed(text: str) -> None:
    assert needs_nothing_more(text)


@pytest.mark.parametrize("text", ["收到了", "到了", "来了", "还没想起来", "登上了吗"])
def test_the_code_may_have_come(text: str) -> None:
    assert not needs_nothing_more(text)


@pytest.mark.parametrize(("text", "bye"), [("好的再见", True), ("拜拜啦", True), ("我先忙", False)])
def test_farewells(text: str, bye: bool) -> None:
    assert says_goodbye(text) is bye


@pytest.mark.parametrize(("text", "informed"), [("行 心里有底了", True), ("好 懂了 办吧", False)])
def test_who_knows_now_has_not_agreed(text: str, informed: bool) -> None:
    assert feels_informed(text) is informed


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("快递刚给我打电话了", True),
        ("店家说等下给我回电话", True),
        ("房东昨天给我打了电话", True),
        ("让客服给我打电话", False),
        ("麻烦给我回个电话", False),
        ("你们给我打电话吧", False),
    ],
)
def test_a_call_of_others_is_told_of(text: str, says_so: bool) -> None:
    assert tells_of_call(text) is says_so
