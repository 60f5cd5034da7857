"""How customers sound, on lines that people wrote and judged. Messages in a row stand with ` || `
between them.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from kefu.core.handoff import HandoffReason, Mood
from kefu.core.mood_words import PATIENCE, having_waited, heard_in, mood_of
from tests.core.test_disguises import PATHOLOGICAL

ACCURACY, FEWEST = 0.9, 150
LINES = [
    (Mood(mood), text.split(" || "))
    for mood, text in (
        line.split("\t")
        for line in Path(__file__).with_name("moods.tsv").read_text("utf-8").splitlines()
    )
]


def test_moods_are_read_from_words() -> None:
    assert len(LINES) >= FEWEST
    wrong = [(mood, mood_of(said), said) for mood, said in LINES if mood_of(said) is not mood]
    assert len(wrong) <= (1 - ACCURACY) * len(LINES), wrong


@pytest.mark.parametrize("mood", list(Mood))
def test_no_mood_is_missed_for_the_others(mood: Mood) -> None:
    lines = [said for judged, said in LINES if judged is mood]
    heard = Counter(mood_of(said) for said in lines)
    assert heard[mood] >= ACCURACY * len(lines), heard


@pytest.mark.parametrize(
    "said",
    [
        ["我被盗刷了"],
        ["账户被盗了", "好的", "谢谢你，没事了"],
        ["钱被人转走了", "还是不行"],
        ["你好", "有人登录了我的账号"],
    ],
)
def test_a_theft_is_never_calm(said: list[str]) -> None:
    assert mood_of(said) is Mood.ANXIOUS
    assert mood_of([], HandoffReason.THEFT) is Mood.ANXIOUS


@pytest.mark.parametrize(
    ("reason", "mood"),
    [
        (HandoffReason.CUSTOMER_REQUEST, Mood.CALM),
        (HandoffReason.ANGER, Mood.AGITATED),
        (HandoffReason.COMPLAINT, Mood.DISSATISFIED),
        (HandoffReason.REPEATED_MISUNDERSTANDING, Mood.DISSATISFIED),
    ],
)
def test_why_people_were_called_tells_something_too(reason: HandoffReason, mood: Mood) -> None:
    assert mood_of(["退款单号RF0001"], reason) is mood


def test_saying_the_same_again_is_no_pleasure() -> None:
    assert mood_of(["退款到哪了", "RF0001", "退款到哪了"]) is Mood.DISSATISFIED
    assert mood_of(["你好", "你好"]) is Mood.CALM


def test_who_is_kept_waiting_is_not_calm_for_ever() -> None:
    for before, after in (
        (Mood.CALM, Mood.DISSATISFIED),
        (Mood.GRATEFUL, Mood.DISSATISFIED),
        (Mood.AFRAID, Mood.AFRAID),
    ):
        assert having_waited(before, PATIENCE - timedelta(seconds=1)) is before
        assert having_waited(before, PATIENCE) is after


def test_any_text_is_heard_to_the_end() -> None:
    for text in [*PATHOLOGICAL, "", "\ud800", "急" * 2000, "还没" * 1000, "谢谢" * 1000]:
        heard_in(text)
