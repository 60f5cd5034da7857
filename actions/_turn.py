"""One turn as an action sees it: what the customer said, what the slots hold, what is answered.

Wraps rasa-sdk's tracker and dispatcher,
so that nothing else reads event dictionaries. Calls no service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cached_property
from itertools import islice, takewhile
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from kefu.core.consent_words import asks, only_thanks
from kefu.nlu.acts import OF_PAYLOADS, Act, Aspect, Manner, manner_of
from kefu.nlu.keys import DOUBT, INTENTS, LEXICAL_FEATURES, MANNER
from kefu.nlu.lexicon import LEXICON, features_in
from kefu.nlu.normalise import fold

TrackerEvent = dict[str, Any]
# A customer's message with what the NLU read in it.
Message = dict[str, Any]
# {title, payload, style?, row?}
Button = dict[str, Any]

REQUESTED = "requested_slot"
_FORM = "_form"
_EVERY_TURN = frozenset({"action_listen", "action_extract_slots"})
OFFER = "service_offer"
_NOT_UNDERSTOOD = "utter_smalltalk_misunderstood"


class Moment(Enum):
    """Why a form is asked."""

    START = "start"
    """It was just entered; the message is what made the customer come."""
    ANSWER = "answer"
    """It is active and the customer said something."""
    RETURN = "return"
    """Something in between was answered elsewhere; only the question is to be asked again."""


class Turn:
    """What was said and what is known; collects slot changes and answers."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._changed: dict[str, Any] = {}
        self.conversation_id: str = tracker.sender_id
        self.id: str = tracker.latest_message.get("message_id") or ""
        self.was_given_on = False
        self._read(tracker.latest_message)

    def _read(self, message: Message) -> None:
        self._message = message
        self.text: str = message.get("text") or ""
        self.intent: str = self._short_answer() or (message.get("intent") or {}).get("name") or ""
        self.ranking: list[str] = [c["name"] for c in message.get("intent_ranking") or []]
        self.entities: list[dict[str, Any]] = message.get("entities") or []

    def hear_again(self, message: Message) -> None:
        """Take another message for what the customer said: an earlier one, or a part of this one.

        It has Rasa's shape; what the words show is found anew where it does not say it.
        """
        for read in ("_shown", "manner", "folded"):
            self.__dict__.pop(read, None)
        self._read(message)
        self.intent = message["intent"]["name"]

    @property
    def matters(self) -> list[Message]:
        """The matters of the message in the order of the text, each with its place."""
        return self._message.get(INTENTS) or []

    @property
    def doubt(self) -> list[Message]:
        """The likeliest readings, where none is sure."""
        return self._message.get(DOUBT) or []

    def has(self, feature: str) -> bool:
        """Whether the words show a feature of `kefu.nlu.lexicon`. Raises KeyError for any other."""
        if feature not in LEXICON:
            raise KeyError(feature)
        return feature in self._shown

    @cached_property
    def _shown(self) -> frozenset[str]:
        """What the NLU found; a button, a shortcut or a message stored long ago never passed it."""
        found = self._message.get(LEXICAL_FEATURES)
        return frozenset(features_in(self.folded) if found is None else found)

    @cached_property
    def manner(self) -> Manner:
        """How it is said: what the NLU read, or what a button's payload stands for."""
        found = self._message.get(MANNER)
        if found is not None:
            return Manner.from_json(found)
        name = str((self._message.get("intent") or {}).get("name"))
        return OF_PAYLOADS.get(name) or manner_of(self.folded)

    def does(self, *acts: Act) -> bool:
        """Whether the message does one of these."""
        return not self.manner.acts.isdisjoint(acts)

    def asks_about(self, *aspects: Aspect) -> bool:
        """Whether the message asks about one of these."""
        return not self.manner.aspects.isdisjoint(aspects)

    def negates_any(self, *intents: str) -> bool:
        """Whether one of these matters is said not to be so, or not to be wanted."""
        return not set(self.manner.negated).isdisjoint(intents)

    @cached_property
    def folded(self) -> str:
        """The text in half width, lower case and simplified script, every position kept."""
        return fold(self.text)

    def _short_answer(self) -> str | None:
        return "affirm" if self.has("says_yes") else "deny" if self.has("says_no") else None

    @property
    def thanks_for_answer(self) -> bool:
        """Whether 好的谢谢 stands behind an answered question: thanks for that, and no consent."""
        if not only_thanks(self.text):
            return False
        before = next(self.earlier(), {})
        manner = before.get(MANNER)
        if manner is not None and Act.ASKS in Manner.from_json(manner).acts:
            return True
        return asks(before.get("text") or "")

    @property
    def form(self) -> str | None:
        """The form that is active, if any."""
        name: str | None = (self._tracker.active_loop or {}).get("name")
        return name

    @cached_property
    def asked(self) -> str | None:
        """The slot that the active form has asked for; None on entering it,
        when the question was another form's.
        """
        if self.form is None or self.moment(self.form) is Moment.START:
            return None
        slot: str | None = self._tracker.slots.get(REQUESTED)
        return slot

    def entity(self, *kinds: str) -> str | None:
        """The value of the message's last entity of one of these kinds:
        who corrects themselves says it right last.
        """
        values = [str(e["value"]) for e in self.entities if e.get("entity") in kinds]
        return values[-1] if values else None

    def slot(self, name: str) -> Any:
        """A slot's value, changes of this turn included."""
        return self._changed.get(name, self._tracker.slots.get(name))

    def set(self, **slots: Any) -> None:
        """Change slots."""
        self._changed.update(slots)

    @property
    def has_changes(self) -> bool:
        """Whether a slot was changed."""
        return bool(self._changed)

    def events(self) -> list[TrackerEvent]:
        """The changes of slots as events."""
        return [SlotSet(name, value) for name, value in self._changed.items()]

    def say(
        self,
        response: str,
        facts: Mapping[str, str | int] | None = None,
        *,
        card: dict[str, Any] | None = None,
        secure_input: str | None = None,
        buttons: list[Button] | None = None,
        leaves_queue: bool = False,
    ) -> None:
        """Utter a response of ``data/responses`` with facts for its placeholders,
        all in one message.

        `secure_input` is the id of an input to be shown below it. With `leaves_queue` the place of
        who waits for a human ends as this is said.
        """
        custom: dict[str, Any] = {}
        if card is not None:
            custom["card"] = card
        if secure_input is not None:
            custom["secure_input"] = secure_input
        if leaves_queue:
            custom["leaves_queue"] = True
        self._dispatcher.utter_message(
            response=response, json_message=custom, buttons=buttons, **(facts or {})
        )

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
        turns = self._turns_backwards()
        next(turns, None)
        offers = [e.get("value") for e in next(turns, []) if e.get("name") == OFFER]
        offer: str | None = offers[-1] if offers else None
        return offer

    def take_up_offer(self, *intents: str) -> None:
        """Read a yes as the wish for one of these matters, where it was just offered."""
        if self.intent == "affirm" and (offer := self.offered()) in intents:
            self.intent = offer

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

    @cached_property
    def came_in_journey(self) -> bool:
        """Whether a form was active when the message came."""
        if any(e.get("event") == "action_execution_rejected" for e in self._events_of_this_turn):
            return True
        return self.is_answer

    @property
    def is_answer(self) -> bool:
        """Whether the active form hears the message, before anybody else does."""
        return self.form is not None and self.moment(self.form) is Moment.ANSWER

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

    def told(self) -> Message | None:
        """The message that an action of this turn gave on to be acted on."""
        given = [
            e.get("value") for e in self._events_of_this_turn if e.get("name") == "matter_told"
        ]
        message: Message | None = given[-1] if given else None
        return message

    def payloads_before(self) -> list[str]:
        """What stood behind the choices of the turn before this one, in order."""
        return [
            str(choice.get("payload"))
            for event in self._turn_before()
            for choice in (event.get("data") or {}).get("buttons") or []
        ]

    def began_last(self, form: str) -> bool:
        """Whether the turn before this one entered the form."""
        return any(
            e.get("event") == "active_loop" and e.get("name") == form for e in self._turn_before()
        )

    def said_last(self, responses: str) -> bool:
        """Whether the turn before this one uttered a response whose name begins so."""
        return self.said_in_a_row(responses) > 0

    def in_a_row(self, action: str) -> int:
        """How many turns just before this one ran `action`."""
        return self._turns_with(lambda e: e.get("event") == "action" and e.get("name") == action)

    def said_before(self, *responses: str) -> bool:
        """Whether the turn before this one uttered one of these."""
        turns = self._turns_backwards()
        next(turns, None)
        return any(_response_of(event) in responses for event in next(turns, []))

    def said_in_a_row(self, responses: str) -> int:
        """How many turns just before this one uttered a response whose name begins so."""
        return self._turns_with(lambda e: _response_of(e).startswith(responses))

    def _turns_with(self, fits: Callable[[TrackerEvent], bool]) -> int:
        before = islice(self._turns_backwards(), 1, None)
        return sum(1 for _ in takewhile(lambda events: any(map(fits, events)), before))


def _response_of(event: TrackerEvent) -> str:
    return (event.get("metadata") or {}).get("utter_action") or ""


def stop() -> list[TrackerEvent]:
    """Leave the active form, if any, and wait for the customer."""
    return go_to("action_listen")


def go_to(action: str) -> list[TrackerEvent]:
    """Leave the active form, if any, and go on with another action or form."""
    return [ActiveLoop(None), SlotSet(REQUESTED, None), FollowupAction(action)]
