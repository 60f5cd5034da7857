"""Bank cards in words and as rows to choose from. Formats only."""

from __future__ import annotations

from kefu.core.card import BankCard, CardStatus
from kefu.services.cards import BoundCard
from kefu.words.terms import term
from kefu.words.texts import texts


def card_in_words(card: BankCard) -> str:
    """A card by its bank, its kind and its last four digits."""
    return texts().access.card.format(bank=card.bank, kind=term(card.kind), last4=card.last4)


def with_state(card: BankCard) -> str:
    """The same, with why it cannot be used."""
    said = card_in_words(card)
    if card.status is CardStatus.USABLE:
        return said
    return texts().access.card_state.format(card=said, state=term(card.status))


def card_lines(cards: list[BoundCard]) -> str:
    """All of them, numbered."""
    line = texts().access.card_line
    return "\n".join(line.format(number=n, card=with_state(b.card)) for n, b in enumerate(cards, 1))
