"""更换手机号: the old number is proven by code and the new one taken down; people change it.

The bot never does: a person looks at it, and a second one approves.
"""

from __future__ import annotations

from typing import Final

from actions import _figures, _held, _verification
from actions._asking import Ask
from actions._guide_wishes import BY_EMAIL, CHOICE, PHONE_FORM
from actions._handoff import hand_off
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import ask, call, topics
from actions._past import TrackerEvent
from actions._steps import Asked, Confirmed, Verified
from actions._turn import Turn
from kefu.core.account import AccountStatus
from kefu.core.errors import Conflict, NotFound
from kefu.core.handoff import Fact, FactKey, HandoffReason
from kefu.core.phone_words import names_new_phone
from kefu.core.verification import CodeChannel, Purpose
from kefu.nlu.acts import Act, Aspect
from kefu.words.problems import sentence
from kefu.words.texts import texts

_NEAR: Final = ("change_phone", "verification_code_not_received", "login_problem")
_HELPS: Final = (
    Help("utter_guide_change_phone_cost", about=frozenset({Aspect.COST})),
    Help("utter_guide_phone_time", about=frozenset({Aspect.TIME})),
    Help("utter_guide_change_phone_effect", about=frozenset({Aspect.CONSEQUENCE})),
    Help("utter_guide_phone_help", about=frozenset({Aspect.PROCEDURE, Aspect.NEED, Aspect.REASON})),
)
_HELD: Final = frozenset({AccountStatus.FROZEN, AccountStatus.CLOSED})


def _may_be_changed(turn: Turn) -> bool:
    """Whether nothing holds the account back, as far as is known yet."""
    account = _held.held(turn)
    return account is None or (account.restriction is None and account.status not in _HELD)


def _register(turn: Turn) -> None:
    """Take it down. What becomes of it, `finish` says, with the people who are called."""
    ticket = call(
        topics().phone_change.register,
        turn.conversation_id,
        turn.slot("guide_phone_new"),
        texts().topics.name("change_phone"),
        key=f"phone/{turn.id}",
    )
    turn.set(guide_phone_ticket=ticket.number)


class PhoneJourney(Journey):
    """Takes down another phone for the account when the customer agrees."""

    form = PHONE_FORM
    title = "更换手机号"
    begun_by = ()
    steps = (
        Verified(Purpose.PHONE, choose_channel=False, when=_may_be_changed),
        Asked(
            "guide_phone_new",
            "等待客户告知新手机号",
            helps=_HELPS,
            near=_NEAR,
            again=(
                "utter_guide_phone_new_again",
                "utter_guide_phone_new_otherwise",
                "utter_guide_phone_new_human",
            ),
            when=_may_be_changed,
        ),
        Confirmed(
            "guide_phone_consent",
            "等待客户确认提交更换手机号的申请",
            effect=_register,
            helps=_HELPS,
            near=_NEAR,
            named_by="submits",
            clearly=True,
            again=(
                "utter_guide_phone_consent_again",
                "utter_guide_phone_consent_otherwise",
                "utter_guide_phone_consent_human",
            ),
            when=_may_be_changed,
        ),
    )
    keeps = ("guide_phone_ticket",)

    def begin(self, turn: Turn) -> None:
        """Say who changes it; take a number that is said to be the new one."""
        turn.set(guide_phone_new=None, guide_phone_consent=None, guide_phone_ticket=None)
        if turn.entity(CHOICE) == BY_EMAIL:
            turn.set(verification_channel=CodeChannel.EMAIL.value)
        if _may_be_changed(turn):
            turn.say("utter_guide_phone_start" if _figures.is_known(turn) else _UNKNOWN)
        if names_new_phone(turn.text):
            turn.set(guide_phone_new=turn.entity("phone_number"))

    def answer(self, turn: Turn) -> bool:
        """The new number, or another one in its place."""
        if turn.asked not in {"guide_phone_new", "guide_phone_consent"}:
            return False
        number = turn.entity("phone_number")
        if number is None:
            if turn.asked == "guide_phone_new" and _verification.tries_to_name_account(turn):
                turn.say("utter_guide_phone_invalid")
                return True
            return False
        if turn.does(Act.ASKS, Act.WAITS, Act.STOPS):
            return False
        turn.set(guide_phone_new=number)
        return True

    def next_step(self, turn: Turn) -> str | None:
        """As declared; a number that is no other one is asked for again before anything else."""
        step = super().next_step(turn)
        if step != "guide_phone_consent" or turn.slot("guide_phone_new") is None:
            return step
        try:
            ask(topics().phone_change.check, turn.conversation_id, turn.slot("guide_phone_new"))
        except (Conflict, NotFound) as refused:
            turn.set(guide_phone_new=None)
            turn.say("utter_guide_phone_refused", {"detail": sentence(refused)})
            return "guide_phone_new"
        return step

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Give it to people, or say why nothing is taken down."""
        if self.declined(turn):
            turn.say("utter_guide_phone_declined")
            return None
        number = turn.slot("guide_phone_ticket")
        if number is None:
            if (account := _held.held(turn)) is not None:
                _held.tell(turn, account)
            turn.say("utter_guide_phone_held")
            return None
        return hand_off(
            turn,
            HandoffReason.POLICY,
            "utter_guide_phone_registered",
            {"number": number, "new": shown(turn.slot("guide_phone_new"))},
            facts=[Fact(FactKey.TICKET, number)],
            pending=texts().desk.pending_phone,
        )


_UNKNOWN: Final = "utter_guide_phone_start_unknown"


def shown(reference: str) -> str:
    """The masked number within a reference."""
    return reference.strip("[]").rpartition(":")[2]


class AskGuidePhoneConsent(Ask):
    """Asks whether it shall be taken down, with both numbers masked."""

    slot = "guide_phone_consent"
    first = ("utter_ask_guide_phone_consent",)

    def ask(self, turn: Turn) -> None:
        """In full."""
        self.ask_again(turn, self.first[0])

    def ask_again(self, turn: Turn, response: str) -> None:
        """The same numbers in other words."""
        new = turn.slot("guide_phone_new")
        old = ask(topics().phone_change.check, turn.conversation_id, new)
        turn.say(response, {"old": old, "new": shown(new)})


class AskGuidePhoneNew(Ask):
    """Asks for the new number."""

    slot = "guide_phone_new"
    first = ("utter_ask_guide_phone_new",)

    def ask(self, turn: Turn) -> None:
        """In full."""
        turn.say(self.first[0])
