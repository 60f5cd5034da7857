"""The log of a conversation, and the choices that were offered in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Update, bindparam, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from kefu.core.conversation import Event, EventType
from kefu.core.errors import Conflict, NotFound
from kefu.services.ports import Choice, TalkState
from kefu.store.rows import KEY
from kefu.store.tables import choices, conversations, dialogue_trackers, events

_c = conversations.c


def _numbers(**more: Any) -> Update:
    """Take the next numbers of a conversation's log: the row's lock gives the log its order."""
    return (
        update(conversations)
        .where(_c.id == KEY)
        .values(last_seq=_c.last_seq + bindparam("count"), updated_at=bindparam("now"), **more)
        .returning(_c.last_seq)
    )


def _row(conversation_id: str, event: Event, client_id: str | None = None) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "seq": event.seq,
        "at": event.at,
        "type": event.type,
        "client_id": client_id,
        "data": event.data,
    }


class SqlEvents:
    _e = events.c
    _columns = select(_e.seq, _e.at, _e.type, _e.data)

    _numbered = _numbers()
    _numbered_owing = _numbers(inbound_seq=_c.last_seq + 1)
    _numbered_answering = _numbers(answered_seq=bindparam("answered"))
    _inserted = insert(events)
    _last_seq = select(_c.last_seq).where(_c.id == KEY)
    _by_client_id = _columns.where(
        _e.conversation_id == KEY, _e.client_id == bindparam("of_client_id")
    )
    _after = (
        _columns.where(_e.conversation_id == KEY, _e.seq > bindparam("after"))
        .order_by(_e.seq)
        .limit(bindparam("most"))
    )

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
        event = Event(0, at, type, data)
        if event.needs_answer:
            seq = self._number(self._numbered_owing, conversation_id, at, count=1)
        else:
            seq = self._number(self._numbered, conversation_id, at, count=1)
        event = Event(seq, at, type, data)
        try:
            self._connection.execute(self._inserted, _row(conversation_id, event, client_id))
        except IntegrityError as error:
            raise Conflict("duplicate_client_id") from error
        return event

    def append_many(
        self,
        conversation_id: str,
        entries: Sequence[tuple[EventType, dict[str, Any]]],
        at: datetime,
        *,
        answered: int | None = None,
    ) -> list[Event]:
        if answered is None:
            last = self._number(self._numbered, conversation_id, at, count=len(entries))
        else:
            last = self._number(
                self._numbered_answering, conversation_id, at, count=len(entries), answered=answered
            )
        added = [
            Event(seq, at, *entry) for seq, entry in enumerate(entries, last - len(entries) + 1)
        ]
        self._connection.execute(self._inserted, [_row(conversation_id, event) for event in added])
        return added

    def _number(self, statement: Update, conversation_id: str, at: datetime, **values: int) -> int:
        """The last of the numbers that are taken."""
        last = self._connection.scalar(statement, {KEY.key: conversation_id, "now": at, **values})
        if last is None:
            raise NotFound("conversation_not_found")
        return int(last)

    def last_seq(self, conversation_id: str) -> int:
        return self._connection.scalar(self._last_seq, {KEY.key: conversation_id}) or 0

    def by_client_id(self, conversation_id: str, client_id: str) -> Event | None:
        values = {KEY.key: conversation_id, "of_client_id": client_id}
        row = self._connection.execute(self._by_client_id, values).first()
        return None if row is None else Event(*row)

    def after(self, conversation_id: str, seq: int, limit: int = 500) -> list[Event]:
        values = {KEY.key: conversation_id, "after": seq, "most": limit}
        return [Event(*row) for row in self._connection.execute(self._after, values)]

    def talk_states(self, conversation_ids: Sequence[str]) -> dict[str, TalkState]:
        last: dict[str, Event] = {}
        unanswered: defaultdict[str, list[Event]] = defaultdict(list)
        for key, *row in self._connection.execute(_LATELY, {"of_ids": list(conversation_ids)}):
            event = last[key] = Event(*row)
            if event.data["from"] == "customer":
                unanswered[key].append(event)
            elif event.data["from"] == "agent":
                unanswered[key].clear()
        return {key: TalkState(event, unanswered[key]) for key, event in last.items()}


# What is read of each talk: no row of a list needs more.
_TALK_READ = 60
_LATELY = (
    select(events.c.conversation_id, events.c.seq, events.c.at, events.c.type, events.c.data)
    .join(conversations, _c.id == events.c.conversation_id)
    .where(
        _c.id.in_(bindparam("of_ids", expanding=True)),
        events.c.type == EventType.MESSAGE,
        events.c.seq > _c.last_seq - _TALK_READ,
        events.c.data["from"].as_string() != "system",
    )
    .order_by(events.c.conversation_id, events.c.seq)
)


# What the dialogue of the conversation asks now.
_ASKED = (
    select(dialogue_trackers.c.asks)
    .where(dialogue_trackers.c.conversation_id == KEY)
    .scalar_subquery()
)


class SqlChoices:
    _h = choices.c
    _inserted = insert(choices)
    _open = (
        select(_h.id, _h.title, _h.payload)
        .where(_h.conversation_id == KEY, _h.ended_at.is_(None))
        .order_by(_h.number)
    )
    _one = (
        select(
            _h.title,
            _h.payload,
            _h.created_at,
            _h.ended_at,
            _h.answered,
            _h.asks,
            _ASKED.label("asked"),
        )
        .where(_h.conversation_id == KEY, _h.id == bindparam("of_choice"))
        .with_for_update()
    )
    _answered = (
        update(choices)
        .where(
            _h.conversation_id == KEY,
            or_(
                _h.ended_at.is_(None),
                _h.asks == bindparam("of_asks"),
                _h.created_at == bindparam("offered_at"),
            ),
        )
        .values(ended_at=bindparam("now"), answered=True)
    )
    _closed = (
        update(choices)
        .where(_h.conversation_id == KEY, _h.ended_at.is_(None))
        .values(ended_at=bindparam("now"))
    )

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def offer(
        self,
        conversation_id: str,
        offered: Sequence[tuple[str, str, str]],
        now: datetime,
        *,
        asks: str | None = None,
    ) -> None:
        self.close_all(conversation_id, now)
        rows = [
            {
                "id": choice_id,
                "conversation_id": conversation_id,
                "title": title,
                "payload": payload,
                "number": number,
                "created_at": now,
                "asks": asks,
            }
            for number, (choice_id, title, payload) in enumerate(offered, 1)
        ]
        self._connection.execute(self._inserted, rows)

    def open(self, conversation_id: str) -> list[tuple[str, str, str]]:
        rows = self._connection.execute(self._open, {KEY.key: conversation_id})
        return [(row.id, row.title, row.payload) for row in rows]

    def find(self, conversation_id: str, choice_id: str) -> Choice | None:
        values = {KEY.key: conversation_id, "of_choice": choice_id}
        row = self._connection.execute(self._one, values).first()
        if row is None:
            return None
        stands = row.asks is not None and row.asks == row.asked
        return Choice(
            row.title, row.payload, row.created_at, row.ended_at, row.answered, row.asks, stands
        )

    def take(self, conversation_id: str, choice: Choice, now: datetime) -> None:
        values = {
            KEY.key: conversation_id,
            "of_asks": choice.asks,
            "offered_at": choice.offered_at,
            "now": now,
        }
        self._connection.execute(self._answered, values)

    def close_all(self, conversation_id: str, now: datetime) -> None:
        self._connection.execute(self._closed, {KEY.key: conversation_id, "now": now})
