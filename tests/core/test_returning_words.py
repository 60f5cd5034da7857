"""Who was away, who takes a complaint back and who only calls; beside them what sounds alike."""

from __future__ import annotations

import pytest

from kefu.core.calling_words import only_calls
from kefu.core.complaint_words import takes_back_complaint
from kefu.core.returning_words import is_back


@pytest.mark.parametrize(
    "text",
    [
        *("我回来啦", "不好意思，刚才去接个快递", "剛剛去開會了", "抱歉久等了", "手机拿来了"),
        *(
            "刚刚掉线了",
            "啱啱去咗廁所",
            "刚才去找眼镜了，继续吧",
            "哎呀刚才手机没电了",
            "忙完了，继续",
            "我来了",
        ),
    ],
)
def test_who_was_away_is_back(text: str) -> None:
    assert is_back(text)


@pytest.mark.parametrize(
    "text",
    [
        *("刚才接到电话说我中奖了", "刚去付款失败了", "手机丢了", "刚刚钱被转走了", "我等会儿回来"),
        *(
            "刚才那笔不是我付的",
            "钱回来了",
            "刚才有人登录我的账号",
            "我去拿手机",
            "刚才说错了",
            "好",
            "好的",
            "好了",
            "行",
            "继续吧",
            "可以继续",
            "等一下",
            "在吗",
        ),
    ],
)
def test_what_happened_meanwhile_is_a_matter(text: str) -> None:
    assert not is_back(text)


@pytest.mark.parametrize(
    "text", ["帮我把投诉撤掉", "投诉可以收回吗", "那个投诉我不要了", "算了不投诉了", "撤銷我的投訴"]
)
def test_a_complaint_is_taken_back(text: str) -> None:
    assert takes_back_complaint(text)


@pytest.mark.parametrize(
    "text",
    [
        "我要投诉",
        "不会撤诉的，投诉到底",
        "投诉没有回音",
        "凭什么撤销我的投诉",
        "取消订单，不然投诉",
    ],
)
def test_a_complaint_is_made(text: str) -> None:
    assert not takes_back_complaint(text)


@pytest.mark.parametrize("text", ["在不在", "喂喂", "你好，有人吗", "在嗎？", "客服在吗"])
def test_a_call_for_attention_says_nothing_else(text: str) -> None:
    assert only_calls(text)


@pytest.mark.parametrize("text", ["好", "在吗我要退款", "钱在吗", "不在了", "转人工"])
def test_other_words_are_heard(text: str) -> None:
    assert not only_calls(text)
