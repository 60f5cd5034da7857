"""Random but possible event histories, as Rasa writes them while a form bot is talked to."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    Event,
    LoopInterrupted,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.slots import FloatSlot, Slot, TextSlot

FORMS = ("transfer_form", "refund_form")
TURNS = ("plain", "fact", "start", "answer", "digress", "finish", "cancel", "fallback", "unknown")

_clock = itertools.count(1_700_000_000)


def slots() -> list[Slot]:
    """The slots of the imagined domain, one of them with an initial value."""
    names = ("city", "amount", "requested_slot")
    return [
        *(TextSlot(name, mappings=[], influence_conversation=True) for name in names),
        FloatSlot("count", mappings=[], initial_value=0.0),
    ]


def domain() -> Domain:
    """Everything the imagined conversations mention."""
    said = "greet inform transfer faq cancel nlu_fallback out_of_scope"
    done = "utter_greet action_count utter_faq action_submit utter_cancelled"
    imagined = Domain.from_dict({"intents": said.split(), "actions": done.split()})
    forms = Domain.from_dict({"forms": {form: {"required_slots": []} for form in FORMS}})
    merged: Domain = imagined.merge(forms)
    merged.slots = slots()
    return merged


def user(text: str, intent: str) -> UserUttered:
    """A message with what was understood in it."""
    at = next(_clock)
    return UserUttered(text, {"name": intent}, timestamp=at, message_id=f"turn-{at}")


def action(name: str) -> ActionExecuted:
    return ActionExecuted(name, policy="RulePolicy", confidence=1.0, timestamp=next(_clock))


def says(text: str) -> BotUttered:
    return BotUttered(text, {"buttons": None}, timestamp=next(_clock))


def sets(name: str, value: Any) -> SlotSet:
    return SlotSet(name, value, timestamp=next(_clock))


def loop(name: str | None) -> ActiveLoop:
    return ActiveLoop(name, timestamp=next(_clock))


def opening() -> list[Event]:
    """The beginning of every session."""
    started = SessionStarted(timestamp=next(_clock))
    return [action("action_session_start"), started, action("action_listen")]


class Conversation:
    """Writes the events of one turn after the other."""

    def __init__(self) -> None:
        self.events: list[Event] = opening()
        self._form: str | None = None

    def turn(self, kind: str, value: str) -> None:
        """Append a turn of this kind, or a plain one where the kind is impossible."""
        if kind in ("answer", "digress", "finish", "cancel") and self._form is None:
            kind = "plain"
        if kind == "start" and self._form is not None:
            kind = "digress"
        getattr(self, f"_{kind}")(value)
        self.events.append(action("action_listen"))

    def new_session(self) -> None:
        self._form = None
        self.events += opening()

    def restart(self) -> None:
        """The customer starts over."""
        self._form = None
        self.events += [user("/restart", "restart"), action("action_restart")]
        self.events += [Restarted(timestamp=next(_clock)), *opening()]

    def _plain(self, value: str) -> None:
        self.events += [user(value, "greet"), action("utter_greet"), says(f"您好 {value}")]

    def _fact(self, value: str) -> None:
        self.events += [user(value, "inform"), sets("city", value), action("action_count")]
        self.events += [says("好的"), sets("count", float(len(value))), sets("amount", None)]

    def _start(self, value: str) -> None:
        self._form = FORMS[len(value) % 2]
        self.events += [user(value, "transfer"), action(self._form), loop(self._form)]
        self.events += [says("请问转多少？"), sets("requested_slot", "amount")]

    def _answer(self, value: str) -> None:
        self.events += [user(value, "inform"), action(str(self._form)), sets("amount", value)]
        self.events += [says("请问转给谁？"), sets("requested_slot", "city")]

    def _digress(self, value: str) -> None:
        form = str(self._form)
        rejected = ActionExecutionRejected(form, timestamp=next(_clock))
        self.events += [user(value, "faq"), rejected, action("utter_faq"), says("手续费")]
        if len(value) % 3 == 0:
            return  # the rule ends with listening: the form is not asked again yet
        interrupted = LoopInterrupted(True, timestamp=next(_clock))
        self.events += [interrupted, action(form), says("请问转多少？")]

    def _finish(self, value: str) -> None:
        self.events += [user(value, "inform"), action(str(self._form)), sets("city", value)]
        self.events += [sets("requested_slot", None), loop(None), action("action_submit")]
        self.events += [says("已转"), sets("amount", None)]
        self._form = None

    def _cancel(self, value: str) -> None:
        self.events += [user(value, "cancel"), action("action_deactivate_loop"), loop(None)]
        self.events += [sets("requested_slot", None), action("utter_cancelled"), says("已取消")]
        self._form = None

    def _fallback(self, value: str) -> None:
        self.events += [user(value, "nlu_fallback"), action("action_default_fallback")]
        self.events += [says("没听懂"), UserUtteranceReverted(timestamp=next(_clock))]

    def _unknown(self, value: str) -> None:
        self.events += [user(value, "out_of_scope")]


@st.composite
def turns(draw: st.DrawFn, most: int = 40) -> list[tuple[str, str]]:
    """Turns as pairs of kind and text."""
    kinds = st.sampled_from([*TURNS, "plain", "answer", "digress", "session", "restart"])
    texts = st.text("一二三四五六七八九", min_size=1, max_size=4)
    return draw(st.lists(st.tuples(kinds, texts), max_size=most))


def play(conversation: Conversation, script: list[tuple[str, str]]) -> None:
    """Append the turns of ``script`` to the conversation."""
    for kind, value in script:
        if kind == "session":
            conversation.new_session()
        elif kind == "restart":
            conversation.restart()
        else:
            conversation.turn(kind, value)
