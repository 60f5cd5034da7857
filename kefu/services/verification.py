"""Proving who one is with a one-time code (security.md, Verification codes; OWASP ASVS 5,
6.5 and 6.6).

An address that belongs to nobody is treated like any other in words, limits, database writes and
time: only the text is never sent and no value ever matches.
"""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from kefu.core.account import Account
from kefu.core.clock import Clock, spoken_wait
from kefu.core.conversation import Assurance, Conversation
from kefu.core.errors import Conflict, Forbidden, Invalid, LimitReached
from kefu.core.privacy import mask_email, mask_phone
from kefu.core.verification import (
    ACCOUNT_FAILURES_PER_HOUR,
    CODE_LENGTH,
    CODE_LIFETIME,
    CODE_TRIES,
    CONVERSATION_SENDS_PER_HOUR,
    DESTINATION_LIMITS,
    GLOBAL_SENDS_PER_HOUR,
    NETWORK_SENDS_PER_HOUR,
    STEP_UP_LIFETIME,
    CodeChannel,
    InputKind,
    InputStatus,
    Purpose,
    SecureInput,
    VerificationCode,
)
from kefu.services.access import get_conversation
from kefu.services.conversations import ConversationService
from kefu.services.notifications import NotificationService
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import Database, UnitOfWork, WalletBackend
from kefu.services.vault import Vault, new_id

HOUR = timedelta(hours=1)
CODE_VERIFIED_PAYLOAD = '/inform{"secure_input": "verification_code"}'


@dataclass(frozen=True, slots=True)
class Sent:
    """A code is on its way (or seems so).

    `destination` is masked and tells nothing that the customer did not type.
    """

    input_id: str
    destination: str
    channel: CodeChannel


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
        return {
            CodeChannel.SMS: mask_phone(self.phone) if self.phone else "注册手机",
            CodeChannel.EMAIL: mask_email(self.email) if self.email else "注册邮箱",
        }


