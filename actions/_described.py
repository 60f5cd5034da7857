"""Which transaction the customer means: by number in the list, by its id, or by amount,
time and merchant. Pure reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from actions._turn import Turn
from kefu.core.money import parse_yuan
from kefu.core.transaction import Transaction, TransactionKind
from kefu.nlu.ordinals import ordinal

_ORDINAL = re.compile(r"第\s*([一二三四五六七八九十]|\d{1,2})\s*(?:个|笔|条|单)?")
# What a payment is for, and a part of the names of those to whom it is made.
_NAMES = {"电费": "电网", "水费": "水务", "打车": "出行"}
# 200那笔, 那200的呢, 提出来的2000怎么还没到
_THAT_ONE = re.compile(
    r"^[^\d]{0,6}(\d{1,7}(?:\.\d{1,2})?)[元块]?(?:的?(?:那|这)?(?:个|笔|单|条)|的(?=呢|也|还|怎么|咋|$))"
    r"|的(\d{1,7}(?:\.\d{1,2})?)(?=怎么|咋|为啥|为什么|还没|一直|没)"
)
# 是300不是200: what stands behind it is not so.
_TAKEN_BACK = re.compile(r"(?:不是|并非|而不是|别是)[ :]*$")
_NUMBERS = "一二三四五六七八九十"
# 不是第二笔,是第三笔: what is said not to be meant.
_NOT_MEANT = re.compile(
    r"(?:(?<!是)不是|并非|不要|不选|不查|别[选查是])[^,.!?;\s]*?(?=(?:而|应该|就)?是|[,.!?;\s]|$)"
)


def names_a_place(folded: str) -> bool:
    """Whether a place in the list is named (第二笔), be it to be chosen or not."""
    return _ORDINAL.search(folded) is not None


def meant(folded: str) -> str:
    """The text without what it says not to be meant."""
    return _NOT_MEANT.sub("", folded)


def note_facts(turn: Turn) -> bool:
    """Put amount, time and merchant of the message into slots; whether there was one."""
    found: dict[str, str | None] = {}
    for entity in _meant(turn):
        value = str(entity.get("value"))
        if entity.get("entity") == "amount" and _fen(value) is not None:
            found["transaction_amount"] = value
        elif entity.get("entity") == "merchant":
            found["transaction_merchant"] = value
        elif entity.get("entity") == "time" and entity.get("grain") != "month":
            found["transaction_time"] = value
            found["transaction_time_grain"] = entity.get("grain")
        elif entity.get("entity") == "transaction_kind":
            found["transaction_kind"] = value
    if "transaction_merchant" not in found:
        for word, name in _NAMES.items():
            if word in turn.folded:
                found["transaction_merchant"] = name
    if "transaction_amount" not in found and (that_one := _THAT_ONE.search(turn.folded)):
        found["transaction_amount"] = that_one[1] or that_one[2]
    turn.set(**found)
    return bool(found)


def _meant(turn: Turn) -> list[dict[str, Any]]:
    """The message's entities without those that it takes back."""
    return [
        entity
        for entity in turn.entities
        if not _TAKEN_BACK.search(turn.folded[: int(entity.get("start") or 0)])
    ]


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


def of_kind(turn: Turn, found: list[Transaction]) -> list[Transaction]:
    """Only those of the kind that was named, when there are any; 付款 is said of every kind."""
    kind = turn.slot("transaction_kind")
    named = [t for t in found if kind != TransactionKind.PAYMENT and t.kind == kind]
    return named or found


def ever_less(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What was told, then without the time (remembered worst), then the amount alone,
    then nothing.
    """
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
    said = meant(turn.folded)
    number = ordinal(said)
    if number is None and (match := _ORDINAL.search(said)):
        spoken = match.group(1)
        number = int(spoken) if spoken.isdigit() else _NUMBERS.index(spoken) + 1
    if number is not None:
        return shown[number - 1] if 1 <= number <= len(shown) else None
    if len(turn.text) <= 12 and said == turn.folded:
        if turn.has("points_at_newest"):
            return shown[0]
        if turn.has("points_at_oldest"):
            return shown[-1]
    return None


def _fen(value: str) -> int | None:
    try:
        return parse_yuan(value)
    except ValueError:
        return None
