"""A model's graph is run by calling its components one after the other.

Rasa hands the graph to dask for every message and every prediction, which plans, sorts and queues
what takes less time than that. Training, where results are large and are given up as soon as
possible, stays with dask. It must not know which components there are.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

# a node and the names of what it needs
_Plan = list[tuple[str, GraphNode, tuple[str, ...]]]
_Run = Callable[..., dict[str, Any]]


def apply() -> None:
    """Apply the repair."""
    DaskGraphRunner.run = _in_order(DaskGraphRunner.run)


def _in_order(original: _Run) -> _Run:
    def run(
        self: DaskGraphRunner,
        inputs: dict[str, Any] | None = None,
        targets: list[str] | None = None,
    ) -> dict[str, Any]:
        given, wanted = inputs or {}, targets or self._graph_schema.target_names
        plan = _plan(self, tuple(wanted))
        # the original words the error about a text that is a node's name
        if plan is None or any(isinstance(value, str) for value in given.values()):
            return original(self, inputs, targets)
        done: dict[str, Any] = {name: (name, value) for name, value in given.items()}
        try:
            for name, node, needs in plan:
                if name not in done:
                    done[name] = node(*[done.get(need, need) for need in needs])
        except RuntimeError as error:
            raise GraphRunError("Error running runner.") from error
        return dict(done[name] for name in wanted)

    return run


def _plan(runner: DaskGraphRunner, targets: tuple[str, ...]) -> _Plan | None:
    """The nodes that lead to ``targets``, each after what it needs; None in a training graph."""
    plans: dict[tuple[str, ...], _Plan | None] = runner.__dict__.setdefault("_kefu_plans", {})
    if targets not in plans:
        plans[targets] = _make_plan(runner, targets)
    return plans[targets]


def _make_plan(runner: DaskGraphRunner, targets: tuple[str, ...]) -> _Plan | None:
    nodes, schema = runner._instantiated_nodes, runner._graph_schema.nodes
    if not all(node._eager for node in nodes.values()) or not set(targets) <= set(nodes):
        return None
    order: dict[str, tuple[str, ...]] = {}

    def visit(name: str) -> None:
        if name in schema and name not in order:
            needs = tuple(schema[name].needs.values())
            for need in needs:
                visit(need)
            order[name] = needs

    for target in targets:
        visit(target)
    return [(name, nodes[name], needs) for name, needs in order.items()]
