"""解绑银行卡, and which cards are bound, told from the wallet to whoever is known."""

from __future__ import annotations

from typing import Final

from actions import _figures, _held, _verification
from actions._asking import Ask
from actions._bound_cards import card_in_words, card_lines, with_state
from actions._cards import totals_in_words
from actions._guide_wishes import CARD_FORM, CHOICE, UNBIND
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import ask, call, topics
from actions._past import TrackerEvent
from actions._steps import Chosen, Confirmed, Verified
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.account import AccountStatus
from kefu.core.card_words import asks_which_cards, means_several, named_in
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict
from kefu.core.verification import Purpose
from kefu.nlu.acts import Act, Aspect
from kefu.nlu.ordinals import ordinal
from kefu.services.cards import BoundCard
from kefu.words.problems import sentence
from kefu.words.terms import term
from kefu.words.texts import texts

# A wallet takes no card off such an account.
_HELD_BACK: Final = frozenset({AccountStatus.FROZEN, AccountStatus.CLOSED})
_NONE: Final = "none"
_HELD: Final = "held"
# They offer a human themselves.
_WITH_PEOPLE: Final = ("utter_guide_card_otherwise", "utter_guide_card_human")
_NEAR: Final = ("unbind_card", "bind_card", "withdraw_howto")
_HELPS: Final = (
    Help("utter_guide_unbind_card_cost", about=frozenset({Aspect.COST})),
    Help("utter_guide_unbind_card_restore", about=frozenset({Aspect.POSSIBILITY})),
    Help("utter_guide_unbind_card_time", about=frozenset({Aspect.TIME})),
    Help("utter_guide_unbind_card_effect", about=frozenset({Aspect.CONSEQUENCE})),
    Help("utter_guide_card_help", about=frozenset({Aspect.PROCEDURE, Aspect.NEED})),
)


def _bound(turn: Turn) -> list[BoundCard]:
    return ask(topics().cards.bound, turn.conversation_id)


def _unbinds(turn: Turn) -> bool:
    return turn.slot("guide_card_wish") == UNBIND


def _chosen(turn: Turn) -> BoundCard | None:
    """The card that was chosen, as the wallet has it now."""
    return next((b for b in _bound(turn) if b.card.id == turn.slot("guide_card")), None)


def _may_be_unbound(turn: Turn) -> bool:
    chosen = _chosen(turn) if _unbinds(turn) else None
    # What was unbound in this very turn is in the wallet no more.
    done = turn.slot("guide_card_consent") is True
    return done or (chosen is not None and not chosen.pending)


def _alone(turn: Turn) -> str | None:
    """The card that alone is meant; that there is none, or that none may go; None to choose."""
    account, cards = _held.held(turn), _bound(turn)
    if account is not None and (account.restriction is not None or account.status in _HELD_BACK):
        return _HELD
    if not cards:
        return _NONE
    said = turn.slot("guide_card_said") or ""
    named = named_in(said, [bound.card for bound in cards])
    if named is None:
        return cards[0].card.id if len(cards) == 1 else None
    return named[0].id if len(named) == 1 else None


def _unbind(turn: Turn) -> None:
    """Take it off and say what follows; or say why it could not be done."""
    cards = _bound(turn)
    card_id = turn.slot("guide_card")
    try:
        card = call(topics().cards.unbind, turn.conversation_id, card_id, key=f"unbind/{turn.id}")
    except Conflict as refused:
        turn.say("utter_guide_card_refused", {"detail": sentence(refused)}, buttons=_people())
        return
    others = [bound for bound in cards if bound.card.id != card_id]
    facts: dict[str, str | int] = {"card": card_in_words(card), "count": len(others)}
    if others:
        turn.say("utter_guide_card_unbound", facts, buttons=[button("unbind_card")])
    else:
        turn.say("utter_guide_card_unbound_last", facts, buttons=[button("bind_card")])


