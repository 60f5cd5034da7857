"""One turn as an action sees it: what the customer said, what the slots hold, what is answered.

Wraps rasa-sdk's tracker and dispatcher,
so that nothing else reads event dictionaries. Calls no service.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions._past import Message, Moment, Past, TrackerEvent
from kefu.core.consent_words import asks, only_thanks
from kefu.nlu.acts import OF_PAYLOADS, Act, Aspect, Manner, manner_of
from kefu.nlu.keys import DOUBT, INTENTS, LEXICAL_FEATURES, MANNER
from kefu.nlu.lexicon import LEXICON, features_in
from kefu.nlu.normalise import fold

# {title, payload, style?, row?}
Button = dict[str, Any]

REQUESTED = "requested_slot"


class Turn(Past):
    """What was said and what is known; collects slot changes and answers."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
        super().__init__(tracker)
        self._dispatcher = dispatcher
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

    @property
    def is_tap(self) -> bool:
        """Whether a button was taken, or something trusted happened: its words were never read."""
        return MANNER not in self._message

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
        return only_thanks(self.text) and self.follows_question

    @property
    def follows_question(self) -> bool:
        """Whether the customer's message before this one asked something."""
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
        takes_picture: bool = False,
    ) -> None:
        """Utter a response of ``data/responses`` with facts for its placeholders,
        all in one message.

        `secure_input` is the id of an input to be shown below it. With `leaves_queue` the place of
        who waits for a human ends as this is said. `takes_picture` says that a picture answers it:
        the journey hears of one that comes next.
        """
        custom: dict[str, Any] = {}
        if card is not None:
            custom["card"] = card
        if secure_input is not None:
            custom["secure_input"] = secure_input
        if leaves_queue:
            custom["leaves_queue"] = True
        if takes_picture:
            custom["takes_picture"] = True
        self._dispatcher.utter_message(
            response=response, json_message=custom, buttons=buttons, **(facts or {})
        )

    def take_up_offer(self, *intents: str) -> None:
        """Read a yes as the wish for one of these matters, where it was just offered."""
        if self.intent == "affirm" and (offer := self.offered()) in intents:
            self.intent = offer

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


def stop() -> list[TrackerEvent]:
    """Leave the active form, if any, and wait for the customer."""
    return go_to("action_listen")


def go_to(action: str) -> list[TrackerEvent]:
    """Leave the active form, if any, and go on with another action or form."""
    return [ActiveLoop(None), SlotSet(REQUESTED, None), FollowupAction(action)]
