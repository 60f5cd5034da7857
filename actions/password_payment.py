"""支付密码: a code, the number of the real-name paper, then six new digits, each in a secure input.

Begun by the intents of the login password, from whose journey it is led on; where the wallet cannot
do it, that journey says where it is done.
"""

from __future__ import annotations

from typing import ClassVar, Final

from actions import _paused, _verification
from actions._asking import Ask
from actions._handoff import hand_off
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import ask, chat, clock, read, topics, write
from actions._past import TrackerEvent
from actions._steps import Asked, Verified
from actions._turn import Button, Turn
from kefu.core.account import AccountStatus
from kefu.core.document_words import holds_paper
from kefu.core.handoff import HandoffReason
from kefu.core.password_pair_words import adds_payment_password
from kefu.core.reserve_words import wants_no_change
from kefu.core.verification import InputKind, InputStatus, Purpose, SecureInput
from kefu.nlu.acts import Act, Aspect
from kefu.services.payment_password import Standing
from kefu.words.spoken import spoken_time
from kefu.words.texts import texts

FORM: Final = "password_payment_form"
PAYMENT: Final = "payment"
"""In a button's payload: of the two passwords, this one."""
_BEGUN_BY: Final = ("forgot_password", "change_password")


def is_offered() -> bool:
    """Whether it can be set anew here."""
    return ask(topics().payment_password.offers)


def is_meant(turn: Turn) -> bool:
    """Whether the words, or a button, are about this password and not the one to log in with."""
    if turn.entity("password_kind") == PAYMENT:
        return True
    named = turn.has("names_payment_password") or adds_payment_password(turn.text)
    return named and not turn.has("names_login_password")


def own_button() -> Button:
    """The way in."""
    return {
        "title": texts().permissions.reset_payment_password,
        "payload": f'/{_BEGUN_BY[0]}{{"password_kind": "{PAYMENT}"}}',
    }


def _standing(turn: Turn) -> Standing:
    return read(topics().payment_password.standing, turn.conversation_id)


def _wants_paper(turn: Turn) -> bool:
    return _standing(turn) is Standing.PAPER


def _may_be_set(turn: Turn) -> bool:
    return _standing(turn) is Standing.OPEN


def _was_set(turn: Turn) -> bool:
    """Whether the wallet took what was given in the input."""
    input_id = turn.slot("password_payment_input")
    if input_id is None:
        return False
    given = read(chat().secure_inputs.get, turn.conversation_id, input_id)
    return given.kind is InputKind.NEW_PAYMENT_PASSWORD and given.status is InputStatus.ACCEPTED


def _typed_paper(turn: Turn) -> str | None:
    """Who types the number into the chat is shown the input; it is hidden there already."""
    return "utter_password_payment_paper_typed" if holds_paper(turn.text) else None


_BOX: Final = (
    Help("utter_password_help_no_box", shown_by="sees_no_box"),
    Help("utter_password_payment_help_box", shown_by="asks_where_box"),
)
_AT_PAPER: Final = (
    *_BOX,
    Help("utter_password_payment_help_paper_safe", shown_by="asks_whether_safe"),
    Help("utter_password_payment_help_paper_safe", shown_by="asks_who_gets"),
    Help("utter_password_payment_help_paper_safe", shown_by="keeps_to_oneself"),
    Help("utter_password_payment_help_paper_wrong", shown_by="says_wrong_code"),
    Help("utter_password_payment_help_paper_wrong", shown_by="says_not_taken"),
    Help("utter_password_payment_help_paper", about=frozenset({Aspect.REASON, Aspect.NEED})),
    Help("utter_password_payment_help_paper", about=frozenset({Aspect.PROCEDURE})),
)
_RULES: Final = frozenset({Aspect.PROCEDURE, Aspect.NEED, Aspect.REASON, Aspect.POSSIBILITY})
_AT_PASSWORD: Final = (
    *_BOX,
    Help("utter_password_payment_help_rules", shown_by="asks_password_rules"),
    Help("utter_password_payment_help_refused", shown_by="says_not_taken"),
    Help("utter_password_payment_help_safe", shown_by="asks_whether_safe"),
    Help("utter_password_payment_help_safe", shown_by="asks_who_gets"),
    Help("utter_password_payment_help_time", about=frozenset({Aspect.TIME})),
    Help("utter_password_payment_help_rules", about=_RULES),
)


