"""Whom somebody says they are, before any code has proven it."""

from __future__ import annotations

from dataclasses import dataclass

from kefu.core.account import Account
from kefu.core.conversation import Conversation
from kefu.core.errors import Invalid
from kefu.core.privacy import mask_email, mask_phone
from kefu.core.verification import CodeChannel
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import UnitOfWork, WalletBackend
from kefu.words.texts import texts


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom the customer says they are, and what the wallet knows of it.

    `phone` or `email` is what an unknown customer typed; then nothing of `account` may be told.
    """

    account: Account | None
    phone: str | None = None
    email: str | None = None

    def destinations(self) -> dict[CodeChannel, str]:
        """The ways to send a code and how to name them to this customer."""
        if self.phone is None and self.email is None and self.account is not None:
            known = {CodeChannel.SMS: mask_phone(self.account.phone)}
            if self.account.email:
                known[CodeChannel.EMAIL] = mask_email(self.account.email)
            return known
        words = texts().verification
        words = texts().verification
        return {
            CodeChannel.SMS: mask_phone(self.phone) if self.phone else words.registered_phone,
            CodeChannel.EMAIL: mask_email(self.email) if self.email else words.registered_email,
        }


class Claims:
    """Looks up whom a conversation speaks for."""

    def __init__(self, wallet: WalletBackend, personal: PersonalDataService) -> None:
        self._wallet = wallet
        self._personal = personal

    def of(self, unit: UnitOfWork, conversation: Conversation, reference: str | None) -> Claim:
        """The account that is logged in, else the one registered under the phone or e-mail that
        `reference` stands for. Raises Invalid (`account_missing`) without either.
        """
        if conversation.account_id is not None:
            return Claim(self._wallet.get_account(conversation.account_id))
        if reference is None:
            raise Invalid("account_missing")
        return self.named(unit, conversation, reference)

    def named(self, unit: UnitOfWork, conversation: Conversation, reference: str) -> Claim:
        """The account registered under the phone or e-mail that `reference` stands for."""
        value = self._personal.resolve(unit, conversation.id, reference)
        if "@" in value:
            return Claim(self._wallet.find_account(email=value), email=value)
        return Claim(self._wallet.find_account(phone=value), phone=value)
