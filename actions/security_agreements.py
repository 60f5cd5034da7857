"""自动续费 and 免密支付: which there are, the wallet tells; one or all are ended after a yes."""

from __future__ import annotations

from typing import Any, Final

from actions import _agreements, _hearing, _paused, _permissions, _verification
from actions._asking import Ask
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import ask, call, read, topics
from actions._past import TrackerEvent
from actions._steps import Chosen, Confirmed, Verified
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.account import AccountStatus
from kefu.core.agreement import Agreement
from kefu.core.agreement_words import AgreementWish, wish_in
from kefu.core.clock import BEIJING
from kefu.core.conversation import Assurance
from kefu.core.money import format_fen
from kefu.core.transaction import Transaction
from kefu.core.verification import Purpose
from kefu.nlu.acts import Act, Aspect
from kefu.services.agreements import Agreements
from kefu.words.texts import texts

_CHOICE: Final = "security_agreement_choice"
_CONSENT: Final = "security_agreement_consent"
_ASKED: Final = "security_agreement_asked"
_SHOWN: Final = "security_agreement_shown"
_NONE: Final = "none"
_WITH_HUMAN: Final = frozenset(
    {"utter_security_agreement_choose_otherwise", "utter_security_agreement_choose_human"}
)


def _wish(turn: Turn) -> AgreementWish:
    return AgreementWish((turn.slot(_ASKED) or {}).get("wish", AgreementWish.LIST))


def _is_known(turn: Turn) -> bool:
    return read(topics().verification.level, turn.conversation_id) >= Assurance.LOGGED_IN


def _all(turn: Turn) -> Agreements:
    return ask(topics().agreements.all, turn.conversation_id)


def _ends(turn: Turn) -> bool:
    return _wish(turn) is AgreementWish.END


def _chosen(turn: Turn) -> list[Agreement]:
    """What is to be ended, as far as it is still active."""
    ids = (turn.slot(_CHOICE) or "").split(",")
    return [one for one in _all(turn).active if one.id in ids]


def _is_chosen(turn: Turn) -> bool:
    return _ends(turn) and turn.slot(_CHOICE) not in {None, _NONE} and bool(_chosen(turn))


def _needs_code(turn: Turn) -> bool:
    """Whether a code for something else has only shown the agreements so far."""
    return _is_chosen(turn) and not read(topics().verification.is_logged_in, turn.conversation_id)


def _choose(turn: Turn, found: list[Agreement]) -> None:
    turn.set(**{_CHOICE: ",".join(one.id for one in found), _CONSENT: None})


def _alone(turn: Turn) -> str | None:
    """What the first words mean; that there is none, which is said; None to choose."""
    asked, have = turn.slot(_ASKED), _all(turn)
    text, amount = str(asked["text"]), asked["amount"]
    ended = _agreements.named_in(text, amount, have.ended)
    if not have.active:
        if ended:
            turn.say("utter_security_agreement_ended_before", {"merchant": ended[0].merchant})
        else:
            turn.say("utter_security_agreement_none")
        return _NONE
    if turn.slot(_SHOWN):
        return None
    found = _agreements.named_in(text, amount, have.active)
    if found:
        return ",".join(one.id for one in found)
    if ended:
        turn.say("utter_security_agreement_ended_before", {"merchant": ended[0].merchant})
        return None
    if asked["merchant"]:
        turn.say("utter_security_agreement_not_found", {"merchant": asked["merchant"]})
        return None
    of_kind = _agreements.of_kind(text, have.active)
    return of_kind[0].id if len(of_kind) == 1 else None


def _end(turn: Turn) -> None:
    """End each of them, once, and say what remains."""
    done = [
        call(
            topics().agreements.end,
            turn.conversation_id,
            one.id,
            key=f"end_agreement/{turn.conversation_id}/{turn.id}/{one.id}",
        )
        for one in _chosen(turn)
    ]
    left = _agreements.remaining(_all(turn).active)
    turn.say(
        "utter_security_agreement_ended",
        {"names": _agreements.names(done), "left": left},
        card=_agreements.card(done),
    )


