"""What is said when a matter is just over: whether it is done is told from the wallet as it is, and
what was left is begun again for who wants it after all.

Nothing is done here, and no consent given before counts. It must not know how a matter is done.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from actions import _matters, _theft_statement
from actions._kefu import ask, read, topics
from actions._past import Message, Moment, TrackerEvent
from actions._steps import Declaration, declared
from actions._topics import button
from actions._turn import Turn, go_to, stop
from kefu.core.account import AccountStatus
from kefu.core.afterwards_words import asks_whether_done, wants_after_all
from kefu.core.errors import AssuranceTooLow
from kefu.core.taking_back_words import takes_deed_back
from kefu.nlu.acts import Act, manner_of
from kefu.nlu.normalise import fold

_LEFT: Final = "utter_{topic}_cancelled"
# Said where only the last question was answered with a no.
_DECLINED: Final = {
    "service": ("utter_service_ticket_declined",),
    "refund": ("utter_refund_declined", "utter_service_ticket_declined"),
    "theft": ("utter_theft_not_frozen",),
}
# What a deed just done is followed by when it is taken back: said with how it stands.
_ALREADY_DONE: Final = {
    "utter_security_two_factor_on_done": "utter_security_two_factor_on_already",
    "utter_security_two_factor_off_done": "utter_security_two_factor_off_already",
    "utter_security_agreement_ended": "utter_security_agreement_stays_ended",
    "utter_refund_requested": "utter_refund_stays_requested",
    "utter_refund_requested_untimed": "utter_refund_stays_requested",
    "utter_guide_card_unbound": "utter_guide_card_stays_unbound",
    "utter_guide_card_unbound_last": "utter_guide_card_stays_unbound",
}
_PAYMENT: Final = "password_payment_form"
_NO_BEGINNING: Final = {Act.REFUSES, Act.STOPS, Act.NEGATES}


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action; None when the message is nothing of the kind."""
    form = turn.form
    if not turn.text or (form is not None and turn.moment(form) is not Moment.START):
        return None
    if (already := _already_done(turn)) is not None:
        turn.say(already)
        return stop()
    left = declared(turn.slot("journey_form"))
    if left is not None and turn.offered() is None and _wants_after_all(turn, left):
        beginning = _beginning(turn, left)
        if left.begun_by or not left.meant_by:
            return _matters.go_on(turn, beginning)
        turn.set(matter_told=beginning)
        return go_to(left.form)
    topic = turn.slot("guide_topic") or ""
    tell = _TOLD.get(topic)
    if tell is None or not asks_whether_done(turn.text, of_password=topic == "password"):
        return None
    tell(turn)
    return stop()


def _already_done(turn: Turn) -> str | None:
    """What is said to whoever takes back, in the next breath, what was done."""
    if not takes_deed_back(turn.text):
        return None
    return next((said for done, said in _ALREADY_DONE.items() if turn.said_before(done)), None)


def _wants_after_all(turn: Turn, left: Declaration) -> bool:
    topic = left.form.removesuffix("_form")
    is_left = turn.said_before(_LEFT.format(topic=topic), *_DECLINED.get(topic, ()))
    return is_left and wants_after_all(turn.text, topic)


def _beginning(turn: Turn, left: Declaration) -> Message:
    """The words with which it was begun, or its name alone; a click may have been a consent."""
    for message in turn.earlier():
        intent = str((message.get("intent") or {}).get("name"))
        text = str(message["text"])
        acts = manner_of(fold(text)).acts
        if intent in left.begun_by and not text.startswith("/") and acts.isdisjoint(_NO_BEGINNING):
            return _matters.told(intent, text, message.get("entities") or [])
    if left.begun_by:
        return _matters.told(left.begun_by[0], "", [])
    began = turn.beginning_of(left.form) or {}
    intent = str((began.get("intent") or {}).get("name"))
    return _matters.told(intent, str(began.get("text") or ""), began.get("entities") or [])


def _tell_lock(turn: Turn) -> None:
    try:
        account = ask(topics().account_lock.account, turn.conversation_id)
    except AssuranceTooLow:
        turn.say("utter_account_lock_now_unseen", buttons=[button("account_locked")])
        return
    usable = account.status is AccountStatus.ACTIVE
    people = None if usable else [button("human_agent")]
    turn.say(f"utter_account_lock_now_{account.status}", buttons=people)


def _tell_password(turn: Turn) -> None:
    if turn.slot("journey_form") == _PAYMENT:
        _tell_payment_password(turn)
        return
    try:
        changed = read(topics().password.was_changed, turn.conversation_id)
    except AssuranceTooLow:
        changed = False
    if changed:
        turn.say("utter_password_now_set")
    else:
        turn.say("utter_password_now_unchanged", buttons=[button("forgot_password")])


def _tell_payment_password(turn: Turn) -> None:
    try:
        changed = read(topics().payment_password.changed_at, turn.conversation_id) is not None
    except AssuranceTooLow:
        changed = False
    turn.say(f"utter_password_payment_now_{'set' if changed else 'unchanged'}")


def _tell_freeze(turn: Turn) -> None:
    if _theft_statement.is_frozen(turn):
        turn.say("utter_theft_answer_frozen")
    else:
        turn.say("utter_theft_answer_not_frozen", buttons=[button("freeze_account")])


_TOLD: Final[dict[str, Callable[[Turn], None]]] = {
    "unlock": _tell_lock,
    "unfreeze": _tell_lock,
    "password": _tell_password,
    "freeze": _tell_freeze,
}
