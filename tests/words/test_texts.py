"""Sentences by topic: all there, each with the placeholders that are filled in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from kefu.core.password_policy import MIN_LENGTH
from kefu.core.verification import CODE_LENGTH
from kefu.words.files import FOLDER, WordsError, read
from kefu.words.texts import texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "phrases"))


@pytest.mark.parametrize(
    ("key", "words", "told"),
    [
        ("today", None, "today: Field required"),
        ("tomorrow", "明天 {clock}", "tomorrow: Extra inputs"),
        ("today", "", "today: String should have at least 1"),
        ("today", "今天 {time}", "today: .*placeholders are"),
        ("today", "今天", "today: .*placeholders are"),
        ("today", "今天 {clock", "today: .*"),
    ],
)
def test_a_fault_is_named(folder: Path, key: str, words: str | None, told: str) -> None:
    file = folder / "time.yml"
    content = read(file)
    if words is None:
        del content[key]
    else:
        content[key] = words
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(WordsError, match=rf"time\.yml: {told}"):
        texts(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "desk.yml").unlink()
    with pytest.raises(WordsError, match=r"desk\.yml: No such file"):
        texts(folder)


def test_the_hints_tell_the_lengths_that_are_asked_for() -> None:
    words = texts().verification
    assert f" {CODE_LENGTH} 位" in words.code_hint
    assert f" {MIN_LENGTH} 位" in words.new_password_hint
