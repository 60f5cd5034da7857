"""Which sentences about cards or the account's end want something done, rather than explained, and
the journey that does it.

Begins none inside another journey, and nothing that the wallet lacks.
"""

from __future__ import annotations

from typing import Final

from actions import _figures, _held, _papers, _verification
from actions._handoff import is_about_theft
from actions._kefu import ask, topics
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.asking_form_words import asks_the_way
from kefu.core.card_words import asks_which_cards, cannot_unbind, hangs_elsewhere, wants_unbound
from kefu.core.closure_words import (
    asks_of_request,
    names_account,
    takes_request_back,
    wants_closed,
    wants_kept,
)
from kefu.core.consent_words import passes_on
from kefu.core.handoff import Mood
from kefu.core.mood_words import heard_in
from kefu.core.phone_words import loses_old_phone, wants_phone_changed
from kefu.core.reserve_words import reserve_in
from kefu.core.restriction_words import asks_whats_wrong
from kefu.core.verification import CodeChannel
from kefu.nlu.acts import Act, Aspect
from kefu.words.texts import texts

CARD_FORM: Final = "guide_card_form"
CLOSURE_FORM: Final = "guide_closure_form"
PHONE_FORM: Final = "guide_phone_form"
CHOICE: Final = "guide_choice"
"""Only in payloads: what a button of these journeys stands for."""
LIST: Final = "list"
UNBIND: Final = "unbind"
CLOSE: Final = "close"
KEEP: Final = "keep"
BY_EMAIL: Final = "email"
ASK: Final = "ask"
_CARDS: Final = frozenset({"unbind_card", "bind_card"})
_CLOSURE: Final = "account_closure"
_PHONE: Final = "change_phone"
_NO_WISH: Final = (Act.NEGATES, Act.REFUSES, Act.STOPS, Act.WAITS)


def begin(turn: Turn, intent: str) -> str | None:
    """The form of the journey that this message begins, noting what is wanted in it; None where it
    is answered.
    """
    if turn.form is not None:
        return None
    if intent in _CARDS and topics().cards.offers():
        wish = _card_wish(turn, intent)
        turn.set(guide_card_wish=wish)
        return CARD_FORM if wish is not None else None
    if intent == _CLOSURE and topics().closure.offers():
        wish = _closure_wish(turn)
        turn.set(guide_closure_wish=wish)
        return CLOSURE_FORM if wish is not None else None
    if intent == _PHONE and topics().phone_change.offers():
        wished = _is_tapped(turn) or (_wants(turn) and wants_phone_changed(turn.text))
        return PHONE_FORM if wished else None
    return None


def answer_instead(turn: Turn, intent: str) -> bool:
    """Answer what the common explanation is no answer to; whether it did."""
    if _papers.answer(turn, intent):
        return True
    if intent == "unbind_card" and hangs_elsewhere(turn.text):
        turn.say("utter_guide_unbind_card_others", buttons=[button("human_agent")])
        return True
    if intent == _PHONE and _loses_phone(turn):
        turn.say("utter_guide_phone_lost", buttons=[*_by_email(turn), button("human_agent")])
        return True
    if intent == _CLOSURE and turn.doubt and not (_is_tapped(turn) or names_account(turn.text)):
        turn.say(
            "utter_smalltalk_guessed",
            {"title": texts().topics.name(_CLOSURE)},
            buttons=[button(_CLOSURE)],
        )
        return True
    asks = turn.does(Act.ASKS, Act.NEGATES, Act.WAITS) or _is_tapped(turn)
    if intent != _CLOSURE or asks or not wants_closed(turn.text):
        return False
    if is_about_theft(turn):
        turn.say("utter_guide_closure_after_theft", buttons=[button("human_agent")])
        return True
    if heard_in(turn.text) is Mood.AGITATED:
        turn.say("utter_guide_closure_upset", buttons=[button("human_agent"), button(_CLOSURE)])
        return True
    return False