class PaymentPasswordJourney(Journey):
    """Sets a new payment password, and logs nobody out."""

    form = FORM
    title = "重置支付密码"
    begun_by = ()
    looks_up = False
    meant_by = _BEGUN_BY
    steps = (
        Verified(Purpose.PAYMENT_PASSWORD_RESET),
        Asked(
            "password_paper",
            "验证码已通过，等待客户核对证件号码",
            when=_wants_paper,
            helps=_AT_PAPER,
            answers=_typed_paper,
            again=(
                "utter_password_payment_paper_again",
                "utter_password_payment_paper_otherwise",
                "utter_password_payment_paper_human",
            ),
            near=("real_name_verification", "two_factor"),
            patience="utter_password_patience",
        ),
        Asked(
            "password_payment_set",
            "身份已验证，等待客户设置新的支付密码",
            given=_was_set,
            when=_may_be_set,
            helps=_AT_PASSWORD,
            again=(
                "utter_password_payment_waiting_again",
                "utter_password_payment_waiting_otherwise",
                "utter_password_payment_waiting_human",
            ),
            near=("two_factor", "verification_code_not_received", "login_problem"),
            leaving="utter_password_payment_leaving",
            patience="utter_password_patience",
        ),
    )
    keeps = ("password_payment_input", "password_paper_input")
    helps = (
        Help("utter_password_payment_about_cost", about=frozenset({Aspect.COST})),
        Help("utter_password_payment_about_need", about=frozenset({Aspect.NEED})),
        Help("utter_password_payment_about_time", about=frozenset({Aspect.TIME})),
        Help("utter_password_payment_about_effect", about=frozenset({Aspect.CONSEQUENCE})),
        Help("utter_password_payment_help_rules", shown_by="asks_password_rules"),
        Help(
            "utter_password_payment_about_how",
            about=frozenset({Aspect.PROCEDURE, Aspect.POSSIBILITY}),
            of=("change_password",),
        ),
        Help("utter_password_payment_about_status", about=frozenset({Aspect.STATUS})),
        Help("utter_password_payment_about_how", begins=False),
    )

    def is_over(self, turn: Turn) -> bool:
        """Nothing is proved for what shall not be changed after all."""
        return wants_no_change(turn.text) and not turn.does(Act.ASKS, Act.REQUESTS)

    def elsewhere(self, turn: Turn) -> str | None:
        """The login password is another journey's."""
        named = turn.has("names_login_password") and not turn.has("names_payment_password")
        asks = turn.does(Act.ASKS)
        return "password_form" if named and turn.intent in _BEGUN_BY and not asks else None

    def is_unwanted(self, turn: Turn) -> bool:
        """Which password it is not (不是登录密码) says no to nothing."""
        if turn.entity("password_kind") == PAYMENT or turn.does(Act.CORRECTS):
            return False
        if turn.has("names_login_password"):
            return False
        return wants_no_change(turn.text) or super().is_unwanted(turn)

    def answer_instead(self, turn: Turn) -> bool:
        """A question about it is answered, with the way in."""
        known = self.first_help(turn)
        if known is None and turn.does(Act.ASKS) and adds_payment_password(turn.text):
            turn.say("utter_password_payment_about_how", buttons=[own_button()])
            return True
        if known is None:
            return False
        turn.say(known.response, buttons=[own_button()])
        return True

    def begin(self, turn: Turn) -> None:
        """Say what is going to happen; take an account that was named at once."""
        turn.set(
            password_payment_input=None,
            password_paper_input=None,
            password_payment_set=None,
            password_paper=None,
        )
        turn.say("utter_password_payment_start")
        _verification.hear(turn)

    def resume(self, turn: Turn) -> None:
        """From the start; what was given still counts."""
        self.begin(turn)

    def answer(self, turn: Turn) -> bool:
        """Only the verification has words; no secret comes through the chat."""
        return _verification.hear(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell that it is done, or why it cannot be done here, and who can."""
        if turn.slot("password_payment_set"):
            self._tell_done(turn)
            return None
        standing = _standing(turn)
        if standing is Standing.HELD:
            turn.say("utter_password_payment_held")
            return None
        pending = texts().desk.pending_paper
        reason = HandoffReason.STRONG_VERIFICATION
        return hand_off(turn, reason, f"utter_password_payment_{standing}", pending=pending)

    def _tell_done(self, turn: Turn) -> None:
        now = clock()
        turn.say("utter_password_payment_done", {"at": spoken_time(now, now)})
        account = ask(topics().account_lock.account, turn.conversation_id)
        if account.status is AccountStatus.LOCKED:
            turn.say("utter_password_payment_done_locked")
        elif account.restriction is not None:
            turn.say("utter_password_payment_done_restricted")
        elif not _paused.anything_waits(turn, but=self.form):
            turn.say("utter_service_anything_else")


class _Shows:
    """A secure input; the same while it is open, however often it is asked for."""

    slot: ClassVar[str]
    first: ClassVar[tuple[str, ...]]
    kept_in: ClassVar[str]

    def ask(self, turn: Turn) -> None:
        """In full."""
        self._ask(turn, self.first[1])

    def ask_again(self, turn: Turn, response: str) -> None:
        """In other words, when the input has been shown already."""
        self._ask(turn, response)

    def _ask(self, turn: Turn, reminder: str) -> None:
        shown = self._input(turn)
        again = turn.slot(self.kept_in) == shown.id
        turn.set(**{self.kept_in: shown.id})
        response = reminder if again else self.first[0]
        turn.say(response, {"hint": shown.hint}, secure_input=shown.id)

    def _input(self, turn: Turn) -> SecureInput:
        raise NotImplementedError


class AskPaper(_Shows, Ask):
    """For the number of the paper."""

    slot = "password_paper"
    kept_in = "password_paper_input"
    first = ("utter_password_payment_ask_paper", "utter_password_payment_paper_waiting")

    def _input(self, turn: Turn) -> SecureInput:
        return read(topics().payment_password.paper_asked, turn.conversation_id) or write(
            topics().payment_password.ask_paper, turn.conversation_id
        )


class AskPaymentPasswordSet(_Shows, Ask):
    """For the new payment password."""

    slot = "password_payment_set"
    kept_in = "password_payment_input"
    first = ("utter_password_payment_ask_new", "utter_password_payment_waiting")

    def _input(self, turn: Turn) -> SecureInput:
        return read(topics().payment_password.asked, turn.conversation_id) or write(
            topics().payment_password.ask_new, turn.conversation_id
        )
