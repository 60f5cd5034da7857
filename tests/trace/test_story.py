"""A story is told from tables and logs, in order, with a verdict and without anybody's words."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kefu.core.conversation import Conversation, Event, EventType, Owner
from kefu.core.errors import OperatorError
from kefu.core.handoff import Handoff, HandoffReason, Priority
from kefu.core.notification import Notification, NotificationStatus
from kefu.core.verification import CodeChannel
from kefu.trace import lines as log_lines
from kefu.trace.records import Records
from kefu.trace.story import Story, assemble
from kefu.trace.verdict import Outcome
from tests.conftest import START

WORDS = "我叫张伟，付款失败了"


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


class Told:
    """Writes a conversation's records and logs by hand, then tells its story."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.conversation = Conversation("cv_1", "web", "zh-CN", Owner.BOT, at(0), at(0))
        self.records = Records(self.conversation, [])

    def event(self, seconds: float, type: EventType, **data: Any) -> None:
        event = Event(len(self.records.events) + 1, at(seconds), type, data)
        self.records.events.append(event)

    def says(self, seconds: float, sender: str, text: str = WORDS, **more: Any) -> None:
        self.event(seconds, EventType.MESSAGE, **{"from": sender, "text": text, **more})

    def log(self, process: str, seconds: float, event: str, **fields: Any) -> None:
        entry = {"at": at(seconds).isoformat(), "event": event, **fields}
        self.raw(process, json.dumps(entry, ensure_ascii=False))

    def raw(self, process: str, text: str) -> None:
        with (self.folder / f"{process}.log").open("a") as file:
            file.write(text + "\n")

    def handed_over(self, seconds: float) -> Handoff:
        handoff = Handoff(
            "ho_1",
            "cv_1",
            HandoffReason.TOOL_FAILURE,
            "service",
            Priority.NORMAL,
            {"customer_words": [WORDS]},
            at(seconds),
            queued_at=at(seconds),
        )
        self.records.handoffs.append(handoff)
        self.conversation.owner = Owner.QUEUED
        self.event(seconds, EventType.STATUS, owner="queued", position=1)
        return handoff

    def story(self, turn: str = "") -> Story:
        lines = log_lines.read(self.folder, "cv_1")
        return assemble(self.records, lines, turn, at(60))


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path)


def test_an_answered_message_is_told_in_order_with_what_was_understood(told: Told) -> None:
    told.says(1, "customer")
    told.says(1.2, "bot", card={"kind": "transaction"}, choices=[{"id": "ch", "title": WORDS}])
    told.event(1.2, EventType.TURN_END)
    told.conversation.answered_seq = 1
    told.log("gateway", 1.01, "accepted", turn="cv_1/1", kind="text", level="info")
    told.log("actions", 1.1, "action", turn="cv_1/1", action="action_transaction_explain")
    told.log("engine", 1.15, "turn", turn="cv_1/1", intent="transaction_failed")
    told.log(
        "gateway",
        1.25,
        "turn_answered",
        turn="cv_1/1",
        intent="transaction_failed",
        confidence=0.98,
        actions=["transaction_form", "action_transaction_explain"],
        messages=1,
        queued=False,
    )
    story = told.story("1")
    assert [step.kind for step in story.steps] == [
        "message",
        "accepted",
        "action",
        "turn",
        "message",
        "turn_end",
        "turn_answered",
    ]
    assert story.id == "cv_1/1"
    assert story.verdicts[0].outcome is Outcome.ANSWERED
    assert "收到后 250 毫秒" in story.verdicts[0].text
    assert "transaction_failed（0.98）" in story.verdicts[0].text
    assert "action_transaction_explain" in story.verdicts[0].text


def test_a_message_lost_to_the_engine_is_with_people(told: Told) -> None:
    told.says(1, "customer")
    handoff = told.handed_over(6.1)
    told.says(6.1, "system")
    told.event(6.1, EventType.TURN_END)
    told.conversation.answered_seq = 1
    told.log("gateway", 6, "turn_failed", turn="cv_1/1", level="error", code="unreachable")
    told.log("gateway", 6.2, "turn_given_up", turn="cv_1/1", level="error", queued=True)
    verdict = told.story("1").verdicts[0]
    assert verdict.outcome is Outcome.GIVEN_UP
    assert verdict.text == (
        "对话引擎没有在运行（unreachable），已于 03-02 12:00:06 转人工（客服组）；尚无坐席接起"
    )
    handoff.claimed_at = handoff.first_reply_at = at(30)
    story = told.story("1")
    assert "坐席于 03-02 12:00:30 首次回复" in story.verdicts[0].text
    assert story.steps[-1].text == "坐席首次回复"


def test_without_its_log_the_tables_still_tell(told: Told) -> None:
    told.says(1, "customer")
    told.says(1.4, "bot")
    told.event(1.4, EventType.TURN_END)
    told.conversation.answered_seq = 1
    assert told.story("1").verdicts[0].outcome is Outcome.ANSWERED
    assert "400 毫秒" in told.story("1").verdicts[0].text


