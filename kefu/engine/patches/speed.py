"""Repairs of Rasa's hot path that change the cost of a message and nothing else.

Each function replaces one attribute of Rasa; tests compare the result with the original.
It must not know what the dialogue is about.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.core import processor
from rasa.core.actions import forms
from rasa.core.actions.action import RemoteAction
from rasa.core.policies import memoization, rule_policy
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import ACTION_LISTEN_NAME, PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from kefu.engine.action_answers import is_valid
from kefu.engine.patches.rules import LatestStates


def apply() -> None:
    """Apply every speed repair."""
    cache_event_types()
    share_objects_with_debug_logs()
    format_states_lazily()
    skip_needless_text_rules()
    compile_action_schema()


def cache_event_types() -> None:
    """Look an event class up once per type name instead of walking all subclasses each time."""
    original: Callable[..., type[Event] | None] = Event.resolve_by_type
    known: dict[str, type[Event]] = {}

    def resolve_by_type(type_name: str, default: type[Event] | None = None) -> type[Event] | None:
        found = known.get(type_name)
        if found is None:
            found = original(type_name, default)
            # a default is the caller's answer for an unknown name, not the name's meaning
            if found is not None and found.type_name == type_name:
                known[type_name] = found
        return found

    Event.resolve_by_type = staticmethod(resolve_by_type)


class _ShallowCopy:
    """Stands for the ``copy`` module where Rasa copies only to pass values to a debug log."""

    @staticmethod
    def deepcopy(value: Any) -> Any:
        return value


def share_objects_with_debug_logs() -> None:
    """Stop deep-copying states and events for log lines that are usually not even written."""
    for module in (rule_policy, memoization, processor, forms):
        module.copy = _ShallowCopy


class _FormattedOnDemand:
    """Renders tracker states as Rasa does, but only if a log line is really written."""

    def __init__(self, render: Callable[[list[dict[str, Any]]], str], states: Any) -> None:
        self._render = render
        self._states = states

    def __repr__(self) -> str:
        states = self._states
        return self._render(states.whole() if isinstance(states, LatestStates) else states)


def format_states_lazily() -> None:
    """Delay the text that RulePolicy makes of all states for each debug line."""
    original: Callable[[list[dict[str, Any]]], str] = Policy.format_tracker_states

    def format_tracker_states(states: list[dict[str, Any]]) -> _FormattedOnDemand:
        return _FormattedOnDemand(original, states)

    Policy.format_tracker_states = staticmethod(format_tracker_states)


def _can_match_text(policy: RulePolicy, rule_key: str) -> bool:
    """Tell whether a rule could fire on a message of which only the text is looked at."""
    last = policy._rule_key_to_state(rule_key)[-1]
    # the text is only looked at directly after the bot listened
    listened = last.get(PREVIOUS_ACTION, {}).get(ACTION_NAME) == ACTION_LISTEN_NAME
    return listened and not last.get(USER, {}).get(INTENT)


def skip_needless_text_rules() -> None:
    """Match rules by text only if some rule could match a text; no rule of kefu does."""
    original = RulePolicy._find_action_from_rules

    def find_action_from_rules(
        self: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool,
    ) -> tuple[str | None, str | None, bool]:
        if use_text_for_last_user_input and not _has_text_rules(self):
            return None, None, False
        found: tuple[str | None, str | None, bool] = original(
            self, tracker, domain, use_text_for_last_user_input
        )
        return found

    RulePolicy._find_action_from_rules = find_action_from_rules


def _has_text_rules(policy: RulePolicy) -> bool:
    # training replaces the table, so the answer is remembered together with the table it is about
    remembered: tuple[Any, bool] | None = getattr(policy, "_kefu_text_rules", None)
    if remembered is not None and remembered[0] is policy.lookup:
        return remembered[1]
    tables = (rule_policy.RULES, rule_policy.RULES_FOR_LOOP_UNHAPPY_PATH)
    answer = any(
        _can_match_text(policy, key) for table in tables for key in policy.lookup.get(table, {})
    )
    policy._kefu_text_rules = (policy.lookup, answer)
    return answer


def compile_action_schema() -> None:
    """Check an action's answer by its kind of events; Rasa compiles a schema for each call."""
    original = RemoteAction._validate_action_result

    def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
        # the original words the error, so an invalid answer takes the slow way
        return is_valid(result) or bool(original(self, result))

    RemoteAction._validate_action_result = validate_action_result
