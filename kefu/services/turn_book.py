"""The bot's turns in the database: which is next, how its answer is stored, what happens when there
is none.

A turn counts as answered in the same transaction that stores its answer and the dialogue's new
state: whoever dies in between has done nothing, whoever comes later, here or in another process,
does it once, and the dialogue never knows more than the customer saw.

It must not know how the engine is reached.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

import structlog

from kefu.core.calling_words import only_calls
from kefu.core.clock import Clock
from kefu.core.conversation import BOT_ANSWERS, Conversation, Event, EventType, Owner
from kefu.core.english.heard_words import in_chinese
from kefu.core.english.language_words import is_english_tag
from kefu.core.freeze_words import asks_to_freeze
from kefu.core.privacy import SECRET_MASK
from kefu.core.script import in_traditional, is_traditional
from kefu.core.theft_words import reports_emergency
from kefu.core.ticket import Ticket
from kefu.services.alarm import Alarm
from kefu.services.assurance import get_conversation
from kefu.services.conversations.log import ConversationLog
from kefu.services.handoff import HandoffService
from kefu.services.ports import EngineAnswer, EngineMessage, OwedTurn, UnitOfWork
from kefu.services.theft import TheftService, is_report
from kefu.words.english import chinese_title, label
from kefu.words.phrases import Phrases

# A message so soon after another one goes on with it.
CLOSELY: Final = timedelta(seconds=5)
# Begins the payload of what was dealt with when it was accepted.
ACCEPTED_PAYLOAD = "@"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of an answer."""

    owes: bool
    """The bot still owes something: what came meanwhile, or this turn once more."""
    queued: bool = False
    """The answer asked for a human and the conversation is in the queue now."""


