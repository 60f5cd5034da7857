"""How a message is said: learnt from examples, careful about consent, deaf to what is around it."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from kefu.evaluation.manners import measure_manners, read_said
from kefu.nlu.act_fitting import EXAMPLES, Example, fit, read_examples
from kefu.nlu.act_model import WEIGHTS, Weights, stored_weights
from kefu.nlu.acts import LEARNT, Act, Manner, manner_of
from kefu.nlu.normalise import fold
from tests.nlu.conftest import ROOT

LEARNT_AGAIN: Final = 0.99
UNSEEN: Final = 0.92
UNSEEN_JUDGED: Final = 0.97
JUDGED: Final = read_said(Path(__file__).parent / "judged_acts.tsv")
WRITTEN: Final = read_examples()
_TO_TRADITIONAL = OpenCC("s2t")


def said(text: str) -> Manner:
    return manner_of(fold(text))


def doing(manner: Manner) -> tuple[frozenset[Act], frozenset[str]]:
    """Acts and negated matters; facts count where nothing else is done."""
    return manner.acts - {Act.TELLS} or manner.acts, frozenset(manner.negated)


def share_right(examples: list[Example], weights: Weights) -> float:
    right = [doing(manner_of(fold(item.text), weights)) == doing(item.manner) for item in examples]
    return sum(right) / len(right)


def test_examples_are_many_of_every_act_and_none_stands_twice() -> None:
    assert len(WRITTEN) >= 1500
    acts = Counter(act for item in WRITTEN for act in item.manner.acts)
    assert min(acts[act] for act in Act) >= 100
    assert max(Counter(item.text for item in WRITTEN).values()) == 1


def test_negated_matters_are_intents() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {name for item in WRITTEN for name in item.manner.negated}
    assert intents <= set(domain["intents"])
    assert len(intents) >= 30


def test_the_examples_are_learnt() -> None:
    assert share_right(WRITTEN, Weights.read(WEIGHTS.read_text(encoding="utf-8"))) >= LEARNT_AGAIN


def test_a_fifth_that_was_not_learnt_is_understood() -> None:
    def held_out(item: Example) -> bool:
        return sha256(item.text.encode()).digest()[0] % 5 == 0

    weights = fit([item for item in WRITTEN if not held_out(item)])
    assert share_right([item for item in WRITTEN if held_out(item)], weights) >= UNSEEN


def test_the_weights_are_those_of_the_examples() -> None:
    stored = Weights.read(WEIGHTS.read_text(encoding="utf-8"))
    found = fit(WRITTEN)
    assert stored.acts == [act.value for act in LEARNT]
    assert stored.rows == found.rows, "make generate"
    # Another processor may round otherwise.
    assert np.abs(stored.hundredths - found.hundredths).max() <= 2, "make generate"


def test_the_order_of_what_a_text_shows_makes_no_difference() -> None:
    weights = stored_weights()
    shown = [name for name in weights.rows if name][:500]
    assert weights.scores(dict.fromkeys(shown)) == weights.scores(dict.fromkeys(reversed(shown)))


def test_no_example_and_no_judged_sentence_is_taken_for_consent_that_gives_none() -> None:
    agreed = [
        item.text for item in WRITTEN if Act.AGREES in said(item.text).acts - item.manner.acts
    ]
    agreed += [item.text for item in JUDGED if item.is_false_consent(said(item.text))]
    assert agreed == []


def test_judged_sentences_that_no_example_has_are_understood() -> None:
    # Short ones are the same whoever writes them.
    examples = {item.text for item in WRITTEN}
    unseen = [item for item in JUDGED if item.text not in examples]
    assert len(unseen) >= 400
    assert measure_manners(unseen, said).exact >= UNSEEN_JUDGED


@pytest.mark.parametrize("reserved", ["{}吗", "如果不要钱就{}", "明天再{}", "先别{}", "{}收费吗"])
@pytest.mark.parametrize("effect", ["冻结", "提交", "退款", "解锁", "注销", "转人工", "发"])
@pytest.mark.parametrize("opening", ["", "好，", "可以 ", "嗯嗯，那"])
def test_a_yes_with_a_reservation_is_none(opening: str, effect: str, reserved: str) -> None:
    text = opening + reserved.format(effect)
    assert Act.AGREES not in said(text).acts, text


@given(st.sampled_from([item for item in WRITTEN if Act.AGREES not in item.manner.acts]))
def test_a_question_mark_never_makes_consent(item: Example) -> None:
    for text in (item.text + "？", "好," + item.text + "?", item.text + "吗"):
        assert Act.AGREES not in said(text).acts, text


@given(
    st.sampled_from(WRITTEN),
    st.sampled_from(["", "您好，", "亲，", "不好意思，", "打扰一下，", "在吗，"]),
    st.sampled_from(["", "。", "～", "!", "😂", "🌚", "，谢谢", " 谢谢您", "，辛苦了", "🙏"]),
)
def test_what_is_around_it_changes_thanks_alone(item: Example, before: str, after: str) -> None:
    plain = said(item.text)
    if plain.acts <= {Act.TELLS, Act.THANKS}:
        return
    wrapped = said(before + item.text + after)
    assert wrapped.acts - {Act.THANKS} == plain.acts - {Act.THANKS}
    assert wrapped.negated == plain.negated
    assert (Act.THANKS in wrapped.acts) is (
        Act.THANKS in plain.acts or len(after) > 2 or after == "🙏"
    )


@given(st.sampled_from(WRITTEN))
def test_both_scripts_do_the_same(item: Example) -> None:
    assert doing(said(_TO_TRADITIONAL.convert(item.text))) == doing(said(item.text))


@given(st.text())
def test_any_text_does_something(text: str) -> None:
    manner = said(text)
    assert manner.acts
    assert (Act.NEGATES in manner.acts) is bool(manner.negated)
    assert not (manner.aspects and Act.ASKS not in manner.acts)


def test_examples_lie_where_rasa_reads_none_of_them() -> None:
    assert EXAMPLES == ROOT / "data" / "acts"
    assert {path.suffix for path in EXAMPLES.iterdir()} == {".tsv"}
