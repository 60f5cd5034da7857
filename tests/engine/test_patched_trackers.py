"""Copies of trackers, and the events that count, are those that a replay gives."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.actions.forms import FormAction
from rasa.shared.core.events import (
    ActionReverted,
    AllSlotsReset,
    ConversationPaused,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.slots import CategoricalSlot, ListSlot, TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from kefu.engine import patches
from tests.engine.compared import everything_in, original_of
from tests.engine.dialogues import FORMS, Conversation, domain, play, sets, slots, turns

patches.apply()

DOMAIN = domain()
RARE = st.lists(
    st.sampled_from(
        [
            FollowupAction("action_submit"),
            FollowupAction("action_listen"),
            ConversationPaused(),
            AllSlotsReset(),
            SessionStarted(),
            Restarted(),
            ActionReverted(),
            UserUtteranceReverted(),
            sets("city", ["一"]),
        ]
    ),
    max_size=3,
)


def tracker_of(events: Iterable[Event]) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("c", list(events), slots())


@settings(max_examples=200)
@given(turns(most=15), st.integers(0, 60), RARE, RARE)
def test_a_copy_is_what_a_replay_gives(
    script: list[tuple[str, str]], cut: int, first: list[Event], last: list[Event]
) -> None:
    conversation = Conversation()
    play(conversation, script)
    tracker = tracker_of([*first, *conversation.events[:cut], *last])
    tracker.clear_followup_action()  # as Rasa does before the action that it copies for
    replayed = original_of(DialogueStateTracker.copy)(tracker)
    assert everything_in(tracker.copy()) == everything_in(replayed)


@settings(max_examples=200)
@given(turns(most=15), st.integers(0, 60), RARE, st.sampled_from(FORMS))
def test_a_forms_own_tracker_is_what_a_replay_gives(
    script: list[tuple[str, str]], cut: int, added: list[Event], name: str
) -> None:
    conversation = Conversation()
    play(conversation, script)
    form, tracker = FormAction(name, None), tracker_of(conversation.events[:cut])
    repaired, replayed = (
        make(form, tracker, added, DOMAIN)
        for make in (
            FormAction._temporary_tracker,
            original_of(FormAction._temporary_tracker),
        )
    )
    assert len(repaired.events) == len(replayed.events)
    repaired.events.clear()
    replayed.events.clear()
    assert everything_in(repaired) == everything_in(replayed)


@settings(max_examples=100)
@given(turns(most=12), RARE, RARE, turns(most=4))
def test_the_same_events_count_after_each(
    first: list[tuple[str, str]],
    rare: list[Event],
    more: list[Event],
    last: list[tuple[str, str]],
) -> None:
    conversation = Conversation()
    play(conversation, first)
    conversation.events += [*rare, *more]
    play(conversation, last)
    tracker = tracker_of([])
    for event in conversation.events:
        tracker.update(event)
        expected = original_of(DialogueStateTracker.applied_events)(tracker)
        assert list(map(id, tracker.applied_events())) == list(map(id, expected))


def test_what_counts_is_found_anew_for_other_events() -> None:
    conversation = Conversation()
    play(conversation, [("fact", "一"), ("start", "二")])
    tracker = tracker_of(conversation.events)
    counting = tracker.applied_events()
    counting.clear()  # the caller's own list
    assert tracker.applied_events()
    tracker.events.clear()
    assert tracker.applied_events() == []
    tracker.events.extend(conversation.events[:5])
    assert list(map(id, tracker.applied_events())) == list(map(id, conversation.events[2:5]))


def test_a_copy_goes_its_own_way() -> None:
    conversation = Conversation()
    play(conversation, [("start", "一"), ("answer", "二")])
    tracker = tracker_of(conversation.events)
    before = everything_in(tracker)
    duplicate = tracker.copy()
    for _ in range(3):
        play(conversation, [("digress", "三四"), ("answer", "五"), ("cancel", "六")])
    for event in conversation.events:
        duplicate.update(event)
    duplicate.interrupt_loop(True)
    assert everything_in(tracker) == before


def test_other_trackers_are_replayed_as_before() -> None:
    class Other(DialogueStateTracker):
        pass

    conversation = Conversation()
    play(conversation, [("fact", "一")])
    for tracker in (
        Other.from_events("c", conversation.events, slots()),
        DialogueStateTracker.from_events("c", conversation.events, slots(), max_event_history=4),
    ):
        expected = original_of(DialogueStateTracker.copy)(tracker)
        assert everything_in(tracker.copy()) == everything_in(expected)


def test_slots_are_copied_as_before() -> None:
    for slot in (
        TextSlot("a", mappings=[{"type": "from_text"}], initial_value="一"),
        ListSlot("b", mappings=[], initial_value=["一"]),
        CategoricalSlot("c", mappings=[], values=["x", "y"]),
    ):
        slot.value = "x"
        duplicate = copy.copy(slot)
        assert type(duplicate) is type(slot)
        assert vars(duplicate) == vars(slot)
        duplicate.value = "y"
        assert slot.value != duplicate.value
