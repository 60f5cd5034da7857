"""忘记密码 and 修改密码: prove who you are, then choose a new password in a secure input."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from actions import _paused, _verification, password_payment
from actions._asking import Ask
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import chat, clock, read, topics, write
from actions._past import TrackerEvent
from actions._steps import Asked, Verified
from actions._topics import button
from actions._turn import Turn
from kefu.core.password_pair_words import compares_passwords
from kefu.core.reserve_words import wants_no_change
from kefu.core.verification import InputKind, InputStatus, Purpose
from kefu.nlu.acts import Act, Aspect
from kefu.words.spoken import spoken_time


def _was_set(turn: Turn) -> bool:
    """Whether the wallet took the password that was given in the input."""
    input_id = turn.slot("password_input")
    if input_id is None:
        return False
    given = read(chat().secure_inputs.get, turn.conversation_id, input_id)
    return given.kind is InputKind.NEW_PASSWORD and given.status is InputStatus.ACCEPTED


_RULES: Final = frozenset({Aspect.PROCEDURE, Aspect.NEED, Aspect.REASON, Aspect.POSSIBILITY})
# While the new password is awaited.
_SETTING: Final = (
    Help("utter_password_help_rules", shown_by="asks_password_rules"),
    Help("utter_password_help_no_box", shown_by="sees_no_box"),
    Help("utter_password_help_box", shown_by="asks_where_box"),
    Help("utter_password_help_refused", shown_by="says_not_taken"),
    Help("utter_password_help_safe", shown_by="asks_whether_safe"),
    Help("utter_password_help_safe", shown_by="asks_who_gets"),
    Help("utter_password_help_time", about=frozenset({Aspect.TIME})),
    Help("utter_password_help_rules", about=_RULES),
)


class PasswordJourney(Journey):
    """Resets the login password and thereby ends every session."""

    form = "password_form"
    title = "重置密码"
    begun_by = ("forgot_password", "change_password")
    looks_up = False
    steps = (
        Verified(Purpose.PASSWORD_RESET),
        Asked(
            "password_set",
            "身份已验证，等待客户设置新密码",
            given=_was_set,
            helps=_SETTING,
            again=(
                "utter_password_waiting_again",
                "utter_password_waiting_otherwise",
                "utter_password_waiting_human",
            ),
            near=("two_factor", "verification_code_not_received", "login_problem"),
            leaving="utter_password_leaving",
            patience="utter_password_patience",
        ),
    )
    keeps = ("password_input",)
    helps = (
        Help("utter_password_about_cost", about=frozenset({Aspect.COST})),
        Help("utter_password_about_need", about=frozenset({Aspect.NEED})),
        Help("utter_password_about_time", about=frozenset({Aspect.TIME})),
        Help("utter_password_about_consequence", about=frozenset({Aspect.CONSEQUENCE})),
        Help("utter_password_about_status", about=frozenset({Aspect.STATUS}), begins=False),
        Help(
            "utter_password_about_procedure",
            about=frozenset({Aspect.PROCEDURE, Aspect.POSSIBILITY}),
            of=("change_password",),
        ),
        Help("utter_password_about_procedure", begins=False),
    )
    about = MappingProxyType(dict.fromkeys(begun_by, "utter_password_about"))

    def is_unwanted(self, turn: Turn) -> bool:
        """A forgotten password is not reset for whoever does not want to change it."""
        return wants_no_change(turn.text) or super().is_unwanted(turn)

    def is_over(self, turn: Turn) -> bool:
        """Nothing is proved for what shall not be changed after all."""
        return wants_no_change(turn.text) and not turn.does(Act.ASKS, Act.REQUESTS)

    def elsewhere(self, turn: Turn) -> str | None:
        """The payment password is another journey's, where the wallet can set it."""
        if not password_payment.is_meant(turn):
            return None
        about = turn.intent in self.begun_by or turn.does(Act.CORRECTS)
        return password_payment.FORM if about and password_payment.is_offered() else None

    def answer_instead(self, turn: Turn) -> bool:
        """A payment password that the wallet sets in its app alone: said plainly, with what can be
        done here. Of both, the login password comes first; whoever only compares them hears how
        they differ.
        """
        if compares_passwords(turn.text):
            turn.say("utter_password_two_kinds", buttons=[button("forgot_password")])
            return True
        if not turn.has("names_payment_password"):
            return super().answer_instead(turn)
        if turn.has("names_login_password"):
            if password_payment.is_offered():
                _paused.pause(turn, password_payment.FORM)
                turn.say("utter_password_payment_next")
            else:
                turn.say("utter_password_payment_hint")
            return False
        turn.say("utter_password_payment")
        return True

    def begin(self, turn: Turn) -> None:
        """Say what is going to happen; take an account that was named at once."""
        turn.set(password_input=None, password_set=None)
        changes = turn.intent == "change_password"
        turn.say("utter_password_change_start" if changes else "utter_password_reset_start")
        _verification.hear(turn)

    def resume(self, turn: Turn) -> None:
        """From the start; a code that was given still counts."""
        self.begin(turn)

    def answer(self, turn: Turn) -> bool:
        """Only the verification has words; the password never comes through the chat."""
        return _verification.hear(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell that it is done and what to do next."""
        now = clock()
        turn.say("utter_password_reset_done", {"at": spoken_time(now, now)})
        if not _paused.anything_waits(turn, but=self.form):
            turn.say("utter_service_anything_else")
        return None


class AskPasswordSet(Ask):
    """Shows the input for the new password."""

    slot = "password_set"
    first = ("utter_password_ask_new", "utter_password_waiting")

    def ask(self, turn: Turn) -> None:
        """The same input while it is open, however often it is asked for."""
        self._ask(turn)

    def ask_again(self, turn: Turn, response: str) -> None:
        """In other words, when the input has been shown already."""
        self._ask(turn, response)

    def _ask(self, turn: Turn, reminder: str = "utter_password_waiting") -> None:
        secure_input = read(topics().password.asked, turn.conversation_id) or write(
            topics().password.ask_new, turn.conversation_id
        )
        again = turn.slot("password_input") == secure_input.id
        turn.set(password_input=secure_input.id)
        turn.say(
            reminder if again else "utter_password_ask_new",
            {"hint": secure_input.hint},
            secure_input=secure_input.id,
        )
