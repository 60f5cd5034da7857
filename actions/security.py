"""安全建议 and 二次验证: which advice fits the words, with the way to have it done here. Reads no
account.
"""

from __future__ import annotations

from actions import _permissions, _theft_heard_of
from actions._action import KefuAction
from actions._kefu import ask, topics
from actions._past import TrackerEvent
from actions._subjects import Subject
from actions._turn import Turn
from kefu.core.two_factor_words import Switch

SUBJECTS = (Subject("phishing_report", "security"),)


class SecurityAdvice(KefuAction):
    """Advice for everybody."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_security_advise"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Evidence, payments without a password and thefts that might happen have advice of their
        own.
        """
        with_ways = turn.form is None
        if turn.intent == "security_advice" and _theft_heard_of.answer_what_would_be(turn):
            return []
        if turn.has("names_evidence"):
            turn.say("utter_security_evidence")
        elif turn.has("names_paying_without_password"):
            offered = with_ways and ask(topics().agreements.offers)
            buttons = [_permissions.agreements_button()] if offered else None
            turn.say("utter_security_without_password", buttons=buttons)
        elif turn.intent == "two_factor":
            offered = with_ways and ask(topics().two_factor.offers)
            ways = _permissions.switch_buttons(Switch.ON, Switch.OFF) if offered else None
            turn.say("utter_security_two_factor", buttons=ways)
        else:
            turn.say("utter_security_advice")
        return []
