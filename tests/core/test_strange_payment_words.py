"""Payments that the customer never made, and those with an ordinary explanation."""

from __future__ import annotations

import pytest

from kefu.core.strange_payment_words import disowns_payment, is_ordinary
from kefu.core.theft_words import reports_theft

STRANGE = """
短信说付款成功 可我什么都没买
卡里少了三百我没花
有两笔交易我完全没印象
賬單裡有幾筆沒見過的消費
昨晚一笔支出 我当时在睡觉
明明没操作过，钱却转出去了
扣款1200，我根本没消费
那几笔我都没付过
怎么多了一笔不认识的扣款
我没转账呀，怎么显示转出了五千
凌晨有两笔转账，收款人我都不认识
"""
ORDINARY = """
这笔消费不是我买的
会员续费扣了我 我没买
商家多扣了二十 我没付过这么多
钱扣了但是没付成功
我没转成功 钱少了
转账没到对方那里
交易记录在哪看
支付密码不记得了
我没绑卡怎么付款
外卖取消了钱没退 我没吃
订单我没收到货 钱扣了
孩子充了游戏 我没点过
我还没付款呢
这笔是不是我付的忘了
"""


@pytest.mark.parametrize("text", STRANGE.strip().splitlines())
def test_what_the_customer_knows_nothing_of(text: str) -> None:
    assert disowns_payment(text)
    assert reports_theft(text)


@pytest.mark.parametrize("text", ORDINARY.strip().splitlines())
def test_what_has_an_ordinary_reason_or_failed(text: str) -> None:
    assert not disowns_payment(text)


def test_what_money_is_taken_for_may_be_named() -> None:
    assert is_ordinary("会员自动续费")
    assert not is_ordinary("有人转走了")
