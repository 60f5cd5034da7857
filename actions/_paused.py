"""Journeys that were interrupted: the newest is taken up first, and only a few are remembered."""

from __future__ import annotations

from actions import _matters
from actions._past import OFFER
from actions._steps import declared
from actions._turn import Turn
from kefu.nlu.acts import Act

DEPTH = 3
RESUME = "resume"
_SLOT = "journey_paused"


def paused(turn: Turn) -> list[str]:
    """The forms that were interrupted, the newest first."""
    return list(turn.slot(_SLOT) or [])


def pause(turn: Turn, form: str) -> None:
    """Remember a form that is left for something else."""
    _keep(turn, [form, *(other for other in paused(turn) if other != form)])


def taken_back(turn: Turn, *, but: str) -> list[str]:
    """Those, `but` for one, to which the message says no: 不退了."""
    if not turn.does(Act.REFUSES, Act.STOPS) or turn.does(Act.ASKS):
        return []
    known = [(form, declared(form)) for form in paused(turn) if form != but]
    return [form for form, journey in known if journey and turn.negates_any(*journey.begun_by)]


def is_taken_up(turn: Turn) -> bool:
    """Whether the customer has just agreed to go on."""
    return turn.intent == "affirm" and turn.offered() == RESUME


def forget(turn: Turn, form: str) -> None:
    """It goes on, or never will."""
    _keep(turn, [other for other in paused(turn) if other != form])


def forget_all(turn: Turn) -> None:
    """None shall be offered again, and no matter that waits either."""
    _keep(turn, [])
    _matters.forget_all(turn)


def _keep(turn: Turn, forms: list[str]) -> None:
    turn.set(journey_paused=forms[:DEPTH] or None)


def anything_waits(turn: Turn, *, but: str | None = None) -> bool:
    """Whether something will be offered when the present journey is over."""
    return bool(_matters.waiting(turn) or [form for form in paused(turn) if form != but])


def offer_to_go_on(turn: Turn, *, but: str | None = None) -> bool:
    """Ask whether a matter that waits shall be looked at, or else the newest of these go on, `but`
    for one; 好的 in the next turn means yes.

    False when there is none.
    """
    if _matters.offer_next(turn):
        return True
    for form in paused(turn):
        declaration = declared(form)
        if declaration is not None and form != but:
            turn.say("utter_service_resume_offer", {"journey": declaration.title})
            turn.set(**{OFFER: RESUME})
            return True
    return False
