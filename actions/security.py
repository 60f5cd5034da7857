"""安全建议 and 二次验证: which advice fits the words. Reads no account."""

from __future__ import annotations

from actions._action import KefuAction
from actions._subjects import Subject
from actions._turn import TrackerEvent, Turn

SUBJECTS = (Subject("phishing_report", "security"),)


class SecurityAdvice(KefuAction):
    """Advice for everybody."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_security_advise"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Evidence and payments without a password have advice of their own."""
        if turn.has("names_evidence"):
            turn.say("utter_security_evidence")
        elif turn.has("names_paying_without_password"):
            turn.say("utter_security_without_password")
        elif turn.intent == "two_factor":
            turn.say("utter_security_two_factor")
        else:
            turn.say("utter_security_advice")
        return []
