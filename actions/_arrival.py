"""充值未到账, 提现没到 and 付款失败但扣款: which movement is meant, and where its money is.

Every figure is asked of the wallet in the turn in which it is told. How a ticket is taken down is
not known here.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from actions import _described, _figures, _held, _matters
from actions._cards import facts_of, records_in_words
from actions._kefu import ask, clock, topics, write
from actions._past import TrackerEvent
from actions._picked import ANOTHER
from actions._turn import Button, Turn
from kefu.core.arrival import Whereabouts, arrival_of, is_open
from kefu.core.arrival_words import bank_in, is_from_others
from kefu.core.clock import BEIJING
from kefu.core.errors import NotFound
from kefu.core.history import TimeSpan, WantedRecords
from kefu.core.money import format_fen
from kefu.core.ticket import Ticket, TicketKind
from kefu.core.transaction import Transaction, TransactionKind, describes
from kefu.words.spoken import spoken_time
from kefu.words.texts import texts

FORM: Final = "service_form"
"""Of the journey in which it is looked for."""
LOOK: Final = "look"
"""Chosen by whom nobody knows yet: to prove who they are, so that it is looked for."""
NONE: Final = "none"
HELD: Final = "held"
"""Nothing is sought: the account is held back."""
DEBITED: Final = "payment_debited"
_KINDS: Final = {
    "deposit_not_arrived": frozenset({TransactionKind.DEPOSIT}),
    "withdraw_issue": frozenset({TransactionKind.WITHDRAWAL}),
    DEBITED: frozenset({TransactionKind.PAYMENT, TransactionKind.TRANSFER}),
}
_SHOWN: Final = 10


def concerns(turn: Turn) -> bool:
    """Whether the ticket that is begun is about money on its way that a wallet can know of."""
    return turn.slot("service_subject") in _KINDS and turn.slot("service_look") != NONE


def given_on(turn: Turn) -> bool:
    """Whether a failed payment was found just now that the bank debited all the same."""
    named = turn.entity("transaction_id")
    return named is not None and named == turn.slot("transaction_last")


def give_on(turn: Turn, movement: Transaction) -> list[TrackerEvent]:
    """Tell where the money of a failed payment is that the bank debited all the same."""
    _matters.forget(turn, "deposit_not_arrived")  # the same debit, told in one breath with it
    words = "" if turn.text.startswith("/") else turn.text
    named = {"entity": "transaction_id", "value": movement.id}
    return _matters.go_on(turn, _matters.told("deposit_not_arrived", words, [named]))


def wallet_asked(turn: Turn) -> bool:
    """Whether it is looked for: of whom is known, or of who wants to prove who they are."""
    if not concerns(turn):
        return False
    return turn.slot("service_look") == LOOK or _figures.is_known(turn)


def begin(turn: Turn) -> None:
    """Note what the first sentence tells beside amount and time; money from others is not sought,
    for whose it was is not this customer's to hear.
    """
    others = turn.slot("service_subject") == "deposit_not_arrived" and is_from_others(turn.text)
    last = turn.slot("transaction_last")
    about = last if turn.slot("service_subject") == DEBITED else turn.entity("transaction_id")
    turn.set(transaction_shown=None, service_look=NONE if others else None, transaction_choice=None)
    note(turn)
    if about is not None and wallet_asked(turn):
        choose(turn, about)


def note(turn: Turn) -> bool:
    """Note what the message tells of the movement; whether it told anything."""
    told = _described.note_facts(turn)
    bank = bank_in(turn.text)
    if bank is None or turn.slot("service_subject") in {None, DEBITED}:
        return told
    turn.set(transaction_merchant=bank)
    return True


def take(turn: Turn, chosen: str) -> None:
    """Take one by its id; what is none of the customer's own is said to be."""
    if chosen != ANOTHER:
        try:
            ask(topics().transactions.get, turn.conversation_id, chosen)
        except NotFound:
            turn.say("utter_transaction_not_found")
            return
    turn.set(transaction_choice=chosen)


def choose(turn: Turn, chosen: str) -> None:
    """Take the one that is meant, or say that with none of the list it goes on without."""
    if chosen == ANOTHER:
        turn.say("utter_transaction_arrival_another")
    take(turn, chosen)


def candidates(turn: Turn) -> tuple[list[Transaction], dict[str, Any]]:
    """The movements that fit what was told, newest first, and how much of it they fit: with nothing
    left of it, all whose money somebody may miss.
    """
    wanted, now = WantedRecords(kinds=_kinds(turn)), clock()
    records = ask(topics().figures.records, turn.conversation_id, wanted).found
    told = _described.facts(turn)
    for known in filter(None, _described.ever_less(told)):
        fitting = [one for one in records if describes(one, **known)]
        missed = [one for one in fitting if is_open(one, now)]
        # One that went through is meant by nobody whose words fit it in part.
        if missed or (fitting and known == told):
            return (missed or fitting)[:_SHOWN], known
    missed = [one for one in records if is_open(one, now)]
    debited = [one for one in missed if one.debited_at_bank]
    return (debited or missed)[:_SHOWN], {}


