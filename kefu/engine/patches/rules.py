"""RulePolicy makes the states that its rules speak of, and looks at the rules that may fit.

For each prediction Rasa makes a state of every step of the conversation and compares all of them
with every rule. Rules look back a few steps only, and most name the action and the intent of the
newest one; what came before and the other rules change nothing. It must not know any rule.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ACTION_NAME, INTENT

from kefu.engine.patches.events import Kind, kind_of

State = dict[str, dict[str, Any]]
_Step = tuple[str | None, str | None]
_TABLES = (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
# Rasa looks at the step before the newest one too, to see whether a loop was left
_LEAST_STEPS = 2


class LatestStates(list[State]):
    """The newest states of a conversation; `whole` makes all of them."""

    def __init__(self, states: list[State], whole: Callable[[], list[State]]) -> None:
        """``whole`` is for what depends on the entire conversation: a log line, or a key that
        stands for "no rule fits".
        """
        super().__init__(states)
        self.whole = whole


@dataclass(frozen=True)
class _Table:
    """One of the policy's tables, sorted by what the newest step of a rule has to be."""

    lookup: dict[str, str]
    size: int
    by_step: dict[_Step, list[str]]
    longest: int


def apply() -> None:
    """Apply the repairs."""
    RulePolicy._prediction_states = _latest_only(RulePolicy._prediction_states)
    RulePolicy._create_feature_key = _of_all_states(RulePolicy._create_feature_key)
    RulePolicy._get_possible_keys = _by_newest_step(RulePolicy._get_possible_keys)


def _latest_only(original: Callable[..., list[State]]) -> Callable[..., list[State]]:
    """Make no more states than the longest rule has."""

    def prediction_states(
        self: RulePolicy,
        tracker: DialogueStateTracker,
        domain: Domain,
        use_text_for_last_user_input: bool = False,
        rule_only_data: dict[str, Any] | None = None,
    ) -> list[State]:
        def whole() -> list[State]:
            return original(self, tracker, domain, use_text_for_last_user_input, rule_only_data)

        if type(tracker) is not DialogueStateTracker:
            return whole()  # one of training, which has its states already
        tables = [_table(self, self.lookup[name]) for name in _TABLES if name in self.lookup]
        count = max([_LEAST_STEPS, *(table.longest for table in tables)])
        states = _newest_states(tracker, domain, count)
        self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
        return LatestStates(states, whole)

    return prediction_states


def _newest_states(tracker: DialogueStateTracker, domain: Domain, count: int) -> list[State]:
    """The last of what ``tracker.past_states(domain)`` returns."""
    if any(slot.influence_conversation for slot in tracker.slots.values()):
        return _replayed_states(tracker, domain, count)
    # without slots, the latest message, action and loop before a step are all that a state tells
    message = action = loop = None
    is_heard, moments = False, []
    for event in cast("list[Any]", tracker.applied_events()):
        kind = kind_of(event)
        if kind is Kind.ACTION:
            moments.append((message, action, loop))
            action, is_heard = event, False
        elif kind is Kind.MESSAGE:
            message, is_heard = event, True
        elif kind is Kind.LOOP:
            loop = event
        elif kind is Kind.FEATURIZATION and (not is_heard or event.use_text_for_featurization):
            # elsewhere than Rasa puts it, or of a rule that reads words: it may change a message
            return _replayed_states(tracker, domain, count)
    moments.append((message, action, loop))
    return [_state_after(moment, domain) for moment in moments[-count:]]


def _replayed_states(tracker: DialogueStateTracker, domain: Domain, count: int) -> list[State]:
    applied = tracker.applied_events()
    to_come = sum(kind_of(event) is Kind.ACTION for event in applied)
    replayed, states = tracker.init_copy(), []
    for event in applied:
        if kind_of(event) is Kind.ACTION:
            if to_come < count:
                states.append(domain.get_active_state(replayed))
            to_come -= 1
        replayed.update(event)
    return [*states, domain.get_active_state(replayed)]


def _state_after(latest: tuple[Event | None, ...], domain: Domain) -> State:
    tracker = DialogueStateTracker("", ())
    for event in latest:
        if event is not None:
            event.apply_to(tracker)
    state: State = domain.get_active_state(tracker)
    return state


def _of_all_states(
    original: Callable[[RulePolicy, list[State]], str | None],
) -> Callable[[RulePolicy, list[State]], str | None]:
    def create_feature_key(self: RulePolicy, states: list[State]) -> str | None:
        return original(self, states.whole() if isinstance(states, LatestStates) else states)

    return create_feature_key


def _by_newest_step(original: Callable[..., set[str]]) -> Callable[..., set[str]]:
    """Compare only the rules whose newest step may be the conversation's."""

    def get_possible_keys(
        self: RulePolicy, lookup: dict[str, str], states: list[State]
    ) -> set[str]:
        if not states:
            return original(self, lookup, states)
        return set(original(self, dict.fromkeys(_candidates(self, lookup, states[-1])), states))

    return get_possible_keys


def _candidates(policy: RulePolicy, lookup: dict[str, str], newest: State) -> Iterator[str]:
    by_step = _table(policy, lookup).by_step
    action = newest.get(PREVIOUS_ACTION, {}).get(ACTION_NAME)
    intent = newest.get(USER, {}).get(INTENT)
    for step in {(a, i) for a in (action, None) for i in (intent, None)}:
        yield from by_step.get(step, ())


def _table(policy: RulePolicy, lookup: dict[str, str]) -> _Table:
    known: dict[int, _Table] = policy.__dict__.setdefault("_kefu_tables", {})
    table = known.get(id(lookup))
    # training makes new tables, and takes single rules out of them
    if table is None or table.lookup is not lookup or table.size != len(lookup):
        rules = {key: policy._rule_key_to_state(key) for key in lookup}
        by_step: dict[_Step, list[str]] = {}
        for key, states in rules.items():
            by_step.setdefault(_step(states[-1]), []).append(key)
        longest = max(map(len, rules.values()), default=0)
        known[id(lookup)] = table = _Table(lookup, len(lookup), by_step, longest)
    return table


def _step(newest: State) -> _Step:
    """The action and the intent that this state of a rule demands; None where any will do."""
    if not newest.get(PREVIOUS_ACTION):
        return None, None  # the beginning of a conversation, whatever was said there
    return _demanded(newest, PREVIOUS_ACTION, ACTION_NAME), _demanded(newest, USER, INTENT)


def _demanded(state: State, kind: str, name: str) -> str | None:
    value = state.get(kind, {}).get(name)
    return value if isinstance(value, str) and value and value != SHOULD_NOT_BE_SET else None
