"""A compacted conversation is shorter and in every respect in the same state."""

from __future__ import annotations

from hypothesis import given, settings
from rasa.shared.core.events import Event, UserUttered, deserialise_events

from kefu.engine.compaction import compact, replay, state_of
from tests.engine.dialogues import Conversation, domain, play, slots, turns

LIMIT = 24
DOMAIN = domain()


def state(events: list[Event]) -> dict[str, object]:
    return state_of(replay("c", events, slots()))


def seen_by_policies(events: list[Event]) -> list[dict[str, object]]:
    """The newest two states that rules are matched with."""
    states: list[dict[str, object]] = replay("c", events, slots()).past_states(DOMAIN)
    return states[-2:]


@settings(max_examples=150)
@given(turns())
def test_state_is_the_same(script: list[tuple[str, str]]) -> None:
    conversation = Conversation()
    play(conversation, script)
    shorter = compact(conversation.events, slots(), LIMIT)
    assert state(shorter) == state(conversation.events)
    assert seen_by_policies(shorter) == seen_by_policies(conversation.events)


@settings(max_examples=100)
@given(turns(), turns(most=8))
def test_the_dialogue_goes_on_the_same_way(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    conversation = Conversation()
    play(conversation, before)
    shorter, known = compact(conversation.events, slots(), LIMIT), len(conversation.events)
    play(conversation, after)
    continued = [*shorter, *conversation.events[known:]]
    assert state(continued) == state(conversation.events)
    assert seen_by_policies(continued) == seen_by_policies(conversation.events)


@settings(max_examples=50)
@given(turns(most=60))
def test_compacting_after_every_turn_as_the_store_does(script: list[tuple[str, str]]) -> None:
    conversation = Conversation()
    kept: list[Event] = []
    known = 0
    for turn in script:
        play(conversation, [turn])
        kept = compact([*kept, *conversation.events[known:]], slots(), LIMIT)
        kept = deserialise_events([event.as_dict() for event in kept])
        known = len(conversation.events)
        assert state(kept) == state(conversation.events)


@settings(max_examples=50)
@given(turns())
def test_the_tracker_itself_tells_what_a_replay_tells(script: list[tuple[str, str]]) -> None:
    conversation = Conversation()
    play(conversation, script)
    tracker = replay("c", conversation.events, slots())
    told, replayed = (
        [event.as_dict() for event in compact(conversation.events, slots(), LIMIT, known)]
        for known in (tracker, None)
    )
    assert told == replayed


def test_length_does_not_grow_with_the_conversation() -> None:
    conversation = Conversation()
    kept: list[Event] = []
    known, lengths = 0, []
    for number in range(300):
        kind = ("plain", "fact", "start", "answer", "digress", "answer", "finish")[number % 7]
        play(conversation, [(kind, "一二三四")])
        kept = compact([*kept, *conversation.events[known:]], slots())
        known = len(conversation.events)
        lengths.append(len(kept))
    assert max(lengths) <= 60
    assert state(kept) == state(conversation.events)


def test_long_form_does_not_grow_either() -> None:
    conversation = Conversation()
    play(conversation, [("start", "一")])
    kept, known = list(conversation.events), len(conversation.events)
    for number in range(200):
        play(conversation, [("answer" if number % 2 else "digress", "一二三四")])
        kept = compact([*kept, *conversation.events[known:]], slots())
        known = len(conversation.events)
        assert len(kept) <= 60
    assert state(kept) == state(conversation.events)


def test_short_conversation_stays_as_it_is() -> None:
    conversation = Conversation()
    play(conversation, [("plain", "一"), ("fact", "二")])
    assert compact(conversation.events, slots()) == conversation.events


def test_newest_turn_stays_whole_however_long() -> None:
    conversation = Conversation()
    play(conversation, [("plain", "一")] * 5)
    turn = [*conversation.events[-4:-1] * 20, conversation.events[-1]]
    start = len(conversation.events)
    newest = [turn[0], *(event for event in turn[1:] if not isinstance(event, UserUttered))]
    events = [*conversation.events[:start], *newest]
    assert compact(events, slots(), LIMIT)[-len(newest) :] == newest


def test_former_sessions_are_dropped() -> None:
    conversation = Conversation()
    play(conversation, [("fact", "一"), ("session", ""), ("plain", "二")])
    shorter = compact(conversation.events, slots())
    assert len(shorter) < len(conversation.events)
    assert state(shorter) == state(conversation.events)
