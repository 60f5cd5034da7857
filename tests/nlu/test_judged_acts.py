"""How a message is said, held against sentences that were judged apart from the component."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.evaluation.manners import MannerFigures, measure_manners, read_said
from kefu.nlu.acts import Act, Manner
from kefu.nlu.keys import MANNER
from kefu.nlu.manner import SpeechActs

EXACT: Final = 0.98
"""The least share of sentences with exactly the right acts."""
ASPECTS: Final = 0.97
"""The same of questions and what they are about."""
FALSE_CONSENT: Final = 0
"""The most sentences in which consent is heard and not given."""
FRESH_EXACT: Final = 0.97
"""The least share of exactly right acts where nobody who wrote the component saw a sentence."""
FRESH_ASPECTS: Final = 0.80
"""The same of questions and what they are about."""
FRESH_FALSE_CONSENT: Final = 0
"""The most of them in which consent is heard and not given."""
SAID = read_said(Path(__file__).parent / "judged_acts.tsv")
FRESH = read_said(Path(__file__).parent / "judged_acts_fresh.tsv")


def manner_of(text: str) -> Manner:
    message = Message({TEXT: text})
    SpeechActs.configured(SpeechActs.get_default_config()).process([message])
    return Manner.from_json(message.get(MANNER))


@pytest.fixture(scope="module")
def figures() -> MannerFigures:
    return measure_manners(SAID, manner_of)


def test_what_is_done_with_a_sentence_is_seen(figures: MannerFigures) -> None:
    assert figures.exact >= EXACT, figures.wrong


def test_what_a_question_is_about_is_seen(figures: MannerFigures) -> None:
    assert figures.aspects >= ASPECTS, figures.wrong_aspects


def test_consent_is_never_heard_where_none_is_given(figures: MannerFigures) -> None:
    assert len(figures.false_consent) <= FALSE_CONSENT, figures.false_consent


def test_every_act_is_judged_and_no_sentence_twice() -> None:
    acts = Counter(act for item in SAID for act in item.acts[0])
    assert set(acts) == set(Act)
    assert min(acts.values()) >= 20
    assert len({item.text for item in SAID}) == len(SAID) >= 420


def test_sentences_that_came_after_the_component_are_understood() -> None:
    figures = measure_manners(FRESH, manner_of)
    assert figures.exact >= FRESH_EXACT, figures.wrong
    assert figures.aspects >= FRESH_ASPECTS, figures.wrong_aspects
    assert len(figures.false_consent) <= FRESH_FALSE_CONSENT, figures.false_consent
    assert not {item.text for item in FRESH} & {item.text for item in SAID}
