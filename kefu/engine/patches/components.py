"""A component whose library is missing ends a command with the library's words,
not with a traceback.

It must not know which components there are.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.engine.exceptions import GraphComponentException
from rasa.engine.graph import GraphNode
from rasa.shared.exceptions import RasaException


class ComponentUnavailable(RasaException):
    """A component of the pipeline needs a library that is not installed."""


def apply() -> None:
    """Translate the failure where Rasa makes and runs components."""
    GraphNode._load_component = _telling(GraphNode._load_component)
    GraphNode.__call__ = _telling(GraphNode.__call__)


def _telling(original: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: GraphNode, *arguments: Any, **named: Any) -> Any:
        try:
            return original(self, *arguments, **named)
        except GraphComponentException as error:
            if isinstance(error.__cause__, ImportError):
                raise ComponentUnavailable(f"{self._node_name}: {error.__cause__}") from error
            raise

    return call
