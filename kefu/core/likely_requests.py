"""Tells when a text written by staff sounds like asking for a secret, in words no rule foresaw.

A logistic model over single characters, pairs and triples; `likely_requests.tsv` holds its weights
as `tests/core/staff_model.py` fits them. It knows nothing of rules and of what customers type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from kefu.core.folding import Span, squeezed

LONGEST_GRAM: Final = 3
# Of everyday sentences that the model has not seen, fewer than one in a hundred score higher.
LIMIT: Final = 1.7
WEIGHTS: Final = Path(__file__).with_suffix(".tsv")
_SENTENCE: Final = re.compile(r"[^。;!?\uff01\uff1b\uff1f\n]+[。;!?\uff01\uff1b\uff1f\n]*")
_LONGEST: Final = 120
_COMPLETION: Final = 20


def grams(text: str) -> frozenset[str]:
    """What the model looks at: the runs of up to three characters of the folded text."""
    plain = f"^{squeezed(text)}$"
    return frozenset(
        plain[start : start + length]
        for length in range(1, LONGEST_GRAM + 1)
        for start in range(len(plain) - length + 1)
    )


def likely_requests(text: str, before: str = "") -> list[Span]:
    """Which sentences of `text` first sound like asking for a secret; nothing, or one span.

    A short text may complete the last sentence of `before`, what staff wrote just before.
    """
    found = [span for span in _passages(text) if _sounds_like_asking(text[slice(*span)])]
    if found or not text.strip() or len(text) > _COMPLETION:
        return found[:1]
    *_, (start, end) = (0, 0), *_passages(before)
    last = before[start:end]
    completed = last and not _sounds_like_asking(last) and _sounds_like_asking(last + text)
    return [(0, len(text))] if completed else []


def _passages(text: str) -> Iterator[Span]:
    """Each sentence with the next one: what is wanted and the asking may stand apart."""
    pieces = [
        (start, min(start + _LONGEST, sentence.end()))
        for sentence in _SENTENCE.finditer(text)
        for start in range(*sentence.span(), _LONGEST)
    ]
    if len(pieces) == 1:
        return iter(pieces)
    return ((first[0], second[1]) for first, second in pairwise(pieces))


def _sounds_like_asking(text: str) -> bool:
    weights = stored_weights()
    return weights[""] + sum(weights.get(gram, 0.0) for gram in grams(text)) > LIMIT


@cache
def stored_weights() -> dict[str, float]:
    """The weight of each gram; that of no gram is where every text begins."""
    lines = WEIGHTS.read_text(encoding="utf-8").splitlines()
    return {gram: float(weight) for gram, weight in (line.split("\t") for line in lines)}
