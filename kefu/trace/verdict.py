"""Why a message was not answered, or how it was: one plain sentence a turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kefu.core.clock import BEIJING
from kefu.core.conversation import BOT_ANSWERS, Event, EventType, Owner
from kefu.core.handoff import Handoff
from kefu.services.alarm import FREEZE, RESUME_BOT
from kefu.services.conversations.acceptance import (
    ABOUT_QUEUE,
    IN_DANGER,
    SENT_PICTURE,
    TYPED_CODE,
)
from kefu.services.turn_context import turn_id
from kefu.trace.entries import group_of
from kefu.trace.lines import LogLine
from kefu.trace.records import Records

_SKIPPED = {
    TYPED_CODE: "在对话里键入的验证码，收到时已核对，内容未保存",
    SENT_PICTURE: "图片由网关自己回应",
    IN_DANGER: "客户说了轻生的话，网关当场回应并请人来",
    ABOUT_QUEUE: "关于排队的话，网关当场回答",
    RESUME_BOT: "客户选择回到机器人，由随后的信号继续",
    FREEZE: "冻结由网关当场办理",
}
_CODE = {
    "timeout": "在时限内没有回答",
    "503": "暂时无法服务",
    "unreachable": "没有在运行",
    "connection_broken": "中途断开",
    "malformed_answer": "回答无法读懂",
}


class Outcome(StrEnum):
    ANSWERED = "answered"
    GIVEN_UP = "given_up"
    OWED = "owed"
    SKIPPED = "skipped"
    WAITING = "waiting"
    WITH_AGENT = "with_agent"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one turn, and when it was over (None: it is not)."""

    turn: str
    outcome: Outcome
    text: str
    ended_at: datetime | None = None


def judge(records: Records, lines: list[LogLine], event: Event, now: datetime) -> Verdict:
    """The verdict on the turn that `event` began. `lines` are all of the conversation."""
    conversation = records.conversation
    turn = turn_id(conversation.id, event.seq)
    own = {line.event: line for line in lines if line.turn == turn}

    def verdict(outcome: Outcome, text: str, ended_at: datetime | None = None) -> Verdict:
        return Verdict(turn, outcome, text, ended_at)

    payload = event.data.get("payload") or ""
    if payload.startswith("@"):
        text = f"不交给引擎：{_SKIPPED.get(payload, '由网关自己处理')}"
        return verdict(Outcome.SKIPPED, text, _ended(records, event))
    if (line := own.get("turn_given_up")) is not None:
        text = f"{_fault(own)}，{_handed_over(records, event)}"
        return verdict(Outcome.GIVEN_UP, text, line.at)
    if (line := own.get("turn_answered")) is not None:
        return verdict(Outcome.ANSWERED, _answered(records, event, line), line.at)
    if (line := _read_with(lines, event)) is not None:
        text = f"和前面的消息一起读；{_answered(records, event, line)}"
        return verdict(Outcome.ANSWERED, text, line.at)
    if records.owner_at(event.seq) in BOT_ANSWERS and not _was_claimed(records, event):
        if conversation.answered_seq >= event.seq:
            return verdict(*_answered_without_log(records, event))
        if conversation.owner in BOT_ANSWERS:
            return verdict(Outcome.OWED, _owed(records, event, list(own.values()), now))
    return verdict(*_with_people(records, event))


def _read_with(lines: list[LogLine], event: Event) -> LogLine | None:
    """The answer to an earlier message with which this one was read."""
    for line in lines:
        if line.event == "turn_answered" and line.turn is not None:
            first = int(line.turn.rpartition("/")[2])
            if first < event.seq <= int(line.fields.get("seq") or 0):
                return line
    return None


def _was_claimed(records: Records, event: Event) -> bool:
    """Whether an agent took the conversation before the bot had answered."""
    for later in records.after(event.seq):
        if later.type is EventType.TURN_END:
            return False
        if later.type is EventType.STATUS and later.data.get("owner") == Owner.AGENT:
            return True
    return False


