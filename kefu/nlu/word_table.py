"""jieba over a table that is mapped from files: no second of loading, no 70 megabytes a process.

The table is jieba's own dictionary, with the project's words, as a trie in flat arrays; processes
share its pages. The algorithm is jieba's, and so is every word that it finds. Must not know Rasa.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import jieba
import numpy as np

_ARRAYS: Final = ("first_children", "letters", "frequencies")
_TOTAL: Final = "total.txt"


class WordTable:
    """Words and beginnings of words with their frequencies; that of a mere beginning is 0.

    Node 0 is the empty text, the others follow by length and alphabet, so the children of node n
    are those from ``first_children[n]`` up to ``first_children[n + 1]``, in rising order of the
    ``letters`` that lead to them.
    """

    def __init__(self, directory: Path) -> None:
        """Maps what ``save`` wrote. Raises FileNotFoundError when there is nothing."""
        self.total = int((directory / _TOTAL).read_text(encoding="ascii"))
        # A memoryview gives plain integers, several times as fast as an array does.
        self._first, self._letters, self._frequencies = (
            memoryview(np.load(directory / f"{name}.npy", mmap_mode="r")) for name in _ARRAYS
        )

    @staticmethod
    def save(frequencies: Mapping[str, int], total: int, directory: Path) -> None:
        """Writes the table of a dictionary that has every beginning of its words, as jieba's."""
        words = sorted(frequencies, key=lambda word: (len(word), word))
        nodes = {"": 0} | {word: node for node, word in enumerate(words, start=1)}
        children = np.bincount([nodes[word[:-1]] for word in words], minlength=len(nodes))
        arrays = (
            np.cumsum([1, *children], dtype=np.uint32),
            np.array([0, *(ord(word[-1]) for word in words)], np.uint32),
            np.array([0, *(frequencies[word] for word in words)], np.uint32),
        )
        for name, array in zip(_ARRAYS, arrays, strict=True):
            np.save(directory / f"{name}.npy", array, allow_pickle=False)
        (directory / _TOTAL).write_text(str(total), encoding="ascii")

    def get(self, word: str) -> int:
        """Its frequency; 0 for what is no word."""
        node = 0
        for letter in word:
            node = self._child(node, ord(letter))
            if not node:
                return 0
        return self._frequencies[node]

    def beginning_at(self, text: str, start: int) -> dict[int, int]:
        """The words that begin there: where each has its last letter, and its frequency."""
        found = {}
        node = 0
        for end in range(start, len(text)):
            node = self._child(node, ord(text[end]))
            if not node:
                break
            if frequency := self._frequencies[node]:
                found[end] = frequency
        return found

    def _child(self, node: int, letter: int) -> int:
        """0 when there is none."""
        end = self._first[node + 1]
        child = bisect_left(self._letters, letter, self._first[node], end)
        return child if child < end and self._letters[child] == letter else 0


class MappedTokenizer(jieba.Tokenizer):
    """Cuts as a ``jieba.Tokenizer`` with the same words does."""

    def __init__(self, table: WordTable) -> None:
        super().__init__()
        self.FREQ = table
        self.total = table.total
        self.initialized = True

    def get_DAG(self, sentence: str) -> dict[int, dict[int, int]]:  # noqa: N802 - jieba's name
        """For each place the words that begin there, at least the character itself.

        jieba's has no frequencies, and looks each up again.
        """
        return {
            start: self.FREQ.beginning_at(sentence, start) or {start: 1}
            for start in range(len(sentence))
        }

    def calc(
        self,
        sentence: str,
        DAG: dict[int, dict[int, int]],  # noqa: N803 - jieba's name
        route: dict[int, tuple[float, int]],
    ) -> None:
        """Puts the likeliest way from each place into ``route``, as jieba does."""
        log_total = math.log(self.total)
        route[len(sentence)] = (0, 0)
        for start in reversed(DAG):
            route[start] = max(
                (math.log(frequency) - log_total + route[end + 1][0], end)
                for end, frequency in DAG[start].items()
            )
