"""One transaction with its repositories."""

from __future__ import annotations

from sqlalchemy import Connection

from kefu.store import attachments, channels, conversations, desk, dialogue, events, verification


class SqlUnitOfWork:
    """`kefu.services.ports.UnitOfWork` on one open connection."""

    def __init__(self, connection: Connection) -> None:
        self.conversations = conversations.SqlConversations(connection)
        self.tokens = conversations.SqlTokens(connection)
        self.events = events.SqlEvents(connection)
        self.snapshots = dialogue.SqlSnapshots(connection)
        self.choices = events.SqlChoices(connection)
        self.attachments = attachments.SqlAttachments(connection)
        self.personal_data = conversations.SqlPersonalData(connection)
        self.channel_identities = channels.SqlChannelIdentities(connection)
        self.deliveries = channels.SqlDeliveries(connection)
        self.codes = verification.SqlCodes(connection)
        self.secure_inputs = verification.SqlSecureInputs(connection)
        self.used_ids = verification.SqlUsedIds(connection)
        self.notifications = verification.SqlNotifications(connection)
        self.handoffs = desk.SqlHandoffs(connection)
        self.tickets = desk.SqlTickets(connection)
        self.agents = desk.SqlAgents(connection)
