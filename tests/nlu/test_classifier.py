"""The classifier: its features, its network, how it is fitted, and what it says of several matters."""

from __future__ import annotations

import inspect
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix

from kefu.nlu.classifier import WideAndDeepClassifier
from kefu.nlu.clauses import clauses
from kefu.nlu.encoder import Encoded
from kefu.nlu.fallback import OUT_OF_SCOPE, OutOfScopeFallback
from kefu.nlu.features import features
from kefu.nlu.fitting import Settings, _Run, fit
from kefu.nlu.keys import ENCODED, INTENTS, NORMALISED, WORDS
from kefu.nlu.network import Network, Quantized
from kefu.nlu.normaliser import Normaliser
from kefu.nlu.tokenizer import ChineseTokenizer
from kefu.nlu.vectors import Vectorizer

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


PLAIN = Settings(at_least=1, embedding=16, hidden=16, epochs=30)


def learnt(text: str) -> list[str]:
    return features(text, [text[start : start + 2] for start in range(0, len(text), 2)])


def small_network(settings: Settings = PLAIN) -> Network:
    return fit([learnt(text) for text, _ in SMALL], [label for _, label in SMALL], settings)


SMALL_NETWORK = small_network()


def best(network: Network, text: str) -> str:
    return network.labels[int(network.probabilities(learnt(text)).argmax())]


def test_features_are_characters_sounds_and_words() -> None:
    assert features("密马", ["密马"]) == [
        *("c^", "c密", "c马", "c$", "c^ 密", "c密 马", "c马 $"),
        *("p^", "pmi", "pma", "p$", "p^ mi", "pmi ma", "pma $"),
        "w密马",
    ]
    assert set(features("密码", [])) & set(features("密马", [])) >= {"pmi ma"}


@given(st.lists(st.lists(st.sampled_from("abcdef")), min_size=1))
def test_vectors_have_length_one_or_none(texts: list[list[str]]) -> None:
    vectorizer = Vectorizer.learn(texts, at_least=1)
    for row, text in zip(vectorizer.matrix(texts), texts, strict=True):
        vector = vectorizer.vector(text)
        length = float(np.sqrt(vector.values @ vector.values))
        assert length == pytest.approx(1, abs=1e-5) or length == 0
        assert row.nnz == len(vector.positions)


def test_rare_features_weigh_more() -> None:
    vectorizer = Vectorizer.learn([["a", "b"], ["a", "c"], ["a", "b"]], at_least=1)
    weight = dict(zip(vectorizer.names, vectorizer.idf, strict=True))
    assert weight["a"] == 0 < weight["b"] < weight["c"]
    assert Vectorizer.learn([["a", "b"], ["a"]], at_least=2).names == ["a"]


@given(
    st.lists(st.lists(st.floats(-9, 9, width=32), min_size=3, max_size=3), min_size=1, max_size=5)
)
def test_quantized_rows_are_within_half_a_step(rows: list[list[float]]) -> None:
    matrix = np.array(rows, np.float32)
    quantized = Quantized.of(matrix)
    for index, row in enumerate(matrix):
        restored = quantized.weighted_sum(np.array([index]), np.ones(1, np.float32))
        assert np.abs(restored - row).max() <= np.abs(row).max() / 254 * 1.001 + 1e-30


def test_new_wordings_are_recognised() -> None:
    assert best(SMALL_NETWORK, "密码忘记了") == "forgot_password"
    assert best(SMALL_NETWORK, "退款到哪了") == "refund"


@given(st.text())
def test_probabilities_are_a_distribution(text: str) -> None:
    probabilities = SMALL_NETWORK.probabilities(learnt(text))
    assert probabilities.min() >= 0
    assert probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_training_twice_gives_the_same_network() -> None:
    again = small_network()
    for text in ("密码", "退", "你好"):
        assert np.array_equal(
            SMALL_NETWORK.probabilities(learnt(text)), again.probabilities(learnt(text))
        )


