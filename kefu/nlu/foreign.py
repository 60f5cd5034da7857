"""English that is not understood: out of scope, whatever of it resembles what the model has learnt.

Comes last. What is understood of English has become Chinese before any component reads it.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.core.english.language_words import is_english
from kefu.nlu.acts import Act, Manner
from kefu.nlu.component import Component
from kefu.nlu.fallback import OUT_OF_SCOPE
from kefu.nlu.keys import DOUBT, INTENTS, LEXICAL_FEATURES, MANNER


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ForeignWords(Component, IntentClassifier):
    """Sets the intent of an English message to out of scope; it does nothing but tell."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Read live messages; entities stay."""
        for message in messages:
            text = message.get(TEXT) or ""
            if not is_english(text):
                continue
            found = {"name": OUT_OF_SCOPE, "confidence": 1.0}
            whole = {**found, "start": 0, "end": len(text)}
            message.set(DOUBT, [])
            message.set(INTENT, found, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [dict(found)], add_to_output=True)
            message.set(INTENTS, [whole], add_to_output=True)
            message.set(MANNER, Manner(frozenset({Act.TELLS})).as_json(), add_to_output=True)
            message.set(LEXICAL_FEATURES, [], add_to_output=True)
        return messages
