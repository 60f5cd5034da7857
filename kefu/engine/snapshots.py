"""What is carried from one turn of a conversation to the next, as text: Rasa's events, kept short.

The caller of the engine keeps the text and understands nothing of it. It must not know where.
"""

from __future__ import annotations

from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    REQUESTED_SLOT,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

from kefu import json_text
from kefu.engine.compaction import DEFAULT_LIMIT, compact, replay


class BadSnapshot(ValueError):
    """The text is no snapshot."""


def restore(
    conversation_id: str, snapshot: str | None, domain: Domain, *, goes_on: bool = True
) -> DialogueStateTracker:
    """Rebuild the conversation; one that has not begun has no snapshot.

    What another model wrote into it may be unknown to `domain`: such slots are left out, and where
    no rule could go on from (a form that is gone), a new session begins with the slots that are
    left; not so where the conversation is only told, and does not go on. Raises BadSnapshot.
    """
    if snapshot is None:
        return DialogueStateTracker(conversation_id, domain.slots)
    try:
        events = deserialise_events(json_text.read(snapshot))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise BadSnapshot("not a list of events") from error
    if not goes_on:
        return replay(conversation_id, events, domain.slots)
    if domain.is_empty():  # `rasa export` reads conversations without a model
        return replay(conversation_id, events, domain.slots)
    slots = {slot.name for slot in domain.slots}
    known = [event for event in events if _is_known(event, slots)]
    tracker = replay(conversation_id, known, domain.slots)
    if _has_lost_its_way(tracker, domain):
        return replay(conversation_id, _begun_again(tracker), domain.slots)
    return tracker


def _is_known(event: Event, slots: set[str]) -> bool:
    """Whether it sets no slot, and asks for none, that the domain does not have."""
    if not isinstance(event, SlotSet):
        return True
    asks_for = event.value if event.key == REQUESTED_SLOT else None
    return event.key in slots and (asks_for is None or asks_for in slots)


def _has_lost_its_way(tracker: DialogueStateTracker, domain: Domain) -> bool:
    """Whether the active form, or what was last said and done, is not of the domain: no rule could
    go on from there.
    """
    if tracker.active_loop_name is not None:
        return tracker.active_loop_name not in domain.form_names
    known = {None, *domain.action_names_or_texts}
    for event in reversed(tracker.events):
        if isinstance(event, UserUttered):
            return event.intent_name is not None and event.intent_name not in domain.intents
        if isinstance(event, ActionExecuted) and event.action_name not in known:
            return True
    return False


def _begun_again(tracker: DialogueStateTracker) -> list[Event]:
    """A new session with the slots as they are."""
    at = tracker.events[-1].timestamp
    slots = [
        SlotSet(slot.name, slot.value, timestamp=at)
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value and slot.name != REQUESTED_SLOT
    ]
    return [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=at),
        SessionStarted(timestamp=at),
        *slots,
        ActionExecuted(ACTION_LISTEN_NAME, timestamp=at),
    ]


def take(tracker: DialogueStateTracker, domain: Domain, limit: int = DEFAULT_LIMIT) -> str:
    """Write down a conversation that waits for its customer.

    `limit` is the number of events above which the older ones are summarised, see `compaction`.
    """
    events = compact(list(tracker.events), domain.slots, limit, tracker)
    return json_text.write([event.as_dict() for event in events]).decode()
