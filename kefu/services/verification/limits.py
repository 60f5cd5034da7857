"""How many codes may be sent: to an address, in a conversation, from a network, at all."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from kefu.core.errors import LimitReached
from kefu.core.verification import (
    CONVERSATION_SENDS_PER_HOUR,
    DESTINATION_LIMITS,
    GLOBAL_SENDS_PER_HOUR,
    NETWORK_SENDS_PER_HOUR,
)
from kefu.services.ports import UnitOfWork

HOUR = timedelta(hours=1)


def had_its_share(unit: UnitOfWork, reached: str, now: datetime) -> bool:
    """Whether the address behind the hash `reached` got all the codes that it may get."""
    return any(
        unit.codes.nth_newest(allowed, now - window, address_hash=reached) is not None
        for window, allowed in DESTINATION_LIMITS
    )


def check_limits(
    unit: UnitOfWork,
    conversation_id: str,
    destination: str,
    own_address: str | None,
    network_hash: str | None,
    now: datetime,
) -> None:
    """Raise LimitReached, with the wait until none of the limits stands in the way.

    `own_address` is the asker's own, when it is known who asks: they are told of every code that
    went there, a stranger only of those under the name that strangers type.
    """
    newest = unit.codes.nth_newest
    used_up = [
        (
            newest(allowed, now - window, address_hash=own_address)
            if own_address is not None
            else newest(allowed, now - window, destination_hash=destination),
            window,
        )
        for window, allowed in DESTINATION_LIMITS
    ]
    used_up.append(
        (newest(CONVERSATION_SENDS_PER_HOUR, now - HOUR, conversation_id=conversation_id), HOUR)
    )
    if network_hash is not None:
        used_up.append(
            (newest(NETWORK_SENDS_PER_HOUR, now - HOUR, network_hash=network_hash), HOUR)
        )
    used_up.append((newest(GLOBAL_SENDS_PER_HOUR, now - HOUR), HOUR))
    free_again = [sent_at + window for sent_at, window in used_up if sent_at is not None]
    if free_again:
        # The longest of them: whoever waited for it is not refused a second time.
        seconds = math.ceil((max(free_again) - now).total_seconds())
        raise LimitReached("code_limit", retry_after=seconds)
