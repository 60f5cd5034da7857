"""Which account belongs to somebody whom a channel names (security.md, Identity).

A channel says *who* writes; that this person owns an account is proven once and then bound: level 1
in every later conversation. It must not know any channel.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from kefu.core.channel import ChannelIdentity
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, EventType, Owner
from kefu.core.errors import AssuranceTooLow, Conflict, Invalid, NotFound
from kefu.core.privacy import PersonalKind, scrub
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.assurance import get_conversation
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import UnitOfWork
from kefu.services.verification.claims import Claims
from kefu.services.verification.sending import VerificationService

_REACHED = {PersonalKind.PHONE, PersonalKind.EMAIL}

log = structlog.get_logger(__name__)


class Binding:
    """Binds an identity to a proven account, and ends that."""

    def __init__(
        self,
        verification: VerificationService,
        claims: Claims,
        personal: PersonalDataService,
        clock: Clock,
    ) -> None:
        self._verification = verification
        self._claims = claims
        self._personal = personal
        self._clock = clock

    def send_code(self, unit: UnitOfWork, conversation_id: str, phone: str) -> None:
        """Send a code that is good for `bind` and show the input for it.

        Raises NotFound (`no_identity`), Invalid (`invalid_address`), Conflict (`account_mismatch`)
        when another account is known already, LimitReached; tells nobody whether there is an
        account.
        """
        self._identity_of(unit, conversation_id)
        scrubbed = scrub(phone)
        reached = [datum for datum in scrubbed.found if datum.kind in _REACHED]
        if [scrubbed.text] != [datum.reference for datum in reached]:
            raise Invalid("invalid_address")
        (named,) = reached
        conversation = get_conversation(unit, conversation_id)
        reference = self._personal.refer(unit, conversation_id, named.kind, named.clear)
        if conversation.account_id is not None:
            account = self._claims.named(unit, conversation, reference).account
            if account is None or account.id != conversation.account_id:
                raise Conflict("account_mismatch.address")
        sent = self._verification.send_code(
            unit, conversation_id, Purpose.BINDING, CodeChannel.SMS, reference=reference
        )
        field = unit.secure_inputs.get(sent.input_id)
        assert field is not None  # made just now
        data = {"input": field.public()}
        unit.events.append(conversation_id, EventType.SECURE_INPUT, data, self._clock())

    def bind(self, unit: UnitOfWork, conversation_id: str) -> None:
        """Bind the identity behind the conversation to the account proven in it.

        Needs a login, or a code that was sent for just that. Binding again to the same account
        changes nothing. Raises NotFound (`no_identity`) for a conversation that no channel
        identity opened, AssuranceTooLow, Conflict (`identity_bound`) when the identity is another
        account's.
        """
        now = self._clock()
        identity = self._identity_of(unit, conversation_id)
        conversation = get_conversation(unit, conversation_id, lock=True)
        account_id = _proven_account(conversation, now)
        if identity.account_id not in (None, account_id):
            raise Conflict("identity_bound")
        if identity.account_id is None:
            identity.account_id, identity.bound_at = account_id, now
            unit.channel_identities.save(identity)
        conversation.base_assurance = max(conversation.base_assurance, Assurance.CHANNEL_BOUND)
        unit.conversations.save(conversation)
        log.info("identity_bound", channel=identity.channel)

    def unbind(self, unit: UnitOfWork, conversation_id: str) -> None:
        """End the binding of the identity behind the conversation; nothing has to be proven.

        Its conversations know nobody afterwards. Raises NotFound (`no_identity`).
        """
        self._forget_account(unit, self._identity_of(unit, conversation_id))

    def leave_account(self, unit: UnitOfWork, account_id: str, *, but: str) -> None:
        """Every identity but that of the conversation `but` forgets the account, bound or only
        proven: whoever got in with what is no longer valid is out.
        """
        own = unit.deliveries.get(but)
        spared = own.identity_id if own else None
        for identity in unit.channel_identities.of_account(account_id, but=spared):
            self._forget_account(unit, identity)

    def _identity_of(self, unit: UnitOfWork, conversation_id: str) -> ChannelIdentity:
        delivery = unit.deliveries.get(conversation_id)
        identity = (
            unit.channel_identities.get(delivery.identity_id, lock=True) if delivery else None
        )
        if identity is None:
            raise NotFound("no_identity")
        return identity

    def _forget_account(self, unit: UnitOfWork, identity: ChannelIdentity) -> None:
        now = self._clock()
        identity.account_id = identity.bound_at = None
        unit.channel_identities.save(identity)
        for conversation_id in unit.deliveries.conversations(identity.id):
            conversation = get_conversation(unit, conversation_id, lock=True)
            conversation.account_id = None
            conversation.base_assurance = Assurance.ANONYMOUS
            conversation.step_down()
            unit.conversations.save(conversation)
            unit.tokens.revoke(conversation.id, now)
            unit.secure_inputs.close_all(conversation.id)
            unit.codes.end_open(conversation.id, now)
        log.info("identity_unbound", channel=identity.channel)


def _proven_account(conversation: Conversation, now: datetime) -> str:
    level = conversation.assurance(now)
    is_for_this = level is Assurance.LOGGED_IN or (
        level is Assurance.STEPPED_UP
        and (
            conversation.stepped_up_for is Purpose.BINDING
            or conversation.base_assurance is Assurance.LOGGED_IN
        )
    )
    if conversation.account_id is None or not is_for_this or conversation.owner is Owner.CLOSED:
        raise AssuranceTooLow()
    return conversation.account_id
