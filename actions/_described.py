"""Which transaction the customer means: by number in the list, by its id, or by amount, time and merchant. Pure reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from actions._turn import Turn
from kefu.core.money import parse_yuan

_ORDINAL = re.compile(r"第\s*([一二三四五六七八九十]|\d{1,2})\s*(?:个|笔|条|单)?")
_FIRST = re.compile("最近|最新|最上面|上面那|头一")
_LAST = re.compile("最后|最下面|最早")
_NUMBERS = "一二三四五六七八九十"


def note_facts(turn: Turn) -> bool:
    """Put amount, time and merchant of the message into slots; whether there was one."""
    found: dict[str, str | None] = {}
    for entity in turn.entities:
        value = str(entity.get("value"))
        if entity.get("entity") == "amount" and _fen(value) is not None:
            found["transaction_amount"] = value
        elif entity.get("entity") == "merchant":
            found["transaction_merchant"] = value
        elif entity.get("entity") == "time" and entity.get("grain") != "month":
            found["transaction_time"] = value
            found["transaction_time_grain"] = entity.get("grain")
    turn.set(**found)
    return bool(found)


def facts(turn: Turn) -> dict[str, Any]:
    """The slots as arguments of `TransactionService.recent_failed`; empty when nothing was told."""
    amount, at = turn.slot("transaction_amount"), turn.slot("transaction_time")
    known: dict[str, Any] = {}
    if amount is not None:
        known["amount_fen"] = _fen(amount)
    if at is not None:
        known["at"] = datetime.fromisoformat(at)
        known["whole_day"] = turn.slot("transaction_time_grain") == "day"
    if turn.slot("transaction_merchant"):
        known["counterparty"] = turn.slot("transaction_merchant")
    return known


def ever_less(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What was told, then without the time (remembered worst), then the amount alone, then nothing."""
    yield told
    for kept in ({"amount_fen", "counterparty"}, {"amount_fen"}, set[str]()):
        less = {name: value for name, value in told.items() if name in kept}
        if less != told:
            yield less


def pointed_at(turn: Turn, shown: list[str]) -> str | None:
    """The id that the message names or points at in the list shown before."""
    named = turn.entity("transaction_choice", "transaction_id")
    if named is not None or not shown:
        return named
    if match := _ORDINAL.search(turn.text):
        spoken = match.group(1)
        number = int(spoken) if spoken.isdigit() else _NUMBERS.index(spoken) + 1
        return shown[number - 1] if 1 <= number <= len(shown) else None
    if len(turn.text) <= 12:
        if _FIRST.search(turn.text):
            return shown[0]
        if _LAST.search(turn.text):
            return shown[-1]
    return None


def _fen(value: str) -> int | None:
    try:
        return parse_yuan(value)
    except ValueError:
        return None
