"""English that nothing has given in Chinese: a matter only where the classifier is sure of it, and
never an answer. With what it knows by its characters alone nothing is agreed to.

Comes last. What is understood of English has become Chinese before any component reads it.
"""

from __future__ import annotations

from typing import Any, Final, Self

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.core.english.language_words import is_english
from kefu.nlu.acts import Act, Manner
from kefu.nlu.component import Component
from kefu.nlu.fallback import OUT_OF_SCOPE
from kefu.nlu.keys import DOUBT, INTENTS, LEXICAL_FEATURES, MANNER

_ANSWERS: Final = frozenset(
    {"affirm", "deny", "cancel", "inform", "greeting", "goodbye", "thanks", "insult"}
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ForeignWords(Component, IntentClassifier):
    """Sets the intent of an English message to out of scope where it is less likely than ``sure``;
    the message does nothing but tell.
    """

    def __init__(self, sure: float) -> None:
        """A probability."""
        self._sure = sure

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Below it every tenth matter is another; above it more is asked back."""
        return {"sure": 0.85}

    @classmethod
    def configured(cls, config: dict[str, Any]) -> Self:
        """With the limit of the configuration."""
        return cls(config["sure"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Read live messages; entities stay."""
        for message in messages:
            text = message.get(TEXT) or ""
            if not is_english(text):
                continue
            heard = message.get(INTENT) or {}
            if heard.get("name") in _ANSWERS or heard.get("confidence", 0.0) < self._sure:
                heard = {"name": OUT_OF_SCOPE, "confidence": 1.0}
            whole = {**heard, "start": 0, "end": len(text)}
            message.set(DOUBT, [])
            message.set(INTENT, heard, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [dict(heard)], add_to_output=True)
            message.set(INTENTS, [whole], add_to_output=True)
            message.set(MANNER, Manner(frozenset({Act.TELLS})).as_json(), add_to_output=True)
            message.set(LEXICAL_FEATURES, [], add_to_output=True)
        return messages
