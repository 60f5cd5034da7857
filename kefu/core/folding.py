"""One plain spelling of a text for searching, with the way back to the places in the original.

It knows nothing of what is searched for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from opencc import OpenCC

Span = tuple[int, int]

# Stands for what must not be searched; typed by somebody it is dropped like all private characters.
OPAQUE: Final = "\ue000"
# Full-width !(),:;? end a value, where their ASCII twins may belong to one.
_KEPT: Final = frozenset("\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f")
_DROPPED_CATEGORIES: Final = frozenset({"Cf", "Mn", "Me", "Co", "Cs"})
_BLANKS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters and symbols without ink
_SPOKEN: Final = str.maketrans(
    "零〇洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖", "0001112223344556677788999"
)
_BETWEEN: Final = rf"[^\w{OPAQUE}]{{0,2}}_{{0,2}}"
_SIMPLIFY: Final = OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character i of `text` comes from ``[starts[i]:ends[i]]`` of the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where the non-empty ``[start:end]`` of the folded text stands in the original."""
        return self.starts[start], self.ends[end - 1]


def fold_with_places(text: str, *, opaque: re.Pattern[str] | None = None) -> Folded:
    """ASCII letters and digits for all their disguises, simplified script, nothing invisible.

    What `opaque` matches becomes OPAQUE, one character for one.
    """
    hidden = {i for match in opaque.finditer(text) for i in range(*match.span())} if opaque else ()
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, character in enumerate(text):
        plain = OPAQUE if index in hidden else _fold_character(character)
        for piece in plain:
            characters.append(piece)
            starts.append(index)
            ends.append(index + 1)
        if not plain and ends:
            ends[-1] = index + 1  # an invisible sign belongs to what it follows
    return Folded("".join(characters), tuple(starts), tuple(ends))


@lru_cache(maxsize=16384)
def _fold_character(character: str) -> str:
    if character.isascii():
        return "" if character < " " and not character.isspace() else character
    if character in _KEPT:
        return character
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return "".join(
        _SIMPLIFY.convert(piece) if "\u3400" <= piece <= "\u9fff" else piece
        for piece in unicodedata.normalize("NFKC", character)
        if unicodedata.category(piece) not in _DROPPED_CATEGORIES and piece not in _BLANKS
    )


def spoken_as_digits(folded: str) -> str:
    """Chinese numerals as digits, every offset kept (``四四零`` → ``440``)."""
    return folded.translate(_SPOKEN)


def loosely(word: str) -> str:
    """A pattern for a Chinese word that also matches it with spaces or punctuation put inside."""
    return _BETWEEN.join(word)
