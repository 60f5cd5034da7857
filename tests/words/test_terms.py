"""Kinds, statuses and reasons: each has one word, and a fault in their file is named."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from kefu.gateway.channels.registry import CHANNELS as CHANNEL_ROWS
from kefu.gateway.channels.web.conversations import OpenRequest
from kefu.words.files import WordsError, read
from kefu.words.terms import CHANNELS, PATH, VOCABULARIES, load, term


@pytest.mark.parametrize("vocabulary", VOCABULARIES.values())
def test_every_value_has_a_word_that_tells_it_from_the_others(vocabulary: type[Enum]) -> None:
    words = [term(member) for member in vocabulary]
    assert len(set(words)) == len(words)


def test_every_way_of_writing_that_kefu_ships_has_a_word() -> None:
    opened = set(get_args(OpenRequest.model_fields["channel"].annotation))
    words = set(read(PATH)[CHANNELS])
    assert opened <= words
    assert words <= opened | {channel.name for channel in CHANNEL_ROWS}


@pytest.mark.parametrize(
    ("path", "word", "told"),
    [
        (("mood", "calm"), None, r"mood\.calm: missing"),
        (("mood", "merry"), "愉快", r"mood\.merry: unknown"),
        (("mood", "calm"), " ", r"mood\.calm: no word"),
        (("mood", "calm"), 3, r"mood\.calm: no word"),
        (("assurance", 0), None, r"assurance\.0: missing"),
        (("assurance", "0"), "未验证", r"assurance\.0: unknown"),
        (("mood",), None, "mood: missing"),
        (("moods",), {}, "moods: unknown"),
        (("mood",), "平稳", "mood: not a table"),
    ],
)
def test_a_fault_in_the_words_is_named(
    tmp_path: Path, path: tuple[Any, ...], word: Any, told: str
) -> None:
    content = read(PATH)
    table = content[path[0]] if len(path) == 2 else content
    if word is None:
        del table[path[-1]]
    else:
        table[path[-1]] = word
    file = tmp_path / "terms.yml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(WordsError, match=rf"terms\.yml: {told}"):
        load(file)
