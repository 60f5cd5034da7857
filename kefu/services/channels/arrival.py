"""The conversation of somebody who writes over a channel. It must not know any channel."""

from __future__ import annotations

from datetime import datetime

from kefu.core.channel import ChannelIdentity, Delivery
from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation
from kefu.core.errors import Conflict
from kefu.services.assurance import get_conversation
from kefu.services.conversations.opening import Opening
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault, new_id
from kefu.words.phrases import Phrases


class Arrival:
    """Finds the open conversation of an identity, or begins one."""

    def __init__(
        self, vault: Vault, opening: Opening, phrases: Phrases, brand: str, clock: Clock
    ) -> None:
        self._vault = vault
        self._opening = opening
        self._phrases = phrases
        self._brand = brand
        self._clock = clock

    def arrive(
        self,
        unit: UnitOfWork,
        channel: str,
        identity: str,
        address: str,
        *,
        locale: str = "zh-CN",
        account_id: str | None = None,
    ) -> Conversation:
        """The open conversation of an identity that the channel has authenticated, begun with the
        greeting if there is none. What waits for the identity is delivered soon.

        `address` is where answers go from now on; `account_id` only when proven right now (level
        2). Raises Conflict (`account_mismatch`) when the conversation or the identity is another
        account's.
        """
        now = self._clock()
        new = ChannelIdentity(
            id=new_id("ci"),
            channel=channel,
            identity_hash=self._vault.keyed_hash("identity", channel, identity),
            address_cipher=self._vault.encrypt(address),
            created_at=now,
        )
        known = unit.channel_identities.known(new)
        if account_id is not None and known.account_id not in (None, account_id):
            raise _another_account()
        known.address_cipher = new.address_cipher
        unit.channel_identities.save(known)
        for conversation_id in unit.deliveries.conversations(known.id):
            unit.deliveries.hurry(conversation_id, now)
            if account_id is not None:
                self._log_in(unit, conversation_id, account_id)
            return get_conversation(unit, conversation_id)
        return self._begin(unit, known, locale, account_id, now)

    def _begin(
        self,
        unit: UnitOfWork,
        identity: ChannelIdentity,
        locale: str,
        account_id: str | None,
        now: datetime,
    ) -> Conversation:
        logged_in = account_id is not None
        conversation = self._opening.create(
            unit,
            identity.channel,
            locale,
            account_id or identity.account_id,
            self._phrases.greet(self._brand, logged_in=logged_in),
            assurance=Assurance.LOGGED_IN if logged_in else Assurance.CHANNEL_BOUND,
            # Whom a channel names is told apart better than by any network.
            network=f"{identity.channel}/{identity.identity_hash}",
        )
        unit.deliveries.add(Delivery(conversation.id, identity.channel, identity.id, 0, now))
        return conversation

    def _log_in(self, unit: UnitOfWork, conversation_id: str, account_id: str) -> None:
        conversation = get_conversation(unit, conversation_id, lock=True)
        if conversation.account_id not in (None, account_id):
            raise _another_account()
        conversation.account_id = account_id
        conversation.base_assurance = Assurance.LOGGED_IN
        unit.conversations.save(conversation)


def _another_account() -> Conflict:
    return Conflict("account_mismatch")