def own_button(turn: Turn, intent: str) -> list[Button] | None:
    """Below an explanation: the way to have it done here."""
    if turn.form is not None:
        return None
    if intent == "unbind_card" and topics().cards.offers():
        return [{"title": texts().access.unbind_here, "payload": "/unbind_card"}]
    if intent == _PHONE and topics().phone_change.offers():
        return [{"title": texts().access.change_here, "payload": "/change_phone"}]
    if intent == _CLOSURE and topics().closure.offers():
        return [{"title": texts().access.close_here, "payload": "/account_closure"}]
    return None


def named(turn: Turn) -> str | None:
    """The matter of words that name it in a way of their own: 我的账户怎么了, 名下有哪些卡."""
    if _is_tapped(turn):
        return None
    if asks_whats_wrong(turn.text):
        return "account_locked"
    if turn.does(*_NO_WISH):
        return None
    if topics().cards.offers():
        if turn.intent not in _CARDS and asks_which_cards(turn.text):
            return "bind_card"
        if turn.doubt and turn.intent == "unbind_card" and wants_unbound(turn.text):
            return "unbind_card"
    return None


def takes_back(turn: Turn) -> str | None:
    """The matter of who takes a request to close back (撤销注销), or says no to closing while one
    stands (不注销了).
    """
    if turn.text.startswith("/") or not wants_kept(turn.text) or not topics().closure.offers():
        return None
    if turn.does(Act.ASKS, Act.WAITS):
        return None
    if takes_request_back(turn.text):
        return _CLOSURE
    known = _figures.is_known(turn)
    stands = known and ask(topics().closure.standing, turn.conversation_id) is not None
    return _CLOSURE if stands else None


def tell_held(turn: Turn) -> None:
    """What holds the account back, where anything does."""
    if (account := _held.held(turn)) is not None:
        _held.tell(turn, account)


def _is_tapped(turn: Turn) -> bool:
    """Whether no words were said: a button stands for the wish."""
    return not turn.text or turn.text.startswith("/") or turn.entity(CHOICE) is not None


def _loses_phone(turn: Turn) -> bool:
    """Whether it is to be changed because the registered one is out of reach."""
    if _is_tapped(turn) or turn.does(Act.NEGATES, Act.REFUSES, Act.STOPS):
        return False
    return loses_old_phone(turn.text)


def _by_email(turn: Turn) -> list[Button]:
    """The way to prove who one is without the phone, for whom the bot knows one."""
    known = topics().phone_change.offers() and _figures.is_known(turn) and turn.form is None
    if not known or CodeChannel.EMAIL not in _verification.ways_of(turn):
        return []
    payload = f'/{_PHONE}{{"{CHOICE}": "{BY_EMAIL}"}}'
    return [{"title": texts().access.prove_by_email, "payload": payload}]


def _card_wish(turn: Turn, intent: str) -> str | None:
    choice = turn.entity(CHOICE)
    if choice == LIST or asks_which_cards(turn.text):
        return LIST
    if intent != "unbind_card":
        return None
    if _is_tapped(turn):
        return UNBIND
    if cannot_unbind(turn.text) and wants_unbound(turn.text) and _figures.is_known(turn):
        return UNBIND
    return UNBIND if _wants(turn) and wants_unbound(turn.text) else None


def _closure_wish(turn: Turn) -> str | None:
    choice = turn.entity(CHOICE)
    if choice == KEEP or _takes_request_back(turn):
        return KEEP
    if _is_tapped(turn):
        return CLOSE
    if not wants_closed(turn.text):
        return None
    if asks_of_request(turn.text):
        return ASK
    fails = turn.does(Act.NO_SUCCESS) and _figures.is_known(turn)
    return CLOSE if fails or _wants(turn) else None


def _takes_request_back(turn: Turn) -> bool:
    return wants_kept(turn.text) and not turn.does(Act.ASKS, Act.WAITS)


def _wants(turn: Turn) -> bool:
    """Whether the message wants it done, and neither asks how nor puts it off."""
    if turn.does(*_NO_WISH) or reserve_in(turn.text) is not None or turn.has("sets_condition"):
        return False
    if asks_the_way(turn.text) or passes_on(turn.text):
        return False
    if not turn.does(Act.ASKS):
        return not turn.does(Act.NO_SUCCESS)
    return turn.does(Act.REQUESTS) and not turn.manner.aspects - {Aspect.POSSIBILITY}