_HELPS: Final = (
    Help("utter_security_agreement_about_money", about=frozenset({Aspect.COST})),
    Help("utter_security_agreement_about_time", about=frozenset({Aspect.TIME})),
    Help("utter_security_agreement_about_effect", about=frozenset({Aspect.CONSEQUENCE})),
    Help(
        "utter_security_agreement_about_again",
        about=frozenset({Aspect.POSSIBILITY, Aspect.PROCEDURE}),
    ),
)


class AgreementJourney(Journey):
    """Begun by words and buttons (`_permissions`), never by an intent alone."""

    form = _permissions.AGREEMENTS
    title = "管理自动扣款"
    begun_by = ()
    meant_by = ("payment_howto", "two_factor", "security_advice", "account_closure")
    steps = (
        Verified(Purpose.AGREEMENTS, unless=Assurance.LOGGED_IN),
        Chosen(
            _CHOICE,
            "等待客户选择要关闭的自动扣款",
            alone=_alone,
            when=_ends,
            helps=_HELPS,
            again=(
                "utter_security_agreement_choose_again",
                "utter_security_agreement_choose_otherwise",
                "utter_security_agreement_choose_human",
            ),
        ),
        Verified(Purpose.AGREEMENTS, when=_needs_code),
        Confirmed(
            _CONSENT,
            "等待客户同意关闭自动扣款",
            effect=_end,
            when=_is_chosen,
            named_by="switches_off",
            clearly=True,
            by_journey=True,
            helps=_HELPS,
            again=(
                "utter_security_agreement_consent_again",
                "utter_security_agreement_consent_otherwise",
                "utter_security_agreement_consent_human",
            ),
        ),
    )
    keeps = (_ASKED, _SHOWN)

    def is_unwanted(self, turn: Turn) -> bool:
        """What was wanted is known by the words that led here: 不想自动续费了 is a wish."""
        return False

    def answer_instead(self, turn: Turn) -> bool:
        """Questions that begin nothing are answered before."""
        return False

    def begin(self, turn: Turn) -> None:
        """Note what is wanted; who is not known hears why a code is needed."""
        given = turn.entity("security_agreement")
        wish = wish_in(turn.text) or AgreementWish.LIST
        if wish is AgreementWish.LIST and turn.has("switches_off"):  # of the list that was shown
            wish = AgreementWish.END
        if given is not None:
            wish = AgreementWish.LIST if given == AgreementWish.LIST else AgreementWish.END
        asked = {
            "wish": wish,
            "text": "" if turn.text.startswith("/") else turn.text,
            "merchant": turn.entity("merchant"),
            "amount": turn.entity("amount"),
        }
        turn.set(**{_ASKED: asked, _CHOICE: None, _CONSENT: None, _SHOWN: None})
        if not _is_known(turn):
            turn.say("utter_security_agreement_start")
        elif wish is AgreementWish.END and given is not None:
            self._choose_by(turn)
        _verification.hear(turn)

    def answer(self, turn: Turn) -> bool:
        """Which is meant; a yes or a no to ending just what was named; a question about them."""
        if turn.entity("security_agreement") is None and wish_in(turn.text) in {
            AgreementWish.LIST,
            AgreementWish.TERMS,
        }:
            self._tell(turn)
            return True
        if turn.does(Act.ASKS, Act.WAITS):
            return False
        if turn.asked == _CHOICE:
            return not turn.does(Act.NEGATES) and self._choose_by(turn)
        step = self.declaration.step_asking(turn.asked)
        if not isinstance(step, Confirmed):
            return False
        named = _agreements.meant(turn, _all(turn).active)
        if named and named != _chosen(turn) and not turn.does(Act.REFUSES, Act.STOPS):
            _choose(turn, named)
            return True
        agreed = _hearing.consent(turn, self.declaration, step)
        if agreed is not None:
            turn.set(**{_CONSENT: agreed})
        return agreed is not None

    def _choose_by(self, turn: Turn) -> bool:
        found = _agreements.meant(turn, _all(turn).active)
        if found:
            _choose(turn, found)
        return bool(found)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell what was asked for, or that nothing was ended."""
        if not _ends(turn):
            self._tell(turn, buttons=True)
            return None
        if self.declined(turn):
            turn.say("utter_security_agreement_kept")
        elif turn.slot(_CHOICE) != _NONE and not turn.slot(_CONSENT):
            turn.say("utter_security_agreement_ended_already")
        if turn.slot(_CONSENT):
            self._tell_twice(turn, buttons=[button("dispute")])
        if turn.slot(_CONSENT) and not _paused.anything_waits(turn, but=self.form):
            turn.say("utter_service_anything_else")
        return None

    def _tell(self, turn: Turn, *, buttons: bool = False) -> None:
        """What there is, or of what is named its terms."""
        have, text = _all(turn), turn.text
        if buttons and not text.startswith("/"):
            text = str(turn.slot(_ASKED)["text"]) or text
        named = _agreements.named_in(text, None, have.active)
        shown = named or _agreements.of_kind(text, have.active)
        if not shown:
            shown = list(have.active)
        if not shown:
            turn.say("utter_security_agreement_none")
            return
        ways = _agreements.end_buttons(shown) if buttons else None
        twice = bool(self._charged_twice(turn))
        response = "utter_security_agreement_terms" if named else "utter_security_agreement_list"
        turn.say(
            response,
            {"lines": _agreements.lines(shown), "count": len(shown)},
            card=None if named else _agreements.card(shown),
            buttons=None if twice else ways,
        )
        if twice:
            self._tell_twice(turn, None if ways is None else [*ways, button("dispute")])
        if have.account.status is AccountStatus.FROZEN:
            turn.say("utter_security_agreement_frozen")

    def _charged_twice(self, turn: Turn) -> list[tuple[Agreement, Transaction]]:
        """Each subscription that charged twice in one period, with the second charge; of what is
        chosen, where anything is.
        """
        have, ids = _all(turn), (turn.slot(_CHOICE) or "").split(",")
        about = [*have.active, *(one for one in have.ended if one.id in ids)]
        return [
            (one, have.twice[one.id][1])
            for one in about
            if one.id in have.twice and (ids == [""] or one.id in ids)
        ]

    def _tell_twice(self, turn: Turn, buttons: list[Button] | None = None) -> None:
        """Of what charged twice, with the buttons below the last."""
        found = self._charged_twice(turn)
        for place, (one, second) in enumerate(found, start=1):
            words = {
                "merchant": one.merchant,
                "day": _agreements.day(second.at.astimezone(BEIJING).date()),
                "amount": format_fen(second.amount_fen),
            }
            last = place == len(found)
            turn.say("utter_security_agreement_twice", words, buttons=buttons if last else None)


class AskAgreementChoice(Ask):
    """Lists them, with a button for each."""

    slot = _CHOICE
    first = ("utter_security_agreement_choose",)

    def ask(self, turn: Turn) -> None:
        """In full, numbered."""
        self.ask_again(turn, self.first[0])

    def ask_again(self, turn: Turn, response: str) -> None:
        """The same list in other words."""
        listed = _all(turn).active
        turn.set(**{_SHOWN: [one.id for one in listed]})
        ways = _agreements.end_buttons(listed)
        if response not in _WITH_HUMAN:
            ways.append(button("human_agent"))
        facts = {"lines": _agreements.lines(listed)}
        turn.say(response, facts, card=_agreements.card(listed), buttons=ways)


class AskAgreementConsent(Ask):
    """Names what will be ended, and what that means."""

    slot = _CONSENT
    first = ("utter_security_agreement_ask_consent",)

    def ask(self, turn: Turn) -> None:
        """In full."""
        self.ask_again(turn, self.first[0])

    def ask_again(self, turn: Turn, response: str) -> None:
        """The same in other words."""
        chosen = _chosen(turn)
        facts: dict[str, Any] = {
            "lines": _agreements.lines(chosen),
            "names": _agreements.names(chosen),
        }
        turn.say(response, facts, buttons=_consent_buttons(len(chosen), chosen))


def _consent_buttons(count: int, chosen: list[Agreement]) -> list[Button]:
    words = texts().permissions
    title = words.end_all if count > 1 else words.end_one.format(merchant=chosen[0].merchant)
    return [
        {"title": title, "payload": "/affirm", "style": "primary"},
        {"title": words.keep_them, "payload": "/deny"},
    ]
