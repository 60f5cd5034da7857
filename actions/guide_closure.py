"""注销账户: what stands in the way with its figures, the request with its days to think better of
it, and taking it back. Nobody is urged to close an account.
"""

from __future__ import annotations

from typing import Final

from actions import _closure_obstacles, _figures, _verification
from actions._guide_wishes import CHOICE, CLOSE, CLOSURE_FORM, KEEP
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import ask, call, clock, read, topics
from actions._past import TrackerEvent
from actions._steps import Confirmed, Verified
from actions._turn import Button, Turn
from kefu.core.closure import Closure
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict
from kefu.core.verification import Purpose
from kefu.nlu.acts import Aspect
from kefu.words.problems import sentence
from kefu.words.spoken import spoken_date
from kefu.words.texts import texts

WISH: Final = "guide_closure_wish"
_NEAR: Final = ("account_closure", "balance_query", "register_account", "unbind_card")
_HELPS: Final = (
    Help("utter_guide_account_closure_cost", about=frozenset({Aspect.COST})),
    Help("utter_guide_closure_off", about=frozenset({Aspect.POSSIBILITY})),
    Help("utter_guide_closure_time", about=frozenset({Aspect.TIME})),
    Help("utter_guide_account_closure_effect", about=frozenset({Aspect.CONSEQUENCE})),
    Help("utter_guide_closure_help", about=frozenset({Aspect.PROCEDURE, Aspect.NEED})),
)


def _standing(turn: Turn) -> Closure | None:
    return ask(topics().closure.standing, turn.conversation_id)


def _may_be_kept(turn: Turn) -> bool:
    if turn.slot("guide_closure_keep") is True:
        return True  # done in this very turn
    return turn.slot(WISH) == KEEP and _standing(turn) is not None


def _needs_code_to_keep(turn: Turn) -> bool:
    """Whether a code for something else has only shown the request so far."""
    known = read(topics().verification.is_logged_in, turn.conversation_id)
    return not known and _may_be_kept(turn)


def _may_be_closed(turn: Turn) -> bool:
    if turn.slot("guide_closure_consent") is True:
        return True
    return (
        turn.slot(WISH) == CLOSE
        and _standing(turn) is None
        and not _closure_obstacles.obstacles(turn)
    )


def _request(turn: Turn) -> None:
    try:
        made = call(topics().closure.request, turn.conversation_id, key=f"closure/{turn.id}")
    except Conflict as refused:
        turn.say("utter_guide_closure_refused", {"detail": sentence(refused)})
        return
    turn.say("utter_guide_closure_requested", _day(made), buttons=[keep_button()])


def _cancel(turn: Turn) -> None:
    try:
        call(topics().closure.cancel, turn.conversation_id, key=f"closure-kept/{turn.id}")
    except Conflict as refused:
        turn.say("utter_guide_closure_refused", {"detail": sentence(refused)})
        return
    turn.say("utter_guide_closure_kept")


class ClosureJourney(Journey):
    """Asks to close the account, or takes such a request back, when the customer agrees."""

    form = CLOSURE_FORM
    title = "注销账户"
    begun_by = ()
    steps = (
        Verified(Purpose.CLOSURE, unless=Assurance.LOGGED_IN),
        Verified(Purpose.CLOSURE, when=_needs_code_to_keep),
        Confirmed(
            "guide_closure_keep",
            "等待客户确认撤销注销申请",
            effect=_cancel,
            near=_NEAR,
            helps=_HELPS,
            named_by="names_keeping",
            again=(
                "utter_guide_closure_keep_again",
                "utter_guide_closure_keep_otherwise",
                "utter_guide_closure_keep_human",
            ),
            when=_may_be_kept,
        ),
        Verified(Purpose.CLOSURE, when=_may_be_closed),
        Confirmed(
            "guide_closure_consent",
            "等待客户确认注销账户",
            effect=_request,
            near=_NEAR,
            helps=_HELPS,
            named_by="names_closing",
            clearly=True,
            again=(
                "utter_guide_closure_consent_again",
                "utter_guide_closure_consent_otherwise",
                "utter_guide_closure_consent_human",
            ),
            when=_may_be_closed,
        ),
    )
    keeps = (WISH,)

    def is_unwanted(self, turn: Turn) -> bool:
        """Whether the account shall not be closed, with no request to be taken back either."""
        return turn.slot(WISH) != KEEP and super().is_unwanted(turn)

    def begin(self, turn: Turn) -> None:
        """Say to whom nobody knows yet why a code is needed."""
        turn.set(guide_closure_keep=None, guide_closure_consent=None)
        if not _figures.is_known(turn):
            turn.say("utter_guide_closure_start")
        _verification.hear(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Why there is no request, or how one stands; what was done has been told."""
        if turn.slot("guide_closure_keep") is True or turn.slot("guide_closure_consent") is True:
            return None
        standing = _standing(turn)
        if self.declined(turn) and standing is not None:
            turn.say("utter_guide_closure_goes_on", _day(standing))
        elif self.declined(turn):
            turn.say("utter_guide_closure_declined")
        elif standing is not None:
            turn.say("utter_guide_closure_stands", _day(standing), buttons=[keep_button()])
        elif turn.slot(WISH) != CLOSE:
            turn.say("utter_guide_closure_none")
        else:
            _closure_obstacles.tell(turn, _closure_obstacles.obstacles(turn))
        return None


def _day(closure: Closure) -> dict[str, str]:
    now = clock()
    return {"day": spoken_date(closure.closes_on, now)}


def keep_button() -> Button:
    """The way to take a request back."""
    payload = f'/account_closure{{"{CHOICE}": "{KEEP}"}}'
    return {"title": texts().access.keep_account, "payload": payload}
