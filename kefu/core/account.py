"""A wallet account as support needs to see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

FULL_AGE = 18


class AccountStatus(StrEnum):
    ACTIVE = "active"
    LOCKED = "locked"
    FROZEN = "frozen"
    CLOSED = "closed"


class LockReason(StrEnum):
    """Why the wallet locked an account. The first two kinds may unlock themselves after a code."""

    WRONG_PASSWORD = "wrong_password"
    DORMANT = "dormant"
    ABNORMAL_LOGIN = "abnormal_login"
    RISK_CONTROL = "risk_control"


SELF_UNLOCKABLE = frozenset({LockReason.WRONG_PASSWORD, LockReason.DORMANT})


class RestrictionKind(StrEnum):
    """Who holds back what an account may do: the wallet itself, a paper that ran out, a court."""

    RISK_CONTROL = "risk_control"
    EXPIRED_DOCUMENT = "expired_document"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class Restriction:
    """Money may not leave the account, whatever its status. `authority` and `document_number` are
    those of a court's or the police's order; `until` is its last day, where it names one.
    """

    kind: RestrictionKind
    since: datetime
    authority: str | None = None
    document_number: str | None = None
    until: date | None = None


class PaperKind(StrEnum):
    """With what a customer proved who they are."""

    ID_CARD = "id_card"
    PASSPORT = "passport"
    HK_MACAO = "hk_macao"
    TAIWAN = "taiwan"


@dataclass(frozen=True, slots=True)
class IdentityPaper:
    """The paper of the real-name check, never its number; `expires_on` is its last valid day."""

    kind: PaperKind
    verified: bool
    expires_on: date | None = None

    def has_expired(self, today: date) -> bool:
        """Whether the paper is not valid any more on this Beijing day."""
        return self.expires_on is not None and self.expires_on < today


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `id` is the wallet's opaque key, never a phone number; money is in fen.

    What has a default need not be known to every wallet.
    """

    id: str
    phone: str
    name: str
    email: str | None
    status: AccountStatus
    lock_reason: LockReason | None
    balance_fen: int
    two_factor: bool
    password_changed_at: datetime | None
    payment_password_changed_at: datetime | None = None
    locale: str = "zh-CN"
    birth_date: date | None = None
    guardian_phone: str | None = None
    paper: IdentityPaper | None = None
    restriction: Restriction | None = None

    @property
    def is_held(self) -> bool:
        """Whether its state or a restriction keeps its holder from paying and withdrawing."""
        return self.status is not AccountStatus.ACTIVE or self.restriction is not None

    @property
    def is_for_people(self) -> bool:
        """Whether only people may set right what holds it: it is frozen, or somebody else may be at
        it. What protects it stays as it is meanwhile.
        """
        if self.status is AccountStatus.LOCKED:
            return self.lock_reason not in SELF_UNLOCKABLE
        risky = self.restriction is not None and (
            self.restriction.kind is RestrictionKind.RISK_CONTROL
        )
        return risky or self.status is AccountStatus.FROZEN

    def is_minor(self, today: date) -> bool:
        """Whether the holder is under age on this Beijing day; False where no birth date is known.

        A guardian acts for them, on `guardian_phone`.
        """
        born = self.birth_date
        if born is None:
            return False
        before_birthday = (today.month, today.day) < (born.month, born.day)
        return today.year - born.year - before_birthday < FULL_AGE
