"""Conversations, and what is read together with one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, exists, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kefu.core.conversation import (
    BOT_ANSWERS,
    TOKEN_LIFETIME,
    Conversation,
    Event,
    EventType,
    Owner,
)
from kefu.core.verification import InputKind, InputStatus
from kefu.services.ports import NOTHING_SAID, Reception, Snapshot
from kefu.store.rows import KEY, Rows
from kefu.store.tables import (
    account_conversations,
    choices,
    conversation_tokens,
    conversations,
    dialogue_trackers,
    events,
    secure_inputs,
)
from kefu.store.tokens import IS_FRESH, LIVES, NOW


class SqlConversations(Rows[Conversation]):
    table = conversations
    cls = Conversation

    _unanswered = (
        select(conversations.c.id)
        .where(
            conversations.c.owner.in_(BOT_ANSWERS),
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
        own, event = row[:_WIDTH], row[_WIDTH:_EVENT]
        before, (offered, *expected) = row[_EVENT:_PREVIOUS], row[_PREVIOUS:]
        earlier = None if event[0] is None else Event(*event)
        previous = None if before[0] is None else Event(*before)
        kinds = frozenset(
            kind for kind, is_open in zip(InputKind, expected, strict=True) if is_open
        )
        return Reception(Conversation(*own), earlier, previous, kinds, bool(offered))

    def opened_by(
        self, token_hash: str, conversation_id: str, now: datetime
    ) -> tuple[Conversation, str, bool] | None:
        values = {KEY.key: conversation_id, "of_hash": token_hash, "now": now}
        row = self._connection.execute(
            _OPENED_BY, {**values, "since": now - TOKEN_LIFETIME}
        ).first()
        return None if row is None else (Conversation(*row[:-2]), row[-2], row[-1])

    def owed(self, conversation_id: str) -> tuple[list[Event], Snapshot] | None:
        rows = self._connection.execute(_OWED, {KEY.key: conversation_id}).all()
        if not rows:
            return None
        *_, version, text = rows[0]
        before = NOTHING_SAID if version is None else Snapshot(version, text)
        return [Event(*row[:4]) for row in rows], before

    def unanswered(self) -> list[str]:
        return list(self._connection.scalars(self._unanswered))

    def of_account(self, account_id: str, limit: int) -> list[Conversation]:
        return self._all(
            self.selected.where(conversations.c.account_id == account_id)
            .order_by(conversations.c.created_at.desc())
            .limit(limit)
        )

    def current_of(self, account_id: str) -> str | None:
        a = account_conversations.c
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        self._connection.execute(
            make(account_conversations).values(account_id=account_id).on_conflict_do_nothing()
        )
        query = select(a.conversation_id).where(a.account_id == account_id).with_for_update()
        return self._connection.scalar(query)

    def note_current(self, account_id: str, conversation_id: str) -> None:
        self._connection.execute(
            update(account_conversations)
            .where(account_conversations.c.account_id == account_id)
            .values(conversation_id=conversation_id)
        )

    def open_ones(self) -> list[str]:
        query = select(conversations.c.id).where(conversations.c.owner != Owner.CLOSED)
        return list(self._connection.scalars(query))


# So many messages at most are looked at to be read together.
MOST_OWED = 6
_WIDTH = len(SqlConversations.selected.selected_columns)
_EVENT = _WIDTH + 4
_PREVIOUS = _EVENT + 4
_previous = events.alias("previous")
_OWN = SqlConversations.selected.where(conversations.c.id == KEY)
_OPENED_BY = (
    _OWN.add_columns(conversation_tokens.c.device, conversation_tokens.c.superseded)
    .join(conversation_tokens, conversation_tokens.c.conversation_id == conversations.c.id)
    .where(conversation_tokens.c.token_hash == bindparam("of_hash"), IS_FRESH, LIVES)
)
_ARRIVAL = (
    _OWN.add_columns(events.c.seq, events.c.at, events.c.type, events.c.data)
    .outerjoin(
        events,
        and_(
            events.c.conversation_id == conversations.c.id,
            events.c.client_id == bindparam("of_client_id"),
        ),
    )
    .add_columns(_previous.c.seq, _previous.c.at, _previous.c.type, _previous.c.data)
    .outerjoin(
        _previous,
        and_(
            _previous.c.conversation_id == conversations.c.id,
            _previous.c.seq == conversations.c.inbound_seq,
        ),
    )
    .add_columns(
        exists().where(choices.c.conversation_id == KEY, choices.c.ended_at.is_(None)),
        *(
            exists().where(
                secure_inputs.c.conversation_id == KEY,
                secure_inputs.c.status == InputStatus.OPEN,
                secure_inputs.c.kind == kind,
                secure_inputs.c.expires_at > NOW,
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
        conversations.c.owner.in_(BOT_ANSWERS),
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
    .limit(MOST_OWED)
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
