"""Accepting what a customer sends: once, in order, and without clear personal data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kefu.core import privacy
from kefu.core.clock import Clock
from kefu.core.conversation import EventType, Owner
from kefu.core.errors import Conflict, Invalid, NotFound
from kefu.services import turn_context
from kefu.services.access import get_conversation
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import UnitOfWork
from kefu.services.vault import Vault
from kefu.words.texts import texts

MAX_TEXT_LENGTH = 1000
# Payload of a message that was taken as a code: nothing is left in it to answer.
TYPED_CODE = "@code"
# Payload of a picture: the gateway says itself what becomes of it.
SENT_PICTURE = "@picture"
# A lone surrogate: JSON can carry it in, but nothing could carry it out again.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the acceptance of a message tells the channel; `payload` is that of the choice taken,
    if any.
    """

    seq: int
    repeated: bool = False
    had_secret: bool = False
    payload: str | None = None


class Acceptance:
    """Takes messages of every kind: words, codes, pictures, choices."""

    def __init__(self, vault: Vault, personal: PersonalDataService, clock: Clock) -> None:
        self._vault = vault
        self._personal = personal
        self._clock = clock

    def accept_text(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, text: str
    ) -> Accepted:
        """Store a customer's words, scrubbed.

        Raises Invalid (empty, too long), Conflict (closed, other body).
        """
        if not text.strip():
            raise Invalid("empty_text")
        if _HALF_CHARACTER.search(text):
            raise Invalid("invalid_text")
        if len(text) > MAX_TEXT_LENGTH:
            raise Invalid("text_too_long", longest=MAX_TEXT_LENGTH)

        def content(now: datetime) -> tuple[str, str | None, bool]:
            clean, had_secret = self._personal.scrub(unit, conversation_id, text)
            return clean, self._typed_choice(unit, conversation_id, clean, now), had_secret

        body = {"type": "text", "text": text}
        return self._accept(unit, conversation_id, client_id, body, content)

    def accept_code(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, text: str
    ) -> Accepted:
        """Note that a code was typed into the chat; the words are not kept."""
        body = {"type": "text", "text": text}
        return self._accept(
            unit,
            conversation_id,
            client_id,
            body,
            lambda _now: (privacy.SECRET_MASK, TYPED_CODE, True),
        )

    def accept_attachment(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, attachment_id: str
    ) -> Accepted:
        """Store that a picture, uploaded before, is sent.

        Raises NotFound, Conflict.
        """
        found = unit.attachments.get(attachment_id)
        if found is None or found.conversation_id != conversation_id:
            raise NotFound("attachment_not_found")
        body = {"type": "attachment", "attachment_id": attachment_id}
        return self._accept(
            unit,
            conversation_id,
            client_id,
            body,
            lambda _now: (texts().transcript.picture, SENT_PICTURE, False),
            attachment={"id": found.id, "media_type": found.media_type},
        )

    def accept_choice(
        self, unit: UnitOfWork, conversation_id: str, client_id: str, choice_id: str
    ) -> Accepted:
        """Store the taking of an offered choice. Raises NotFound, Conflict."""

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
                raise Conflict("client_id_reused")
            return Accepted(earlier.seq, repeated=True, payload=earlier.data.get("payload"))
        if conversation.owner is Owner.CLOSED:
            raise Conflict("conversation_closed")
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
