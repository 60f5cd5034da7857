"""Each feature of the lexicon is judged by sentences that show it and sentences that do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from opencc import OpenCC
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from kefu.nlu.keys import LEXICAL_FEATURES
from kefu.nlu.lexical import LexicalFeatures
from kefu.nlu.lexicon import LEXICON, features_in
from kefu.nlu.normalise import fold

_TO_TRADITIONAL = OpenCC("s2t")
JUDGED: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "lexicon.yml").read_text(encoding="utf-8")
)
SENTENCES = [
    (feature, sentence, verdict == "shows")
    for feature, verdicts in JUDGED.items()
    for verdict, sentences in verdicts.items()
    for sentence in sentences
]


def test_every_feature_is_judged_from_both_sides() -> None:
    assert list(JUDGED) == list(LEXICON)
    for feature, verdicts in JUDGED.items():
        assert set(verdicts) == {"shows", "not"}
        assert min(map(len, verdicts.values())) >= 5, feature
        assert sum(map(len, verdicts.values())) >= 10, feature


@pytest.mark.parametrize(("feature", "sentence", "shown"), SENTENCES)
def test_a_sentence_shows_it_or_not_in_either_script(
    feature: str, sentence: str, shown: bool
) -> None:
    traditional = _TO_TRADITIONAL.convert(sentence)
    assert (feature in features_in(fold(sentence))) is shown
    assert (feature in features_in(fold(traditional))) is shown, traditional


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("先别冻结，我没有同意", "先別凍結，我沒有同意"),
        ("转账转错了怎么办", "轉帳轉錯了怎麼辦"),
        ("没收到验证码，换个邮箱", "沒收到驗證碼，換個郵箱"),
        ("确认", "確認"),
    ],
)
def test_both_scripts_show_the_same(simplified: str, traditional: str) -> None:
    shown = features_in(fold(simplified))
    assert shown
    assert features_in(fold(traditional)) == shown


def test_the_component_hands_the_features_out_with_the_message() -> None:
    message = Message(data={"text": "那錢扣了沒？"})
    LexicalFeatures().process([message])
    out = message.as_dict(only_output_properties=True)
    assert out[LEXICAL_FEATURES] == ["negates", "asks", "asks_whether_debited"]


def test_they_stay_with_a_message_that_is_stored_and_replayed() -> None:
    said = UserUttered("没用", parse_data={"text": "没用", LEXICAL_FEATURES: ["negates"]})
    stored = Event.from_parameters(json.loads(json.dumps(said.as_dict())))
    assert stored is not None
    tracker = DialogueStateTracker.from_events("cv", [stored], [])
    assert tracker.current_state()["latest_message"][LEXICAL_FEATURES] == ["negates"]


def test_a_message_without_words_shows_nothing() -> None:
    message = Message(data={})
    LexicalFeatures().process([message])
    assert message.get(LEXICAL_FEATURES) == []
