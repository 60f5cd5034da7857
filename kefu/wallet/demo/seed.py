"""All rows of the demo wallet."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy import Table

from kefu.wallet import tables
from kefu.wallet.demo import agreements, allowances, customers, movements
from kefu.wallet.demo.customers import Row

_PASSWORD: Final = "Qianbao-Demo#2026"
_PAYMENT_PASSWORD: Final = "507913"
# Tests seed often, and this one protects nothing.
_QUICK: Final = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


def rows(now: datetime) -> dict[Table, list[Row]]:
    """What stands in the seeded wallet at this moment, in the order in which it may be written."""
    accounts, made = customers.accounts(now), movements.transactions(now)
    for number, account in enumerate(accounts, 1):
        account["paper_number_hash"] = _QUICK.hash(customers.paper_number(number, account))
    return {
        tables.accounts: accounts,
        tables.password_hashes: _hashes(
            PasswordHasher().hash(_PASSWORD), "password_changed_at", accounts
        ),
        tables.payment_password_hashes: _hashes(
            _QUICK.hash(_PAYMENT_PASSWORD), "payment_password_changed_at", accounts
        ),
        tables.sessions: customers.sessions(now),
        tables.cards: customers.cards(),
        tables.agreements: agreements.agreements(now),
        tables.transactions: made,
        tables.refunds: movements.refunds(now, made),
        tables.limits: allowances.limits(now, made),
        tables.fees: allowances.fees(),
    }


def _hashes(hashed: str, set_at: str, accounts: list[Row]) -> list[Row]:
    """One for all: hashing is slow on purpose."""
    return [{"account_id": a["id"], "set_at": a[set_at], "hash": hashed} for a in accounts]
