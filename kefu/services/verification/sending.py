"""How far a conversation is proven, and sending it codes."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import structlog

from kefu.core.account import Account
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance
from kefu.core.errors import Forbidden, Invalid
from kefu.core.verification import (
    CODE_LENGTH,
    CODE_LIFETIME,
    CodeChannel,
    InputKind,
    Purpose,
    SecureInput,
    VerificationCode,
)
from kefu.services.assurance import get_conversation, is_logged_in
from kefu.services.notifications import NotificationService
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault, new_id
from kefu.services.verification.checking import bound
from kefu.services.verification.claims import Claims
from kefu.services.verification.limits import Asker, check, lane_of, text_time
from kefu.words.texts import texts

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way (or seems so).

    `destination` is masked and tells nothing that the customer did not type.
    """

    input_id: str
    destination: str
    channel: CodeChannel


class VerificationService:
    """Sends codes; `CodeCheck` checks them."""

    def __init__(
        self,
        vault: Vault,
        claims: Claims,
        notifications: NotificationService,
        clock: Clock,
        *,
        may_forget: bool = False,
    ) -> None:
        self._vault = vault
        self._claims = claims
        self._notifications = notifications
        self._clock = clock
        self._may_forget = may_forget

    def is_stepped_up(self, unit: UnitOfWork, conversation_id: str, purpose: Purpose) -> bool:
        """Whether a code for `purpose` was verified in this
        conversation within the last 15 minutes.
        """
        conversation = get_conversation(unit, conversation_id)
        level = conversation.assurance(self._clock())
        return level is Assurance.STEPPED_UP and conversation.stepped_up_for is purpose

    def level(self, unit: UnitOfWork, conversation_id: str) -> Assurance:
        """The conversation's assurance now."""
        return get_conversation(unit, conversation_id).assurance(self._clock())

    def is_logged_in(self, unit: UnitOfWork, conversation_id: str) -> bool:
        """Whether the customer is known without any code."""
        return is_logged_in(unit, conversation_id)

    def is_identified(self, unit: UnitOfWork, conversation_id: str) -> bool:
        """Whether an account is bound to the conversation already,
        so that nobody needs to ask who it is.
        """
        return get_conversation(unit, conversation_id).account_id is not None

    def pending(self, unit: UnitOfWork, conversation_id: str) -> SecureInput | None:
        """The code input that is open now, if any."""
        open_inputs = unit.secure_inputs.open(
            conversation_id, self._clock(), InputKind.VERIFICATION_CODE
        )
        return open_inputs[-1] if open_inputs else None

    def destinations(
        self, unit: UnitOfWork, conversation_id: str, reference: str | None
    ) -> dict[CodeChannel, str]:
        """The ways to send a code and how to name them.

        Somebody who is logged in sees the masked registered addresses; everybody else sees both
        ways, and of an address only what they typed themselves.
        """
        conversation = get_conversation(unit, conversation_id)
        return self._claims.of(unit, conversation, reference).destinations()

    def send_code(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        purpose: Purpose,
        channel: CodeChannel,
        *,
        reference: str | None = None,
    ) -> Sent:
        """Send a code and open the input for it; earlier codes of the conversation end.

        `reference` names the claimed phone or e-mail when nobody is logged in. Raises LimitReached
        with the wait. What a stranger is told depends only on what they did themselves: an address
        that had its share of texts from others silently gets none.
        """
        now = self._clock()
        conversation = get_conversation(unit, conversation_id, lock=True)
        claim = self._claims.of(unit, conversation, reference)
        account = claim.account
        address = _address(account, channel) if account else None
        typed = claim.phone or claim.email
        # What a known customer sends counts by another name than what a stranger types: the wait
        # would tell them that the number is registered, and in use.
        named = typed or f"account/{conversation.account_id}"
        destination = self._vault.keyed_hash("destination", channel.value, named)
        reached = self._vault.keyed_hash("destination", channel.value, address or named)
        subject = account.id if account else typed or ""
        asker = Asker(
            lane=lane_of(conversation, purpose, now),
            conversation_id=conversation_id,
            network_hash=conversation.network_hash,
            destination_hash=destination,
            address_hash=reached,
            subject_hash=self._vault.keyed_hash("subject", subject),
        )
        unit.codes.one_at_a_time(*asker.keys())
        check(unit, asker, now)
        text_at = text_time(unit, asker, now)
        unit.codes.end_open(conversation_id, now)
        unit.secure_inputs.close_all(conversation_id)
        value = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))
        proves = account.id if account and address else None
        if text_at is None:
            # Nothing can match it: it proves nothing new, and the account has no failures by it.
            log.info("text_withheld", lane=asker.lane.value, channel=channel.value)
            address, subject, proves = None, new_id("nobody"), conversation.account_id
        code = VerificationCode(
            id=new_id("vc"),
            conversation_id=conversation_id,
            account_id=proves,
            purpose=purpose,
            lane=asker.lane,
            channel=channel,
            destination_hash=destination,
            address_hash=reached,
            subject_hash=self._vault.keyed_hash("subject", subject),
            network_hash=asker.network_hash,
            code_hash="",
            created_at=now,
            expires_at=now + CODE_LIFETIME,
            text_at=text_at,
        )
        code.code_hash = self._vault.keyed_hash(*bound(code, value))
        unit.codes.add(code)
        self._notifications.queue_code(unit, channel, purpose, address, value, text_at)
        shown = claim.destinations().get(channel)
        if shown is None:
            raise Invalid("channel_unavailable")
        words = texts().verification
        secure_input = SecureInput(
            id=new_id("si"),
            conversation_id=conversation_id,
            kind=InputKind.VERIFICATION_CODE,
            purpose=purpose,
            label=words.sms_label if channel is CodeChannel.SMS else words.email_label,
            hint=words.code_hint.format(destination=shown),
            created_at=now,
            expires_at=code.expires_at,
            code_id=code.id,
        )
        unit.secure_inputs.add(secure_input)
        return Sent(secure_input.id, shown, channel)

    def forget_all(self, unit: UnitOfWork) -> None:
        """Forget every code, and with them all limits and counted failures.

        Raises Forbidden outside development.
        """
        if not self._may_forget:
            raise Forbidden("forbidden.development_only")
        unit.codes.delete_all()


def _address(account: Account, channel: CodeChannel) -> str | None:
    return account.phone if channel is CodeChannel.SMS else account.email
