"""Conversations, their tokens, their event log,
the choices offered and the personal data behind references.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from kefu.core.conversation import TOKEN_LIFETIME, Conversation, Event, EventType, Owner
from kefu.core.errors import Conflict, NotFound
from kefu.store.rows import Rows
from kefu.store.tables import choices, conversation_tokens, conversations, events, personal_data


class SqlConversations(Rows[Conversation]):
    table = conversations
    cls = Conversation

    def save(self, conversation: Conversation) -> None:
        """Write the row back, but for `last_seq`, which only appending an event moves."""
        values = self._values(conversation)
        del values["last_seq"]
        self._connection.execute(
            update(conversations).where(conversations.c.id == values.pop("id")).values(**values)
        )

    def unanswered(self) -> list[str]:
        query = (
            select(conversations.c.id)
            .where(
                conversations.c.owner == Owner.BOT,
                conversations.c.inbound_seq > conversations.c.answered_seq,
            )
            .order_by(conversations.c.updated_at)
        )
        return list(self._connection.scalars(query))

    def of_account(self, account_id: str, limit: int) -> list[Conversation]:
        return self._all(
            self._select()
            .where(conversations.c.account_id == account_id)
            .order_by(conversations.c.created_at.desc())
            .limit(limit)
        )

    def owned_by_agent(self, agent_id: str) -> list[Conversation]:
        return self._all(
            self._select()
            .where(conversations.c.agent_id == agent_id, conversations.c.owner == Owner.AGENT)
            .order_by(conversations.c.updated_at)
        )


class SqlTokens:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token_hash: str, conversation_id: str, now: datetime) -> None:
        self._connection.execute(
            insert(conversation_tokens).values(
                token_hash=token_hash,
                conversation_id=conversation_id,
                created_at=now,
                superseded=False,
            )
        )

    def conversation_of(
        self, token_hash: str, now: datetime, *, replaced: bool = True
    ) -> str | None:
        t = conversation_tokens.c
        query = select(t.conversation_id).where(
            t.token_hash == token_hash,
            t.created_at > now - TOKEN_LIFETIME,
            or_(t.ends_at.is_(None), t.ends_at > now),
        )
        if not replaced:
            query = query.where(t.superseded.is_(False))
        row = self._connection.execute(query).first()
        return None if row is None else str(row.conversation_id)

    def first_use(self, token_hash: str, conversation_id: str, now: datetime) -> bool:
        """Note that a token came into use; True when older ones ended by it."""
        t = conversation_tokens.c
        first = self._connection.execute(
            update(conversation_tokens)
            .where(
                t.token_hash == token_hash,
                t.conversation_id == conversation_id,
                t.first_used_at.is_(None),
                or_(t.ends_at.is_(None), t.ends_at > now),
            )
            .values(first_used_at=now)
        ).rowcount
        if not first:
            return False
        ended = self._connection.execute(
            update(conversation_tokens)
            .where(
                t.conversation_id == conversation_id,
                t.token_hash != token_hash,
                t.superseded.is_(True),
                or_(t.ends_at.is_(None), t.ends_at > now),
            )
            .values(ends_at=now)
        ).rowcount
        return ended > 0

    def supersede(self, conversation_id: str, until: datetime) -> None:
        t = conversation_tokens.c
        self._connection.execute(
            update(conversation_tokens)
            .where(t.conversation_id == conversation_id, t.ends_at.is_(None))
            .values(superseded=True, ends_at=until)
        )

    def revoke_all(self, conversation_id: str, now: datetime) -> None:
        t = conversation_tokens.c
        self._connection.execute(
            update(conversation_tokens)
            .where(t.conversation_id == conversation_id, or_(t.ends_at.is_(None), t.ends_at > now))
            .values(ends_at=now)
        )

    def revoke_account(self, account_id: str, now: datetime, *, but: str) -> None:
        t, c = conversation_tokens.c, conversations.c
        others = select(c.id).where(c.account_id == account_id, c.id != but)
        self._connection.execute(
            update(conversation_tokens)
            .where(
                t.conversation_id.in_(others),
                or_(t.ends_at.is_(None), t.ends_at > now),
            )
            .values(ends_at=now)
        )


class SqlEvents:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        conversation_id: str,
        type: EventType,
        data: dict[str, Any],
        at: datetime,
        *,
        client_id: str | None = None,
    ) -> Event:
        c = conversations.c
        # The row's lock gives the log its order:
        # one conversation's events are numbered one after another.
        seq = self._connection.scalar(
            update(conversations)
            .where(c.id == conversation_id)
            .values(last_seq=c.last_seq + 1, updated_at=at)
            .returning(c.last_seq)
        )
        if seq is None:
            raise NotFound("conversation_not_found")
        entry = Event(seq, at, type, data)
        try:
            self._connection.execute(
                insert(events).values(
                    conversation_id=conversation_id,
                    seq=seq,
                    at=at,
                    type=type,
                    client_id=client_id,
                    data=data,
                )
            )
        except IntegrityError as error:
            raise Conflict("duplicate_client_id") from error
        if entry.needs_answer:
            self._connection.execute(
                update(conversations).where(c.id == conversation_id).values(inbound_seq=seq)
            )
        return entry

    def last_seq(self, conversation_id: str) -> int:
        c = conversations.c
        return self._connection.scalar(select(c.last_seq).where(c.id == conversation_id)) or 0

    def by_client_id(self, conversation_id: str, client_id: str) -> Event | None:
        e = events.c
        row = self._connection.execute(
            select(e.seq, e.at, e.type, e.data).where(
                e.conversation_id == conversation_id, e.client_id == client_id
            )
        ).first()
        return None if row is None else Event(*row)

    def after(self, conversation_id: str, seq: int, limit: int = 500) -> list[Event]:
        e = events.c
        rows = self._connection.execute(
            select(e.seq, e.at, e.type, e.data)
            .where(e.conversation_id == conversation_id, e.seq > seq)
            .order_by(e.seq)
            .limit(limit)
        )
        return [Event(*row) for row in rows]


class SqlChoices:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        choice_id: str,
        conversation_id: str,
        title: str,
        payload: str,
        now: datetime,
        *,
        number: int,
    ) -> None:
        self._connection.execute(
            insert(choices).values(
                id=choice_id,
                conversation_id=conversation_id,
                title=title,
                payload=payload,
                number=number,
                created_at=now,
            )
        )

    def open(self, conversation_id: str) -> list[tuple[str, str, str]]:
        c = choices.c
        rows = self._connection.execute(
            select(c.id, c.title, c.payload)
            .where(c.conversation_id == conversation_id, c.ended_at.is_(None))
            .order_by(c.number)
        )
        return [(row.id, row.title, row.payload) for row in rows]

    def take(self, conversation_id: str, choice_id: str, now: datetime) -> tuple[str, str]:
        c = choices.c
        row = self._connection.execute(
            select(c.title, c.payload, c.ended_at)
            .where(c.conversation_id == conversation_id, c.id == choice_id)
            .with_for_update()
        ).first()
        if row is None:
            raise NotFound("choice_not_found")
        if row.ended_at is not None:
            raise Conflict("choice_expired")
        self.close_all(conversation_id, now)
        return row.title, row.payload

    def close_all(self, conversation_id: str, now: datetime) -> None:
        c = choices.c
        self._connection.execute(
            update(choices)
            .where(and_(c.conversation_id == conversation_id, c.ended_at.is_(None)))
            .values(ended_at=now)
        )


class SqlPersonalData:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(
        self,
        conversation_id: str,
        reference: str,
        value_hash: str,
        ciphertext: str,
        expires_at: datetime,
    ) -> None:
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        values = {"value_hash": value_hash, "ciphertext": ciphertext, "expires_at": expires_at}
        self._connection.execute(
            make(personal_data)
            .values(conversation_id=conversation_id, reference=reference, **values)
            .on_conflict_do_update(index_elements=["conversation_id", "reference"], set_=values)
        )

    def find(self, conversation_id: str, reference: str, now: datetime) -> tuple[str, str] | None:
        p = personal_data.c
        row = self._connection.execute(
            select(p.value_hash, p.ciphertext).where(
                p.conversation_id == conversation_id, p.reference == reference, p.expires_at > now
            )
        ).first()
        return None if row is None else (row.value_hash, row.ciphertext)
