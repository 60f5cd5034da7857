"""Tickets, 转人工, 投诉 and 工单进度."""

from __future__ import annotations

from actions import _described, refund, security, transaction
from actions._action import KefuAction
from actions._handoff import hand_off, is_about_theft, reason_for_request, say_not_helped
from actions._journey import Journey
from actions._kefu import clock, read, topics, write
from actions._steps import DESCRIPTION_SLOTS, Asked, Confirmed
from actions._subjects import Subject
from actions._turn import OFFER, TrackerEvent, Turn
from kefu.core.conversation import Assurance
from kefu.core.handoff import HandoffReason
from kefu.core.ticket import Ticket, TicketKind
from kefu.services.assurance import get_conversation
from kefu.words.spoken import spoken_time
from kefu.words.terms import term
from kefu.words.texts import texts

# Shorter than this, a sentence names the topic and tells nothing about the case.
TELLING_LENGTH = 8
SUBJECTS = {
    subject.name: subject
    for subject in (
        *(Subject(i, "service") for i in ("create_ticket", "callback_request")),
        *refund.SUBJECTS,
        *transaction.SUBJECTS,
        *security.SUBJECTS,
    )
}
# What names a problem or tells of one; a theft has a lane of its own.
_DESCRIBES = frozenset(
    {
        *("inform", "out_of_scope", "complaint", "create_ticket", "callback_request"),
        *("deposit_not_arrived", "withdraw_issue", "transaction_failed", "refund", "dispute"),
        *("balance_query", "transaction_history", "limit_query", "fee_query"),
        *("deposit_howto", "withdraw_howto", "transfer_howto", "payment_howto"),
        *("forgot_password", "change_password", "verification_code_not_received"),
        *("login_problem", "account_locked", "unfreeze_account", "bind_card", "unbind_card"),
        *("change_phone", "real_name_verification", "account_closure", "register_account"),
        *("two_factor", "security_advice", "phishing_report"),
    }
)
TICKETS_SHOWN = 5


def _open(turn: Turn) -> None:
    """Open the ticket and tell its number."""
    subject = SUBJECTS[turn.slot("service_subject")]
    about_money = subject.about_money or turn.slot("transaction_last")
    told = ("service_description", "transaction_last", *DESCRIPTION_SLOTS)
    facts = {slot: turn.slot(slot) for slot in told if turn.slot(slot)}
    ticket = write(
        topics().tickets.open,
        TicketKind.TRANSACTION if about_money else TicketKind.GENERAL,
        turn.conversation_id,
        subject.title,
        facts,
        key=f"ticket/{turn.id}",
    )
    turn.say("utter_service_ticket_opened", {"number": ticket.number, "subject": ticket.subject})


