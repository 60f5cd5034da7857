"""The tables of kefu's own database, one topic a module. The wallet's tables are elsewhere:
nothing here is a customer's money.

Columns bear the names of the dataclasses' fields in `kefu.core`,
so a row becomes one without a mapping.
"""

from __future__ import annotations

from kefu.store.tables.channel import channel_identities, deliveries
from kefu.store.tables.common import metadata
from kefu.store.tables.conversation import (
    account_conversations,
    attachments,
    choices,
    conversation_tokens,
    conversations,
    events,
    personal_data,
)
from kefu.store.tables.desk import (
    agent_sessions,
    agents,
    counters,
    handoffs,
    login_failures,
    tickets,
)
from kefu.store.tables.dialogue import dialogue_trackers
from kefu.store.tables.notification import notifications
from kefu.store.tables.verification import secure_inputs, used_ids, verification_codes

__all__ = [
    "account_conversations",
    "agent_sessions",
    "agents",
    "attachments",
    "channel_identities",
    "choices",
    "conversation_tokens",
    "conversations",
    "counters",
    "deliveries",
    "dialogue_trackers",
    "events",
    "handoffs",
    "login_failures",
    "metadata",
    "notifications",
    "personal_data",
    "secure_inputs",
    "tickets",
    "used_ids",
    "verification_codes",
]
