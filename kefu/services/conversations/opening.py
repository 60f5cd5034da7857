"""Opening a conversation and the tokens that open it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Owner
from kefu.core.errors import NotAuthenticated
from kefu.core.verification import STEP_UP_LIFETIME
from kefu.services.assurance import get_conversation
from kefu.services.conversations.log import ConversationLog
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault, new_id, new_token

# As long as what the new token knows:
# a client that lost the answer is not cut off in the middle of its errand.
SUPERSEDED_TOKEN_LIFETIME = STEP_UP_LIFETIME


@dataclass(frozen=True, slots=True)
class Access:
    """What a token opens: a conversation, for one device. With `is_replaced` nothing but the answer
    again in which the token was replaced.
    """

    conversation: Conversation
    device: str
    is_replaced: bool


class Opening:
    """Who may enter a conversation: a bearer of one of its tokens."""

    def __init__(self, vault: Vault, log: ConversationLog, clock: Clock) -> None:
        self._vault = vault
        self._log = log
        self._clock = clock

    def open(
        self,
        unit: UnitOfWork,
        channel: str,
        locale: str,
        account_id: str | None,
        greeting: dict[str, Any],
        *,
        network: str | None = None,
    ) -> tuple[Conversation, str]:
        """A new conversation with its first event; returns it and its token.

        `account_id` only when proven; `network` is the client's,
        kept as a hash to limit what one network may ask for.
        """
        conversation = self.create(unit, channel, locale, account_id, greeting, network=network)
        return conversation, self.new_token(unit, conversation.id, conversation.created_at)

    def create(
        self,
        unit: UnitOfWork,
        channel: str,
        locale: str,
        account_id: str | None,
        greeting: dict[str, Any],
        *,
        assurance: Assurance = Assurance.LOGGED_IN,
        network: str | None = None,
    ) -> Conversation:
        """A new conversation without a token; `assurance` is how the account was proven."""
        now = self._clock()
        conversation = Conversation(
            id=new_id("cv"),
            channel=channel,
            locale=locale,
            owner=Owner.BOT,
            created_at=now,
            updated_at=now,
            account_id=account_id,
            base_assurance=assurance if account_id else Assurance.ANONYMOUS,
            network_hash=self._vault.keyed_hash("network", network) if network else None,
        )
        unit.conversations.add(conversation)
        self._log.say(unit, conversation, greeting)
        return conversation

    def new_token(
        self, unit: UnitOfWork, conversation_id: str, now: datetime, device: str | None = None
    ) -> str:
        """Another token of the conversation, for a device that is known or a new one."""
        token = new_token()
        token_hash = self._vault.keyed_hash("token", token)
        unit.tokens.add(token_hash, conversation_id, device or new_id("dv"), now)
        return token

    def authorise(self, unit: UnitOfWork, conversation_id: str, token: str) -> Access:
        """What `token` opens. Raises NotAuthenticated for any other token or id, `token_replaced`
        for one that a newer has replaced.
        """
        access = self.authorise_repetition(unit, conversation_id, token)
        if access.is_replaced:
            raise NotAuthenticated("token_replaced")
        return access

    def authorise_repetition(self, unit: UnitOfWork, conversation_id: str, token: str) -> Access:
        """As `authorise`, but also for a replaced token: it opens nothing and may only repeat the
        request whose answer carried the new token.
        """
        now, token_hash = self._clock(), self._vault.keyed_hash("token", token)
        opened = unit.conversations.opened_by(token_hash, conversation_id, now)
        if opened is None:
            raise NotAuthenticated("invalid_token")
        return Access(*opened)

    def note_token_use(self, unit: UnitOfWork, conversation_id: str, token: str) -> bool:
        """Record a token's first use, which ends the tokens that it replaced;
        True when some ended.
        """
        return unit.tokens.first_use(
            self._vault.keyed_hash("token", token), conversation_id, self._clock()
        )

    def rotate_token(
        self, unit: UnitOfWork, conversation_id: str, device: str | None = None
    ) -> str:
        """A new token for a `device` after a change of assurance. The old ones open nothing from
        now on: whoever holds one has proven less. Until the new one is first used, and not for
        long, they can ask for it again with the proof, because the answer that carries it may be
        lost.

        Other devices keep theirs where a login has proven each of them; it opens what the login
        proved, and no more.
        """
        now = self._clock()
        conversation = get_conversation(unit, conversation_id)
        each_is_proven = conversation.base_assurance >= Assurance.LOGGED_IN
        until = now + SUPERSEDED_TOKEN_LIFETIME
        unit.tokens.supersede(conversation_id, until, device=device if each_is_proven else None)
        return self.new_token(unit, conversation_id, now, device)

    def check_device(
        self, unit: UnitOfWork, conversation: Conversation, device: str | None
    ) -> None:
        """Something is asked for from a `device`: what was proven on another one does not count for
        it, so the conversation falls back to what the login proved.
        """
        if conversation.is_stepped_up_elsewhere(device, self._clock()):
            conversation.step_down()
            unit.conversations.save(conversation)

    def opened(self, unit: UnitOfWork, token: str) -> Conversation | None:
        """The conversation, locked, that this token opens now; not one whose token was replaced: it
        could be traded for one that knows more.
        """
        token_hash = self._vault.keyed_hash("token", token)
        found = unit.tokens.conversation_of(token_hash, self._clock())
        conversation = unit.conversations.get(found, lock=True) if found else None
        # Once more: whoever had the lock may have ended it.
        opens = unit.tokens.conversation_of(token_hash, self._clock()) == found
        return conversation if opens else None

    def device_of(self, unit: UnitOfWork, token: str) -> tuple[str, str] | None:
        """The conversation and the device that a token is or was of."""
        return unit.tokens.device_of(self._vault.keyed_hash("token", token))

    def leave(self, unit: UnitOfWork, conversation_id: str, device: str) -> None:
        """Forget a device: its tokens end, and what was proven on it."""
        conversation = get_conversation(unit, conversation_id, lock=True)
        if conversation.stepped_up_device == device:
            conversation.step_down()
            unit.conversations.save(conversation)
        unit.tokens.revoke(conversation_id, self._clock(), device=device)

    def resume(self, unit: UnitOfWork, token: str) -> tuple[Conversation, str]:
        """The conversation of an earlier token, which goes on being its token. Raises
        NotAuthenticated for one that opens nothing.
        """
        conversation = self.opened(unit, token)
        if conversation is None:
            raise NotAuthenticated("invalid_token")
        return conversation, token
