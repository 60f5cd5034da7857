"""The system's own words: all of them there, and a fault in their file named."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kefu.words.files import WordsError
from kefu.words.phrases import PATH, load_phrases


def test_the_phrases_fit_their_use() -> None:
    phrases = load_phrases()
    assert "{brand}" in phrases.greeting
    assert "{case}" in phrases.engine_down_theft
    assert [choice.payload for choice in phrases.greeting_choices] == [
        "/forgot_password",
        "/transaction_failed",
        "/account_locked",
        "/account_stolen",
        "/human_agent",
    ]


@pytest.mark.parametrize("fault", ["missing", "empty", "unknown"])
def test_a_fault_in_the_phrases_is_named(tmp_path: Path, fault: str) -> None:
    content = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    if fault == "missing":
        del content["secret_warning"]
    elif fault == "empty":
        content["secret_warning"] = ""
    else:
        content["secret_warnings"] = content["secret_warning"]
    path = tmp_path / "gateway.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(WordsError, match=r"gateway\.yml: secret_warning"):
        load_phrases(path)


def test_a_missing_or_broken_file_of_phrases_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gateway.yml"
    with pytest.raises(WordsError, match="No such file"):
        load_phrases(path)
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(WordsError, match="not valid YAML"):
        load_phrases(path)
