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
from kefu.core.conversation import Conversation, EventType, Owner
from kefu.core.english.language_words import ENGLISH, is_chinese, is_english, is_english_tag
from kefu.core.errors import Conflict, Invalid, NotFound
from kefu.core.folding import is_blank
from kefu.core.ordinal_words import LAST, number_of
from kefu.core.script import SIMPLIFIED, TRADITIONAL, in_simplified, is_traditional, script_of
from kefu.services import turn_context
from kefu.services.personal_data import PersonalDataService
from kefu.services.ports import Choice, Reception, UnitOfWork
from kefu.services.vault import Vault
from kefu.words.texts import texts

MAX_TEXT_LENGTH = 1000
# A turn says far less than this many things.
LOOK_BACK = 30
# Payload of a message that was taken as a code: nothing is left in it to answer.
TYPED_CODE = "@code"
# Payload of a picture: the gateway says itself what becomes of it.
SENT_PICTURE = "@picture"
# Payload of a picture that answers what the bot asks: the dialogue hears that it came.
PICTURE_ANSWERS = '/inform{"picture": "sent"}'
# Payload of words about the queue: answered when they were accepted.
ABOUT_QUEUE = "@queue"
# Payload of words of somebody in danger, and of nothing else: the gateway answers itself.
IN_DANGER = "@danger"
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

    def look(self, unit: UnitOfWork, conversation_id: str, client_id: str) -> Reception:
        """What a message meets. Raises NotFound."""
        reception = unit.conversations.reception(conversation_id, client_id, self._clock())
        if reception is None:
            raise NotFound("conversation_not_found")
        return reception

    def accept_text(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        client_id: str,
        text: str,
        *,
        numbered: bool = False,
        payload: str | None = None,
        reception: Reception | None = None,
    ) -> Accepted:
        """Store a customer's words, scrubbed; `payload` is what they stand for where they take no
        choice. A number alone takes one of the choices just shown, unless a list with numbers stood
        beside them; with `numbered` the choices had numbers of their own. `reception` is what the
        message meets, for who has looked in this unit already.

        Raises Invalid (empty, too long), Conflict (closed, other body).
        """
        if _HALF_CHARACTER.search(text):
            raise Invalid("invalid_text")
        if is_blank(text):
            raise Invalid("empty_text")
        if len(text) > MAX_TEXT_LENGTH:
            raise Invalid("text_too_long", longest=MAX_TEXT_LENGTH)

        def content(reception: Reception, now: datetime) -> tuple[str, str | None, bool]:
            clean, had_secret = self._personal.scrub(unit, reception, text)
            _follow_language(unit, reception.conversation, text)
            if reception.offered:
                # Where a code or a password is awaited, a number may be that.
                counts = numbered or not reception.expected
                # A number was hidden where it may be a piece of a secret; that of a choice is none.
                number = counts and number_of(text.strip()) is not None
                typed = self._typed_choice(
                    *(unit, conversation_id, text if number else clean, now),
                    numbered=numbered,
                    counts=counts,
                )
                if typed is not None:
                    return *typed, had_secret and not number
            return clean, payload, had_secret

        body = {"type": "text", "text": text}
        return self._accept(unit, conversation_id, client_id, body, content, reception)

    def accept_code(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        client_id: str,
        text: str,
        reception: Reception,
    ) -> Accepted:
        """Note that a code was typed into the chat; the words are not kept."""
        body = {"type": "text", "text": text}
        return self._accept(
            unit,
            conversation_id,
            client_id,
            body,
            lambda _reception, _now: (privacy.SECRET_MASK, TYPED_CODE, True),
            reception,
        )

    def accept_attachment(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        client_id: str,
        attachment_id: str,
        *,
        answers: bool = False,
        reception: Reception | None = None,
    ) -> Accepted:
        """Store that a picture, uploaded before, is sent; whether it `answers` a question that
        takes one.

        Raises NotFound, Conflict.
        """
        payload = PICTURE_ANSWERS if answers else SENT_PICTURE
        found = unit.attachments.get(attachment_id)
        if found is None or found.conversation_id != conversation_id:
            raise NotFound("attachment_not_found")
        body = {"type": "attachment", "attachment_id": attachment_id}
        return self._accept(
            unit,
            conversation_id,
            client_id,
            body,
            lambda _reception, _now: (texts().transcript.picture, payload, False),
            reception,
            attachment={"id": found.id, "media_type": found.media_type},
        )

    def accept_choice(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        client_id: str,
        choice_id: str,
        *,
        reception: Reception | None = None,
    ) -> Accepted:
        """Store the taking of an offered choice. Raises NotFound, Conflict."""

        def content(_reception: Reception, now: datetime) -> tuple[str, str | None, bool]:
            choice = unit.choices.find(conversation_id, choice_id)
            if choice is None:
                raise NotFound("choice_not_found")
            if not may_be_taken(choice):
                raise Conflict("choice_expired")
            unit.choices.take(conversation_id, choice, now)
            return choice.title, choice.payload, False

        body = {"type": "choice", "choice_id": choice_id}
        return self._accept(unit, conversation_id, client_id, body, content, reception)

    def _accept(
        self,
        unit: UnitOfWork,
        conversation_id: str,
        client_id: str,
        body: dict[str, str],
        content: Callable[[Reception, datetime], tuple[str, str | None, bool]],
        reception: Reception | None = None,
        **more: Any,
    ) -> Accepted:
        """`content` yields text, payload and whether a secret was masked;
        asked for a new message only.
        """
        now = self._clock()
        body_hash = self._vault.keyed_hash("body", json.dumps(body, sort_keys=True))
        reception = reception or self.look(unit, conversation_id, client_id)
        earlier = reception.earlier
        if earlier is not None:
            if earlier.data.get("body_hash") != body_hash:
                raise Conflict("client_id_reused")
            return Accepted(earlier.seq, repeated=True, payload=earlier.data.get("payload"))
        if reception.conversation.owner is Owner.CLOSED:
            raise Conflict("conversation_closed")
        text, payload, had_secret = content(reception, now)
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
        self,
        unit: UnitOfWork,
        conversation_id: str,
        text: str,
        now: datetime,
        *,
        numbered: bool,
        counts: bool,
    ) -> tuple[str, str] | None:
        """What was said and the payload of an open choice whose title, or number, was typed instead
        of clicked.
        """
        said = in_simplified(re.sub(r"[\s。.!,~\uff01\uff0c]+$", "", text.strip()).casefold())
        number = number_of(said) if counts else None
        if number is not None and not _counts_choices(unit, conversation_id, numbered=numbered):
            number = None
        offered = unit.choices.open(conversation_id)
        place = len(offered) if number == LAST else number
        for at, (choice_id, title, payload) in enumerate(offered, 1):
            is_title = in_simplified(title.casefold()) == said
            if not (is_title or at == place):
                continue
            choice = unit.choices.find(conversation_id, choice_id)
            if choice is None or not may_be_taken(choice):
                return None  # the question is over: these are words like any others
            unit.choices.take(conversation_id, choice, now)
            return text if is_title else title, payload
        return None


