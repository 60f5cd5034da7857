"""Transactions as cards and rows to choose from. Formats only;
the shapes are those of the chat's card kinds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any

from kefu.core.history import WantedRecords
from kefu.core.money import format_fen
from kefu.core.transaction import FailureReason, Transaction, TransactionKind, TransactionStatus
from kefu.words.spoken import spoken_period, spoken_time
from kefu.words.terms import term
from kefu.words.texts import texts


def facts_of(transaction: Transaction, now: datetime) -> dict[str, str]:
    """A transaction's facts in words, for a response's placeholders."""
    reason = transaction.failure_reason or transaction.returned_reason or FailureReason.UNKNOWN
    return {
        "id": transaction.id,
        "kind": term(transaction.kind),
        "status": term(transaction.status),
        "reason": term(reason),
        "amount": format_fen(transaction.amount_fen),
        "counterparty": transaction.counterparty,
        "at": spoken_time(transaction.at, now),
        "method": transaction.method,
    }


def transaction_list(title: str, transactions: list[Transaction], now: datetime) -> dict[str, Any]:
    """A `transaction_list` card."""
    return {
        "kind": "transaction_list",
        "title": title,
        "items": [_item(transaction, now) for transaction in transactions],
    }


def _item(transaction: Transaction, now: datetime) -> dict[str, Any]:
    facts = facts_of(transaction, now)
    return {
        "id": facts["id"],
        "title": facts["kind"],
        "amount": facts["amount"],
        "counterparty": facts["counterparty"],
        "at": facts["at"],
        "status_text": facts["status"],
        "suspicious": transaction.suspicious,
    }


def row_of(transaction: Transaction, now: datetime) -> dict[str, str]:
    """A transaction as the row of a choice, with the reason of one that failed."""
    facts = facts_of(transaction, now)
    failed = transaction.status is TransactionStatus.FAILED
    return {
        "name": facts["counterparty"],
        "detail": facts["at"],
        "amount": facts["amount"],
        "state": facts["reason"] if failed else facts["status"],
    }


def as_lines(
    transactions: list[Transaction], now: datetime, numbers: Sequence[int] | None = None
) -> str:
    """The list in plain text, numbered from 1 or by `numbers`, for whoever sees no cards."""
    lines = []
    for number, transaction in zip(numbers or count(1), transactions, strict=False):
        facts = facts_of(transaction, now)
        lines.append(
            f"{number}. {facts['at']} {facts['kind']} {facts['amount']} {facts['counterparty']}"
        )
    return "\n".join(lines)


def total_in_words(kind: TransactionKind, amount_fen: int, count: int) -> str:
    """What the movements of one kind come to: 提现 ¥2,000.00（1 笔）."""
    said = texts().figures.total
    return said.format(kind=term(kind), amount=format_fen(amount_fen), count=count)


def totals_in_words(found: Sequence[Transaction]) -> str:
    """The same by kind, whatever their state."""
    kinds = dict.fromkeys(one.kind for one in found)
    return "，".join(
        total_in_words(kind, sum(t.amount_fen for t in of_kind), len(of_kind))
        for kind in kinds
        if (of_kind := [t for t in found if t.kind is kind])
    )


def records_in_words(wanted: WantedRecords, now: datetime) -> str:
    """The records that are meant, in words."""
    words = texts().figures
    kinds = "、".join(term(kind) for kind in sorted(wanted.kinds)) or words.any_kind
    facts = _when(wanted, now)
    if wanted.counterparty is not None:
        facts += words.called.format(counterparty=wanted.counterparty)
    if wanted.amount_fen is not None:
        facts += f" {format_fen(wanted.amount_fen)} "
    if wanted.at_least_fen is not None:
        facts += words.at_least.format(amount=f" {format_fen(wanted.at_least_fen)}")
    of = words.of_those.format(facts=facts) if facts else ""
    return words.records.format(of=of, kinds=kinds).strip()


def scope_in_words(wanted: WantedRecords, now: datetime) -> str:
    """When and with whom, before a sum."""
    words = texts().figures
    if wanted.counterparty is None:
        return _when(wanted, now)
    to = wanted.kinds == {TransactionKind.TRANSFER}
    said = words.given_to if to else words.spent_at
    return _when(wanted, now) + said.format(counterparty=wanted.counterparty)


def _when(wanted: WantedRecords, now: datetime) -> str:
    return "" if wanted.period is None else spoken_period(wanted.period, now)
