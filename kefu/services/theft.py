"""The fastest lane: a case at the first word, the account frozen in one step,
what looks stolen listed for the police.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from kefu.core.account import AccountStatus
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Event
from kefu.core.english.heard_words import in_chinese
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.theft import ToldOfTheft
from kefu.core.theft_words import reports_emergency
from kefu.core.ticket import Ticket, TicketKind, TicketStatus
from kefu.core.transaction import Transaction
from kefu.services.assurance import check_assurance, get_conversation
from kefu.services.handoff import HandoffService
from kefu.services.ports import Database, UnitOfWork, WalletBackend
from kefu.services.tickets import TicketService
from kefu.words.texts import texts

LOOK_BACK = timedelta(days=7)
# A report so long ago, or so many events, is still what the conversation is about.
RECENT = timedelta(minutes=10)
RECENT_EVENTS = 200
PICTURES_READ = 2000
LONGEST_REPORT = 1000
NOTHING_TOLD: Final = ToldOfTheft()
_AMOUNTS: Final = frozenset({"amount_fen", "told_amount_fen"})
_OF_THE_LIST: Final = frozenset({"own_transactions", "count"})


class TheftService:
    """Freezing asks for no more than is needed: a confirmation from somebody known,
    a code from anybody else.

    What asks the wallet (`freeze`, `is_frozen`, `suspicious`) owns its transactions: the wallet is
    asked outside of them.
    """

    def __init__(
        self,
        database: Database,
        wallet: WalletBackend,
        tickets: TicketService,
        handoff: HandoffService,
        clock: Clock,
    ) -> None:
        self._database = database
        self._wallet = wallet
        self._tickets = tickets
        self._handoff = handoff
        self._clock = clock

    def reported_lately(self, unit: UnitOfWork, conversation_id: str, seq: int) -> bool:
        """Whether the customer reported a theft up to event `seq`, a short time ago."""
        since = self._clock() - RECENT
        events = unit.events.after(conversation_id, max(0, seq - RECENT_EVENTS), RECENT_EVENTS)
        return any(event.at >= since and is_report(event) for event in events)

    def open_case(self, unit: UnitOfWork, conversation_id: str) -> Ticket:
        """The conversation's theft case, opened at the first report; a wish to freeze that came
        before becomes it, under the same number.

        Needs no identity: a report must never wait. People who were called for something else are
        called for the theft from here on.
        """
        case = self._ticket(unit, conversation_id, TicketKind.THEFT_CASE)
        if case.kind is not TicketKind.THEFT_CASE:
            case.kind, case.priority = TicketKind.THEFT_CASE, Priority.URGENT
            case.subject = texts().matters.theft_case
            unit.tickets.save(case)
        self._handoff.make_urgent(unit, conversation_id, HandoffReason.THEFT)
        return case

    def open_wish(self, unit: UnitOfWork, conversation_id: str) -> Ticket:
        """The ticket of a wish to freeze without a theft; the case where there is one already."""
        return self._ticket(unit, conversation_id, TicketKind.FREEZE)

    def _ticket(self, unit: UnitOfWork, conversation_id: str, kind: TicketKind) -> Ticket:
        # Before anything else is locked, as everywhere.
        conversation = get_conversation(unit, conversation_id, lock=True)
        stolen, matters = kind is TicketKind.THEFT_CASE, texts().matters
        ticket = self._tickets.open(
            unit,
            kind,
            conversation_id,
            matters.theft_case if stolen else matters.freeze_wish,
            {},
            key=f"theft/{conversation_id}",
            priority=Priority.URGENT if stolen else Priority.NORMAL,
        )
        if ticket.account_id is None and conversation.account_id is not None:
            ticket.account_id = conversation.account_id
            unit.tickets.save(ticket)
        return ticket

    def case_of(self, unit: UnitOfWork, conversation_id: str) -> Ticket | None:
        """The conversation's theft case; None when no theft was reported."""
        tickets = self._tickets.of_conversation(unit, conversation_id)
        return next((t for t in tickets if t.kind is TicketKind.THEFT_CASE), None)

    def known_case(self, unit: UnitOfWork, conversation_id: str) -> Ticket | None:
        """The conversation's theft case, else the newest open one of the account, where it is
        proven whose conversation this is.
        """
        if (case := self.case_of(unit, conversation_id)) is not None:
            return case
        conversation = get_conversation(unit, conversation_id)
        proven = conversation.assurance(self._clock()) >= Assurance.LOGGED_IN
        if not proven or conversation.account_id is None:
            return None
        tickets = self._tickets.of_account(unit, conversation.account_id)
        return next(
            (
                t
                for t in tickets
                if t.kind is TicketKind.THEFT_CASE and t.status is TicketStatus.OPEN
            ),
            None,
        )

    def _account(self, conversation_id: str, needed: Assurance) -> tuple[Conversation, str]:
        with self._database.read() as unit:
            return check_assurance(unit, conversation_id, needed, self._clock())

    def freeze(self, conversation_id: str) -> bool:
        """Freeze the customer's account after their confirmation; False when it was frozen already.

        Raises AssuranceTooLow when the customer is not known yet.
        """
        conversation, account_id = self._account(conversation_id, Assurance.CHANNEL_BOUND)
        if self._wallet.get_account(account_id).status is AccountStatus.FROZEN:
            return False
        # A wish of its own: were the account unfrozen later,
        # the same conversation could freeze it again.
        self._wallet.freeze(account_id, key=f"freeze/{conversation_id}/{conversation.last_seq}")
        return True

    def is_frozen(self, conversation_id: str) -> bool:
        """Whether the customer's account is frozen now.

        Raises AssuranceTooLow.
        """
        _, account_id = self._account(conversation_id, Assurance.CHANNEL_BOUND)
        return self._wallet.get_account(account_id).status is AccountStatus.FROZEN

    def suspicious(self, conversation_id: str) -> list[Transaction]:
        """Outgoing transactions of the last days that the wallet marked, newest first.

        Raises AssuranceTooLow.
        """
        since = self._clock() - LOOK_BACK
        _, account_id = self._account(conversation_id, Assurance.LOGGED_IN)
        recent = self._wallet.transactions(account_id, limit=50)
        return [t for t in recent if t.suspicious and t.at >= since]

    def note(self, unit: UnitOfWork, conversation_id: str, told: ToldOfTheft) -> Ticket:
        """What is known so far stands in the ticket at once, should the conversation break off."""
        ticket = self.open_wish(unit, conversation_id)
        facts = {**ticket.facts, **_facts_of(told)}
        if "count" in ticket.facts:  # those of the list are known exactly
            facts["amount_fen"] = ticket.facts["amount_fen"]
        if facts != ticket.facts:
            ticket.facts = facts
            unit.tickets.save(ticket)
        return ticket

    def complete_case(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        transactions: list[Transaction],
        statement: str,
        told: ToldOfTheft = NOTHING_TOLD,
    ) -> Ticket:
        """Put the disputed transactions and the customer's statement into the case. Where the
        wallet shows none, the amount is the one that was told, or not known.
        """
        self.open_case(unit, conversation_id)
        return self.put_right(unit, conversation_id, transactions, statement, told)

    def put_right(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        transactions: list[Transaction],
        statement: str,
        told: ToldOfTheft = NOTHING_TOLD,
    ) -> Ticket:
        """The same for a case that is known, be it from an earlier conversation."""
        case = self._known(unit, conversation_id)
        known = {fact: value for fact, value in case.facts.items() if fact not in _OF_THE_LIST}
        case.facts = {
            **known,
            **_facts_of(told),
            "statement": statement,
            "transactions": [transaction.id for transaction in transactions],
        }
        if told.own and not transactions and told.amount_fen is None:
            # What was told was of payments that are all the customer's own.
            case.facts = {k: v for k, v in case.facts.items() if k not in _AMOUNTS}
        if transactions:
            case.facts["count"] = len(transactions)
            case.facts["amount_fen"] = sum(t.amount_fen for t in transactions)
        if pictures := _pictures(unit, conversation_id):
            case.facts["pictures"] = pictures
        unit.tickets.save(case)
        return case

    def add(self, unit: UnitOfWork, conversation_id: str, words: str, fen: int | None) -> Ticket:
        """What is told when the case is passed on comes to its report; an amount counts where none
        was known.
        """
        case = self._known(unit, conversation_id)
        report = str(case.facts.get("report") or "")
        facts = {**case.facts, "report": f"{report}; {words}".strip("; ")[:LONGEST_REPORT]}
        if fen is not None and "amount_fen" not in facts:
            facts["amount_fen"] = facts["told_amount_fen"] = fen
        case.facts = facts
        unit.tickets.save(case)
        return case

    def take_up_again(self, unit: UnitOfWork, conversation_id: str) -> None:
        """What was taken back before is reported again: the case has no end yet."""
        case = self.open_case(unit, conversation_id)
        case.facts = {fact: value for fact, value in case.facts.items() if fact != "statement"}
        unit.tickets.save(case)

    def _known(self, unit: UnitOfWork, conversation_id: str) -> Ticket:
        get_conversation(unit, conversation_id, lock=True)
        return self.known_case(unit, conversation_id) or self.open_case(unit, conversation_id)

    def complete_wish(self, unit: UnitOfWork, conversation_id: str, statement: str) -> Ticket:
        """Note what became of a wish to freeze without a theft."""
        wish = self.open_wish(unit, conversation_id)
        wish.facts = {**wish.facts, "statement": statement}
        unit.tickets.save(wish)
        return wish


def _facts_of(told: ToldOfTheft) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if told.report:
        facts["report"] = told.report
    if told.amount_fen is not None:
        facts["amount_fen"] = facts["told_amount_fen"] = told.amount_fen
    if told.own:
        facts["own_transactions"] = list(told.own)
    return facts


def _pictures(unit: UnitOfWork, conversation_id: str) -> int:
    """How many pictures the customer has sent, evidence among them."""
    events = unit.events.after(conversation_id, 0, PICTURES_READ)
    return sum(1 for event in events if event.data.get("attachment"))


def is_report(event: Event) -> bool:
    """Whether it is a customer's report of a theft."""
    return event.data.get("from") == "customer" and reports_emergency(
        in_chinese(event.data.get("text", ""))
    )
