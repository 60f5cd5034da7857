"""Checking a value that was given for a code, and what follows from it."""

from __future__ import annotations

from datetime import datetime

from kefu.core.clock import Clock
from kefu.core.conversation import Conversation
from kefu.core.errors import Conflict, Invalid
from kefu.core.verification import (
    CODE_TRIES,
    STEP_UP_LIFETIME,
    InputStatus,
    SecureInput,
    VerificationCode,
)
from kefu.services.assurance import get_conversation
from kefu.services.conversations.log import ConversationLog
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault
from kefu.services.verification.limits import Asker, guesses, is_heard, wait_until

CODE_VERIFIED_PAYLOAD = '/inform{"secure_input": "verification_code"}'


class CodeCheck:
    """Counts every failure, also the last one."""

    def __init__(self, vault: Vault, log: ConversationLog, clock: Clock) -> None:
        self._vault = vault
        self._log = log
        self._clock = clock

    def check(
        self,
        unit: UnitOfWork,
        secure_input: SecureInput,
        value: str,
        device: str | None = None,
    ) -> Invalid | None:
        """Check a value: on success the conversation is stepped up on this `device`, and the
        dialogue told.

        Returns (not raises) the refusal, so that the counted failure is committed with it.
        """
        now = self._clock()
        conversation = get_conversation(unit, secure_input.conversation_id, lock=True)
        code = unit.codes.get(secure_input.code_id or "", lock=True)
        # Somebody may have logged in as another since:
        # then the code proves nothing about this conversation any more.
        foreign = code is not None and conversation.account_id not in {None, code.account_id}
        if code is None or foreign or code.ended_at is not None:
            raise Conflict("input_closed.replaced")
        if now >= code.expires_at:
            return Invalid("code_expired", attempts_left=0)
        asker = Asker.of(code)
        unit.codes.one_at_a_time(*asker.keys())
        if _left(unit, asker, code, now) <= 0:
            return self._end(unit, asker, code, secure_input, now)
        heard = is_heard(unit, code, now)
        matches = self._vault.matches(code.code_hash, *bound(code, value))
        if heard and matches and code.account_id is not None:
            conversation.stepped_up_device = device
            self._accept(unit, conversation, code, secure_input, now)
            return None
        code.failures += 1
        code.last_failure_at = now
        unit.codes.save(code)
        left = _left(unit, asker, code, now)
        if left <= 0:
            return self._end(unit, asker, code, secure_input, now)
        return Invalid("wrong_code", attempts_left=left)

    def was_right(self, unit: UnitOfWork, secure_input: SecureInput, value: str) -> bool:
        """Whether this input took this code, not longer ago than codes live. A wrong one is counted
        with the tries before.
        """
        code = unit.codes.get(secure_input.code_id or "", lock=True)
        if code is None or not code.verified or secure_input.status is not InputStatus.ACCEPTED:
            return False
        if self._clock() >= code.expires_at or code.failures >= CODE_TRIES:
            return False
        if self._vault.matches(code.code_hash, *bound(code, value)):
            return True
        code.failures += 1
        code.last_failure_at = self._clock()
        unit.codes.save(code)
        return False

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
        self._log.signal(unit, conversation.id, CODE_VERIFIED_PAYLOAD)

    def _end(
        self,
        unit: UnitOfWork,
        asker: Asker,
        code: VerificationCode,
        secure_input: SecureInput,
        now: datetime,
    ) -> Invalid:
        """End the code; the refusal, with the wait when the asker may not even have another."""
        code.ended_at = now
        unit.codes.save(code)
        secure_input.status = InputStatus.CLOSED
        unit.secure_inputs.save(secure_input)
        free_at = guesses(unit, asker, now).free_at
        if free_at is None:
            return Invalid("attempts_exhausted", attempts_left=0)
        wait = wait_until(free_at, now)
        return Invalid("attempts_exhausted.wait", attempts_left=0, retry_after=wait)


def bound(code: VerificationCode, value: str) -> tuple[str, ...]:
    """What a code's hash covers: moved to another purpose,
    account or conversation it no longer matches.
    """
    return ("code", code.id, code.conversation_id, code.account_id or "", code.purpose.value, value)


def _left(unit: UnitOfWork, asker: Asker, code: VerificationCode, now: datetime) -> int:
    return min(CODE_TRIES - code.failures, guesses(unit, asker, now).left)
