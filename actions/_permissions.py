"""二次验证 and 自动扣款, wanted or asked about in words that no intent tells: which journey they
begin, and what is answered at once.

Must not know what the journeys do. Where the wallet lacks a topic, today's answers stay.
"""

from __future__ import annotations

from typing import Final

from actions import _follow_ups, _matters
from actions._kefu import ask, topics
from actions._past import Moment, TrackerEvent
from actions._steps import form_of
from actions._turn import Button, Turn, go_to, stop
from kefu.core.agreement_words import (
    AgreementWish,
    asks_after_end,
    asks_whether_refunded,
    is_clear,
    is_of_others,
    wish_in,
)
from kefu.core.consent_words import speaks_of_others
from kefu.core.reserve_words import reserve_in
from kefu.core.theft_words import reports_emergency, reports_theft
from kefu.core.two_factor_words import Switch, switch_in
from kefu.nlu.acts import Act
from kefu.words.texts import texts

TWO_FACTOR: Final = "security_two_factor_form"
AGREEMENTS: Final = "security_agreement_form"
ALL: Final = "all"
"""Of a button that ends every agreement."""
_OF_TWO_FACTOR: Final = frozenset({"two_factor", "security_advice", "cancel"})
_OF_AGREEMENTS: Final = frozenset({"payment_howto", "two_factor"})
_NEAR_AGREEMENTS: Final = frozenset(
    {
        *("security_advice", "out_of_scope", "account_closure", "fee_query", "limit_query"),
        *("transaction_history", "cancel", "inform", "deny", "refund", "dispute"),
    }
)
_SWITCHED: Final = frozenset({Switch.ON, Switch.OFF, Switch.STATE})
_IN_JOURNEY: Final = frozenset({AgreementWish.END, AgreementWish.LIST, AgreementWish.TERMS})
_LISTS: Final = ("utter_security_agreement_list", "utter_security_agreement_terms")
ANSWERS: Final = {
    AgreementWish.HOW: "utter_security_agreement_how",
    AgreementWish.SAFE: "utter_security_without_password",
}


def instead(turn: Turn) -> list[TrackerEvent] | None:
    """What is done in place of the action; None when neither is meant."""
    if turn.came_in_journey:
        return None
    if (form := _form_of_button(turn)) is not None:
        return go_to(form)
    if turn.text.startswith("/") or _says_something_else(turn):
        return None
    if turn.said_before(*_LISTS) and asks_after_end(turn.text):
        turn.say("utter_security_agreement_about_effect")
        return stop()
    if _ends_of_list(turn):
        return _begin(turn, AGREEMENTS)
    wish = wish_in(turn.text) if _may_mean_agreements(turn) else None
    if wish is not None and asks_whether_refunded(turn.text) and ask(topics().agreements.offers):
        return _answer(turn, "utter_security_agreement_about_money")
    may_switch = turn.intent in _OF_TWO_FACTOR and switch_in(turn.text) in _SWITCHED
    if may_switch and ask(topics().two_factor.offers):
        return _begin(turn, TWO_FACTOR)
    if wish is None or not ask(topics().agreements.offers):
        return None
    return _begin(turn, AGREEMENTS) if wish in _IN_JOURNEY else _answer(turn, ANSWERS[wish])


def led_here(turn: Turn) -> bool:
    """Whether the words have just led from another journey to one of these, and lead no further."""
    of_these = turn.form in {AGREEMENTS, TWO_FACTOR}
    return of_these and turn.form is not None and turn.moment(turn.form) is Moment.START


def _ends_of_list(turn: Turn) -> bool:
    """Whether one of the agreements that were just listed is to be ended: 网易云那个关掉."""
    only_asks = turn.does(Act.ASKS) and not turn.does(Act.REQUESTS)  # 帮我关一下好吗 is a wish
    if only_asks or turn.does(Act.REFUSES, Act.NEGATES, Act.WAITS):
        return False
    if not turn.has("switches_off"):
        return False
    return turn.said_before(*_LISTS) and not speaks_of_others(turn.text)


def _may_mean_agreements(turn: Turn) -> bool:
    """Whether the matter that the words sound like leaves room for it; beside most of them, their
    own name, or the merchant's, must be plain.
    """
    if turn.intent in _OF_AGREEMENTS:
        return True
    if turn.intent not in _NEAR_AGREEMENTS:
        return False
    of_merchant = turn.entity("merchant") is not None and not is_of_others(turn.text)
    if turn.intent == "dispute":  # what ends one disputes nothing, where the words are not sure to
        return bool(turn.doubt) and is_clear(turn.text) and wish_in(turn.text) is AgreementWish.END
    return is_clear(turn.text) or of_merchant


def _begin(turn: Turn, form: str) -> list[TrackerEvent]:
    if turn.does(Act.WAITS) and not turn.does(Act.REQUESTS, Act.ASKS):
        words = texts().permissions
        title = words.second_step if form == TWO_FACTOR else words.agreements_title
        turn.say("utter_smalltalk_later", {"title": title})
        return stop()
    _keep_others(turn)
    return go_to(form)


def _answer(turn: Turn, response: str) -> list[TrackerEvent] | None:
    if turn.said_last(response):
        return None
    turn.set(guide_topic=_follow_ups.WITHOUT_PASSWORD)
    turn.say(response, buttons=[agreements_button()])
    return stop()


def agreements_button() -> Button:
    """The way to one's own agreements."""
    payload = f'/inform{{"security_agreement": "{AgreementWish.LIST}"}}'
    return {"title": texts().permissions.my_agreements, "payload": payload}


def switch_buttons(*switches: Switch) -> list[Button]:
    """The ways to switch the second step."""
    words = texts().permissions
    titles = {Switch.ON: words.switch_on, Switch.OFF: words.switch_off}
    return [
        {"title": titles[one], "payload": f'/inform{{"security_switch": "{one}"}}'}
        for one in switches
    ]


def _form_of_button(turn: Turn) -> str | None:
    if turn.entity("security_switch") is not None:
        return TWO_FACTOR
    return AGREEMENTS if turn.entity("security_agreement") is not None else None


def _says_something_else(turn: Turn) -> bool:
    """Whether a theft is told, or the words want nothing done now."""
    if turn.intent in _matters.THEFT or reports_emergency(turn.text) or reports_theft(turn.text):
        return True
    return reserve_in(turn.text) is not None or _matters.is_for_people(turn)


def _keep_others(turn: Turn) -> None:
    """Keep further matters of the message that are journeys of their own."""
    for matter in turn.matters:
        words = turn.text[matter.get("start", 0) : matter.get("end", len(turn.text))]
        is_this = wish_in(words) is not None or switch_in(words) is not None
        if len(turn.matters) > 1 and not is_this and form_of(matter["name"]) is not None:
            _matters.keep_matter(turn, matter)
