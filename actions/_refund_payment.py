"""Which payment is meant: by what was told of it, by a tap, by its place in the list.

Every payment is asked of the wallet in the turn in which it is told. Must not know what is done
with it.
"""

from __future__ import annotations

from typing import Any, Final

from actions import _described, _figures, _picked, _records
from actions._arrival import in_words
from actions._cards import as_lines, facts_of, row_of, transaction_list
from actions._kefu import ask, clock, topics
from actions._picked import ANOTHER
from actions._refund_aim import LOOK, MORE, NONE, RefundAim, aim, wallet_asked
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.errors import NotFound
from kefu.core.history import WantedRecords
from kefu.core.refund import DisputeMatter, RefundReason, RefundRefusal, charged_twice
from kefu.core.refund_words import (
    bare_amount,
    is_game,
    matter_in,
    says_not_listed,
    says_not_this,
)
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus, describes
from kefu.nlu.normalise import fold
from kefu.words.texts import texts

PAYMENTS: Final = frozenset({TransactionKind.PAYMENT})
TRANSFERS: Final = frozenset({TransactionKind.TRANSFER})
_PAGE: Final = 6


def note(turn: Turn) -> bool:
    """Note what the message tells of the payment; whether it told anything."""
    before = _described.facts(turn)
    _described.note_facts(turn)
    told = turn.entity("amount", "merchant", "time") is not None
    told = told or _described.facts(turn) != before
    folded = turn.folded.strip()
    if (bare := bare_amount(turn.text)) and turn.slot("transaction_amount") is None:
        turn.set(transaction_amount=bare)
        told = True
    if turn.entity("merchant") is None and wallet_asked(turn) and known(turn):
        name = _records.counterparty(turn, folded)
        if name is not None:
            turn.set(transaction_merchant=name)
            told = True
    return told


def known(turn: Turn) -> bool:
    """Whether the payments may be told by now."""
    return _figures.is_known(turn)


def candidates(turn: Turn) -> tuple[list[Transaction], dict[str, Any]]:
    """The payments that fit what was told, newest first, and how much of it they fit: with nothing
    left of it, all that may be meant.
    """
    records = ask(topics().figures.records, turn.conversation_id, WantedRecords()).found
    told = _described.facts(turn)
    of_kind = [one for one in records if one.kind in _kinds(turn)]
    for facts in filter(None, _described.ever_less(told)):
        fitting = [one for one in of_kind if describes(one, **facts)]
        # A payment that is none may be meant where all that was told fits it.
        if not fitting and facts == told:
            fitting = [one for one in records if describes(one, **facts)]
        if fitting:
            return _nearest(turn, fitting), facts
    return _usual(turn, of_kind), {}


def _kinds(turn: Turn) -> frozenset[TransactionKind]:
    return TRANSFERS if aim(turn) is RefundAim.WRONG_PAYEE else PAYMENTS


def _nearest(turn: Turn, fitting: list[Transaction]) -> list[Transaction]:
    """Of those charged twice the later ones, where that is what is told."""
    twice = _is_twice(turn) and [later for _, later in charged_twice(fitting)]
    return twice or fitting


def _usual(turn: Turn, of_kind: list[Transaction]) -> list[Transaction]:
    """Those that may be meant where nothing was told of them."""
    paid = [one for one in of_kind if one.status is TransactionStatus.SUCCEEDED]
    if aim(turn) is RefundAim.MINOR:
        return [one for one in paid if is_game(one.counterparty)] or paid
    if _is_twice(turn):
        return [later for _, later in charged_twice(paid)] or paid
    return paid


def _is_twice(turn: Turn) -> bool:
    told = turn.slot("refund_matter"), turn.slot("refund_reason")
    return DisputeMatter.DUPLICATE in told or RefundReason.DUPLICATE in told


def alone(turn: Turn) -> str | None:
    """The payment that alone is meant; NONE, which is said; None to choose."""
    found, fits = candidates(turn)
    told = _described.facts(turn)
    if not found:
        turn.say("utter_refund_none", {"what": in_words(told, _kinds(turn))})
        return NONE
    return found[0].id if len(found) == 1 and fits == told else None


def tells_none_twice(turn: Turn) -> bool:
    """Say that nothing was charged twice, where that is told of no payment in particular; whether
    it was said.
    """
    if turn.text.startswith("/") or matter_in(turn.text) is not DisputeMatter.DUPLICATE:
        return False
    if turn.entity("amount", "merchant", "time", "transaction_id") is not None or not known(turn):
        return False
    records = ask(topics().figures.records, turn.conversation_id, WantedRecords()).found
    paid = [one for one in records if one.kind in PAYMENTS]
    if charged_twice(paid) or any(fold(one.counterparty) in turn.folded for one in paid):
        return False
    turn.say("utter_refund_none_twice", buttons=[button("dispute"), button("human_agent")])
    return True


