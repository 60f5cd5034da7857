"""A conversation's life: opened with a token, messages accepted once and in order, read,
rated, closed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kefu.core import privacy
from kefu.core.clock import Clock
from kefu.core.conversation import (
    Assurance,
    Conversation,
    Event,
    EventType,
    Owner,
    check_owner_change,
)
from kefu.core.errors import Conflict, Invalid, NotAuthenticated, NotFound
from kefu.core.verification import STEP_UP_LIFETIME
from kefu.services import turn_context
from kefu.services.access import get_conversation
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import Database, UnitOfWork
from kefu.services.vault import Vault, new_id, new_token

MAX_TEXT_LENGTH = 1000
# Payload of a message that was taken as a code: nothing is left in it to answer.
TYPED_CODE = "@code"
# Payload of a picture: the gateway says itself what becomes of it.
SENT_PICTURE = "@picture"
# A lone surrogate: JSON can carry it in, but nothing could carry it out again.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# As long as what the new token knows:
# a client that lost the answer is not cut off in the middle of its errand.
SUPERSEDED_TOKEN_LIFETIME = STEP_UP_LIFETIME


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the acceptance of a message tells the channel; `payload` is that of the choice taken,
    if any.
    """

    seq: int
    repeated: bool = False
    had_secret: bool = False
    payload: str | None = None


