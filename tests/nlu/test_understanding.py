"""What the trained model understands of sentences that it has never seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from kefu.evaluation.measures import Figures, measure
from kefu.evaluation.trial import parse_all
from kefu.evaluation.utterances import Utterance, read_utterances
from kefu.nlu.parser import Parser
from tests.trained import trained_model

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(trained_model())


def figures(parser: Parser, utterances: Sequence[Utterance]) -> Figures:
    trial = parse_all(parser, [item.text for item in utterances], trained_model())
    return measure(utterances, [trial.answers[item.text] for item in utterances])


def test_the_development_set_is_understood(
    parser: Parser, development_set: Sequence[Utterance]
) -> None:
    # A point below what the report shows: other processors round otherwise while training.
    reached = figures(parser, development_set)
    assert reached.accuracy >= 0.94
    assert reached.macro_f1 >= 0.93
    assert reached.out_of_scope_recall is not None
    assert reached.out_of_scope_recall >= 0.90
    assert reached.false_rejection is not None
    assert reached.false_rejection <= 0.04


def test_customers_of_other_services_are_understood(parser: Parser) -> None:
    assert figures(parser, read_utterances(HERE / "other_services.tsv")).accuracy >= 0.94


def test_traditional_script_is_understood_alike(
    parser: Parser, development_set: Sequence[Utterance]
) -> None:
    convert = OpenCC("s2t").convert
    texts = [item.text for item in development_set]
    pairs = zip(
        parser.parse_all(texts), parser.parse_all(convert(text) for text in texts), strict=True
    )
    same = [left["intent"]["name"] == right["intent"]["name"] for left, right in pairs]
    assert sum(same) / len(same) >= 0.99


@pytest.mark.parametrize(
    "text", ["13800000001", "[手机号:138****0001]", "手机号是[手机号:186****0007·2]"]
)
def test_personal_data_alone_is_an_answer(parser: Parser, text: str) -> None:
    assert parser.parse(text)["intent"]["name"] == "inform"


WANTED = [
    "退款太慢了 给我转人工!!",
    "退款太慢 转人工",
    "充值没到 找客服 快",
    "充值没到，帮我转人工",
    "密码忘了 我要人工客服",
    "付款失败了，叫个真人来",
    "账户锁了 转人工",
    "提现怎么还不到 我要找人工",
    "退款的事 请转人工客服",
    "等了三天还不退款，人工！",
    "不要机器人 退款没到",
    "密码改不了 找个人给我办",
    "转账没到，让你们客服跟我说",
    "给我接人工 钱没到账",
]


def test_a_human_is_what_counts_when_a_matter_is_named_too(parser: Parser) -> None:
    missed = [t for t in WANTED if parser.parse(t)["intent"]["name"] != "human_agent"]
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("text", ["不要转人工", "退款多久到账", "提现怎么还不到"])
def test_a_human_is_not_read_into_other_words(parser: Parser, text: str) -> None:
    assert parser.parse(text)["intent"]["name"] != "human_agent"


def matters() -> list[tuple[list[str], str]]:
    lines = (HERE / "matters.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [(names.split(","), text) for names, text in rows]


def told(answer: dict[str, Any]) -> list[str]:
    return [matter["name"] for matter in answer["intents"]]


def test_two_matters_in_one_message_are_both_told(parser: Parser) -> None:
    double = [(names, text) for names, text in matters() if len(names) == 2]
    right = [told(parser.parse(text)) == names for names, text in double]
    assert len(double) >= 80
    assert sum(right) / len(right) >= 0.5


def test_one_matter_is_not_told_as_two(
    parser: Parser, development_set: Sequence[Utterance]
) -> None:
    texts = [text for names, text in matters() if len(names) == 1]
    texts += [item.text for item in development_set if "two" not in item.tags]
    several = [text for text in texts if len(told(parser.parse(text))) > 1]
    assert len(several) / len(texts) <= 0.02, several
