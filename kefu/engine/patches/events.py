"""Which events of a conversation count is found once, and by the kind of each, looked up.

Rasa asks of every event several times what it is, through abstract classes, whenever it wants to
know what has happened; a turn asks some two thousand times. It must not know what is in a
conversation.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, auto
from itertools import islice
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActionReverted,
    ActiveLoop,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker


class Kind(IntEnum):
    """What an event means to those that came before it."""

    RESET = auto()
    REVERT_ACTION = auto()
    REVERT_MESSAGE = auto()
    ACTION = auto()
    REJECTION = auto()
    LOOP = auto()
    MESSAGE = auto()
    FEATURIZATION = auto()
    OTHER = auto()


# in the order in which Rasa asks
_CLASSES: dict[Kind, tuple[type[Event], ...]] = {
    Kind.RESET: (Restarted, SessionStarted),
    Kind.REVERT_ACTION: (ActionReverted,),
    Kind.REVERT_MESSAGE: (UserUtteranceReverted,),
    Kind.ACTION: (ActionExecuted,),
    Kind.REJECTION: (ActionExecutionRejected,),
    Kind.LOOP: (ActiveLoop,),
    Kind.MESSAGE: (UserUttered,),
    Kind.FEATURIZATION: (DefinePrevUserUtteredFeaturization,),
    Kind.OTHER: (Event,),
}
_UNDONE_WITH_A_LOOP = (Kind.ACTION, Kind.MESSAGE, Kind.FEATURIZATION)
_REVERTING = (Kind.REVERT_ACTION, Kind.REVERT_MESSAGE)
# some twenty types, each asked for once
_kinds: dict[type[Event], Kind] = {}


def apply() -> None:
    """Apply the repairs."""
    DialogueStateTracker.applied_events = _going_on(DialogueStateTracker.applied_events)
    DialogueStateTracker.update = _of_known_type(DialogueStateTracker.update)


def kind_of(event: Event) -> Kind:
    """The kind of an event, by its class."""
    found = _kinds.get(type(event))
    if found is None:
        found = next(kind for kind, classes in _CLASSES.items() if isinstance(event, classes))
        _kinds[type(event)] = found
    return found


def _of_known_type(original: Callable[..., None]) -> Callable[..., None]:
    """Ask only once per type whether it is one of events."""

    def update(self: DialogueStateTracker, event: Event, domain: Domain | None = None) -> None:
        if type(event) not in _kinds or self.model_id or self.assistant_id:
            original(self, event, domain)
        else:
            self.events.append(event)
            event.apply_to(self)

    return update


@dataclass(slots=True)
class _Applied:
    """What counts of a tracker's first ``seen`` events, ``last`` the last of these."""

    seen: int
    last: Event | None
    loops: set[str]
    counting: list[Any]

    def goes_on_in(self, events: deque[Event]) -> bool:
        """Whether these events begin with those that were looked at."""
        return self.seen <= len(events) and (not self.seen or events[self.seen - 1] is self.last)


def _going_on(
    original: Callable[[DialogueStateTracker], list[Event]],
) -> Callable[[DialogueStateTracker], list[Event]]:
    """Go on from where the question was last answered; a tracker is asked after every event."""

    def applied_events(self: DialogueStateTracker) -> list[Event]:
        known: _Applied | None = getattr(self, "_kefu_applied", None)
        if known is None or not known.goes_on_in(self.events):
            known = _Applied(0, None, _loops(self.events), [])
        new = list(islice(self.events, known.seen, None))
        if not _loops(new) <= known.loops:
            # the loop's earlier executions are seen with other eyes now
            known, new = _Applied(0, None, _loops(self.events), []), list(self.events)
        if any(kind_of(event) in _REVERTING for event in new):
            return original(self)
        for event in new:
            _count(event, known)
        self._kefu_applied = known
        return list(known.counting)

    return applied_events


def _loops(events: Iterable[Any]) -> set[str]:
    return {event.name for event in events if kind_of(event) is Kind.LOOP and event.name}


def _count(event: Any, known: _Applied) -> None:
    kind, counting = kind_of(event), known.counting
    if kind is Kind.RESET:
        counting.clear()
    elif (
        kind is Kind.ACTION
        and event.action_name in known.loops
        and _is_resumed(event.action_name, counting)
    ):
        _undo_till(event.action_name, counting)
    else:
        counting.append(event)
    known.seen, known.last = known.seen + 1, event


def _is_resumed(loop: str, counting: list[Any]) -> bool:
    """Whether the loop has run before and goes on, neither begun anew nor after something else."""
    next_action: str | None = None
    for event in reversed(counting):
        kind = kind_of(event)
        if kind is Kind.ACTION:
            if event.action_name == loop:
                return True
            next_action = event.action_name
        elif kind is Kind.LOOP:
            if event.name is None:
                return False
        elif kind is Kind.REJECTION:
            if event.action_name == loop:
                return False
        elif kind is Kind.MESSAGE and next_action is not None and next_action != loop:
            return False
    return False


def _undo_till(loop: str, counting: list[Any]) -> None:
    """Take out what was said and done since the loop ran last."""
    kept: list[Any] = []
    while counting:
        event = counting[-1]
        kind = kind_of(event)
        if kind is Kind.ACTION and event.action_name == loop:
            break
        if kind not in _UNDONE_WITH_A_LOOP:
            kept.append(event)
        counting.pop()
    counting.extend(reversed(kept))
