"""Names from lists (merchants, payment methods …) found in text with spaCy's phrase matcher.

Must know neither Rasa nor where the lists come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Token
from spacy.util import filter_spans

from kefu.nlu.lookups import Lookups
from kefu.nlu.normalise import fold
from kefu.nlu.spans import Span


class NameFinder:
    """Finds the longest names and says what they mean."""

    def __init__(self, lookups: Lookups) -> None:
        """Names are recognised in any width, case and script, blanks inside do not matter."""
        # spaCy's default for Chinese makes every character a token: no model, no wrong boundaries.
        self._language = spacy.blank("zh")
        self._matcher = PhraseMatcher(self._language.vocab)
        self._values: dict[tuple[str, str], str] = {}
        for kind, names in lookups.items():
            for name, value in names.items():
                pattern = self._language.make_doc(fold(name))
                self._matcher.add(kind, [pattern])
                self._values[kind, _key(pattern)] = value

    def find(self, folded: str) -> Iterator[Span]:
        """Names in a folded text, none overlapping."""
        doc = self._language.make_doc(folded)
        for match in filter_spans(self._matcher(doc, as_spans=True)):
            value = self._values[match.label_, _key(match)]
            yield Span(match.start_char, match.end_char, match.label_, value)


def _key(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens)
