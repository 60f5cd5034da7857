"""Chinese words have one home: what is said stands in `data` and the front end, not in the code."""

from __future__ import annotations

import re
from fnmatch import fnmatch

import pytest

from tests.words.source import declared_in, modules, texts_in

CHINESE = re.compile("[\u3400-\u9fff]")
# Tables that understand what people write, and the masks that are found again in it.
TABLES = (
    "kefu/core/*_words.py",
    "kefu/core/folding.py",
    "kefu/core/privacy.py",
    "kefu/core/script.py",
)
# Patterns for how customers choose; what every journey's steps wait for.
HEARING = (
    *("actions/_agreements.py", "actions/_described.py"),
    *("actions/_verification.py", "actions/_steps.py", "actions/_telling.py"),
)
HISTORY = "kefu/store/migrations/*"


@pytest.mark.parametrize("room", ["core", "services", "store", "notify", "gateway", "words"])
def test_no_room_says_words_of_its_own(room: str) -> None:
    found = [
        f"{path}:{line}: {text}"
        for path, module in modules(f"kefu/{room}")
        if not any(fnmatch(str(path), table) for table in (*TABLES, HISTORY))
        for line, text in texts_in(module)
        if CHINESE.search(text)
    ]
    assert found == [], "words belong in data/phrases (CONTRIBUTING.md)"


def test_actions_say_what_others_have_words_for() -> None:
    found = [
        f"{path}:{line}: {text}"
        for path, module in modules("actions")
        if str(path) not in HEARING
        for line, text in texts_in(module)
        if CHINESE.search(text) and line not in declared_in(module)
    ]
    assert found == [], "only a journey declares its title and what it waits for"


def test_a_table_of_words_that_is_let_off_has_some() -> None:
    for table in TABLES:
        assert any(
            CHINESE.search(text)
            for path, module in modules("kefu/core")
            if fnmatch(str(path), table)
            for _, text in texts_in(module)
        ), table
