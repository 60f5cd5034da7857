"""Repairs of what Rasa does with training data before any component learns from it.

Rasa copies and digests every sentence a dozen times on its way from the files to the pipeline: with
fifty thousand sentences that takes twice as long as learning. The results stay the same; tests
compare them with the original's. It must not know what the sentences are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path

from rasa.shared.nlu.constants import ACTION_NAME, INTENT, RESPONSE, TEXT
from rasa.shared.nlu.training_data import loading, util
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import list_files


def apply() -> None:
    """Apply the repairs."""
    compare_equal_texts_only()
    merge_without_copies()
    pass_over_other_files()


def compare_equal_texts_only() -> None:
    """Look for duplicates among examples that look alike instead of digesting every example."""

    def sanitize_examples(examples: list[Message]) -> list[Message]:
        for example in examples:
            for name in (INTENT, RESPONSE):
                if value := example.get(name):
                    example.set(name, value.strip())
        return _distinct(examples)

    TrainingData.sanitize_examples = staticmethod(sanitize_examples)


def _distinct(examples: Iterable[Message]) -> list[Message]:
    seen: dict[tuple[str | None, ...], list[Message]] = {}
    result = []
    for example in examples:
        # Examples out of rules have no text, but the name of an intent or an action.
        key = tuple(example.get(name) for name in (TEXT, INTENT, ACTION_NAME))
        alike = seen.setdefault(key, [])
        if example not in alike:
            alike.append(example)
            result.append(example)
    return result


def merge_without_copies() -> None:
    """Let the merged data refer to the examples of its parts, which nobody uses afterwards."""

    def merge(self: TrainingData, *others: TrainingData | None) -> TrainingData:
        parts = [self, *filter(None, others)]
        synonyms = dict(self.entity_synonyms)
        for part in parts[1:]:
            for text, synonym in part.entity_synonyms.items():
                util.check_duplicate_synonym(synonyms, text, synonym, "merging training data")
            synonyms.update(part.entity_synonyms)
        responses = {name: variants for part in parts for name, variants in part.responses.items()}
        return TrainingData(
            list(chain.from_iterable(part.training_examples for part in parts)),
            synonyms,
            list(chain.from_iterable(part.regex_features for part in parts)),
            list(chain.from_iterable(part.lookup_tables for part in parts)),
            responses,
        )

    TrainingData.merge = merge


def pass_over_other_files() -> None:
    """Let ``rasa data convert`` take a folder in which word lists lie beside the examples.

    A single file of an unknown format is refused as before.
    """
    original: Callable[..., TrainingData] = loading.load_data

    def load_data(resource_name: str, language: str = "en") -> TrainingData:
        if not Path(resource_name).is_dir():
            return original(resource_name, language)
        files = [f for f in list_files(resource_name) if loading.guess_format(f) != loading.UNK]
        return TrainingData().merge(*(original(file, language) for file in files))

    loading.load_data = load_data
