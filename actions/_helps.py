"""What a step or a journey can answer in a sentence, before its question stands again.

Data only; when help is looked for is `_hearing`'s business.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kefu.nlu.acts import Act, Aspect

if TYPE_CHECKING:
    from actions._turn import Turn


@dataclass(frozen=True, slots=True)
class Help:
    """One answer: to words that show a feature, or to a question about some aspects.

    With neither it answers any question.
    """

    response: str
    shown_by: str | None = None
    """A feature of `kefu.nlu.lexicon`; it may be no question (看不到输入框)."""
    about: frozenset[Aspect] = frozenset()
    of: tuple[str, ...] = ()
    """Only for these intents; empty: for all."""
    begins: bool = True
    """Whether it also answers a first sentence, so that nothing is begun."""

    def fits(self, turn: Turn) -> bool:
        """Whether it answers this message."""
        if self.of and turn.intent not in self.of:
            return False
        if self.shown_by is not None and turn.has(self.shown_by):
            return True
        if not turn.does(Act.ASKS):
            return False
        return turn.asks_about(*self.about) if self.about else self.shown_by is None


def fitting(turn: Turn, helps: tuple[Help, ...]) -> Help | None:
    """The first that answers this message."""
    return next((known for known in helps if known.fits(turn)), None)


def shown(turn: Turn, helps: tuple[Help, ...]) -> Help | None:
    """The first whose feature the words show, question or not."""
    return fitting(turn, tuple(known for known in helps if known.shown_by is not None))


# Somebody who looks for the box below the question.
_BOX: Final = (
    Help("utter_verification_help_no_box", shown_by="sees_no_box"),
    Help("utter_verification_help_box", shown_by="asks_where_box"),
)
_HELPER: Final = Help("utter_verification_help_helper", shown_by="helps_somebody")
_SAFE: Final = Help("utter_verification_help_safe", shown_by="asks_whether_safe")
# Beside each question of a proof of identity.
OF_VERIFICATION: Final[dict[str, tuple[Help, ...]]] = {
    "verification_account": (
        Help("utter_verification_help_no_number", shown_by="has_no_number"),
        _HELPER,
        _SAFE,
        Help("utter_verification_help_why", shown_by="keeps_to_oneself"),
        Help("utter_verification_help_who", shown_by="asks_who_gets"),
        Help("utter_verification_help_here", shown_by="asks_where_box"),
        Help("utter_verification_help_why", about=frozenset({Aspect.REASON, Aspect.NEED})),
        Help("utter_verification_help_account", about=frozenset({Aspect.PROCEDURE})),
        Help("utter_verification_help_account", of=("register_account", "contact_channels")),
    ),
    "verification_channel": (
        Help("utter_verification_help_no_number", shown_by="has_no_number"),
        _HELPER,
        _SAFE,
        Help("utter_verification_help_code", about=frozenset({Aspect.REASON, Aspect.NEED})),
        Help("utter_verification_help_valid", about=frozenset({Aspect.TIME})),
        Help("utter_verification_help_free", about=frozenset({Aspect.COST})),
    ),
    "verification_passed": (
        *_BOX,
        Help("utter_verification_help_no_number", shown_by="has_no_number"),
        Help("utter_verification_help_wrong", shown_by="says_wrong_code"),
        _HELPER,
        _SAFE,
        Help("utter_verification_help_whom", shown_by="asks_who_gets"),
        Help("utter_verification_help_code", about=frozenset({Aspect.REASON, Aspect.NEED})),
        Help("utter_verification_help_valid", about=frozenset({Aspect.TIME})),
        Help("utter_verification_help_free", about=frozenset({Aspect.COST})),
        Help("utter_verification_help_box", about=frozenset({Aspect.PROCEDURE})),
    ),
}
# 为什么要验证码, 要身份证吗: in the middle of a proof they speak of it.
NEAR_VERIFICATION: Final = (
    *("verification_code_not_received", "two_factor", "real_name_verification", "change_phone"),
    *("register_account", "contact_channels"),
)
# What is asked when the question before was not answered, in order; the last two take turns.
AGAIN_VERIFICATION: Final[dict[str, tuple[str, ...]]] = {
    "verification_account": (
        "utter_verification_account_again",
        "utter_verification_account_otherwise",
        "utter_verification_account_human",
    ),
    "verification_channel": (
        "utter_verification_channel_again",
        "utter_verification_channel_otherwise",
        "utter_verification_channel_human",
    ),
    "verification_passed": (
        "utter_verification_waiting_again",
        "utter_verification_waiting_otherwise",
        "utter_verification_waiting_human",
    ),
}
