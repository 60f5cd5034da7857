"""What somebody says of the queue that the intake did not hear as a plain wish: they stay in it
unless their words can only mean to leave, and who stands in none hears so. What 不用转 or 不提了
is a no to follows from what was spoken of last.

It must not know how a place is kept.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from actions._handoff import give_up_place
from actions._kefu import desk, read, topics
from actions._past import OFFER, TrackerEvent
from actions._topics import button
from actions._turn import Button, Turn, stop
from kefu.core.handoff import HandoffReason
from kefu.core.reply_words import agrees
from kefu.core.reserve_words import is_settled
from kefu.core.ticket import TicketKind, TicketStatus
from kefu.core.waiting_words import (
    Wish,
    gives_up,
    lets_be,
    names_drawing,
    names_money,
    names_people,
    refuses_filing,
    refuses_turning,
    speaks_of_queue,
    wish_of,
)
from kefu.nlu.acts import Act
from kefu.nlu.normalise import fold
from kefu.services.alarm import RESUME_BOT
from kefu.words.texts import texts

# How far back what was spoken of is looked for.
_REMEMBERED: Final = 4
_LEAVE_ASKED: Final = "utter_service_leave_asked"
# What is said of these is the theft lane's.
_CASES: Final = (TicketKind.THEFT_CASE, TicketKind.FREEZE)
_SMALL: Final = frozenset({"deny", "cancel", "out_of_scope", "human_agent"})


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action where the queue is spoken of; None where it is not."""
    if turn.entity("handoff") is not None or turn.is_answer:
        return None
    if turn.said_before(_LEAVE_ASKED) and agrees(turn.text) and give_up_place(turn):
        return stop()
    turns_down = refuses_turning(turn.text) and _people_were_spoken_of(turn)
    if (turns_down or _declines_people(turn)) and _waits(turn):
        _say_still_waiting(turn)
        return stop()
    if turns_down:
        turn.say("utter_service_no_human")
        return stop()
    if refuses_filing(turn.text) and not _money_was_drawn(turn):
        _say_what_is_filed(turn)
        return stop()
    if is_settled(turn.text) and not turn.said_before(_LEAVE_ASKED) and _waits(turn):
        turn.say(_LEAVE_ASKED, buttons=[way_out()])
        return stop()
    if speaks_of_queue(turn.text) and not _waits(turn):
        if wish_of(turn.text) is Wish.PLACE:  # behind 取消排队 no 好 calls anybody
            turn.set(**{OFFER: HandoffReason.CUSTOMER_REQUEST.value})
        turn.say("utter_service_not_queued", buttons=[button("human_agent")])
        return stop()
    return None


def answer_to_leaving(turn: Turn, *, may_leave: bool) -> bool:
    """Answer words that sound like an end from whoever waits for a human; False when nobody does.

    Only the plainest end the place, and only with `may_leave`; 算了 is asked about once, and others
    hear that it is kept.
    """
    if may_leave and lets_be(turn.text) and _waits(turn) and not turn.said_before(_LEAVE_ASKED):
        turn.say(_LEAVE_ASKED, buttons=[way_out()])
        return True
    if may_leave and gives_up(turn.text):
        return give_up_place(turn)
    if not _waits(turn):
        return False
    _say_still_waiting(turn)
    return True


def say_place_kept(turn: Turn) -> bool:
    """Say to who waits that the place is kept; False when nobody waits."""
    if not _waits(turn):
        return False
    _say_still_waiting(turn)
    return True


def _say_what_is_filed(turn: Turn) -> None:
    """Nothing was, but for what this conversation has opened already; only people close that."""
    opened = read(topics().tickets.of_conversation, turn.conversation_id)
    for ticket in opened:
        if ticket.status is TicketStatus.OPEN and ticket.kind not in _CASES:
            facts = {"number": ticket.number, "subject": ticket.subject}
            turn.say("utter_service_filed_already", facts, buttons=[button("human_agent")])
            return
    turn.say("utter_service_nothing_filed")


def _declines_people(turn: Turn) -> bool:
    if turn.intent not in _SMALL or turn.does(Act.ASKS):
        return False
    return turn.negates_any("human_agent")


def _people_were_spoken_of(turn: Turn) -> bool:
    """Whether what is turned over was people rather than money; money has to be named."""
    for message in islice(turn.earlier(), _REMEMBERED):
        text = fold(message.get("text") or "")
        name = (message.get("intent") or {}).get("name")
        if names_people(text) or name in {"human_agent", "complaint"}:
            return True
        if names_money(text) or name == "transfer_howto":
            return False
    return True


def _money_was_drawn(turn: Turn) -> bool:
    said = islice(turn.earlier(), _REMEMBERED)
    return any(names_drawing(fold(message.get("text") or "")) for message in said)


def _waits(turn: Turn) -> bool:
    return read(desk().handoff.place, turn.conversation_id) is not None


def way_out() -> Button:
    """The button that leaves the queue."""
    return {"title": texts().people.back_to_bot, "payload": RESUME_BOT}


def _say_still_waiting(turn: Turn) -> None:
    turn.say("utter_service_still_waiting", buttons=[way_out()])
