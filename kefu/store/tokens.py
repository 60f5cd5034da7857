"""The tokens that open conversations, as hashes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, insert, or_, select, update

from kefu.core.conversation import TOKEN_LIFETIME, Event
from kefu.store.rows import KEY
from kefu.store.tables import (
    conversation_tokens,
    conversations,
    events,
)

NOW = bindparam("now", type_=conversation_tokens.c.ends_at.type)
# Not ended, and not too old.
LIVES = or_(conversation_tokens.c.ends_at.is_(None), conversation_tokens.c.ends_at > NOW)
IS_FRESH = conversation_tokens.c.created_at > bindparam("since")


class SqlTokens:
    _t = conversation_tokens.c
    _t_same = conversation_tokens.alias().c

    _inserted = insert(conversation_tokens)
    _opens = select(_t.conversation_id).where(
        _t.token_hash == bindparam("of_hash"), IS_FRESH, LIVES, _t.superseded.is_(False)
    )
    _device = select(_t.conversation_id, _t.device).where(_t.token_hash == bindparam("of_hash"))
    _followed = (
        select(_t.token_hash, conversations.c.last_seq)
        .join(conversations, conversations.c.id == _t.conversation_id)
        .where(
            _t.token_hash.in_(bindparam("hashes", expanding=True)),
            IS_FRESH,
            LIVES,
            _t.superseded.is_(False),
        )
    )
    _news = (
        select(_t.token_hash, events.c.seq, events.c.at, events.c.type, events.c.data)
        .outerjoin(
            events,
            and_(events.c.conversation_id == _t.conversation_id, events.c.seq > bindparam("after")),
        )
        .where(
            _t.token_hash.in_(bindparam("hashes", expanding=True)),
            IS_FRESH,
            LIVES,
            _t.superseded.is_(False),
        )
        .order_by(events.c.seq)
        .limit(bindparam("most"))
    )
    _used_first = (
        update(conversation_tokens)
        .where(
            _t.token_hash == bindparam("of_hash"),
            _t.conversation_id == KEY,
            _t.first_used_at.is_(None),
            LIVES,
        )
        .values(first_used_at=NOW)
    )
    _replaced_ended = (
        update(conversation_tokens)
        .where(
            _t.conversation_id == KEY,
            _t.token_hash != bindparam("of_hash"),
            _t.device
            == select(_t_same.device)
            .where(_t_same.token_hash == bindparam("of_hash"))
            .scalar_subquery(),
            _t.superseded.is_(True),
            LIVES,
        )
        .values(ends_at=NOW)
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, token_hash: str, conversation_id: str, device: str, now: datetime) -> None:
        self._connection.execute(
            self._inserted,
            {
                "token_hash": token_hash,
                "conversation_id": conversation_id,
                "device": device,
                "created_at": now,
                "superseded": False,
            },
        )

    def conversation_of(self, token_hash: str, now: datetime) -> str | None:
        values = {"of_hash": token_hash, "now": now, "since": now - TOKEN_LIFETIME}
        return self._connection.scalar(self._opens, values)

    def last_seqs(self, token_hashes: Collection[str], now: datetime) -> dict[str, int]:
        rows = self._connection.execute(
            self._followed,
            {"hashes": token_hashes, "now": now, "since": now - TOKEN_LIFETIME},
        )
        return dict(rows.all())  # type: ignore[arg-type]

    def news(
        self, token_hashes: Collection[str], after: int, limit: int, now: datetime
    ) -> tuple[set[str], list[Event]]:
        values = {
            "hashes": token_hashes,
            "after": after,
            "most": limit * len(token_hashes),  # each event comes once for each token
            "now": now,
            "since": now - TOKEN_LIFETIME,
        }
        rows = self._connection.execute(self._news, values).all()
        found = {row.seq: Event(*row[1:]) for row in rows if row.seq is not None}
        return {row.token_hash for row in rows}, list(found.values())

    def first_use(self, token_hash: str, conversation_id: str, now: datetime) -> bool:
        """Note that a token came into use; True when older ones ended by it."""
        values = {"of_hash": token_hash, KEY.key: conversation_id, "now": now}
        if not self._connection.execute(self._used_first, values).rowcount:
            return False
        return self._connection.execute(self._replaced_ended, values).rowcount > 0

    def device_of(self, token_hash: str) -> tuple[str, str] | None:
        row = self._connection.execute(self._device, {"of_hash": token_hash}).first()
        return None if row is None else (row.conversation_id, row.device)

    def supersede(self, conversation_id: str, until: datetime, *, device: str | None) -> None:
        t = conversation_tokens.c
        statement = update(conversation_tokens).where(
            t.conversation_id == conversation_id, t.ends_at.is_(None)
        )
        if device is not None:
            statement = statement.where(t.device == device)
        self._connection.execute(statement.values(superseded=True, ends_at=until))

    def revoke(
        self,
        conversation_id: str,
        now: datetime,
        *,
        device: str | None = None,
        but: str | None = None,
    ) -> None:
        t = conversation_tokens.c
        statement = update(conversation_tokens).where(
            t.conversation_id == conversation_id, or_(t.ends_at.is_(None), t.ends_at > now)
        )
        if device is not None:
            statement = statement.where(t.device == device)
        if but is not None:
            statement = statement.where(t.device != but)
        self._connection.execute(statement.values(ends_at=now))

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
