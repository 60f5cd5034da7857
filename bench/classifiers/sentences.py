"""Sentences with their intents, and what a classifier sees of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jieba
from rasa.shared.nlu.constants import INTENT, TEXT

from kefu.evaluation.training_data import read_examples
from kefu.nlu.features import features
from kefu.nlu.normalise import normalise

_DATA = Path("data/nlu")


@dataclass(frozen=True)
class Sentences:
    """Normalised texts and their labels."""

    texts: list[str]
    labels: list[str]

    def __add__(self, more: Sentences) -> Sentences:
        return Sentences(self.texts + more.texts, self.labels + more.labels)

    def at(self, places: Iterable[int]) -> Sentences:
        """Those at the places."""
        chosen = list(places)
        return Sentences(
            [self.texts[place] for place in chosen], [self.labels[place] for place in chosen]
        )

    def features(self, kinds: str) -> list[list[str]]:
        """Of each text those features whose kind (the first letter) is among the given."""
        return [[name for name in _features(text) if name[0] in kinds] for text in self.texts]


def training_sentences(every: int) -> Sentences:
    """Every so manieth sentence of ``data/nlu``, so that each intent keeps its share."""
    pairs = [
        (text, example.get(INTENT))
        for example in read_examples(_DATA)
        if (text := normalise(example.get(TEXT)))
    ][::every]
    return Sentences([text for text, _ in pairs], [label for _, label in pairs])


@cache
def _features(text: str) -> list[str]:
    return features(text, _tokenizer().cut(text))


@cache
def _tokenizer() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    tokenizer.load_userdict(str(_DATA / "dictionary.txt"))
    return tokenizer
