"""账户被盗 and 冻结账户: a case at the first word, frozen in one step, and always a human."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.ticket import Ticket, TicketKind
from kefu.services.units import reading
from tests.dialogues.steps import gives_code

PHONE = "13800000006"


def is_frozen(kefu: Kefu, phone: str = PHONE) -> bool:
    assert kefu.demo is not None
    return bool(kefu.demo.truth(phone)["status"] == "frozen")


def case(talk: Talk) -> Ticket:
    (only,) = reading(talk.kefu.database, talk.kefu.tickets.of_conversation, talk.id)
    assert only.kind is TicketKind.THEFT_CASE
    return only


def is_with_security(talk: Talk) -> bool:
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.THEFT
    assert handoff.priority is Priority.URGENT
    return handoff.skill_group == "security" and talk.conversation.owner == "queued"


@pytest.fixture
def zhao(talk_as: Callable[[str], Talk]) -> Talk:
    """赵磊, logged in, with three suspicious transfers."""
    return talk_as(PHONE)


async def test_the_case_stands_after_the_first_sentence(talk: Talk) -> None:
    answer = await talk.says("我的钱包被盗了")
    assert case(talk).number in answer
    assert case(talk).priority is Priority.URGENT


async def test_somebody_known_freezes_with_one_click(zhao: Talk, kefu: Kefu) -> None:
    await zhao.says("我的账户被盗刷了")
    assert not is_frozen(kefu)
    await zhao.clicks("立即冻结")
    assert is_frozen(kefu)
    items = zhao.cards("transaction_list")[-1]["items"]
    assert [item["suspicious"] for item in items] == [True, True, True]
    answer = await zhao.clicks("这些都不是我本人操作")
    assert case(zhao).facts["amount_fen"] == 1299900
    assert len(case(zhao).facts["transactions"]) == 3
    assert case(zhao).account_id == "acc_0006"
    assert case(zhao).number in answer
    assert len(zhao.cards("checklist")[-1]["items"]) == 5
    assert is_with_security(zhao)


async def test_somebody_unknown_freezes_with_a_code(talk: Talk, kefu: Kefu) -> None:
    await talk.says("我账户里的钱被别人转走了")
    await talk.says(PHONE)
    assert talk.inputs(), "the code is sent at once, no way to be chosen first"
    await gives_code(talk, PHONE)
    assert is_frozen(kefu)
    await talk.says("这些转账我都不知道")
    assert case(talk).facts["statement"] == "这些转账我都不知道"
    assert is_with_security(talk)


@pytest.mark.parametrize("said", ["暂不冻结", "先不冻结", "不用冻结", "取消"])
async def test_declining_keeps_the_case_and_gets_a_human(zhao: Talk, kefu: Kefu, said: str) -> None:
    await zhao.says("我的账户被盗了")
    assert "还没有冻结" in await zhao.says(said)
    assert not is_frozen(kefu)
    assert case(zhao).facts["statement"] == "客户暂未冻结账户"
    assert is_with_security(zhao)


@pytest.mark.parametrize("said", ["好", "快帮我冻结", "可以"])
async def test_a_typed_yes_freezes(zhao: Talk, kefu: Kefu, said: str) -> None:
    await zhao.says("我的账户被盗了")
    await zhao.says(said)
    assert is_frozen(kefu)


async def test_doubt_freezes_nothing(zhao: Talk, kefu: Kefu) -> None:
    await zhao.says("我的账户被盗了")
    await zhao.says("冻结了是不是就不能收款了")
    assert not is_frozen(kefu)
    assert await zhao.form() == "theft_form"


async def test_who_cannot_verify_gets_the_specialists_directly(talk: Talk) -> None:
    await talk.says("账户被盗了")
    assert "还没有冻结" in await talk.clicks("无法验证")
    assert is_with_security(talk)


async def test_asking_for_a_human_keeps_the_urgency(talk: Talk) -> None:
    await talk.says("账户被盗了")
    await talk.says("转人工")
    assert is_with_security(talk)


async def test_a_freeze_on_request_needs_no_human(
    talk_as: Callable[[str], Talk], kefu: Kefu
) -> None:
    talk = talk_as("13800000001")
    await talk.says("我要冻结账户")
    await talk.clicks("立即冻结")
    assert is_frozen(kefu, "13800000001")
    assert "按您的要求冻结" in await talk.clicks("没有，只是想冻结")
    assert talk.handoff() is None


async def test_theft_interrupts_everything_else(talk: Talk) -> None:
    await talk.says("忘记密码")
    await talk.says("等等,我的钱被盗刷了")
    assert await talk.form() == "theft_form"
    assert case(talk).priority is Priority.URGENT


async def test_an_account_frozen_before_is_told_so(talk: Talk) -> None:
    await talk.says("账户被盗了")
    await talk.says("13800000007")
    assert "已经处于冻结状态" in await gives_code(talk, "13800000007")
