"""Tells the parts of this process that something happened in a conversation. Keeps nothing.

Everything lasting is in the database; a word from here only says "look again". So a lost one costs
a delay, never a message. It must not know who listens.
"""

from __future__ import annotations

from collections.abc import Callable


class Hub:
    """In-process publish and subscribe. All calls from the event loop's thread."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[str, str | None], None]] = []

    def listen(self, listener: Callable[[str, str | None], None]) -> None:
        """Call `listener` with the conversation and who types, whatever is published."""
        self._listeners.append(listener)

    def publish(self, conversation_id: str, *, typing: str | None = None) -> None:
        """There may be something new in the conversation, or `typing` began to type."""
        for listener in self._listeners:
            listener(conversation_id, typing)
