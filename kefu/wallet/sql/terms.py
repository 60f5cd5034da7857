"""On what terms a customer moves money: limits, fees, agreements with merchants, bound cards."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Connection, bindparam, select, update

from kefu.core.agreement import Agreement, AgreementStatus
from kefu.core.allowance import FeeRule, Limit
from kefu.core.card import BankCard, CardStatus
from kefu.core.errors import Conflict, NotFound
from kefu.core.transaction import TransactionStatus
from kefu.wallet.sql.base import SqlBase
from kefu.wallet.tables import agreements, cards, fees, limits, transactions

_g, _c, _f, _l, _t = agreements.c, cards.c, fees.c, limits.c, transactions.c
_LIMITS = (
    select(_l.kind, _l.single_fen, _l.day_fen, _l.month_fen, _l.day_used_fen, _l.month_used_fen)
    .where(_l.account_id == bindparam("account"))
    .order_by(_l.kind)
)
_FEES = (
    select(_f.kind, _f.rate, _f.minimum_fen, _f.maximum_fen, _f.free_left_fen)
    .where(_f.account_id == bindparam("account"))
    .order_by(_f.kind)
)
_AGREEMENTS = (
    select(agreements)
    .where(_g.account_id == bindparam("account"))
    .order_by(_g.status == AgreementStatus.ENDED, _g.signed_at.desc(), _g.id)
)
_AGREEMENT = _AGREEMENTS.where(_g.id == bindparam("id"))
_CARDS = select(cards).where(_c.account_id == bindparam("account")).order_by(_c.id)
_BOUND_CARDS = _CARDS.where(_c.status != CardStatus.UNBOUND)
_CARD = _CARDS.where(_c.id == bindparam("id"))
_PENDING_OF_CARD = select(_t.id).where(
    _t.card_id == bindparam("card"), _t.status == TransactionStatus.PENDING
)


class SqlTerms(SqlBase):
    """`LimitRecords`, `FeeRecords`, `AgreementRecords` and `CardRecords`."""

    def limits(self, account_id: str) -> list[Limit]:
        with self._transaction() as connection:
            rows = connection.execute(_LIMITS, {"account": account_id}).all()
        return [Limit(**row._mapping) for row in rows]

    def fees(self, account_id: str) -> list[FeeRule]:
        with self._transaction() as connection:
            rows = connection.execute(_FEES, {"account": account_id}).all()
        return [FeeRule(**{**row._mapping, "rate": Decimal(row.rate)}) for row in rows]

    def agreements(self, account_id: str) -> list[Agreement]:
        with self._transaction() as connection:
            return agreements_of(connection, account_id)

    def end_agreement(self, account_id: str, agreement_id: str, *, key: str) -> Agreement:
        with self._effect(key) as (connection, first):
            if first:
                self._open_account(connection, account_id)
                found = _agreement(connection, account_id, agreement_id)
                if found.status is AgreementStatus.ENDED:
                    raise Conflict("agreement_ended")
                connection.execute(
                    update(agreements)
                    .where(_g.id == agreement_id)
                    .values(
                        status=AgreementStatus.ENDED, ended_at=self._clock(), next_charge_on=None
                    )
                )
            return _agreement(connection, account_id, agreement_id)

    def cards(self, account_id: str) -> list[BankCard]:
        with self._transaction() as connection:
            return bound_cards_of(connection, account_id)

    def unbind_card(self, account_id: str, card_id: str, *, key: str) -> BankCard:
        with self._effect(key) as (connection, first):
            if first:
                self._free_account(connection, account_id)
                if _card(connection, account_id, card_id).status is CardStatus.UNBOUND:
                    raise Conflict("card_unbound")
                if connection.execute(_PENDING_OF_CARD, {"card": card_id}).first() is not None:
                    raise Conflict("card_in_use")
                connection.execute(
                    update(cards).where(_c.id == card_id).values(status=CardStatus.UNBOUND)
                )
            return _card(connection, account_id, card_id)


def agreements_of(connection: Connection, account_id: str) -> list[Agreement]:
    """The account's agreements, active ones first."""
    rows = connection.execute(_AGREEMENTS, {"account": account_id})
    return [Agreement(**row._mapping) for row in rows]


def bound_cards_of(connection: Connection, account_id: str) -> list[BankCard]:
    """The cards that are bound now."""
    rows = connection.execute(_BOUND_CARDS, {"account": account_id})
    return [BankCard(**row._mapping) for row in rows]


def _agreement(connection: Connection, account_id: str, agreement_id: str) -> Agreement:
    row = connection.execute(_AGREEMENT, {"account": account_id, "id": agreement_id}).first()
    if row is None:
        raise NotFound("agreement_not_found")
    return Agreement(**row._mapping)


def _card(connection: Connection, account_id: str, card_id: str) -> BankCard:
    row = connection.execute(_CARD, {"account": account_id, "id": card_id}).first()
    if row is None:
        raise NotFound("card_not_found")
    return BankCard(**row._mapping)
