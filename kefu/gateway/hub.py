"""Tells the parts of this process that something happened in a conversation. Keeps nothing.

Everything lasting is in the database; a word from here only says "look again". So a lost one costs
a delay, never a message. It must not know who listens.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto


class News(Enum):
    """What may be new in a conversation."""

    LOG = auto()
    ECHO = auto()
    """The customer's own message, perhaps with what the system says to it: others hurry more."""
    TYPING = auto()
    """The bot began to answer. Not kept anywhere."""
    AGENT_TYPING = auto()
    """The agent who has the conversation writes. Not kept either."""


Listener = Callable[[str, News], None]


class Hub:
    """In-process publish and subscribe. All calls from the event loop's thread."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the conversation and what is new, whatever is published."""
        self._listeners.append(listener)

    def publish(self, conversation_id: str, news: News = News.LOG) -> None:
        """There may be something new in the conversation."""
        for listener in self._listeners:
            listener(conversation_id, news)