def test_gradients_are_those_of_the_loss() -> None:
    """Without dropout and smoothing the examples are learnt by heart, which wrong gradients prevent."""
    exact = Settings(
        at_least=1, embedding=8, hidden=8, epochs=200, batch=3, smoothing=0, decay=0,
        feature_dropout=0, embedding_dropout=0, hidden_dropout=0, temperature=1,
    )  # fmt: skip
    network = small_network(exact)
    for text, label in SMALL:
        assert network.probabilities(learnt(text))[network.labels.index(label)] > 0.98


def test_errors_are_the_losss_slopes() -> None:
    """Cross-entropy with smoothed labels and weighted examples, against small differences."""
    settings = replace(PLAIN, smoothing=0.1)
    weights = np.array([1, 3, 0.5], np.float32)
    labels = np.array([2, 0])
    run = _Run(csr_matrix((2, 4), dtype=np.float32), labels, weights, np.zeros((2, 0)), settings)
    scores = np.array([[0.5, -1, 2], [1, 0, -0.5]])

    def loss(scores: NDArray[np.float64]) -> float:
        likely = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        target = np.full((2, 3), 0.1 / 3)
        target[[0, 1], labels] += 0.9
        share = weights[labels] / weights[labels].sum()
        return -float((share[:, None] * target * likely).sum())

    error = run._error(scores, labels)
    for place in np.ndindex(scores.shape):
        step = np.zeros_like(scores)
        step[place] = 1e-4
        slope = (loss(scores + step) - loss(scores - step)) / 2e-4
        assert error[place] == pytest.approx(slope, abs=1e-5)


def test_decay_shrinks_the_layers() -> None:
    def size(decay: float) -> float:
        return float(np.abs(small_network(replace(PLAIN, decay=decay))._layers.hidden).sum())

    assert size(10.0) < 0.9 * size(0.0)


def test_temperature_changes_confidence_and_not_the_answer() -> None:
    sharp, flat = (
        small_network(replace(PLAIN, temperature=value)).probabilities(learnt("密码忘"))
        for value in (0.5, 2.0)
    )
    assert sharp.argmax() == flat.argmax()
    assert sharp.max() > flat.max()


def test_an_encoders_vectors_decide_where_no_feature_does() -> None:
    texts, labels = [["x"], ["x"]] * 4, ["refund", "greeting"] * 4
    dense = np.array([[1, 0], [0, 1]] * 4, np.float32)
    network = fit(texts, labels, PLAIN, dense)
    for row, label in zip(dense[:2], labels[:2], strict=True):
        assert network.labels[int(network.probabilities(["x"], row).argmax())] == label


def test_two_labels_are_enough_and_one_is_refused() -> None:
    network = fit([["a"], ["b"]], ["affirm", "deny"], PLAIN)
    assert network.probabilities(["a"]).argmax() == 0
    with pytest.raises(ValueError, match="two different labels"):
        fit([["a"], ["b"]], ["affirm", "affirm"], PLAIN)


def test_saved_network_answers_as_before(tmp_path: Path) -> None:
    SMALL_NETWORK.save(tmp_path)
    loaded = Network.load(tmp_path)
    assert loaded.labels == SMALL_NETWORK.labels
    for text in ("密码忘记了", "退款到哪了", "", "xyz"):
        assert np.array_equal(
            loaded.probabilities(learnt(text)), SMALL_NETWORK.probabilities(learnt(text))
        )


def test_nothing_saved_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Network.load(tmp_path)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> ChineseTokenizer:
    storage = LocalModelStorage(tmp_path_factory.mktemp("words"))
    return ChineseTokenizer(
        ChineseTokenizer.get_default_config(), storage, Resource("words"), words=None
    )


def _prepared(tokenizer: ChineseTokenizer, text: str, **data: Any) -> Message:
    message = Message(data={TEXT: text, **data})
    Normaliser().process([message])
    tokenizer.process([message])
    return message


