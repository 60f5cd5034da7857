"""Words for the components that read words: jieba with the project's own dictionary.

Must know nothing of intents and entities. The dictionary is part of the fingerprint and of the
model, so a changed dictionary retrains and an old model keeps the words it was trained with.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any

import jieba
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from kefu.nlu.component import KeepingComponent
from kefu.nlu.fingerprint import of_file
from kefu.nlu.keys import NORMALISED, WORDS
from kefu.nlu.word_table import MappedTokenizer, WordTable

_STORED_NAME = "dictionary.txt"
_TABLE = "words"

jieba.setLogLevel(logging.WARNING)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class ChineseTokenizer(KeepingComponent, Tokenizer):
    """Splits the customer's own text into tokens, and sets ``WORDS``,
    those of the normalised text.
    """

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        words: jieba.Tokenizer | None = None,
    ) -> None:
        """``words`` knows the words; None for jieba's alone."""
        super().__init__(config)
        self._storage = storage
        self._resource = resource
        # An own instance: jieba's global one would mix the dictionaries of several models.
        self._jieba = words or jieba.Tokenizer()

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``dictionary``: path of the user dictionary, from the project's root, or None.

        ``tokens``: whether messages and examples get Rasa's tokens besides, for components that
        read them; Rasa's bookkeeping of them is a fifth of the time that training takes.
        """
        return {
            "dictionary": None,
            "tokens": True,
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @staticmethod
    def supported_languages() -> list[str]:
        """Chinese only."""
        return ["zh"]

    @staticmethod
    def required_packages() -> list[str]:
        """Packages whose version is part of the fingerprint."""
        return ["jieba"]

    @staticmethod
    def fingerprint_addon(config: dict[str, Any]) -> str | None:
        """Retrain when the dictionary's content changes."""
        return of_file(Path(config["dictionary"])) if config.get("dictionary") else None

    @classmethod
    def before_training(cls, config: dict[str, Any]) -> jieba.Tokenizer | None:
        """jieba with the dictionary of the project."""
        return _with_words(Path(config["dictionary"])) if config["dictionary"] else None

    @classmethod
    def stored(cls, config: dict[str, Any], directory: Path) -> jieba.Tokenizer:
        """jieba with the dictionary that was stored with the model."""
        if (table := directory / _TABLE).is_dir():
            return MappedTokenizer(WordTable(table))
        return _with_words(directory / _STORED_NAME)

    @classmethod
    def lay_out(cls, directory: Path) -> None:
        """Adds the table of all words."""
        known = _with_words(directory / _STORED_NAME)
        known.check_initialized()
        (directory / _TABLE).mkdir()
        WordTable.save(known.FREQ, known.total, directory / _TABLE)

    def train(self, training_data: TrainingData) -> Resource:
        """Stores the dictionary with the model."""
        with self._storage.write_to(self._resource) as directory:
            if self._config["dictionary"]:
                shutil.copyfile(self._config["dictionary"], directory / _STORED_NAME)
            else:
                (directory / _STORED_NAME).touch()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Splits live messages."""
        if self._config["tokens"]:
            super().process(messages)
        for message in messages:
            message.set(WORDS, self.words(message.get(NORMALISED) or ""))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Splits the examples."""
        if self._config["tokens"]:
            super().process_training_data(training_data)
        for example in training_data.training_examples:
            example.set(WORDS, self.words(example.get(NORMALISED) or ""))
        return training_data

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text, none left out."""
        # A tuple: of a list Rasa would digest every word, for each of its fingerprints.
        return tuple(self._jieba.cut(text))

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Words of ``attribute`` with their offsets."""
        words = self._jieba.tokenize(message.get(attribute))
        return self._apply_token_pattern(
            [Token(word, start) for word, start, _ in words if not word.isspace()]
        )


def _with_words(dictionary: Path) -> jieba.Tokenizer:
    """An own jieba that knows the words of a dictionary in its format besides its own."""
    tokenizer = jieba.Tokenizer()
    with dictionary.open("rb") as words:
        tokenizer.load_userdict(words)
    return tokenizer
