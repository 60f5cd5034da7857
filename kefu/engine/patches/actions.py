"""A failing action aborts the turn before anything is saved, and actions may run in this process.

Rasa logs such a failure, forgets the action's events and goes on, so the customer gets silence
and a retry finds a half-told story. With this repair the turn raises
:class:`ActionServerUnavailable`, the tracker stays as it was and the same turn can run again.
It must not know how the failure is told to the customer.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import RasaException
from rasa.utils.endpoints import EndpointConfig


class ActionServerUnavailable(RasaException):
    """A custom action gave no usable answer: unreachable, timed out, crashed or malformed."""

    def __init__(self, action_name: str) -> None:
        super().__init__(f"custom action '{action_name}' failed, the turn was not saved")
        self.action_name = action_name


class DirectEndpoint(EndpointConfig, ABC):
    """Stands for an action server where actions are reached without a request."""

    @abstractmethod
    async def answer(
        self, name: str, tracker: DialogueStateTracker, domain: Domain
    ) -> dict[str, Any]:
        """Run an action and return its ``events`` and ``responses``.

        Raises:
            ActionExecutionRejection: the action leaves the decision to another policy.
            Exception: any other failure.
        """


class _TurnAborted(BaseException):
    """Carries the failure through Rasa's ``except Exception`` blocks; never leaves a turn."""

    def __init__(self, action_name: str) -> None:
        super().__init__(action_name)
        self.action_name = action_name


def apply() -> None:
    """Make remote actions raise and both places that run actions let it through."""
    RemoteAction.run = _aborting(_direct(RemoteAction.run))
    MessageProcessor._run_action = _reporting(MessageProcessor._run_action)
    MessageProcessor.run_action_extract_slots = _reporting(
        MessageProcessor.run_action_extract_slots
    )


def _direct(
    original: Callable[..., Awaitable[list[Event]]],
) -> Callable[..., Awaitable[list[Event]]]:
    """Ask a :class:`DirectEndpoint` without making a request's body of the conversation."""

    async def run(
        self: RemoteAction,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        endpoint = self.action_endpoint
        if not isinstance(endpoint, DirectEndpoint):
            return await original(self, output_channel, nlg, tracker, domain)
        answer = await endpoint.answer(self.name(), tracker, domain)
        said = await self._utter_responses(answer["responses"], output_channel, nlg, tracker)
        return [*said, *deserialise_events(answer["events"])]

    return run


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
