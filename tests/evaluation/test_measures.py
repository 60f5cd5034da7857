"""Figures of answers to five utterances, worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.evaluation.measures import Answer, confusions, measure, wilson_interval
from kefu.evaluation.utterances import Utterance

UTTERANCES = [
    Utterance("密码忘了", "forgot_password"),
    Utterance("改密码", "forgot_password", also=frozenset(["change_password"])),
    Utterance("换个密码", "change_password"),
    Utterance("天气", "out_of_scope"),
    Utterance("股票", "out_of_scope"),
]
ANSWERS = [
    Answer("forgot_password", 0.9),
    Answer("change_password", 0.7),
    Answer("out_of_scope", 0.4),
    Answer("out_of_scope", 0.8),
    Answer("change_password", 0.6),
]


def test_a_second_reading_is_right_but_not_strictly() -> None:
    figures = measure(UTTERANCES, ANSWERS)
    assert figures.count == 5
    assert figures.accuracy == pytest.approx(3 / 5)
    assert figures.strict_accuracy == pytest.approx(2 / 5)


def test_by_intent_and_macro_f1() -> None:
    figures = measure(UTTERANCES, ANSWERS)
    # The second utterance counts as change_password, since it was read so.
    found = {i.name: (i.precision, i.recall, i.f1, i.support) for i in figures.intents}
    assert found == {
        "change_password": pytest.approx((1 / 2, 1 / 2, 1 / 2, 2)),
        "forgot_password": pytest.approx((1, 1, 1, 1)),
        "out_of_scope": pytest.approx((1 / 2, 1 / 2, 1 / 2, 2)),
    }
    assert figures.macro_f1 == pytest.approx((1 / 2 + 1 + 1 / 2) / 3)


def test_an_intent_never_answered_weighs_as_much_as_others() -> None:
    utterances = [Utterance("你好", "greeting"), Utterance("再见", "goodbye")]
    figures = measure(utterances, [Answer("greeting", 1.0)] * 2)
    assert [intent.f1 for intent in figures.intents] == pytest.approx([0, 2 / 3])
    assert figures.macro_f1 == pytest.approx(1 / 3)


def test_out_of_scope_recall_and_false_rejection() -> None:
    figures = measure(UTTERANCES, ANSWERS)
    assert figures.out_of_scope_recall == pytest.approx(1 / 2)
    assert figures.false_rejection == pytest.approx(1 / 3)


def test_taking_for_foreign_is_no_false_rejection_where_that_is_a_fair_reading() -> None:
    both = [Utterance("额度", "limit_query", also=frozenset(["out_of_scope"]))]
    assert measure(both, [Answer("out_of_scope", 0.5)]).false_rejection is None
    assert measure(both, [Answer("out_of_scope", 0.5)]).out_of_scope_recall is None
    assert measure(both, [Answer("out_of_scope", 0.5)]).accuracy == 1


def test_another_fair_reading_is_no_loss_of_what_is_out_of_scope() -> None:
    doubtful = [Utterance("额度多少", "out_of_scope", also=frozenset(["limit_query"]))]
    assert measure(doubtful, [Answer("limit_query", 0.5)]).out_of_scope_recall == 1


def test_an_intent_that_was_never_meant_does_not_weigh() -> None:
    either = [Utterance("改密码", "forgot_password", also=frozenset(["change_password"]))]
    figures = measure(either, [Answer("change_password", 0.7)])
    assert [intent.name for intent in figures.intents] == ["change_password"]
    assert figures.macro_f1 == 1


def test_calibration_error_is_the_mean_gap_weighted_by_answers() -> None:
    utterances = [Utterance("你好", "greeting")] * 4
    answers = [
        Answer("greeting", 0.61),  # bin of 0.60 to 0.67: half right at 0.63
        Answer("goodbye", 0.65),
        Answer("greeting", 1.0),  # last bin: all right at 0.97
        Answer("greeting", 0.94),
    ]
    figures = measure(utterances, answers)
    assert [(b.count, b.accuracy) for b in figures.bins] == [(2, 0.5), (2, 1.0)]
    assert [b.confidence for b in figures.bins] == pytest.approx([0.63, 0.97])
    assert figures.calibration_error == pytest.approx((2 * 0.13 + 2 * 0.03) / 4)


def test_confident_and_always_right_is_perfectly_calibrated() -> None:
    assert (
        measure([Utterance("你好", "greeting")], [Answer("greeting", 1.0)]).calibration_error == 0
    )


def test_confusions_come_commonest_first_with_their_sentences() -> None:
    utterances = [*UTTERANCES, Utterance("菜谱", "out_of_scope")]
    answers = [*ANSWERS, Answer("change_password", 0.3)]
    found = [
        (pair.intent, pair.instead, [(item.text, answer.confidence) for item, answer in pair.cases])
        for pair in confusions(utterances, answers)
    ]
    assert found == [
        ("out_of_scope", "change_password", [("股票", 0.6), ("菜谱", 0.3)]),
        ("change_password", "out_of_scope", [("换个密码", 0.4)]),
    ]


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="shorter"):
        measure(UTTERANCES, ANSWERS[:-1])


def test_wilson_interval() -> None:
    # Newcombe (Statistics in Medicine, 1998), table I: 81 of 263.
    assert wilson_interval(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share(drawn: tuple[int, int]) -> None:
    successes, count = drawn
    low, high = wilson_interval(successes, count)
    assert 0 <= low <= successes / count + 1e-9
    assert successes / count - 1e-9 <= high <= 1
