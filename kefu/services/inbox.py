"""Accepting a customer's message, whatever the channel: stored, and what must be done about it
before any bot is asked, in one transaction. A code typed into the chat is checked here and never
travels further.

It must not know channels, nor what the bot will answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kefu.core.conversation import BOT_ANSWERS, Conversation, Owner
from kefu.core.danger_words import in_danger, speaks_of_nothing_else
from kefu.core.english.heard_words import in_chinese
from kefu.core.errors import (
    AssuranceTooLow,
    Conflict,
    KefuError,
    NotAuthenticated,
    Unavailable,
)
from kefu.core.freeze_words import asks_to_freeze
from kefu.core.theft_words import reports_emergency
from kefu.core.waiting_words import Wish, wish_of
from kefu.services.alarm import BOTS_FREEZE, FREEZE, RESUME_BOT, Alarm
from kefu.services.assurance import get_conversation
from kefu.services.conversations.acceptance import (
    ABOUT_QUEUE,
    IN_DANGER,
    SENT_PICTURE,
    TYPED_CODE,
    Acceptance,
    Accepted,
)
from kefu.services.conversations.log import ConversationLog
from kefu.services.conversations.opening import Opening
from kefu.services.handoff import HandoffService
from kefu.services.late_choices import LateChoices
from kefu.services.places import in_words
from kefu.services.ports import Reception, UnitOfWork
from kefu.services.secure_inputs import SecureInputService, Taken
from kefu.services.theft import TheftService
from kefu.services.verification.checking import CODE_VERIFIED_PAYLOAD
from kefu.words.english import chinese_title, label
from kefu.words.phrases import Phrases
from kefu.words.problems import sentence
from kefu.words.texts import texts


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A customer's message: words, the id of a choice that was offered, or that of a picture
    uploaded before.

    `client_id` is unique in the conversation. `numbered` says that the choices were shown with
    numbers of their own. `device` is the one it came from, where its token tells.
    """

    conversation_id: str
    client_id: str
    text: str = ""
    choice_id: str | None = None
    attachment_id: str | None = None
    numbered: bool = False
    device: str | None = None

    @property
    def heard(self) -> str:
        """The words as they are understood: in Chinese, where they are English."""
        return in_chinese(self.text)

    @property
    def kind(self) -> str:
        """What it is, for a log line."""
        if self.choice_id is not None:
            return "choice"
        return "text" if self.attachment_id is None else "attachment"


@dataclass(frozen=True, slots=True)
class Receipt:
    """The message is stored under `seq`. `token`, when set, replaces the conversation's token.
    `refused` is set for a choice whose question is over, of which only that was said.
    """

    seq: int
    token: str | None = None
    refused: bool = False


