"""Trackers are copied as they are, instead of letting every event happen again.

Rasa copies the tracker for each action, and a form several times more, by replaying the whole
conversation onto fresh slots. A tracker's state is what its events have made of it, so a copy of
the state is the same; where it might not be, the original replays. It must not know what is in a
conversation.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

import dataclasses
from collections.abc import Callable

from rasa.core.actions.forms import FormAction
from rasa.shared.constants import DEFAULT_SENDER_ID
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    FollowupAction,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

# Events that leave the follow-up action as it is; of all others it is known or a replay tells.
_LEAVE_FOLLOWUP = (
    SlotSet,
    BotUttered,
    ActiveLoop,
    LoopInterrupted,
    ActionExecutionRejected,
    DefinePrevUserUtteredFeaturization,
)


class _ReplayNeeded(Exception):
    """A tracker's state is not all there is to know."""


def apply() -> None:
    """Apply the repairs."""
    Slot.__copy__ = _copy_slot
    DialogueStateTracker.copy = _of_state(DialogueStateTracker.copy)
    FormAction._temporary_tracker = _from_state(FormAction._temporary_tracker)


def _copy_slot(slot: Slot) -> Slot:
    """What ``copy.copy`` makes of such an object, without its detour by pickling."""
    duplicate: Slot = object.__new__(type(slot))
    duplicate.__dict__.update(slot.__dict__)
    return duplicate


def _of_state(
    original: Callable[[DialogueStateTracker], DialogueStateTracker],
) -> Callable[[DialogueStateTracker], DialogueStateTracker]:
    def copy(self: DialogueStateTracker) -> DialogueStateTracker:
        try:
            return _duplicate(self)
        except _ReplayNeeded:
            return original(self)

    return copy


def _from_state(
    original: Callable[..., DialogueStateTracker],
) -> Callable[..., DialogueStateTracker]:
    def temporary_tracker(
        self: FormAction,
        current_tracker: DialogueStateTracker,
        additional_events: list[Event],
        domain: Domain,
    ) -> DialogueStateTracker:
        try:
            # the form leaves out what was before a restart
            if Restarted in map(type, current_tracker.events):
                raise _ReplayNeeded
            if not _has_slots_of(current_tracker, domain):
                raise _ReplayNeeded
            tracker = _duplicate(current_tracker)
        except _ReplayNeeded:
            return original(self, current_tracker, additional_events, domain)
        tracker.sender_id, tracker.is_rule_tracker = current_tracker.sender_id, False
        # the same that Rasa puts between the conversation and what the form adds
        asked = SlotSet(REQUESTED_SLOT, self.get_slot_to_fill(current_tracker))
        for event in (asked, ActionExecuted(self.name()), *additional_events):
            tracker.update(event)
        return tracker

    return temporary_tracker


def _duplicate(tracker: DialogueStateTracker) -> DialogueStateTracker:
    """A tracker that has come to the same state. Raises `_ReplayNeeded`."""
    if type(tracker) is not DialogueStateTracker or tracker._max_event_history is not None:
        raise _ReplayNeeded
    duplicate = object.__new__(DialogueStateTracker)
    duplicate.__dict__ = {
        "sender_id": tracker.sender_id or DEFAULT_SENDER_ID,
        "sender_source": None,
        "model_id": None,
        "assistant_id": None,
        "is_rule_tracker": tracker.is_rule_tracker,
        "_max_event_history": None,
        "events": tracker.events.copy(),
        "slots": {slot.name: _copy_slot(slot) for slot in tracker.slots.values()},
        "followup_action": _followup(tracker),
        "_paused": tracker._paused,
        "latest_action": tracker.latest_action,
        "latest_message": tracker.latest_message,
        "latest_bot_utterance": tracker.latest_bot_utterance,
        # events change this one in place
        "active_loop": tracker.active_loop and dataclasses.replace(tracker.active_loop),
    }
    return duplicate


def _has_slots_of(tracker: DialogueStateTracker, domain: Domain) -> bool:
    """Whether its slots are copies of the domain's: those share what they are filled from."""
    slots = tracker.slots
    return len(slots) == len(domain.slots) and all(
        slot.name in slots and slots[slot.name].mappings is slot.mappings for slot in domain.slots
    )


def _followup(tracker: DialogueStateTracker) -> str | None:
    """What the events say comes next: Rasa removes it from the tracker before it is done."""
    for event in reversed(tracker.events):
        kind = type(event)
        if kind is ActionExecuted or kind is UserUttered:
            return None
        if kind is FollowupAction:
            return event.action_name
        if kind is SessionStarted:
            return ACTION_LISTEN_NAME
        if kind not in _LEAVE_FOLLOWUP:
            raise _ReplayNeeded
    return ACTION_LISTEN_NAME
