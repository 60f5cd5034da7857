"""A wallet in a SQL database: the demo wallet's core, and a model for an adapter to a real one."""

from __future__ import annotations

from kefu.wallet.sql.accounts import SqlAccounts
from kefu.wallet.sql.closures import SqlClosures
from kefu.wallet.sql.credentials import RECENT_PASSWORDS, SqlCredentials
from kefu.wallet.sql.refunds import SqlRefunds
from kefu.wallet.sql.terms import SqlTerms

__all__ = ["RECENT_PASSWORDS", "SqlWallet"]


class SqlWallet(SqlAccounts, SqlCredentials, SqlRefunds, SqlTerms, SqlClosures):
    """`kefu.services.ports.WalletBackend` and every topic besides, over SQLAlchemy."""
