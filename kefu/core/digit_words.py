"""Digits as people set them apart: groups, and what stands between them.

It knows no kind of number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kefu.core.folding import OPAQUE

# What is said instead of a sign.
_SPOKEN_GAP: Final = (
    r"(?:横?杠|短横|空格|逗号|减号?|然后是?|后面是?|接着是?|再是|中间是?|最后是?|嗯+|呃+|额|啊|哦)"
)
_SIGNS: Final = rf"[^\w@?!\uff1f\uff01{OPAQUE}]"
_GAP: Final = rf"(?:_{{1,3}}|{_SIGNS}{{1,4}}|{_SIGNS}{{0,2}}{_SPOKEN_GAP}{_SIGNS}{{0,2}})"
# What follows an amount.
UNIT: Final = re.compile(r"\s{0,2}(?:元|块|万|笔|次|人民币|rmb)", re.IGNORECASE)
_RUN: Final = re.compile(rf"\d+(?:{_GAP}\d+)*")
_GROUP: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Group:
    """Digits without anything between them, at ``[start:end]``."""

    start: int
    end: int
    digits: str


@dataclass(frozen=True, slots=True)
class Run:
    """Groups that may be one number; ``gaps[i]`` stands before ``groups[i + 1]``."""

    groups: tuple[Group, ...]
    gaps: tuple[str, ...]

    @property
    def start(self) -> int:
        """Where the first group begins."""
        return self.groups[0].start

    @property
    def end(self) -> int:
        """Where the last group ends."""
        return self.groups[-1].end

    @property
    def lengths(self) -> tuple[int, ...]:
        """How many digits each group has."""
        return tuple(len(group.digits) for group in self.groups)

    @property
    def count(self) -> int:
        """How many digits all groups have."""
        return sum(self.lengths)

    @property
    def digits(self) -> str:
        """Those of all groups."""
        return "".join(group.digits for group in self.groups)

    def part(self, first: int, last: int) -> Run:
        """The groups from `first` to `last`, both included."""
        return Run(self.groups[first : last + 1], self.gaps[first:last])


def runs_of_digits(text: str) -> Iterator[Run]:
    """Every longest run, in the order of the text."""
    for match in _RUN.finditer(text):
        groups = tuple(
            Group(found.start(), found.end(), found.group())
            for found in _GROUP.finditer(text, match.start(), match.end())
        )
        gaps = tuple(text[one.end : other.start] for one, other in pairwise(groups))
        yield Run(groups, gaps)
