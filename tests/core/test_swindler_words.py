"""What a victim tells of the other side, and of a phone that gets no code."""

from __future__ import annotations

import pytest

from kefu.core.swindler_words import (
    cannot_prove,
    has_paid,
    is_pressed,
    lacks_mailbox,
    tells_of_swindler,
)

_PRESSED = """
    他现在问我要密码
    有人打电话让我还给他要不要转
    没有转 他让我转
    他叫我下载一个会议软件
    对方要我把验证码念给他
    把钱转到安全的卡
    讓我轉到安全賬戶
    客服叫我先付保证金
    骗子还在催我打钱
    不能给对吧
    我现在该转还是不转
    那我轉不轉啊
    不敢转
    她说不转就抓我 要不要给她转
"""
_NOT_PRESSED = """
    怎么转账
    我要转人工
    让我想想
    请帮我转到人工
    钱要多久转到卡里
    他把我的钱转走了
    我要改密码
"""
_TELLS = """
    说要给我退款让我扫码
    扫完扣了1999
    他让我把验证码念给他
    已经念了
    就是从我这个账户转的 她拿我手机
    收款人叫张三
    他說他是你們安全部的
    自称京东客服 他说要关白条
    是个假客服
    都告诉他了
"""
_TELLS_NOT = """
    怎么绑定银行卡
    想把登录密码换掉
    上午充的500没到账
    客服几点上班
    我要开发票
    谢谢
"""
_CANNOT = """
    无法验证
    我没法验证
    验证不了啊
    手机关机了收不了验证码
    手机開不了機
    手机没电了
    不方便收
    邮箱也在手机上
    手机被他遥控了
    电脑被远程控制 鼠标自己在动
    我看不清短信
    收不了短信
"""
_CAN = """
    验证码发了吗
    收不到验证码怎么办
    要是收不了验证码呢
    手机在手上
    13800000006
    好的我去收
    钱收不回来了
"""


def _lines(texts: str) -> list[str]:
    return [text.strip() for text in texts.strip().split("\n")]


@pytest.mark.parametrize("text", _lines(_PRESSED))
def test_somebody_presses_them(text: str) -> None:
    assert is_pressed(text)


@pytest.mark.parametrize("text", _lines(_NOT_PRESSED))
def test_nobody_presses_them(text: str) -> None:
    assert not is_pressed(text)


@pytest.mark.parametrize("text", _lines(_TELLS))
def test_it_is_told_what_happened(text: str) -> None:
    assert tells_of_swindler(text)


@pytest.mark.parametrize("text", _lines(_TELLS_NOT))
def test_other_matters_tell_nothing_of_it(text: str) -> None:
    assert not tells_of_swindler(text)


@pytest.mark.parametrize("text", _lines(_CANNOT))
def test_no_code_can_come(text: str) -> None:
    assert cannot_prove(text)


@pytest.mark.parametrize("text", _lines(_CAN))
def test_a_code_may_come(text: str) -> None:
    assert not cannot_prove(text)


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("我已经交了", True),
        ("都转给他了", True),
        ("后来我就照做了", True),
        ("我没交", False),
        ("要不要交", False),
        ("他让我交", False),
        ("我转了500", False),
    ],
)
def test_what_was_demanded_was_paid(text: str, says_so: bool) -> None:
    assert has_paid(text) is says_so


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("我没绑邮箱", True),
        ("没有邮箱", True),
        ("邮箱密码忘了", True),
        ("从来没设过邮箱", True),
        ("发邮箱吧", False),
        ("邮箱没收到", False),
        ("我有邮箱", False),
        ("邮箱是什么", False),
    ],
)
def test_there_is_no_mailbox_for_a_code(text: str, says_so: bool) -> None:
    assert lacks_mailbox(text) is says_so
