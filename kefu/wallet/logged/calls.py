"""One call of the wallet: never while a transaction that others share is open, and with a line in
the log, how it ended and how long it took.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import structlog

from kefu.core.capability import Capability
from kefu.core.errors import KefuError, NotOffered
from kefu.services import outside
from kefu.services.ports import WalletBackend
from kefu.services.ports.wallet import offered_by

T = TypeVar("T")
log = structlog.get_logger(__name__)


class Calls:
    """The wallet behind, and which of its topics may be called."""

    def __init__(self, wallet: WalletBackend, without: frozenset[Capability] = frozenset()) -> None:
        self._wallet = wallet
        self._offered = offered_by(wallet) - without

    def offers(self, capability: Capability) -> bool:
        """Whether the installation's wallet has this topic."""
        return capability in self._offered

    def _topic(self, capability: Capability) -> Any:
        """The wallet, as this topic's port. Raises NotOffered."""
        if capability not in self._offered:
            raise NotOffered(capability=capability.value)
        return self._wallet


def asked(call: str, about: tuple[Hashable, ...], ask: Callable[[], T]) -> T:
    """What the wallet answers to a question."""
    return outside.ask((call, *about), lambda: _timed(call, ask))


def done(call: str, act: Callable[[], T]) -> T:
    """What the wallet did."""
    return outside.act(lambda: _timed(call, act))


def _timed(call: str, act: Callable[[], T]) -> T:
    started = time.perf_counter()
    outcome = "failed"
    try:
        result = act()
        outcome = "ok"
    except KefuError as error:
        outcome = error.code
        raise
    finally:
        ms = round((time.perf_counter() - started) * 1000, 1)
        log.info("wallet_call", call=call, outcome=outcome, ms=ms)
    return result
