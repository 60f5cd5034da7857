"""The rules that fit are found as the original finds them, whatever rules and states there are."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import DefinePrevUserUtteredFeaturization
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from kefu.engine import patches
from kefu.engine.patches import rules
from tests.engine.compared import original_of
from tests.engine.dialogues import Conversation, domain, play, slots, turns

patches.apply()

DOMAIN = domain()

STEPS = st.fixed_dictionaries(
    {},
    optional={
        "prev_action": st.sampled_from(
            [
                {"action_name": "action_listen"},
                {"action_name": "utter_greet"},
                {"action_text": "您好"},
                {},
            ]
        ),
        "user": st.fixed_dictionaries(
            {},
            optional={
                "intent": st.sampled_from(["greet", "faq", "should_not_be_set", ""]),
                "text": st.just("您好"),
                "entities": st.sampled_from([["city"], ["amount", "city"]]),
            },
        ),
        "active_loop": st.sampled_from([{"name": "form"}, {"name": "should_not_be_set"}]),
        "slots": st.sampled_from([{"city": [1.0]}, {"city": "should_not_be_set"}]),
    },
)


def policy() -> RulePolicy:
    """A policy with nothing but its methods."""
    return RulePolicy.__new__(RulePolicy)


def seen(step: dict[str, Any]) -> dict[str, Any]:
    """A rule's step as a conversation has it: tuples instead of JSON's lists."""
    return {
        kind: {name: tuple(v) if isinstance(v, list) else v for name, v in sub.items()}
        for kind, sub in step.items()
        if sub
    }


@settings(max_examples=300)
@given(
    st.lists(st.lists(STEPS, min_size=1, max_size=3), max_size=12),
    st.lists(STEPS, max_size=5),
)
def test_the_same_rules_fit(keys: list[list[dict[str, Any]]], steps: list[dict[str, Any]]) -> None:
    lookup = {json.dumps(rule, sort_keys=True): "action" for rule in keys}
    states = [seen(step) for step in steps]
    expected = original_of(RulePolicy._get_possible_keys)(policy(), lookup, states)
    assert policy()._get_possible_keys(lookup, states) == expected


@pytest.mark.parametrize("influence", [False, True])
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns(most=12), st.integers(0, 80), st.integers(1, 4), st.sampled_from([None, False, True]))
def test_the_newest_states_are_those_of_a_replay(
    influence: bool, script: list[tuple[str, str]], cut: int, count: int, by_text: bool | None
) -> None:
    conversation = Conversation()
    play(conversation, script)
    events = conversation.events[:cut]
    if by_text is not None:
        events.append(DefinePrevUserUtteredFeaturization(by_text))
    kept = slots() if influence else [AnySlot(slot.name, mappings=[]) for slot in slots()]
    # each from events of its own, because a replay may change the messages
    tracker, other = (
        DialogueStateTracker.from_events("c", copy.deepcopy(events), kept) for _ in range(2)
    )
    expected = other.past_states(DOMAIN)[-count:]
    assert rules._newest_states(tracker, DOMAIN, count) == expected


def test_changed_tables_are_read_again() -> None:
    here = policy()
    first, second = (
        json.dumps([{"prev_action": {"action_name": name}}]) for name in ("action_listen", "a")
    )
    listened = [{"prev_action": {"action_name": "action_listen"}}]
    lookup = {first: "x", second: "y"}
    assert here._get_possible_keys(lookup, listened) == {first}
    del lookup[first]
    assert here._get_possible_keys(lookup, listened) == set()
    assert here._get_possible_keys({first: "z"}, listened) == {first}
