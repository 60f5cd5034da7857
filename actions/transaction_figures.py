"""余额, 交易记录, 限额 and 手续费: told at once to whom is known, by code to everybody else."""

from __future__ import annotations

from typing import Final

from actions import _answers, _figures, _matters, _verification
from actions._action import KefuAction
from actions._journey import Journey
from actions._past import TrackerEvent
from actions._steps import Verified
from actions._turn import Turn, go_to
from kefu.core.conversation import Assurance
from kefu.core.verification import Purpose
from kefu.nlu.keys import INTENTS

_ASKED: Final = "transaction_asked"


class TransactionAnswer(KefuAction):
    """The customer's own figures, or where they are shown."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_transaction_answer"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Each in a message of its own; what only waits for a proof begins the journey to it, which
        leaves no other journey.
        """
        intents = _matters.answered_together(turn)
        waiting = [intent for intent in intents if _figures.waits_for_proof(turn, intent)]
        if turn.form not in {None, _figures.FORM}:
            waiting = []
        for intent in intents:
            if intent not in waiting:
                _answers.say(turn, intent)
        if not waiting:
            return []
        if turn.form == _figures.FORM:
            _ask_as_well(turn, waiting)
            return []
        turn.set(**{_ASKED: _message(turn, waiting)})
        return go_to(_figures.FORM)


def _message(turn: Turn, intents: list[str]) -> dict[str, object]:
    """What was asked, to be heard again when the customer is known."""
    matters = [matter for matter in turn.matters if matter["name"] in intents]
    told = _matters.told(intents[0], turn.text, turn.entities)
    return {**told, INTENTS: matters or [{"name": intent} for intent in intents]}


def _ask_as_well(turn: Turn, intents: list[str]) -> None:
    """Another figure was asked for on the way."""
    asked = turn.slot(_ASKED)
    known = [matter["name"] for matter in asked[INTENTS]]
    added = [{"name": intent} for intent in intents if intent not in known]
    if added:
        turn.set(**{_ASKED: {**asked, INTENTS: [*asked[INTENTS], *added]}})
        turn.say("utter_transaction_figures_also")


class FiguresJourney(Journey):
    """Proves who asks, and then tells what was asked for."""

    form = _figures.FORM
    title = "查询账户信息"
    begun_by = ()
    steps = (Verified(Purpose.TRANSACTIONS, unless=Assurance.LOGGED_IN),)
    keeps = (_ASKED,)

    def begin(self, turn: Turn) -> None:
        """Say why a code is needed; take an account that was named at once."""
        turn.say("utter_transaction_figures_start")
        _verification.hear(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell every figure that was asked for."""
        asked = turn.slot(_ASKED)
        turn.hear_again(asked)
        for matter in asked[INTENTS]:
            _figures.tell_now(turn, matter["name"])
        return None
