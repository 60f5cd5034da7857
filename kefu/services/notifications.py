"""Texts to customers: stored with the change that caused them, sent afterwards,
tried again with a growing pause.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import structlog

from kefu.core.clock import Clock
from kefu.core.errors import Unavailable
from kefu.core.notification import MAX_ATTEMPTS, Notification, NotificationStatus
from kefu.core.verification import CODE_LIFETIME, CodeChannel, Purpose
from kefu.services import turn_context
from kefu.services.ports import Database, MessageSender, UnitOfWork
from kefu.services.vault import Vault, new_id
from kefu.words.terms import term
from kefu.words.texts import texts

BATCH = 20

log = structlog.get_logger(__name__)


class NotificationService:
    """Queueing and delivering. Content is encrypted at rest and emptied once it has left."""

    def __init__(
        self, database: Database, vault: Vault, sender: MessageSender, brand: str, clock: Clock
    ) -> None:
        self._database = database
        self._vault = vault
        self._sender = sender
        self._brand = brand
        self._clock = clock

    def queue_code(
        self,
        unit: UnitOfWork,
        channel: CodeChannel,
        purpose: Purpose,
        destination: str | None,
        code: str,
        due_at: datetime | None = None,
    ) -> None:
        """Queue a verification code, to be sent at `due_at` or at once; without a destination a
        decoy of the same cost, never sent.
        """
        now = self._clock()
        minutes = int(CODE_LIFETIME.total_seconds() // 60)
        text = texts().verification.message.format(
            brand=self._brand, code=code, purpose=term(purpose), minutes=minutes
        )
        content = {"destination": destination, "text": text, "code": code}
        cipher = self._vault.encrypt(json.dumps(content))
        unit.notifications.add(
            Notification(
                id=new_id("nt"),
                channel=channel,
                purpose=purpose.value,
                content_cipher=cipher if destination else "",
                created_at=now,
                due_at=due_at or now,
                expires_at=now + CODE_LIFETIME,
                status=NotificationStatus.DUE if destination else NotificationStatus.DECOY,
                turn=turn_context.current(),
            )
        )

    def deliver_due(self) -> int:
        """Send what is due; returns how many went out. Safe to run in several processes at once.

        Owns its transactions: providers are asked outside of them.
        """
        with self._database.read() as unit:
            if not unit.notifications.any_due(self._clock()):
                return 0
        with self._database.begin() as unit:
            due = unit.notifications.claim_due(self._clock(), BATCH)
        sent = 0
        for notification in due:
            with turn_context.during(notification.turn):
                sent += self._deliver(notification)
        return sent

    def _deliver(self, notification: Notification) -> bool:
        now = self._clock()
        if now >= notification.expires_at:
            notification.status = NotificationStatus.FAILED
        else:
            try:
                content = json.loads(self._vault.decrypt(notification.content_cipher))
                self._sender.send(
                    notification, content["destination"], content["text"], content["code"]
                )
                notification.status = NotificationStatus.SENT
            except ValueError:  # written under another secret: nobody will ever read it
                notification.status = NotificationStatus.FAILED
            except Unavailable:
                if notification.attempts >= MAX_ATTEMPTS:
                    notification.status = NotificationStatus.FAILED
                notification.due_at = now + timedelta(seconds=2**notification.attempts)
        if notification.status is not NotificationStatus.DUE:
            notification.content_cipher = ""
        with self._database.begin() as unit:
            unit.notifications.save(notification)
        log.info(
            "notification",
            id=notification.id,
            channel=notification.channel.value,
            purpose=notification.purpose,
            status=notification.status.value,
            attempts=notification.attempts,
        )
        return notification.status is NotificationStatus.SENT
