"""Limits and fees of the customer's own, told as they are now, and held against an amount."""

from __future__ import annotations

from collections.abc import Set
from typing import Final, TypeVar

from actions import _allowances
from actions._kefu import ask, topics
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.allowance import FeeRule, Limit
from kefu.core.money import format_fen
from kefu.core.transaction import TransactionKind
from kefu.words.terms import term
from kefu.words.texts import texts

Allowed = TypeVar("Allowed", Limit, FeeRule)

LIMIT: Final = "limit_query"
FEE: Final = "fee_query"
HOW: Final = "how"
"""The choice of who wants to be told how a limit is changed."""


def limits(turn: Turn, kinds: Set[TransactionKind], amount: int | None) -> None:
    """The limits of these kinds, or of all. Raises AssuranceTooLow."""
    known = _in_order(ask(topics().figures.limits, turn.conversation_id))
    _note(turn, LIMIT, kinds, amount)
    meant = [limit for limit in known if limit.kind in kinds]
    if amount is not None:
        meant = meant or [one for one in known if one.kind is TransactionKind.PAYMENT]
    if len(meant) == 1:
        tell_limit(turn, meant[0], amount)
    elif kinds and not meant:
        turn.say("utter_transaction_own_limit_none", {"kind": "、".join(map(term, sorted(kinds)))})
    else:
        shown = meant or known
        turn.say(
            "utter_transaction_own_limit",
            {"lines": _allowances.limit_lines(shown)},
            card=_allowances.limits_card(shown),
            buttons=_how_to_raise(),
        )


def _in_order(known: list[Allowed]) -> list[Allowed]:
    """Payments first, which most are about."""
    order = list(TransactionKind)
    return sorted(known, key=lambda one: order.index(one.kind))


def tell_limit(turn: Turn, limit: Limit, amount_fen: int | None) -> None:
    """What goes through of one kind, or whether an amount does and which limit is in its way."""
    kind, largest = term(limit.kind), limit.largest_now_fen
    facts = {"kind": kind, "parts": _allowances.limit_words(limit)}
    if largest is None:
        turn.say("utter_transaction_own_limit_none", facts)
        return
    facts["largest"] = format_fen(largest)
    card = _allowances.limits_card([limit])
    if amount_fen is None:
        left = [fen for fen in (limit.day_left_fen, limit.month_left_fen) if fen is not None]
        facts["left"] = format_fen(min(left, default=largest))
        turn.say("utter_transaction_own_limit_left", facts, card=card, buttons=_how_to_raise())
        return
    facts["amount"] = format_fen(amount_fen)
    over = _allowances.obstacles(limit, amount_fen)
    if not over:
        turn.say(
            "utter_transaction_own_limit_within", facts, buttons=[button("transaction_failed")]
        )
        return
    facts["over"] = "，".join(over)
    count = _allowances.parts_needed(limit, amount_fen)
    response = "utter_transaction_own_limit_over"
    if count is not None:
        response = "utter_transaction_own_limit_over_parts"
        facts["count"] = str(count)
    turn.say(response, facts, card=card, buttons=_how_to_raise())


def fees(turn: Turn, kinds: Set[TransactionKind], amount: int | None) -> None:
    """What these kinds cost, or all. Raises AssuranceTooLow."""
    rules = _in_order(ask(topics().figures.fees, turn.conversation_id))
    _note(turn, FEE, kinds, amount)
    meant = [rule for rule in rules if rule.kind in kinds]
    if amount is not None and not kinds:
        meant = [rule for rule in rules if rule.rate]
    if len(meant) == 1:
        _tell_fee_of(turn, meant[0], amount)
    elif kinds and not meant:
        turn.say("utter_transaction_own_fee_free", {"kind": "、".join(map(term, sorted(kinds)))})
    else:
        shown = meant or rules
        turn.say(
            "utter_transaction_own_fee",
            {"lines": _allowances.fee_lines(shown)},
            card=_allowances.fees_card(shown),
        )


def _tell_fee_of(turn: Turn, rule: FeeRule, amount_fen: int | None) -> None:
    facts = {"kind": term(rule.kind), "rule": _allowances.rule_words(rule)}
    if not rule.rate:
        turn.say("utter_transaction_own_fee_free", facts)
        return
    facts["free"] = _allowances.free_words(rule)
    card = _allowances.fees_card([rule])
    if amount_fen is None:
        turn.say(
            "utter_transaction_own_fee_kind",
            {**facts, "lines": _allowances.fee_lines([rule])},
            card=card,
        )
        return
    fee = rule.fee_of(amount_fen)
    facts |= {"amount": format_fen(amount_fen), "fee": format_fen(fee)}
    if not fee:
        turn.say("utter_transaction_own_fee_amount_free", facts)
        return
    facts["charged"] = format_fen(amount_fen - rule.free_left_fen)
    turn.say("utter_transaction_own_fee_amount", facts)


def _note(turn: Turn, figure: str, kinds: Set[TransactionKind], amount: int | None) -> None:
    turn.set(transaction_told={"figure": figure, "kinds": sorted(kinds), "amount": amount})


def _how_to_raise() -> list[Button]:
    payload = f'/{LIMIT}{{"transaction_choice": "{HOW}"}}'
    return [{"title": texts().figures.how_to_raise, "payload": payload}, button("human_agent")]
