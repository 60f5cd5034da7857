"""Names under which the components hand text on to each other inside a Rasa message."""

from typing import Final

FOLDED: Final = "folded_text"
NORMALISED: Final = "normalised_text"
CLAUSES: Final = "clauses"
WORDS: Final = "normalised_words"
ENCODED: Final = "encoded_texts"
INTENTS: Final = "intents"
# Leaves the pipeline with the message, beside intent and entities.
LEXICAL_FEATURES: Final = "lexical_features"
MANNER: Final = "manner"
DOUBT: Final = "doubt"
