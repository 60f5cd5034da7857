"""安全建议 and 二次验证: which advice fits the words. Reads no account."""

from __future__ import annotations

from actions import _theft_heard_of
from actions._action import KefuAction
from actions._past import TrackerEvent
from actions._subjects import Subject
from actions._turn import Turn

SUBJECTS = (Subject("phishing_report", "security"),)


class SecurityAdvice(KefuAction):
    """Advice for everybody."""

    only_speaks = True

    def name(self) -> str:
        """As in domain.yml."""
        return "action_security_advise"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Evidence, payments without a password and thefts that might happen have advice of their
        own.
        """
        if turn.intent == "security_advice" and _theft_heard_of.answer_what_would_be(turn):
            return []
        if turn.has("names_evidence"):
            turn.say("utter_security_evidence")
        elif turn.has("names_paying_without_password"):
            turn.say("utter_security_without_password")
        elif turn.intent == "two_factor":
            turn.say("utter_security_two_factor")
        else:
            turn.say("utter_security_advice")
        return []
