"""A new payment password: after a code for just that, and a second step, the number of the paper
with which the customer proved who they are.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from enum import StrEnum

from kefu.core.account import AccountStatus
from kefu.core.capability import Capability
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation
from kefu.core.errors import AssuranceTooLow, Conflict, Invalid
from kefu.core.payment_password import PaymentPasswordRule, broken_rules
from kefu.core.verification import (
    DAY,
    PAPER_TRIES_PER_DAY,
    STEP_UP_LIFETIME,
    InputKind,
    InputStatus,
    Purpose,
    SecureInput,
)
from kefu.services.assurance import check_assurance
from kefu.services.conversations.log import ConversationLog
from kefu.services.password import INPUT_LIFETIME
from kefu.services.ports import UnitOfWork
from kefu.services.ports.wallet import Wallet
from kefu.services.vault import Vault, new_id
from kefu.words.texts import texts

PAPER_CHECKED_PAYLOAD = '/inform{"secure_input": "id_number"}'
PAYMENT_PASSWORD_SET_PAYLOAD = '/inform{"secure_input": "new_payment_password"}'
_PURPOSE = Purpose.PAYMENT_PASSWORD_RESET


class Standing(StrEnum):
    """What stands between whoever gave the code and a new payment password."""

    PAPER = "paper"
    """The number of the paper is to be given."""
    OPEN = "open"
    """Nothing: it can be set."""
    USED_UP = "used_up"
    """Too many wrong numbers today: people have to look."""
    NO_PAPER = "no_paper"
    """The wallet knows no paper to compare with."""
    HELD = "held"
    """The account is frozen or closed; nothing that moves its money is set anew."""


class PaymentPasswordService:
    """Opens the fields for both secrets, compares the one and sets the other in the wallet."""

    def __init__(self, wallet: Wallet, vault: Vault, log: ConversationLog, clock: Clock) -> None:
        self._wallet = wallet
        self._vault = vault
        self._log = log
        self._clock = clock

    def offers(self) -> bool:
        """Whether the wallet can set one here, and compare what the second step asks for."""
        needed = (Capability.PAYMENT_PASSWORD, Capability.IDENTITY_CHECK)
        return all(map(self._wallet.offers, needed))

    def standing(self, unit: UnitOfWork, conversation_id: str) -> Standing:
        """What comes next. Raises AssuranceTooLow."""
        conversation, account_id = self._proven(unit, conversation_id)
        account = self._wallet.get_account(account_id)
        if account.is_for_people or account.status is AccountStatus.CLOSED:
            return Standing.HELD
        if self._paper_confirmed(unit, conversation):
            return Standing.OPEN
        if account.paper is None or not account.paper.verified:
            return Standing.NO_PAPER
        return Standing.PAPER if self._tries_left(unit, account_id) > 0 else Standing.USED_UP

    def paper_asked(self, unit: UnitOfWork, conversation_id: str) -> SecureInput | None:
        """The open input for the paper's number, if any. Raises AssuranceTooLow."""
        return self._open_input(unit, conversation_id, InputKind.ID_NUMBER)

    def ask_paper(self, unit: UnitOfWork, conversation_id: str) -> SecureInput:
        """The open input for the paper's number, made if there is none. Raises AssuranceTooLow."""
        words = texts().verification
        return self._input(
            unit,
            conversation_id,
            InputKind.ID_NUMBER,
            words.paper_number_label,
            words.paper_number_hint,
        )

    def check_paper(
        self, unit: UnitOfWork, secure_input: SecureInput, value: str
    ) -> Invalid | None:
        """Compare the number in the wallet. Wrong ones count by account, whoever gives them.

        Returns the refusal, if any, so that it is counted.
        """
        _, account_id = self._proven(unit, secure_input.conversation_id)
        unit.codes.one_at_a_time(f"paper/{account_id}")
        if self._tries_left(unit, account_id) <= 0:
            return self._end_tries(unit, secure_input)
        number = "".join(unicodedata.normalize("NFKC", value).upper().split())
        if not number:
            return Invalid("wrong_paper_number", attempts_left=self._tries_left(unit, account_id))
        if not self._wallet.is_paper_number(account_id, number):
            secure_input.failures += 1
            unit.secure_inputs.save(secure_input)
            left = self._tries_left(unit, account_id)
            if left <= 0:
                return self._end_tries(unit, secure_input)
            return Invalid("wrong_paper_number", attempts_left=left)
        secure_input.status = InputStatus.ACCEPTED
        unit.secure_inputs.save(secure_input)
        self._log.signal(unit, secure_input.conversation_id, PAPER_CHECKED_PAYLOAD)
        return None

    def asked(self, unit: UnitOfWork, conversation_id: str) -> SecureInput | None:
        """The open input for the new payment password, if any. Raises AssuranceTooLow."""
        return self._open_input(unit, conversation_id, InputKind.NEW_PAYMENT_PASSWORD)

    def ask_new(self, unit: UnitOfWork, conversation_id: str) -> SecureInput:
        """The open input for the new payment password, made if there is none. Raises
        AssuranceTooLow, also while the second step is to be done.
        """
        self._check_second_step(unit, conversation_id)
        words = texts().verification
        return self._input(
            unit,
            conversation_id,
            InputKind.NEW_PAYMENT_PASSWORD,
            words.new_payment_password_label,
            words.new_payment_password_hint,
        )

    def accept_new(self, unit: UnitOfWork, secure_input: SecureInput, value: str) -> Invalid | None:
        """Set it in the wallet. Returns the refusal with the rules that were broken, if any.

        As with the login password, the wallet is called before the input is marked as taken.
        """
        account_id = self._check_second_step(unit, secure_input.conversation_id)
        account = self._wallet.get_account(account_id)
        if account.status is AccountStatus.FROZEN:
            raise Conflict("account_frozen")
        if account.is_for_people:
            raise Conflict("account_restricted")
        if account.status is AccountStatus.CLOSED:
            raise Conflict("account_closed")
        broken = broken_rules(value, phone=account.phone, birth_date=account.birth_date)
        if not broken:
            try:
                wish = self._vault.keyed_hash("new_payment_password", secure_input.id, value)
                self._wallet.reset_payment_password(account_id, value, key=wish)
            except Conflict:
                broken = [PaymentPasswordRule.RECENT]
        if broken:
            return Invalid("password_rejected.payment", violations=broken)
        secure_input.status = InputStatus.ACCEPTED
        unit.secure_inputs.save(secure_input)
        self._log.signal(unit, secure_input.conversation_id, PAYMENT_PASSWORD_SET_PAYLOAD)
        return None

    def changed_at(self, unit: UnitOfWork, conversation_id: str) -> datetime | None:
        """When the wallet took the present one, where that was since the conversation began.

        Raises AssuranceTooLow.
        """
        conversation, account_id = check_assurance(
            unit, conversation_id, Assurance.CHANNEL_BOUND, self._clock()
        )
        changed = self._wallet.get_account(account_id).payment_password_changed_at
        return changed if changed is not None and changed >= conversation.created_at else None

    def _proven(self, unit: UnitOfWork, conversation_id: str) -> tuple[Conversation, str]:
        now = self._clock()
        return check_assurance(unit, conversation_id, Assurance.STEPPED_UP, now, purpose=_PURPOSE)

    def _check_second_step(self, unit: UnitOfWork, conversation_id: str) -> str:
        conversation, account_id = self._proven(unit, conversation_id)
        if not self._paper_confirmed(unit, conversation):
            raise AssuranceTooLow
        return account_id

    def _paper_confirmed(self, unit: UnitOfWork, conversation: Conversation) -> bool:
        """Whether the number was right since the code was given that is in force now."""
        assert conversation.stepped_up_until is not None
        proven_at = conversation.stepped_up_until - STEP_UP_LIFETIME
        return any(
            one.kind is InputKind.ID_NUMBER
            and one.status is InputStatus.ACCEPTED
            and one.account_id == conversation.account_id
            and one.created_at >= proven_at
            for one in unit.secure_inputs.of(conversation.id)
        )

    def _tries_left(self, unit: UnitOfWork, account_id: str) -> int:
        since = self._clock() - DAY
        return PAPER_TRIES_PER_DAY - unit.secure_inputs.failures(account_id, since)

    def _end_tries(self, unit: UnitOfWork, secure_input: SecureInput) -> Invalid:
        secure_input.status = InputStatus.CLOSED
        unit.secure_inputs.save(secure_input)
        self._log.signal(unit, secure_input.conversation_id, PAPER_CHECKED_PAYLOAD)
        return Invalid("paper_tries_used_up", attempts_left=0)

    def _open_input(
        self, unit: UnitOfWork, conversation_id: str, kind: InputKind
    ) -> SecureInput | None:
        self._proven(unit, conversation_id)
        return next(iter(unit.secure_inputs.open(conversation_id, self._clock(), kind)), None)

    def _input(
        self, unit: UnitOfWork, conversation_id: str, kind: InputKind, label: str, hint: str
    ) -> SecureInput:
        earlier = self._open_input(unit, conversation_id, kind)
        if earlier is not None:
            return earlier
        _, account_id = self._proven(unit, conversation_id)
        now = self._clock()
        secure_input = SecureInput(
            id=new_id("si"),
            conversation_id=conversation_id,
            kind=kind,
            purpose=_PURPOSE,
            label=label,
            hint=hint,
            created_at=now,
            expires_at=now + INPUT_LIFETIME,
            account_id=account_id,
        )
        unit.secure_inputs.add(secure_input)
        return secure_input
