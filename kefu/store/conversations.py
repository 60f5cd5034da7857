"""Conversations, the tokens that open them, and the personal data behind references."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, exists, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kefu.core.conversation import TOKEN_LIFETIME, Conversation, Event, EventType, Owner
from kefu.core.verification import InputKind, InputStatus
from kefu.services.ports import NOTHING_SAID, Reception, Snapshot
from kefu.store.rows import KEY, Rows
from kefu.store.tables import (
    choices,
    conversation_tokens,
    conversations,
    dialogue_trackers,
    events,
    personal_data,
    secure_inputs,
)


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

    def reception(self, conversation_id: str, client_id: str, now: datetime) -> Reception | None:
        if self._connection.dialect.name == "postgresql":
            # What others commit while this waits for the lock is seen by the next statement only.
            self.get(conversation_id, lock=True)
        values = {KEY.key: conversation_id, "of_client_id": client_id, "now": now}
        row = self._connection.execute(_ARRIVAL, values).first()
        if row is None:
            return None
        own, event, (offered, *expected) = row[:_WIDTH], row[_WIDTH:_EVENT], row[_EVENT:]
        earlier = None if event[0] is None else Event(*event)
        kinds = frozenset(
            kind for kind, is_open in zip(InputKind, expected, strict=True) if is_open
        )
        return Reception(Conversation(*own), earlier, kinds, bool(offered))

    def opened_by(
        self, token_hash: str, conversation_id: str, now: datetime
    ) -> Conversation | None:
        since = now - TOKEN_LIFETIME
        return self._one(
            _OPENED_BY, of_id=conversation_id, of_hash=token_hash, now=now, since=since
        )

    def owed(self, conversation_id: str) -> tuple[Event, Snapshot] | None:
        row = self._connection.execute(_OWED, {KEY.key: conversation_id}).first()
        if row is None:
            return None
        *event, version, text = row
        return Event(*event), NOTHING_SAID if version is None else Snapshot(version, text)

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


_NOW = bindparam("now", type_=conversation_tokens.c.ends_at.type)
# Not ended, and not too old.
_LIVES = or_(conversation_tokens.c.ends_at.is_(None), conversation_tokens.c.ends_at > _NOW)
_IS_FRESH = conversation_tokens.c.created_at > bindparam("since")
_WIDTH = len(SqlConversations.selected.selected_columns)
_EVENT = _WIDTH + 4
_OWN = SqlConversations.selected.where(conversations.c.id == KEY)
_OPENED_BY = _OWN.join(
    conversation_tokens, conversation_tokens.c.conversation_id == conversations.c.id
).where(conversation_tokens.c.token_hash == bindparam("of_hash"), _IS_FRESH, _LIVES)
_ARRIVAL = (
    _OWN.add_columns(events.c.seq, events.c.at, events.c.type, events.c.data)
    .outerjoin(
        events,
        and_(
            events.c.conversation_id == conversations.c.id,
            events.c.client_id == bindparam("of_client_id"),
        ),
    )
    .add_columns(
        exists().where(choices.c.conversation_id == KEY, choices.c.ended_at.is_(None)),
        *(
            exists().where(
                secure_inputs.c.conversation_id == KEY,
                secure_inputs.c.status == InputStatus.OPEN,
                secure_inputs.c.kind == kind,
                secure_inputs.c.expires_at > _NOW,
            )
            for kind in InputKind
        ),
    )
)
_OWED = (
    select(
        events.c.seq,
        events.c.at,
        events.c.type,
        events.c.data,
        dialogue_trackers.c.version,
        dialogue_trackers.c.events,
    )
    .join(conversations, conversations.c.id == events.c.conversation_id)
    .outerjoin(dialogue_trackers, dialogue_trackers.c.conversation_id == events.c.conversation_id)
    .where(
        events.c.conversation_id == KEY,
        events.c.seq > conversations.c.answered_seq,
        events.c.seq <= conversations.c.inbound_seq,
        conversations.c.owner == Owner.BOT,
        # As `Event.needs_answer` says.
        or_(
            events.c.type == EventType.SIGNAL,
            and_(
                events.c.type == EventType.MESSAGE,
                events.c.data["from"].as_string() == "customer",
            ),
        ),
    )
    .order_by(events.c.seq)
    .limit(1)
)


class SeenConversations(SqlConversations):
    """Reads a conversation once, however many questions are about it."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._seen: dict[str, Conversation | None] = {}

    def get(self, key: str, *, lock: bool = False) -> Conversation | None:
        """As it was when it was first read."""
        if key not in self._seen:
            self._seen[key] = super().get(key, lock=lock)
        return self._seen[key]


class SqlTokens:
    _t = conversation_tokens.c

    _inserted = insert(conversation_tokens)
    _opens = select(_t.conversation_id).where(
        _t.token_hash == bindparam("of_hash"), _IS_FRESH, _LIVES, _t.superseded.is_(False)
    )
    _followed = (
        select(_t.token_hash, conversations.c.last_seq)
        .join(conversations, conversations.c.id == _t.conversation_id)
        .where(
            _t.token_hash.in_(bindparam("hashes", expanding=True)),
            _IS_FRESH,
            _LIVES,
        )
    )
    _news = (
        select(_t.token_hash, events.c.seq, events.c.at, events.c.type, events.c.data)
        .outerjoin(
            events,
            and_(events.c.conversation_id == _t.conversation_id, events.c.seq > bindparam("after")),
        )
        .where(_t.token_hash.in_(bindparam("hashes", expanding=True)), _IS_FRESH, _LIVES)
        .order_by(events.c.seq)
        .limit(bindparam("most"))
    )
    _used_first = (
        update(conversation_tokens)
        .where(
            _t.token_hash == bindparam("of_hash"),
            _t.conversation_id == KEY,
            _t.first_used_at.is_(None),
            _LIVES,
        )
        .values(first_used_at=_NOW)
    )
    _replaced_ended = (
        update(conversation_tokens)
        .where(
            _t.conversation_id == KEY,
            _t.token_hash != bindparam("of_hash"),
            _t.superseded.is_(True),
            _LIVES,
        )
        .values(ends_at=_NOW)
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
