"""How a journey asks: in full first, in other words when nothing was answered, and not at all
of whoever has just asked for time.

One action a slot; what its words are, the step declares. Decides no step.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from actions._action import KefuAction
from actions._hearing import LEAVING
from actions._past import TrackerEvent
from actions._steps import declared
from actions._turn import Turn

# From so many on another way is offered, and a human.
OTHER_WAYS = 2


class Ask(KefuAction):
    """Asks for `slot`."""

    slot: ClassVar[str]
    first: ClassVar[tuple[str, ...]]
    """The responses with which it asks in full."""
    takes_picture: ClassVar[bool] = False
    """Whether a picture answers it."""

    def name(self) -> str:
        """The name under which Rasa asks for a slot."""
        return f"action_ask_{self.slot}"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Ask, unless the customer has just asked for time."""
        if turn.slot("journey_silent"):
            turn.set(journey_silent=None)
        elif (again := self.wording(turn)) is None:
            self.ask(turn)
        else:
            self.ask_again(turn, again)
        return []

    def wording(self, turn: Turn) -> str | None:
        """The response for a question that stands still, never the one said just before;
        None for the question in full.
        """
        journey = declared(turn.slot("journey_form"))
        step = journey.step_asking(self.slot) if journey is not None else None
        others = step.again_at(self.slot) if step is not None else ()
        if not others:
            return None
        ways: tuple[str | None, ...] = (None, *others)
        at = min(int(turn.slot("journey_unanswered") or 0), len(others) - 1)
        said = turn.said_before(*((ways[at] or "",) if at else self.first))
        return ways[at + 1 if said else at]

    @abstractmethod
    def ask(self, turn: Turn) -> None:
        """Ask in full."""

    def ask_again(self, turn: Turn, response: str) -> None:
        """Ask in other words."""
        turn.say(response, takes_picture=self.takes_picture)


class AskWhetherToGoOn(KefuAction):
    """Asks, before something is lost, whether the customer wants to go on."""

    def name(self) -> str:
        """The name under which Rasa asks for the slot."""
        return f"action_ask_{LEAVING}"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Say what would be lost at the step that was asked before."""
        journey = declared(turn.slot("journey_form"))
        step = journey.step_asking(turn.slot("journey_leaving")) if journey is not None else None
        assert step is not None
        assert step.leaving is not None
        turn.say(step.leaving)
        return []
