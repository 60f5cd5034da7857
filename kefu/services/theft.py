"""The fastest lane: a case at the first word, the account frozen in one step,
what looks stolen listed for the police.
"""

from __future__ import annotations

from datetime import timedelta

from kefu.core.account import AccountStatus
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Event
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.theft_words import reports_theft
from kefu.core.ticket import Ticket, TicketKind
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


class TheftService:
    """Freezing asks for no more than is needed: a confirmation from somebody known,
    a code from anybody else.

    What asks the wallet (`freeze`, `suspicious`) owns its transactions: the wallet is asked outside
    of them.
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
        """The conversation's theft case, opened at the first report.

        Needs no identity: a report must never wait. People who were called for something else are
        called for the theft from here on.
        """
        # Before anything else is locked, as everywhere.
        get_conversation(unit, conversation_id, lock=True)
        case = self._tickets.open(
            unit,
            TicketKind.THEFT_CASE,
            conversation_id,
            texts().matters.theft_case,
            {},
            key=f"theft/{conversation_id}",
            priority=Priority.URGENT,
        )
        self._handoff.make_urgent(unit, conversation_id, HandoffReason.THEFT)
        return case

    def case_of(self, unit: UnitOfWork, conversation_id: str) -> Ticket | None:
        """The conversation's theft case; None when no theft was reported."""
        tickets = self._tickets.of_conversation(unit, conversation_id)
        return next((t for t in tickets if t.kind is TicketKind.THEFT_CASE), None)

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

    def suspicious(self, conversation_id: str) -> list[Transaction]:
        """Outgoing transactions of the last days that the wallet marked, newest first.

        Raises AssuranceTooLow.
        """
        since = self._clock() - LOOK_BACK
        _, account_id = self._account(conversation_id, Assurance.LOGGED_IN)
        recent = self._wallet.transactions(account_id, limit=50)
        return [t for t in recent if t.suspicious and t.at >= since]

    def complete_case(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        transactions: list[Transaction],
        statement: str,
    ) -> Ticket:
        """Put the account, the disputed transactions and the customer's statement into the case."""
        case = self.open_case(unit, conversation_id)
        case.account_id = get_conversation(unit, conversation_id).account_id
        case.facts = {
            "statement": statement,
            "transactions": [transaction.id for transaction in transactions],
            "amount_fen": sum(transaction.amount_fen for transaction in transactions),
        }
        unit.tickets.save(case)
        return case


def is_report(event: Event) -> bool:
    """Whether it is a customer's report of a theft."""
    return event.data.get("from") == "customer" and reports_theft(event.data.get("text", ""))
