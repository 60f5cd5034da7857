"""How Chinese characters sound: toneless pinyin, each in its commonest reading.

``sounds.txt`` has a line per sound with its characters, in the order of Unicode. It is pypinyin's
knowledge, written by ``python -m kefu.nlu.sounds`` (``make generate``): a message needs this page
of it, not the fifty megabytes of phrases. Must not know what is made of the sounds.
"""

from __future__ import annotations

import sys
from array import array
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("sounds.txt")
FIRST: Final = 0x4E00
LAST: Final = 0x9FFF


class Sounds:
    """Characters in, sounds out."""

    def __init__(self, table: Path = TABLE) -> None:
        self._sounds = [""]
        # A number per character: a dictionary would take fifty times as much.
        self._numbers = array("H", bytes(2 * (LAST - FIRST + 1)))
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), start=1):
            sound, characters = line.split()
            self._sounds.append(sound)
            for character in characters:
                self._numbers[ord(character) - FIRST] = number

    def of(self, character: str) -> str:
        """Its sound; the character itself where none is known."""
        place = ord(character) - FIRST
        if 0 <= place < len(self._numbers):
            return self._sounds[self._numbers[place]] or character
        return character


def from_pypinyin() -> str:
    """The table as pypinyin knows it."""
    from pypinyin import lazy_pinyin

    characters: dict[str, list[str]] = {}
    for character in map(chr, range(FIRST, LAST + 1)):
        [sound] = lazy_pinyin(character)
        if sound != character:
            characters.setdefault(sound, []).append(character)
    return "".join(f"{sound} {''.join(characters[sound])}\n" for sound in sorted(characters))


if __name__ == "__main__":
    sys.stdout.write(from_pypinyin())
