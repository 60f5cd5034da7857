"""二次验证 on and off: how it stands, the wallet tells; switching it takes a code and a yes."""

from __future__ import annotations

from typing import ClassVar, Final

from actions import _hearing, _paused, _permissions, _verification
from actions._asking import Ask
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import ask, call, read, topics
from actions._past import TrackerEvent
from actions._steps import Confirmed, Verified
from actions._turn import Turn
from kefu.core.conversation import Assurance
from kefu.core.two_factor_words import Switch, switch_in
from kefu.core.verification import Purpose
from kefu.nlu.acts import Aspect
from kefu.services.two_factor import TwoFactor

_CONSENT: Final = {
    Switch.ON: "security_two_factor_on",
    Switch.OFF: "security_two_factor_off",
}
_OPPOSITE: Final = {Switch.ON: Switch.OFF, Switch.OFF: Switch.ON}


def _wanted(turn: Turn) -> Switch:
    return Switch(turn.slot("security_switch_wanted") or Switch.STATE)


def _is_known(turn: Turn) -> bool:
    return read(topics().verification.level, turn.conversation_id) >= Assurance.LOGGED_IN


def _state(turn: Turn) -> TwoFactor:
    return ask(topics().two_factor.state, turn.conversation_id)


def _may_change(turn: Turn) -> bool:
    """Whether it stands otherwise than wanted, and may be changed."""
    wanted, state = _wanted(turn), _state(turn)
    if wanted is Switch.STATE or (state.is_held and wanted is Switch.OFF):
        return False
    return state.is_on is not (wanted is Switch.ON)


def _code_needed(turn: Turn) -> bool:
    return not _is_known(turn) or _may_change(turn)


def _turning_on(turn: Turn) -> bool:
    return _wanted(turn) is Switch.ON and _may_change(turn)


def _turning_off(turn: Turn) -> bool:
    return _wanted(turn) is Switch.OFF and _may_change(turn)


def _switch_on(turn: Turn) -> None:
    _switch(turn, on=True)
    turn.say("utter_security_two_factor_on_done")


def _switch_off(turn: Turn) -> None:
    _switch(turn, on=False)
    turn.say("utter_security_two_factor_off_done")


def _switch(turn: Turn, *, on: bool) -> None:
    key = f"two_factor/{turn.conversation_id}/{turn.id}"
    call(topics().two_factor.switch, turn.conversation_id, on=on, key=key)


_HELPS: Final = (
    Help("utter_security_two_factor_help_safe", shown_by="asks_whether_safe"),
    Help("utter_guide_two_factor_cost", about=frozenset({Aspect.COST})),
    Help("utter_security_two_factor_help_time", about=frozenset({Aspect.TIME})),
    Help("utter_guide_two_factor_effect", about=frozenset({Aspect.CONSEQUENCE})),
    Help("utter_guide_two_factor_reason", about=frozenset({Aspect.REASON, Aspect.NEED})),
)


class TwoFactorJourney(Journey):
    """Begun by words and buttons (`_permissions`), never by an intent alone."""

    form = _permissions.TWO_FACTOR
    title = "开关二次验证"
    begun_by = ()
    meant_by = ("two_factor",)
    steps = (
        Verified(Purpose.TWO_FACTOR, when=_code_needed),
        Confirmed(
            _CONSENT[Switch.ON],
            "等待客户同意开启二次验证",
            effect=_switch_on,
            when=_turning_on,
            named_by="switches_on",
            by_journey=True,
            helps=_HELPS,
            again=(
                "utter_security_two_factor_on_again",
                "utter_security_two_factor_on_otherwise",
                "utter_security_two_factor_on_human",
            ),
        ),
        Confirmed(
            _CONSENT[Switch.OFF],
            "等待客户同意关闭二次验证",
            effect=_switch_off,
            when=_turning_off,
            named_by="switches_off",
            clearly=True,
            by_journey=True,
            helps=_HELPS,
            again=(
                "utter_security_two_factor_off_again",
                "utter_security_two_factor_off_otherwise",
                "utter_security_two_factor_off_human",
            ),
        ),
    )
    keeps = ("security_switch_wanted",)

    def is_unwanted(self, turn: Turn) -> bool:
        """What was wanted is known by the words that led here."""
        return False

    def answer_instead(self, turn: Turn) -> bool:
        """Questions lead nowhere near."""
        return False

    def begin(self, turn: Turn) -> None:
        """Note what is wanted, and say what it takes; before it is off, what that means."""
        given = turn.entity("security_switch")
        wanted = Switch(given) if given is not None else switch_in(turn.text)
        turn.set(security_switch_wanted=wanted or Switch.STATE, **dict.fromkeys(_CONSENT.values()))
        if _code_needed(turn):
            turn.say(f"utter_security_two_factor_start_{_wanted(turn)}")
        _verification.hear(turn)

    def answer(self, turn: Turn) -> bool:
        """A yes or a no to the switch that is asked about; a yes that names the other is none."""
        wanted = _wanted(turn)
        step = self.declaration.step_asking(turn.asked)
        if not isinstance(step, Confirmed) or wanted not in _CONSENT:
            return False
        other = _CONSENT[_OPPOSITE[wanted]].rpartition("_")[2]
        if turn.has(f"switches_{other}") and not turn.has(f"switches_{wanted}"):
            return False
        agreed = _hearing.consent(turn, self.declaration, step)
        if agreed is None:
            return False
        turn.set(**{step.slot: agreed})
        return True

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell how it stands where nothing was changed."""
        wanted = _wanted(turn)
        if self.declined(turn):
            turn.say(f"utter_security_two_factor_{wanted}_declined")
            return None
        if wanted in _CONSENT and turn.slot(_CONSENT[wanted]):
            if not _paused.anything_waits(turn, but=self.form):
                turn.say("utter_service_anything_else")
            return None
        state = _state(turn)
        if wanted is Switch.OFF and state.is_on:
            turn.say("utter_security_two_factor_held")
            return None
        kind = "state" if wanted is Switch.STATE else "already"
        now = Switch.ON if state.is_on else Switch.OFF
        ways = _permissions.switch_buttons(_OPPOSITE[now]) if kind == "state" else None
        turn.say(f"utter_security_two_factor_{kind}_{now}", buttons=ways)
        return None


class _Asks:
    first: ClassVar[tuple[str, ...]]

    def ask(self, turn: Turn) -> None:
        """In full, with what it means."""
        turn.say(self.first[0])


class AskTwoFactorOn(_Asks, Ask):
    """Whether it shall be switched on."""

    slot = _CONSENT[Switch.ON]
    first = ("utter_security_two_factor_ask_on",)


class AskTwoFactorOff(_Asks, Ask):
    """Whether it shall be switched off."""

    slot = _CONSENT[Switch.OFF]
    first = ("utter_security_two_factor_ask_off",)
