"""What is said of the talk itself, beside messages that only sound like it."""

from __future__ import annotations

import pytest

from kefu.nlu.normalise import fold
from kefu.nlu.repairs import Hardship, Repair, hardship, repair, tells_undone

SAID = {
    Repair.MISREAD: (
        "你听错意思了吧",
        "客服你没理解我的问题",
        "你会错意了",
        "扯到哪去了",
        "牛头不对马嘴啊",
        "這跟我說的不是一回事",
        "你没看我写的吗",
        "你回的都是些什么",
        "机器人你没听明白我的话",
    ),
    Repair.NOT_THIS: (
        "也不是这个呀",
        "我没想问那个",
        "不是這個問題",
        "我想问的不是这个",
        "不是我要找的",
    ),
    Repair.NO: ("不对啊", "错啦", "不对，不对", "唔啱"),
    Repair.PLAINER: (
        "换种讲法吧",
        "可以说直白一点吗",
        "看得云里雾里",
        "没太明白你的意思",
        "咩意思呀",
        "你这说的什么意思",
        "說得太複雜了",
        "再解释一遍好吗",
        "打个比方",
    ),
    Repair.NEXT: ("然后呢", "好的点开了", "下一步怎么弄"),
    Repair.NEEDLESS: ("不用了谢谢", "不必啦", "算了不问了"),
    Repair.CLOSED: (
        "好的明白了",
        "那行了",
        "嗯嗯 清楚啦",
        "知道喽谢谢",
        "没啥问题了",
        "好了，没事儿了",
    ),
}
NOT_SAID = (
    "不是这张卡",
    "不是这笔钱",
    "不是我转出去的",
    "短信里那句话什么意思",
    "看不懂账单",
    "换个方式收验证码",
    "说清楚为什么冻我的钱",
    "我再说一遍",
    "明白了那怎么退",
    "可以了吗",
    "好了没",
    "解决不了",
    "密码错了",
    "我说错了",
    "你没给我退款",
)


@pytest.mark.parametrize(
    ("said", "text"), [(s, text) for s, texts in SAID.items() for text in texts]
)
def test_the_talk_itself_is_spoken_of(said: Repair, text: str) -> None:
    assert repair(fold(text)) is said


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_names_anything_else_is_left_to_others(text: str) -> None:
    assert repair(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("我耳朵聋了听不到", Hardship.HEARING),
        ("有点耳背", Hardship.HEARING),
        ("我老花眼", Hardship.WRITING),
        ("屏幕上的字太小啦", Hardship.WRITING),
        ("没念过书认不了几个字 不认识字", Hardship.WRITING),
        ("岁数大了 弄不来", Hardship.WRITING),
        ("八十多岁了不会用", Hardship.WRITING),
        ("打字很慢", Hardship.WRITING),
        ("耳机没到货", None),
        ("字体怎么调大", None),
        ("老年人有优惠吗", None),
        ("字母和数字都要吗", None),
    ],
)
def test_what_makes_talking_hard_is_heard(text: str, named: Hardship | None) -> None:
    assert hardship(fold(text)) is named


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("银行卡还没有绑定", True),
        ("我从来没注销过账户", True),
        ("没设过密码呢", True),
        ("一直未实名", True),
        ("没绑卡怎么提现", False),
        ("没改过手机号但是收不到验证码", False),
        ("没充上", False),
        ("付款没成功", False),
    ],
)
def test_a_fact_that_something_was_not_done(text: str, is_one: bool) -> None:
    assert tells_undone(fold(text)) is is_one
