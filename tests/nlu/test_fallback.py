"""Doubt: which messages become out of scope, and what is kept of what was likely."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.nlu.fallback import OUT_OF_SCOPE, OutOfScopeFallback
from kefu.nlu.keys import INTENTS


def ranked(*candidates: tuple[str, float]) -> Message:
    ranking = [{"name": name, "confidence": confidence} for name, confidence in candidates]
    return Message(data={TEXT: "?", INTENT: dict(ranking[0]), INTENT_RANKING_KEY: ranking})


@pytest.mark.parametrize(
    ("candidates", "acted_on"),
    [
        ([("refund", 0.9), ("dispute", 0.05)], "refund"),
        ([("refund", 0.15), ("dispute", 0.05)], OUT_OF_SCOPE),
        ([("refund", 0.41), ("dispute", 0.40)], OUT_OF_SCOPE),
        ([(OUT_OF_SCOPE, 0.41), ("dispute", 0.40)], OUT_OF_SCOPE),
        ([("refund", 0.3)], "refund"),
        ([(OUT_OF_SCOPE, 0.19), ("dispute", 0.18)], OUT_OF_SCOPE),
        ([("refund", 0.2), ("dispute", 0.1)], "refund"),
        ([("refund", 0.5), ("dispute", 0.25)], "refund"),
    ],
)
def test_doubt_is_out_of_scope(candidates: list[tuple[str, float]], acted_on: str) -> None:
    message = ranked(*candidates)
    message.set(INTENTS, [dict(message.get(INTENT))])
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert message.get(INTENT)["name"] == acted_on
    assert message.get(INTENT_RANKING_KEY)[0] == message.get(INTENT)
    (matter,) = message.get(INTENTS)
    assert matter["name"] == acted_on


def test_fallback_keeps_the_nearest_topics() -> None:
    message = ranked(("refund", 0.15), (OUT_OF_SCOPE, 0.14), ("dispute", 0.05))
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert [item["name"] for item in message.get(INTENT_RANKING_KEY)] == [
        OUT_OF_SCOPE,
        "refund",
        "dispute",
    ]
    assert message.get(INTENT)["confidence"] == pytest.approx(0.85)


def test_a_clear_message_keeps_its_confidence() -> None:
    message = ranked((OUT_OF_SCOPE, 0.41), ("dispute", 0.40))
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert message.get(INTENT)["confidence"] == 0.41


def test_by_default_only_what_is_hardly_likely_is_refused() -> None:
    limits = OutOfScopeFallback.get_default_config()
    for confidence, acted_on in ((0.2, OUT_OF_SCOPE), (0.3, "refund")):
        message = ranked(("refund", confidence), ("dispute", 0.1))
        OutOfScopeFallback(**limits).process([message])
        assert message.get(INTENT)["name"] == acted_on


def test_empty_message_is_out_of_scope() -> None:
    message = Message(data={TEXT: ""})
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert message.get(INTENT) == {"name": OUT_OF_SCOPE, "confidence": 1.0}
    assert message.get(INTENTS) == [{**message.get(INTENT), "start": 0, "end": 0}]


def test_two_clear_matters_are_no_doubt() -> None:
    message = ranked(("refund", 0.41), ("forgot_password", 0.40))
    matters = [
        {"name": "refund", "confidence": 0.9},
        {"name": "forgot_password", "confidence": 0.9},
    ]
    message.set(INTENTS, matters)
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert message.get(INTENT)["name"] == "refund"
    assert message.get(INTENTS) == matters
