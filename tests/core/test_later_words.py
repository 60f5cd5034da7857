"""Plans for another time and errands to others, told from wishes, questions and reports."""

from __future__ import annotations

import pytest

from kefu.core.later_words import (
    goes_to_others_first,
    is_for_another_day,
    plans_for_later,
    puts_off,
)

PLANNED = """
下下周我打算换手机号
嗯 那过几天再来改吧
支付密码月底再换
等闲下来办一下注销
好 那我搬家之前再来
行 那周末找你
等我开完会再说吧
年底可能要注销
知道了 20号再来弄
哦 我晚上回家再弄
今天太忙 改天吧
那就到时候
"""
NOT_PLANNED = """
下下周要用，现在能先换吗
帮我明天约个电话
周末给我来电
我要换手机号
月底能退吗
等了两天还没到
以后怎么改
忘了支付密码
6号那笔退一下
后天要用钱 快解开
手机丢了 明天再说吧
明天到账吗
到时候钱包怎么办
"""
ERRANDS = """
嗯 那我先跟我爱人说一声
行 我去问问房东
好的我跟他讲
那我先找商家聊聊
我先打个电话给同事
我回头问问我妈
"""
NO_ERRAND = """
我要跟客服说
跟店家说了 他们不退
商家不肯退
帮我问问商家
我和卖家谈不拢
店家发错了
不想要了
我先跟你说一下情况
"""


@pytest.mark.parametrize("said", PLANNED.strip().splitlines())
def test_a_plan_for_another_time(said: str) -> None:
    assert plans_for_later(said)


@pytest.mark.parametrize("said", (NOT_PLANNED + NO_ERRAND).strip().splitlines())
def test_a_wish_a_question_or_a_report_plans_nothing(said: str) -> None:
    assert not plans_for_later(said)


@pytest.mark.parametrize("said", ERRANDS.strip().splitlines())
def test_an_errand_to_others(said: str) -> None:
    assert goes_to_others_first(said)


@pytest.mark.parametrize("said", (NO_ERRAND + NOT_PLANNED).strip().splitlines())
def test_what_is_told_of_others_is_no_errand(said: str) -> None:
    assert not goes_to_others_first(said)


def test_another_day_is_told_from_a_little_later() -> None:
    assert is_for_another_day("那下礼拜再找你")
    assert not is_for_another_day("等我下班再弄")
    assert not is_for_another_day("下个月能改吗")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "行，我先问问店里",
            "好吧那我再用一个月",
            "嗯 我晚上跟家里说",
            "那就到时候再弄",
            "好 等到期再关",
        ),
        *("那我先去吃个饭", "行吧 咱先看两天", "那就下次"),
    ],
)
def test_another_thing_first_puts_it_off(text: str) -> None:
    assert puts_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "好，我先确认",
        "那我先提交",
        "行，我再填一遍",
        "那就关吧",
        "好的",
        "我先说一下情况",
        "到期了吗",
    ],
)
def test_the_thing_itself_puts_nothing_off(text: str) -> None:
    assert not puts_off(text)