class VerificationService:
    """Sends codes and checks them."""

    def __init__(
        self,
        database: Database,
        wallet: WalletBackend,
        vault: Vault,
        conversations: ConversationService,
        personal: PersonalDataService,
        notifications: NotificationService,
        clock: Clock,
        *,
        may_forget: bool = False,
    ) -> None:
        self._database = database
        self._wallet = wallet
        self._vault = vault
        self._conversations = conversations
        self._personal = personal
        self._notifications = notifications
        self._clock = clock
        self._may_forget = may_forget

    def is_stepped_up(self, conversation_id: str, purpose: Purpose) -> bool:
        """Whether a code for `purpose` was verified in this
        conversation within the last 15 minutes.
        """
        with self._database.read() as unit:
            conversation = get_conversation(unit, conversation_id)
        level = conversation.assurance(self._clock())
        return level is Assurance.STEPPED_UP and conversation.stepped_up_for is purpose

    def level(self, conversation_id: str) -> Assurance:
        """The conversation's assurance now."""
        with self._database.read() as unit:
            return get_conversation(unit, conversation_id).assurance(self._clock())

    def is_identified(self, conversation_id: str) -> bool:
        """Whether an account is bound to the conversation already,
        so that nobody needs to ask who it is.
        """
        with self._database.read() as unit:
            return get_conversation(unit, conversation_id).account_id is not None

    def pending(self, conversation_id: str) -> SecureInput | None:
        """The code input that is open now, if any."""
        with self._database.read() as unit:
            open_inputs = unit.secure_inputs.open(
                conversation_id, self._clock(), InputKind.VERIFICATION_CODE
            )
        return open_inputs[-1] if open_inputs else None

    def destinations(self, conversation_id: str, reference: str | None) -> dict[CodeChannel, str]:
        """The ways to send a code and how to name them.

        Somebody who is logged in sees the masked registered addresses; everybody else sees both
        ways, and of an address only what they typed themselves.
        """
        with self._database.read() as unit:
            conversation = get_conversation(unit, conversation_id)
            return self._claim(unit, conversation, reference).destinations()

    def _claim(self, unit: UnitOfWork, conversation: Conversation, reference: str | None) -> Claim:
        if conversation.account_id is not None:
            return Claim(self._wallet.get_account(conversation.account_id))
        if reference is None:
            raise Invalid("请先告诉我您的注册手机号或邮箱。", code="account_missing")
        value = self._personal.resolve(unit, conversation.id, reference)
        if "@" in value:
            return Claim(self._wallet.find_account(email=value), email=value)
        return Claim(self._wallet.find_account(phone=value), phone=value)

    def send_code(
        self,
        conversation_id: str,
        purpose: Purpose,
        channel: CodeChannel,
        *,
        reference: str | None = None,
    ) -> Sent:
        """Send a code and open the input for it; earlier codes of the conversation end.

        `reference` names the claimed phone or e-mail when nobody is logged in. Raises LimitReached
        with the wait. What a stranger is told depends only on what was typed: an address that had
        its share of codes under another name silently gets none, or the wait would tell that the
        two belong together.
        """
        now = self._clock()
        with self._database.begin() as unit:
            conversation = get_conversation(unit, conversation_id, lock=True)
            claim = self._claim(unit, conversation, reference)
            account = claim.account
            address = _address(account, channel) if account else None
            typed = claim.phone or claim.email or address or conversation.id
            destination = self._vault.keyed_hash("destination", channel.value, typed)
            reached = self._vault.keyed_hash("destination", channel.value, address or typed)
            network_hash = conversation.network_hash
            unit.codes.one_at_a_time(destination, reached, network_hash or destination)
            self._check_limits(unit, conversation_id, destination, network_hash, now)
            if self._had_its_share(unit, reached, now):
                address = None
            unit.codes.end_open(conversation_id, now)
            unit.secure_inputs.close_all(conversation_id)
            value = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))
            code = VerificationCode(
                id=new_id("vc"),
                conversation_id=conversation_id,
                account_id=account.id if account and address else None,
                purpose=purpose,
                channel=channel,
                destination_hash=destination,
                address_hash=reached,
                subject_hash=self._vault.keyed_hash(
                    "subject", account.id if account else claim.phone or claim.email or ""
                ),
                network_hash=network_hash,
                code_hash="",
                created_at=now,
                expires_at=now + CODE_LIFETIME,
            )
            code.code_hash = self._vault.keyed_hash(*_bound(code, value))
            unit.codes.add(code)
            self._notifications.queue_code(unit, channel, purpose, address, value)
            shown = claim.destinations().get(channel)
            if shown is None:
                raise Invalid("没有登记这种联系方式，请换一种。", code="channel_unavailable")
            secure_input = SecureInput(
                id=new_id("si"),
                conversation_id=conversation_id,
                kind=InputKind.VERIFICATION_CODE,
                purpose=purpose,
                label="短信验证码" if channel is CodeChannel.SMS else "邮箱验证码",
                hint=f"请输入发送到 {shown} 的 6 位验证码",
                created_at=now,
                expires_at=code.expires_at,
                code_id=code.id,
            )
            unit.secure_inputs.add(secure_input)
        return Sent(secure_input.id, shown, channel)

    def _had_its_share(self, unit: UnitOfWork, reached: str, now: datetime) -> bool:
        return any(
            unit.codes.nth_newest(allowed, now - window, address_hash=reached) is not None
            for window, allowed in DESTINATION_LIMITS
        )

    def _check_limits(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        destination: str,
        network_hash: str | None,
        now: datetime,
    ) -> None:
        newest = unit.codes.nth_newest
        used_up = [
            (newest(allowed, now - window, destination_hash=destination), window)
            for window, allowed in DESTINATION_LIMITS
        ]
        used_up.append(
            (newest(CONVERSATION_SENDS_PER_HOUR, now - HOUR, conversation_id=conversation_id), HOUR)
        )
        if network_hash is not None:
            used_up.append(
                (newest(NETWORK_SENDS_PER_HOUR, now - HOUR, network_hash=network_hash), HOUR)
            )
        used_up.append((newest(GLOBAL_SENDS_PER_HOUR, now - HOUR), HOUR))
        free_again = [sent_at + window for sent_at, window in used_up if sent_at is not None]
        if free_again:
            # The longest of them: whoever waited for it is not refused a second time.
            seconds = math.ceil((max(free_again) - now).total_seconds())
            raise LimitReached(
                f"验证码发送太频繁，请 {spoken_wait(seconds)}后再试。",
                retry_after=seconds,
                code="code_limit",
            )

    def check_code(self, unit: UnitOfWork, secure_input: SecureInput, value: str) -> Invalid | None:
        """Check a value inside a running transaction:
        on success the conversation is stepped up and the dialogue told.

        Returns (not raises) the refusal, so that the counted failure is committed with it.
        """
        now = self._clock()
        conversation = get_conversation(unit, secure_input.conversation_id, lock=True)
        code = unit.codes.get(secure_input.code_id or "", lock=True)
        # Somebody may have logged in as another since:
        # then the code proves nothing about this conversation any more.
        foreign = code is not None and conversation.account_id not in {None, code.account_id}
        if code is None or foreign or code.ended_at is not None:
            raise Conflict("这个验证码已失效，请使用最新的一个。", code="input_closed")
        if now >= code.expires_at:
            return Invalid("验证码已过期，请重新获取。", code="code_expired", attempts_left=0)
        unit.codes.one_at_a_time(code.subject_hash)
        failures = unit.codes.failures_since(now - HOUR, code.subject_hash)
        if code.failures >= CODE_TRIES or failures >= ACCOUNT_FAILURES_PER_HOUR:
            self._end(unit, code, secure_input, now)
            return _exhausted()
        if not self._vault.matches(code.code_hash, *_bound(code, value)) or code.account_id is None:
            code.failures += 1
            code.last_failure_at = now
            unit.codes.save(code)
            left = min(CODE_TRIES - code.failures, ACCOUNT_FAILURES_PER_HOUR - failures - 1)
            if left <= 0:
                self._end(unit, code, secure_input, now)
                return _exhausted()
            return Invalid(
                f"验证码不正确，还可以再试 {left} 次。", code="wrong_code", attempts_left=left
            )
        self._accept(unit, conversation, code, secure_input, now)
        return None

    def _accept(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        code: VerificationCode,
        secure_input: SecureInput,
        now: datetime,
    ) -> None:
        code.verified, code.ended_at = True, now
        unit.codes.save(code)
        secure_input.status = InputStatus.ACCEPTED
        unit.secure_inputs.save(secure_input)
        conversation.account_id = code.account_id
        conversation.stepped_up_until = now + STEP_UP_LIFETIME
        conversation.stepped_up_for = code.purpose
        unit.conversations.save(conversation)
        self._conversations.signal(unit, conversation.id, CODE_VERIFIED_PAYLOAD)

    def _end(
        self, unit: UnitOfWork, code: VerificationCode, secure_input: SecureInput, now: datetime
    ) -> None:
        code.ended_at = now
        unit.codes.save(code)
        secure_input.status = InputStatus.CLOSED
        unit.secure_inputs.save(secure_input)

    def forget_all(self) -> None:
        """Forget every code, and with them all limits and counted failures.

        Raises Forbidden outside development.
        """
        if not self._may_forget:
            raise Forbidden("只有开发环境可以清除验证码记录。")
        with self._database.begin() as unit:
            unit.codes.delete_all()


def _address(account: Account, channel: CodeChannel) -> str | None:
    return account.phone if channel is CodeChannel.SMS else account.email


def _bound(code: VerificationCode, value: str) -> tuple[str, ...]:
    """What a code's hash covers: moved to another purpose,
    account or conversation it no longer matches.
    """
    return ("code", code.id, code.conversation_id, code.account_id or "", code.purpose.value, value)


def _exhausted() -> Invalid:
    return Invalid("验证码错误次数过多，请重新获取。", code="attempts_exhausted", attempts_left=0)
