"""The page an agent reads first: who, what, in whose words, what was done, what is open."""

from __future__ import annotations

from kefu.core.account import Account
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Event, EventType
from kefu.core.errors import NotFound, Unavailable
from kefu.core.handoff import Fact, FactKey, HandoffReason, Summary
from kefu.core.mood_words import mood_of
from kefu.core.privacy import mask_name, mask_phone
from kefu.services.ports import UnitOfWork, WalletBackend
from kefu.words.terms import term
from kefu.words.texts import DeskTexts, texts

WORDS_SHOWN = 5
LOG_READ = 2000


class Summariser:
    """Builds summaries from the log, the wallet and what the dialogue passes on.

    Everything in them is masked.
    """

    def __init__(self, wallet: WalletBackend, clock: Clock) -> None:
        self._wallet = wallet
        self._clock = clock

    def complete(
        self, unit: UnitOfWork, conversation: Conversation, reason: HandoffReason, known: Summary
    ) -> Summary:
        """`known` with every part filled that can be derived."""
        words = [
            event.data["text"]
            for event in unit.events.after(conversation.id, 0, LOG_READ)
            if is_customer_message(event) and event.data.get("payload") is None
        ]
        desk = texts().desk
        known.who = self._who(conversation, desk)
        reason_text = term(reason)
        known.what = (
            desk.matter.format(matter=known.what, reason=reason_text) if known.what else reason_text
        )
        known.customer_words = words[-WORDS_SHOWN:]
        for ticket in unit.tickets.of(conversation_id=conversation.id):
            known.facts.append(Fact(FactKey.TICKET, f"{ticket.number} {ticket.subject}"))
        known.mood = mood_of(words, reason).value
        known.next_step = known.next_step or _next_step(reason, desk)
        return known

    def _who(self, conversation: Conversation, desk: DeskTexts) -> str:
        level = term(conversation.assurance(self._clock()))
        account = self.account_of(conversation)
        if account is None:
            return desk.unknown_customer.format(assurance=level)
        return desk.known_customer.format(
            name=mask_name(account.name),
            phone=mask_phone(account.phone),
            account_status=term(account.status),
            assurance=level,
        )

    def account_of(self, conversation: Conversation) -> Account | None:
        """The proven account, or None when nobody proved one or the wallet does not answer."""
        if conversation.account_id is None:
            return None
        try:
            return self._wallet.get_account(conversation.account_id)
        except (NotFound, Unavailable):
            return None


def _next_step(reason: HandoffReason, desk: DeskTexts) -> str:
    return {
        HandoffReason.THEFT: desk.next_step_theft,
        HandoffReason.STRONG_VERIFICATION: desk.next_step_strong_verification,
        HandoffReason.TOOL_FAILURE: desk.next_step_tool_failure,
        HandoffReason.COMPLAINT: desk.next_step_complaint,
    }.get(reason, desk.next_step)


def is_customer_message(event: Event) -> bool:
    """Whether the event is something that the customer said."""
    return event.type is EventType.MESSAGE and event.data.get("from") == "customer"