class TicketJourney(Journey):
    """Takes down what the bot cannot settle itself, and opens a ticket when the customer agrees."""

    form = "service_form"
    title = "登记工单"
    begun_by = (
        "deposit_not_arrived",
        "withdraw_issue",
        "refund",
        "dispute",
        "phishing_report",
        "create_ticket",
        "callback_request",
    )
    steps = (
        Asked("service_description", "等待客户描述问题"),
        Confirmed("service_consent", "等待客户确认提交工单", effect=_open),
    )
    keeps = ("service_subject", *DESCRIPTION_SLOTS)

    def answer_instead(self, turn: Turn) -> bool:
        """Whoever asks whether money was debited has not said that it was."""
        if turn.intent != "deposit_not_arrived" or not turn.has("asks_whether_debited"):
            return False
        turn.say("utter_transaction_debit_asked")
        return True

    def begin(self, turn: Turn) -> None:
        """Say what is known about the topic; a sentence that tells the case is its description."""
        turn.set(service_description=None, service_consent=None)
        turn.set(**dict.fromkeys(DESCRIPTION_SLOTS))
        _described.note_facts(turn)
        if not turn.in_a_row(
            "transaction_form"
        ):  # what was explained long ago is not what this is about
            turn.set(transaction_last=None)
        about = turn.slot("transaction_last")
        subject = _subject(turn)
        turn.set(service_subject=subject.name)
        if subject.name == "create_ticket" and about:
            problem = texts().matters.failed_transaction.format(transaction=about)
            turn.set(service_description=problem)
        elif subject.name != "create_ticket" and len(turn.text) >= TELLING_LENGTH:
            turn.set(service_description=turn.text)
        turn.say(subject.opening)

    def answer(self, turn: Turn) -> bool:
        """The description, the consent, or something to add to the description."""
        if turn.asked == "service_description":
            return self._describe(turn)
        if turn.has("submits"):
            turn.set(service_consent=True)
            return True
        if turn.intent in {"affirm", "deny"}:
            turn.set(service_consent=turn.intent == "affirm")
            return True
        if turn.intent in {"inform", turn.slot("service_subject")}:
            _described.note_facts(turn)
            turn.set(service_description=f"{turn.slot('service_description')}；{turn.text}")
            return True
        return False

    def _describe(self, turn: Turn) -> bool:
        if turn.intent == "deny":
            turn.set(service_consent=False)
            return True
        if turn.intent not in _DESCRIBES:
            return False
        _described.note_facts(turn)
        turn.set(service_description=turn.text)
        return True

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Whoever declined hears that nothing was opened."""
        if self.declined(turn):
            turn.say("utter_service_ticket_declined")
        turn.set(transaction_last=None)
        return None


def _subject(turn: Turn) -> Subject:
    """What the ticket is about: the intent, told apart further by the words."""
    if turn.intent not in TicketJourney.begun_by:
        return SUBJECTS["create_ticket"]
    finer = (subject for subject in SUBJECTS.values() if subject.is_meant(turn))
    return next(finer, SUBJECTS[turn.intent])


class CallHuman(KefuAction):
    """A human, at once, from anywhere."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_service_handoff"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Request it; what was going on is kept for afterwards."""
        reason = reason_for_request(turn)
        urgent = is_about_theft(turn)
        response = "utter_theft_handoff" if urgent else "utter_service_handoff"
        return hand_off(turn, reason, response)


class Complain(KefuAction):
    """An apology and somebody who may decide."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_service_complain"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Hand off with the urgency of a complaint; impatience alone only when it is said again."""
        if turn.in_a_row(self.name()) == 0 and turn.intent == "complaint":
            if turn.has("says_only_impatient"):
                turn.set(**{OFFER: HandoffReason.CUSTOMER_REQUEST.value})
                turn.say("utter_service_impatient")
                return []
            if turn.has("says_not_helped") and len(turn.text) < TELLING_LENGTH:
                say_not_helped(turn)
                return []
        return hand_off(
            turn,
            HandoffReason.COMPLAINT,
            "utter_service_complaint",
            pending=texts().desk.pending_complaint,
        )


class TicketStatusReport(KefuAction):
    """工单进度."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_service_report_tickets"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """The newest tickets of the account when it is proven, of this conversation otherwise."""
        tickets = _visible(turn)
        if not tickets:
            turn.say("utter_service_no_tickets")
            return []
        now = clock()
        lines = [
            texts().matters.ticket.format(
                number=ticket.number,
                subject=ticket.subject,
                at=spoken_time(ticket.created_at, now),
                status=term(ticket.status),
            )
            for ticket in tickets[:TICKETS_SHOWN]
        ]
        turn.say("utter_service_tickets", {"lines": "\n".join(lines)})
        return []


def _visible(turn: Turn) -> list[Ticket]:
    conversation = read(get_conversation, turn.conversation_id)
    proven = conversation.assurance(clock()) >= Assurance.LOGGED_IN
    if proven and conversation.account_id is not None:
        return read(topics().tickets.of_account, conversation.account_id)
    return read(topics().tickets.of_conversation, turn.conversation_id)
