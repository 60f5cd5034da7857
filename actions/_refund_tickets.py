"""Tickets about money that only people can bring back: what they hold, and how they are told."""

from __future__ import annotations

from typing import Any, Final

from actions import _refund_payment, _refund_told
from actions._kefu import ask, clock, topics, write
from actions._refund_aim import RefundAim, aim, is_offered
from actions._steps import DESCRIPTION_SLOTS
from actions._turn import Button, Turn
from kefu.core.clock import BEIJING
from kefu.core.refund import DisputeMatter, RefundProgress
from kefu.core.ticket import TicketKind
from kefu.words.spoken import spoken_time
from kefu.words.terms import term
from kefu.words.texts import texts

_KINDS: Final = {
    RefundAim.REQUEST: TicketKind.REFUND,
    RefundAim.PROGRESS: TicketKind.REFUND,
    RefundAim.DISPUTE: TicketKind.DISPUTE,
    RefundAim.WRONG_PAYEE: TicketKind.TRANSACTION,
    RefundAim.MINOR: TicketKind.REFUND,
}
TITLES: Final = {
    RefundAim.REQUEST: "refund",
    RefundAim.PROGRESS: "refund",
    RefundAim.DISPUTE: "dispute",
    RefundAim.WRONG_PAYEE: "wrong_payee",
    RefundAim.MINOR: "minor_payment",
}
"""What such a ticket is about: an intent, or a subject of its own."""
_TOLD: Final = ("service_description", "refund_reason", "refund_evidence", *DESCRIPTION_SLOTS)


CONSENT: Final = (
    *(f"utter_refund_people_{wanted}" for wanted in RefundAim if wanted is not RefundAim.PROGRESS),
    "utter_refund_people_large",
    *(
        f"utter_refund_people_{where}"
        for where in (RefundProgress.REFUNDED, RefundProgress.UNTIMED)
    ),
)
"""With what it is asked whether a ticket shall be opened."""


def open_one(turn: Turn) -> None:
    """Open the ticket; tell its number, and until when it is to be dealt with."""
    wanted = aim(turn)
    ticket = write(
        topics().tickets.open,
        _KINDS[wanted],
        turn.conversation_id,
        texts().topics.name(TITLES[wanted]),
        _facts(turn),
        key=f"ticket/{turn.id}",
    )
    turn.say(
        "utter_refund_ticket_opened",
        {
            "number": ticket.number,
            "subject": ticket.subject,
            "due": spoken_time(ticket.due_at, clock()),
        },
    )


def _facts(turn: Turn) -> dict[str, Any]:
    """What was told, and what the wallet knows of it."""
    facts = {slot: turn.slot(slot) for slot in _TOLD if turn.slot(slot)}
    matter = turn.slot("refund_matter")
    if matter:
        facts["matter"] = term(DisputeMatter(matter))
    if aim(turn) is RefundAim.PROGRESS:
        refund = _refund_told.chosen(turn) if is_offered(turn) else None
        if refund is not None:
            facts |= {"refund_id": refund.id, "transaction_id": refund.transaction_id}
            facts |= {"amount_fen": refund.amount_fen, "merchant": refund.counterparty}
            facts |= {"status": refund.status.value}
        return facts
    payment = _refund_payment.found(turn)
    if payment is not None:
        facts |= {
            "transaction_id": payment.id,
            "amount_fen": payment.amount_fen,
            "at": payment.at.isoformat(),
            "merchant": payment.counterparty,
            "method": payment.method,
        }
        account = ask(topics().figures.balance, turn.conversation_id).account
        if account.is_minor(clock().astimezone(BEIJING).date()):
            facts["holder_is_minor"] = True
    return facts


def ask_consent(turn: Turn, look: list[Button] | None) -> None:
    """Ask whether a ticket shall be opened, with what it is about."""
    wanted = aim(turn)
    if wanted is RefundAim.PROGRESS:
        refund = _refund_told.chosen(turn) if is_offered(turn) else None
        if refund is None:
            turn.say("utter_ask_service_consent", buttons=look, takes_picture=True)
        else:
            where = _refund_told.progress(refund)
            facts = _refund_told.facts_of(turn, refund)
            turn.say(f"utter_refund_people_{where}", facts, card=_refund_told.card(refund))
        return
    payment = _refund_payment.found(turn)
    if payment is None:
        turn.say("utter_ask_service_consent", buttons=look, takes_picture=True)
        return
    facts = _refund_payment.payment_facts(payment)
    if matter := turn.slot("refund_matter"):
        facts["matter"] = term(DisputeMatter(matter))
    response = wanted.value
    if wanted is RefundAim.REQUEST:
        large = is_offered(turn)
        response = "large" if large else "request"
    turn.say(f"utter_refund_people_{response}", facts, takes_picture=True)
