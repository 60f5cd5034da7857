"""The actions of a package, run in the engine's own process: no HTTP, no copy of the conversation.

The same package, the same rasa-sdk objects and the same failures as behind ``action_server``. An
action sees copies, so that nothing it does to them reaches the dialogue but by what it returns.
It must not know which actions there are.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import time
from collections.abc import Callable, Iterable, MutableSequence
from typing import Any, overload

import structlog
from rasa.core.actions.action import ActionExecutionRejection
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa_sdk import Tracker
from rasa_sdk import interfaces as sdk
from rasa_sdk.executor import ActionExecutor, CollectingDispatcher
from structlog.contextvars import bound_contextvars

from kefu.engine.action_answers import is_valid
from kefu.engine.patches.actions import DirectEndpoint
from kefu.services.turn_context import current

_log = structlog.get_logger("kefu.actions")


class InvalidAnswer(ValueError):
    """An action returned what rasa-sdk's contract does not allow."""


class InlineActions(DirectEndpoint):
    """Rasa's way to the actions that leads to rasa-sdk's executor in this process."""

    def __init__(self, package: str, timeout_seconds: float) -> None:
        """Import the package; exits with 1 if that fails, as the action server does.

        Args:
            package: Name of the package, found on ``sys.path``.
            timeout_seconds: Time within which an action must have answered.
        """
        super().__init__(f"inline:{package}")
        self._executor = ActionExecutor()
        self._executor.register_package(package)
        self._timeout = timeout_seconds
        self._domain: tuple[Domain, dict[str, Any]] | None = None

    async def answer(
        self, name: str, tracker: DialogueStateTracker, domain: Domain
    ) -> dict[str, Any]:
        """Run an action; events and responses as the action server would send them.

        Raises:
            ActionExecutionRejection: the action leaves the decision to another policy.
            ActionNotFoundException: the package has no such action.
            TimeoutError: it did not answer in time.
            InvalidAnswer: it answered with what no event or response is.
            Exception: whatever the action raised.
        """
        with bound_contextvars(
            conversation_id=tracker.sender_id, turn=current() or _message_id(tracker), action=name
        ):
            started = time.perf_counter()
            try:
                async with asyncio.timeout(self._timeout):
                    answer = await self._run(name, tracker, domain)
            except sdk.ActionExecutionRejection as rejection:
                raise ActionExecutionRejection(rejection.action_name, "rejected") from rejection
            except sdk.ActionNotFoundException:
                _log.error("action_unknown")
                raise
            except Exception as error:
                _log.error("action_failed", exc_info=error)
                raise
            _log.info("action", milliseconds=round((time.perf_counter() - started) * 1000, 1))
            return answer

    async def _run(
        self, name: str, tracker: DialogueStateTracker, domain: Domain
    ) -> dict[str, Any]:
        action = self._executor.actions.get(name)
        if action is None:
            raise sdk.ActionNotFoundException(name)
        dispatcher = CollectingDispatcher()
        events = await _called(action, dispatcher, _seen(tracker), self._as_dict(domain))
        answer = {
            "events": self._executor.validate_events(events or [], name),
            "responses": dispatcher.messages,
        }
        # what is no JSON fails here and not when the conversation is saved
        answer = json.loads(json.dumps(answer))
        if not is_valid(answer):
            raise InvalidAnswer(name)
        return answer

    def _as_dict(self, domain: Domain) -> dict[str, Any]:
        """The domain as every action sees it, made once."""
        if self._domain is None or self._domain[0] is not domain:
            self._domain = (domain, domain.as_dict())
        return self._domain[1]


async def _called(action: Callable[..., Any], *arguments: Any) -> Any:
    """Call an action; one that is no coroutine runs beside the event loop, which it would block."""
    if inspect.iscoroutinefunction(action):
        return await action(*arguments)
    result = await asyncio.to_thread(action, *arguments)
    return await result if inspect.isawaitable(result) else result


def _message_id(tracker: DialogueStateTracker) -> str | None:
    return tracker.latest_message.message_id if tracker.latest_message else None


def _seen(tracker: DialogueStateTracker) -> Tracker:
    """The conversation as rasa-sdk shows it to an action."""
    state = tracker.current_state()  # without events
    return Tracker(
        tracker.sender_id,
        _copied(state["slots"]),
        _copied(state["latest_message"]),
        _Events(tracker.events),
        state["paused"],
        state["followup_action"],
        state["active_loop"],
        state["latest_action_name"],
    )


def _copied(value: Any) -> Any:
    """The same as it would come out of JSON."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(item) for item in value]
    return value


class _Events(MutableSequence[dict[str, Any]]):
    """A conversation's events as dictionaries, each made when it is looked at: actions look at the
    last few, from the end.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        self._events: list[Event | dict[str, Any]] = list(events)

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, index: int) -> dict[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> list[dict[str, Any]]: ...
    def __getitem__(self, index: int | slice) -> dict[str, Any] | list[dict[str, Any]]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        event = self._events[index]
        if isinstance(event, dict):
            return event
        seen: dict[str, Any] = _copied(event.as_dict())
        self._events[index] = seen
        return seen

    def __setitem__(self, index: Any, event: Any) -> None:
        self._events[index] = event

    def __delitem__(self, index: int | slice) -> None:
        del self._events[index]

    def insert(self, index: int, event: dict[str, Any]) -> None:
        self._events.insert(index, event)
