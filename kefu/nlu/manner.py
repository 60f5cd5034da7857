"""The component that reads a live message's manner: acts, negated matters, what is asked about.

Must not know what follows from them.
"""

from __future__ import annotations

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.nlu.acts import manner_of
from kefu.nlu.component import Component
from kefu.nlu.keys import FOLDED, MANNER
from kefu.nlu.normalise import fold


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class SpeechActs(Component):
    """Sets ``MANNER``, which Rasa carries with the message to the actions."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Read live messages; training needs none of it."""
        for message in messages:
            text = message.get(TEXT) or ""
            manner = manner_of(message.get(FOLDED) or fold(text))
            message.set(MANNER, manner.as_json(), add_to_output=True)
        return messages
