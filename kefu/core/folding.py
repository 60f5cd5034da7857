"""One plain spelling of a text for searching, with the way back to the places in the original.

It knows nothing of what is searched for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
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
# Letters of other scripts, and signs, that look like ours.
_LOOK_ALIKES: Final = dict(
    zip(
        "авеікмнорсткухѕјһԁӏАВЕІКМНОРСТУХЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧανορχ×✕✖╳⨯☓○◯",
        "abeikmhopctkyxsjhdlABEIKMHOPCTYXSJABEZHIKMNOPTYXavopxxxxxxx〇〇",
        strict=True,
    )
)
# Turn the direction in which what follows is read.
_OVERRIDES: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Characters spelt out: of an address in a link, of HTML, of JSON.
_ESCAPES: Final = re.compile(
    r"(?:%(?:25){0,2}[0-9A-Fa-f]{2})+|&#(?:\d{2,6}|[xX][0-9A-Fa-f]{2,5});|\\u[0-9A-Fa-f]{4}"
)
_HAS_ESCAPES: Final = re.compile(r"%[0-9A-Fa-f]|&#|\\u")
_BYTE: Final = re.compile(r"%(?:25){0,2}([0-9A-Fa-f]{2})")
_SPOKEN: Final = str.maketrans(
    "零〇洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖", "0001112223344556677788999"
)
# 四个零, 三个8
_COUNTED: Final = re.compile(r"([2-9])个(\d)(?!\d*[元块万千百])")
_LETTERS_AS_DIGITS: Final = re.compile(
    r"(?<=\d)[Oo]{1,8}(?![A-Za-z])|(?<=\d[\s-])[Oo]{2,8}(?![A-Za-z])|(?<![A-Za-z])[lI|](?=[3-9]\d{9}(?!\d))"
    # l39o 284 7516: as long as a mobile number, and mostly digits.
    r"|(?<![A-Za-z0-9])[1lI][3-9](?=(?:[\s-]?[\dOolI]){9}(?![A-Za-z0-9]))(?=(?:[^\d]{0,2}\d){6})(?:[\s-]?[\dOolI]){9}"
)
_AS_DIGITS: Final = str.maketrans("OolI|", "00111")
_MAY_BE_DIGITS: Final = re.compile("[OolI|]")
_BETWEEN: Final = rf"[^\w{OPAQUE}]{{0,2}}_{{0,2}}"
_SIMPLIFY: Final = OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character i of `text` comes from ``[starts[i]:ends[i]]`` of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> Span:
        """Where the non-empty ``[start:end]`` of the folded text stands in the original."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=16)
def squeezed(text: str) -> str:
    """The folded text in lower case and without blanks, as most tables of words read it."""
    return "".join(fold_with_places(text).text.lower().split())


def fold_with_places(text: str, *, opaque: re.Pattern[str] | None = None) -> Folded:
    """ASCII letters and digits for all their disguises, simplified script, nothing invisible.

    What `opaque` matches becomes OPAQUE, one character for one.
    """
    hidden = {i for match in opaque.finditer(text) for i in range(*match.span())} if opaque else ()
    if not hidden and not _HAS_ESCAPES.search(text):
        plain = "".join(map(_fold_one, text))
        if "\0" not in plain:  # nothing vanished, nothing became several
            return Folded(plain, range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for character, start, end in _spelt_out(text):
        folded = OPAQUE if start in hidden else _fold_character(character)
        for piece in folded:
            characters.append(piece)
            starts.append(start)
            ends.append(end)
        if not folded and ends:
            ends[-1] = end  # an invisible sign belongs to what it follows
    return Folded("".join(characters), starts, ends)


@lru_cache(maxsize=16384)
def _fold_one(character: str) -> str:
    """One character for one; a zero byte when there is no such."""
    folded = _fold_character(character)
    return folded if len(folded) == 1 else "\0"


def _spelt_out(text: str) -> Iterator[tuple[str, int, int]]:
    """Every character with its place; an escape is the character that it stands for."""
    position = 0
    if _HAS_ESCAPES.search(text):
        for match in _ESCAPES.finditer(text):
            yield from _as_written(text, position, match.start())
            yield from _unescaped(match)
            position = match.end()
    yield from _as_written(text, position, len(text))


def _as_written(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for place in range(start, end):
        yield text[place], place, place + 1


def _unescaped(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    spelt, start = match.group(), match.start()
    if spelt[0] == "%":
        encoded = list(_BYTE.finditer(spelt))
        try:
            decoded = bytes(int(byte.group(1), 16) for byte in encoded).decode()
        except UnicodeDecodeError:
            decoded = ""
        # 50%30天 is no 500天: a digit by itself is not encoded.
        if decoded and not (len(decoded) == 1 and decoded.isalnum()):
            at = 0
            for character in decoded:
                last = at + len(character.encode()) - 1
                yield character, start + encoded[at].start(), start + encoded[last].end()
                at = last + 1
            return
    else:
        number = int(
            spelt[2:].strip("xX;"), 10 if spelt[2:-1].isdigit() and spelt[0] == "&" else 16
        )
        if number < 0xD800 or 0xE000 <= number <= 0x10FFFF:
            yield chr(number), start, match.end()
            return
    yield from _as_written(match.string, start, match.end())


@lru_cache(maxsize=16384)
def _fold_character(character: str) -> str:
    if character.isascii():
        return "" if character < " " and not character.isspace() else character
    if character in _KEPT:
        return character
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    return "".join(
        _SIMPLIFY.convert(piece) if "\u3400" <= piece <= "\u9fff" else piece
        for piece in unicodedata.normalize("NFKC", character)
        if unicodedata.category(piece) not in _DROPPED_CATEGORIES and piece not in _BLANKS
    )


def without_overrides(text: str) -> str:
    """The text without what would turn its direction."""
    return text if text.isascii() else _OVERRIDES.sub("", text)


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen."""
    return not any(_fold_character(character).strip() for character in text)


def spoken_as_digits(folded: str) -> str:
    """Chinese numerals as digits, every offset kept (``四四零`` → ``440``)."""
    return folded.translate(_SPOKEN)


def digits_spelt_out(folded: Folded) -> Folded:
    """All that is read as a digit as one: Chinese numerals, letters that stand for a zero,
    and what is counted (``四个零`` → ``0000``).
    """
    text = spoken_as_digits(folded.text)
    if _MAY_BE_DIGITS.search(text):
        text = _LETTERS_AS_DIGITS.sub(lambda match: match[0].translate(_AS_DIGITS), text)
    if "个" not in text or not _COUNTED.search(text):
        return folded if text == folded.text else Folded(text, folded.starts, folded.ends)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = 0
    for match in _COUNTED.finditer(text):
        count = int(match.group(1))
        pieces += [text[position : match.start()], match.group(2) * count]
        starts += [
            *folded.starts[position : match.start()],
            *[folded.starts[match.start()]] * count,
        ]
        ends += [*folded.ends[position : match.start()], *[folded.ends[match.end() - 1]] * count]
        position = match.end()
    return Folded(
        "".join(pieces) + text[position:],
        (*starts, *folded.starts[position:]),
        (*ends, *folded.ends[position:]),
    )


def loosely(word: str) -> str:
    """A pattern for a Chinese word that also matches it with spaces or punctuation put inside."""
    return _BETWEEN.join(word)
