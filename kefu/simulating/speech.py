"""How a simulated customer's sentence reaches the chat: temperament around it, and the way they
write. The same chance gives the same words. It must not know what is asked or wanted.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Annotated, Final

from opencc import OpenCC
from pydantic import BaseModel, ConfigDict, Field
from pypinyin import lazy_pinyin

from kefu.simulating.schema import Temperament, Writing
from kefu.words.files import read_as

_FILE: Final = Path(__file__).with_name("words.yml")
_MARKS: Final = re.compile(r"[，。！？、；：,.!?;:…~\s]+")
_BURSTS: Final = 3
_WRAPPED: Final = 0.3  # of what is said after the opening


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AskWords(_Words):
    """`give` names the fact that a text which fits `pattern` asks for."""

    give: str
    pattern: re.Pattern[str]


class SpeechManner(_Words):
    """What stands around a sentence, and how many useless answers are borne."""

    patience: Annotated[int, Field(ge=1)]
    before: list[str] = []
    after: list[str] = []
    angry: list[str] = []


class SimulationWords(_Words):
    """words.yml."""

    asks: list[AskWords]
    mail: str
    correction: list[str]
    address: list[str]
    temperaments: dict[Temperament, SpeechManner]
    fillers: list[str]
    typos: dict[str, str]


@cache
def words() -> SimulationWords:
    """The table, read once. Raises WordsError."""
    return read_as(SimulationWords, _FILE)


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


class Speech:
    """How one customer speaks."""

    def __init__(self, temperament: Temperament, writing: Writing, chance: Random) -> None:
        self.manner = words().temperaments[temperament]
        self._writing = writing
        self._chance = chance

    def opening(self, text: str) -> list[str]:
        """The messages of the first sentence."""
        return self._written(self._wrapped(text))

    def sentence(self, text: str) -> list[str]:
        """The messages of a later one."""
        if self._chance.random() < _WRAPPED:
            text = self._wrapped(text)
        return self._written(text)

    def exact(self, text: str) -> list[str]:
        """The one message of a number or of the words on a button."""
        if self._writing is Writing.TRADITIONAL:
            text = _traditional().convert(text)
        return [text]

    def corrected(self, value: str) -> list[str]:
        """That what was said before was wrong."""
        return self.exact(self._chance.choice(words().correction).format(value=value))

    def address(self, value: str) -> list[str]:
        """A phone or e-mail when it is asked for."""
        return self.exact(self._chance.choice(words().address).format(value=value))

    def angry(self) -> list[str]:
        """Words of anger; none from those who do not get angry."""
        return self.exact(self._chance.choice(self.manner.angry)) if self.manner.angry else []

    def _wrapped(self, text: str) -> str:
        before, after = ("", *self.manner.before), ("", *self.manner.after)
        return self._chance.choice(before) + text + self._chance.choice(after)

    def _written(self, text: str) -> list[str]:
        match self._writing:
            case Writing.TRADITIONAL:
                return [_traditional().convert(text)]
            case Writing.VOICE:
                return [self._spoken(text)]
            case Writing.PINYIN:
                return [" ".join(lazy_pinyin(_MARKS.sub("", text)))]
            case Writing.BURSTS:
                return _pieces(text)
            case Writing.MISTYPED:
                return [self._mistyped(text)]
        return [text]

    def _spoken(self, text: str) -> str:
        """Without a mark, and with a filler: as voice recognition writes it down."""
        parts = [part for part in _MARKS.split(text) if part]
        return "".join([self._chance.choice(words().fillers), *parts])

    def _mistyped(self, text: str) -> str:
        """With one wrong character, of those that an input method offers first."""
        possible = [right for right in words().typos if right in text]
        if not possible:
            return text
        right = self._chance.choice(possible)
        return text.replace(right, words().typos[right], 1)


def _pieces(text: str) -> list[str]:
    """Up to three messages, cut at marks."""
    parts = [part for part in _MARKS.split(text) if part]
    if len(parts) <= _BURSTS:
        return parts
    return [*parts[: _BURSTS - 1], "，".join(parts[_BURSTS - 1 :])]
