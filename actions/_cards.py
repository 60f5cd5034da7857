"""Transactions as cards and rows to choose from. Formats only;
the shapes are those of the chat's card kinds.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kefu.core.money import format_fen
from kefu.core.transaction import FailureReason, Transaction
from kefu.words.spoken import spoken_time
from kefu.words.terms import term


def facts_of(transaction: Transaction, now: datetime) -> dict[str, str]:
    """A transaction's facts in words, for a response's placeholders."""
    return {
        "id": transaction.id,
        "kind": term(transaction.kind),
        "status": term(transaction.status),
        "reason": term(transaction.failure_reason or FailureReason.UNKNOWN),
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
    """A failed transaction as the row of a choice."""
    facts = facts_of(transaction, now)
    return {
        "name": facts["counterparty"],
        "detail": facts["at"],
        "amount": facts["amount"],
        "state": facts["reason"],
    }


def as_lines(transactions: list[Transaction], now: datetime) -> str:
    """The list in plain text, numbered, for whoever sees no cards."""
    lines = []
    for number, transaction in enumerate(transactions, 1):
        facts = facts_of(transaction, now)
        lines.append(
            f"{number}. {facts['at']} {facts['kind']} {facts['amount']} {facts['counterparty']}"
        )
    return "\n".join(lines)
