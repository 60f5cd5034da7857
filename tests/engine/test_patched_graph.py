"""A trained graph gives without dask what it gives with it; a training graph is left to dask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage

from kefu.engine import patches
from tests.engine.compared import original_of

patches.apply()


class Number(GraphComponent):
    """Adds up what it is given, after telling its name."""

    calls: list[str] = []  # noqa: RUF012 - the class is what a graph knows

    def __init__(self, name: str | None) -> None:
        self._name = str(name)

    @classmethod
    def create(
        cls, config: Any, model_storage: Any, resource: Any, execution_context: ExecutionContext
    ) -> Number:
        return cls(execution_context.node_name)

    def total(self, **numbers: int) -> int:
        self.calls.append(self._name)
        return 1 + sum(numbers.values())

    def fail(self, **_numbers: int) -> int:
        raise RuntimeError("no")


def node(needs: dict[str, str], fn: str = "total", eager: bool = True) -> SchemaNode:
    return SchemaNode(needs, Number, "create", fn, {}, eager=eager)


def runner(tmp_path: Path, nodes: dict[str, SchemaNode]) -> DaskGraphRunner:
    schema = GraphSchema(nodes)
    storage = LocalModelStorage(tmp_path)
    return DaskGraphRunner.create(schema, storage, ExecutionContext(schema, "model"))


@pytest.fixture
def diamond(tmp_path: Path) -> DaskGraphRunner:
    return runner(
        tmp_path,
        {
            "end": node({"a": "left", "b": "right", "c": "given"}),
            "left": node({"a": "start"}),
            "right": node({"a": "start"}),
            "start": node({}),
            "other": node({"a": "start"}),
        },
    )


@pytest.mark.parametrize("targets", [["end"], ["left", "end"], ["start"], ["other", "right"]])
def test_results_are_those_of_dask(diamond: DaskGraphRunner, targets: list[str]) -> None:
    Number.calls.clear()
    expected = original_of(DaskGraphRunner.run)(diamond, {"given": 10}, targets)
    with_dask = sorted(Number.calls)
    for _ in range(2):
        Number.calls.clear()
        assert diamond.run({"given": 10}, targets) == expected
        assert sorted(Number.calls) == with_dask


def test_a_result_that_is_given_is_not_computed(diamond: DaskGraphRunner) -> None:
    expected = original_of(DaskGraphRunner.run)(diamond, {"given": 0, "left": 7}, ["end"])
    assert diamond.run({"given": 0, "left": 7}, ["end"]) == expected


def test_missing_inputs_and_clashing_names_are_refused_as_before(diamond: DaskGraphRunner) -> None:
    for run in (diamond.run, original_of(DaskGraphRunner.run).__get__(diamond)):
        with pytest.raises(GraphRunError, match="Missing input"):
            run({}, ["end"])
        with pytest.raises(GraphRunError, match="clashes with a node name"):
            run({"given": "left"}, ["end"])


def test_failures_are_told_as_before(tmp_path: Path) -> None:
    failing = runner(tmp_path, {"a": node({}, fn="fail")})
    for run in (failing.run, original_of(DaskGraphRunner.run).__get__(failing)):
        with pytest.raises(Exception, match="Error running graph component for node a"):
            run({}, ["a"])


def test_graph_whose_components_are_made_on_the_way_is_left_to_dask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    training = runner(tmp_path, {"a": node({}, eager=False), "b": node({"x": "a"})})
    seen: list[Any] = []

    def get(graph: Any, _targets: Any) -> dict[str, Any]:
        seen.append(graph)
        return {}

    monkeypatch.setattr("rasa.engine.runner.dask.dask.get", get)
    training.run({}, ["b"])
    assert len(seen) == 1


def test_a_trained_models_messages_never_reach_dask(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = Agent.load(project / "models" / "bot.tar.gz")
    processor = agent.processor
    assert processor is not None
    monkeypatch.setattr("rasa.engine.runner.dask.dask.get", None)
    inputs = {"__message__": [UserMessage("你好")], "__tracker__": None}
    target = processor.model_metadata.nlu_target
    found = processor.graph_runner.run(inputs, [target])[target]
    assert found[0].get("intent")["name"] == "greet"
