"""Tickets: what is told in them, and the consent to file one."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from actions import (
    _arrival,
    _described,
    _failure_told,
    _held,
    _matters,
    _paused,
    _picked,
    _refund_aim,
    _refund_payment,
    _refund_tickets,
    _telling,
    _theft_aside,
    security,
    transaction,
)
from actions._asking import Ask
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import topics, write
from actions._past import TrackerEvent
from actions._steps import DESCRIPTION_SLOTS, Chosen, Verified
from actions._subjects import Subject
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.arrival import Whereabouts
from kefu.core.arrival_words import wants_look
from kefu.core.conversation import Assurance
from kefu.core.restriction_words import finds_money_stuck
from kefu.core.ticket import TicketKind
from kefu.core.ticket_question_words import wants_no_call
from kefu.core.transaction import TransactionStatus
from kefu.core.verification import Purpose
from kefu.core.waiting_words import refuses_filing, wants_none_filed
from kefu.nlu.acts import Aspect
from kefu.words.texts import texts

SUBJECTS = {
    subject.name: subject
    for subject in (
        *(Subject(i, "service") for i in ("create_ticket", "callback_request")),
        *transaction.SUBJECTS,
        *security.SUBJECTS,
    )
}
# Asked of a human, none of these calls one.
_ON_THE_WAY: Final = ("deposit_not_arrived", "withdraw_issue")
_HELPS: Final = (
    Help("utter_transaction_about_time", about=frozenset({Aspect.TIME}), of=_ON_THE_WAY),
    Help("utter_service_about_cost", about=frozenset({Aspect.COST})),
    Help("utter_service_about_need", about=frozenset({Aspect.NEED})),
    Help("utter_service_about_time", about=frozenset({Aspect.TIME})),
    Help("utter_service_about_status", about=frozenset({Aspect.STATUS}), begins=False),
    Help("utter_service_about_consequence", about=frozenset({Aspect.CONSEQUENCE})),
    Help("utter_service_about_procedure", about=frozenset({Aspect.PROCEDURE})),
    Help("utter_service_about", begins=False),
)


_KINDS: Final = {
    "deposit_not_arrived": TicketKind.DEPOSIT,
    "withdraw_issue": TicketKind.WITHDRAWAL,
}


def _open(turn: Turn) -> None:
    """Open the ticket and tell its number."""
    subject = SUBJECTS[turn.slot("service_subject")]
    about_money = subject.about_money or turn.slot("transaction_last")
    told = ("service_description", "transaction_last", *DESCRIPTION_SLOTS)
    facts = {slot: turn.slot(slot) for slot in told if turn.slot(slot)}
    if (movement := _arrival.found(turn)) is not None:
        ticket = _arrival.open_ticket(turn, movement, subject.title, facts)
    else:
        of_money = _KINDS.get(subject.name, TicketKind.TRANSACTION)
        ticket = write(
            topics().tickets.open,
            of_money if about_money else TicketKind.GENERAL,
            turn.conversation_id,
            subject.title,
            facts,
            key=f"ticket/{turn.id}",
        )
    turn.say("utter_service_ticket_opened", {"number": ticket.number, "subject": ticket.subject})


class TicketJourney(Journey):
    """Takes down what the bot cannot settle itself, and opens a ticket when the customer agrees.

    Money on its way is looked for in the wallet first, where it may be told.
    """

    form = _arrival.FORM
    title = "登记工单"
    begun_by = (
        "deposit_not_arrived",
        "withdraw_issue",
        "phishing_report",
        "create_ticket",
        "callback_request",
    )
    steps = (
        Verified(Purpose.TRANSACTIONS, unless=Assurance.LOGGED_IN, when=_arrival.wallet_asked),
        Chosen(
            "transaction_choice",
            "等待客户选出没有到账的那一笔",
            alone=_arrival.alone,
            helps=transaction.CHOOSING,
            patience="utter_transaction_patience",
            when=_arrival.wallet_asked,
        ),
        _telling.description(_arrival.wallet_found_none),
        _telling.consent(_open, _arrival.people_needed),
    )
    keeps = (
        *("service_subject", "service_look", "service_unfiled", "transaction_shown"),
        *DESCRIPTION_SLOTS,
    )
    helps = _HELPS
    about = MappingProxyType({"callback_request": "utter_service_about_call"})

    def is_unwanted(self, turn: Turn) -> bool:
        """Whether the matter is refused; who wants no call hears that there will be none."""
        return not _wants_no_call(turn) and super().is_unwanted(turn)

    def answer_instead(self, turn: Turn) -> bool:
        """Whoever wants no ticket gets none; whoever asks whether money was debited has not said
        that it was.
        """
        if _wants_no_call(turn):
            turn.say("utter_service_no_call")
            return True
        if turn.intent == "create_ticket" and refuses_filing(turn.text):
            turn.say("utter_service_nothing_filed")
            return True
        if turn.intent == "create_ticket" and (answered := _telling.answer(turn)) is not None:
            turn.say(answered, buttons=[button("create_ticket")])
            return True
        stuck = turn.intent == "withdraw_issue" and finds_money_stuck(turn.text)
        if stuck and (account := _held.held(turn)) is not None:
            _held.tell(turn, account)
            return True
        asked = turn.intent == "deposit_not_arrived" and turn.has("asks_whether_debited")
        if not asked or _arrival.given_on(turn):
            return super().answer_instead(turn)
        turn.say("utter_transaction_debit_asked")
        return True

    def _hear(self, turn: Turn) -> list[TrackerEvent]:
        """Whoever tells of a swindler is warned, and led on once they did as they were told."""
        if turn.slot("service_subject") == "phishing_report":
            if _theft_aside.struck(turn):
                _paused.pause(turn, self.form)
                stolen = _matters.told("account_stolen", turn.text, turn.entities)
                return _matters.go_on(turn, stolen)
            _theft_aside.warn(turn)
        return super()._hear(turn)

    def begin(self, turn: Turn) -> None:
        """Say what is known about the topic; a sentence that tells the case is its description."""
        turn.set(service_description=None, service_consent=None)
        turn.set(service_unfiled=wants_none_filed(turn.text) or None)
        # What was told or explained long ago is not what this is about.
        goes_on = turn.in_a_row("transaction_form") or _failure_told.answered_last(turn)
        goes_on = goes_on or turn.said_last("utter_transaction_arrival_failed")
        if not goes_on and not _arrival.given_on(turn):
            turn.set(transaction_last=None, **dict.fromkeys(DESCRIPTION_SLOTS))
        _described.note_facts(turn)
        about = turn.slot("transaction_last")
        subject = _subject(turn)
        turn.set(service_subject=subject.name)
        _arrival.begin(turn)
        if subject.name == "create_ticket" and about:
            problem = texts().matters.failed_transaction.format(transaction=about)
            turn.set(service_description=problem)
        elif subject.name != "create_ticket" and _telling.tells_a_case(turn):
            turn.set(service_description=turn.text)
        if not _arrival.wallet_asked(turn):
            turn.say(subject.opening)

    def answer(self, turn: Turn) -> bool:
        """Which movement it is; the description, something to add to it or to put right in it."""
        if wants_none_filed(turn.text):
            turn.set(service_unfiled=True)
        if _wants_look(turn):
            turn.set(service_look=_arrival.LOOK)
            turn.say("utter_transaction_figures_start")
            return True
        if turn.asked == "transaction_choice":
            return _choose(turn)
        return _telling.add(turn)

    def take_picture(self, turn: Turn) -> None:
        """It may be all there is to say."""
        _telling.take_picture(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Whoever declined hears that nothing was opened."""
        found = _arrival.found(turn)
        if found is not None and not _arrival.asks_consent(found):
            _arrival.tell(turn, found, SUBJECTS[turn.slot("service_subject")].title)
        elif self.declined(turn):
            turn.say(_telling.declined(turn))
        failed = found is not None and found.status is TransactionStatus.FAILED
        turn.set(transaction_last=found.id if found is not None and failed else None)
        return None


