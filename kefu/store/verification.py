"""Codes, secure inputs, one-time ids and the notifications that carry codes."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from kefu.core.notification import SENDING_LEASE, Notification, NotificationStatus
from kefu.core.verification import InputKind, InputStatus, SecureInput, VerificationCode
from kefu.services.ports import CodeScope
from kefu.store.rows import KEY, Rows
from kefu.store.tables import notifications, secure_inputs, used_ids, verification_codes


class SqlCodes(Rows[VerificationCode]):
    table = verification_codes
    cls = VerificationCode

    def of(self, conversation_id: str) -> list[VerificationCode]:
        c = verification_codes.c
        return self._all(
            self.selected.where(c.conversation_id == conversation_id).order_by(c.created_at)
        )

    def end_open(self, conversation_id: str, now: datetime) -> None:
        c = verification_codes.c
        self._connection.execute(
            update(verification_codes)
            .where(c.conversation_id == conversation_id, c.ended_at.is_(None))
            .values(ended_at=now)
        )

    def nth_newest(self, n: int, since: datetime, scope: CodeScope) -> datetime | None:
        return self._at(_nth("created_at", *_named(scope)), n, since, scope)

    def nth_text(self, n: int, since: datetime, scope: CodeScope) -> datetime | None:
        return self._at(_nth("text_at", *_named(scope)), n, since, scope)

    def nth_address(
        self, n: int, since: datetime, scope: CodeScope, *, but: str
    ) -> datetime | None:
        return self._at(_nth_address(*_named(scope)), n, since, scope, but=but)

    def _at(
        self, query: Select[Any], n: int, since: datetime, scope: CodeScope, **more: str
    ) -> datetime | None:
        values = {"before": n - 1, "since": since, **_named(scope), **more}
        found: datetime | None = self._connection.scalar(query, values)
        return found

    def failures(self, since: datetime, scope: CodeScope) -> list[tuple[datetime, int]]:
        found = self._connection.execute(
            _failures(*_named(scope)), {"since": since, **_named(scope)}
        )
        return [(row.last_failure_at, row.failures) for row in found]

    def one_at_a_time(self, *keys: str) -> None:
        if self._connection.dialect.name != "postgresql":
            return  # SQLite lets in one writing transaction at a time anyway
        # Always in the same order, so that two transactions never wait for each other.
        for number in sorted({_lock_number(key) for key in keys}):
            self._connection.execute(select(func.pg_advisory_xact_lock(number)))

    def delete_all(self) -> None:
        self._connection.execute(delete(verification_codes))


def _named(scope: CodeScope) -> dict[str, str]:
    """What the scope is narrowed to, by column."""
    return {name: value for name, value in asdict(scope).items() if value is not None}


# A code is asked for against a dozen limits: each query is built once for the columns it names.


@cache
def _nth(at: str, *columns: str) -> Select[Any]:
    moment = verification_codes.c[at]
    query = select(moment).where(moment > bindparam("since"), *_within(columns))
    return query.order_by(moment.desc()).offset(bindparam("before")).limit(1)


@cache
def _nth_address(*columns: str) -> Select[Any]:
    c = verification_codes.c
    last = func.max(c.created_at, type_=c.created_at.type)
    own = (c.created_at > bindparam("since"), c.destination_hash != bindparam("but"))
    query = select(last).where(*own, *_within(columns)).group_by(c.destination_hash)
    return query.order_by(last.desc()).offset(bindparam("before")).limit(1)


@cache
def _failures(*columns: str) -> Select[Any]:
    c = verification_codes.c
    recent = c.last_failure_at > bindparam("since")
    query = select(c.last_failure_at, c.failures).where(recent, *_within(columns))
    return query.order_by(c.last_failure_at.desc())


def _within(columns: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [verification_codes.c[name] == bindparam(name) for name in columns]


def _lock_number(key: str) -> int:
    """A key as PostgreSQL's advisory locks take it: 64 bits with a sign."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], signed=True)


class SqlSecureInputs(Rows[SecureInput]):
    table = secure_inputs
    cls = SecureInput

    def of(self, conversation_id: str) -> list[SecureInput]:
        c = secure_inputs.c
        return self._all(
            self.selected.where(c.conversation_id == conversation_id).order_by(c.created_at)
        )

    def open(
        self, conversation_id: str, now: datetime, kind: InputKind | None = None
    ) -> list[SecureInput]:
        found = self._all(_OPEN, of_id=conversation_id, now=now)
        return [item for item in found if kind is None or item.kind is kind]

    def failures(self, account_id: str, since: datetime) -> int:
        c = secure_inputs.c
        query = select(func.coalesce(func.sum(c.failures), 0))
        return int(
            self._connection.scalar(query.where(c.account_id == account_id, c.created_at > since))
            or 0
        )

    def close_all(self, conversation_id: str) -> None:
        c = secure_inputs.c
        self._connection.execute(
            update(secure_inputs)
            .where(c.conversation_id == conversation_id, c.status == InputStatus.OPEN)
            .values(status=InputStatus.CLOSED)
        )


_OPEN = SqlSecureInputs.selected.where(
    secure_inputs.c.conversation_id == KEY,
    secure_inputs.c.status == InputStatus.OPEN,
    secure_inputs.c.expires_at > bindparam("now"),
)


class SqlUsedIds:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def use(self, kind: str, value: str, expires_at: datetime) -> bool:
        savepoint = self._connection.begin_nested()
        try:
            self._connection.execute(
                insert(used_ids).values(kind=kind, value_hash=value, expires_at=expires_at)
            )
        except IntegrityError:
            savepoint.rollback()
            return False
        savepoint.commit()
        return True


class SqlNotifications(Rows[Notification]):
    table = notifications
    cls = Notification

    _any_due = (
        select(notifications.c.id)
        .where(
            notifications.c.status == NotificationStatus.DUE,
            notifications.c.due_at <= bindparam("now"),
        )
        .limit(1)
    )

    def of(self, conversation_id: str) -> list[Notification]:
        c = notifications.c
        return self._all(
            self.selected.where(c.turn.startswith(f"{conversation_id}/", autoescape=True)).order_by(
                c.created_at
            )
        )

    def any_due(self, now: datetime) -> bool:
        return self._connection.scalar(self._any_due, {"now": now}) is not None

    def claim_due(self, now: datetime, limit: int) -> list[Notification]:
        c = notifications.c
        query = (
            self.selected.where(c.status == NotificationStatus.DUE, c.due_at <= now)
            .order_by(c.due_at)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        due = self._all(query)
        for notification in due:
            notification.attempts += 1
            notification.due_at = now + SENDING_LEASE
            self.save(notification)
        return due
