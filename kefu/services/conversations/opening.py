"""Opening a conversation and the tokens that open it again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Owner
from kefu.core.errors import Conflict, NotAuthenticated
from kefu.core.verification import STEP_UP_LIFETIME
from kefu.services.conversations.log import ConversationLog
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault, new_id, new_token

# As long as what the new token knows:
# a client that lost the answer is not cut off in the middle of its errand.
SUPERSEDED_TOKEN_LIFETIME = STEP_UP_LIFETIME


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
        return conversation, self._new_token(unit, conversation.id, conversation.created_at)

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
        self._log.say(unit, conversation.id, greeting)
        return conversation

    def _new_token(self, unit: UnitOfWork, conversation_id: str, now: datetime) -> str:
        token = new_token()
        unit.tokens.add(self._vault.keyed_hash("token", token), conversation_id, now)
        return token

    def authorise(self, unit: UnitOfWork, conversation_id: str, token: str) -> Conversation:
        """The conversation that `token` opens. Raises NotAuthenticated
        for any other token or id, `token_replaced` for one that a newer has replaced.
        """
        conversation, is_replaced = self.authorise_repetition(unit, conversation_id, token)
        if is_replaced:
            raise NotAuthenticated("token_replaced")
        return conversation

    def authorise_repetition(
        self, unit: UnitOfWork, conversation_id: str, token: str
    ) -> tuple[Conversation, bool]:
        """As `authorise`, but also for a replaced token, and whether it is one: it opens nothing
        and may only repeat the request whose answer carried the new token.
        """
        now, token_hash = self._clock(), self._vault.keyed_hash("token", token)
        opened = unit.conversations.opened_by(token_hash, conversation_id, now)
        if opened is None:
            raise NotAuthenticated("invalid_token")
        return opened

    def note_token_use(self, unit: UnitOfWork, conversation_id: str, token: str) -> bool:
        """Record a token's first use, which ends the tokens that it replaced;
        True when some ended.
        """
        return unit.tokens.first_use(
            self._vault.keyed_hash("token", token), conversation_id, self._clock()
        )

    def rotate_token(self, unit: UnitOfWork, conversation_id: str) -> str:
        """A new token after a change of assurance. The old ones open nothing from now on: whoever
        holds one has proven less. Until the new one is first used, and not for long, they can ask
        for it again with the proof, because the answer that carries it may be lost.
        """
        now = self._clock()
        unit.tokens.supersede(conversation_id, now + SUPERSEDED_TOKEN_LIFETIME)
        return self._new_token(unit, conversation_id, now)

    def resume(
        self, unit: UnitOfWork, token: str, account_id: str | None = None
    ) -> tuple[Conversation, str]:
        """The conversation of an earlier token.

        A proven `account_id` logs it in, which ends every token it had.

        A token that was replaced opens nothing here: it could be traded for one that knows more.
        Raises NotAuthenticated for such and for unknown tokens, Conflict when it belongs to another
        account.
        """
        now, token_hash = self._clock(), self._vault.keyed_hash("token", token)
        found = unit.tokens.conversation_of(token_hash, now)
        conversation = unit.conversations.get(found, lock=True) if found else None
        if conversation is None:
            raise NotAuthenticated("invalid_token")
        if account_id is None:
            return conversation, token
        if conversation.account_id not in (None, account_id):
            raise Conflict("account_mismatch")
        conversation.account_id = account_id
        conversation.base_assurance = Assurance.LOGGED_IN
        unit.conversations.save(conversation)
        unit.tokens.revoke_all(conversation.id, now)
        return conversation, self._new_token(unit, conversation.id, now)
