"""What takes the wish out of words that name a matter, and what leaves it there."""

from __future__ import annotations

import pytest

from kefu.core.asking_form_words import asks_what_others_do, asks_whether, wants_it_done
from kefu.core.lock_words import names_lock
from kefu.core.reserve_words import (
    Reserve,
    is_settled,
    only_names_time,
    reserve_in,
    tells_fact,
    tells_of_loss,
)
from kefu.core.talk_words import SmallTalk, takes_leave, talk_in

LATER = """
解锁的事等我下班再弄
今天实在没时间解冻
密码回头再改
明早再处理吧
先不急着解冻
周末有空再办
"""
ONLY_ASKED = """
不是要解冻 就问问
我只是问一下
隨便問問而已
我就了解一下
只是打听一下
"""
SUPPOSED = """
要是哪天被锁了就投诉你们
如果我说冻结呢
假如账户冻了呢
万一你们把我号封了的话
"""
WANTED = """
我的账户被锁了
账户锁了 晚上要用钱 快
快给我解冻，明天要交房租
就问一下密码怎么改
现在就要解锁
账户已经冻结了，如果我说身份证号行吗
想问一下退款
"""
SETTLED = """
刚到账了
不好意思 钱到了
啊收到了
没什么事了
哦已经退回来了，谢谢
現在能用了
"""
NOT_SETTLED = """
到账了吗
还没到账
一直没收到
充值到了提现没到
好了
收到一条短信说我中奖了
钱到了别人账户
"""
FACTS = """
没点链接
没告诉他
我自己付的
没有订单号
不记得单号了
"""
NO_FACTS = """
没收到
没有
不是我转的
没点怎么会扣钱
我自己转的怎么还没到
"""
TIMES = """
改成五点
后天上午十点吧
那就周五下午
六点以后行吗
"""
NO_TIMES = """
明天能到账吗
五点转的钱
改成新密码
几点上班
"""
ASKED = """
密码有没有必要换
人工会给我回电话吗
挂失又是什么
工作人员会不会联系我
改了密码会不会掉线
"""
NOT_ASKED = """
密码忘了怎么办
怎么改密码
能不能帮我换密码
为什么会不会的都不行
我是不是被冻结了
"""
LOCKS = """
账户被冻结了
解冻
我的号登不上了
怎么恢复使用
jiedong
"""
NO_LOCKS = """
在包里找到了
那我等着就是
妈妈让我把账户冻了
页面上写着冻结
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize(
    ("words", "reserve"),
    [
        *((words, Reserve.LATER) for words in lines(LATER)),
        *((words, Reserve.ONLY_ASKED) for words in lines(ONLY_ASKED)),
        *((words, Reserve.SUPPOSED) for words in lines(SUPPOSED)),
        *((words, None) for words in lines(WANTED)),
    ],
)
def test_what_takes_the_wish_away(words: str, reserve: Reserve | None) -> None:
    assert reserve_in(words) is reserve


@pytest.mark.parametrize(
    ("words", "settled"),
    [*((w, True) for w in lines(SETTLED)), *((w, False) for w in lines(NOT_SETTLED))],
)
def test_what_is_settled(words: str, *, settled: bool) -> None:
    assert is_settled(words) is settled


@pytest.mark.parametrize(
    ("words", "fact"),
    [*((w, True) for w in lines(FACTS)), *((w, False) for w in lines(NO_FACTS))],
)
def test_a_fact_that_sounds_like_a_no(words: str, *, fact: bool) -> None:
    assert tells_fact(words) is fact


@pytest.mark.parametrize(
    ("words", "time"),
    [*((w, True) for w in lines(TIMES)), *((w, False) for w in lines(NO_TIMES))],
)
def test_a_time_alone(words: str, *, time: bool) -> None:
    assert only_names_time(words) is time


@pytest.mark.parametrize(
    ("words", "asked"),
    [*((w, True) for w in lines(ASKED)), *((w, False) for w in lines(NOT_ASKED))],
)
def test_a_question_by_its_form(words: str, *, asked: bool) -> None:
    assert asks_whether(words) is asked


def test_what_is_to_be_done_is_told_from_what_others_do() -> None:
    assert wants_it_done("密码忘了咋整")
    assert wants_it_done("锁了 是不是你们锁的 快解开")
    assert not wants_it_done("要不要改密码")
    assert asks_what_others_do("你们坐席会不会给我回电话")
    assert not asks_what_others_do("会不会影响绑卡")


@pytest.mark.parametrize(
    ("words", "locked"),
    [*((w, True) for w in lines(LOCKS)), *((w, False) for w in lines(NO_LOCKS))],
)
def test_whether_a_lock_is_spoken_of(words: str, *, locked: bool) -> None:
    assert names_lock(words) is locked


def test_something_lost_is_no_mere_question() -> None:
    assert tells_of_loss("卡丢了要不要挂失")
    assert not tells_of_loss("挂失是什么意思")


@pytest.mark.parametrize(
    ("words", "talk"),
    [
        ("你等我把话说完", SmallTalk.LISTEN),
        ("别打断我好不好", SmallTalk.LISTEN),
        ("今天心情特别差", SmallTalk.MOOD),
        ("被領導罵了", SmallTalk.MOOD),
        ("后来都解决了", SmallTalk.RELIEVED),
        ("现在一切正常", SmallTalk.RELIEVED),
        ("让他自己办吧", SmallTalk.ALONE),
        ("解决了吗", None),
        ("充值没到我很难过", None),
        ("说完了 帮我查", None),
        ("我自己转的", None),
    ],
)
def test_what_is_said_to_the_listener(words: str, talk: SmallTalk | None) -> None:
    assert talk_in(words) is talk


def test_a_farewell_has_a_word_of_one() -> None:
    assert takes_leave("那先这样吧")
    assert not takes_leave("那行 你先查")
