"""Base of the journeys: a Rasa form whose steps are decided by the services, not by its slots.

A journey is the form's validation action. It hears the customer, asks the services which step is next, and when none
is left does the work and tells the outcome. It ends by itself with a follow-up to `action_listen`: a submit rule would
not match a form that is complete when it is entered (a logged-in customer who said everything at once).
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from rasa_sdk.events import ActionExecutionRejected, SlotSet

from actions._action import KefuAction
from actions._handoff import reset
from actions._journeys import FORM_OF_INTENT, TITLE_OF_FORM
from actions._turn import OFFER, REQUESTED, Event, Moment, Turn, stop
from kefu.core.errors import AssuranceTooLow
from kefu.core.handoff import HandoffReason

# Said in answer to a question; the form is asked again rather than another topic looked for.
ANSWERING = frozenset({"inform", "affirm"})


class Journey(KefuAction):
    """One form. Subclasses tell its story: `begin`, `hear`, `next_step`, `finish`."""

    form: ClassVar[str]

    def name(self) -> str:
        """The name under which Rasa calls a form's validation."""
        return f"validate_{self.form}"

    async def answer_instead(self, turn: Turn) -> bool:
        """Answer a first sentence that only asks about the topic; whether it was one, so that nothing is begun."""
        return False

    async def begin(self, turn: Turn) -> None:
        """Say the first sentence and read what was already told."""

    @abstractmethod
    async def hear(self, turn: Turn) -> bool:
        """Take what the message tells this journey; whether it told anything."""

    @abstractmethod
    async def next_step(self, turn: Turn) -> str | None:
        """The slot to ask for, by what the services know now; None when all is there."""

    @abstractmethod
    async def finish(self, turn: Turn) -> list[Event] | None:
        """Do the work and tell the outcome. Returns the hand-off's events when a human takes over."""

    async def act(self, turn: Turn) -> list[Event]:
        """Called as the form's validation at every turn in which the form is active."""
        moment = turn.moment(self.form)
        if moment is Moment.START:
            if await self.answer_instead(turn):
                return self._left(turn)
            if turn.slot("journey_paused") == self.form:
                turn.set(journey_paused=None)
            await self.begin(turn)
        elif moment is Moment.ANSWER and not await self._heard(turn):
            other = FORM_OF_INTENT.get(turn.intent)
            if other is not None:
                turn.set(journey_paused=self.form)
            return [ActionExecutionRejected(self.form)]
        turn.set(journey_form=self.form)
        step = await self.next_step(turn)
        if step is not None:
            return [SlotSet(REQUESTED, step)]
        return await self._end(turn)

    async def _heard(self, turn: Turn) -> bool:
        if await self.hear(turn):
            return True
        if turn.intent == "affirm" and turn.offered() in list(HandoffReason):
            return False  # yes to the human who was offered
        return turn.intent in ANSWERING or FORM_OF_INTENT.get(turn.intent) == self.form

    async def _end(self, turn: Turn) -> list[Event]:
        paused = turn.slot("journey_paused")
        try:
            handed_off = await self.finish(turn)
        except AssuranceTooLow:  # the verification ran out between the last step and the work
            turn.set(verification_sent=None)
            turn.say("utter_verification_expired")
            return [SlotSet(REQUESTED, await self.next_step(turn))]
        reset(turn, self.form)
        if handed_off is not None:
            turn.set(journey_paused=paused)  # this one is over, an earlier one may go on afterwards
            return handed_off
        return self._left(turn)

    def _left(self, turn: Turn) -> list[Event]:
        paused = turn.slot("journey_paused")
        if paused and paused != self.form:
            offer_to_go_on(turn, paused)
        return stop()


def offer_to_go_on(turn: Turn, form: str) -> None:
    """Ask whether an interrupted journey shall go on; 好的 in the next turn means yes."""
    turn.say("utter_service_resume_offer", {"journey": TITLE_OF_FORM[form]})
    turn.set(**{OFFER: "resume"})
