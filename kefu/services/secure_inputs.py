"""Values that travel outside the chat: the one door through which a code or a password comes in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kefu.core import privacy
from kefu.core.clock import Clock
from kefu.core.conversation import EventType
from kefu.core.errors import AssuranceTooLow, Conflict, Invalid, NotAuthenticated, NotFound
from kefu.core.verification import InputKind, SecureInput
from kefu.services.assurance import get_conversation
from kefu.services.conversations.opening import Opening
from kefu.services.password import PasswordService
from kefu.services.payment_password import PaymentPasswordService
from kefu.services.ports import UnitOfWork
from kefu.services.verification.checking import CodeCheck

_Taker = Callable[[UnitOfWork, SecureInput, str], Invalid | None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A value was right. `token` replaces the conversation's token when its assurance changed."""

    token: str | None


class SecureInputService:
    """Takes values and hands each to the service that asked for it."""

    def __init__(
        self,
        opening: Opening,
        code_check: CodeCheck,
        password: PasswordService,
        payment_password: PaymentPasswordService,
        clock: Clock,
    ) -> None:
        self._opening = opening
        self._code_check = code_check
        self._takers: Mapping[InputKind, _Taker] = {
            InputKind.NEW_PASSWORD: password.accept_new,
            InputKind.NEW_PAYMENT_PASSWORD: payment_password.accept_new,
            InputKind.ID_NUMBER: payment_password.check_paper,
        }
        self._clock = clock

    def get(self, unit: UnitOfWork, conversation_id: str, input_id: str) -> SecureInput:
        """An input of this conversation. Raises NotFound, also for another conversation's."""
        found = unit.secure_inputs.get(input_id)
        if found is None or found.conversation_id != conversation_id:
            raise NotFound("input_not_found")
        return found

    def submit(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        input_id: str,
        value: str,
        *,
        device: str | None = None,
    ) -> Taken | Invalid:
        """Give a value, from whichever `device` is at hand; what needs the proof of a code is taken
        only where the code was given. Raises NotFound, Conflict (`input_closed`), Invalid
        (`code_expired`), AssuranceTooLow.

        A refusal that counts is returned, with what to do better, so that the count is committed.
        """
        # The conversation first, as everywhere:
        # transactions that lock in one order never block each other.
        conversation = get_conversation(unit, conversation_id, lock=True)
        secure_input = unit.secure_inputs.get(input_id, lock=True)
        if secure_input is None or secure_input.conversation_id != conversation_id:
            raise NotFound("input_not_found")
        now = self._clock()
        if now >= secure_input.expires_at:
            raise Invalid("code_expired.input", attempts_left=0)
        if not secure_input.is_open(now):
            raise Conflict("input_closed")
        if secure_input.kind is not InputKind.VERIFICATION_CODE:
            if conversation.is_stepped_up_elsewhere(device, now):
                raise AssuranceTooLow()
            refused = self._takers[secure_input.kind](unit, secure_input, value)
            return refused or self._taken(unit, secure_input, None)
        refused = self._code_check.check(unit, secure_input, value.strip(), device)
        if refused is not None:
            return refused
        token = self._opening.rotate_token(unit, conversation_id, device)
        return self._taken(unit, secure_input, token)

    def _taken(self, unit: UnitOfWork, secure_input: SecureInput, token: str | None) -> Taken:
        """Tell every device that it was taken."""
        data = {"input_id": secure_input.id}
        unit.events.append(secure_input.conversation_id, EventType.INPUT_TAKEN, data, self._clock())
        return Taken(token)

    def submit_again(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        input_id: str,
        value: str,
        *,
        device: str | None = None,
    ) -> Taken | NotAuthenticated:
        """Give the code that was right a moment ago, because the answer with the new token was
        lost. Raises NotAuthenticated (`token_replaced`) for everything else; a wrong code is
        counted, so that refusal is returned.
        """
        get_conversation(unit, conversation_id, lock=True)
        secure_input = unit.secure_inputs.get(input_id, lock=True)
        is_own = secure_input is not None and secure_input.conversation_id == conversation_id
        if secure_input is None or not is_own:
            raise NotAuthenticated("token_replaced")
        if not self._code_check.was_right(unit, secure_input, value.strip()):
            return NotAuthenticated("token_replaced")
        return Taken(self._opening.rotate_token(unit, conversation_id, device))

    def code_typed_in_chat(
        self, unit: UnitOfWork, conversation_id: str, text: str
    ) -> tuple[SecureInput, str] | None:
        """The open code input that a chat message is meant for, and the code,
        when it is nothing but a code.
        """
        code = privacy.code_in(text)
        if code is None:
            return None
        pending = unit.secure_inputs.open(
            conversation_id, self._clock(), InputKind.VERIFICATION_CODE
        )
        return (pending[-1], code) if pending else None
