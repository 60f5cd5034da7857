"""What a journey declares: its intents, its title and its steps; and who has declared what.

Everything that others ask about journeys follows from here: which intent begins which form, which
slots end with it, what is still to be done when a human takes over. Data only; how a step is walked
is `_journey`'s business.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass
from typing import TYPE_CHECKING, Final

from actions._helps import AGAIN_VERIFICATION, NEAR_VERIFICATION, OF_VERIFICATION, Help
from kefu.core.conversation import Assurance
from kefu.core.verification import Purpose

if TYPE_CHECKING:
    from actions._turn import Turn

# What is asked for a proof of identity, with the line that tells an agent where it stands.
_VERIFICATION_PENDING: Final = {
    "verification_account": "等待客户提供注册手机号或邮箱",
    "verification_channel": "等待客户选择接收验证码的方式",
    "verification_passed": "验证码已发送，等待客户输入",
}
VERIFICATION_SLOTS: Final = (
    *_VERIFICATION_PENDING,
    "verification_sent",
    "verification_sends",
    "verification_resend",
)
# What the customer tells of a transaction, also for a ticket about it.
DESCRIPTION_SLOTS: Final = (
    "transaction_amount",
    "transaction_time",
    "transaction_time_grain",
    "transaction_merchant",
    "transaction_kind",
)


@dataclass(frozen=True, slots=True)
class Verified:
    """A code for `purpose` was given; not asked of whoever is known at the level `unless` already.

    Without `choose_channel` the code goes where the customer's own address is, so that nothing is
    asked in a hurry. Where `when` is given and does not hold, the step is passed over.
    """

    purpose: Purpose
    unless: Assurance | None = None
    choose_channel: bool = True
    when: Callable[[Turn], bool] | None = None

    @property
    def asks(self) -> dict[str, str]:
        """The slots that may be asked for, in order, each with what an agent reads meanwhile."""
        return {
            slot: pending
            for slot, pending in _VERIFICATION_PENDING.items()
            if self.choose_channel or slot != "verification_channel"
        }

    @property
    def slots(self) -> tuple[str, ...]:
        """Everything that ends with the journey; the account is not asked for a second time."""
        return tuple(slot for slot in VERIFICATION_SLOTS if slot != "verification_account")

    @property
    def near(self) -> tuple[str, ...]:
        """Intents as which questions about the code may be understood."""
        return NEAR_VERIFICATION

    @property
    def leaving(self) -> None:
        """Nothing is lost: a code can be sent again at any time."""

    @property
    def patience(self) -> str:
        """What is said to whoever needs time."""
        return "utter_verification_patience"

    def helps_at(self, slot: str) -> tuple[Help, ...]:
        """The answers known while this slot is asked for."""
        return OF_VERIFICATION[slot]

    def again_at(self, slot: str) -> tuple[str, ...]:
        """What is asked in place of the question when it stays unanswered."""
        return AGAIN_VERIFICATION[slot]

    def answered_by(self, turn: Turn) -> str | None:
        """Its questions are read by their help alone."""
        return None


@dataclass(frozen=True, slots=True)
class _Question:
    slot: str
    pending: str
    _: KW_ONLY
    helps: tuple[Help, ...] = ()
    """What is answered in a sentence while it is asked."""
    answers: Callable[[Turn], str | None] | None = None
    """The response to words that ask about this step, whatever matter they sound like; heard before
    anything else."""
    near: tuple[str, ...] = ()
    """Intents as which questions about this step may be understood."""
    again: tuple[str, ...] = ()
    """Responses in place of the question when it stays unanswered, in order; the last two,
    which offer another way and a human, take turns."""
    leaving: str | None = None
    """Said, with the question whether to go on, before a customer leaves who would lose something
    by it."""
    patience: str = "utter_service_patience"
    """What is said to whoever needs time."""
    when: Callable[[Turn], bool] | None = None
    """Where it does not hold, the step is passed over."""

    def helps_at(self, slot: str) -> tuple[Help, ...]:
        """The answers known while this slot is asked for."""
        return self.helps

    def again_at(self, slot: str) -> tuple[str, ...]:
        """What is asked in place of the question when it stays unanswered."""
        return self.again

    def answered_by(self, turn: Turn) -> str | None:
        """The response to words that ask about this step; None for other words."""
        return self.answers(turn) if self.answers is not None else None

    @property
    def asks(self) -> dict[str, str]:
        """The slot that is asked for, with what an agent reads meanwhile."""
        return {self.slot: self.pending}

    @property
    def slots(self) -> tuple[str, ...]:
        """Everything that ends with the journey."""
        return (self.slot,)


@dataclass(frozen=True, slots=True)
class Asked(_Question):
    """Something the customer tells.

    `given` says whether a service has it by now: then no earlier step is asked again.
    """

    given: Callable[[Turn], bool] | None = None


@dataclass(frozen=True, slots=True)
class Chosen(_Question):
    """One of several; `alone` finds what needs no choosing."""

    alone: Callable[[Turn], str | None] | None = None


@dataclass(frozen=True, slots=True)
class Confirmed(_Question):
    """Consent to `effect`, which runs once the answer is yes and says itself what it did.

    Doing it twice does it once.
    False ends the journey. Who gave a code for the purpose `implied_by` has agreed by that.
    """

    effect: Callable[[Turn], None]
    implied_by: Purpose | None = None
    implied_unless: str | None = None
    """A slot that is set once somebody wants to decide later: then the code agrees to nothing."""
    named_by: str | None = None
    """A feature of the lexicon: a request that names exactly this effect (帮我提交吧)."""
    clearly: bool = False
    """It lowers a protection, spends or ends something: a nod (嗯, 哦) agrees to it at no time, and
    好的 not right behind a question that was answered; then it is asked once more."""
    by_journey: bool = False
    """The journey hears consent itself, in words of its own."""


Step = Verified | Asked | Chosen | Confirmed


@dataclass(frozen=True, slots=True)
class Declaration:
    """One journey as it is declared."""

    form: str
    title: str
    """How the customer and the agent read what is being done."""
    begun_by: tuple[str, ...]
    """The intents that begin it, or go on with it while it is active; none where an action does."""
    steps: tuple[Step, ...]
    keeps: tuple[str, ...] = ()
    """Further slots that end with it."""
    helps: tuple[Help, ...] = ()
    """What is answered at any step, and to a first sentence that only asks."""
    meant_by: tuple[str, ...] = ()
    """Intents that begin another journey, or none, and speak of this one while it is under way."""

    @property
    def own(self) -> tuple[str, ...]:
        """The intents that are about this journey while it is under way."""
        return (*self.begun_by, *self.meant_by)

    def purpose(self, turn: Turn) -> Purpose | None:
        """What a code is for that is asked for now: that of the first proof that is not passed
        over.
        """
        return next(
            (
                step.purpose
                for step in self.steps
                if isinstance(step, Verified) and (step.when is None or step.when(turn))
            ),
            None,
        )

    @property
    def asks(self) -> dict[str, str]:
        """The slots that it may ask for, in order, each with what an agent reads meanwhile."""
        return {slot: line for step in self.steps for slot, line in step.asks.items()}

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots that are emptied when it is over."""
        return (*(slot for step in self.steps for slot in step.slots), *self.keeps)

    def step_asking(self, slot: str | None) -> Step | None:
        """The step that asks for this slot."""
        return next((step for step in self.steps if slot in step.asks), None)


_declared: dict[str, Declaration] = {}


def declare(declaration: Declaration) -> None:
    """Make a journey known. Raises ValueError when its form or an intent is another's already."""
    for other in _declared.values():
        if taken := {declaration.form, *declaration.begun_by} & {other.form, *other.begun_by}:
            raise ValueError(f"{declaration.form}: {', '.join(sorted(taken))} is {other.form}'s")
    _declared[declaration.form] = declaration


def declarations() -> tuple[Declaration, ...]:
    """All journeys whose modules have been imported, by form."""
    return tuple(_declared[form] for form in sorted(_declared))


def declared(form: str | None) -> Declaration | None:
    """The journey of a form."""
    return _declared.get(form or "")


def form_of(intent: str) -> str | None:
    """The form that an intent begins."""
    return next((journey.form for journey in declarations() if intent in journey.begun_by), None)
