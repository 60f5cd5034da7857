"""A yes that is none: asked back, mocked, left to others, passed on, or said to something else."""

from __future__ import annotations

import pytest

from kefu.core.consent_words import (
    agrees_to_nothing,
    asks,
    only_thanks,
    passes_on,
    rejects_advice,
    speaks_of_others,
    wishes_nothing,
)
from kefu.core.reply_words import asks_at_its_end, only_nods, sighs_and_nods


@pytest.mark.parametrize(
    "text",
    [
        *("那就算办了对吧", "现在就冻是吗好的", "登记好了,是不是", "交了没错吧"),
        *("登记了管用吗行吧", "登记 登记个头", "发什么发", "冻个鬼", "怎么可能同意"),
        *(
            "您觉得好就好",
            "你看着行就行",
            "你们认为行就行",
            "我同意您说的小心为上",
            "同意先别动",
            "网速太差了好的吧",
        ),
        *(
            "行行行你先讲讲规矩",
            "可以，您先解释清楚",
            "好的我回头跟爱人商量",
            "好嘞，我通知我妹一声",
            "行，那我去提醒他",
            "行，那我去问银行",
            "好,先這樣",
        ),
        *(
            "我老婆说可以",
            "同事都說好",
            "上次的客服让我同意",
            "他们建议冻",
            "我閨女叫我答应",
            "我外孙说好",
            "好啊你解释先",
        ),
    ],
)
def test_a_yes_may_be_none(text: str) -> None:
    assert agrees_to_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *("好的", "行吧", "嗯嗯好", "可以的", "同意", "确认", "好的,谢谢您", "對的", "是的没错"),
        *(
            "您先帮我冻上吧",
            "好你先登记",
            "好的我去填一下",
            "好，我等你们电话",
            "行,我跟您说,提交吧",
        ),
        *("我老公说行，那就冻吧", "我妈叫我办的，麻烦你登记", "他说得对，提交吧", "就按你说的办"),
        *("其他的没意见", "好的，就这样", "可以吧", "没问题，辛苦了"),
    ],
)
def test_a_yes_is_one(text: str) -> None:
    assert not agrees_to_nothing(text)


@pytest.mark.parametrize("text", ["冻上，是吧", "冻结什么冻结，提交什么提交", "我儿子说要冻结"])
def test_a_wish_may_be_none(text: str) -> None:
    assert wishes_nothing(text)


@pytest.mark.parametrize("text", ["好的那我先走，你们冻吧", "冻，快点", "凍結吧", "你先给我冻了"])
def test_a_wish_is_one(text: str) -> None:
    assert not wishes_nothing(text)


def test_what_others_say_may_be_taken_up() -> None:
    assert passes_on("我女儿说用邮箱")
    assert not passes_on("我女儿说用邮箱，那就发邮箱")


@pytest.mark.parametrize("text", ["好的，谢谢您", "謝謝啦好的", "嗯辛苦了", "那多谢了哈"])
def test_thanks_may_be_all(text: str) -> None:
    assert only_thanks(text)


@pytest.mark.parametrize("text", ["好的", "谢谢，提交吧", "好的谢谢，那就冻", "麻烦帮我办一下"])
def test_thanks_may_not_be_all(text: str) -> None:
    assert not only_thanks(text)


def test_a_question_may_stand_before_a_nod() -> None:
    assert asks("要紧不要紧啊行")
    assert asks("能撤吗好")
    assert not asks("页面打不开,好")


@pytest.mark.parametrize(
    "text",
    ["我同学的会员也关掉", "帮她也退了", "我爸13900000009的自动续费一起关", "替我儿子把免密关了"],
)
def test_it_is_wanted_for_somebody_else(text: str) -> None:
    assert speaks_of_others(text)


@pytest.mark.parametrize(
    "text", ["帮我也关掉", "把它关了", "关掉网易云", "他会帮我的，提交吧", "给我儿子买的，退吧"]
)
def test_it_is_wanted_for_oneself(text: str) -> None:
    assert not speaks_of_others(text)


@pytest.mark.parametrize("text", ["我婆婆说可以关", "同事让我关掉"])
def test_what_others_say_is_no_wish(text: str) -> None:
    assert wishes_nothing(text)
    assert not wishes_nothing(f"{text}，那就关吧")


def test_a_sigh_before_a_nod_takes_in() -> None:
    for text in ("哦好的", "噢噢，行", "哦，好吧"):
        assert sighs_and_nods(text), text
    for text in ("好的", "嗯好", "哦那就关吧", "哦确认", "可以"):
        assert not sighs_and_nods(text), text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(t, True) for t in ("嗯", "哦", "嗯嗯…", "嗯呢", "哦哦。", "恩", "啊")],
        *[
            (t, False)
            for t in (
                "好的",
                "嗯好",
                "哦可以",
                "是的",
                "确认",
                "关吧",
                "行",
                "ok",
                "嗯，关吧",
                "唔",
            )
        ],
    ],
)
def test_a_nod_is_no_clear_yes(text: str, expected: bool) -> None:
    assert only_nods(text) is expected


@pytest.mark.parametrize(
    ("said", "asks_something"),
    [
        ("没有查到。要为您转人工客服吗？", True),
        ("我请同事来帮您好吗？您说“好”我就转。", True),
        ("今天就能到账；也可以转人工。", False),
        ("方便说说发生了什么吗？我马上帮您处理；想直接找人，也可以转人工。", False),
        ("", False),
    ],
)
def test_a_yes_answers_what_ends_with_a_question(said: str, asks_something: bool) -> None:
    assert asks_at_its_end(said) is asks_something


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("我才不听他的", True),
        ("我偏不听我妈的", True),
        ("反正我不听别人的", True),
        ("我听他的", False),
        ("他不听我的", False),
        ("不听你的", False),
    ],
)
def test_others_advice_is_not_followed(text: str, says_so: bool) -> None:
    assert rejects_advice(text) is says_so


@pytest.mark.parametrize(
    "text",
    [
        *("哦停了下个月要自己交呀", "噢，退了会员就没了啊", "哦哦解绑完还得重新实名哦"),
        *("关了就不能看了", "冻了以后还要去解", "嗯注销了就找不回来了"),
    ],
)
def test_what_is_said_over_wishes_and_agrees_to_nothing(text: str) -> None:
    assert wishes_nothing(text)
    assert agrees_to_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["哦那关吧", "哦，帮我关了呀", "关了吧", "停了它", "冻了得了", "关了腾讯视频", "哦是我呀"],
)
def test_what_is_wanted_is_not_said_over(text: str) -> None:
    assert not wishes_nothing(text)
