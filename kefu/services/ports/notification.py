"""Texts to a phone or mailbox: who sends them, and those that still have to leave."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kefu.core.notification import Notification


class MessageSender(Protocol):
    """Brings one text to a phone or mailbox."""

    def send(
        self, notification: Notification, destination: str, text: str, code: str | None
    ) -> None:
        """Send now. Raises Unavailable when the provider did not take it."""
        ...


class Notifications(Protocol):
    def of(self, conversation_id: str) -> list[Notification]:
        """Those that turns of the conversation caused, oldest first."""
        ...

    def add(self, notification: Notification) -> None: ...
    def any_due(self, now: datetime) -> bool:
        """Whether there is anything to take."""
        ...

    def claim_due(self, now: datetime, limit: int) -> list[Notification]:
        """Take what is due; what is taken comes back by itself if its sender dies."""
        ...

    def save(self, notification: Notification) -> None: ...
