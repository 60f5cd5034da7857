"""The whole story of a conversation or one of its turns: steps in order of time, then verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kefu.core.clock import BEIJING
from kefu.core.conversation import Event
from kefu.core.errors import OperatorError
from kefu.services.ports import Database
from kefu.services.turn_context import turn_id
from kefu.trace import lines as log_lines
from kefu.trace import records as tables
from kefu.trace.entries import Entry, of_lines, of_records
from kefu.trace.lines import LogLine
from kefu.trace.records import Records
from kefu.trace.verdict import Verdict, judge


@dataclass(frozen=True, slots=True)
class Story:
    """`id` is what was asked for: a conversation's or a turn's."""

    id: str
    steps: list[Entry]
    verdicts: list[Verdict]

    def as_json(self) -> dict[str, Any]:
        """For other programs."""
        return {
            "id": self.id,
            "steps": [
                {
                    "at": step.at.isoformat(),
                    "source": step.source,
                    "kind": step.kind,
                    "turn": step.turn,
                    "text": step.text,
                }
                for step in self.steps
            ],
            "verdicts": [
                {"turn": verdict.turn, "outcome": verdict.outcome.value, "text": verdict.text}
                for verdict in self.verdicts
            ],
        }

    def as_text(self) -> str:
        """For people, in Beijing time."""
        told = [
            f"{step.at.astimezone(BEIJING):%m-%d %H:%M:%S.%f}"[:-3]
            + f"  {step.source}  {step.text}"
            for step in self.steps
        ]
        judged = [f"结论 {verdict.turn}：{verdict.text}" for verdict in self.verdicts]
        return "\n".join([self.id, *told, "", *(judged or ["结论：客户还没有说过话"])])


def tell(database: Database, folder: Path, asked: str, now: datetime) -> Story:
    """The story of the conversation or turn `asked`, with the logs of `folder`.

    Raises OperatorError when there is none such.
    """
    conversation_id, _, number = asked.partition("/")
    records = tables.read(database, conversation_id)
    lines = log_lines.read(folder, conversation_id)
    return assemble(records, lines, number, now)


def assemble(records: Records, lines: list[LogLine], number: str, now: datetime) -> Story:
    """The story from what was read; `number` is the turn's, empty for the whole conversation."""
    steps = sorted([*of_records(records), *of_lines(lines)], key=lambda step: step.at)
    conversation_id = records.conversation.id
    if not number:
        verdicts = [judge(records, lines, event, now) for event in records.turns()]
        return Story(conversation_id, steps, verdicts)
    event = next((event for event in records.turns() if str(event.seq) == number), None)
    if event is None:
        raise OperatorError(f"会话里没有这条消息：{conversation_id}/{number}")
    verdict = judge(records, lines, event, now)
    return Story(verdict.turn, _about(steps, records, event, verdict), [verdict])


def _about(steps: list[Entry], records: Records, event: Event, verdict: Verdict) -> list[Entry]:
    """The steps that the turn caused, and those without a turn from its beginning to its end."""
    # Who waits for people is part of the story until they answered.
    people = [m for h in records.handoffs for m in (h.claimed_at, h.first_reply_at) if m]
    end = verdict.ended_at
    turn = turn_id(records.conversation.id, event.seq)
    return [
        step
        for step in steps
        if step.turn == turn
        or (step.turn is None and step.at >= event.at and (end is None or step.at <= end))
        or (step.kind == "handoff" and verdict.outcome == "given_up" and step.at in people)
    ]
