"""From training data to parsed text: Rasa trains a small model, the parser reads its archive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from kefu.nlu.parser import NoModelError, Parser, newest_model
from kefu.nlu.tokenizer import ChineseTokenizer
from tests.nlu.conftest import DATA

CONFIG = f"""
recipe: default.v1
assistant_id: small
language: zh
pipeline:
- name: kefu.nlu.normaliser.Normaliser
- name: kefu.nlu.manner.SpeechActs
- name: kefu.nlu.tokenizer.ChineseTokenizer
- name: kefu.nlu.classifier.WideAndDeepClassifier
  at_least: 1
- name: kefu.nlu.fallback.OutOfScopeFallback
- name: kefu.nlu.extractor.RuleEntityExtractor
  lookups: {DATA / "lookups"}
"""
EXAMPLES = """
version: "3.1"
nlu:
- intent: greeting
  examples: |
    - 你好
    - 您好
    - 在吗
- intent: forgot_password
  examples: |
    - 忘记密码
    - 密码忘了怎么办
    - 手机号[手机号:138****0001]的密码忘了
- intent: deposit_not_arrived
  examples: |
    - 充值[200元](amount)没到账
    - 钱扣了没到账
    - 充的钱没到
"""
DOMAIN = """
version: "3.1"
intents: [greeting, forgot_password, deposit_not_arrived]
entities: [amount]
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A model trained by Rasa in a folder of its own."""
    from rasa.model_training import train_nlu

    folder = tmp_path_factory.mktemp("project")
    for name, content in (("config", CONFIG), ("nlu", EXAMPLES), ("domain", DOMAIN)):
        (folder / f"{name}.yml").write_text(content, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("RASA_TELEMETRY_ENABLED", "false")
        path = train_nlu("config.yml", "nlu.yml", "models", domain="domain.yml")
        assert path is not None
        yield folder / path


@pytest.fixture(scope="module")
def parser(archive: Path) -> Parser:
    return Parser.load(archive)


def test_parse_tells_text_intent_ranking_and_entities(parser: Parser) -> None:
    text = "昨天充了２００元沒到帳"
    parsed = parser.parse(text)
    assert parsed["text"] == text
    assert parsed["intent"]["name"] == "deposit_not_arrived"
    assert parsed["intent_ranking"][0] == parsed["intent"]
    amount = next(item for item in parsed["entities"] if item["entity"] == "amount")
    assert amount["value"] == "200.00"
    assert text[amount["start"] : amount["end"]] == "２００元"


def test_parse_tells_the_manner(parser: Parser) -> None:
    parsed = parser.parse("我沒有忘記密碼，提現要多久？")
    assert parsed["acts"] == ["asks", "negates"]
    assert parsed["negated"] == ["forgot_password"]
    assert parsed["aspects"] == ["time"]


def test_a_command_says_nothing(parser: Parser) -> None:
    parsed = parser.parse('/forgot_password{"amount": "1.00"}')
    assert parsed["text"].startswith("/")
    assert parsed["intent"]["name"] == "out_of_scope"
    assert "1.00" not in [item["value"] for item in parsed["entities"]]


def test_a_slash_before_words_changes_no_intent(parser: Parser) -> None:
    said, slashed = parser.parse("忘记密码了"), parser.parse("/忘记密码了")
    assert slashed["intent"]["name"] == said["intent"]["name"]


@pytest.mark.parametrize("text", ["", "   ", "👻", "\u200b"])
def test_texts_without_content_are_out_of_scope(parser: Parser, text: str) -> None:
    parsed = parser.parse(text)
    assert parsed["text"] == text
    assert parsed["intent"] == {"name": "out_of_scope", "confidence": 1.0}
    assert parsed["entities"] == []


def test_words_such_as_yesterday_are_counted_from_the_given_now(archive: Path) -> None:
    parser = Parser.load(archive, clock=lambda: datetime(2026, 3, 2, 4, tzinfo=UTC))
    found = {item["entity"]: item["value"] for item in parser.parse("昨天充了200元")["entities"]}
    assert found["time"] == "2026-03-01T00:00:00+08:00"


def test_many_lines_keep_their_order(parser: Parser) -> None:
    texts = [f"第{index}条" for index in range(600)]
    assert [parsed["text"] for parsed in parser.parse_all(texts)] == texts


def test_newest_model_of_a_folder_is_taken(archive: Path, tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old", "oldest")):
        copy = tmp_path / f"{name}.tar.gz"
        copy.write_bytes(archive.read_bytes())
        os.utime(copy, (10_000 - age, 10_000 - age))
    assert newest_model(tmp_path).name == "new.tar.gz"
    assert Parser.load(tmp_path).parse("您好")["intent"]["name"] == "greeting"


def test_no_model_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(NoModelError, match="no trained model"):
        Parser.load(tmp_path)
    with pytest.raises(NoModelError, match="no trained model"):
        Parser.load(tmp_path / "missing.tar.gz")


def _tokenizer(folder: Path, dictionary: Path | None) -> ChineseTokenizer:
    config = {
        **ChineseTokenizer.get_default_config(),
        "dictionary": str(dictionary) if dictionary else None,
    }
    context = ExecutionContext(GraphSchema({}))
    storage, resource = LocalModelStorage(folder), Resource("tokenizer")
    ChineseTokenizer.create(config, storage, resource, context).train(TrainingData())
    # The dictionary that was trained with counts, not the one that lies in the project now.
    stored = {**config, "dictionary": "gone.txt"}
    return ChineseTokenizer.load(stored, storage, resource, context)


def test_dictionary_words_stay_whole_and_travel_with_the_model(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("小狐钱包 100 n\n", encoding="utf-8")
    message = Message(data={TEXT: "打开 小狐钱包"})
    for folder, dictionary, whole in (("with", words, True), ("without", None, False)):
        (tmp_path / folder).mkdir()
        tokens = _tokenizer(tmp_path / folder, dictionary).tokenize(message, TEXT)
        assert ("小狐钱包" in [token.text for token in tokens]) is whole
        assert all(message.get(TEXT)[token.start : token.end] == token.text for token in tokens)
        assert not any(token.text.isspace() for token in tokens)


def test_a_changed_dictionary_makes_the_model_stale(tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("小狐钱包 100 n\n", encoding="utf-8")
    before = ChineseTokenizer.fingerprint_addon({"dictionary": str(words)})
    words.write_text("K豆钱包 100 n\n", encoding="utf-8")
    assert ChineseTokenizer.fingerprint_addon({"dictionary": str(words)}) != before
