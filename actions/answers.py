"""Matters that one response answers: how to top up, what a transfer costs, when people are there.

Reads no account.
"""

from __future__ import annotations

from actions import _answers, _matters
from actions._action import KefuAction
from actions._past import TrackerEvent
from actions._turn import Turn


class _Answer:
    """The answer to a matter of one topic, and to the others that the same message asks about."""

    only_speaks = True

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Each in a message of its own, in the order of the text."""
        for intent in _matters.answered_together(turn):
            _answers.say(turn, intent)
        return []


class GuideAnswer(_Answer, KefuAction):
    """How something is done in the app."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_guide_answer"


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
