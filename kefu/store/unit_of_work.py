"""One transaction with its repositories."""

from __future__ import annotations

import sqlite3

from sqlalchemy import Connection

from kefu.store import (
    attachments,
    channels,
    conversations,
    desk,
    dialogue,
    events,
    personal_data,
    tokens,
    verification,
)


class SqlUnitOfWork:
    """`kefu.services.ports.UnitOfWork` on one open connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.conversations = conversations.SqlConversations(connection)
        self.tokens = tokens.SqlTokens(connection)
        self.events = events.SqlEvents(connection)
        self.snapshots = dialogue.SqlSnapshots(connection)
        self.choices = events.SqlChoices(connection)
        self.attachments = attachments.SqlAttachments(connection)
        self.personal_data = personal_data.SqlPersonalData(connection)
        self.channel_identities = channels.SqlChannelIdentities(connection)
        self.deliveries = channels.SqlDeliveries(connection)
        self.codes = verification.SqlCodes(connection)
        self.secure_inputs = verification.SqlSecureInputs(connection)
        self.used_ids = verification.SqlUsedIds(connection)
        self.notifications = verification.SqlNotifications(connection)
        self.handoffs = desk.SqlHandoffs(connection)
        self.tickets = desk.SqlTickets(connection)
        self.agents = desk.SqlAgents(connection)

    @classmethod
    def for_reading(cls, connection: Connection) -> SqlUnitOfWork:
        """One that sees each conversation as it first saw it: nothing changes within it."""
        unit = cls(connection)
        unit.conversations = conversations.SeenConversations(connection)
        return unit

    def execute(self, command: str) -> None:
        """Run a command of SQLite's that takes and returns nothing."""
        self._driver.execute(command)

    @property
    def is_open(self) -> bool:
        """Whether SQLite still holds the transaction open."""
        return bool(self._driver.in_transaction)

    @property
    def _driver(self) -> sqlite3.Connection:
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver
