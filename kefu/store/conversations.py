"""Conversations, the tokens that open them, and the personal data behind references."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kefu.core.conversation import TOKEN_LIFETIME, Conversation, Owner
from kefu.store.rows import KEY, Rows
from kefu.store.tables import conversation_tokens, conversations, personal_data


class SqlConversations(Rows[Conversation]):
    table = conversations
    cls = Conversation

    _unanswered = (
        select(conversations.c.id)
        .where(
            conversations.c.owner == Owner.BOT,
            conversations.c.inbound_seq > conversations.c.answered_seq,
        )
        .order_by(conversations.c.updated_at)
    )

    def save(self, conversation: Conversation) -> None:
        """Write the row back, but for `last_seq` and `inbound_seq`, which only appending an event
        moves.
        """
        values = self._values(conversation)
        del values["last_seq"], values["inbound_seq"]
        values[KEY.key] = values.pop("id")
        self._connection.execute(self._saved, values)

    def unanswered(self) -> list[str]:
        return list(self._connection.scalars(self._unanswered))

    def of_account(self, account_id: str, limit: int) -> list[Conversation]:
        return self._all(
            self.selected.where(conversations.c.account_id == account_id)
            .order_by(conversations.c.created_at.desc())
            .limit(limit)
        )

    def owned_by_agent(self, agent_id: str) -> list[Conversation]:
        return self._all(
            self.selected.where(
                conversations.c.agent_id == agent_id, conversations.c.owner == Owner.AGENT
            ).order_by(conversations.c.updated_at)
        )


class SqlTokens:
    _t = conversation_tokens.c
    _now = bindparam("now", type_=_t.ends_at.type)
    _lives = or_(_t.ends_at.is_(None), _t.ends_at > _now)

    _inserted = insert(conversation_tokens)
    _opens = select(_t.conversation_id).where(
        _t.token_hash == bindparam("of_hash"), _t.created_at > bindparam("since"), _lives
    )
    _opens_unreplaced = _opens.where(_t.superseded.is_(False))
    _followed = (
        select(_t.token_hash, conversations.c.last_seq)
        .join(conversations, conversations.c.id == _t.conversation_id)
        .where(
            _t.token_hash.in_(bindparam("hashes", expanding=True)),
            _t.created_at > bindparam("since"),
            _lives,
        )
    )
    _used_first = (
        update(conversation_tokens)
        .where(
            _t.token_hash == bindparam("of_hash"),
            _t.conversation_id == KEY,
            _t.first_used_at.is_(None),
            _lives,
        )
        .values(first_used_at=_now)
    )
    _replaced_ended = (
        update(conversation_tokens)
        .where(
            _t.conversation_id == KEY,
            _t.token_hash != bindparam("of_hash"),
            _t.superseded.is_(True),
            _lives,
        )
        .values(ends_at=_now)
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token_hash: str, conversation_id: str, now: datetime) -> None:
        self._connection.execute(
            self._inserted,
            {
                "token_hash": token_hash,
                "conversation_id": conversation_id,
                "created_at": now,
                "superseded": False,
            },
        )

    def conversation_of(
        self, token_hash: str, now: datetime, *, replaced: bool = True
    ) -> str | None:
        return self._connection.scalar(
            self._opens if replaced else self._opens_unreplaced,
            {"of_hash": token_hash, "now": now, "since": now - TOKEN_LIFETIME},
        )

    def last_seqs(self, token_hashes: Collection[str], now: datetime) -> dict[str, int]:
        rows = self._connection.execute(
            self._followed,
            {"hashes": token_hashes, "now": now, "since": now - TOKEN_LIFETIME},
        )
        return dict(rows.all())  # type: ignore[arg-type]

    def first_use(self, token_hash: str, conversation_id: str, now: datetime) -> bool:
        """Note that a token came into use; True when older ones ended by it."""
        values = {"of_hash": token_hash, KEY.key: conversation_id, "now": now}
        if not self._connection.execute(self._used_first, values).rowcount:
            return False
        return self._connection.execute(self._replaced_ended, values).rowcount > 0

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


class SqlPersonalData:
    _p = personal_data.c
    _found = select(_p.value_hash, _p.ciphertext).where(
        _p.conversation_id == KEY,
        _p.reference == bindparam("of_reference"),
        _p.expires_at > bindparam("now"),
    )

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
        values = {KEY.key: conversation_id, "of_reference": reference, "now": now}
        row = self._connection.execute(self._found, values).first()
        return None if row is None else (row.value_hash, row.ciphertext)
