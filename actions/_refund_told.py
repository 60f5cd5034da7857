"""How far a refund is: which is meant, and telling it with its dates.

Every state and day is asked of the wallet in the turn in which it is told. Must not know how a
refund is asked for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from actions import _described, _refund_payment
from actions._kefu import ask, clock, topics, write
from actions._past import OFFER
from actions._picked import ANOTHER
from actions._refund_aim import NONE, is_offered
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.account import Account, AccountStatus
from kefu.core.clock import BEIJING
from kefu.core.money import format_fen
from kefu.core.refund import Refund, RefundProgress, RefundStatus
from kefu.core.refund_words import misses_refunded
from kefu.core.ticket import Ticket, TicketKind
from kefu.nlu.normalise import fold
from kefu.words.spoken import spoken_date, spoken_time
from kefu.words.terms import term
from kefu.words.texts import texts

TOPIC: Final = "refund_state"
"""What is spoken of (slot `guide_topic`) once a refund was told."""
LATELY: Final = timedelta(days=30)
_OPEN: Final = frozenset({RefundStatus.REQUESTED, RefundStatus.PROCESSING})
_SHOWN: Final = 8


def refunds(turn: Turn) -> list[Refund]:
    """The customer's refunds, newest first."""
    return ask(topics().refunds.refunds, turn.conversation_id)


def candidates(turn: Turn) -> list[Refund]:
    """Those that fit what was told; where nothing fits or was told, those under way, else those
    that ended lately, else all.
    """
    every, facts = refunds(turn), _described.facts(turn)
    if fitting := [one for one in every if facts and _fits(one, facts)]:
        return fitting[:_SHOWN]
    open_ones = [one for one in every if one.status in _OPEN]
    since = clock() - LATELY
    lately = [one for one in every if one.finished_at is not None and one.finished_at >= since]
    if misses_refunded(turn.text):
        back = [one for one in lately if one.status is RefundStatus.REFUNDED]
        return (back or open_ones or every)[:_SHOWN]
    return (open_ones or lately or every)[:_SHOWN]


def _fits(refund: Refund, facts: dict[str, Any]) -> bool:
    """Amount and name; a time may be of the payment as well, and is not held against it."""
    amount, name = facts.get("amount_fen"), facts.get("counterparty")
    if amount is None and name is None:
        return False
    return (amount is None or refund.amount_fen == amount) and (
        name is None or name in refund.counterparty
    )


def any_under_way(turn: Turn) -> bool:
    """Whether a refund is on its way."""
    return any(one.status in _OPEN for one in refunds(turn))


def alone(turn: Turn) -> str | None:
    """The refund that alone is meant; NONE where there is none; None to choose."""
    facts = _described.facts(turn)
    every = refunds(turn)
    if not every:
        return NONE
    told: dict[str, Any] = {
        name: facts[name] for name in ("amount_fen", "counterparty") if name in facts
    }
    if told and not any(_fits(one, told) for one in every) and _payment_of(turn):
        return NONE
    found = candidates(turn)
    fits = not told or _fits(found[0], told)
    return found[0].id if len(found) == 1 and fits else None


def _payment_of(turn: Turn) -> bool:
    """Whether what is told fits one payment, which then has no refund."""
    found, fits = _refund_payment.candidates(turn)
    if len(found) != 1 or fits != _described.facts(turn):
        return False
    turn.set(transaction_last=found[0].id, refund_payment=found[0].id)
    return True


def chosen(turn: Turn) -> Refund | None:
    """The refund that was found, as the wallet has it now."""
    wanted = turn.slot("refund_which")
    return next((one for one in refunds(turn) if one.id == wanted), None)


def choose(turn: Turn) -> bool:
    """Hear which one is meant; whether the message tells."""
    shown = list(turn.slot("transaction_shown") or [])
    one = _described.pointed_at(turn, shown)
    listed = [refund for refund in refunds(turn) if refund.id in shown]
    if one is None:
        said = _described.meant(turn.folded)
        named = [refund.id for refund in listed if fold(refund.counterparty) in said]
        one = named[0] if len(named) == 1 else None
    if one is not None and (one == ANOTHER or any(r.id == one for r in refunds(turn))):
        turn.set(refund_which=NONE if one == ANOTHER else one, transaction_shown=None)
        return True
    return _refund_payment.note(turn)


def ask_which(turn: Turn) -> None:
    """The refunds as rows, with their states."""
    found = candidates(turn)
    now = clock()
    rows = [_row(one) for one in found]
    lines = "\n".join(
        f"{n}. {spoken_date(_day(one), now)} {one.counterparty} {format_fen(one.amount_fen)}"
        f" {term(one.status)}"
        for n, one in enumerate(found, 1)
    )
    turn.set(transaction_shown=[one.id for one in found])
    none = {
        "title": texts().matters.none_of_these,
        "payload": f'/inform{{"transaction_choice": "{ANOTHER}"}}',
    }
    turn.say(
        "utter_refund_choose_refund",
        {"lines": lines},
        buttons=[*rows, none, button("human_agent")],
    )


def _row(one: Refund) -> Button:
    row = {
        "name": one.counterparty,
        "detail": spoken_time(one.requested_at, clock()),
        "amount": format_fen(one.amount_fen),
        "state": term(one.status),
    }
    return {
        "title": f"{row['name']} {row['amount']}",
        "payload": f'/inform{{"transaction_choice": "{one.id}"}}',
        "row": row,
    }


