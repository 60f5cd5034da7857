"""What the classifier sees of a text: characters, their sound, and words, each alone and in pairs.

Characters catch the wording, toneless pinyin the same word misspelt by ear (密马, 提献), words what
belongs together. Pure; expects text normalised by ``kefu.nlu.normalise.normalise``.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kefu.nlu.sounds import Sounds

_SOUNDS: Final = Sounds()


def features(text: str, words: Iterable[str]) -> list[str]:
    """The features of a text and its words, repeated as often as they occur.

    The first letter tells the kind: ``c`` characters, ``p`` pinyin, ``w`` words.
    """
    characters = ["^", *text, "$"]
    return [
        *_alone_and_in_pairs("c", characters),
        *_alone_and_in_pairs("p", [*map(_SOUNDS.of, characters)]),
        *(f"w{word}" for word in words),
    ]


def _alone_and_in_pairs(kind: str, parts: Sequence[str]) -> Iterator[str]:
    for part in parts:
        yield f"{kind}{part}"
    for first, second in itertools.pairwise(parts):
        yield f"{kind}{first} {second}"
