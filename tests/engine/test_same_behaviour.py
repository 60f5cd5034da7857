"""While real conversations are played, each repaired step of Rasa gives what the original gives."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rasa.core.actions.forms import FormAction
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker

from kefu.conversing.player import play
from kefu.conversing.reading import read
from kefu.conversing.stage import Stage
from tests.engine.compared import Comparison, compared, everything_in
from tests.engine.harness import ROOT
from tests.trained import trained_model

DIALOGUES = sorted((ROOT / "tests" / "dialogues").rglob("*.yml"))
# each step is taken at least twice, so not every dialogue is played again here
SCRIPTS_A_FILE = 4
_Function = Callable[..., Any]


def same(repaired: _Function, original: _Function, arguments: tuple[Any, ...]) -> Any:
    """Both give equal results."""
    result = repaired(*arguments)
    assert result == original(*arguments)
    return result


def same_events(repaired: _Function, original: _Function, arguments: tuple[Any, ...]) -> Any:
    """Both give the very same events, in the same order."""
    result = repaired(*arguments)
    assert list(map(id, result)) == list(map(id, original(*arguments)))
    return result


def same_tracker(repaired: _Function, original: _Function, arguments: tuple[Any, ...]) -> Any:
    """Both give a tracker with the same attributes, but for the events a form adds."""
    result, expected = everything_in(repaired(*arguments)), everything_in(original(*arguments))
    known = {id(event) for tracker in arguments[:2] for event in getattr(tracker, "events", ())}
    for described in (result, expected):
        described["events"] = [event for event in described["events"] if event in known]
    assert result == expected
    return repaired(*arguments)


def newest_states(repaired: _Function, original: _Function, arguments: tuple[Any, ...]) -> Any:
    """The repaired one gives the last of the states, and all of them when asked."""
    result, expected = repaired(*arguments), original(*arguments)
    assert 0 < len(result) <= len(expected)
    assert result == expected[-len(result) :]
    assert result.whole() == expected
    return result


def same_rules(repaired: _Function, original: _Function, arguments: tuple[Any, ...]) -> Any:
    """The repaired one finds in the newest states the rules that the original finds in all."""
    policy, lookup, states = arguments
    result = repaired(policy, lookup, states)
    assert result == original(policy, lookup, states.whole())
    return result


def same_run(repaired: _Function, original: _Function, arguments: tuple[Any, ...]) -> Any:
    """Both run a graph to the same end."""
    result, expected = repaired(*arguments), original(*arguments)
    assert result.keys() == expected.keys()
    for name, value in result.items():
        described = [
            [message.as_dict() for message in found] if isinstance(found, list) else vars(found)
            for found in (value, expected[name])
        ]
        assert described[0] == described[1]
    return result


def same_words(repaired: _Function, original: _Function, arguments: tuple[Any, ...]) -> Any:
    """Where there is no choice, both give the same words of the domain."""
    nlg, name = arguments[:2]
    result = repaired(*arguments)
    if len(nlg.responses.get(name, ())) < 2:
        assert result is original(*arguments)
    return result


COMPARISONS: dict[tuple[type, str], Comparison] = {
    (DaskGraphRunner, "run"): same_run,
    (DialogueStateTracker, "applied_events"): same_events,
    (TemplatedNaturalLanguageGenerator, "_random_response_for"): same_words,
    (DialogueStateTracker, "copy"): same_tracker,
    (FormAction, "_temporary_tracker"): same_tracker,
    (RulePolicy, "_prediction_states"): newest_states,
    (RulePolicy, "_get_possible_keys"): same_rules,
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """The trained assistant."""
    return Stage(trained_model(), tmp_path_factory.mktemp("stage"))


@pytest.mark.parametrize("file", DIALOGUES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_step_of_a_conversation(stage: Stage, file: Path) -> None:
    with compared(COMPARISONS) as calls, contextlib.redirect_stdout(io.StringIO()):
        for script in read(file)[:SCRIPTS_A_FILE]:
            assert asyncio.run(play(stage, script)).passed
    assert calls["run"] > 0
    assert calls["copy"] > 0
    assert calls["_get_possible_keys"] > 0
