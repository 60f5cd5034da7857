"""Taking off what a matter is wrapped in: greetings, thanks, hurry (你好打扰一下, 谢谢啦).

Pure, on folded text (`kefu.nlu.normalise.fold`), which keeps its places. Must not know intents.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kefu.nlu.clauses import Clause, parts
from kefu.nlu.wrapping_words import (
    ADDRESS,
    CORRECTING,
    FILLED,
    LEADING,
    SAYING,
    SHORT_STATEMENTS,
    SPOKEN_TO,
    TELLING,
    TRAILING,
)

# A statement has at least so many characters: what is left of a shorter one may be small talk.
_STATEMENT: Final = 4
# No wrapping between two marks is longer, and none behind a matter.
_LONGEST: Final = 30

# Possessive throughout: what people repeat (急急急急…) must not be tried in every division.
_CORRECTING: Final = re.compile(CORRECTING)
_LEADS: Final = re.compile(f"(?:{'|'.join(LEADING)}|{ADDRESS}(?={SPOKEN_TO}))++")
_TRAILS: Final = re.compile(f"(?:{'|'.join(TRAILING)})++$")
_FILLED: Final = re.compile(f"{FILLED}++")
_TELLING: Final = re.compile(TELLING)
_ADDRESS: Final = re.compile(ADDRESS)
_SAYING: Final = re.compile(SAYING)
_SHORT: Final = re.compile(SHORT_STATEMENTS)
# Marks that tell how something is said.
_ENDS: Final = ".!?"


def unwrapped(folded: str) -> tuple[str, list[Clause]]:
    """What a text says without its wrappings, and the parts of that in the text's own places.

    Where less than a statement would be left, all of it.
    """
    told = parts(folded)
    left = list(_unwrapped(folded, told))
    size = sum(part.end - part.start for part in left)
    if size < _STATEMENT and not any(_SHORT.search(folded, part.start, part.end) for part in left):
        return folded, told
    return _joined(folded, told, left), left


def _unwrapped(folded: str, told: Sequence[Clause]) -> Iterator[Clause]:
    corrected = _CORRECTING.match(folded)
    said = corrected.end() if corrected else 0
    for part in told:
        start, end = max(part.start, said), part.end
        if start >= end or _is_wrapping(folded, start, end):
            continue
        if lead := _LEADS.match(folded, start, end):
            start = lead.end()
        if trail := _TRAILS.search(folded, max(start, end - _LONGEST), end):
            end = trail.start()
        if start < end and not (lead and _is_wrapping(folded, start, end)):
            yield replace(part, start=start, end=end)


def _is_wrapping(folded: str, start: int, end: int) -> bool:
    return (
        end - start <= _LONGEST
        and bool(_FILLED.fullmatch(folded, start, end))
        and bool(_TELLING.search(folded, start, end) or _ADDRESS.fullmatch(folded, start, end))
        and not _SAYING.search(folded, start, end)
    )


def _joined(folded: str, told: Sequence[Clause], left: Sequence[Clause]) -> str:
    """What is left, with the marks and words that stood between and the marks behind."""
    gaps = {(part.end, following.start) for part, following in itertools.pairwise(told)}
    pieces: list[str] = []
    for part, following in itertools.pairwise(left):
        gap = part.end, following.start
        pieces += folded[part.start : part.end], folded[slice(*gap)] if gap in gaps else ","
    last = left[-1]
    behind = folded[last.end :]
    ends = behind[: len(behind) - len(behind.lstrip(_ENDS))]
    return "".join((*pieces, folded[last.start : last.end], ends))
