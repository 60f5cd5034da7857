"""Resetting a login password after a code was verified for just that."""

from __future__ import annotations

from datetime import timedelta

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict, Invalid
from kefu.core.password_policy import PasswordRule, broken_rules
from kefu.core.verification import InputKind, InputStatus, Purpose, SecureInput
from kefu.services.assurance import check_assurance
from kefu.services.channels.binding import Binding
from kefu.services.conversations.log import ConversationLog
from kefu.services.ports import UnitOfWork, WalletBackend
from kefu.services.vault import Vault, new_id
from kefu.words.texts import texts

INPUT_LIFETIME = timedelta(minutes=10)
PASSWORD_SET_PAYLOAD = '/inform{"secure_input": "new_password"}'


class PasswordService:
    """Opens the field for a new password and sets it in the wallet."""

    def __init__(
        self,
        wallet: WalletBackend,
        vault: Vault,
        log: ConversationLog,
        binding: Binding,
        clock: Clock,
    ) -> None:
        self._wallet = wallet
        self._vault = vault
        self._log = log
        self._binding = binding
        self._clock = clock

    def asked(self, unit: UnitOfWork, conversation_id: str) -> SecureInput | None:
        """The open input for the new password, if any. Raises AssuranceTooLow."""
        now = self._clock()
        check_assurance(
            unit, conversation_id, Assurance.STEPPED_UP, now, purpose=Purpose.PASSWORD_RESET
        )
        return next(
            iter(unit.secure_inputs.open(conversation_id, now, InputKind.NEW_PASSWORD)), None
        )

    def ask_new(self, unit: UnitOfWork, conversation_id: str) -> SecureInput:
        """The open input for the new password, made if there is none. Raises AssuranceTooLow."""
        earlier = self.asked(unit, conversation_id)
        if earlier is not None:
            return earlier
        now = self._clock()
        secure_input = SecureInput(
            id=new_id("si"),
            conversation_id=conversation_id,
            kind=InputKind.NEW_PASSWORD,
            purpose=Purpose.PASSWORD_RESET,
            label=texts().verification.new_password_label,
            hint=texts().verification.new_password_hint,
            created_at=now,
            expires_at=now + INPUT_LIFETIME,
        )
        unit.secure_inputs.add(secure_input)
        return secure_input

    def was_changed(self, unit: UnitOfWork, conversation_id: str) -> bool:
        """Whether the wallet has taken a new password since the conversation began.

        Raises AssuranceTooLow.
        """
        conversation, account_id = check_assurance(
            unit, conversation_id, Assurance.CHANNEL_BOUND, self._clock()
        )
        changed = self._wallet.get_account(account_id).password_changed_at
        return changed is not None and changed >= conversation.created_at

    def accept_new(self, unit: UnitOfWork, secure_input: SecureInput, value: str) -> Invalid | None:
        """Set the password in the wallet, which ends every session there.

        Returns the refusal, if any.

        The wallet is called before the input is marked as taken: should the process die between the
        two, the same password given again is the same wish, and another one is a new wish. Whoever
        else is logged in to the account, on another device or in another conversation, is logged
        out, as the wallet does with its own sessions.
        """
        now = self._clock()
        conversation, account_id = check_assurance(
            unit,
            secure_input.conversation_id,
            Assurance.STEPPED_UP,
            now,
            purpose=Purpose.PASSWORD_RESET,
        )
        account = self._wallet.get_account(account_id)
        personal = [account.phone, account.name, account.email or ""]
        broken = broken_rules(value, personal=personal)
        if not broken:
            try:
                wish = self._vault.keyed_hash("new_password", secure_input.id, value)
                self._wallet.reset_password(account_id, value, key=wish)
            except Conflict:
                broken = [PasswordRule.RECENT]
        if broken:
            return Invalid("password_rejected", violations=broken)
        secure_input.status = InputStatus.ACCEPTED
        unit.secure_inputs.save(secure_input)
        unit.tokens.revoke_account(account_id, now, but=conversation.id)
        if conversation.stepped_up_device is not None:
            unit.tokens.revoke(conversation.id, now, but=conversation.stepped_up_device)
        self._binding.leave_account(unit, account_id, but=secure_input.conversation_id)
        self._log.signal(unit, secure_input.conversation_id, PASSWORD_SET_PAYLOAD)
        return None