def _day(one: Refund) -> Any:
    return one.requested_at.astimezone(BEIJING).date()


def progress(refund: Refund) -> RefundProgress:
    """How it stands today."""
    return refund.progress(clock().astimezone(BEIJING).date())


def tell(turn: Turn, refund: Refund) -> None:
    """Where it is; with a ticket, where it takes longer than it should."""
    where, facts = progress(refund), facts_of(turn, refund)
    turn.set(refund_told=refund.id, guide_topic=TOPIC, transaction_last=refund.transaction_id)
    if where is RefundProgress.OVERDUE:
        ticket = open_ticket(turn, refund)
        facts |= {"number": ticket.number}
    turn.say(f"utter_refund_state_{where}", facts, card=card(refund))
    say_held(turn)


def tell_none(turn: Turn) -> None:
    """That nothing was asked for yet, and how it is."""
    turn.set(**{OFFER: "refund"})
    again = [button("refund"), button("human_agent")]
    payment = _refund_payment.found(turn)
    if payment is not None:
        facts = _refund_payment.payment_facts(payment)
        turn.say("utter_refund_state_none_of", facts, buttons=again)
    else:
        turn.say("utter_refund_state_none", buttons=again)


def say_held(turn: Turn) -> None:
    """What keeps the money from being used that comes back to the balance, where something does."""
    account = ask(topics().figures.balance, turn.conversation_id).account
    if (state := _state(account)) is not None:
        turn.say(f"utter_refund_held_{state}")


def say_held_first(turn: Turn) -> None:
    """What holds the account, before anything is asked of whoever wants money back: the wallet
    takes the request all the same, for nothing leaves by it, and what comes back is held too.
    """
    account = ask(topics().figures.balance, turn.conversation_id).account
    state = account.restriction.kind if account.restriction is not None else _state(account)
    if state is None:
        return
    named = account.restriction.authority if account.restriction is not None else None
    turn.say(f"utter_refund_held_first_{state}", {"authority": named or texts().access.authority})


def _state(account: Account) -> str | None:
    if account.restriction is not None:
        return "restricted"
    held = {AccountStatus.FROZEN: "frozen", AccountStatus.LOCKED: "locked"}
    return held.get(account.status)


def facts_of(turn: Turn, refund: Refund) -> dict[str, str | int]:
    """What is told of a refund."""
    now = clock()
    paid = ask(topics().transactions.get, turn.conversation_id, refund.transaction_id)
    expected, finished = refund.expected_by, refund.finished_at
    return {
        "id": refund.id,
        "counterparty": refund.counterparty,
        "amount": format_fen(refund.amount_fen),
        "status": term(refund.status),
        "requested": spoken_time(refund.requested_at, now),
        "expected": "" if expected is None else spoken_date(expected, now),
        "finished": "" if finished is None else spoken_time(finished, now),
        "method": paid.method,
    }


def card(refund: Refund) -> dict[str, Any]:
    """A `refund` card: from the request to the money's return."""
    now, words = clock(), texts().refunds
    ended = refund.status in {RefundStatus.REFUNDED, RefundStatus.REJECTED}
    end = term(refund.status if ended else RefundStatus.REFUNDED)
    last: dict[str, Any] = {"title": end, "state": "open"}
    if refund.finished_at is not None:
        failed = refund.status is RefundStatus.REJECTED
        last |= {
            "at": spoken_time(refund.finished_at, now),
            "state": "failed" if failed else "done",
        }
    elif refund.expected_by is not None:
        day = spoken_date(refund.expected_by, now)
        last["at"] = words.expected.format(day=day)
    return {
        "kind": "refund",
        "id": refund.id,
        "title": words.title,
        "counterparty": refund.counterparty,
        "amount": format_fen(refund.amount_fen),
        "steps": [
            {
                "title": term(RefundStatus.REQUESTED),
                "at": spoken_time(refund.requested_at, now),
                "state": "now" if refund.status is RefundStatus.REQUESTED else "done",
            },
            {
                "title": words.processing,
                "state": {
                    RefundStatus.REQUESTED: "open",
                    RefundStatus.PROCESSING: "now",
                }.get(refund.status, "done"),
            },
            last,
        ],
    }


def open_ticket(turn: Turn, refund: Refund) -> Ticket:
    """A ticket with what the wallet knows of the refund; a second one is never opened for it."""
    due = refund.expected_by
    facts = {
        "refund_id": refund.id,
        "transaction_id": refund.transaction_id,
        "amount_fen": refund.amount_fen,
        "merchant": refund.counterparty,
        "status": refund.status.value,
        "requested_at": refund.requested_at.isoformat(),
        **({} if due is None else {"expected_by": due.isoformat()}),
        **({} if refund.finished_at is None else {"finished_at": refund.finished_at.isoformat()}),
    }
    return write(
        topics().tickets.open,
        TicketKind.REFUND,
        turn.conversation_id,
        texts().refunds.late,
        facts,
        key=f"refund/{turn.conversation_id}/{refund.id}",
    )


def needs_people(turn: Turn) -> bool:
    """Whether a ticket is offered for the refund that was found: the wallet names no day, or the
    money is said not to be there.
    """
    if not is_offered(turn):
        return True
    refund = chosen(turn)
    if refund is None:
        return False
    where = progress(refund)
    missed = where is RefundProgress.REFUNDED and bool(turn.slot("refund_missed"))
    return missed or where is RefundProgress.UNTIMED
