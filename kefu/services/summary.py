"""The page an agent reads first: who, what, in whose words, what was done, what is open."""

from __future__ import annotations

from kefu.core.account import Account, AccountStatus
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Event, EventType
from kefu.core.errors import NotFound, Unavailable
from kefu.core.handoff import HandoffReason, Summary
from kefu.core.privacy import mask_name, mask_phone
from kefu.services.ports import UnitOfWork, WalletBackend

WORDS_SHOWN = 5
LOG_READ = 2000

_LEVEL_TEXT = {
    Assurance.ANONYMOUS: "未验证身份",
    Assurance.CHANNEL_BOUND: "渠道绑定账户",
    Assurance.LOGGED_IN: "应用内已登录",
    Assurance.STEPPED_UP: "已通过验证码验证",
}
_STATUS_TEXT = {
    AccountStatus.ACTIVE: "正常",
    AccountStatus.LOCKED: "已锁定",
    AccountStatus.FROZEN: "已冻结",
    AccountStatus.CLOSED: "已注销",
}
_REASON_TEXT = {
    HandoffReason.CUSTOMER_REQUEST: "客户要求人工服务",
    HandoffReason.REPEATED_MISUNDERSTANDING: "智能助手多次未能理解",
    HandoffReason.ANGER: "客户情绪激动",
    HandoffReason.COMPLAINT: "客户投诉",
    HandoffReason.THEFT: "账户被盗或盗刷",
    HandoffReason.STRONG_VERIFICATION: "需要人工核实身份",
    HandoffReason.TOOL_FAILURE: "系统故障，智能助手无法继续",
    HandoffReason.POLICY: "按规定须由人工处理",
    HandoffReason.OUTSIDE_KNOWLEDGE: "问题超出智能助手范围",
}
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
        reason_text = _REASON_TEXT[reason]
        known.what = f"{known.what}（{reason_text}）" if known.what else reason_text
        known.customer_words = words[-WORDS_SHOWN:]
        for ticket in unit.tickets.of(conversation_id=conversation.id):
            known.facts.append({"label": "工单", "value": f"{ticket.number} {ticket.subject}"})
        known.mood = "激动" if any(w in text for text in words for w in _ANGRY_WORDS) else "平稳"
        known.next_step = known.next_step or _NEXT_STEP.get(reason, "了解问题并继续处理")
        return known

    def _who(self, conversation: Conversation) -> str:
        level = _LEVEL_TEXT[conversation.assurance(self._clock())]
        account = self.account_of(conversation)
        if account is None:
            return f"未知客户，{level}"
        return (
            f"{mask_name(account.name)} {mask_phone(account.phone)}，"
            f"账户{_STATUS_TEXT[account.status]}，{level}"
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