def alone(turn: Turn) -> str | None:
    """The movement that alone is meant; that there is none, which is said; None to choose."""
    found, fits = candidates(turn)
    told = _described.facts(turn)
    if len(found) == 1 and fits == told:
        return found[0].id
    # What fits in part is shown, for people remember badly.
    if found:
        return None
    outgoing = turn.slot("service_subject") == "withdraw_issue"
    if outgoing and not told and (account := _held.held(turn)) is not None:
        _held.tell(turn, account)
        return HELD
    what = in_words(told, _kinds(turn))
    if not told:
        what = texts().matters.missed.format(records=what)
    turn.say("utter_transaction_arrival_none", {"what": what})
    return NONE


def found(turn: Turn) -> Transaction | None:
    """The movement that was found, as the wallet has it now."""
    chosen = turn.slot("transaction_choice")
    if chosen in {None, NONE, ANOTHER, HELD} or not wallet_asked(turn):
        return None
    return ask(topics().transactions.get, turn.conversation_id, chosen)


def wallet_found_none(turn: Turn) -> bool:
    """Whether the case has to be described, for the wallet does not tell it."""
    return found(turn) is None and turn.slot("transaction_choice") != HELD


def people_needed(turn: Turn) -> bool:
    """Whether a ticket is offered: nothing was found, or people have to look into it."""
    movement = found(turn)
    return wallet_found_none(turn) if movement is None else asks_consent(movement)


def asks_consent(movement: Transaction) -> bool:
    """Whether a ticket is offered; for a top-up beyond its time one is opened unasked."""
    return arrival_of(movement, clock()).needs_people and not opens_itself(movement)


def opens_itself(movement: Transaction) -> bool:
    """Whether a ticket is opened unasked."""
    overdue = arrival_of(movement, clock()) is Whereabouts.OVERDUE
    return overdue and movement.kind is TransactionKind.DEPOSIT


def tell(turn: Turn, movement: Transaction, subject: str) -> None:
    """Where the money is; with the ticket, where people have to look into it unasked, unless none
    is wanted.
    """
    facts, where = _facts(movement), arrival_of(movement, clock())
    response = f"utter_transaction_arrival_{where}"
    if opens_itself(movement) and turn.slot("service_unfiled"):
        turn.say("utter_transaction_arrival_unfiled", facts)
        return
    if opens_itself(movement):
        facts |= {"number": open_ticket(turn, movement, subject, {}).number, "subject": subject}
        response = "utter_transaction_arrival_registered"
    elif where is Whereabouts.ARRIVED:
        response += f"_{_OF_KIND.get(movement.kind, TransactionKind.PAYMENT)}"
        if movement.kind is TransactionKind.DEPOSIT:
            account = ask(topics().figures.balance, turn.conversation_id).account
            facts["balance"] = format_fen(account.balance_fen)
    turn.say(response, facts)


_TICKETS: Final = {
    TransactionKind.DEPOSIT: TicketKind.DEPOSIT,
    TransactionKind.WITHDRAWAL: TicketKind.WITHDRAWAL,
}
_OF_KIND: Final = {kind: kind for kind in (TransactionKind.DEPOSIT, TransactionKind.WITHDRAWAL)}


def open_ticket(turn: Turn, movement: Transaction, subject: str, told: dict[str, Any]) -> Ticket:
    """A ticket with what the wallet knows of the movement; a second one is never opened for it."""
    due = movement.expected_by
    facts = {
        **told,
        "transaction_id": movement.id,
        "amount_fen": movement.amount_fen,
        "at": movement.at.isoformat(),
        **({} if due is None else {"expected_by": due.isoformat()}),
    }
    return write(
        topics().tickets.open,
        _TICKETS.get(movement.kind, TicketKind.TRANSACTION),
        turn.conversation_id,
        subject,
        facts,
        key=f"arrival/{turn.conversation_id}/{movement.id}",
    )


def look_button() -> Button:
    """The way to have it looked for, for whom nobody knows."""
    payload = f'/inform{{"transaction_choice": "{LOOK}"}}'
    return {"title": texts().matters.look_for_it, "payload": payload}


def _kinds(turn: Turn) -> frozenset[TransactionKind]:
    return _KINDS[turn.slot("service_subject")]


def _facts(movement: Transaction) -> dict[str, str | int]:
    now = clock()
    facts: dict[str, str | int] = {**facts_of(movement, now)}
    for name, at in (("expected", movement.expected_by), ("returned", movement.returned_at)):
        facts[name] = spoken_time(at or movement.at, now)
    return facts


def in_words(told: dict[str, Any], kinds: frozenset[TransactionKind]) -> str:
    """What was looked for; with nothing told of it, all of these kinds."""
    period = None
    if told.get("whole_day"):
        start = told["at"].astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
        period = TimeSpan(start, start + timedelta(days=1))
    wanted = WantedRecords(period, kinds, told.get("counterparty"), told.get("amount_fen"))
    return records_in_words(wanted, clock())
