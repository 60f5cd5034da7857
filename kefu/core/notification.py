"""A text on its way to a customer's phone or mailbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kefu.core.verification import CodeChannel

MAX_ATTEMPTS = 5
# A sender that died holding a text loses it after this long.
SENDING_LEASE = timedelta(seconds=30)


class NotificationStatus(StrEnum):
    DUE = "due"
    SENT = "sent"
    FAILED = "failed"
    DECOY = "decoy"
    """Never sent: asked for by somebody whose address the wallet does not know,
    so that both look alike.
    """


@dataclass(slots=True)
class Notification:
    """`content_cipher` holds destination, text and code encrypted,
    and is emptied once sent or given up. `turn` is the one that caused it, if any did.
    """

    id: str
    channel: CodeChannel
    purpose: str
    content_cipher: str
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    status: NotificationStatus = NotificationStatus.DUE
    attempts: int = 0
    turn: str | None = None
