"""Entities of whole messages: kinds, values and offsets in the customer's own text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from kefu.core.clock import BEIJING
from kefu.evaluation.entities import from_rasa, measure_entities
from kefu.evaluation.entity_examples import read_entity_examples
from kefu.evaluation.utterances import BadFile
from kefu.nlu.extractor import RuleEntityExtractor
from kefu.nlu.lookups import read
from kefu.nlu.normalise import fold

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data" / "nlu"
KINDS = {
    "phone_number",
    "email",
    "amount",
    "time",
    "transaction_id",
    "ticket_id",
    "card_tail",
    "merchant",
    "payment_method",
    "transaction_kind",
    "failure_symptom",
    "verification_code",
    "url",
}


def extractor_in(folder: Path) -> RuleEntityExtractor:
    """One with the project's lists that stores its model in the folder."""
    return RuleEntityExtractor(
        RuleEntityExtractor.get_default_config(),
        LocalModelStorage(folder),
        Resource("extractor"),
        read(DATA / "lookups"),
        clock=lambda: datetime(2026, 11, 22, 16, 10, tzinfo=BEIJING),
    )


@pytest.fixture(scope="module")
def extractor(tmp_path_factory: pytest.TempPathFactory) -> RuleEntityExtractor:
    """On Sunday 22 November 2026, 16:10; one for all tests, since its lists take time to load."""
    return extractor_in(tmp_path_factory.mktemp("extractor"))


def entities(extractor: RuleEntityExtractor, text: str) -> list[dict[str, Any]]:
    message = Message(data={TEXT: text})
    extractor.process([message])
    found: list[dict[str, Any]] = message.get(ENTITIES)
    return found


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("我的手机号是[手机号:138****0001]", "phone_number", "[手机号:138****0001]"),
        ("[手机号:138****0001·2]", "phone_number", "[手机号:138****0001·2]"),
        ("打138-0000-0001", "phone_number", "13800000001"),
        ("+86 13800000001", "phone_number", "13800000001"),
        ("发到[邮箱:wu***@example.com]", "email", "[邮箱:wu***@example.com]"),
        ("WuFang@Example.com", "email", "wufang@example.com"),
        ("ＴＸ20261122000123这笔", "transaction_id", "TX20261122000123"),
        ("订单号是20261122123456789", "transaction_id", "20261122123456789"),
        ("t20261122-0001怎么样了", "ticket_id", "T20261122-0001"),
        ("案件C20261122-0003", "ticket_id", "C20261122-0003"),
        ("尾号是8888的", "card_tail", "8888"),
        ("[银行卡:6222****1234]", "card_tail", "1234"),
        ("1234结尾", "card_tail", "1234"),
        ("123456", "verification_code", "123456"),
        ("验证码是654321", "verification_code", "654321"),
        ("在http://Abc-pay.top/X?y=1看到的", "url", "http://Abc-pay.top/X?y=1"),
        ("kefu-safe.cn是你们的吗", "url", "kefu-safe.cn"),
        ("給美團付的", "merchant", "美团"),
        ("用建行卡付的", "payment_method", "建设银行"),
        ("微信錢包", "payment_method", "微信支付"),
        ("是充值", "transaction_kind", "deposit"),
        ("提示余额不足", "failure_symptom", "insufficient_balance"),
        ("金额两百块", "amount", "200.00"),
        ("昨天下午三点", "time", "2026-11-21T15:00:00+08:00"),
        ("转了两点五万", "amount", "25000.00"),
        ("输入100000元", "amount", "100000.00"),
        ("钱扣了没到账", "failure_symptom", "debited"),
    ],
)
def test_kind_and_value(extractor: RuleEntityExtractor, text: str, kind: str, value: str) -> None:
    assert (kind, value) in [(item["entity"], item["value"]) for item in entities(extractor, text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("钱扣了吗", "failure_symptom"),
        ("钱扣了没", "failure_symptom"),
        ("扣了没有", "failure_symptom"),
        ("预付了", "transaction_kind"),
        ("辞退了", "transaction_kind"),
        ("查到余额", "payment_method"),
        ("付款码223344", "verification_code"),
        ("密码*1234", "card_tail"),
        ("证件尾号1234", "card_tail"),
        ("440106199001011234", "transaction_id"),
        ("付款6222****1234", "amount"),
        ("尾号 8888 的", "amount"),
    ],
)
def test_what_only_sounds_like_it(extractor: RuleEntityExtractor, text: str, kind: str) -> None:
    assert kind not in {item["entity"] for item in entities(extractor, text)}


