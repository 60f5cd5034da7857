"""The linear model by itself, then what it reaches on utterances it has never seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from kefu.nlu.classifier import LinearIntentClassifier
from kefu.nlu.fallback import OUT_OF_SCOPE, OutOfScopeFallback
from kefu.nlu.model import LinearModel, Settings
from kefu.nlu.normalise import normalise
from kefu.nlu.normaliser import Normaliser
from tests.nlu.conftest import Utterance

SMALL = [
    ("忘记密码", "forgot_password"),
    ("密码忘了", "forgot_password"),
    ("忘了支付密码", "forgot_password"),
    ("我要退款", "refund"),
    ("怎么退款", "refund"),
    ("退款多久到", "refund"),
    ("你好", "greeting"),
    ("您好", "greeting"),
    ("在吗你好", "greeting"),
]
CONTEXT = ExecutionContext(GraphSchema({}))


def small_model() -> LinearModel:
    return LinearModel.train([text for text, _ in SMALL], [label for _, label in SMALL], Settings())


SMALL_MODEL = small_model()


def test_ranking_is_best_first_and_limited() -> None:
    ranking = SMALL_MODEL.rank("密码忘记了", 2)
    assert ranking[0][0] == "forgot_password"
    assert len(ranking) == 2
    assert ranking[0][1] >= ranking[1][1]


@given(st.text())
def test_probabilities_are_a_distribution(text: str) -> None:
    probabilities = SMALL_MODEL.probabilities(text)
    assert probabilities.min() >= 0
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_training_twice_gives_the_same_model() -> None:
    assert np.array_equal(SMALL_MODEL.probabilities("密码"), small_model().probabilities("密码"))


def test_numpy_inference_agrees_with_scikit_learn() -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts, labels = [text for text, _ in SMALL], [label for _, label in SMALL]
    plain = Settings(balance=0, temperature=1)
    vectorizer = TfidfVectorizer(
        analyzer=lambda text: [
            f"^{text}$"[start : start + size]
            for size in (1, 2)
            for start in range(len(text) + 3 - size)
        ],
        sublinear_tf=True,
    )
    regression = LogisticRegression(C=plain.strength, max_iter=500, tol=1e-6)
    regression.fit(vectorizer.fit_transform(texts), labels)
    expected = regression.predict_proba(vectorizer.transform(["退款密码忘忘了"]))[0]
    found = LinearModel.train(texts, labels, plain).probabilities("退款密码忘忘了")
    assert found == pytest.approx(expected, abs=5e-3)


def test_two_labels_are_enough() -> None:
    model = LinearModel.train(["好的", "不要"], ["affirm", "deny"], Settings())
    assert model.rank("好", 1)[0][0] == "affirm"
    assert model.probabilities("好").sum() == pytest.approx(1, abs=1e-5)


def test_one_label_is_refused() -> None:
    with pytest.raises(ValueError, match="class"):
        LinearModel.train(["好的", "可以"], ["affirm", "affirm"], Settings())


def test_saved_model_answers_as_before(tmp_path: Path) -> None:
    SMALL_MODEL.save(tmp_path)
    loaded = LinearModel.load(tmp_path)
    assert loaded.labels == SMALL_MODEL.labels
    assert loaded.settings == SMALL_MODEL.settings
    for text in ("密码忘记了", "退款到哪了", "", "xyz"):
        assert loaded.probabilities(text) == pytest.approx(
            SMALL_MODEL.probabilities(text), abs=2e-3
        )


def test_nothing_saved_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        LinearModel.load(tmp_path)


def _normalised(text: str, **data: Any) -> Message:
    message = Message(data={TEXT: text, **data})
    Normaliser().process([message])
    return message


def test_component_learns_stores_and_ranks(tmp_path: Path) -> None:
    storage, resource = LocalModelStorage(tmp_path), Resource("classifier")
    config = LinearIntentClassifier.get_default_config()
    examples = [_normalised(text, **{INTENT: label}) for text, label in SMALL]
    LinearIntentClassifier.create(config, storage, resource, CONTEXT).train(TrainingData(examples))
    loaded = LinearIntentClassifier.load(config, storage, resource, CONTEXT)
    message = _normalised("密碼忘記了!!!")
    loaded.process([message])
    assert message.get(INTENT)["name"] == "forgot_password"
    assert message.get(INTENT_RANKING_KEY)[0] == message.get(INTENT)
    assert len(message.get(INTENT_RANKING_KEY)) == 3


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
    ],
)
def test_doubt_is_out_of_scope(candidates: list[tuple[str, float]], acted_on: str) -> None:
    message = ranked(*candidates)
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert message.get(INTENT)["name"] == acted_on
    assert message.get(INTENT_RANKING_KEY)[0] == message.get(INTENT)


def test_fallback_keeps_the_nearest_topics() -> None:
    message = ranked(("refund", 0.15), (OUT_OF_SCOPE, 0.14), ("dispute", 0.05))
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert [item["name"] for item in message.get(INTENT_RANKING_KEY)] == [
        OUT_OF_SCOPE,
        "refund",
        "dispute",
    ]
    assert message.get(INTENT)["confidence"] == pytest.approx(0.85)


def test_empty_message_is_out_of_scope() -> None:
    message = Message(data={TEXT: ""})
    OutOfScopeFallback(threshold=0.2, margin=0.05).process([message])
    assert message.get(INTENT) == {"name": OUT_OF_SCOPE, "confidence": 1.0}


def test_development_set_is_understood(
    model: LinearModel, development_set: Sequence[Utterance]
) -> None:
    fallback = OutOfScopeFallback(**OutOfScopeFallback.get_default_config())
    messages = [ranked(*model.rank(normalise(item.text), 3)) for item in development_set]
    fallback.process(messages)
    wrong = [
        (item.text, message.get(INTENT)["name"])
        for item, message in zip(development_set, messages, strict=True)
        if message.get(INTENT)["name"] not in item.acceptable
    ]
    assert 1 - len(wrong) / len(development_set) >= 0.85, wrong


def test_personal_data_in_a_sentence_does_not_change_its_intent(model: LinearModel) -> None:
    for text in ("13800000001", "[手机号:138****0001]", "手机号是[手机号:186****0007·2]"):
        assert model.rank(normalise(text), 1)[0][0] == "inform"


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [("为什么密码一直错误", "為什麼密碼一直錯誤"), ("账户被冻结了", "帳戶被凍結了")],
)
def test_traditional_script_is_understood_alike(
    model: LinearModel, simplified: str, traditional: str
) -> None:
    assert model.rank(normalise(traditional), 1)[0][0] == model.rank(normalise(simplified), 1)[0][0]
