"""What stands where a provider is missing: nothing is sent, and nobody is told that it was."""

from __future__ import annotations

from kefu.core.errors import Unavailable
from kefu.core.notification import Notification


class MissingProvider:
    """`kefu.services.ports.MessageSender` of an installation without one."""

    def send(
        self, notification: Notification, destination: str, text: str, code: str | None
    ) -> None:
        """Raise Unavailable, so that the text is kept until it
        expires and counts as failed then.
        """
        raise Unavailable("no_message_provider")