class CardJourney(Journey):
    """Shows which cards are bound, or takes one off when the customer agrees."""

    form = CARD_FORM
    title = "解绑银行卡"
    begun_by = ()
    steps = (
        Verified(Purpose.CARD, unless=Assurance.LOGGED_IN),
        Chosen(
            "guide_card",
            "等待客户选出要解绑的银行卡",
            alone=_alone,
            helps=_HELPS,
            near=_NEAR,
            again=(
                "utter_guide_card_again",
                "utter_guide_card_otherwise",
                "utter_guide_card_human",
            ),
            when=_unbinds,
        ),
        Verified(Purpose.CARD, when=_may_be_unbound),
        Confirmed(
            "guide_card_consent",
            "等待客户确认解绑银行卡",
            effect=_unbind,
            helps=_HELPS,
            near=_NEAR,
            named_by="names_unbinding",
            clearly=True,
            again=(
                "utter_guide_card_consent_again",
                "utter_guide_card_consent_otherwise",
                "utter_guide_card_consent_human",
            ),
            when=_may_be_unbound,
        ),
    )
    keeps = ("guide_card_wish", "guide_card_said")

    def begin(self, turn: Turn) -> None:
        """Note which card is named; say what is going to happen to whom nobody knows yet."""
        turn.set(guide_card=None, guide_card_consent=None)
        turn.set(guide_card_said=None if turn.text.startswith("/") else turn.text)
        if not _figures.is_known(turn):
            turn.say(f"utter_guide_card_start_{turn.slot('guide_card_wish')}")
        elif means_several(turn.text) and _unbinds(turn):
            turn.say("utter_guide_card_one_by_one")
        _verification.hear(turn)

    def answer(self, turn: Turn) -> bool:
        """Which card it is, in words, by its place or by its button."""
        if turn.asked == "guide_card_consent":
            return self._changes_card(turn)
        if turn.asked != "guide_card":
            return False
        if asks_which_cards(turn.text):
            return True  # the question lists them
        chosen = turn.entity(CHOICE) or self._pointed_at(turn)
        if chosen is None:
            return False
        turn.set(guide_card=chosen)
        return True

    def _pointed_at(self, turn: Turn) -> str | None:
        if turn.does(Act.ASKS, Act.WAITS, Act.STOPS):
            return None
        cards = [bound.card for bound in _bound(turn)]
        place = ordinal(turn.folded)
        if place is not None and place <= len(cards):
            return cards[place - 1].id
        named = named_in(turn.text, cards) or []
        return named[0].id if len(named) == 1 else None

    def _changes_card(self, turn: Turn) -> bool:
        """Whether another card is meant after all, or this one no more: it is asked anew."""
        if turn.does(Act.ASKS, Act.WAITS, Act.STOPS):
            return False
        cards = [bound.card for bound in _bound(turn)]
        named = named_in(turn.text, cards) or []
        if len(named) != 1 or named[0].id == turn.slot("guide_card"):
            return False
        turn.set(guide_card=named[0].id)
        return True

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell the cards, or why nothing is unbound; what was done has been told."""
        if not _unbinds(turn):
            tell_cards(turn)
        elif turn.slot("guide_card") == _HELD:
            if (account := _held.held(turn)) is not None:
                _held.tell(turn, account)
            turn.say("utter_guide_card_held")
        elif turn.slot("guide_card") == _NONE:
            turn.say("utter_guide_card_none", buttons=[button("bind_card")])
        elif self.declined(turn):
            turn.say("utter_guide_card_declined")
        elif turn.slot("guide_card_consent") is not True:
            _tell_in_use(turn)
        return None


def tell_cards(turn: Turn) -> None:
    """Which cards are bound now, each with what keeps it from being used."""
    cards = _bound(turn)
    if not cards:
        turn.say("utter_guide_card_none", buttons=[button("bind_card")])
        return
    facts: dict[str, str | int] = {"count": len(cards), "lines": card_lines(cards)}
    turn.say("utter_guide_card_list", facts, buttons=[button("unbind_card"), button("bind_card")])


def _tell_in_use(turn: Turn) -> None:
    chosen = _chosen(turn)
    if chosen is None:
        turn.say("utter_guide_card_gone")
        return
    facts = {"card": card_in_words(chosen.card), "parts": totals_in_words(chosen.pending)}
    turn.say("utter_guide_card_in_use", facts, buttons=_people())


def _people() -> list[Button]:
    return [button("human_agent")]


class AskGuideCard(Ask):
    """Shows the bound cards."""

    slot = "guide_card"
    first = ("utter_guide_card_choose",)

    def ask(self, turn: Turn) -> None:
        """With what was not found among them."""
        said = turn.slot("guide_card_said") or ""
        named = named_in(said, [bound.card for bound in _bound(turn)])
        self.ask_again(turn, "utter_guide_card_unmatched" if named == [] else self.first[0])

    def ask_again(self, turn: Turn, response: str) -> None:
        """The same cards in other words."""
        cards = _bound(turn)
        rows = [_row(bound) for bound in cards]
        people = [] if response in _WITH_PEOPLE else _people()
        turn.say(response, {"lines": card_lines(cards)}, buttons=[*rows, *people])


def _row(bound: BoundCard) -> Button:
    card = bound.card
    return {
        "title": texts().access.unbind_this.format(bank=card.bank, last4=card.last4),
        "payload": f'/inform{{"{CHOICE}": "{card.id}"}}',
        "row": {
            "name": card.bank,
            "detail": f"{term(card.kind)} {card.last4}",
            "state": term(card.status),
        },
    }


class AskGuideCardConsent(Ask):
    """Asks whether this card shall be unbound, and says what can then not be done."""

    slot = "guide_card_consent"
    first = ("utter_ask_guide_card_consent", "utter_guide_card_consent_last")

    def ask(self, turn: Turn) -> None:
        """In full."""
        self.ask_again(turn, self.first[len(_bound(turn)) == 1])

    def ask_again(self, turn: Turn, response: str) -> None:
        """With the card's name."""
        chosen = _chosen(turn)
        turn.say(response, {"card": with_state(chosen.card) if chosen is not None else ""})
