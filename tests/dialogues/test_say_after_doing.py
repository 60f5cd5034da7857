"""Nothing is said to be done before it is: each effect fails once, and nobody claims it.

What fails is the database or the wallet itself. What an action said is heard also when its turn
came to nothing and no customer ever read it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update

from actions._turn import Turn
from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.card import CardStatus
from kefu.core.errors import Unavailable
from kefu.engine.patches.actions import ActionServerUnavailable
from kefu.services.units import in_unit
from kefu.store.database import make_engine
from kefu.wallet.tables import accounts, cards
from tests.actions import project
from tests.broken import without
from tests.dialogues.steps import gives_code

ZHANG, LI, WANG, LIU, ZHAO, HUANG, ZHOU = (f"1380000000{n}" for n in (1, 2, 3, 4, 6, 7, 8))
MA = "13800000012"
PASSWORD = "Fresh-Secret#2026"
PAPER = "330106197102110019"


@dataclass(frozen=True)
class Effect:
    """The last of `steps` has the effect, for which `table` is needed; then `claim` is said.

    A step is what the customer types, ``> `` a choice, ``gives `` a value in a secure input, ``code
    `` the address whose newest code is given, ``puts `` and ``proves `` the same before the bot
    answers; ``empties `` takes all that stands in the way of closing off an account.
    """

    door: str
    table: str
    claim: str
    steps: tuple[str, ...]
    customer: str | None = None

    def __str__(self) -> str:
        return self.claim


VERIFY_LI = (LI, "> 短信", f"code {LI}")
CLOSED = ("empties acc_0001", "我要注销账户", "> 短信", f"code {ZHANG}", "> 确认注销")
STOLEN = ("我的账户被盗刷了", "> 立即冻结", "> 这些都不是我本人操作")
IN_OUR_DATABASE = [
    Effect("handoff.request", "handoffs", "utter_service_handoff_unattended", ("转人工",)),
    Effect(
        "handoff.request",
        "handoffs",
        "utter_service_handoff_unattended",
        ("你是傻子吗", "> 转人工"),
    ),
    Effect("handoff.request", "handoffs", "utter_service_complaint", ("我要投诉你们",)),
    Effect("handoff.request", "handoffs", "utter_theft_case", STOLEN, ZHAO),
    Effect(
        "handoff.request",
        "handoffs",
        "utter_account_lock_needs_human",
        ("账户被锁了", WANG, "> 短信", f"code {WANG}"),
    ),
    Effect(
        "handoff.request",
        "handoffs",
        "utter_account_lock_frozen",
        ("帮我解冻账户", HUANG, "> 短信", f"code {HUANG}"),
    ),
    Effect(
        "handoff.request",
        "handoffs",
        "utter_transaction_reason_unknown",
        ("付款失败了", "第九笔"),
        LIU,
    ),
    Effect(
        "tickets.open",
        "tickets",
        "utter_service_ticket_opened",
        ("我要提交工单", "昨天在超市付款多扣了两块钱", "> 提交工单"),
    ),
    Effect(
        "phone_change.register",
        "tickets",
        "utter_guide_phone_registered",
        ("我要换手机号", f"code {LIU}", "13912345678", "> 提交申请"),
        LIU,
    ),
    Effect("alarm.report", "tickets", "utter_theft_start_account_stolen", STOLEN[:1], ZHAO),
    Effect("theft.note", "tickets", "utter_theft_start_freeze_account", ("帮我冻结账户",), ZHAO),
    Effect(
        "theft.complete_wish",
        "tickets",
        "utter_theft_only_frozen",
        ("帮我冻结账户", "> 立即冻结", "> 没有，只是想冻结"),
        ZHANG,
    ),
    Effect("theft.complete_case", "tickets", "utter_theft_case", STOLEN, ZHAO),
    Effect("theft.add", "tickets", "utter_theft_added", (*STOLEN, "对方的微信号是abc123"), ZHAO),
    Effect(
        "theft.put_right", "tickets", "utter_theft_corrected", (*STOLEN, "第一笔是我自己转的"), ZHAO
    ),
    Effect(
        "theft.take_up_again",
        "tickets",
        "utter_theft_start_account_stolen",
        ("我的手机被偷了", "搞错了，没有被偷", STOLEN[0]),
        ZHAO,
    ),
    Effect(
        "verification.send_code",
        "verification_codes",
        "utter_verification_sent",
        ("忘记密码", ZHANG, "> 短信"),
    ),
    Effect(
        "password.ask_new",
        "secure_inputs",
        "utter_password_ask_new",
        ("忘记密码", ZHANG, "> 短信", f"proves {ZHANG}", "在吗"),
    ),
    Effect(
        "payment_password.ask_paper",
        "secure_inputs",
        "utter_password_payment_ask_paper",
        ("支付密码忘了", ZHANG, "> 短信", f"proves {ZHANG}", "在吗"),
    ),
    Effect(
        "payment_password.ask_new",
        "secure_inputs",
        "utter_password_payment_ask_new",
        ("支付密码忘了", ZHANG, "> 短信", f"code {ZHANG}", f"puts {PAPER}", "在吗"),
    ),
]
IN_THE_WALLET = [
    Effect("theft.freeze", "wallet_effects", "utter_theft_frozen", STOLEN[:2], ZHAO),
    Effect(
        "account_lock.unlock",
        "wallet_effects",
        "utter_account_lock_unlocked",
        ("账户被锁了", *VERIFY_LI),
    ),
    Effect(
        "refunds.request",
        "wallet_effects",
        "utter_refund_requested",
        ("淘宝259不想要了，我要退款", f"code {ZHOU}", "> 确认申请退款"),
        ZHOU,
    ),
    Effect(
        "secure_inputs.submit",
        "wallet_effects",
        "utter_password_reset_done",
        ("忘记密码", *VERIFY_LI, f"gives {PASSWORD}"),
    ),
    Effect(
        "cards.unbind",
        "wallet_effects",
        "utter_guide_card_unbound",
        ("帮我解绑交通银行卡", f"code {LIU}", "> 确认解绑"),
        LIU,
    ),
    Effect("closure.request", "wallet_effects", "utter_guide_closure_requested", CLOSED, ZHANG),
    Effect(
        "closure.cancel",
        "wallet_effects",
        "utter_guide_closure_kept",
        (*CLOSED, "> 撤销注销", "> 确认撤销"),
        ZHANG,
    ),
    Effect(
        "secure_inputs.submit",
        "wallet_effects",
        "utter_password_payment_done",
        ("支付密码忘了", ZHANG, "> 短信", f"code {ZHANG}", f"gives {PAPER}", "gives 730164"),
    ),
    Effect(
        "two_factor.switch",
        "wallet_effects",
        "utter_security_two_factor_on_done",
        ("开启二次验证", ZHANG, "> 短信", f"code {ZHANG}", "> 确认开启"),
    ),
    Effect(
        "agreements.end",
        "wallet_effects",
        "utter_security_agreement_ended",
        ("取消腾讯视频自动续费", "> 关闭腾讯视频"),
        MA,
    ),
]


def test_every_effect_of_the_actions_is_here() -> None:
    called = set(
        re.findall(r"\b(?:call|write)\(\s*(?:chat|topics|desk)\(\)\.(\w+\.\w+)", project.sources())
    )
    effects = {effect.door for effect in (*IN_OUR_DATABASE, *IN_THE_WALLET)}
    assert called == effects - {"secure_inputs.submit"}, (  # that is the customer's
        "an effect has its row above; what changes nothing is called by `ask` or `read`"
    )


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Responses in the order in which actions uttered them."""
    uttered: list[str] = []
    utter = Turn.say

    def say(turn: Turn, response: str, *args: Any, **kwargs: Any) -> None:
        uttered.append(response)
        utter(turn, response, *args, **kwargs)

    monkeypatch.setattr(Turn, "say", say)
    return uttered


