"""The development outbox: what would be sent is kept with the demo wallet,
as if on its customers' phones.
"""

from __future__ import annotations

from contextlib import suppress

from sqlalchemy import Engine, insert
from sqlalchemy.exc import IntegrityError

from kefu.core.clock import Clock
from kefu.core.notification import Notification
from kefu.wallet.demo import UNREACHABLE_PHONES
from kefu.wallet.tables import outbox


class DevelopmentOutbox:
    """`kefu.services.ports.MessageSender` without a provider.

    Never in production: it keeps codes in clear.
    """

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def send(
        self, notification: Notification, destination: str, text: str, code: str | None
    ) -> None:
        """Deliver to the outbox, once; a number out of service swallows it, as real ones do."""
        if destination in UNREACHABLE_PHONES:
            return
        # A sender that died after this and before noting it sends again.
        with suppress(IntegrityError), self._engine.begin() as connection:
            connection.execute(
                insert(outbox).values(
                    id=notification.id,
                    to=destination,
                    kind=notification.channel.value,
                    purpose=notification.purpose,
                    code=code,
                    text=text,
                    at=self._clock(),
                )
            )
