"""Names from lists (merchants, payment methods …) found in text, the longest first.

Must know neither Rasa nor where the lists come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from kefu.nlu.lookups import Lookups
from kefu.nlu.normalise import fold
from kefu.nlu.spans import Span, first_wins

# Where a name ends in the tree of letters; no letter is empty.
_END: Final = ""
_BLANK: Final = " "


class NameFinder:
    """Finds the longest names and says what they mean."""

    def __init__(self, lookups: Lookups) -> None:
        """Names are recognised in any width, case and script, blanks inside do not matter."""
        self._letters: dict[str, Any] = {}
        for kind, names in lookups.items():
            for name, value in names.items():
                node = self._letters
                for letter in "".join(fold(name).split()):
                    node = node.setdefault(letter, {})
                node.setdefault(_END, (kind, value))

    def find(self, folded: str) -> list[Span]:
        """Names in a folded text, in its order; of those that overlap the one of most letters,
        of equal ones the first.
        """
        found = sorted(self._all(folded), key=lambda each: each[0], reverse=True)
        return first_wins(span for _, span in found)

    def _all(self, folded: str) -> Iterator[tuple[int, Span]]:
        """Every name at every place, with the number of its letters; in order of their starts."""
        for start in range(len(folded)):
            node, end, letters = self._letters, start, 0
            while end < len(folded) and (following := node.get(folded[end])):
                node, end, letters = following, end + 1, letters + 1
                if _END in node:
                    kind, value = node[_END]
                    yield letters, Span(start, end, kind, value)
                if folded[end : end + 1] == _BLANK:
                    end += 1
