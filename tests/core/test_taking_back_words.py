"""By which words a report of a theft is taken back."""

from __future__ import annotations

import pytest

from kefu.core.taking_back_words import (
    denies_another,
    has_it_back,
    is_doubtful,
    slipped,
    takes_report_back,
)

_BACK = """
    打错了
    不好意思 点错了
    哎呀发错人了
    是我搞错了
    误会一场
    虚惊一场
    我是演练
    我们单位在搞演练
    我只是测试一下
    跟你开玩笑的
    是游戏号不是钱包
    銀行卡不是錢包
    是支付宝 不是你们钱包
    不是你们的钱包 是我微信
    跟钱包没关系
    和你们平台没有关系
    是我同事的
    哦是朋友的号
    是我室友的账户被盗了 不是我的
    他今天已经还我了，别误会
    不过查了下没少
    是我想多了
    就是怕 没真被偷
    早上一看啥都没少
    找到了找到了 在裤兜里
    人家把钱退给我了
    钱早就还给我了
    手机送回来了
    哎呀，闹了个乌龙
"""
_NOT_BACK = """
    骗子说是演练
    他说这是测试
    打错了一个数字是5000
    第一笔是我同事的
    我同事骗了我
    是不是你们搞错了
    跟你们有没有关系
    钱包不是我开的
    不是我转的
    我的微信号换了
    你们搞错了吧我没同意
    错了末尾是8
    我没开玩笑
    不要冻结
    我朋友的钱包和我的都被盗了
    别误会，我没说不冻
    骗子说已经还我了
    他说还给我了
    还我了一百，还差九百
    他还我了，但是没收到
    把钱还给我
    我没动过
    余额没少吧
    钱没少 但是有人登录
    这边没少 可是银行卡里的没了
    没少跟你们反映
    没真的解决
"""


@pytest.mark.parametrize("text", [text.strip() for text in _BACK.strip().split("\n")])
def test_a_report_is_taken_back(text: str) -> None:
    assert takes_report_back(text)


@pytest.mark.parametrize("text", [text.strip() for text in _NOT_BACK.strip().split("\n")])
def test_other_words_take_nothing_back(text: str) -> None:
    assert not takes_report_back(text)


def test_a_slip_may_be_about_a_number() -> None:
    assert slipped("打错了")
    assert not slipped("我是演练")


def test_what_was_lost_is_back() -> None:
    assert has_it_back("师傅给送回来了，东西都在")
    assert has_it_back("手机拿回来了")
    assert not has_it_back("手机拿到了，但是钱不见了")
    assert not has_it_back("还没拿到")


def test_a_doubtful_no_denies_nothing() -> None:
    assert is_doubtful("应该没被盗吧")
    assert not is_doubtful("没有被盗")
    assert denies_another("没有再被盗，就想恢复使用")
    assert not denies_another("是不是又被盗了")
    assert not denies_another("不是又被骗了吧")
