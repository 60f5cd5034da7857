"""Closing an account: what stands in the way, the request, and taking it back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, bindparam, func, insert, select, update

from kefu.core.account import Account, AccountStatus
from kefu.core.agreement import AgreementStatus
from kefu.core.clock import BEIJING
from kefu.core.closure import Closure, ClosureStatus, Obstacle, ObstacleKind
from kefu.core.errors import Conflict
from kefu.core.transaction import TransactionStatus
from kefu.wallet.sql.base import SqlBase
from kefu.wallet.sql.refunds import UNDER_WAY
from kefu.wallet.sql.terms import agreements_of, bound_cards_of
from kefu.wallet.tables import closures, refunds, transactions

COOLING_OFF = timedelta(days=7)
_c, _r, _t = closures.c, refunds.c, transactions.c
_CLOSURES = (
    select(closures)
    .where(_c.account_id == bindparam("account"))
    .order_by(_c.requested_at.desc(), _c.id.desc())
)
_PENDING = select(func.count(), func.sum(_t.amount_fen)).where(
    _t.account_id == bindparam("account"), _t.status == TransactionStatus.PENDING
)
_OPEN_REFUNDS = select(func.count(), func.sum(_r.amount_fen)).where(
    _r.account_id == bindparam("account"), _r.status.in_(UNDER_WAY)
)


class SqlClosures(SqlBase):
    """`Closures`."""

    def closure_obstacles(self, account_id: str) -> list[Obstacle]:
        with self._transaction() as connection:
            return _obstacles(connection, self._account(connection, account_id))

    def closure(self, account_id: str) -> Closure | None:
        with self._transaction() as connection:
            return _standing(connection, account_id)

    def request_closure(self, account_id: str, *, key: str) -> Closure:
        with self._effect(key) as (connection, first):
            if first:
                account = self._open_account(connection, account_id)
                self._request_closure(connection, account)
            return _closures(connection, account_id)[0]

    def _request_closure(self, connection: Connection, account: Account) -> None:
        if _standing(connection, account.id) is not None:
            raise Conflict("closure_exists")
        if _obstacles(connection, account):
            raise Conflict("closure_blocked")
        now = self._clock()
        count = len(_closures(connection, account.id))
        connection.execute(
            insert(closures).values(
                id=f"CL{now.astimezone(BEIJING):%Y%m%d}-{account.id}-{count + 1}",
                account_id=account.id,
                requested_at=now,
                closes_on=(now + COOLING_OFF).astimezone(BEIJING).date(),
                status=ClosureStatus.REQUESTED,
            )
        )

    def cancel_closure(self, account_id: str, *, key: str) -> Closure:
        with self._effect(key) as (connection, first):
            if first:
                self._open_account(connection, account_id)
                standing = _standing(connection, account_id)
                if standing is None:
                    raise Conflict("closure_missing")
                connection.execute(
                    update(closures)
                    .where(_c.id == standing.id)
                    .values(status=ClosureStatus.CANCELLED, cancelled_at=self._clock())
                )
            return _closures(connection, account_id)[0]


def _standing(connection: Connection, account_id: str) -> Closure | None:
    """The request that stands, if any."""
    return next(
        (c for c in _closures(connection, account_id) if c.status is ClosureStatus.REQUESTED), None
    )


def _closures(connection: Connection, account_id: str) -> list[Closure]:
    rows = connection.execute(_CLOSURES, {"account": account_id})
    return [Closure(**row._mapping) for row in rows]


def _obstacles(connection: Connection, account: Account) -> list[Obstacle]:
    named = {"account": account.id}
    found: list[Obstacle] = []
    if account.status is not AccountStatus.ACTIVE:
        found.append(Obstacle(ObstacleKind.NOT_ACTIVE))
    if account.restriction is not None:
        found.append(Obstacle(ObstacleKind.RESTRICTION))
    if account.balance_fen != 0:
        found.append(Obstacle(ObstacleKind.BALANCE, amount_fen=account.balance_fen))
    for kind, query in (
        (ObstacleKind.PENDING_TRANSACTION, _PENDING),
        (ObstacleKind.OPEN_REFUND, _OPEN_REFUNDS),
    ):
        count, amount = connection.execute(query, named).one()
        if count:
            found.append(Obstacle(kind, count, int(amount)))
    signed = [
        agreement
        for agreement in agreements_of(connection, account.id)
        if agreement.status is AgreementStatus.ACTIVE
    ]
    if signed:
        found.append(Obstacle(ObstacleKind.AGREEMENT, len(signed)))
    if bound := bound_cards_of(connection, account.id):
        found.append(Obstacle(ObstacleKind.CARD, len(bound)))
    return found