def table() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The rows of entities.tsv: a text and its entities in order as kind, surface and value."""
    for line in (HERE / "entities.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            text, *cells = line.split("\t")
            yield text, [(kind, surface, value) for kind, surface, value in map(_cell, cells)]


def _cell(cell: str) -> list[str]:
    return cell.split("|")


@pytest.mark.parametrize(("text", "expected"), list(table()))
def test_everything_in_a_text(
    extractor: RuleEntityExtractor, text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [
        (item["entity"], text[item["start"] : item["end"]], item["value"])
        for item in entities(extractor, text)
    ] == expected


def test_the_development_set_is_understood(extractor: RuleEntityExtractor) -> None:
    examples = read_entity_examples(HERE / "dev_entities.yml")
    *kinds, whole = measure_entities(
        [example.entities for example in examples],
        [from_rasa(entities(extractor, example.text)) for example in examples],
    )
    assert whole.f1 is not None
    assert whole.f1 >= 0.95
    assert {item.kind: item.f1 for item in kinds if (item.f1 or 0) < 0.9} == {}
    assert {item.kind for item in kinds if item.both + item.only_meant >= 25} == KINDS
    assert sum(not example.entities for example in examples) >= 80


def test_all_facts_of_one_sentence(extractor: RuleEntityExtractor) -> None:
    text = "昨天给美团付款200没成功但是钱扣了"
    assert [
        (item["entity"], text[item["start"] : item["end"]], item["value"])
        for item in entities(extractor, text)
    ] == [
        ("time", "昨天", "2026-11-21T00:00:00+08:00"),
        ("merchant", "美团", "美团"),
        ("transaction_kind", "付款", "payment"),
        ("amount", "200", "200.00"),
        ("failure_symptom", "没成功", "failed"),
        ("failure_symptom", "钱扣了", "debited"),
    ]


def test_time_tells_its_grain(extractor: RuleEntityExtractor) -> None:
    assert [item["grain"] for item in entities(extractor, "昨天 昨晚 昨天三点")] == [
        "day",
        "part",
        "hour",
    ]


@pytest.mark.parametrize(
    "text",
    ["[手机号:138****0001]", "[邮箱:wu***@example.com]", "TX20261122000123", "T20261122-0001"],
)
def test_one_thing_is_one_entity(extractor: RuleEntityExtractor, text: str) -> None:
    (found,) = entities(extractor, text)
    assert (found["start"], found["end"]) == (0, len(text))


def test_message_without_entities(extractor: RuleEntityExtractor) -> None:
    assert entities(extractor, "你好") == []


@given(
    st.text(
        alphabet=st.sampled_from("昨天给美团付款200元两百·[手机号:138****]@a.cnTX微信 　")
        | st.characters()
    )
)
def test_offsets_are_inside_and_apart(extractor: RuleEntityExtractor, text: str) -> None:
    if not text:
        return
    found = sorted(entities(extractor, text), key=lambda item: int(item["start"]))
    assert all(0 <= item["start"] < item["end"] <= len(text) for item in found)
    assert all(one["end"] <= two["start"] for one, two in pairwise(found))


def test_lists_travel_with_the_model(tmp_path: Path) -> None:
    storage = LocalModelStorage(tmp_path)
    extractor_in(tmp_path).train(TrainingData())
    loaded = RuleEntityExtractor.load(
        {"lookups": "nowhere"},
        storage,
        Resource("extractor"),
        ExecutionContext(GraphSchema({})),
    )
    assert [item["value"] for item in entities(loaded, "换成工行卡")] == ["工商银行"]


def test_a_name_with_two_meanings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bank.txt").write_text("工商银行: 工行\n建设银行: 工行\n", encoding="utf-8")
    with pytest.raises(ValueError, match="工行 stands for two values"):
        read(tmp_path)


def test_comments_and_empty_lines_of_a_list_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "bank.txt").write_text("# banks\n\n工商银行: 工行 , ICBC\n招行\n", encoding="utf-8")
    assert read(tmp_path) == {
        "bank": {"工商银行": "工商银行", "工行": "工商银行", "ICBC": "工商银行", "招行": "招行"}
    }


def test_a_changed_list_makes_the_model_stale(tmp_path: Path) -> None:
    config = {"lookups": str(tmp_path)}
    (tmp_path / "bank.txt").write_text("工商银行\n", encoding="utf-8")
    before = RuleEntityExtractor.fingerprint_addon(config)
    (tmp_path / "bank.txt").write_text("工商银行: 工行\n", encoding="utf-8")
    assert RuleEntityExtractor.fingerprint_addon(config) != before


@given(st.text())
def test_folding_keeps_positions(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("[]", "没有句子"),
        ("- text: 昨天\n  entities:\n  - {kind: time, surface: 今天, value: x}\n", "找不到“今天”"),
        ("- words: 昨天\n", "写得不对"),
        ("- [", "写得不对"),
    ],
)
def test_a_bad_file_of_examples_is_refused(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "examples.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadFile, match=complaint):
        read_entity_examples(path)


def test_a_missing_file_of_examples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        read_entity_examples(tmp_path / "none.yml")
