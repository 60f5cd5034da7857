"""The way to the wallet: never while a transaction that others share is open, and with a line in
the log for each call, how it ended and how long it took.

Never whom it was about, nor what it returned.
"""

from __future__ import annotations

from kefu.wallet.logged.access import LoggedAccess
from kefu.wallet.logged.backend import LoggedBackend
from kefu.wallet.logged.money import LoggedMoney


class LoggedWallet(LoggedBackend, LoggedMoney, LoggedAccess):
    """Another wallet as `kefu.services.ports.Wallet`, with one line a call. `without` names topics
    that it is to lack.
    """
