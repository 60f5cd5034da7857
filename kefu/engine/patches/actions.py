"""A failing action server aborts the turn before anything is saved.

Rasa logs such a failure, forgets the action's events and goes on, so the customer gets silence
and a retry finds a half-told story. With this repair the turn raises
:class:`ActionServerUnavailable`, the tracker stays as it was and the same turn can run again.
It must not know how the failure is told to the customer.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import Event
from rasa.shared.exceptions import RasaException


class ActionServerUnavailable(RasaException):
    """A custom action gave no usable answer: unreachable, timed out, crashed or malformed."""

    def __init__(self, action_name: str) -> None:
        super().__init__(f"custom action '{action_name}' failed, the turn was not saved")
        self.action_name = action_name


class _TurnAborted(BaseException):
    """Carries the failure through Rasa's ``except Exception`` blocks; never leaves a turn."""

    def __init__(self, action_name: str) -> None:
        super().__init__(action_name)
        self.action_name = action_name


def apply() -> None:
    """Make remote actions raise and both places that run actions let it through."""
    RemoteAction.run = _aborting(RemoteAction.run)
    MessageProcessor._run_action = _reporting(MessageProcessor._run_action)
    MessageProcessor.run_action_extract_slots = _reporting(
        MessageProcessor.run_action_extract_slots
    )


def _aborting(
    original: Callable[..., Awaitable[list[Event]]],
) -> Callable[..., Awaitable[list[Event]]]:
    async def run(self: RemoteAction, *args: Any, **kwargs: Any) -> list[Event]:
        try:
            return await original(self, *args, **kwargs)
        except ActionExecutionRejection:
            raise  # an answer of the action itself, part of a normal dialogue
        except Exception as error:
            raise _TurnAborted(self.name()) from error

    return run


def _reporting(original: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def run(self: MessageProcessor, *args: Any, **kwargs: Any) -> Any:
        try:
            return await original(self, *args, **kwargs)
        except _TurnAborted as aborted:
            raise ActionServerUnavailable(aborted.action_name) from aborted.__cause__

    return run