class Inbox:
    """Takes in what customers send."""

    def __init__(
        self,
        opening: Opening,
        acceptance: Acceptance,
        log: ConversationLog,
        secure_inputs: SecureInputService,
        handoff: HandoffService,
        theft: TheftService,
        alarm: Alarm,
        phrases: Phrases,
        late_choices: LateChoices,
    ) -> None:
        self._opening = opening
        self._acceptance = acceptance
        self._log = log
        self._secure_inputs = secure_inputs
        self._handoff = handoff
        self._theft = theft
        self._alarm = alarm
        self._phrases = phrases
        self._late_choices = late_choices

    def accept(self, unit: UnitOfWork, message: InboundMessage) -> Receipt:
        """Store the message once, however often it is sent. Raises Invalid, Conflict, NotFound as
        the services do, but for a choice that is over, which the conversation is told of.
        """
        reception = self._acceptance.look(unit, message.conversation_id, message.client_id)
        conversation = reception.conversation
        self._opening.check_device(unit, conversation, message.device)
        code = self._typed_code(unit, message, reception)
        if code is not None:
            return self._take_code(unit, reception, message, *code)
        try:
            accepted = self._store(unit, message, reception)
        except Conflict as refusal:
            if refusal.code != "choice_expired":
                raise
            self._late_choices.refuse(unit, conversation, message.choice_id or "")
            return Receipt(conversation.last_seq, refused=True)
        if accepted.repeated:
            return Receipt(accepted.seq, self._token_again(unit, message, accepted))
        self._react(unit, conversation, message, accepted)
        return Receipt(accepted.seq)

    def _react(
        self,
        unit: UnitOfWork,
        conversation: Conversation,
        message: InboundMessage,
        accepted: Accepted,
    ) -> None:
        """Do at once what must not wait for a bot, or is none's to do."""
        self._hear_the_person(unit, conversation, message.heard, accepted)
        if accepted.payload == RESUME_BOT:
            self._resume_bot(unit, conversation)
        elif accepted.payload == SENT_PICTURE:
            self._picture_received(unit, conversation)
        elif _freezes_here(accepted.payload, conversation):
            self._answer(unit, conversation, self._freeze(conversation))
        elif accepted.payload == ABOUT_QUEUE:
            self._hear_of_queue(unit, conversation, message.heard)
        elif conversation.owner is not Owner.BOT and reports_emergency(message.heard):
            self._alarm.hear(unit, conversation)
        elif conversation.owner is Owner.AGENT and asks_to_freeze(message.heard):
            self._alarm.offer_freeze(unit, conversation)
        elif accepted.had_secret:
            self._say(unit, conversation, self._phrases.secret_warning)

    def repeat(self, unit: UnitOfWork, message: InboundMessage) -> Receipt:
        """Answer a code again that was typed and right, because the answer with the new token was
        lost. Raises NotAuthenticated (`token_replaced`) for any other message, Conflict for another
        body.
        """
        reception = self._acceptance.look(unit, message.conversation_id, message.client_id)
        token = None
        if reception.earlier is not None and message.text:
            accepted = self._store(unit, message, reception)
            token = self._token_again(unit, message, accepted)
        if reception.earlier is None or token is None:
            raise NotAuthenticated("token_replaced")
        return Receipt(reception.earlier.seq, token)

    def may_wait(self, unit: UnitOfWork, message: InboundMessage) -> bool:
        """Whether the message can be refused while the bot is overloaded: the bot would have to
        answer it, and it can be slowed down.
        """
        conversation = get_conversation(unit, message.conversation_id)
        return conversation.owner in BOT_ANSWERS and self.can_be_slowed_down(unit, message)

    def can_be_slowed_down(self, unit: UnitOfWork, message: InboundMessage) -> bool:
        """Whether the message is new, no code, not about the queue, and no theft is spoken of, now
        or shortly before.
        """
        conversation = get_conversation(unit, message.conversation_id)
        if conversation.owner is Owner.QUEUED and wish_of(message.heard):
            return False
        if unit.events.by_client_id(message.conversation_id, message.client_id):
            return False
        if self._secure_inputs.code_typed_in_chat(unit, conversation.id, message.text):
            return False
        titles = {choice: title for choice, title, _ in unit.choices.open(conversation.id)}
        words = message.heard or chinese_title(titles.get(message.choice_id or "", ""))
        if reports_emergency(words) or asks_to_freeze(words) or in_danger(words):
            return False
        return not self._theft.reported_lately(unit, conversation.id, conversation.last_seq)

    def _store(self, unit: UnitOfWork, message: InboundMessage, reception: Reception) -> Accepted:
        accept, place, client_id = self._acceptance, message.conversation_id, message.client_id
        if message.choice_id is not None:
            return accept.accept_choice(
                unit, place, client_id, message.choice_id, reception=reception
            )
        if message.attachment_id is not None:
            asked = reception.conversation.owner in BOT_ANSWERS and self._log.awaits_picture(
                unit, reception.conversation
            )
            return accept.accept_attachment(
                *(unit, place, client_id, message.attachment_id),
                answers=asked,
                reception=reception,
            )
        waits = reception.conversation.owner is Owner.QUEUED
        return accept.accept_text(
            unit,
            place,
            client_id,
            message.text,
            numbered=message.numbered,
            payload=_dealt_with_here(message.heard, waits=waits),
            reception=reception,
        )

    def _hear_the_person(
        self, unit: UnitOfWork, conversation: Conversation, text: str, accepted: Accepted
    ) -> None:
        """How they sound, and whether their life is in danger, which is answered before any
        matter.
        """
        self._handoff.hear(unit, conversation, text)
        if in_danger(text):
            alone = accepted.payload == IN_DANGER
            self._alarm.care(unit, conversation, matter=not alone)
            if alone:
                self._log.end_turn(unit, conversation.id)

    def _say(self, unit: UnitOfWork, conversation: Conversation, text: str) -> None:
        # The bot is silent while an agent has the conversation; the system may still speak.
        sender = "bot" if conversation.owner is Owner.BOT else "system"
        self._log.say(unit, conversation, {"text": text}, sender)

    def _answer(self, unit: UnitOfWork, conversation: Conversation, text: str) -> None:
        """Say all that there is to say to a message."""
        self._say(unit, conversation, text)
        self._log.end_turn(unit, conversation.id)

    def _picture_received(self, unit: UnitOfWork, conversation: Conversation) -> None:
        """The bot cannot see pictures and says so; humans need no word of it."""
        if conversation.owner not in BOT_ANSWERS:
            return
        message: dict[str, Any] = {"text": self._phrases.picture_kept}
        if conversation.owner is Owner.BOT:
            human = {"title": self._phrases.call_human, "payload": "/human_agent"}
            message = {"text": self._phrases.picture_received, "buttons": [human]}
        self._log.say(unit, conversation, message)
        self._log.end_turn(unit, conversation.id)

    # codes

    def _typed_code(
        self, unit: UnitOfWork, message: InboundMessage, reception: Reception
    ) -> tuple[str, str] | None:
        """The open input's id and the code, for a new message that is nothing but a code."""
        if not message.text or reception.earlier is not None:
            return None
        typed = self._secure_inputs.code_typed_in_chat(unit, message.conversation_id, message.text)
        if typed is None:
            return None
        secure_input, code = typed
        return secure_input.id, code

    def _take_code(
        self,
        unit: UnitOfWork,
        reception: Reception,
        message: InboundMessage,
        input_id: str,
        code: str,
    ) -> Receipt:
        conversation = reception.conversation
        accepted = self._acceptance.accept_code(
            unit, conversation.id, message.client_id, message.text, reception
        )
        outcome: Taken | KefuError
        try:
            outcome = self._secure_inputs.submit(
                unit, conversation.id, input_id, code, device=message.device
            )
        except Unavailable:
            raise
        except KefuError as refusal:  # raised before anything was written
            outcome = refusal
        if isinstance(outcome, Taken):
            return Receipt(accepted.seq, outcome.token)
        self._answer(unit, conversation, sentence(outcome))
        return Receipt(accepted.seq)

    def _token_again(
        self, unit: UnitOfWork, message: InboundMessage, accepted: Accepted
    ) -> str | None:
        """Another token when the first answer, which held one, got lost on its way."""
        if accepted.payload != TYPED_CODE:
            return None
        following = unit.events.after(message.conversation_id, accepted.seq, 1)
        if not following or following[0].data.get("payload") != CODE_VERIFIED_PAYLOAD:
            return None
        return self._opening.rotate_token(unit, message.conversation_id, message.device)

    # the queue, and choices that no bot offered

    def _hear_of_queue(self, unit: UnitOfWork, conversation: Conversation, text: str) -> None:
        """Say how it stands with the place, or end it."""
        wish = wish_of(text)
        place = self._handoff.place(unit, conversation.id)
        if wish is Wish.LEAVE:
            self._handoff.leave_queue(unit, conversation.id)
        elif place is not None:
            leaving = wish is Wish.ABOUT_LEAVING
            way_out = {"title": self._phrases.resume_bot, "payload": RESUME_BOT}
            people = texts().people
            stands = in_words(place)
            if not leaving and self._log.last_said(unit, conversation) in {stands, label(stands)}:
                stands = in_words(place, again=True)
            said = people.leaving_asked.format(place=stands) if leaving else stands
            message = {"text": said, "buttons": [way_out]} if leaving else {"text": said}
            self._log.say(unit, conversation, message)
            self._log.end_turn(unit, conversation.id)

    def _resume_bot(self, unit: UnitOfWork, conversation: Conversation) -> None:
        if conversation.owner is Owner.QUEUED:
            self._handoff.leave_queue(unit, conversation.id)
        elif conversation.owner is Owner.BOT:
            self._answer(unit, conversation, self._phrases.already_with_bot)
        elif conversation.owner is Owner.AGENT:  # offered while they still waited
            self._answer(unit, conversation, self._phrases.already_with_agent)

    def _freeze(self, conversation: Conversation) -> str:
        """Freeze before the message is committed: if that fails the customer's repetition freezes
        once all the same.
        """
        try:
            frozen_now = self._theft.freeze(conversation.id)
        except (AssuranceTooLow, Unavailable):
            return self._phrases.freeze_failed
        return self._phrases.frozen if frozen_now else self._phrases.frozen_before


def _freezes_here(payload: str | None, conversation: Conversation) -> bool:
    """Whether a choice freezes now: with an agent no bot hears the one that it offered before."""
    return payload == FREEZE or (payload == BOTS_FREEZE and conversation.owner is Owner.AGENT)


def _dealt_with_here(text: str, *, waits: bool) -> str | None:
    """The payload of words that are answered when they are accepted; None where the bot, or an
    agent, has to.
    """
    if in_danger(text) and speaks_of_nothing_else(text):
        return IN_DANGER
    return ABOUT_QUEUE if waits and wish_of(text) else None