def _fault(own: dict[str, LogLine]) -> str:
    if "turn_not_storable" in own:
        return "引擎的答复无法保存"
    code = own["turn_failed"].fields.get("code") if "turn_failed" in own else None
    return f"对话引擎{_CODE.get(str(code), '没有回答')}（{code or '原因见日志'}）"


def _handed_over(records: Records, event: Event) -> str:
    queued = [h for h in records.handoffs if h.queued_at is not None and h.queued_at >= event.at]
    if not queued:
        return "已请求转人工"
    first = queued[0]
    assert first.queued_at is not None
    return f"已于 {_time(first.queued_at)} 转人工（{group_of(first)}）；{_state(first)}"


def _state(handoff: Handoff) -> str:
    if handoff.first_reply_at is not None:
        return f"坐席于 {_time(handoff.first_reply_at)} 首次回复"
    if handoff.claimed_at is not None:
        return f"坐席于 {_time(handoff.claimed_at)} 接起，尚未回复"
    return "已离开队列，无人接起" if handoff.ended_at else "尚无坐席接起"


def _answered(records: Records, event: Event, line: LogLine) -> str:
    known = line.fields
    ms = round((line.at - event.at).total_seconds() * 1000)
    actions = "、".join(known.get("actions") or []) or "无"
    text = (
        f"已答复：收到后 {ms} 毫秒，理解为 {known.get('intent')}（{known.get('confidence')}），"
        f"动作 {actions}，{known.get('messages')} 条消息"
    )
    return f"{text}；机器人{_handed_over(records, event)}" if known.get("queued") else text


def _answered_without_log(records: Records, event: Event) -> tuple[Outcome, str, datetime | None]:
    """As the tables tell it when the log is gone."""
    said = next((e for e in records.after(event.seq) if e.type is EventType.MESSAGE), None)
    ended = _ended(records, event)
    if said is None or ended is None:
        return Outcome.ANSWERED, "已处理，没有可说的（日志里没有这一轮）", ended
    ms = round((ended - event.at).total_seconds() * 1000)
    if said.data.get("from") == "system":
        return Outcome.GIVEN_UP, f"引擎没有答复，{_handed_over(records, event)}", ended
    return Outcome.ANSWERED, f"已答复：收到后 {ms} 毫秒（日志里没有这一轮）", ended


def _ended(records: Records, event: Event) -> datetime | None:
    ends = (e.at for e in records.after(event.seq) if e.type is EventType.TURN_END)
    return next(ends, None)


def _owed(records: Records, event: Event, own: list[LogLine], now: datetime) -> str:
    seconds = max(0, round((now - event.at).total_seconds()))
    answered = records.conversation.answered_seq
    before = sum(answered < e.seq < event.seq for e in records.turns())
    trouble = [line for line in own if line.is_trouble]
    if before:
        why = f"前面还有 {before} 条在等"
    elif trouble:
        why = f"最近的问题：{trouble[-1].event}（{trouble[-1].fields.get('code', '见日志')}）"
    else:
        why = "正在处理，或网关没有在运行（kefu doctor）"
    return f"仍欠答复：已等 {seconds} 秒；{why}"


def _with_people(records: Records, event: Event) -> tuple[Outcome, str, datetime | None]:
    for later in records.after(event.seq):
        if later.type is EventType.MESSAGE and later.data.get("from") == "agent":
            ms = round((later.at - event.at).total_seconds() * 1000)
            return Outcome.ANSWERED, f"坐席已答复：收到后 {ms} 毫秒", later.at
    owner = records.conversation.owner
    if owner is Owner.CLOSED:
        return Outcome.CLOSED, "会话在答复前已结束", records.conversation.updated_at
    if owner is Owner.BOT:
        return Outcome.SKIPPED, "这条是对人工说的，会话已回到机器人，不再答复", None
    latest = records.handoffs[-1] if records.handoffs else None
    if owner is Owner.AGENT:
        return Outcome.WITH_AGENT, "会话在坐席手里，坐席尚未答复", None
    group = group_of(latest) if latest else ""
    return Outcome.WAITING, f"会话在{group}人工队列里等待，机器人不答复；尚无坐席接起", None


def _time(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%m-%d %H:%M:%S}"
