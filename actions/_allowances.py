"""Limits and fees as cards, in lines, and worked out for an amount. Formats only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from kefu.core.allowance import FeeRule, Limit
from kefu.core.money import format_fen
from kefu.words.terms import term
from kefu.words.texts import texts

# What a fee is worked out for when no amount is told, on top of what is free.
_EXAMPLE_FEN: Final = 500_000


def limits_card(limits: list[Limit]) -> dict[str, Any]:
    """A `limits` card."""
    return {
        "kind": "limits",
        "title": texts().figures.limits_title,
        "items": [_limit_item(limit) for limit in limits],
    }


def _limit_item(limit: Limit) -> dict[str, Any]:
    item: dict[str, Any] = {"title": term(limit.kind)}
    if limit.single_fen is not None:
        item["single"] = format_fen(limit.single_fen)
    for name, most, used in (
        ("day", limit.day_fen, limit.day_used_fen),
        ("month", limit.month_fen, limit.month_used_fen),
    ):
        if most is not None:
            share = 100 if most == 0 else min(100, used * 100 // most)
            item[name] = {**_allowance(most, used), "share": share}
    return item


def _allowance(most: int, used: int) -> dict[str, str]:
    return {
        "limit": format_fen(most),
        "used": format_fen(used),
        "left": format_fen(max(0, most - used)),
    }


def limit_words(limit: Limit) -> str:
    """Everything that limits a kind of movement, in one sentence."""
    words, parts = texts().figures, list[str]()
    if limit.single_fen is not None:
        parts.append(words.single.format(amount=format_fen(limit.single_fen)))
    if limit.day_fen is not None:
        parts.append(words.a_day.format(**_allowance(limit.day_fen, limit.day_used_fen)))
    if limit.month_fen is not None:
        parts.append(words.a_month.format(**_allowance(limit.month_fen, limit.month_used_fen)))
    return "；".join(parts) or words.unlimited


def limit_lines(limits: list[Limit]) -> str:
    """The limits in plain text, for whoever sees no cards."""
    line = texts().figures.limit_line
    return "\n".join(line.format(kind=term(one.kind), parts=limit_words(one)) for one in limits)


def obstacles(limit: Limit, amount_fen: int) -> list[str]:
    """Which limits an amount goes beyond now, with their figures; none when it goes through."""
    words, found = texts().figures, list[str]()
    if limit.single_fen is not None and amount_fen > limit.single_fen:
        found.append(words.over_single.format(limit=format_fen(limit.single_fen)))
    for most, left, used, said in (
        (limit.day_fen, limit.day_left_fen, limit.day_used_fen, words.over_day),
        (limit.month_fen, limit.month_left_fen, limit.month_used_fen, words.over_month),
    ):
        if most is not None and left is not None and amount_fen > left:
            found.append(said.format(**_allowance(most, used)))
    return found


def parts_needed(limit: Limit, amount_fen: int) -> int | None:
    """In how many movements an amount goes through today; None when it does not."""
    left = min((x for x in (limit.day_left_fen, limit.month_left_fen) if x is not None), default=0)
    if not limit.single_fen or amount_fen > left:
        return None
    return -(-amount_fen // limit.single_fen)


def fees_card(rules: list[FeeRule]) -> dict[str, Any]:
    """A `fees` card."""
    return {
        "kind": "fees",
        "title": texts().figures.fees_title,
        "items": [_fee_item(rule) for rule in rules],
    }


def _fee_item(rule: FeeRule) -> dict[str, Any]:
    item: dict[str, Any] = {"title": term(rule.kind), "rule": rule_words(rule)}
    if rule.rate:
        item["free_left"] = format_fen(rule.free_left_fen)
        item["example"] = _example(rule)
    return item


def rule_words(rule: FeeRule) -> str:
    """How a fee is worked out, without what is free."""
    words = texts().figures
    if not rule.rate:
        return words.free_of_charge
    parts = [words.rate_beyond.format(rate=percent(rule.rate))]
    if rule.minimum_fen:
        parts.append(words.minimum.format(amount=format_fen(rule.minimum_fen)))
    if rule.maximum_fen is not None:
        parts.append(words.maximum.format(amount=format_fen(rule.maximum_fen)))
    return "，".join(parts)


def free_words(rule: FeeRule) -> str:
    """What of this month's allowance is left."""
    words = texts().figures
    if not rule.free_left_fen:
        return words.free_used_up
    return words.free_left.format(amount=format_fen(rule.free_left_fen))


def fee_lines(rules: list[FeeRule]) -> str:
    """The fees in plain text, for whoever sees no cards."""
    line = texts().figures.fee_line
    return "\n".join(line.format(kind=term(rule.kind), parts=_fee_words(rule)) for rule in rules)


def _fee_words(rule: FeeRule) -> str:
    if not rule.rate:
        return rule_words(rule)
    return "；".join((rule_words(rule), free_words(rule), _example(rule)))


def _example(rule: FeeRule) -> str:
    amount = rule.free_left_fen + _EXAMPLE_FEN
    return texts().figures.example.format(
        kind=term(rule.kind), amount=format_fen(amount), fee=format_fen(rule.fee_of(amount))
    )


def percent(rate: Decimal) -> str:
    """A rate as people write it: ``0.1%``."""
    return f"{(rate * 100).normalize():f}%"
