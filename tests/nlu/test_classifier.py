"""The classifier as a component: it learns, stores, ranks, and tells several matters."""

from __future__ import annotations

import inspect
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from kefu.nlu.classifier import WideAndDeepClassifier
from kefu.nlu.encoder import Encoded
from kefu.nlu.keys import ENCODED, INTENTS, NORMALISED, WORDS
from kefu.nlu.normaliser import Normaliser
from kefu.nlu.tokenizer import ChineseTokenizer
from tests.nlu.small import PLAIN, SMALL

CONTEXT = ExecutionContext(GraphSchema({}))


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> ChineseTokenizer:
    storage = LocalModelStorage(tmp_path_factory.mktemp("words"))
    return ChineseTokenizer(ChineseTokenizer.get_default_config(), storage, Resource("words"))


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
        "clause_evidence": 0.1,
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
    assert message.get(INTENTS) == [{**message.get(INTENT), "start": 0, "end": 8}]


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
        (WideAndDeepClassifier, {"features", "fitting", "network", "vectors"}),
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
    message = _prepared(tokenizer, "支付密碼忘了，另外怎么退款？")
    classifier.process([message])
    first, second = message.get(INTENTS)
    assert (first["name"], first["start"], first["end"]) == ("forgot_password", 0, 6)
    assert (second["name"], second["start"], second["end"]) == ("refund", 9, 13)
    assert message.get(INTENT)["name"] == "forgot_password"
    assert message.get(INTENT_RANKING_KEY)[0] == message.get(INTENT)


@pytest.mark.parametrize(
    "text", ["您好你好,支付密码忘了", "支付密码忘了,忘记密码了", "怎么退款退款"]
)
def test_small_talk_and_repetition_are_no_second_matter(
    classifier: WideAndDeepClassifier, tokenizer: ChineseTokenizer, text: str
) -> None:
    message = _prepared(tokenizer, text)
    classifier.process([message])
    assert message.get(INTENTS) == [{**message.get(INTENT), "start": 0, "end": len(text)}]
