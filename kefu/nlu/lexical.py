"""The component that finds the lexicon's features in live messages; training needs none of them.

Must know no feature by name.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.nlu.component import Component
from kefu.nlu.keys import FOLDED, LEXICAL_FEATURES
from kefu.nlu.lexicon import features_in
from kefu.nlu.normalise import fold


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LexicalFeatures(Component):
    """Sets ``LEXICAL_FEATURES``, which Rasa carries with the message to the actions."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Look into live messages; one without text shows nothing."""
        for message in messages:
            text = message.get(TEXT) or ""
            found = features_in(message.get(FOLDED) or fold(text))
            message.set(LEXICAL_FEATURES, found, add_to_output=True)
        return messages
