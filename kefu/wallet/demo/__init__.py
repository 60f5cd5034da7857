"""The demo wallet: customers of every kind, written afresh relative to now, for development and
tests.
"""

from __future__ import annotations

from kefu.wallet.demo.wallet import ROW_NAMES, DemoWallet

# The number of this customer is out of service: a text to it is lost, only e-mail arrives.
UNREACHABLE_PHONES = frozenset({"13800000009"})

__all__ = ["ROW_NAMES", "UNREACHABLE_PHONES", "DemoWallet"]
