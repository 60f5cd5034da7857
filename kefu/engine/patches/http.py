"""Rasa's own HTTP doors: a stream always ends, and replaced events replace.

With a failing turn Rasa's stream never ends, so ``rasa shell`` and ``?stream=true`` wait for ever;
and nothing in the tracker of ``PUT …/tracker/events`` tells a store that the caller means to
overwrite. It must not know our own channel or store.
"""

from __future__ import annotations

from asyncio import Queue
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa import server
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.shared.core.trackers import DialogueStateTracker

from kefu.engine.patches.actions import ActionServerUnavailable

REPLACES = "kefu_replaces"  # attribute of a tracker that takes the place of whatever is stored

_log = structlog.get_logger("kefu.engine")


def apply() -> None:
    """Apply both repairs."""
    RestInput.on_message_wrapper = staticmethod(_ending(RestInput.on_message_wrapper))
    server.DialogueStateTracker = _TrackerOfCaller


def _ending(original: Callable[..., Awaitable[None]]) -> Callable[..., Awaitable[None]]:
    """End the stream of a failed turn with one entry that has an ``error``, as well as words."""

    async def on_message_wrapper(
        on_new_message: Callable[[UserMessage], Awaitable[Any]],
        text: str,
        queue: Queue[Any],
        sender_id: str,
        *further: Any,
        **named: Any,
    ) -> None:
        try:
            await original(on_new_message, text, queue, sender_id, *further, **named)
        except Exception as error:  # noqa: BLE001 - whatever failed, the reader must not wait
            _log.error("stream_failed", exc_info=error)
            code, words = _described(error)
            await queue.put({"recipient_id": sender_id, "text": words, "error": code})
            await queue.put("DONE")

    return on_message_wrapper


def _described(error: Exception) -> tuple[str, str]:
    """Return a stable code, and words for the developer who reads the stream."""
    if isinstance(error, ActionServerUnavailable):
        return "action_server_unavailable", f"[error] {error}; is the action server running?"
    return "internal", f"[error] {type(error).__name__}: see the log of the server"


class _TrackerOfCaller(DialogueStateTracker):
    """Stands for the tracker's class where the HTTP API makes a tracker out of a request."""

    @classmethod
    def from_dict(cls, *arguments: Any, **named: Any) -> DialogueStateTracker:
        tracker = DialogueStateTracker.from_dict(*arguments, **named)
        setattr(tracker, REPLACES, True)
        return tracker