def _follow_language(unit: UnitOfWork, conversation: Conversation, text: str) -> None:
    """Keep the language and the script in which the customer writes, and is answered."""
    written = _written(text, conversation.locale)
    if written is not None:
        conversation.locale = written
        unit.conversations.save(conversation)


def _written(text: str, locale: str) -> str | None:
    """The language tag of what is written where it is another than `locale` is of."""
    if is_english_tag(locale):
        return script_of(text) or SIMPLIFIED if is_chinese(text) else None
    if is_english(text):
        return ENGLISH
    script = script_of(text)
    return None if script is None or (script == TRADITIONAL) == is_traditional(locale) else script


def may_be_taken(choice: Choice) -> bool:
    """Whether a choice does what it says: its question stands, or it needs none."""
    if choice.answered:
        return False
    if stands_alone(choice.payload):
        return True
    return choice.stands or (choice.asks is None and choice.ended_at is None)


def stands_alone(payload: str) -> bool:
    """Whether a choice says what it does without its question: a topic, a human, what the gateway
    does itself.
    """
    intent, _, _ = payload.removeprefix("/").partition("{")
    return payload.startswith("@") or intent in texts().topics.intents


def _counts_choices(unit: UnitOfWork, conversation_id: str, *, numbered: bool) -> bool:
    """Whether a number is that of a choice: the customer has said nothing since choices were shown
    (later it is an answer to something else), and they saw no other list with numbers there.
    """
    last = unit.events.last_seq(conversation_id)
    for event in reversed(unit.events.after(conversation_id, max(0, last - LOOK_BACK))):
        if event.type is not EventType.MESSAGE:
            continue
        if event.data["from"] == "customer":
            return False
        choices = event.data.get("choices") or []
        lists_others = "\n1. " in event.data["text"] and not any("row" in c for c in choices)
        if choices or lists_others:
            return bool(choices) and (numbered or not lists_others)
    return False