def _look(turn: Turn) -> list[Button] | None:
    """The way to have the money looked for, for whom it is not."""
    if turn.slot("journey_form") == _refund_aim.FORM:
        unknown = not _refund_aim.wallet_asked(turn) and _refund_aim.is_offered(turn)
        return [_refund_payment.look_button()] if unknown else None
    sought = not _arrival.concerns(turn) or _arrival.wallet_asked(turn)
    return None if sought else [_arrival.look_button()]


def _wants_look(turn: Turn) -> bool:
    """Whether an unknown customer wants it to be looked for."""
    if not _arrival.concerns(turn) or _arrival.wallet_asked(turn):
        return False
    return turn.entity("transaction_choice") == _arrival.LOOK or wants_look(turn.text)


def _choose(turn: Turn) -> bool:
    """Take the movement that is pointed at, or what is told of it, by which it is sought again."""
    listed = _arrival.candidates(turn)[0]
    chosen = _picked.chosen(turn, listed)
    if chosen is not None:
        _arrival.choose(turn, chosen)
        return True
    return _picked.is_denied(turn, listed) or _arrival.note(turn)


def _wants_no_call(turn: Turn) -> bool:
    return turn.intent == "callback_request" and wants_no_call(turn.text)


def _subject(turn: Turn) -> Subject:
    """What the ticket is about: the intent, told apart further by the words."""
    if turn.intent not in TicketJourney.begun_by:
        return SUBJECTS["create_ticket"]
    finer = (subject for subject in SUBJECTS.values() if subject.is_meant(turn))
    return next(finer, SUBJECTS[turn.intent])


class AskServiceDescription(Ask):
    """Asks what happened."""

    slot = "service_description"
    first = ("utter_ask_service_description", "utter_service_description_known")
    takes_picture = True

    def ask(self, turn: Turn) -> None:
        """With what is worth telling, unless it has been told."""
        known = any(turn.slot(slot) for slot in DESCRIPTION_SLOTS)
        turn.say(self.first[known], buttons=_look(turn), takes_picture=True)


class AskServiceConsent(Ask):
    """Asks whether a ticket shall be opened."""

    slot = "service_consent"
    first = (
        "utter_ask_service_consent",
        *(f"utter_transaction_arrival_{one}" for one in Whereabouts if one.needs_people),
        *_refund_tickets.CONSENT,
    )
    takes_picture = True

    def ask(self, turn: Turn) -> None:
        """With the other ways; where the money is, when the wallet knows."""
        if turn.slot("journey_form") == _refund_aim.FORM:
            _refund_tickets.ask_consent(turn, _look(turn))
        elif (found := _arrival.found(turn)) is not None:
            _arrival.tell(turn, found, "")
        else:
            turn.say("utter_ask_service_consent", buttons=_look(turn), takes_picture=True)
