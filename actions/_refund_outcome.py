"""How asking for a payment back ends: it is asked for, refused by the wallet's rule, or given to
people.

It must not know how the payment was found.
"""

from __future__ import annotations

from actions import _matters, _refund_payment, _refund_told
from actions._handoff import hand_off
from actions._kefu import call, topics
from actions._past import TrackerEvent
from actions._refund_aim import RefundAim, aim
from actions._turn import Turn
from kefu.core.errors import Conflict
from kefu.core.handoff import HandoffReason
from kefu.core.refund import Refund, RefundReason, RefundRefusal
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus


def request(turn: Turn) -> None:
    """Ask for the payment back, and say until when the money comes."""
    payment = _refund_payment.found(turn)
    assert payment is not None
    try:
        refund = call(
            topics().refunds.request,
            turn.conversation_id,
            payment.id,
            RefundReason(turn.slot("refund_reason")),
            key=f"refund/{turn.id}",
        )
    except Conflict:  # it has changed since it was asked about: `finish` tells how it is now
        turn.set(refund_consent=None)
        return
    turn.set(refund_told=refund.id, guide_topic=_refund_told.TOPIC)
    expected = refund.expected_by is not None
    turn.say(
        "utter_refund_requested" if expected else "utter_refund_requested_untimed",
        _refund_told.facts_of(turn, refund),
        card=_refund_told.card(refund),
    )


def to_people(turn: Turn) -> list[TrackerEvent] | None:
    """A large refund is asked for by people alone, who are called with its ticket."""
    payment = _refund_payment.found(turn)
    large = payment is not None and _refund_payment.is_large(turn, payment)
    if aim(turn) is not RefundAim.REQUEST or not large:
        return None
    return hand_off(turn, HandoffReason.POLICY, "utter_refund_large_people")


def refused(turn: Turn, payment: Transaction) -> list[TrackerEvent] | None:
    """Why it cannot be asked for, and what to do then."""
    why = _refund_payment.refusal(turn, payment)
    facts = _refund_payment.payment_facts(payment)
    turn.set(transaction_last=payment.id)
    if why is RefundRefusal.ALREADY_REQUESTED:
        found = _of_payment(turn, payment)
        if found is not None:
            turn.say("utter_refund_refused_already_requested", facts)
            _refund_told.tell(turn, found)
        return None
    if payment.status is TransactionStatus.FAILED:
        named = {"entity": "transaction_id", "value": payment.id}
        return _matters.go_on(turn, _matters.told("transaction_failed", "", [named]))
    if why is RefundRefusal.NOT_A_PAYMENT and payment.kind is TransactionKind.TRANSFER:
        turn.say("utter_refund_refused_transfer", facts)
    elif why is not None:
        turn.say(f"utter_refund_refused_{why}", facts)
    return None


def _of_payment(turn: Turn, payment: Transaction) -> Refund | None:
    """The newest refund of a payment."""
    known = (one for one in _refund_told.refunds(turn) if one.transaction_id == payment.id)
    return next(known, None)
