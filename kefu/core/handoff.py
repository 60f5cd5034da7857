"""Handing a conversation to a human: why, to whom, how urgent, and what the agent reads first."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

# So many urgent cases of nobody known, and so many queries of either other priority, waiting or
# served, stand by themselves for one network; those beyond are a crowd: shown as one, and behind
# everybody else. A carrier may have many honest customers behind one address.
CASES_PER_NETWORK: Final = 3
QUERIES_PER_NETWORK: Final = 10


class HandoffReason(StrEnum):
    DANGER = "danger"
    """Somebody may take their life."""
    CUSTOMER_REQUEST = "customer_request"
    REPEATED_MISUNDERSTANDING = "repeated_misunderstanding"
    ANGER = "anger"
    COMPLAINT = "complaint"
    THEFT = "theft"
    STRONG_VERIFICATION = "strong_verification"
    TOOL_FAILURE = "tool_failure"
    POLICY = "policy"
    OUTSIDE_KNOWLEDGE = "outside_knowledge"


class Priority(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"

    @property
    def rank(self) -> int:
        """0 is served first."""
        return list(Priority).index(self)


class SkillGroup(StrEnum):
    """Who can serve a hand-off; `SECURITY` answers day and night."""

    SECURITY = "security"
    SERVICE = "service"


class Mood(StrEnum):
    """How the customer sounds; `AGITATED` is anger."""

    CALM = "calm"
    GRATEFUL = "grateful"
    DISSATISFIED = "dissatisfied"
    ANXIOUS = "anxious"
    AFRAID = "afraid"
    AGITATED = "agitated"


class FactKey(StrEnum):
    """What a fact of a summary is about; `OTHER` for what was stored under a label that is not
    known, and now begins the value.
    """

    TRANSACTION_AMOUNT = "transaction_amount"
    TRANSACTION_TIME = "transaction_time"
    TRANSACTION_MERCHANT = "transaction_merchant"
    TRANSACTION_LAST = "transaction_last"
    SERVICE_DESCRIPTION = "service_description"
    ACCOUNT_STATUS = "account_status"
    LOCK_REASON = "lock_reason"
    ACCOUNT_FREEZE = "account_freeze"
    SUSPICIOUS_TRANSACTIONS = "suspicious_transactions"
    STATEMENT = "statement"
    TICKET = "ticket"
    OTHER = "other"


_URGENCY = {
    HandoffReason.DANGER: Priority.URGENT,
    HandoffReason.THEFT: Priority.URGENT,
    HandoffReason.COMPLAINT: Priority.HIGH,
    HandoffReason.STRONG_VERIFICATION: Priority.HIGH,
}

_OF_SECURITY = {
    HandoffReason.DANGER,
    HandoffReason.THEFT,
    HandoffReason.STRONG_VERIFICATION,
}


def priority_of(reason: HandoffReason) -> Priority:
    """The queue priority that a reason gives by itself."""
    return _URGENCY.get(reason, Priority.NORMAL)


def skill_group_of(reason: HandoffReason) -> SkillGroup:
    """Who serves a hand-off for this reason."""
    return SkillGroup.SECURITY if reason in _OF_SECURITY else SkillGroup.SERVICE


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is known of the matter."""

    key: FactKey
    value: str


@dataclass(slots=True)
class Summary:
    """What an agent sees first. Only masked data;
    `customer_words` are the stored (scrubbed) texts. `mood` is the value of a `Mood`.
    """

    who: str = ""
    what: str = ""
    facts: list[Fact] = field(default_factory=list)
    customer_words: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    pending: str = ""
    mood: str = ""
    next_step: str = ""

    def as_dict(self) -> dict[str, Any]:
        """As JSON members."""
        return asdict(self)


@dataclass(slots=True)
class Handoff:
    """One hand-off.

    `queued_at` is None until the bot has finished the turn in which it was asked for. `returned_at`
    is when people had to let go of it, which put it at the head of the queue, and `returned_from`
    the agent who had it then. `seen_at` is when the waiting customer was last known to be there, to
    a minute or so, and `asleep_at` since when the place of one who left sleeps: it is kept, but
    nobody waits behind it. `agent_read` and `customer_read` are how far either has read.
    """

    id: str
    conversation_id: str
    reason: HandoffReason
    skill_group: str
    priority: Priority
    summary: dict[str, Any]
    requested_at: datetime
    queued_at: datetime | None = None
    claimed_at: datetime | None = None
    agent_id: str | None = None
    first_reply_at: datetime | None = None
    ended_at: datetime | None = None
    returned_at: datetime | None = None
    returned_from: str | None = None
    seen_at: datetime | None = None
    asleep_at: datetime | None = None
    agent_read: int = 0
    customer_read: int = 0

    def gives_way_to(self, reason: HandoffReason) -> bool:
        """Whether `reason` is what people must read first from now on."""
        if HandoffReason.DANGER in {reason, self.reason}:
            return self.reason is not HandoffReason.DANGER
        return priority_of(reason).rank < self.priority.rank
