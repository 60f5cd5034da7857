"""Matters that one response answers: how to top up, what a transfer costs, when people are there.

Reads no account but to say what keeps a known customer from what is asked about.
"""

from __future__ import annotations

from typing import Final

from actions import _answers, _guide_wishes, _matters
from actions._action import KefuAction
from actions._past import TrackerEvent
from actions._turn import Turn, go_to


class _Answer:
    """The answer to a matter of one topic, and to the others that the same message asks about."""

    only_speaks = True

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Each in a message of its own, in the order of the text."""
        for intent in _matters.answered_together(turn):
            _answers.say(turn, intent)
        return []


# Nothing of it can be done with an account that is held back.
_MOVING_OUT: Final = frozenset({"withdraw_howto", "transfer_howto", "payment_howto"})


class GuideAnswer(_Answer, KefuAction):
    """How something is done in the app."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_guide_answer"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Each that is asked; what is wanted done begins its journey, behind the answers."""
        begun: str | None = None
        for intent in _matters.answered_together(turn):
            if _guide_wishes.answer_instead(turn, intent):
                continue
            form = None if begun is not None else _guide_wishes.begin(turn, intent)
            if form is None:
                _answer_one(turn, intent)
            begun = begun or form
        return [] if begun is None else go_to(begun)


def _answer_one(turn: Turn, intent: str) -> None:
    _answers.say(turn, intent, own=_guide_wishes.own_button(turn, intent))
    if turn.form is None and intent in _MOVING_OUT:
        _guide_wishes.tell_held(turn)


class ServiceAnswer(_Answer, KefuAction):
    """When and how the service can be reached, and where its words are kept."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_service_answer"


class PasswordAnswer(_Answer, KefuAction):
    """Why somebody cannot log in."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_password_answer"


class VerificationAnswer(_Answer, KefuAction):
    """Why no code comes, where none is asked for."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_verification_answer"
