"""What happened in a conversation before the words that an action answers, and in this turn so far.

Reads rasa-sdk's events, so that nothing else does. It must not know what is answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from functools import cached_property
from itertools import islice, takewhile
from typing import Any

from rasa_sdk import Tracker

from kefu.core.reply_words import asks_at_its_end

TrackerEvent = dict[str, Any]
# A customer's message with what the NLU read in it.
Message = dict[str, Any]

OFFER = "service_offer"
PICTURE = "picture"
"""The entity of a picture that came where the bot takes one."""
_FORM = "_form"
_EVERY_TURN = frozenset({"action_listen", "action_extract_slots"})
_NOT_UNDERSTOOD = "utter_smalltalk_misunderstood"


class Moment(Enum):
    """Why a form is asked."""

    START = "start"
    """It was just entered; the message is what made the customer come."""
    ANSWER = "answer"
    """It is active and the customer said something."""
    RETURN = "return"
    """Something in between was answered elsewhere; only the question is to be asked again."""


class Past:
    """The turns of a conversation, the present one first."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    @cached_property
    def _events_of_this_turn(self) -> list[TrackerEvent]:
        return next(self._turns_backwards(), [])

    def _turns_backwards(self) -> Iterator[list[TrackerEvent]]:
        """The events after each customer message, the present turn first."""
        events: list[TrackerEvent] = []
        for event in reversed(self._tracker.events):
            if event.get("event") == "user":
                yield events[::-1]
                events = []
            else:
                events.append(event)

    @cached_property
    def _turn_before(self) -> list[TrackerEvent]:
        return next(islice(self._turns_backwards(), 1, None), [])

    def moment(self, form: str) -> Moment:
        """Why this form is asked in this turn."""
        kinds = {(e.get("event"), e.get("name")) for e in self._events_of_this_turn}
        if ("active_loop", form) in kinds:
            return Moment.START
        if ("action_execution_rejected", form) in kinds:
            return Moment.RETURN
        return Moment.ANSWER

    def offered(self) -> str | None:
        """What the bot offered in the turn before this one:
        an old offer is not taken up by a late 好的.
        """
        offers = [e.get("value") for e in self._turn_before if e.get("name") == OFFER]
        offer: str | None = offers[-1] if offers else None
        return offer

    def asked_before(self) -> bool:
        """Whether the turn before this one ended with a question of the bot."""
        said = [e["text"] for e in self._turn_before if e.get("event") == "bot" and e.get("text")]
        return bool(said) and asks_at_its_end(said[-1])

    @cached_property
    def is_first(self) -> bool:
        """Whether nothing has answered this message yet; that a form runs is no answer."""
        return not any(
            e.get("event") == "bot"
            or (
                e.get("event") == "action"
                and e.get("name") not in _EVERY_TURN
                and not str(e.get("name")).endswith(_FORM)
            )
            for e in self._events_of_this_turn
        )

    @property
    def has_answered(self) -> bool:
        """Whether something was answered in this turn, and not that nothing was understood."""
        said = [_response_of(e) for e in self._events_of_this_turn if e.get("event") == "bot"]
        return any(not response.startswith(_NOT_UNDERSTOOD) for response in said)

    def earlier(self) -> Iterator[Message]:
        """The customer's messages before this one, the latest first."""
        said = (e for e in reversed(self._tracker.events) if e.get("event") == "user")
        return (
            {
                **(e.get("parse_data") or {}),
                "text": e.get("text"),
                "message_id": e.get("message_id"),
            }
            for e in islice(said, 1, None)
        )

    @property
    def is_given_on(self) -> bool:
        """Whether an action of this turn gave the message, or a part of it, on to another."""
        return any(e.get("name") == "matter_told" for e in self._events_of_this_turn)

    def beginning_of(self, form: str) -> Message | None:
        """The customer's message that entered the form last."""
        entered = False
        for event in reversed(self._tracker.events):
            if event.get("event") == "active_loop" and event.get("name") == form:
                entered = True
            elif entered and event.get("event") == "user":
                return {**(event.get("parse_data") or {}), "text": event.get("text")}
        return None

    def told(self) -> Message | None:
        """The message that an action of this turn gave on to be acted on."""
        given = [
            e.get("value") for e in self._events_of_this_turn if e.get("name") == "matter_told"
        ]
        message: Message | None = given[-1] if given else None
        return message

    def payloads_before(self) -> list[str]:
        """What stood behind the choices of the turn before this one, in order."""
        return [payload for _, payload in self.choices_before()]

    def choices_before(self) -> list[tuple[str, str]]:
        """The choices of the turn before this one, in order: title and payload."""
        return [
            (str(choice.get("title")), str(choice.get("payload")))
            for event in self._turn_before
            for choice in (event.get("data") or {}).get("buttons") or []
        ]

    def cards_before(self) -> list[str]:
        """The ids on the cards of the turn before this one."""
        shown = ((e.get("data") or {}).get("custom") or {} for e in self._turn_before)
        cards = (custom.get("card") or {} for custom in shown)
        return [str(card["id"]) for card in cards if "id" in card]

    def began_last(self, form: str) -> bool:
        """Whether the turn before this one entered the form."""
        return any(
            e.get("event") == "active_loop" and e.get("name") == form for e in self._turn_before
        )

    def said_last(self, responses: str) -> bool:
        """Whether the turn before this one uttered a response whose name begins so."""
        return self.said_in_a_row(responses) > 0

    def in_a_row(self, action: str) -> int:
        """How many turns just before this one ran `action`."""
        return self._turns_with(lambda e: e.get("event") == "action" and e.get("name") == action)

    def said_before(self, *responses: str) -> bool:
        """Whether the turn before this one uttered one of these."""
        return any(_response_of(event) in responses for event in self._turn_before)

    def said_in_a_row(self, responses: str) -> int:
        """How many turns just before this one uttered a response whose name begins so."""
        return self._turns_with(lambda e: _response_of(e).startswith(responses))

    def _turns_with(self, fits: Callable[[TrackerEvent], bool]) -> int:
        before = islice(self._turns_backwards(), 1, None)
        return sum(1 for _ in takewhile(lambda events: any(map(fits, events)), before))


def _response_of(event: TrackerEvent) -> str:
    return (event.get("metadata") or {}).get("utter_action") or ""
