"""Which utterances are of a kind that may be harder than others: by length,
script and tag. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kefu.evaluation.utterances import Utterance
from kefu.nlu.normalise import fold

_LENGTHS = ((5, "1-5 characters"), (15, "6-15 characters"), (40, "16-40 characters"))
_LONG = "long story (over 40)"
_TRADITIONAL = "traditional script"


def slices(utterances: Sequence[Utterance]) -> dict[str, list[int]]:
    """The positions of the utterances of each kind: short to long, then script, then tags."""
    lengths: dict[str, list[int]] = {name: [] for name in [*(n for _, n in _LENGTHS), _LONG]}
    kinds: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(utterances):
        name = next((name for limit, name in _LENGTHS if len(item.text) <= limit), _LONG)
        lengths[name].append(index)
        if is_traditional(item.text):
            kinds[_TRADITIONAL].append(index)
        for tag in item.tags:
            kinds[f"tag {tag}"].append(index)
    return {name: places for name, places in lengths.items() if places} | dict(
        sorted(kinds.items())
    )


def is_traditional(text: str) -> bool:
    """Whether a character has another form in simplified script."""
    return any(
        before != after and "\u4e00" <= before <= "\u9fff"
        for before, after in zip(text, fold(text), strict=True)
    )
