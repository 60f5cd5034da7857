"""The questions of the theft lane: whether to freeze, and what of the listed transactions is the
customer's own.
"""

from __future__ import annotations

from actions import _theft_lane, _theft_statement
from actions._action import KefuAction
from actions._cards import as_lines, transaction_list
from actions._kefu import clock
from actions._past import TrackerEvent
from actions._theft_case import WISH
from actions._topics import button
from actions._turn import Turn
from kefu.words.texts import texts


class AskTheftAccount(KefuAction):
    """Asks whose account is to be frozen."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_theft_form_verification_account"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Never twice in the same words; whoever has no number is passed on without."""
        asked = turn.said_in_a_row("utter_theft_ask_account")
        otherwise = "again" if asked % 2 else "otherwise"
        turn.say(f"utter_theft_ask_account_{otherwise}" if asked else "utter_theft_ask_account")
        return []


class AskTheftFreezeConfirmed(KefuAction):
    """Asks whether to freeze: in full, then in fewer words, then with a human beside it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_theft_freeze_confirmed"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Never twice in the same words."""
        asked = turn.said_in_a_row("utter_theft_ask_freeze")
        if asked and _theft_lane.only_hears_answer(turn):
            turn.say("utter_theft_ask_freeze_plainly")
            return []
        otherwise = "again" if asked % 2 else "otherwise"
        turn.say(f"utter_theft_ask_freeze_{otherwise}" if asked else "utter_theft_ask_freeze")
        return []


class AskTheftStatement(KefuAction):
    """Lists what looks stolen and asks whether the customer did it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_theft_statement"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """With nothing to list, asks in words what happened."""
        suspicious, now = _theft_statement.suspicious(turn), clock()
        if not suspicious:
            self._ask_in_words(turn)
            return []
        buttons = _theft_statement.choices(turn)
        if _theft_statement.marks(turn):
            # By the numbers of the whole list, for 第一笔 means its first to the end.
            left = _theft_statement.open_ones(turn)
            lines = as_lines(left, now, [suspicious.index(one) + 1 for one in left])
            turn.say("utter_theft_ask_rest", {"lines": lines}, buttons=buttons)
        elif turn.said_in_a_row("utter_theft_ask_suspicious") > 0:
            turn.say("utter_theft_ask_suspicious_again", buttons=[*buttons, button("human_agent")])
        else:
            turn.say(
                "utter_theft_ask_suspicious",
                {"lines": as_lines(suspicious, now)},
                card=transaction_list(texts().matters.suspicious_transactions, suspicious, now),
                buttons=buttons,
            )
        return []

    def _ask_in_words(self, turn: Turn) -> None:
        if turn.slot("theft_reason") == WISH:
            turn.say("utter_theft_ask_why_frozen")
        else:
            again = "_again" if turn.said_in_a_row("utter_theft_ask_what_happened") else ""
            turn.say(f"utter_theft_ask_what_happened{again}", buttons=[button("human_agent")])
