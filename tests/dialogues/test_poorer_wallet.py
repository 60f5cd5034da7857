"""A wallet that lacks a topic: the honest way, a ticket, and no code for what cannot be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.capability import Capability
from kefu.core.ticket import TicketKind
from kefu.wallet.logged import LoggedWallet


@pytest.fixture
def poorer(kefu: Kefu) -> None:
    """A wallet without limits and fees."""
    assert isinstance(kefu.wallet, LoggedWallet)
    kefu.wallet._offered -= {Capability.LIMITS, Capability.FEES}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("我的限额还剩多少", "交易限额"), ("提5000要多少手续费", "确认页")],
)
@pytest.mark.usefixtures("poorer")
async def test_a_figure_that_the_wallet_lacks_is_said_with_a_ticket(
    talk_as: Callable[[str], Talk], talk: Talk, asked: str, shown: str
) -> None:
    for somebody in (talk_as("13800000001"), talk):
        answer = await somebody.says(asked)
        assert shown in answer
        assert "¥" not in answer
        assert "提交工单" in somebody.choices().values()
        assert await somebody.form() is None


@pytest.mark.usefixtures("poorer")
async def test_an_amount_is_not_held_against_a_limit_that_nobody_knows(
    talk_as: Callable[[str], Talk],
) -> None:
    answer = await talk_as("13800000001").says("为什么付不了5800")
    assert "限额" not in answer


@pytest.mark.parametrize(
    "asked", ["帮我解绑银行卡", "我绑了哪些卡", "我要注销账户", "我要换手机号"]
)
async def test_what_the_wallet_does_not_offer_is_explained_and_begun_by_nobody(
    talk_as: Callable[[str], Talk], talk: Talk, kefu: Kefu, asked: str
) -> None:
    assert isinstance(kefu.wallet, LoggedWallet)
    kefu.wallet._offered -= {Capability.CARDS, Capability.CLOSURE, Capability.PHONE_CHANGE}
    for somebody in (talk_as("13800000004"), talk):
        assert "登录应用" in await somebody.says(asked)
        assert await somebody.form() is None
        assert not any(title.startswith("在这里") for title in somebody.choices().values())


@pytest.fixture
def without_refunds(kefu: Kefu) -> None:
    """A wallet that takes no requests for refunds and knows of none."""
    assert isinstance(kefu.wallet, LoggedWallet)
    kefu.wallet._offered -= {Capability.REFUND_REQUESTS, Capability.REFUND_RECORDS}


@pytest.mark.parametrize(
    ("asked", "said"),
    [("淘宝259那笔我要退款", "不能直接申请退款"), ("我的退款到哪了", "查不到退款进度")],
)
@pytest.mark.usefixtures("without_refunds")
async def test_a_refund_that_the_wallet_lacks_goes_to_people_without_a_code(
    talk_as: Callable[[str | None], Talk], asked: str, said: str
) -> None:
    for somebody in (talk_as("13800000008"), talk_as(None)):
        answer = await somebody.says(asked)
        assert said in answer
        assert "验证码" not in answer
        if "提交工单" not in somebody.choices().values():
            await somebody.says("淘宝商家那笔259的，前天付的")
        await somebody.clicks("提交工单")
        (ticket,) = somebody.tickets()
        assert ticket.kind is TicketKind.REFUND


@pytest.fixture
def without_permissions(kefu: Kefu) -> None:
    """A wallet in whose app alone these are managed."""
    assert isinstance(kefu.wallet, LoggedWallet)
    kefu.wallet._offered -= {
        Capability.PAYMENT_PASSWORD,
        Capability.AGREEMENTS,
        Capability.TWO_FACTOR,
    }


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("支付密码忘了", "我的—设置—支付密码"),
        ("付款密码想改一下", "我的—设置—支付密码"),
        ("关闭免密支付", "支付设置—免密支付"),
        ("开启二次验证", "账户安全—二次验证"),
        ("关闭二次验证", "账户安全—二次验证"),
    ],
)
@pytest.mark.usefixtures("without_permissions")
async def test_what_the_app_alone_can_do_is_said_with_the_place(
    talk_as: Callable[[str], Talk], talk: Talk, asked: str, shown: str
) -> None:
    for somebody in (talk_as("13800000017"), talk):
        answer = await somebody.says(asked)
        assert shown in answer
        assert await somebody.form() is None
        titles = somebody.choices().values()
        assert not {"开启二次验证", "关闭二次验证", "看我的自动扣款", "重置支付密码"} & set(titles)


async def test_without_a_paper_to_compare_the_payment_password_is_the_apps(
    kefu: Kefu, talk_as: Callable[[str], Talk]
) -> None:
    assert isinstance(kefu.wallet, LoggedWallet)
    kefu.wallet._offered -= {Capability.IDENTITY_CHECK}
    answer = await talk_as("13800000001").says("支付密码忘了")
    assert "我的—设置—支付密码" in answer
