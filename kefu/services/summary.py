"""The page an agent reads first: who, what, in whose words, what was done, what is open."""

from __future__ import annotations

from kefu.core.account import Account
from kefu.core.clock import Clock
from kefu.core.conversation import Conversation, Event, EventType
from kefu.core.errors import NotFound, Unavailable
from kefu.core.handoff import HandoffReason, Mood, Summary
from kefu.core.privacy import mask_name, mask_phone
from kefu.services.ports import UnitOfWork, WalletBackend
from kefu.words.terms import term

WORDS_SHOWN = 5
LOG_READ = 2000

_NEXT_STEP = {
    HandoffReason.THEFT: "核对可疑交易，确认冻结状态，指导报警并留存证据",
    HandoffReason.STRONG_VERIFICATION: "按流程核实身份后处理锁定",
    HandoffReason.TOOL_FAILURE: "先说明情况，再从客户最后一句话接着处理",
    HandoffReason.COMPLAINT: "先致歉并了解诉求",
}
_ANGRY_WORDS = ("投诉", "垃圾", "骗子", "气死", "什么破", "太差", "曝光", "报警", "12345")


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
        known.who = self._who(conversation)
        reason_text = term(reason)
        known.what = f"{known.what}（{reason_text}）" if known.what else reason_text
        known.customer_words = words[-WORDS_SHOWN:]
        for ticket in unit.tickets.of(conversation_id=conversation.id):
            known.facts.append({"label": "工单", "value": f"{ticket.number} {ticket.subject}"})
        angry = any(word in text for text in words for word in _ANGRY_WORDS)
        known.mood = (Mood.AGITATED if angry else Mood.CALM).value
        known.next_step = known.next_step or _NEXT_STEP.get(reason, "了解问题并继续处理")
        return known

    def _who(self, conversation: Conversation) -> str:
        level = term(conversation.assurance(self._clock()))
        account = self.account_of(conversation)
        if account is None:
            return f"未知客户，{level}"
        return (
            f"{mask_name(account.name)} {mask_phone(account.phone)}，"
            f"账户{term(account.status)}，{level}"
        )

    def account_of(self, conversation: Conversation) -> Account | None:
        """The proven account, or None when nobody proved one or the wallet does not answer."""
        if conversation.account_id is None:
            return None
        try:
            return self._wallet.get_account(conversation.account_id)
        except (NotFound, Unavailable):
            return None


def is_customer_message(event: Event) -> bool:
    """Whether the event is something that the customer said."""
    return event.type is EventType.MESSAGE and event.data.get("from") == "customer"
