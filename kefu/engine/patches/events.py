"""Which events of a conversation count is found by the kind of each, looked up instead of tested.

Rasa asks of every event several times what it is, through abstract classes, whenever it wants to
know what has happened; a turn asks some two thousand times. It must not know what is in a
conversation.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
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


class Kind(Enum):
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
_UNDONE_WITH_A_LOOP = frozenset({Kind.ACTION, Kind.MESSAGE, Kind.FEATURIZATION})
# some twenty types, each asked for once
_kinds: dict[type[Event], Kind] = {}


def apply() -> None:
    """Apply the repairs."""
    DialogueStateTracker.applied_events = _by_kind(DialogueStateTracker.applied_events)
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


def _by_kind(
    original: Callable[[DialogueStateTracker], list[Event]],
) -> Callable[[DialogueStateTracker], list[Event]]:
    def applied_events(self: DialogueStateTracker) -> list[Event]:
        events = [(event, kind_of(event)) for event in self.events]
        kinds = {kind for _, kind in events}
        if Kind.REVERT_ACTION in kinds or Kind.REVERT_MESSAGE in kinds:
            return original(self)
        loops = {event.name for event, kind in events if kind is Kind.LOOP and event.name}
        applied: list[tuple[Any, Kind]] = []
        for event, kind in events:
            if kind is Kind.RESET:
                applied = []
            elif (
                kind is Kind.ACTION
                and event.action_name in loops
                and _is_resumed(event.action_name, applied)
            ):
                _undo_till(event.action_name, applied)
            else:
                applied.append((event, kind))
        return [event for event, _ in applied]

    return applied_events


def _is_resumed(loop: str, applied: list[tuple[Any, Kind]]) -> bool:
    """Whether the loop has run before and goes on, neither begun anew nor after something else."""
    next_action: str | None = None
    for event, kind in reversed(applied):
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


def _undo_till(loop: str, applied: list[tuple[Any, Kind]]) -> None:
    """Take out what was said and done since the loop ran last."""
    kept = []
    while applied:
        event, kind = applied[-1]
        if kind is Kind.ACTION and event.action_name == loop:
            break
        if kind not in _UNDONE_WITH_A_LOOP:
            kept.append(applied[-1])
        applied.pop()
    applied.extend(reversed(kept))
