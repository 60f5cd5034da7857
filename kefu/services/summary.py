"""The page an agent reads first: who, what, in whose words, what was done, what is open."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from kefu.core.account import Account
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Event, EventType
from kefu.core.errors import NotFound, Unavailable
from kefu.core.handoff import Fact, FactKey, HandoffReason, Summary
from kefu.core.mood_words import mood_of
from kefu.core.privacy import mask_name, mask_phone
from kefu.services.conversations.acceptance import IN_DANGER
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
        words = _said(unit, conversation)
        desk = texts().desk
        known.who = self._who(conversation, desk)
        reason_text = term(reason)
        known.what = (
            desk.matter.format(matter=known.what, reason=reason_text) if known.what else reason_text
        )
        known.customer_words = words[-WORDS_SHOWN:]
        known.facts += _tickets(unit, conversation)
        known.mood = mood_of(words, reason).value
        known.next_step = known.next_step or _next_step(reason, desk)
        return known

    def renewed(
        self, unit: UnitOfWork, conversation: Conversation, summary: dict[str, Any]
    ) -> dict[str, Any]:
        """A summary with what the customer has said and the bot has opened since; the wallet is
        asked only for somebody who has proven since who they are.
        """
        desk, facts = texts().desk, [f for f in summary["facts"] if f["key"] != FactKey.TICKET]
        opened = [asdict(fact) for fact in _tickets(unit, conversation)]
        newest: dict[str, Any] = {"customer_words": _said(unit, conversation)[-WORDS_SHOWN:]}
        level = term(conversation.assurance(self._clock()))
        if conversation.account_id is not None and not summary["who"].endswith(level):
            newest["who"] = self._who(conversation, desk)
        return {**summary, **newest, "facts": facts + opened}

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


def _said(unit: UnitOfWork, conversation: Conversation) -> list[str]:
    """What the customer has written so far."""
    return [
        event.data["text"]
        for event in unit.events.after(conversation.id, 0, LOG_READ)
        if is_customer_message(event) and event.data.get("payload") in {None, IN_DANGER}
    ]


def _tickets(unit: UnitOfWork, conversation: Conversation) -> list[Fact]:
    return [
        Fact(FactKey.TICKET, f"{ticket.number} {ticket.subject}")
        for ticket in unit.tickets.of(conversation_id=conversation.id)
    ]


def _next_step(reason: HandoffReason, desk: DeskTexts) -> str:
    return {
        HandoffReason.DANGER: desk.next_step_danger,
        HandoffReason.THEFT: desk.next_step_theft,
        HandoffReason.STRONG_VERIFICATION: desk.next_step_strong_verification,
        HandoffReason.TOOL_FAILURE: desk.next_step_tool_failure,
        HandoffReason.COMPLAINT: desk.next_step_complaint,
    }.get(reason, desk.next_step)


def is_customer_message(event: Event) -> bool:
    """Whether the event is something that the customer said."""
    return event.type is EventType.MESSAGE and event.data.get("from") == "customer"
