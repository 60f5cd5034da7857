"""Pictures that customers send: which are taken, and how large."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 16_000_000
MOST_PER_CONVERSATION = 20


@dataclass(frozen=True, slots=True)
class Attachment:
    """One picture, re-encoded; its bytes are in a file named after `id`."""

    id: str
    conversation_id: str
    media_type: str
    size: int
    created_at: datetime
