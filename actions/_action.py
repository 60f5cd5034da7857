"""Base of every action: makes the turn and turns a service's refusal into honest words.

Knows no topic.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions import _listening, _verification
from actions._handoff import hand_off
from actions._kefu import MustWait, at_once, beside
from actions._past import TrackerEvent
from actions._turn import Turn, stop
from kefu.core.errors import AssuranceTooLow, KefuError, Unavailable
from kefu.core.handoff import HandoffReason
from kefu.words.problems import sentence


class KefuAction(Action, ABC):
    """An action that answers through a `Turn`."""

    only_speaks: ClassVar[bool] = False
    """Whether it asks no service as a rule: it is begun in the event loop then, which spares it two
    changes of threads, a good part of what such an answer costs.
    """

    @abstractmethod
    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Do it and return further events; slot changes made through
        the turn are added by `run`. It may wait: it runs in a thread of its own.
        """

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[TrackerEvent]:
        """Called by rasa-sdk."""
        if self.only_speaks:
            try:
                return at_once(self._answer, Turn(dispatcher, tracker))
            except MustWait:
                dispatcher.messages.clear()  # it begins anew
        return await beside(self._answer, Turn(dispatcher, tracker))

    def _answer(self, turn: Turn) -> list[TrackerEvent]:
        try:
            events = _listening.instead(turn)
            if events is None:
                events = self.act(turn)
                leads_on = any(event.get("event") == "followup" for event in events)
                if turn.was_given_on and turn.form is None and not leads_on:
                    events = [*events, *stop()]  # no rule knows what follows
        except KefuError as error:
            events = _explain(turn, error)
        return [*turn.events(), *events]


def _explain(turn: Turn, error: KefuError) -> list[TrackerEvent]:
    """Words for what a service refused.

    Trouble with our own database is raised again: nothing can be handed over now, so the whole turn
    is given back to the gateway, which keeps it and repeats it.
    """
    if error.code == "database_unavailable":
        raise error
    if error.code == "conversation_not_found":
        turn.say("utter_service_no_conversation")
        return stop()
    if isinstance(error, Unavailable):
        return hand_off(turn, HandoffReason.TOOL_FAILURE, "utter_service_tool_failure")
    if isinstance(error, AssuranceTooLow):
        _verification.say_missing(turn, error)
    else:
        turn.say("utter_service_refused", {"detail": sentence(error)})
    return []