class TurnBook:
    """What the bot owes, and what became of it."""

    def __init__(
        self,
        log: ConversationLog,
        handoff: HandoffService,
        theft: TheftService,
        alarm: Alarm,
        phrases: Phrases,
        clock: Clock,
    ) -> None:
        self._log = log
        self._handoff = handoff
        self._theft = theft
        self._alarm = alarm
        self._phrases = phrases
        self._clock = clock

    def owing(self, unit: UnitOfWork) -> list[str]:
        """Conversations to which the bot owes an answer."""
        return unit.conversations.unanswered()

    def next(self, unit: UnitOfWork, conversation_id: str) -> OwedTurn | None:
        """The earliest event that the bot has not answered, with the messages that followed it
        closely; None when it owes nothing or an agent has the conversation.
        """
        owed = unit.conversations.owed(conversation_id)
        if owed is None:
            return None
        events, before = owed
        together = list(_read_together(events))
        said = "\n".join(_heard([_understood(event) for event in together]))
        first, last = together[0], together[-1]
        return OwedTurn(
            conversation_id, last.seq, said, first.data.get("payload"), before, first.seq
        )

    def ask_for_patience(self, unit: UnitOfWork, turn: OwedTurn) -> None:
        """Say that the message has come and waits for its turn; that is no answer to it."""
        conversation = self._owed(unit, turn)
        if conversation is not None:
            self._log.say(unit, conversation, {"text": self._phrases.please_wait}, "system")

    def skip(self, unit: UnitOfWork, turn: OwedTurn) -> None:
        """Mark a turn that was dealt with when it was accepted (a typed code, a choice that no bot
        offered).
        """
        self._open_turn(unit, turn)

    def finish(self, unit: UnitOfWork, turn: OwedTurn, answer: EngineAnswer) -> Finished:
        """Store what the bot said and how the dialogue stands; nothing when the turn is no longer
        owed, or the dialogue has moved meanwhile and the turn must be asked again.
        """
        conversation = self._owed(unit, turn)
        if conversation is None:
            return Finished(owes=True)  # perhaps something else: nothing was learned of it here
        now = self._clock()
        # Where no step stands, what is asked is over with the next answer.
        asks = answer.question or turn.id
        if not unit.snapshots.replace(
            conversation.id, turn.before, answer.snapshot, now, asks=asks
        ):
            log.warning("dialogue_changed", version=turn.before.version)
            return Finished(owes=True)
        conversation.answered_seq = turn.seq
        entries = [e for m in answer.messages for e in self._said(unit, conversation, m, asks)]
        waits = conversation.owner is Owner.QUEUED
        if waits and any(message.custom.get("leaves_queue") for message in answer.messages):
            unit.events.append_many(conversation.id, entries, now, answered=turn.seq)
            self._handoff.leave_queue(unit, conversation.id, was_told=True)
            self._log.end_turn(unit, conversation.id)
            return Finished(owes=_is_owed(conversation))
        if waits or unit.handoffs.current(conversation.id) is None:
            entries.append((EventType.TURN_END, {}))
            unit.events.append_many(conversation.id, entries, now, answered=turn.seq)
            if waits:
                self._handoff.keep_up(unit, conversation)
            return Finished(owes=_is_owed(conversation))
        unit.events.append_many(conversation.id, entries, now, answered=turn.seq)
        offers = any(message.buttons for message in answer.messages)
        queued = self._handoff.activate(unit, conversation, keeps_choices=offers)
        # What came in while the bot was still speaking is answered next; a theft in it has its
        # place in the queue at once.
        if queued and any(is_report(e) for e in unit.events.after(conversation.id, turn.seq)):
            self._theft.open_case(unit, conversation.id)
        self._log.end_turn(unit, conversation.id)
        return Finished(owes=_is_owed(conversation), queued=queued)

    def _owed(self, unit: UnitOfWork, turn: OwedTurn) -> Conversation | None:
        """The turn's conversation; None when the turn is answered already or an agent has claimed
        the conversation meanwhile.
        """
        conversation = get_conversation(unit, turn.conversation_id, lock=True)
        owed = conversation.owner in BOT_ANSWERS and conversation.answered_seq < turn.seq
        return conversation if owed else None

    def _open_turn(self, unit: UnitOfWork, turn: OwedTurn) -> Conversation | None:
        """Mark the turn as answered; None when there is nothing to mark."""
        conversation = self._owed(unit, turn)
        if conversation is None:
            return None
        conversation.answered_seq = turn.seq
        unit.conversations.save(conversation)
        return conversation

    def _said(
        self, unit: UnitOfWork, conversation: Conversation, message: EngineMessage, asks: str
    ) -> Iterator[tuple[EventType, dict[str, Any]]]:
        card = message.custom.get("card")
        if message.text or card or message.buttons:
            said: dict[str, Any] = {
                "text": message.text,
                "card": card,
                "buttons": [button.model_dump(exclude_none=True) for button in message.buttons],
                "asks": asks,
                "takes_picture": message.custom.get("takes_picture") is True,
            }
            yield EventType.MESSAGE, self._log.spoken(unit, conversation, said)
        input_id = message.custom.get("secure_input")
        if input_id is None:
            return
        secure_input = unit.secure_inputs.get(str(input_id))
        if secure_input is None or secure_input.conversation_id != conversation.id:
            log.error("secure_input_unknown", conversation_id=conversation.id)
            return
        wanted = secure_input.public()
        if is_traditional(conversation.locale):
            wanted |= in_traditional({part: wanted[part] for part in ("label", "hint")})
        elif is_english_tag(conversation.locale):
            wanted |= {part: label(wanted[part]) for part in ("label", "hint")}
        yield EventType.SECURE_INPUT, {"input": wanted}

    # when the engine gives no answer

    def give_up(self, unit: UnitOfWork, turn: OwedTurn) -> Finished:
        """Pass the conversation to humans because the engine is silent, and say so; a theft gets
        its case at once.
        """
        # Before anything else is locked, as everywhere.
        get_conversation(unit, turn.conversation_id, lock=True)
        # However long the message had to wait, a report in it counts.
        if reports_emergency(turn.text) or self._theft.reported_lately(
            unit, turn.conversation_id, turn.seq
        ):
            # Also when the turn is no longer owed; opened twice over it is one, by its key.
            case: Ticket | None = self._theft.open_case(unit, turn.conversation_id)
        else:
            case = self._theft.case_of(unit, turn.conversation_id)
        conversation = self._open_turn(unit, turn)
        if conversation is None:
            return Finished(owes=True)
        waited = conversation.owner is Owner.QUEUED
        if waited and case is None and asks_to_freeze(turn.text):
            self._alarm.offer_freeze(unit, conversation)
        else:
            self._alarm.bot_is_silent(unit, conversation, case)
        self._log.end_turn(unit, conversation.id)
        return Finished(owes=_is_owed(conversation), queued=not waited)


def _read_together(events: list[Event]) -> Iterator[Event]:
    """The first event, and the words that followed closely where it is words as well."""
    first, *others = events
    yield first
    before = first
    for event in others:
        if not (_is_words(before) and _is_words(event)) or event.at - before.at > CLOSELY:
            return
        yield event
        before = event


def _understood(event: Event) -> str:
    """What was written, or the title that was taken, as the dialogue reads it: in Chinese, where it
    was English that is understood.
    """
    text = event.data.get("text", "")
    return in_chinese(text) if event.data.get("payload") is None else chinese_title(text)


def _heard(lines: list[str]) -> list[str]:
    """What is said in them: 在吗 behind 好的 only asks for the answer."""
    return [line for line in lines if not only_calls(line)] or lines


def _is_words(event: Event) -> bool:
    """Whether a customer wrote it: no choice, picture or code, and nothing that was hidden."""
    said = event.data
    written = event.type is EventType.MESSAGE and said.get("payload") is None
    return written and SECRET_MASK not in said.get("text", "")


def _is_owed(conversation: Conversation) -> bool:
    newest, answered = conversation.inbound_seq, conversation.answered_seq
    return conversation.owner in BOT_ANSWERS and newest > answered
