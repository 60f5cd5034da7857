"""转人工 from anywhere and back, tickets by consent only,
and what happens when nothing is understood.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.ticket import TicketKind
from kefu.services.units import reading
from tests.dialogues.steps import gives_code


@pytest.mark.parametrize("before", ["", "忘记密码", "支付失败了", "账户被锁定", "我要提交工单"])
async def test_a_human_is_one_step_away_from_anywhere(talk: Talk, before: str) -> None:
    if before:
        await talk.says(before)
    await talk.says("转人工")
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.CUSTOMER_REQUEST
    assert await talk.form() is None
    assert talk.conversation.owner == "queued"


async def test_the_human_reads_what_was_done_and_what_is_open(talk: Talk) -> None:
    await talk.says("忘记密码")
    await talk.says("13800000001")
    await talk.clicks("短信")
    await talk.says("转人工")
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.summary["what"].startswith("重置密码")
    assert handoff.summary["pending"] == "验证码已发送，等待客户输入"
    assert handoff.summary["done"] == ["已发送验证码，客户尚未通过验证"]
    assert "13800000001" not in str(handoff.summary)


async def test_back_from_the_human_the_journey_goes_on(talk: Talk) -> None:
    await talk.says("忘记密码")
    await talk.says("13800000001")
    await talk.clicks("短信")
    await talk.says("转人工")
    assert "要继续吗" in await talk.returned()
    assert "6 位验证码" in await talk.clicks("继续办理")
    await gives_code(talk, "13800000001")
    assert (await talk.slots())["requested_slot"] == "password_set"


async def test_back_from_the_human_without_a_journey(talk: Talk) -> None:
    await talk.says("转人工")
    assert "我是智能助手" in await talk.returned()


async def test_who_does_not_go_on_is_left_alone(talk: Talk) -> None:
    await talk.says("忘记密码")
    await talk.says("转人工")
    await talk.returned()
    await talk.clicks("不用了")
    await talk.says("好的")
    assert await talk.form() is None


async def test_a_complaint_is_passed_on_with_its_urgency(talk: Talk) -> None:
    assert "抱歉" in await talk.says("我要投诉你们")
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.COMPLAINT
    assert handoff.priority is Priority.HIGH


async def test_an_insult_is_apologised_for_once(talk: Talk) -> None:
    assert "抱歉" in await talk.says("傻逼机器人")
    assert "抱歉" not in await talk.says("你个傻逼")
    await talk.clicks("转人工")
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.ANGER


async def test_two_misunderstandings_in_a_row_offer_a_human(talk: Talk) -> None:
    await talk.says("今天北京天气怎么样")
    assert len(talk.choices()) == 4
    assert "转接人工" in await talk.says("明天股市会涨吗")
    await talk.says("好的")
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.REPEATED_MISUNDERSTANDING


async def test_misunderstandings_with_something_understood_between_do_not_count(talk: Talk) -> None:
    await talk.says("今天北京天气怎么样")
    await talk.says("怎么充值")
    assert "转接人工" not in await talk.says("明天股市会涨吗")


async def test_an_old_offer_is_not_taken_up_by_a_late_yes(talk: Talk) -> None:
    await talk.says("傻逼机器人")
    await talk.says("怎么充值")
    await talk.says("好的")
    assert talk.handoff() is None


@pytest.mark.parametrize(
    ("problem", "kind"),
    [
        ("昨天下午充值200没到账", TicketKind.TRANSACTION),
        ("提现两天了还没到银行卡", TicketKind.TRANSACTION),
        ("淘宝买的东西退货了,申请退款259", TicketKind.TRANSACTION),
        ("同一笔订单重复扣了我两次钱", TicketKind.TRANSACTION),
        ("收到短信说是你们客服让我点链接,是诈骗吗", TicketKind.GENERAL),
    ],
)
async def test_a_ticket_is_opened_when_the_customer_agrees(
    talk_as: Callable[[str], Talk], kefu: Kefu, problem: str, kind: TicketKind
) -> None:
    talk = talk_as("13800000005")
    await talk.says(problem)
    assert reading(kefu.database, kefu.tickets.of_conversation, talk.id) == []
    answer = await talk.clicks("提交工单")
    (ticket,) = reading(kefu.database, kefu.tickets.of_conversation, talk.id)
    assert ticket.kind is kind
    assert ticket.facts["service_description"] == problem
    assert ticket.account_id == "acc_0005"
    assert ticket.number in answer
    assert ticket.number in await talk.says("我的工单处理得怎么样了")


async def test_no_ticket_without_consent(talk: Talk, kefu: Kefu) -> None:
    await talk.says("我要退款")
    await talk.says("昨天在淘宝买的259块的衣服")
    assert "没有提交" in await talk.says("不用了")
    assert reading(kefu.database, kefu.tickets.of_conversation, talk.id) == []
    assert await talk.form() is None


async def test_what_is_added_before_the_consent_goes_into_the_ticket(
    talk: Talk, kefu: Kefu
) -> None:
    await talk.says("我充值没有到账")
    if (await talk.slots())["requested_slot"] == "service_description":
        await talk.says("是招商银行卡充的")
    await talk.says("是昨天下午三点,500元")
    await talk.says("好")
    (ticket,) = reading(kefu.database, kefu.tickets.of_conversation, talk.id)
    assert "500元" in ticket.facts["service_description"]
    assert ticket.facts["transaction_amount"] == "500.00"


async def test_a_failed_transaction_goes_into_the_ticket_asked_for_next(
    talk_as: Callable[[str], Talk], kefu: Kefu
) -> None:
    talk = talk_as("13800000004")
    await talk.says("付款失败了")
    await talk.says("第二笔")
    await talk.clicks("提交工单")
    await talk.clicks("提交工单")
    (ticket,) = reading(kefu.database, kefu.tickets.of_conversation, talk.id)
    assert ticket.kind is TicketKind.TRANSACTION
    assert ticket.facts["transaction_last"].startswith("TX")


async def test_a_transaction_of_long_ago_does_not_get_into_a_ticket(
    talk_as: Callable[[str], Talk],
) -> None:
    talk = talk_as("13800000004")
    await talk.says("付款失败了")
    await talk.says("第二笔")
    await talk.says("怎么充值")
    await talk.says("我要提交工单")
    assert (await talk.slots())["requested_slot"] == "service_description"


@pytest.mark.parametrize("said", ["我要投诉你们", "转人工"])
async def test_nothing_takes_its_urgency_from_a_theft(talk: Talk, said: str) -> None:
    await talk.says("账户被盗了")
    await talk.says(said)
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.priority is Priority.URGENT


async def test_a_ticket_taken_up_again_keeps_its_description(talk: Talk, kefu: Kefu) -> None:
    await talk.says("我要提交工单")
    await talk.says("昨天在全家买水付了两次钱")
    await talk.says("转人工")
    await talk.returned()
    await talk.clicks("继续办理")
    await talk.clicks("提交工单")
    (ticket,) = reading(kefu.database, kefu.tickets.of_conversation, talk.id)
    assert ticket.facts["service_description"] == "昨天在全家买水付了两次钱"
