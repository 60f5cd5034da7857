"""The id of the turn that is being worked on, in every log line and everything a turn causes.

A turn is one event that somebody owes the customer an answer to. Its id is made from the
conversation and the event's `seq`, so that every process can name it without asking, and stands in
the context of a task or thread as `turn`, where `kefu.logs` finds it. It must not know processes.
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from structlog.contextvars import (
    bind_contextvars,
    bound_contextvars,
    get_contextvars,
    unbind_contextvars,
)

NAME = "turn"
# Carries the id from the engine to the action server.
HEADER = "X-Kefu-Turn"


def turn_id(conversation_id: str, seq: int) -> str:
    """The id of the turn that event `seq` of a conversation begins."""
    return f"{conversation_id}/{seq}"


def begin(turn: str) -> None:
    """Work on `turn` from here to the end of this task or thread."""
    bind_contextvars(**{NAME: turn})


def end() -> None:
    """Work on no turn any more."""
    unbind_contextvars(NAME)


def during(turn: str | None) -> AbstractContextManager[None]:
    """Work on `turn` for a `with` block; on none when it is unknown."""
    return bound_contextvars(**({} if turn is None else {NAME: turn}))


def current() -> str | None:
    """The turn that is being worked on here, if any."""
    turn = get_contextvars().get(NAME)
    return turn if isinstance(turn, str) else None
