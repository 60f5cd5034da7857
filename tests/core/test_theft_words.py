"""Reports of theft that are heard while no dialogue engine listens, and what sounds like one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from kefu.core.theft_words import (
    denies_theft,
    got_unasked_code,
    reports_emergency,
    reports_loss,
    reports_theft,
)
from kefu.evaluation.utterances import read_utterances

ROOT = Path(__file__).parents[2]
THEFT_INTENTS = {"account_stolen", "freeze_account"}

REPORTS = """
我的账户被盗了
银行卡被盗刷了五千
这笔不是我转的
不是本人操作
钱不见了!!
我被骗了两万块
遇到诈骗了
帳戶被盜了
账号被别人登录了
有陌生设备登录
余额一夜之间被人提光
卡里的两千块让人刷走了
工资刚到就叫人转走了
存款遭人划走
被刷走三千
零钱莫名其妙被划走
余额被谁转走了
我的号被人盗走了
刚才有个人把我账户的钱全部提走了
不知道是谁把我的余额转走了
有人偷偷转我的钱
有人动了我的钱
别人登了我的账户把钱花了
有人登录过我的账户
我的账户有人登录过
陌生人用我的账户买了点卡
黑客登录我的账号
号被黑了
账户给黑了
密码被人改掉了
我妈的养老钱被人骗走了
昨晚被刷了五百
凭空少了八百
帳號被別人登入，錢也被轉走了
錢被人劃走
有人把我的錢轉走了
戶口俾人盜用
我的戶口被駭客入侵
我的 钱 被 人 转 走 了
我好怕,钱被人转走了
钱被转走了,怎么防止再被转
怎么会被转走
手机没信号一会钱就被转光了
"""

NO_REPORTS = """
转账失败了
忘记密码
怎么防止账户被盗
我转错人了
转人工
会不会被骗
怕被盗怎么办
防盗
朋友问账户被盗怎么处理?
担心钱被人转走
要是钱被转走了你们赔吗
钱会被划走吗
听说有人被骗了
如何防止有人登录我的账号
我没有被骗
卡没被盗
钱还没被人转走
没人登录我的账号
別讓人轉走我的錢
不想让人刷走
我把钱转走了
我把钱转给别人了
我给别人转了五百
钱转走了对方没收到
有人转钱给我
有人转了我两百块红包
有人把錢轉給我了
别人转给我的钱没到
钱被退回来了
钱被原路退回了
被扣手续费
自动续费被扣了
贷款被银行划走了
我登录了账号
换手机登录了我的账号
我用别人的手机登录
别人可以登录我的账号吗
账号被登出了
号被锁了
账号被冻结了
账号被黑名单限制了
我被拉黑了
"""

LOSSES = """
手机忘在地铁上了
手机掉出租车里了
手机落在超市
手机丢了
手机被偷了
sim卡不见了
号码被人补办了
我手机不见了怎么办
手机掉出租车上了
我的手机卡被人补办
电话卡丢了
刚才在地铁上手机被人偷了
手機掉了
有人補辦了我的手機號
手机找不到了
丢了手机
小偷把我手机拿走了
手机突然没信号，号码被人挂失了
手机让人抢了
弄丢了手机
"""

NO_LOSSES = """
手机落家里了
手机忘在办公室了
手机落在公司没带
手机号换了
换手机了怎么登录
手机没信号
手机没电了
如果手机丢了怎么办
手机收不到验证码
我手机找到了
怕手机丢了
手机号不用了
手机号忘了
手机打不开
手机里的钱没了
"""

UNASKED_CODES = """
收到验证码但不是我操作
莫名其妙收到验证码短信
我没操作怎么一直收到验证码
一直收到你们的验证码 我没申请啊
突然来了个验证码
收到一条验证码，不是我要的
无缘无故给我发验证码
收到好几条验证码短信，我什么都没点
莫名其妙收到一條驗證碼
"""

OTHER_CODES = """
没收到验证码
一直收不到验证码
验证码没收到
收到验证码了
突然收不到验证码
验证码在哪里
我把验证码告诉他了
"""


@pytest.mark.parametrize("text", REPORTS.strip().splitlines())
def test_reports_of_theft(text: str) -> None:
    assert reports_theft(text)


@pytest.mark.parametrize("text", NO_REPORTS.strip().splitlines())
def test_what_is_no_report_of_theft(text: str) -> None:
    assert not reports_theft(text)


@pytest.mark.parametrize("text", LOSSES.strip().splitlines())
def test_a_lost_phone_or_number(text: str) -> None:
    assert reports_loss(text)
    assert reports_emergency(text)


@pytest.mark.parametrize("text", NO_LOSSES.strip().splitlines())
def test_what_is_no_loss(text: str) -> None:
    assert not reports_loss(text)


@pytest.mark.parametrize("text", UNASKED_CODES.strip().splitlines())
def test_a_code_that_nobody_asked_for(text: str) -> None:
    assert got_unasked_code(text)


@pytest.mark.parametrize("text", OTHER_CODES.strip().splitlines())
def test_other_trouble_with_codes(text: str) -> None:
    assert not got_unasked_code(text)


def share(texts: list[str]) -> float:
    return sum(map(reports_theft, texts)) / len(texts)


def examples() -> Iterator[tuple[str, str]]:
    """Intent and text of every training example."""
    for path in (ROOT / "data/nlu").rglob("*.yml"):
        for block in YAML(typ="safe").load(path)["nlu"]:
            for line in block.get("examples", "").splitlines() if "intent" in block else ():
                yield block["intent"], re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", line[2:])


def judged() -> Iterator[tuple[str, str]]:
    """Those that nobody looked at when the words were chosen."""
    for utterance in read_utterances(ROOT / "tests/nlu/dev.tsv"):
        yield utterance.intent, utterance.text


@pytest.mark.parametrize(("source", "floor"), [(examples, 0.45), (judged, 0.4)])
def test_enough_thefts_are_heard_and_hardly_anything_else(
    source: Callable[[], Iterator[tuple[str, str]]], floor: float
) -> None:
    pairs = list(source())
    thefts = share([text for intent, text in pairs if intent == "account_stolen"])
    others = share([text for intent, text in pairs if intent not in THEFT_INTENTS])
    assert thefts >= floor
    assert others <= 0.006


@pytest.mark.parametrize("text", ["我没报警", "那笔是我自己花的", "冇俾人盗"])
def test_what_one_did_oneself_is_no_theft(text: str) -> None:
    assert denies_theft(text)


@pytest.mark.parametrize(
    "text", ["是我自己转的但对方是骗子", "点了链接，是我自己付的", "不是我转的"]
)
def test_an_own_hand_may_have_been_deceived(text: str) -> None:
    assert not denies_theft(text)


@pytest.mark.parametrize(
    ("text", "reported"),
    [
        ("刚才有人打电话说是银行客服，叫我转到安全账户，我已经转了", True),
        ("一个陌生人让我付五千保证金 我就付了", True),
        ("有个自称公安的让我汇钱，我没汇", False),
        ("客服让我重新转一次，转了会不会重复", False),
        ("我姐让我转房租 我转了", False),
        ("你们客服让我转人工，我转了", False),
        ("民警叫我打电话，我打了", False),
        ("客服让我重新付一次，我付了", False),
        ("银行说我被盗了，不是我转的", True),
    ],
)
def test_who_was_talked_into_paying_reports_a_theft(text: str, reported: bool) -> None:
    assert reports_theft(text) is reported
