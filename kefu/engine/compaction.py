"""Keeps a conversation's event list short without changing the state it stands for.

Rasa rebuilds a conversation by applying all of its events for every message. Here the older part
is replaced by the few events that lead to the same state. A result is used only after a replay
has shown that state, active loop, latest message and the fate of every kept event are the same,
so a case this module does not foresee costs speed, never correctness. One limit: Rasa's ``back``
cannot go further back than the kept turns.

It must not know where events are stored.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

DEFAULT_LIMIT = 60


def replay(
    conversation_id: str, events: Iterable[Event], slots: Iterable[Slot]
) -> DialogueStateTracker:
    """Rebuild a tracker by applying ``events`` one after the other, as they first happened."""
    return DialogueStateTracker.from_events(conversation_id, list(events), slots)


def compact(
    events: Sequence[Event],
    slots: Iterable[Slot],
    limit: int = DEFAULT_LIMIT,
    tracker: DialogueStateTracker | None = None,
) -> list[Event]:
    """Return an equivalent list of about ``limit / 2`` events if ``events`` exceed ``limit``.

    The newest turn is always kept whole, so the list can stay longer than ``limit``.

    Args:
        events: The events of a conversation that waits for its customer.
        slots: The slots of the domain.
        limit: Number of events up to which nothing is replaced.
        tracker: What ``events`` have made, where it is there; spares one replay.
    """
    session = _latest_session(list(events))
    if len(session) <= limit:
        return session
    slots = list(slots)
    original = tracker or replay("", session, slots)
    for cut in _turn_starts(session, keep=limit // 2):
        summary = _summarise(session[:cut], slots)
        if summary is None:
            continue
        shorter = summary + session[cut:]
        if len(shorter) < len(session) and _equivalent(
            original, replay("", shorter, slots), kept=session[cut:]
        ):
            return shorter
    return session


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """Return everything a policy or an action can learn from a tracker except its history."""
    loop = tracker.active_loop
    return {
        "slots": tracker.current_slot_values(),
        "active_loop": dict(vars(loop)) if loop else None,
        "latest_action": tracker.latest_action,
        "latest_message": _message(tracker),
        "latest_bot_utterance": _utterance(tracker),
        "followup_action": tracker.followup_action,
        "paused": tracker.is_paused(),
        "input_channel": tracker.get_latest_input_channel(),
    }


def _message(tracker: DialogueStateTracker) -> dict[str, Any] | None:
    latest = tracker.latest_message
    if latest is None or latest.is_empty():
        return None  # the empty one carries the time of its creation
    as_dict: dict[str, Any] = latest.as_dict()
    return as_dict


def _utterance(tracker: DialogueStateTracker) -> dict[str, Any] | None:
    latest = tracker.latest_bot_utterance
    if latest is None or _is_empty(latest):
        return None
    as_dict: dict[str, Any] = latest.as_dict()
    return as_dict


def _is_empty(utterance: BotUttered) -> bool:
    """Whether it equals Rasa's empty one, which costs a rendering of both to find out."""
    content = (utterance.text, *utterance.data.values(), *utterance.metadata.values())
    return all(part is None for part in content)


def _latest_session(events: list[Event]) -> list[Event]:
    """Drop what precedes the last session start once a message has followed it."""
    heard = False
    for index in range(len(events) - 1, 0, -1):
        heard = heard or isinstance(events[index], UserUttered)
        if (
            heard
            and isinstance(events[index], SessionStarted)
            and _is_action(events[index - 1], ACTION_SESSION_START_NAME)
        ):
            return events[index - 1 :]
    return events


def _turn_starts(events: list[Event], keep: int) -> Iterator[int]:
    """Yield where a turn begins, the most useful places to cut first."""
    starts = [
        index
        for index in range(1, len(events))
        if isinstance(events[index], UserUttered)
        and _is_action(events[index - 1], ACTION_LISTEN_NAME)
    ]
    oldest_wanted = len(events) - keep
    yield from (start for start in starts if start >= oldest_wanted)
    yield from reversed([start for start in starts if start < oldest_wanted])


def _summarise(head: list[Event], slots: list[Slot]) -> list[Event] | None:
    """Return few events that lead to the state after ``head``, or None at an unsuitable place.

    The list opens with a session start action, so that no rule for the beginning of a
    conversation can match in the middle of one.
    """
    tracker = replay("", head, slots)
    at = head[-1].timestamp
    applied = tracker.applied_events()
    loop = tracker.active_loop_name
    exchange = _last_exchange(applied) if loop is None else _loop_activation(tracker, applied, loop)
    if exchange is None:
        return None
    summary = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
        ActionExecuted(ACTION_LISTEN_NAME, timestamp=at),
        *exchange,
        *(
            SlotSet(slot.name, slot.value, timestamp=at)
            for slot in tracker.slots.values()
            if slot.value != slot.initial_value
        ),
    ]
    if tracker.latest_bot_utterance is not None and _utterance(tracker) is not None:
        summary.append(tracker.latest_bot_utterance)
    if tracker.is_paused():
        summary.append(ConversationPaused(timestamp=at))
    summary.append(ActionExecuted(ACTION_LISTEN_NAME, timestamp=at))
    return summary


def _last_exchange(applied: list[Event]) -> list[Event]:
    """Return the last message and the last action, which policies may look back at."""
    said: Event | None = None
    done: Event | None = None
    for event in applied:
        if isinstance(event, UserUttered):
            said, done = event, None
        elif isinstance(event, ActionExecuted) and not _is_action(event, ACTION_LISTEN_NAME):
            done = event
    return [event for event in (said, done) if event is not None]


def _loop_activation(
    tracker: DialogueStateTracker, applied: list[Event], loop: str
) -> list[Event] | None:
    """Return how the active loop began and was last resumed, or None while it is interrupted."""
    if (
        tracker.is_active_loop_rejected
        or tracker.is_active_loop_interrupted
        or tracker._first_loop_execution_or_unhappy_path(loop, applied)
    ):
        return None
    said: UserUttered | None = None
    trigger: UserUttered | None = None
    started: ActiveLoop | None = None
    for event in applied:
        if isinstance(event, UserUttered):
            said = event
        elif isinstance(event, ActiveLoop) and event.name == loop:
            trigger, started = said, event
    if trigger is None or said is None or started is None:
        return None
    at = started.timestamp
    activation: list[Event] = [trigger, ActionExecuted(loop, timestamp=at), started]
    if said is not trigger:  # a digression, after which the loop asked again
        activation += [
            ActionExecuted(ACTION_LISTEN_NAME, timestamp=at),
            said,
            ActionExecutionRejected(loop, timestamp=said.timestamp),
            ActionExecuted(loop, timestamp=said.timestamp),
        ]
    return activation


def _equivalent(
    original: DialogueStateTracker, shorter: DialogueStateTracker, kept: list[Event]
) -> bool:
    kept_ids = {id(event) for event in kept}

    def fate(tracker: DialogueStateTracker) -> list[int]:
        return [id(event) for event in tracker.applied_events() if id(event) in kept_ids]

    return state_of(original) == state_of(shorter) and fate(original) == fate(shorter)


def _is_action(event: Event, name: str) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == name