def found(turn: Turn) -> Transaction | None:
    """The payment that was found, as the wallet has it now."""
    chosen = turn.slot("refund_payment")
    if chosen in {None, NONE, ANOTHER} or not known(turn):
        return None
    return ask(topics().transactions.get, turn.conversation_id, chosen)


def twin(turn: Turn, payment: Transaction) -> Transaction | None:
    """The equal payment just before this one, of which it may be a second charge."""
    records = ask(topics().figures.records, turn.conversation_id, WantedRecords()).found
    twins = charged_twice(records)
    return next((earlier for earlier, later in twins if later.id == payment.id), None)


def refusal(turn: Turn, payment: Transaction) -> RefundRefusal | None:
    """Why it cannot be asked for now."""
    return ask(topics().refunds.refusal, turn.conversation_id, payment.id)


def take(turn: Turn, chosen: str) -> None:
    """Take one by its id; what is none of the customer's own is said to be."""
    if chosen not in {ANOTHER, NONE}:
        try:
            ask(topics().transactions.get, turn.conversation_id, chosen)
        except NotFound:
            turn.say("utter_transaction_not_found")
            return
    turn.set(refund_payment=chosen, transaction_shown=None)


def point_at(turn: Turn, spoken_of: str) -> None:
    """Take the payment that was spoken of, or let its refund be looked for."""
    if aim(turn) is not RefundAim.PROGRESS:
        take(turn, spoken_of)
        return
    payment = ask(topics().transactions.get, turn.conversation_id, spoken_of)
    turn.set(
        transaction_amount=f"{payment.amount_fen / 100:.2f}",
        transaction_merchant=payment.counterparty,
    )


def is_meant(turn: Turn, payment: Transaction) -> bool:
    """Whether the message leaves it at this payment, and names no other by its amount or name."""
    said = _described.meant(turn.folded)
    if said != turn.folded and says_not_this(turn.text):
        return False
    amount = turn.entity("amount")
    fen = None if amount is None else _records.fen_of(amount)
    if fen is not None and fen != payment.amount_fen and turn.asked != "refund_evidence":
        return False
    name = turn.entity("merchant") or _records.counterparty(turn, turn.folded)
    return name is None or name in payment.counterparty


def choose(turn: Turn) -> bool:
    """Hear which one of the list is meant, or what is told of it; whether it was either."""
    if turn.entity("transaction_choice") == MORE:
        turn.set(refund_page=int(turn.slot("refund_page") or 0) + 1)
        return True
    listed = candidates(turn)[0]
    one = _picked.chosen(turn, listed)
    if one == ANOTHER:
        # 不用了 ends it, 都不是 is about the list.
        if not turn.text.startswith("/") and not says_not_listed(turn.text):
            return False
        turn.say("utter_refund_another")
    if one is not None:
        take(turn, one)
        return True
    if _picked.is_denied(turn, listed):
        return True
    turn.set(refund_page=None)
    return note(turn)


def ask_which(turn: Turn) -> None:
    """A card, the same in numbered lines, and a row to tap for each."""
    fitting, fits = candidates(turn)
    told, now = _described.facts(turn), clock()
    start = _PAGE * int(turn.slot("refund_page") or 0)
    page = fitting[start : start + _PAGE] or fitting[:_PAGE]
    response = "utter_refund_choose"
    if told:
        response += "_fitting" if fits == told else "_unmatched"
    shown = [one.id for one in page]
    if shown == turn.slot("transaction_shown") and turn.said_last("utter_refund_choose"):
        response = "utter_refund_choose_again"
    turn.set(transaction_shown=shown)
    buttons = [_row(one) for one in page]
    if len(fitting) > start + _PAGE:
        buttons.append(_choice(texts().figures.more, MORE))
    buttons.append(_choice(texts().matters.none_of_these, ANOTHER))
    turn.say(
        response,
        {"lines": as_lines(page, now), "what": in_words(told, _kinds(turn))},
        card=transaction_list(texts().figures.records_title, page, now),
        buttons=[*buttons, button("human_agent")],
    )


def look_button() -> Button:
    """The way to have it looked for, for whom nobody knows."""
    return _choice(texts().matters.look_for_it, LOOK)


def payment_facts(payment: Transaction) -> dict[str, str | int]:
    """What is told of a payment."""
    return {**facts_of(payment, clock())}


def _row(one: Transaction) -> Button:
    row = row_of(one, clock())
    return {**_choice(f"{row['name']} {row['amount']}", one.id), "row": row}


def _choice(title: str, chosen: str) -> Button:
    return {"title": title, "payload": f'/inform{{"transaction_choice": "{chosen}"}}'}


def is_large(turn: Turn, payment: Transaction) -> bool:
    """Whether only people ask for this one back."""
    return ask(topics().refunds.is_large, turn.conversation_id, payment)
