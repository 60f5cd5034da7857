"""The log lines of every process that belong to a conversation.

Only names, codes and numbers are taken from them: a library's own words are left where they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kefu.services.turn_context import NAME

# What may be shown of a line. None of it is written by customers.
_SHOWN = frozenset(
    [
        "action",
        "actions",
        "attempts",
        "call",
        "channel",
        "code",
        "confidence",
        "during",
        "error",
        "intent",
        "kind",
        "level",
        "logger",
        "messages",
        "method",
        "milliseconds",
        "ms",
        "outcome",
        "payload",
        "problem",
        "purpose",
        "queued",
        "repeated",
        "request_id",
        "seq",
        "status",
    ]
)
_NAME = re.compile(r"[\w.]{1,60}")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: `event` is its name, `fields` what may be shown of the rest."""

    at: datetime
    process: str
    event: str
    turn: str | None
    fields: dict[str, Any]

    @property
    def is_trouble(self) -> bool:
        """Whether its level is a warning or worse."""
        return self.fields.get("level") in {"warning", "error", "critical"}


def read(folder: Path, conversation_id: str) -> list[LogLine]:
    """The lines about the conversation in `folder`'s ``*.log``, in order of time.

    What is no JSON object with a time is passed over: a process may die in the middle of a line.
    """
    lines = [
        line for path in sorted(folder.glob("*.log")) for line in _lines(path, conversation_id)
    ]
    return sorted(lines, key=lambda line: line.at)


def _lines(path: Path, conversation_id: str) -> Iterator[LogLine]:
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            if conversation_id in text and (line := _parse(text, path.stem, conversation_id)):
                yield line


def _parse(text: str, process: str, conversation_id: str) -> LogLine | None:
    try:
        entry = json.loads(text)
        at = datetime.fromisoformat(entry["at"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    turn = entry.get(NAME)
    turn = turn if isinstance(turn, str) else None
    is_ours = turn is not None and turn.startswith(f"{conversation_id}/")
    if not is_ours and entry.get("conversation_id") != conversation_id:
        return None
    return LogLine(
        at=at if at.tzinfo else at.replace(tzinfo=UTC),
        process=process,
        event=_name(entry),
        turn=turn if is_ours else None,
        fields={name: value for name, value in entry.items() if name in _SHOWN},
    )


def _name(entry: dict[str, Any]) -> str:
    event = entry.get("event")
    is_name = isinstance(event, str) and _NAME.fullmatch(event)
    return str(event) if is_name and "logger" not in entry else "library"
