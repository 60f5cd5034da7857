"""What the customer says of the talk itself, answered before anything else is looked for: that the
bot heard something else, that it shall speak plainer, that talking is hard for them, that nothing
is wanted, that all is well.

Nothing is begun here, and nobody is called: people are offered. In a theft all of it is the lane's.
"""

from __future__ import annotations

from typing import Final

from rasa_sdk.events import SlotSet

from actions import _clarify, _follow_ups, _matters
from actions._answers import ANSWERS
from actions._handoff import reset
from actions._hearing import LEAVING
from actions._matters import THEFT
from actions._past import OFFER, Moment, TrackerEvent
from actions._theft_state import is_frozen, say_frozen
from actions._topics import button
from actions._turn import REQUESTED, Button, Turn, stop
from kefu.core.handoff import HandoffReason
from kefu.core.other_way_words import OtherWay, other_way_in
from kefu.nlu.act_spelling import plain
from kefu.nlu.acts import Act
from kefu.nlu.leaving_out import left_out
from kefu.nlu.repairs import Hardship, Repair, hardship, repair, tells_undone
from kefu.words.texts import texts

# With more words than these beside it, 我不是问这个 is followed by what is meant.
_LONGEST_OBJECTION: Final = 12
_THEFT_FORM: Final = "theft_form"
# Asks which of several is meant: 不是这个 answers it.
_LISTED: Final = "transaction_choice"
# After these 不对 speaks of nothing that was answered.
_COURTESIES: Final = (
    *("utter_smalltalk_greeting", "utter_smalltalk_here", "utter_smalltalk_thanks"),
    *("utter_smalltalk_goodbye", "utter_smalltalk_affirm", "utter_smalltalk_deny"),
    *("utter_smalltalk_closed", "utter_smalltalk_not_wanted", "utter_smalltalk_not_so"),
)
# A sentence that no business is clearly meant by.
_NO_MATTER: Final = frozenset(
    {"out_of_scope", "deny", "affirm", "cancel", "inform", "bot_challenge", "greeting", "insult"}
)
_SMALL: Final = frozenset({"deny", "cancel", "out_of_scope", "inform", "affirm"})
# Beside one of these something is wanted or told after all.
_MORE: Final = (Act.ASKS, Act.REQUESTS, Act.CORRECTS, Act.AGREES)
_MEANT_ALONE: Final = {
    "deposit_not_arrived": "deposit_howto",
    "withdraw_issue": "withdraw_howto",
    "transaction_failed": "payment_howto",
}
_KINDLY: Final = {
    Hardship.HEARING: "utter_smalltalk_hard_hearing",
    Hardship.WRITING: "utter_smalltalk_hard_writing",
}
_FREEZE: Final = "freeze_account"
# Have words of their own for who does not want them.
_OF_PEOPLE: Final = frozenset({"human_agent", "complaint"})
_EXPLAINED: Final = frozenset({*ANSWERS, "two_factor"})
_WITHOUT: Final = {
    "bind_card": "utter_guide_bind_card_without",
    "unbind_card": "utter_guide_unbind_card_without",
    "change_phone": "utter_guide_change_phone_without",
    "real_name_verification": "utter_guide_real_name_without",
    "account_closure": "utter_guide_account_closure_without",
    "register_account": "utter_guide_register_without",
    "two_factor": "utter_guide_two_factor_without",
}
_HOW: Final = frozenset({"deposit", "withdraw", "transfer", "payment"})


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action; None when the message is nothing of the kind."""
    if turn.form == _THEFT_FORM or turn.intent in THEFT or not turn.text:
        return None
    for heard in (
        _misread,
        _otherwise,
        _plainer,
        _next_step,
        _hard,
        _unwanted,
        _closed,
        _set_right,
    ):
        if (done := heard(turn)) is not None:
            return done
    return None


def _misread(turn: Turn) -> list[TrackerEvent] | None:
    """The last answer was to something else: said plainly, the next readings, then a human."""
    said = repair(turn.folded)
    objects = turn.has("rejects_reading") and len(turn.folded.strip()) <= _LONGEST_OBJECTION
    if not objects and said not in {Repair.MISREAD, Repair.NOT_THIS, Repair.NO}:
        return None
    if (form := _form_before(turn)) is None:
        if said is Repair.NO and not objects and not _speaks_of_an_answer(turn):
            return None
    elif turn.began_last(form) and turn.asked != LEAVING:
        if not objects and (said is Repair.NO or turn.asked == _LISTED):
            return None
        reset(turn, form)
    elif said is Repair.MISREAD and turn.asked != LEAVING:
        return _asked_again(turn, "utter_smalltalk_misread_in_form")
    else:
        return None
    _clarify.say_misread(turn, was_another=True)
    return stop()


def _speaks_of_an_answer(turn: Turn) -> bool:
    """Whether something was answered just before, and not offered."""
    offers = turn.offered() is not None and not turn.said_last("utter_smalltalk_misread")
    return any(True for _ in turn.earlier()) and not offers and not turn.said_before(*_COURTESIES)


def _otherwise(turn: Turn) -> list[TrackerEvent] | None:
    """Another way is wanted, not other words: people and a ticket, where nothing is under way."""
    wish = other_way_in(turn.text)
    if wish is None or _form_before(turn) is not None or next(turn.earlier(), None) is None:
        return None
    if wish is OtherWay.ASKED_FOR and turn.slot("guide_topic") is None:
        return None
    if turn.said_last("utter_smalltalk_other_way"):
        turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
        turn.say("utter_smalltalk_other_way_again", buttons=[button("human_agent")])
    else:
        turn.say("utter_smalltalk_other_way", buttons=_buttons(["human_agent", "create_ticket"]))
    return stop()


def _plainer(turn: Turn) -> list[TrackerEvent] | None:
    """Said more simply: the first step alone, or the question where it got stuck; then a human."""
    if repair(turn.folded) is not Repair.PLAINER or not any(True for _ in turn.earlier()):
        return None
    if _form_before(turn) is not None:
        return None if turn.asked == LEAVING else _asked_again(turn, "utter_smalltalk_plainer_step")
    if turn.said_last("utter_smalltalk_plainer"):
        turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
        turn.say("utter_smalltalk_plainer_again")
        return stop()
    if (first := _follow_ups.first_step(turn)) is None:
        turn.say("utter_smalltalk_plainer", buttons=[button("human_agent")])
    else:
        turn.say("utter_smalltalk_plainer_begun")
        turn.say(first)
        turn.say("utter_smalltalk_plainer_next", buttons=[button("human_agent")])
    return stop()


def _next_step(turn: Turn) -> list[TrackerEvent] | None:
    """The first step was done: all of them, in order."""
    if repair(turn.folded) is not Repair.NEXT or not turn.said_last("utter_smalltalk_plainer_next"):
        return None
    if (steps := _follow_ups.all_steps(turn)) is None:
        return None
    turn.say(steps)
    return stop()


def _hard(turn: Turn) -> list[TrackerEvent] | None:
    """Talking is hard for the customer: one thing at a time, and people at a tap."""
    named = hardship(turn.folded)
    is_a_matter = turn.intent not in _NO_MATTER and not turn.doubt
    if is_a_matter and not (named is Hardship.HEARING and turn.intent == "callback_request"):
        return None
    if named is None or turn.does(Act.AGREES) or turn.entity("phone_number", "email", "amount"):
        return None
    if _form_before(turn) is not None:
        return _asked_again(turn, "utter_smalltalk_hard_in_form")
    if turn.said_before("utter_smalltalk_hard_ways", "utter_smalltalk_hard_again"):
        turn.set(**{OFFER: HandoffReason.CUSTOMER_REQUEST.value})
        turn.say("utter_smalltalk_hard_again", buttons=[button("human_agent")])
        return stop()
    people = ["human_agent"] if named is Hardship.HEARING else ["human_agent", "callback_request"]
    turn.say(_KINDLY[named])
    turn.say("utter_smalltalk_hard_ways", buttons=_buttons(people))
    return stop()


def _unwanted(turn: Turn) -> list[TrackerEvent] | None:
    """A matter is named to say that it is not wanted, or has not been done."""
    if _form_before(turn) is not None:
        return None
    if (done := _left_out(turn)) is not None or turn.does(*_MORE):
        return done
    topics = texts().topics.intents.keys() - _OF_PEOPLE
    negated = [name for name in turn.manner.negated if name in topics]
    is_said_of = turn.intent in _SMALL or bool(turn.doubt) or _only_answered(turn.intent, negated)
    if negated and is_said_of and turn.does(Act.REFUSES, Act.STOPS):
        if negated[0] == _FREEZE and is_frozen(turn):
            say_frozen(turn)
            return stop()
        turn.say("utter_smalltalk_not_wanted", {"matter": _deed(turn, negated[0])})
        return stop()
    if not negated and tells_undone(turn.folded):
        negated = [name for name in turn.ranking[:2] if name in _EXPLAINED][:1]
        is_said_of = turn.intent in _SMALL or _only_answered(turn.intent, negated)
    if not negated or not is_said_of:
        return None
    matter = {"matter": _deed(turn, negated[0])}
    turn.say("utter_smalltalk_not_so", matter, buttons=_buttons([negated[0], "human_agent"]))
    return stop()


def _left_out(turn: Turn) -> list[TrackerEvent] | None:
    """It is asked whether a matter can be left out: what is so then, not how it is done."""
    intent = left_out(plain(turn.folded).text)
    response = _WITHOUT.get(intent or "")
    if response is None or turn.does(Act.NO_SUCCESS, Act.REQUESTS):
        return None
    if turn.intent not in {*_NO_MATTER, *ANSWERS, "two_factor"} or turn.said_last(response):
        return None
    turn.say(response)
    _follow_ups.remember(turn, str(intent))
    return stop()


def _deed(turn: Turn, intent: str) -> str:
    finer = intent == "two_factor" and turn.has("names_paying_without_password")
    return texts().topics.deed(_follow_ups.WITHOUT_PASSWORD if finer else intent)


def _only_answered(intent: str, negated: list[str]) -> bool:
    """Whether the action would only explain what is negated."""
    return intent in negated and intent in _EXPLAINED


def _closed(turn: Turn) -> list[TrackerEvent] | None:
    """Nothing more is needed; what was offered is no longer, and a yes it never was."""
    if _form_before(turn) is not None or repair(turn.folded) is not Repair.CLOSED:
        return None
    turn.set(**{OFFER: None})
    turn.say("utter_smalltalk_closed")
    return stop()


def _set_right(turn: Turn) -> list[TrackerEvent] | None:
    """我说的是提现 after how to top up is asked: how to withdraw, not a trouble with it."""
    meant = _MEANT_ALONE.get(turn.intent, turn.intent)
    asked_how = turn.slot("guide_topic") in _HOW and meant in _MEANT_ALONE.values()
    if not asked_how or not turn.does(Act.CORRECTS) or turn.does(Act.NO_SUCCESS, Act.ASKS):
        return None
    return _matters.go_on(turn, _matters.told(meant, turn.text, turn.entities))


def _form_before(turn: Turn) -> str | None:
    """The journey that the message came in."""
    form = turn.form
    return form if form is not None and turn.moment(form) is not Moment.START else None


def _asked_again(turn: Turn, response: str) -> list[TrackerEvent]:
    """Say it, and let the journey ask its open question again."""
    turn.say(response)
    turn.set(journey_unanswered=int(turn.slot("journey_unanswered") or 0) + 1)
    return [SlotSet(REQUESTED, turn.asked)]


def _buttons(intents: list[str]) -> list[Button]:
    return [button(intent) for intent in intents]
