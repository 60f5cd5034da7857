"""Runs repaired functions of Rasa beside the originals, wherever a dialogue uses them."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

# both functions with the arguments of one call, self included
Comparison = Callable[[Callable[..., Any], Callable[..., Any], tuple[Any, ...]], Any]


def original_of(repaired: Callable[..., Any]) -> Callable[..., Any]:
    """The function that a repair has replaced."""
    found: Callable[..., Any] = inspect.getclosurevars(repaired).nonlocals["original"]
    return found


def everything_in(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All attributes of a tracker, so that none is forgotten; its events by identity."""
    return {
        **{name: value for name, value in vars(tracker).items() if name != "_kefu_applied"},
        "slots": {name: vars(slot) for name, slot in tracker.slots.items()},
        "events": [id(event) for event in tracker.events],
        "latest_message": tracker.latest_message and tracker.latest_message.as_dict()["text"],
    }


@contextmanager
def compared(comparisons: dict[tuple[type, str], Comparison]) -> Iterator[Counter[str]]:
    """Within it each call of these methods is compared; gives how often each one was."""
    calls: Counter[str] = Counter()
    with ExitStack() as stack:
        for (owner, name), comparison in comparisons.items():
            stack.enter_context(_compared(owner, name, comparison, calls))
        yield calls


@contextmanager
def _compared(
    owner: type, name: str, comparison: Comparison, calls: Counter[str]
) -> Iterator[None]:
    repaired = getattr(owner, name)
    original = original_of(repaired)

    def both(*arguments: Any, **named: Any) -> Any:
        bound = inspect.signature(repaired).bind(*arguments, **named)
        bound.apply_defaults()
        calls[name] += 1
        return comparison(repaired, original, bound.args)

    setattr(owner, name, both)
    try:
        yield
    finally:
        setattr(owner, name, repaired)
