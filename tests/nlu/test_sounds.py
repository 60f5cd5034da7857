"""The table of sounds is pypinyin's."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypinyin import lazy_pinyin

from kefu.nlu.sounds import FIRST, LAST, TABLE, Sounds, from_pypinyin


def test_every_character_sounds_as_pypinyin_says() -> None:
    sounds = Sounds()
    for character in map(chr, range(FIRST, LAST + 1)):
        assert [sounds.of(character)] == lazy_pinyin(character)


@pytest.mark.parametrize("character", ["a", "^", "9", "！", "\u3400", "\ua000", "\U00020000"])
def test_others_stay_as_they_are(character: str) -> None:
    assert Sounds().of(character) == character


def test_make_generate_has_written_the_table() -> None:
    assert TABLE.read_text(encoding="utf-8") == from_pypinyin()


def test_a_line_is_a_sound_and_its_characters(tmp_path: Path) -> None:
    (tmp_path / "sounds.txt").write_text("ma 妈马\nqian 钱\n", encoding="utf-8")
    sounds = Sounds(tmp_path / "sounds.txt")
    assert [sounds.of(character) for character in "马钱包"] == ["ma", "qian", "包"]