async def proves(talk: Talk, address: str) -> None:
    """Fill in the newest code; the bot has not answered yet."""
    await puts(talk, (await talk.codes(address))[0])


async def puts(talk: Talk, value: str) -> None:
    """Fill in the newest input; the bot has not answered yet."""
    in_unit(
        talk.kefu.database, talk.kefu.chat.secure_inputs.submit, talk.id, talk.inputs()[-1], value
    )


async def empties(talk: Talk, account_id: str) -> None:
    """Nothing stands in the way of closing this account."""
    with make_engine(talk.kefu.settings.wallet_database).begin() as wallet:
        wallet.execute(update(accounts).where(accounts.c.id == account_id).values(balance_fen=0))
        wallet.execute(
            update(cards).where(cards.c.account_id == account_id).values(status=CardStatus.UNBOUND)
        )


async def takes(talk: Talk, step: str) -> None:
    """One step of the customer's."""
    kind, _, what = step.partition(" ")
    does: dict[str, Callable[[str], Awaitable[object]]] = {
        ">": talk.clicks,
        "gives": talk.gives,
        "code": partial(gives_code, talk),
        "proves": partial(proves, talk),
        "empties": partial(empties, talk),
        "puts": partial(puts, talk),
    }
    if what:
        await does[kind](what)
    else:
        await talk.says(step)


async def fails_at(effect: Effect, talk: Talk, url: str) -> None:
    """Walk up to the effect; have it fail."""
    *before, last = effect.steps
    for step in before:
        await takes(talk, step)
    with without(url, effect.table), suppress(ActionServerUnavailable, Unavailable):
        await takes(talk, last)


@pytest.mark.parametrize("effect", IN_OUR_DATABASE, ids=str)
async def test_what_our_database_refuses_is_claimed_only_when_the_turn_is_repeated(
    effect: Effect, said: list[str], kefu: Kefu, talk_as: Callable[[str | None], Talk]
) -> None:
    talk = talk_as(effect.customer)
    await fails_at(effect, talk, kefu.settings.database)
    assert effect.claim not in said
    await talk.says("在吗")
    assert effect.claim in said


@pytest.mark.parametrize("effect", IN_THE_WALLET, ids=str)
async def test_what_the_wallet_refuses_is_not_claimed(
    effect: Effect, said: list[str], kefu: Kefu, talk_as: Callable[[str | None], Talk]
) -> None:
    await fails_at(effect, talk_as(effect.customer), kefu.settings.wallet_database)
    assert effect.claim not in said


@pytest.mark.parametrize("effect", IN_THE_WALLET, ids=str)
async def test_what_the_wallet_did_is_claimed(
    effect: Effect, said: list[str], talk_as: Callable[[str | None], Talk]
) -> None:
    talk = talk_as(effect.customer)
    for step in effect.steps:
        await takes(talk, step)
    assert effect.claim in said