@pytest.fixture(scope="module")
def classifier(
    tmp_path_factory: pytest.TempPathFactory, tokenizer: ChineseTokenizer
) -> WideAndDeepClassifier:
    """Trained on ``SMALL`` and loaded again."""
    storage = LocalModelStorage(tmp_path_factory.mktemp("classifier"))
    resource = Resource("classifier")
    config = {
        **WideAndDeepClassifier.get_default_config(),
        **asdict(PLAIN),
        "no_matter": ["greeting"],
        "clause_threshold": 0.6,
    }
    # Marks alone have an intent here, and nothing to learn from.
    examples = [
        _prepared(tokenizer, text, **{INTENT: label}) for text, label in [*SMALL, ("?!", "refund")]
    ]
    WideAndDeepClassifier.create(config, storage, resource, CONTEXT).train(TrainingData(examples))
    return WideAndDeepClassifier.load(config, storage, resource, CONTEXT)


def test_component_learns_stores_and_ranks(
    classifier: WideAndDeepClassifier, tokenizer: ChineseTokenizer
) -> None:
    message = _prepared(tokenizer, "密碼忘記了!!!")
    assert message.get(WORDS)
    assert "".join(message.get(WORDS)) == message.get(NORMALISED)
    classifier.process([message])
    assert message.get(INTENT)["name"] == "forgot_password"
    assert message.get(INTENT_RANKING_KEY)[0] == message.get(INTENT)
    assert len(message.get(INTENT_RANKING_KEY)) == 3
    assert message.get(INTENTS) == [message.get(INTENT)]


def test_an_encoder_that_has_not_seen_all_examples_is_refused(
    tokenizer: ChineseTokenizer, tmp_path: Path
) -> None:
    examples = [_prepared(tokenizer, text, **{INTENT: label}) for text, label in SMALL]
    text = examples[0].get(NORMALISED)
    examples[0].set(ENCODED, Encoded({text: np.zeros(2, np.float32)}))
    component = WideAndDeepClassifier.create(
        WideAndDeepClassifier.get_default_config(),
        LocalModelStorage(tmp_path),
        Resource("classifier"),
        CONTEXT,
    )
    with pytest.raises(ValueError, match="1 of 9 examples"):
        component.train(TrainingData(examples))


@pytest.mark.parametrize(
    ("component", "modules"),
    [
        (Normaliser, {"normalise"}),
        (WideAndDeepClassifier, {"clauses", "features", "fitting", "network", "vectors"}),
    ],
)
def test_changed_code_is_another_fingerprint(
    component: Any, modules: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = inspect.getsource
    fingerprints = {component.fingerprint_addon({})}
    for changed in modules:
        monkeypatch.setattr(
            inspect,
            "getsource",
            lambda module, changed=changed: read(module) + module.__name__.endswith(changed) * "#",
        )
        fingerprints.add(component.fingerprint_addon({}))
    assert len(fingerprints) == 1 + len(modules)


def test_two_matters_are_told_in_the_order_of_the_text(
    classifier: WideAndDeepClassifier, tokenizer: ChineseTokenizer
) -> None:
    message = _prepared(tokenizer, "支付密码忘了,另外怎么退款")
    classifier.process([message])
    assert [item["name"] for item in message.get(INTENTS)] == ["forgot_password", "refund"]


@pytest.mark.parametrize(
    "text", ["您好你好,支付密码忘了", "支付密码忘了,忘记密码了", "怎么退款退款"]
)
def test_small_talk_and_repetition_are_no_second_matter(
    classifier: WideAndDeepClassifier, tokenizer: ChineseTokenizer, text: str
) -> None:
    message = _prepared(tokenizer, text)
    classifier.process([message])
    assert message.get(INTENTS) == [message.get(INTENT)]


def test_clauses_end_at_marks_and_linking_words() -> None:
    words = ["密码", "忘", "了", ",", "另外", "怎么", "退款", "?", "嗯"]
    assert clauses(words) == [["密码", "忘", "了"], ["怎么", "退款"]]
    assert clauses([]) == []


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
    assert message.get(INTENTS) == [message.get(INTENT)]


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
    assert message.get(INTENTS) == [message.get(INTENT)]


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
