"""One word for each kind, status and reason, the same to customers, agents and operators.

Whatever is stored, sent or filtered on is the value itself; its word is for reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

from kefu.core.account import AccountStatus, LockReason, PaperKind, RestrictionKind
from kefu.core.agreement import AgreementKind, AgreementStatus, Period
from kefu.core.capability import Capability
from kefu.core.card import CardKind, CardStatus
from kefu.core.closure import ClosureStatus, ObstacleKind
from kefu.core.conversation import Assurance, Owner
from kefu.core.handoff import FactKey, HandoffReason, Mood, Priority, SkillGroup
from kefu.core.password_policy import PasswordRule
from kefu.core.payment_password import PaymentPasswordRule
from kefu.core.refund import DisputeMatter, RefundReason, RefundRefusal, RefundStatus
from kefu.core.staff_words import Wanted
from kefu.core.theft import TheftStatement
from kefu.core.ticket import TicketKind, TicketStatus
from kefu.core.transaction import (
    FailureReason,
    ReturnReason,
    TransactionKind,
    TransactionStatus,
)
from kefu.core.verification import CodeChannel, Purpose
from kefu.words.files import FOLDER, WordsError, read

PATH: Final = FOLDER / "terms.yml"
VOCABULARIES: Final[Mapping[str, type[Enum]]] = {
    "transaction_kind": TransactionKind,
    "transaction_status": TransactionStatus,
    "failure_reason": FailureReason,
    "refund_status": RefundStatus,
    "refund_reason": RefundReason,
    "refund_refusal": RefundRefusal,
    "dispute_matter": DisputeMatter,
    "return_reason": ReturnReason,
    "agreement_kind": AgreementKind,
    "agreement_status": AgreementStatus,
    "period": Period,
    "card_kind": CardKind,
    "card_status": CardStatus,
    "restriction_kind": RestrictionKind,
    "paper_kind": PaperKind,
    "obstacle": ObstacleKind,
    "closure_status": ClosureStatus,
    "capability": Capability,
    "account_status": AccountStatus,
    "lock_reason": LockReason,
    "owner": Owner,
    "assurance": Assurance,
    "code_purpose": Purpose,
    "code_channel": CodeChannel,
    "ticket_kind": TicketKind,
    "ticket_status": TicketStatus,
    "priority": Priority,
    "handoff_reason": HandoffReason,
    "skill_group": SkillGroup,
    "wanted": Wanted,
    "mood": Mood,
    "fact": FactKey,
    "theft_statement": TheftStatement,
    "password_rule": PasswordRule,
    "payment_password_rule": PaymentPasswordRule,
}
CHANNELS: Final = "channel"  # by name: a channel is a folder of its own, not a member here

Terms = dict[type[Enum], dict[Any, str]]


def term(member: Enum) -> str:
    """The word for a member of one of `VOCABULARIES`. Raises WordsError when the file is faulty."""
    return load()[type(member)][member.value]


@cache
def load(path: Path = PATH) -> Terms:
    """All words by enumeration and value, read once. Raises WordsError, whose text names the file
    and the key.
    """
    tables = read(path)
    _compare(path, "", tables.keys(), {*VOCABULARIES, CHANNELS})
    for name, words in tables.items():
        if not isinstance(words, dict):
            raise WordsError(f"{path}: {name}: not a table")
        if name in VOCABULARIES:
            values = {member.value for member in VOCABULARIES[name]}
            _compare(path, f"{name}.", words.keys(), values)
        for value, word in words.items():
            if not isinstance(word, str) or not word.strip():
                raise WordsError(f"{path}: {name}.{value}: no word")
    return {vocabulary: tables[name] for name, vocabulary in VOCABULARIES.items()}


def _compare(path: Path, where: str, found: Set[Any], known: Set[Any]) -> None:
    for fault, keys in (("missing", known - found), ("unknown", found - known)):
        for key in sorted(map(str, keys)):
            raise WordsError(f"{path}: {where}{key}: {fault}")
