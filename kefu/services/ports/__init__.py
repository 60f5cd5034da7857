"""What the services need from outside: the wallet, the database, the dialogue engine, and a way to
reach customers.

Adapters live in `kefu.wallet`, `kefu.store` and `kefu.notify`; only `kefu.bootstrap` chooses among
them.
"""

from __future__ import annotations

from kefu.services.ports.attachment import Attachments, Files, Pictures
from kefu.services.ports.channel import ChannelIdentities, Deliveries
from kefu.services.ports.conversation import (
    Choice,
    Choices,
    Conversations,
    Events,
    PersonalData,
    Reception,
    TalkState,
    Tokens,
)
from kefu.services.ports.database import Database, UnitOfWork
from kefu.services.ports.desk import Agents, Handoffs, Held, Tickets
from kefu.services.ports.dialogue import (
    NOTHING_SAID,
    EngineAnswer,
    EngineButton,
    EngineMessage,
    OwedTurn,
    Snapshot,
    Snapshots,
)
from kefu.services.ports.identity import UsedIds
from kefu.services.ports.notification import MessageSender, Notifications
from kefu.services.ports.verification import Codes, CodeScope, SecureInputs
from kefu.services.ports.wallet import RefundRecords, Wallet, WalletBackend

__all__ = [
    "NOTHING_SAID",
    "Agents",
    "Attachments",
    "ChannelIdentities",
    "Choice",
    "Choices",
    "CodeScope",
    "Codes",
    "Conversations",
    "Database",
    "Deliveries",
    "EngineAnswer",
    "EngineButton",
    "EngineMessage",
    "Events",
    "Files",
    "Handoffs",
    "Held",
    "MessageSender",
    "Notifications",
    "OwedTurn",
    "PersonalData",
    "Pictures",
    "Reception",
    "RefundRecords",
    "SecureInputs",
    "Snapshot",
    "Snapshots",
    "TalkState",
    "Tickets",
    "Tokens",
    "UnitOfWork",
    "UsedIds",
    "Wallet",
    "WalletBackend",
]
