"""The sentence for each error, fit for whoever met it: `data/phrases/problems.yml`."""

from __future__ import annotations

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, Final

from kefu.core import errors
from kefu.core.errors import KefuError
from kefu.words.files import FOLDER, WordsError, read
from kefu.words.spoken import spoken_wait
from kefu.words.terms import term

PATH: Final = FOLDER / "problems.yml"
# An adapter of somebody else may raise codes that have no sentence: these have one.
KINDS: Final = tuple(
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, KefuError)
)


def sentence(error: KefuError) -> str:
    """What to tell about the error; its kind's sentence when its code has none. Raises WordsError
    when the file is faulty.
    """
    sentences = load()
    kind = next(cls for cls in type(error).__mro__ if cls in KINDS)
    facts = {name: _said(fact) for name, fact in error.facts.items()}
    if "retry_after" in error.facts:
        facts["wait"] = spoken_wait(error.facts["retry_after"])
    return sentences.get(error.key, sentences[kind.code]).format_map(facts)


def _said(fact: Any) -> str:
    if isinstance(fact, list):
        return "；".join(map(_said, fact))
    return term(fact) if isinstance(fact, Enum) else str(fact)


@cache
def load(path: Path = PATH) -> dict[str, str]:
    """All sentences by key, read once. Raises WordsError, whose text names the file and the key."""
    sentences = read(path)
    for key, words in sentences.items():
        if not isinstance(words, str) or not words.strip():
            raise WordsError(f"{path}: {key}: no sentence")
    for kind in KINDS:
        if kind.code not in sentences:
            raise WordsError(f"{path}: {kind.code}: missing")
    return sentences
