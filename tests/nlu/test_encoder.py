"""The optional sentence encoder, with models made here: a table of vectors as ONNX, a tokenizer.

Their tables are chosen so that what must come out can be worked out by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from kefu.nlu.encoder import Encoded, OnnxSentenceEncoder
from kefu.nlu.features import features
from kefu.nlu.fitting import FitSettings, fit
from kefu.nlu.keys import ENCODED
from kefu.nlu.normaliser import Normaliser
from kefu.nlu.parser import Parser
from kefu.nlu.quantized import Array
from kefu.nlu.sentence_model import INSTALL, EncoderError, Options, SentenceModel, digest

CONTEXT = ExecutionContext(GraphSchema({}))
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
# Two matters with two vocabularies each, of which only the first is in the training data.
REFUND, REFUND_UNSEEN = "退款还钱", "撤销购买"
PASSWORD, PASSWORD_UNSEEN = "密码忘记", "口令丢失"
TOKENS = [*SPECIAL, *REFUND, *REFUND_UNSEEN, *PASSWORD, *PASSWORD_UNSEEN]
ROW = {token: row for row, token in enumerate(TOKENS)}

PLAIN = Options(normalise=False)
MEAN = replace(PLAIN, pooling="mean")


def table() -> Array:
    """The vector of each token: the two matters are two directions, the rest is a third."""
    vectors = np.zeros((len(TOKENS), 3), np.float32)
    vectors[: len(SPECIAL), 2] = [9, 1, 2, 4]  # padding would be seen if it counted
    for column, characters in enumerate((REFUND + REFUND_UNSEEN, PASSWORD + PASSWORD_UNSEEN)):
        for number, character in enumerate(characters):
            vectors[ROW[character], column] = 1 + number
    return vectors


def write_tokenizer(folder: Path) -> None:
    tokenizer = Tokenizer(models.WordLevel(ROW, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", ROW["[CLS]"]), ("[SEP]", ROW["[SEP]"])]
    )
    tokenizer.enable_padding(length=64)  # as many published files have it
    tokenizer.save(str(folder / "tokenizer.json"))


def write_model(
    folder: Path,
    nodes: Sequence[onnx.NodeProto] = (),
    outputs: Sequence[str] = ("tokens",),
    inputs: Sequence[str] = ("input_ids", "attention_mask"),
    kind: int = TensorProto.INT64,
    shape: Sequence[str | int] = ("texts", "length"),
    vectors: Array | None = None,
) -> Path:
    """``tokens`` (texts, length, 3) are looked up in the table; ``nodes`` may make more of them."""
    constants: dict[str, NDArray[Any]] = {
        "table": table() if vectors is None else vectors,
        "first_axis": np.array([1], np.int64),
    }
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["tokens"]), *nodes],
        "tiny",
        [helper.make_tensor_value_info(name, kind, shape) for name in inputs],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)
    onnx.save(model, str(folder / "model.onnx"))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as it is brought along, with a model whose output is a vector per token."""
    write_tokenizer(tmp_path)
    return write_model(tmp_path)


def vectors_of(*tokens: str) -> Array:
    return table()[[ROW[token] for token in tokens]]


def test_the_first_token_or_the_mean_of_all_is_the_texts_vector(folder: Path) -> None:
    all_tokens = vectors_of("[CLS]", "退", "款", "[SEP]")
    first = SentenceModel(folder, PLAIN)
    assert first.width == 3
    assert first.encode(["退款"]) == pytest.approx(all_tokens[:1])
    mean = SentenceModel(folder, MEAN).encode(["退款"])
    assert mean.dtype == np.float32
    assert mean[0] == pytest.approx(all_tokens.mean(axis=0))


def test_vectors_get_length_one_and_keep_their_direction(folder: Path) -> None:
    (plain,) = SentenceModel(folder, MEAN).encode(["密码"])
    (unit,) = SentenceModel(folder, replace(MEAN, normalise=True)).encode(["密码"])
    assert np.linalg.norm(unit) == pytest.approx(1)
    assert unit * np.linalg.norm(plain) == pytest.approx(plain)