def test_what_is_still_owed(told: Told) -> None:
    told.says(1, "customer")
    told.says(2, "customer")
    told.log("gateway", 3, "database_unavailable", turn="cv_1/1", level="warning", during="finish")
    first, second = told.story().verdicts
    assert first.outcome is second.outcome is Outcome.OWED
    assert "已等 59 秒" in first.text
    assert "database_unavailable" in first.text
    assert "前面还有 1 条" in second.text


def test_a_typed_code_was_the_gateways_own(told: Told) -> None:
    told.says(1, "customer", payload="@code")
    assert told.story("1").verdicts[0].outcome is Outcome.SKIPPED
    assert "验证码" in told.story("1").verdicts[0].text


def test_what_was_said_to_people_is_theirs_to_answer(told: Told) -> None:
    told.handed_over(1)
    told.says(2, "customer")
    assert told.story("2").verdicts[0].outcome is Outcome.OWED  # by the bot, until an agent claims
    told.conversation.owner = Owner.AGENT
    assert told.story("2").verdicts[0].outcome is Outcome.WITH_AGENT
    told.says(5, "agent")
    assert "坐席已答复：收到后 3000 毫秒" in told.story("2").verdicts[0].text


def test_what_comes_in_while_the_bot_hands_over_is_answered_next(told: Told) -> None:
    told.says(1, "customer")
    told.says(1.1, "customer")
    told.handed_over(1.2)
    told.conversation.answered_seq = 1
    assert told.story("2").verdicts[0].outcome is Outcome.OWED


def test_what_an_agent_claimed_before_the_bot_had_answered_is_theirs(told: Told) -> None:
    told.handed_over(1)
    told.says(2, "customer")
    told.event(3, EventType.STATUS, owner="agent")
    told.says(4, "agent")
    told.event(5, EventType.STATUS, owner="bot")
    told.conversation.answered_seq = 5
    verdict = told.story("2").verdicts[0]
    assert "坐席已答复" in verdict.text


def test_messages_that_were_read_together_have_one_answer(told: Told) -> None:
    told.says(1, "customer")
    told.says(1.4, "customer")
    told.log("gateway", 1.1, "turn_withheld", turn="cv_1/1", seq=1)
    told.says(1.6, "bot")
    told.event(1.6, EventType.TURN_END)
    told.conversation.answered_seq = 2
    told.log("gateway", 1.6, "turn_answered", turn="cv_1/1", intent="refund", messages=1, seq=2)
    first, second = told.story().verdicts
    assert first.outcome is second.outcome is Outcome.ANSWERED
    assert "一起读" in second.text
    assert "收到后 200 毫秒" in second.text


def test_a_signal_is_a_turn_and_shows_only_its_name(told: Told) -> None:
    told.event(1, EventType.SIGNAL, payload='/inform{"phone": "13800000001"}')
    text = told.story("1").as_text()
    assert "内部信号 inform" in text
    assert "138" not in text


def test_a_text_stands_with_the_turn_that_caused_it(told: Told) -> None:
    told.says(1, "customer")
    told.event(1.5, EventType.TURN_END)
    told.conversation.answered_seq = 1
    sent = Notification(
        "nt_1", CodeChannel.SMS, "unlock", "", at(9), at(9), at(300), NotificationStatus.SENT, 1
    )
    told.records.notifications.append(sent)
    assert all(step.kind != "notification" for step in told.story("1").steps)
    sent.turn = "cv_1/1"
    assert [s.text for s in told.story("1").steps if s.kind == "notification"] == [
        "短信通知（解除锁定）已发出，尝试 1 次"
    ]


def test_nobodys_words_are_told(told: Told) -> None:
    told.says(1, "customer", attachment={"id": WORDS})
    told.says(1, "customer", payload=f'/inform{{"x": "{WORDS}"}}')
    told.says(2, "bot", choices=[{"id": "c", "title": WORDS}])
    told.handed_over(3)
    told.log("engine", 3, WORDS, turn="cv_1/1", text=WORDS, level="info")
    told.log("engine", 3, "saying", turn="cv_1/1", logger="rasa.core", message=WORDS)
    for shown in (told.story().as_text(), json.dumps(told.story().as_json(), ensure_ascii=False)):
        assert WORDS not in shown
        assert "张伟" not in shown


def test_lines_of_others_and_lines_that_are_none_are_passed_over(told: Told) -> None:
    told.says(1, "customer")
    told.log("gateway", 1, "turn_answered", turn="cv_11/1")
    told.log("gateway", 1, "turn_answered", turn="cv_1x/1", conversation_id="cv_1x")
    told.log("gateway", 1, "request", conversation_id="cv_1", method="GET")
    for text in ("cv_1 Traceback", '{"turn": "cv_1/1"', '["cv_1/1"]', '{"turn":"cv_1/1","at":7}'):
        told.raw("engine", text)
    assert [step.kind for step in told.story().steps] == ["message"]


@pytest.mark.parametrize("number", ["2", "x", "01", "1/1"])
def test_an_unknown_message_is_refused(told: Told, number: str) -> None:
    told.says(1, "customer")
    with pytest.raises(OperatorError):
        told.story(number)


def test_a_conversation_in_which_nobody_spoke(told: Told) -> None:
    told.says(1, "bot")
    assert told.story().as_text().endswith("客户还没有说过话")
