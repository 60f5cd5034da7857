"""Where a sentence may pass from one matter to another:
at punctuation and at words like 另外, 顺便.

Pure. Must not know intents.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_MARKS: Final = frozenset(",.;!?~:\n ")
_LINKS: Final = frozenset(
    [
        "还有",
        "另外",
        "此外",
        "顺便",
        "顺带",
        "以及",
        "同时",
        "并且",
        "而且",
        "然后",
        "再",
        "再有",
        "再就是",
        "还",
        "还要",
        "还想",
        "对了",
        "其次",
        "第二",
        "和",
    ]
)
_SHORTEST: Final = 4


def clauses(words: Iterable[str]) -> list[list[str]]:
    """The words of each clause in order; what is shorter than a statement is left out."""
    found: list[list[str]] = [[]]
    for word in words:
        if word in _LINKS or all(character in _MARKS for character in word):
            found.append([])
        else:
            found[-1].append(word)
    return [clause for clause in found if sum(map(len, clause)) >= _SHORTEST]
