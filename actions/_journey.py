"""Base of the journeys: a Rasa form whose steps are declared,
and walked by what the services know, not by slots.

A journey is the form's validation action. It hears the customer, finds the first declared step that
is open, and when none is left tells the outcome. It ends by itself with a follow-up to
`action_listen`: a submit rule would not match a form that is complete when it is entered (a
logged-in customer who said everything at once).
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from rasa_sdk.events import ActionExecutionRejected, SlotSet

from actions import (
    _beside_code,
    _complaints,
    _first_words,
    _follow_ups,
    _hearing,
    _matters,
    _paused,
    _theft_lane,
    _verification,
)
from actions._action import KefuAction
from actions._asking import OTHER_WAYS
from actions._handoff import reset
from actions._hearing import LEAVING, Heard
from actions._helps import Help
from actions._kefu import read, topics
from actions._past import OFFER, PICTURE, Moment, TrackerEvent
from actions._steps import (
    Asked,
    Chosen,
    Confirmed,
    Declaration,
    Step,
    Verified,
    declare,
    form_of,
)
from actions._topics import button
from actions._turn import REQUESTED, Turn, go_to, stop
from kefu.core.distance_words import tells_of_call
from kefu.core.errors import AssuranceTooLow
from kefu.core.later_words import goes_to_others_first, is_for_another_day, plans_for_later
from kefu.core.reserve_words import (
    Reserve,
    needs_nothing_more,
    only_names_time,
    reserve_in,
    tells_fact,
)
from kefu.core.talk_words import says_goodbye
from kefu.core.theft_words import reports_theft
from kefu.nlu.acts import Act

# What is known of the step that stands.
_OF_A_STEP: Final = ("journey_unanswered", "journey_silent", "journey_leaving", "journey_put_off")


class Journey(KefuAction):
    """One form.

    Subclasses declare what it is made of and tell its story: `begin`, `answer`, `finish`; and
    `resume`, for whom the open question alone says too little.
    """

    form: ClassVar[str]
    title: ClassVar[str]
    begun_by: ClassVar[tuple[str, ...]]
    steps: ClassVar[tuple[Step, ...]]
    keeps: ClassVar[tuple[str, ...]] = ()
    helps: ClassVar[tuple[Help, ...]] = ()
    meant_by: ClassVar[tuple[str, ...]] = ()
    about: ClassVar[Mapping[str, str]] = {}
    """By intent, what answers a first question that no help answers."""
    may_wait: ClassVar[bool] = True
    """Whether it can be put off without harm."""
    looks_up: ClassVar[bool] = True
    """Whether its questions are answered from the wallet, by the journey itself."""
    declaration: ClassVar[Declaration]

    def __init_subclass__(cls, **options: Any) -> None:
        """Make the journey known under its form and its intents."""
        super().__init_subclass__(**options)
        cls.declaration = Declaration(
            cls.form, cls.title, cls.begun_by, cls.steps, cls.keeps, cls.helps, cls.meant_by
        )
        declare(cls.declaration)

    def name(self) -> str:
        """The name under which Rasa calls a form's validation."""
        return f"validate_{self.form}"

    def elsewhere(self, turn: Turn) -> str | None:
        """The form of another journey that the words mean, though their intent is this one's."""
        return None

    def first_help(self, turn: Turn) -> Help | None:
        """The answer to a first sentence that only asks."""
        return _hearing.first_help(turn, self.declaration)

    def is_unwanted(self, turn: Turn) -> bool:
        """Whether a first sentence names the matter only to say no to it."""
        return _hearing.unwanted(turn) or _first_words.unwanted(turn)

    def answer_instead(self, turn: Turn) -> bool:
        """Answer a first sentence that only asks about the topic; whether it was one,
        so that nothing is begun.
        """
        known = self.first_help(turn)
        if known is None:
            return False
        turn.say(known.response, buttons=[button(turn.intent)])
        turn.set(**{OFFER: turn.intent})
        return True

    def explained(self, turn: Turn) -> Mapping[str, str]:
        """`about`, as far as it answers this first sentence."""
        return self.about

    def begin(self, turn: Turn) -> None:
        """Say the first sentence and read what was already told; a new beginning,
        so that what an earlier one left in the slots may be emptied.
        """

    def offers_first(self, turn: Turn, step: str) -> bool:
        """Offer the deed in place of `step`, to whoever has only told or asked what it would be
        for; whether it did, which leaves the journey.
        """
        return False

    def is_over(self, turn: Turn) -> bool:
        """Whether the words settle the matter itself, whatever is asked at the moment."""
        return False

    def resume(self, turn: Turn) -> None:
        """Say something before the open question when the customer goes on after something else:
        what was told before still counts.
        """

    def hear(self, turn: Turn) -> bool:
        """Take what the message tells this journey; whether it told anything."""
        step = self.declaration.step_asking(turn.asked)
        if step is None or isinstance(step, Verified):
            return _verification.hear(turn)
        return self.answer(turn)

    def answer(self, turn: Turn) -> bool:
        """Take an answer to the question of a step other than the verification;
        whether it was one.
        """
        return False

    @abstractmethod
    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell the outcome. Returns the hand-off's events when a human takes over."""

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Called as the form's validation at every turn in which the form is active."""
        moment = turn.moment(self.form)
        if moment is Moment.START:
            return self._start(turn)
        if moment is Moment.ANSWER and turn.entity(PICTURE) is not None:
            turn.say("utter_service_picture_kept")
            self.take_picture(turn)
            return self._go_on(turn)
        # Back from the queue nothing was said, and the question stands.
        if moment is Moment.ANSWER and turn.entity("handoff") is None:
            return self._hear(turn)
        return self._go_on(turn)

    def _start(self, turn: Turn) -> list[TrackerEvent]:
        if (other := self.elsewhere(turn)) is not None:
            return go_to(other)
        turn.take_up_offer(*self.begun_by)
        turn.set(**dict.fromkeys(_OF_A_STEP))
        if self.is_unwanted(turn):
            turn.say("utter_smalltalk_not_begun", {"journey": self.title})
            return self._left(turn)
        if _theft_lane.answers_victim(turn) or self.answer_instead(turn):
            return self._left(turn)
        if not _paused.is_taken_up(turn) and _first_words.answer(
            turn, self.explained(turn), may_wait=self.may_wait, looks_up=self.looks_up
        ):
            return self._left(turn)
        _paused.forget(turn, self.form)
        (self.resume(turn) if _paused.is_taken_up(turn) else self.begin(turn))
        return self._go_on(turn)

    def take_picture(self, turn: Turn) -> None:
        """Note a picture that came at a question that takes one."""

    def _hear(self, turn: Turn) -> list[TrackerEvent]:
        if _complaints.answer(turn):
            return self._go_on(turn)
        if not reports_theft(turn.text) and (other := self.elsewhere(turn)) is not None:
            return self._give_on(turn, other)
        heard = (
            self._reserve(turn)
            or self._beside_code(turn)
            or _hearing.hear(turn, self.declaration, self.hear)
        )
        if heard is Heard.ELSEWHERE:
            if _follow_ups.answer(turn):
                return self._go_on(turn)
            if form_of(turn.intent) is not None and not turn.does(Act.STOPS):
                _paused.pause(turn, self.form)
            return [SlotSet(REQUESTED, turn.asked), ActionExecutionRejected(self.form)]
        step = self.declaration.step_asking(turn.asked)
        if heard is Heard.LEFT:
            if (
                turn.slot("journey_leaving") is None
                and step is not None
                and step.leaving is not None
            ):
                turn.set(journey_leaving=turn.asked)
                return [SlotSet(REQUESTED, LEAVING)]
            return self._leave(turn)
        _note(turn, step, heard)
        before = int(turn.slot("journey_unanswered") or 0)
        if heard is Heard.FAILED:
            turn.set(journey_unanswered=max(before + 1, OTHER_WAYS))
        if heard is not Heard.TAKEN:
            return self._go_on(turn)
        return self._go_on(turn, unanswered=0 if turn.has_changes else before + 1)

    def _give_on(self, turn: Turn, other: str) -> list[TrackerEvent]:
        """The other is begun; what was only misread is not gone back to."""
        if turn.does(Act.CORRECTS):
            reset(turn, self.form)
        else:
            _paused.pause(turn, self.form)
        return go_to(other)

    def _reserve(self, turn: Turn) -> Heard | None:
        """What is done about words that want nothing done now, here or elsewhere."""
        aside = _first_words.left_aside(turn, self.begun_by) if self.may_wait else None
        if aside:
            turn.say("utter_smalltalk_left_aside", {"matter": aside})
        if aside is not None:
            return Heard.ASIDE if aside else Heard.TAKEN
        if not self.may_wait:
            return None
        if turn.intent == "callback_request" and tells_of_call(turn.text):
            return Heard.WAITING
        step = self.declaration.step_asking(turn.asked)
        if self.is_over(turn) or _hearing.settles(turn, step):
            return Heard.LEFT
        if plans_for_later(turn.text) or goes_to_others_first(turn.text):
            ends = isinstance(step, Verified) and is_for_another_day(turn.text)
            return Heard.LEFT if ends else Heard.WAITING
        return _beside_proof(turn) if isinstance(step, Verified) else None

    def _beside_code(self, turn: Turn) -> Heard | None:
        """What is asked of other matters while a proof is under way; a theft has its own lane."""
        proves = isinstance(self.declaration.step_asking(turn.asked), Verified)
        if not proves or not self.may_wait or not _beside_code.answer(turn, self.declaration):
            return None
        return Heard.ASIDE

    def _go_on(self, turn: Turn, *, unanswered: int | None = None) -> list[TrackerEvent]:
        """Ask for the next step; `unanswered` counts if that is the one asked before."""
        turn.set(journey_form=self.form)
        step = self.next_step(turn)
        if unanswered is not None or step != turn.asked:
            turn.set(journey_unanswered=unanswered if step == turn.asked else None)
        if step is None:
            return self._end(turn)
        if self.offers_first(turn, step):
            reset(turn, self.form)
            return self._left(turn)
        return [SlotSet(REQUESTED, step)]

    # walking the steps

    def next_step(self, turn: Turn) -> str | None:
        """The slot to ask for, by what the services know now; None when nothing is left,
        or the effect was declined.
        """
        if self.declined(turn):
            return None
        for step in self._open_steps(turn):
            slot = self._missing(turn, step)
            if slot is not None:
                if isinstance(step, Verified):
                    self._forget_consent(turn)
                return slot
        return None

    def _forget_consent(self, turn: Turn) -> None:
        """A yes of whoever has yet to prove who they are is put again behind the proof."""
        for step in self.steps:
            if isinstance(step, Confirmed) and step.implied_by is None and turn.slot(step.slot):
                turn.set(**{step.slot: None})

    def declined(self, turn: Turn) -> bool:
        """Whether the customer said no to an effect of this journey."""
        return any(
            isinstance(step, Confirmed) and turn.slot(step.slot) is False for step in self.steps
        )

    def _open_steps(self, turn: Turn) -> tuple[Step, ...]:
        """The steps behind the last one whose answer a service has by now."""
        for index, step in reversed(list(enumerate(self.steps))):
            if isinstance(step, Asked) and step.given is not None and step.given(turn):
                turn.set(**{step.slot: True})
                return self.steps[index + 1 :]
        return self.steps

    def _missing(self, turn: Turn, step: Step) -> str | None:
        if step.when is not None and not step.when(turn):
            return None
        if isinstance(step, Verified):
            return self._unverified(turn, step)
        if isinstance(step, Chosen) and step.alone is not None and turn.slot(step.slot) is None:
            turn.set(**{step.slot: step.alone(turn)})
        if isinstance(step, Confirmed):
            if turn.slot(step.slot) is not True and not _implied(turn, step):
                return step.slot
            step.effect(turn)
            return None
        return step.slot if turn.slot(step.slot) is None else None

    def _unverified(self, turn: Turn, step: Verified) -> str | None:
        if step.unless is not None:
            level = read(topics().verification.level, turn.conversation_id)
            if level >= step.unless:
                return None
        return _verification.next_step(turn, step.purpose, choose_channel=step.choose_channel)

    # ending

    def _end(self, turn: Turn) -> list[TrackerEvent]:
        others = [form for form in _paused.paused(turn) if form != self.form]
        try:
            handed_off = self.finish(turn)
        except AssuranceTooLow as error:  # it ran out between the last step and the work
            _verification.say_missing(turn, error)
            return [SlotSet(REQUESTED, self.next_step(turn))]
        reset(turn, self.form)
        turn.set(verification_account=None)  # who has been proven is known by now
        if handed_off is not None:
            turn.set(
                journey_paused=others or None
            )  # this one is over, earlier ones may go on afterwards
            _matters.offer_next(turn)  # the bot goes on helping whoever waits
            return handed_off
        return self._left(turn)

    def _leave(self, turn: Turn) -> list[TrackerEvent]:
        """The customer ends it: what was and what was not done."""
        turn.say(f"utter_{self.form.removesuffix('_form')}_cancelled")
        reset(turn, self.form)
        _paused.forget(turn, self.form)
        return self._left(turn)

    def _left(self, turn: Turn) -> list[TrackerEvent]:
        for form in _paused.taken_back(turn, but=self.form):
            turn.say(f"utter_{form.removesuffix('_form')}_cancelled")
            reset(turn, form)
            _paused.forget(turn, form)
        _paused.offer_to_go_on(turn, but=self.form)
        return stop()


def _beside_proof(turn: Turn) -> Heard | None:
    """What is said while a proof is awaited, and wants nothing more of it now, or for good."""
    if tells_fact(turn.text):
        return Heard.TAKEN
    if needs_nothing_more(turn.text) or says_goodbye(turn.text):
        return Heard.LEFT
    reserve = reserve_in(turn.text)
    if reserve is Reserve.LATER or only_names_time(turn.text):
        return Heard.WAITING
    return Heard.LEFT if reserve is Reserve.ONLY_ASKED and not turn.does(Act.ASKS) else None


def _note(turn: Turn, step: Step | None, heard: Heard) -> None:
    """Give time where it was asked for, and keep that the question was put off until another one
    was answered.
    """
    if heard is Heard.WAITING:
        turn.say(step.patience if step is not None else "utter_service_patience")
        turn.set(journey_silent=True)
    if heard in {Heard.WAITING, Heard.ASIDE}:
        turn.set(journey_put_off=heard is Heard.WAITING or None)


def _implied(turn: Turn, step: Confirmed) -> bool:
    if step.implied_by is None or (step.implied_unless and turn.slot(step.implied_unless)):
        return False
    return read(topics().verification.is_stepped_up, turn.conversation_id, step.implied_by)
