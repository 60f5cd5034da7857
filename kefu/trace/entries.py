"""A conversation's records and log lines as steps of a story, in Chinese, without their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kefu.core.conversation import Event, EventType, Owner
from kefu.core.handoff import Handoff, SkillGroup
from kefu.core.notification import NotificationStatus
from kefu.core.verification import Purpose
from kefu.services.turn_context import turn_id
from kefu.trace.lines import LogLine
from kefu.trace.records import Records
from kefu.words.terms import term

_SPEAKER = {"customer": "客户", "bot": "机器人", "agent": "坐席", "system": "系统"}
_PROCESS = {"gateway": "网关", "engine": "引擎", "actions": "动作", "train": "训练"}
_NOTIFICATION = {
    NotificationStatus.DUE: "等待发送",
    NotificationStatus.SENT: "已发出",
    NotificationStatus.FAILED: "未能发出",
    NotificationStatus.DECOY: "不发送（没有这个账户）",
}
_INPUT = {"open": "未填写", "accepted": "已通过", "closed": "已关闭"}
_LINE = {
    "accepted": "收到消息",
    "request": "HTTP 请求",
    "turn": "对话引擎走完一轮",
    "turn_answered": "答复已保存",
    "turn_withheld": "话还没说清楚，等客户接着说，和后面的消息一起读",
    "turn_failed": "引擎没有给出答复",
    "turn_given_up": "放弃等待引擎，转人工",
    "turn_skipped": "收到时已由网关处理，不交给引擎",
    "turn_not_askable": "无法向引擎提问",
    "turn_not_storable": "答复无法保存",
    "turn_cancelled": "停机时中断，之后重做",
    "runner_failed": "处理出错，稍后重做",
    "database_unavailable": "数据库不可用，等待中",
    "action": "动作完成",
    "action_failed": "动作出错",
    "action_unknown": "没有这个动作",
    "call_failed": "引擎处理失败",
    "wallet_call": "调用钱包",
    "notification": "短信或邮件",
    "delivered": "已送到渠道",
    "delivery_failed": "没有送到渠道，稍后再送",
    "delivery_waits": "渠道找不到客户，等客户再来",
    "message_refused": "渠道拒收一条消息，跳过",
    "channel_failed": "渠道出错，稍后再送",
    "identity_bound": "渠道账号已绑定账户",
    "identity_unbound": "渠道账号已解除绑定",
    "library": "程序库的日志",
}
_INTENT = re.compile(r"[@/]?[\w.]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened. `turn` is the one that caused it, where that is known."""

    at: datetime
    source: str
    kind: str
    text: str
    turn: str | None = None


def intent_of(payload: str) -> str:
    """The name in a payload such as ``/inform{…}``, without what it carries."""
    found = _INTENT.match(payload)
    return found[0].lstrip("/") if found else "?"


def of_records(records: Records) -> Iterator[Entry]:
    """What the tables tell."""
    for event in records.events:
        begun = turn_id(records.conversation.id, event.seq) if event.needs_answer else None
        text = f"#{event.seq} {_event(event)}"
        yield Entry(event.at, "记录", event.type.value, text, begun)
    for code in records.codes:
        what = f"用于{term(code.purpose)}的验证码（{term(code.channel)}）"
        yield Entry(code.created_at, "记录", "code", f"生成{what}")
        if code.last_failure_at is not None:
            text = f"{what}填错，共 {code.failures} 次"
            yield Entry(code.last_failure_at, "记录", "code", text)
        if code.ended_at is not None:
            text = f"{what}{'通过' if code.verified else '失效'}"
            yield Entry(code.ended_at, "记录", "code", text)
    for field in records.inputs:
        text = f"安全输入 {field.kind.value}，现在{_INPUT[field.status.value]}"
        yield Entry(field.created_at, "记录", "input", text)
    for ticket in records.tickets:
        text = f"工单 {ticket.number}（{term(ticket.kind)}），现在{term(ticket.status)}"
        yield Entry(ticket.created_at, "记录", "ticket", text)
    for sent in records.notifications:
        text = (
            f"{term(sent.channel)}通知（{term(Purpose(sent.purpose))}）{_NOTIFICATION[sent.status]}，"
            f"尝试 {sent.attempts} 次"
        )
        yield Entry(sent.created_at, "记录", "notification", text, sent.turn)
    yield from _handoffs(records)


def group_of(handoff: Handoff) -> str:
    """Who is to serve it."""
    return term(SkillGroup(handoff.skill_group))


def _handoffs(records: Records) -> Iterator[Entry]:
    for handoff in records.handoffs:
        moments = [
            (handoff.requested_at, f"请求转人工：{term(handoff.reason)}"),
            (handoff.queued_at, f"进入{group_of(handoff)}队列（{term(handoff.priority)}）"),
            (handoff.claimed_at, "坐席接起"),
            (handoff.first_reply_at, "坐席首次回复"),
            (handoff.ended_at, "转人工结束"),
        ]
        for at, text in moments:
            if at is not None:
                yield Entry(at, "记录", "handoff", text)


def _event(event: Event) -> str:
    data = event.data
    match event.type:
        case EventType.MESSAGE:
            return f"{_SPEAKER.get(data.get('from', ''), '?')}：{_message(data)}"
        case EventType.SIGNAL:
            return f"内部信号 {intent_of(data.get('payload') or '')}"
        case EventType.STATUS:
            place = f"，第 {data['position']} 位" if data.get("position") else ""
            owner = term(Owner(data["owner"])) if "owner" in data else "?"
            return f"会话归属：{owner}{place}"
        case EventType.SECURE_INPUT:
            return f"显示安全输入 {(data.get('input') or {}).get('kind', '?')}"
        case EventType.TURN_END:
            return "这一轮结束"
        case EventType.INPUT_TAKEN:
            return "安全输入已完成"
        case EventType.READ:
            return f"{_SPEAKER.get(data.get('from', ''), '?')}已读到 {data.get('up_to', '?')}"


def _message(data: dict[str, Any]) -> str:
    parts = [f"{len(data.get('text') or '')} 字"]
    if data.get("attachment"):
        parts = ["图片"]
    if data.get("payload"):
        parts.append(f"选项 {intent_of(data['payload'])}")
    if data.get("card"):
        parts.append(f"卡片 {data['card'].get('kind', '?')}")
    if data.get("choices"):
        parts.append(f"{len(data['choices'])} 个选项")
    return "，".join(parts)


def of_lines(lines: list[LogLine]) -> Iterator[Entry]:
    """What the processes tell, but for their clients' mere looking."""
    for line in lines:
        if line.event == "request" and line.fields.get("method") == "GET":
            continue
        known = _LINE.get(line.event, line.event)
        fields = {k: v for k, v in line.fields.items() if v is not None and k != "request_id"}
        if fields.get("level") == "info":
            del fields["level"]
        if "payload" in fields:
            fields["payload"] = intent_of(str(fields["payload"]))
        details = " ".join(f"{name}={_shown(value)}" for name, value in fields.items())
        text = f"{known} {details}".strip()
        kind, dash, number = line.process.partition("-")
        if "action" in line.fields:  # wherever it ran
            kind = "actions"
        source = _PROCESS.get(kind, kind) + dash + number
        yield Entry(line.at, source, line.event, text, line.turn)


def _shown(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
