"""A theft reported where no bot listens: while waiting, to an agent, or in the middle of a hand-over.

The case stands and the hand-off becomes urgent in the transaction that stores the report.
"""

from __future__ import annotations

from datetime import datetime

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance, Conversation, Owner
from kefu.core.handoff import HandoffReason, Summary
from kefu.gateway.phrases import Phrases
from kefu.services.ports import UnitOfWork

# Payloads of choices that the gateway itself offers and hears.
RESUME_BOT = "@resume_bot"
FREEZE = "@freeze"
# The summariser adds the tickets itself.
_TICKET_LABEL = "工单"


def raise_alarm(kefu: Kefu, phrases: Phrases, unit: UnitOfWork, conversation: Conversation) -> None:
    """Open the case, make the hand-off urgent and offer the freeze; nothing when all that was done before."""
    handoff = unit.handoffs.current(conversation.id)
    if handoff is None or handoff.reason is HandoffReason.THEFT:
        return
    case = kefu.theft.open_case_in(unit, conversation.id)
    # What was collected stays; the rest is written anew.
    known = Summary(
        facts=[fact for fact in handoff.summary["facts"] if fact["label"] != _TICKET_LABEL],
        done=handoff.summary["done"],
        pending=handoff.summary["pending"],
    )
    kefu.handoff.request_in(unit, conversation.id, HandoffReason.THEFT, known)
    message = {
        "text": phrases.queued_theft.format(case=case.number),
        "buttons": ways_out(phrases, conversation, kefu.clock(), theft=True),
    }
    kefu.conversations.say(unit, conversation.id, message, "system")


def offer_freeze(
    kefu: Kefu, phrases: Phrases, unit: UnitOfWork, conversation: Conversation
) -> None:
    """Offer the freeze to somebody who asks for it where no bot listens; to a stranger, the way to prove who they are."""
    ways = ways_out(phrases, conversation, kefu.clock(), theft=True)
    known = any(way["payload"] == FREEZE for way in ways)
    if not known and conversation.owner is Owner.AGENT:
        return  # the agent sees it and verifies them
    text = phrases.freeze_question if known else phrases.freeze_needs_identity
    message = {"text": text, "buttons": ways[:1] if known else ways}
    kefu.conversations.say(unit, conversation.id, message, "system")


def ways_out(
    phrases: Phrases, conversation: Conversation, now: datetime, *, theft: bool
) -> list[dict[str, str]]:
    """The choices of somebody who waits for a human; whose identity is known may freeze the account at once."""
    ways = [{"title": phrases.resume_bot, "payload": RESUME_BOT}]
    known = conversation.assurance(now) >= Assurance.CHANNEL_BOUND
    if theft and known and conversation.account_id is not None:
        ways.insert(0, {"title": phrases.freeze_offer, "payload": FREEZE})
    return ways