class ConversationService:
    """Opening, authorising, appending, reading."""

    def __init__(
        self, database: Database, vault: Vault, personal: PersonalDataService, clock: Clock
    ) -> None:
        self._database = database
        self._personal = personal
        self._vault = vault
        self._clock = clock

    # opening and authorising

    def open(
        self,
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
        now = self._clock()
        conversation = Conversation(
            id=new_id("cv"),
            channel=channel,
            locale=locale,
            owner=Owner.BOT,
            created_at=now,
            updated_at=now,
            account_id=account_id,
            base_assurance=Assurance.LOGGED_IN if account_id else Assurance.ANONYMOUS,
            network_hash=self._vault.keyed_hash("network", network) if network else None,
        )
        with self._database.begin() as unit:
            unit.conversations.add(conversation)
            token = self._new_token(unit, conversation.id, now)
            self.say(unit, conversation.id, greeting)
        return conversation, token

    def _new_token(self, unit: UnitOfWork, conversation_id: str, now: datetime) -> str:
        token = new_token()
        unit.tokens.add(self._vault.keyed_hash("token", token), conversation_id, now)
        return token

    def authorise(self, conversation_id: str, token: str) -> Conversation:
        """The conversation that `token` opens. Raises NotAuthenticated
        for any other token or id.
        """
        now, token_hash = self._clock(), self._vault.keyed_hash("token", token)
        with self._database.read() as unit:
            found = unit.tokens.conversation_of(token_hash, now)
            conversation = (
                unit.conversations.get(conversation_id) if found == conversation_id else None
            )
        if conversation is None:
            raise NotAuthenticated("会话凭证无效或已过期，请重新打开对话。", code="invalid_token")
        return conversation

    def note_token_use(self, conversation_id: str, token: str) -> bool:
        """Record a token's first use, which ends the tokens that it replaced;
        True when some ended.
        """
        with self._database.begin() as unit:
            return unit.tokens.first_use(
                self._vault.keyed_hash("token", token), conversation_id, self._clock()
            )

    def rotate_token(self, unit: UnitOfWork, conversation_id: str) -> str:
        """A new token after a change of assurance. The old ones end when it is first used, or soon
        by themselves: the answer that carries it may be lost, and a client may be in the middle of
        a request.
        """
        now = self._clock()
        unit.tokens.supersede(conversation_id, now + SUPERSEDED_TOKEN_LIFETIME)
        return self._new_token(unit, conversation_id, now)

    def resume(self, token: str, account_id: str | None = None) -> tuple[Conversation, str]:
        """The conversation of an earlier token.

        A proven `account_id` logs it in, which ends every token it had.

        A token that was replaced opens nothing here: it could be traded for one that knows more.
        Raises NotAuthenticated for such and for unknown tokens, Conflict when it belongs to another
        account.
        """
        now, token_hash = self._clock(), self._vault.keyed_hash("token", token)
        with self._database.begin() as unit:
            found = unit.tokens.conversation_of(token_hash, now, replaced=False)
            conversation = unit.conversations.get(found, lock=True) if found else None
            if conversation is None:
                raise NotAuthenticated(
                    "会话凭证无效或已过期，请重新打开对话。", code="invalid_token"
                )
            if account_id is None:
                return conversation, token
            if conversation.account_id not in (None, account_id):
                raise Conflict("这段对话属于另一个账户，请开始新的对话。", code="account_mismatch")
            conversation.account_id = account_id
            conversation.base_assurance = Assurance.LOGGED_IN
            unit.conversations.save(conversation)
            unit.tokens.revoke_all(conversation.id, now)
            return conversation, self._new_token(unit, conversation.id, now)

    # what the customer sends

    def accept_text(self, conversation_id: str, client_id: str, text: str) -> Accepted:
        """Store a customer's words, scrubbed.

        Raises Invalid (empty, too long), Conflict (closed, other body).
        """
        with self._database.begin() as unit:
            return self.accept_text_in(unit, conversation_id, client_id, text)

    def accept_text_in(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, text: str
    ) -> Accepted:
        """`accept_text` inside a running transaction."""
        if not text.strip():
            raise Invalid("请输入内容。", code="empty_text")
        if _HALF_CHARACTER.search(text):
            raise Invalid("消息里有无法识别的字符。", code="invalid_text")
        if len(text) > MAX_TEXT_LENGTH:
            raise Invalid(
                f"一次最多输入 {MAX_TEXT_LENGTH} 个字，请分几条发送。", code="text_too_long"
            )

        def content(now: datetime) -> tuple[str, str | None, bool]:
            clean, had_secret = self._personal.scrub(unit, conversation_id, text)
            return clean, self._typed_choice(unit, conversation_id, clean, now), had_secret

        body = {"type": "text", "text": text}
        return self._accept(unit, conversation_id, client_id, body, content)

    def accept_code_in(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, text: str
    ) -> Accepted:
        """Note inside a running transaction that a code was typed into the chat;
        the words are not kept.
        """
        body = {"type": "text", "text": text}
        return self._accept(
            unit,
            conversation_id,
            client_id,
            body,
            lambda _now: (privacy.SECRET_MASK, TYPED_CODE, True),
        )

    def accept_attachment_in(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, attachment_id: str
    ) -> Accepted:
        """Store inside a running transaction that a picture, uploaded before, is sent.

        Raises NotFound, Conflict.
        """
        found = unit.attachments.get(attachment_id)
        if found is None or found.conversation_id != conversation_id:
            raise NotFound("没有这张图片。", code="attachment_not_found")
        body = {"type": "attachment", "attachment_id": attachment_id}
        return self._accept(
            unit,
            conversation_id,
            client_id,
            body,
            lambda _now: ("[图片]", SENT_PICTURE, False),
            attachment={"id": found.id, "media_type": found.media_type},
        )

    def accept_choice(self, conversation_id: str, client_id: str, choice_id: str) -> Accepted:
        """Store the taking of an offered choice. Raises NotFound, Conflict."""
        with self._database.begin() as unit:
            return self.accept_choice_in(unit, conversation_id, client_id, choice_id)

    def accept_choice_in(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, choice_id: str
    ) -> Accepted:
        """`accept_choice` inside a running transaction."""

        def content(now: datetime) -> tuple[str, str | None, bool]:
            return *unit.choices.take(conversation_id, choice_id, now), False

        body = {"type": "choice", "choice_id": choice_id}
        return self._accept(unit, conversation_id, client_id, body, content)

    def _accept(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        client_id: str,
        body: dict[str, str],
        content: Callable[[datetime], tuple[str, str | None, bool]],
        **more: Any,
    ) -> Accepted:
        """`content` yields text, payload and whether a secret was masked;
        asked for a new message only.
        """
        now = self._clock()
        body_hash = self._vault.keyed_hash("body", json.dumps(body, sort_keys=True))
        conversation = get_conversation(unit, conversation_id, lock=True)
        earlier = unit.events.by_client_id(conversation_id, client_id)
        if earlier is not None:
            if earlier.data.get("body_hash") != body_hash:
                raise Conflict("同一个 client_id 已用于另一条消息。", code="client_id_reused")
            return Accepted(earlier.seq, repeated=True, payload=earlier.data.get("payload"))
        if conversation.owner is Owner.CLOSED:
            raise Conflict("会话已结束，请开始新的对话。", code="conversation_closed")
        text, payload, had_secret = content(now)
        data = {
            "from": "customer",
            "client_id": client_id,
            "body_hash": body_hash,
            "text": text,
            "payload": payload,
            **more,
        }
        event = unit.events.append(
            conversation_id, EventType.MESSAGE, data, now, client_id=client_id
        )
        # What the same request goes on to do (a freeze, a case) belongs to this message.
        turn_context.begin(turn_context.turn_id(conversation_id, event.seq))
        return Accepted(event.seq, had_secret=had_secret, payload=payload)

    def _typed_choice(
        self, unit: UnitOfWork, conversation_id: str, text: str, now: datetime
    ) -> str | None:
        """The payload of an open choice whose title was typed instead of clicked."""
        said = re.sub(r"[\s。.!,~\uff01\uff0c]+$", "", text.strip()).casefold()
        for choice_id, title, payload in unit.choices.open(conversation_id):
            if title.casefold() == said:
                unit.choices.take(conversation_id, choice_id, now)
                return payload
        return None

    # what the bot and the system say

    def say(
        self, unit: UnitOfWork, conversation_id: str, message: dict[str, Any], sender: str = "bot"
    ) -> Event:
        """Append a message of the bot or the system ({text, buttons?, card?}).

        `buttons` [{title, payload}] become one-time choices, which end those offered before.
        """
        now = self._clock()
        data: dict[str, Any] = {"from": sender, "text": message.get("text") or ""}
        if message.get("card"):
            data["card"] = message["card"]
        if message.get("buttons"):
            unit.choices.close_all(conversation_id, now)
            data["choices"] = []
            for button in message["buttons"]:
                choice_id = new_id("ch")
                unit.choices.add(
                    choice_id, conversation_id, button["title"], button["payload"], now
                )
                data["choices"].append({"id": choice_id, "title": button["title"]})
        return unit.events.append(conversation_id, EventType.MESSAGE, data, now)

    def signal(self, unit: UnitOfWork, conversation_id: str, payload: str) -> Event:
        """Tell the dialogue that something trusted happened; `payload` as of a button."""
        data = {"payload": payload}
        return unit.events.append(conversation_id, EventType.SIGNAL, data, self._clock())

    # reading

    def events_after(self, conversation_id: str, seq: int, limit: int = 500) -> list[Event]:
        """The log from `seq` (exclusive) on, oldest first."""
        with self._database.read() as unit:
            return unit.events.after(conversation_id, seq, limit)

    def get(self, conversation_id: str) -> Conversation:
        """The conversation. Raises NotFound."""
        with self._database.read() as unit:
            return get_conversation(unit, conversation_id)

    # ending

    def rate(self, conversation_id: str, score: int, comment: str | None) -> None:
        """Keep the customer's rating (1 to 5); a later one replaces it.

        Raises Invalid for another number.
        """
        if not 1 <= score <= 5:
            raise Invalid("评分请在 1 到 5 之间。", code="invalid_score")
        with self._database.begin() as unit:
            conversation = get_conversation(unit, conversation_id, lock=True)
            conversation.rating = score
            conversation.rating_comment = privacy.scrub(comment).text if comment else None
            unit.conversations.save(conversation)

    def close(self, conversation_id: str) -> None:
        """End the conversation for good; doing it twice does it once."""
        now = self._clock()
        with self._database.begin() as unit:
            conversation = get_conversation(unit, conversation_id, lock=True)
            if conversation.owner is Owner.CLOSED:
                return
            self.close_in(unit, conversation, now)

    def close_in(self, unit: UnitOfWork, conversation: Conversation, now: datetime) -> None:
        """End it inside a running transaction, with everything that was still open."""
        check_owner_change(conversation.owner, Owner.CLOSED)
        conversation.owner = Owner.CLOSED
        unit.conversations.save(conversation)
        unit.choices.close_all(conversation.id, now)
        unit.secure_inputs.close_all(conversation.id)
        unit.codes.end_open(conversation.id, now)
        handoff = unit.handoffs.current(conversation.id, lock=True)
        if handoff is not None:
            handoff.ended_at = now
            unit.handoffs.save(handoff)
        unit.events.append(conversation.id, EventType.STATUS, {"owner": Owner.CLOSED.value}, now)
