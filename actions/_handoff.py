"""Giving the conversation to a human from any action: what is known goes along, the running form is remembered."""

from __future__ import annotations

from actions._journeys import PURPOSE_OF_FORM, SLOTS_OF_FORM, TITLE_OF_FORM
from actions._kefu import call, kefu
from actions._turn import OFFER, Event, Turn, stop
from kefu.core.handoff import HandoffReason
from kefu.core.ticket import TicketKind
from kefu.core.verification import PURPOSE_TEXT

_PENDING = {
    "verification_account": "等待客户提供注册手机号或邮箱",
    "verification_channel": "等待客户选择接收验证码的方式",
    "verification_passed": "验证码已发送，等待客户输入",
    "password_set": "身份已验证，等待客户设置新密码",
    "transaction_choice": "等待客户选出有问题的交易",
    "theft_freeze_confirmed": "等待客户确认冻结",
    "theft_statement": "账户已冻结，等待客户核对可疑交易",
    "service_description": "等待客户描述问题",
    "service_consent": "等待客户确认提交工单",
}
_FACTS = {
    "transaction_amount": "金额",
    "transaction_time": "时间",
    "transaction_merchant": "商户",
    "transaction_last": "相关交易",
    "service_description": "问题描述",
}


async def hand_off(
    turn: Turn,
    reason: HandoffReason,
    *,
    facts: list[dict[str, str]] | None = None,
    done: list[str] | None = None,
    pending: str = "",
) -> list[Event]:
    """Request a human with everything known; returns the events that end the running form.

    The form is kept in `journey_paused`, so that it can go on when the human gives the conversation back.
    A reported theft keeps its urgency, whatever else becomes the reason.
    """
    form = turn.form
    await call(
        kefu().handoff.request,
        turn.conversation_id,
        HandoffReason.THEFT if await is_about_theft(turn) else reason,
        facts=_known(turn) + (facts or []),
        done=await _done(turn) + (done or []),
        pending=pending or _PENDING.get(turn.asked or "", ""),
        topic=TITLE_OF_FORM.get(form or "", ""),
    )
    turn.set(journey_paused=form)
    return stop()


def say_not_helped(turn: Turn) -> None:
    """The last answer was of no use: ask in other words, and offer a human whom a yes calls."""
    turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
    turn.say("utter_smalltalk_not_helped")


def reason_for_request(turn: Turn) -> HandoffReason:
    """Why a human is wanted: who takes up an offer does it for the offer's reason."""
    given = turn.entity("handoff_reason") or turn.offered()
    return HandoffReason(given) if given in list(HandoffReason) else HandoffReason.CUSTOMER_REQUEST


async def is_about_theft(turn: Turn) -> bool:
    """Whether a theft was reported in this conversation."""
    tickets = await call(kefu().tickets.of_conversation, turn.conversation_id)
    return any(ticket.kind is TicketKind.THEFT_CASE for ticket in tickets)


def _known(turn: Turn) -> list[dict[str, str]]:
    said = {slot: turn.slot(slot) for slot in _FACTS}
    return [{"label": _FACTS[slot], "value": str(value)} for slot, value in said.items() if value]


async def _done(turn: Turn) -> list[str]:
    purpose = PURPOSE_OF_FORM.get(turn.form or "")
    if purpose is None:
        return []
    if await call(kefu().verification.is_stepped_up, turn.conversation_id, purpose):
        return [f"已用验证码核实身份（{PURPOSE_TEXT[purpose]}）"]
    return ["已发送验证码，客户尚未通过验证"] if turn.slot("verification_sent") else []


def reset(turn: Turn, form: str) -> None:
    """Empty the slots that belong to a form which is over."""
    turn.set(**dict.fromkeys(SLOTS_OF_FORM[form]))