def test_a_text_has_one_vector_alone_and_among_longer_ones(folder: Path) -> None:
    model = SentenceModel(folder, MEAN)
    texts = [(REFUND + PASSWORD)[: length % 9] * (1 + length // 9) for length in range(80)]
    together = model.encode(texts)
    for text, vector in zip(texts, together, strict=True):
        assert vector == pytest.approx(model.encode([text])[0], abs=1e-6)
    assert model.encode([]).shape == (0, 3)


def test_a_long_text_is_cut_with_its_end_mark_kept(folder: Path) -> None:
    model = SentenceModel(folder, replace(MEAN, max_tokens=5))
    expected = vectors_of("[CLS]", "退", "款", "还", "[SEP]").mean(axis=0)
    assert model.encode(["退款还钱" * 50])[0] == pytest.approx(expected)


def test_the_prefix_stands_before_every_text(folder: Path) -> None:
    with_prefix = SentenceModel(folder, replace(MEAN, prefix="密码"))
    assert np.array_equal(
        with_prefix.encode(["退款", "还"]),
        SentenceModel(folder, MEAN).encode(["密码退款", "密码还"]),
    )


@pytest.mark.parametrize("kind", [TensorProto.INT64, TensorProto.INT32])
def test_a_model_is_given_the_inputs_it_has(folder: Path, kind: int) -> None:
    """Its vectors are multiplied by mask + segment, so both must have come as they should."""
    write_model(
        folder,
        [
            helper.make_node("Add", ["attention_mask", "token_type_ids"], ["sum"]),
            helper.make_node("Cast", ["sum"], ["factor"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["factor", "first_axis"], ["row"]),
            helper.make_node("Transpose", ["row"], ["column"], perm=[0, 2, 1]),
            helper.make_node("Mul", ["tokens", "column"], ["weighted"]),
        ],
        ["weighted"],
        ["token_type_ids", "attention_mask", "input_ids"],
        kind,
    )
    vectors = SentenceModel(folder, MEAN).encode(["退款", "密"])
    assert vectors[1] == pytest.approx(vectors_of("[CLS]", "密", "[SEP]").mean(axis=0))


def test_a_vector_per_text_is_taken_as_it_is(folder: Path) -> None:
    mean = helper.make_node("ReduceMean", ["tokens", "first_axis"], ["sentence"], keepdims=0)
    write_model(folder, [mean], ["sentence"], ["input_ids"])
    expected = vectors_of("[CLS]", "退", "[SEP]").mean(axis=0)
    assert SentenceModel(folder, PLAIN).encode(["退"])[0] == pytest.approx(expected)
    # Where there are vectors of tokens as well, the choice of pooling holds.
    write_model(folder, [mean], ["sentence", "tokens"])
    assert SentenceModel(folder, PLAIN).encode(["退"]) == pytest.approx(vectors_of("[CLS]"))


TWICE = helper.make_node("Concat", ["tokens", "tokens"], ["twice"], axis=1)
DEEP = helper.make_node("Unsqueeze", ["tokens", "first_axis"], ["deep"])


@pytest.mark.parametrize(
    ("model", "reason"),
    [
        ({"inputs": ["input_ids", "position_ids"]}, "inputs are .*position_ids"),
        ({"nodes": [TWICE], "outputs": ["twice"]}, r"shape \(2, .*3\) for"),
        ({"nodes": [DEEP], "outputs": ["deep"]}, r"outputs \(deep\) has rank 3 or 2"),
        ({"shape": [1, "length"]}, "cannot read two texts of up to 128 tokens"),
        ({"shape": ["texts", 64]}, "cannot read two texts of up to 128 tokens"),
        ({"vectors": np.zeros((3, 3), np.float32)}, "cannot read"),
    ],
    ids=["inputs", "other tokens", "rank", "one text", "one length", "fewer tokens"],
)
def test_a_model_that_does_not_fit_says_why(
    folder: Path, model: dict[str, Any], reason: str
) -> None:
    write_model(folder, **model)
    with pytest.raises(EncoderError, match=reason):
        SentenceModel(folder, PLAIN)


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(EncoderError, match=missing):
        SentenceModel(folder, PLAIN)
    with pytest.raises(EncoderError, match=missing):
        digest(folder)


@pytest.mark.parametrize("broken", ["model.onnx", "tokenizer.json"])
def test_a_broken_file_is_an_error(folder: Path, broken: str) -> None:
    (folder / broken).write_text("{")
    with pytest.raises(EncoderError, match="cannot be opened"):
        SentenceModel(folder, PLAIN)


def test_an_unknown_pooling_is_an_error(folder: Path) -> None:
    with pytest.raises(EncoderError, match="cls, mean"):
        SentenceModel(folder, Options(pooling="max"))


@pytest.mark.parametrize("library", ["onnxruntime", "tokenizers"])
def test_a_missing_library_tells_the_command(
    folder: Path, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(EncoderError) as raised:
        SentenceModel(folder, PLAIN)
    assert library in str(raised.value)
    assert INSTALL in str(raised.value)


def config(folder: Path | None) -> dict[str, Any]:
    return {
        **OnnxSentenceEncoder.get_default_config(),
        "model": None if folder is None else str(folder),
    }


def test_another_model_or_tokenizer_is_another_fingerprint(folder: Path) -> None:
    fingerprints = [OnnxSentenceEncoder.fingerprint_addon(config(folder))]
    write_model(folder, vectors=table() * 2)
    fingerprints.append(OnnxSentenceEncoder.fingerprint_addon(config(folder)))
    (folder / "model.onnx_data").write_bytes(b"weights")
    fingerprints.append(OnnxSentenceEncoder.fingerprint_addon(config(folder)))
    with (folder / "tokenizer.json").open("a") as file:
        file.write("\n")
    fingerprints.append(OnnxSentenceEncoder.fingerprint_addon(config(folder)))
    assert len(set(fingerprints)) == 4
    assert OnnxSentenceEncoder.fingerprint_addon({}) is None  # as Rasa asks of what it restored


def test_every_number_of_a_vector_is_in_the_fingerprint() -> None:
    """Of an array that long, its printout shows six."""
    vector = np.zeros(2000, np.float32)
    other = vector.copy()
    other[1000] = 1
    assert Message({ENCODED: Encoded({"x": vector})}).fingerprint() != (
        Message({ENCODED: Encoded({"x": other})}).fingerprint()
    )


def trained(folder: Path, storage: LocalModelStorage) -> OnnxSentenceEncoder:
    resource = Resource("encoder")
    OnnxSentenceEncoder.create(config(folder), storage, resource, CONTEXT).train(TrainingData())
    return OnnxSentenceEncoder.load(config(folder), storage, resource, CONTEXT)


def test_live_messages_have_their_clauses_encoded_and_examples_do_not(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    encoder = trained(folder, LocalModelStorage(tmp_path_factory.mktemp("storage")))
    text = "退款还钱,密码忘记"
    message, example = Message({TEXT: text}), Message({TEXT: text, INTENT: "refund"})
    Normaliser().process([message])
    Normaliser().process_training_data(TrainingData([example]))
    encoder.process([message, Message({TEXT: ""})])
    encoder.process_training_data(TrainingData([example, Message({INTENT: "refund"})]))
    assert list(message.get(ENCODED).vectors) == ["退款还钱,密码忘记", "退款还钱", "密码忘记"]
    assert list(example.get(ENCODED).vectors) == ["退款还钱,密码忘记"]


def test_no_folder_is_an_error(tmp_path: Path) -> None:
    encoder = OnnxSentenceEncoder.create(
        config(None), LocalModelStorage(tmp_path), Resource("encoder"), CONTEXT
    )
    with pytest.raises(EncoderError, match="`model`"):
        encoder.train(TrainingData())


def test_an_exchanged_model_is_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    storage = LocalModelStorage(tmp_path_factory.mktemp("storage"))
    trained(folder, storage)
    write_model(folder, vectors=table() * 2)
    with pytest.raises(EncoderError, match="train again"):
        OnnxSentenceEncoder.load(config(folder), storage, Resource("encoder"), CONTEXT)


def test_a_network_refuses_other_vectors_than_it_learnt_from() -> None:
    texts, labels = [["a"], ["b"]], ["affirm", "deny"]
    settings = FitSettings(at_least=1, embedding=4, hidden=4, epochs=1)
    without = fit(texts, labels, settings)
    with_two = fit(texts, labels, settings, np.eye(2, dtype=np.float32))
    assert with_two.probabilities(["a"], np.zeros(2, np.float32)).shape == (2,)
    for network, dense in (
        (without, np.zeros(2, np.float32)),
        (with_two, None),
        (with_two, np.zeros(3, np.float32)),
    ):
        with pytest.raises(ValueError, match="train it again"):
            network.probabilities(["a"], dense)


CONFIG = """
recipe: default.v1
assistant_id: small
language: zh
pipeline:
- name: kefu.nlu.normaliser.Normaliser
- name: kefu.nlu.tokenizer.ChineseTokenizer
- name: kefu.nlu.encoder.OnnxSentenceEncoder
  model: encoder
  pooling: mean
- name: kefu.nlu.classifier.WideAndDeepClassifier
  clause_evidence: -5  # a few sentences make no network sure
  at_least: 1
  epochs: 40
  feature_dropout: 0.9
- name: kefu.nlu.fallback.OutOfScopeFallback
"""
SEEN = {"refund": REFUND, "forgot_password": PASSWORD}
UNSEEN = {"refund": REFUND_UNSEEN, "forgot_password": PASSWORD_UNSEEN}


def sentences(characters: str) -> list[str]:
    return [a + b + c for a in characters for b in characters for c in characters if a != b != c]


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parser]:
    """Trained by Rasa in a folder of its own, with the encoder beside the data."""
    from rasa.model_training import train_nlu

    project = tmp_path_factory.mktemp("project")
    (project / "encoder").mkdir()
    write_tokenizer(project / "encoder")
    write_model(project / "encoder")
    (project / "config.yml").write_text(CONFIG, encoding="utf-8")
    (project / "domain.yml").write_text(
        'version: "3.1"\nintents: [refund, forgot_password]\n', encoding="utf-8"
    )
    examples = "".join(
        f"- intent: {intent}\n  examples: |\n"
        + "".join(f"    - {text}\n" for text in sentences(characters))
        for intent, characters in SEEN.items()
    )
    (project / "nlu.yml").write_text(f'version: "3.1"\nnlu:\n{examples}', encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        patch.setenv("RASA_TELEMETRY_ENABLED", "false")
        path = train_nlu("config.yml", "nlu.yml", "models", domain="domain.yml")
        assert path is not None
        yield Parser.load(project / path)


def test_the_encoder_tells_intents_apart_where_no_feature_was_ever_seen(parser: Parser) -> None:
    learnt = set(features("".join(SEEN.values()), []))
    for intent, characters in UNSEEN.items():
        for text in sentences(characters):
            assert learnt & set(features(text, [])) == {"c^", "c$", "p^", "p$"}
            assert parser.parse(text)["intent"]["name"] == intent


def test_the_encoder_reads_each_clause(parser: Parser) -> None:
    parsed = parser.parse(f"{REFUND_UNSEEN}，另外{PASSWORD_UNSEEN}")
    assert [matter["name"] for matter in parsed["intents"]] == ["refund", "forgot_password"]
