"""English sentences of customers, held against what people would say that they mean and do."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from rasa.shared.nlu.training_data.message import Message

from kefu.core.english.heard_words import in_chinese
from kefu.nlu.acts import Act
from kefu.nlu.foreign import ForeignWords
from kefu.nlu.parser import Parser
from tests.trained import trained_model

FOLDER: Final = Path(__file__).parent / "english"
UNSEEN_RIGHT: Final = 0.85
"""The least share of the sentences nobody looked at while the tables were made."""
NOBODY: Final = "-"


@dataclass(frozen=True)
class Judged:
    """A sentence, the intents that are right, acts that it does and that it must not do."""

    text: str
    intents: frozenset[str]
    acts: frozenset[str]
    never: frozenset[str]

    def __str__(self) -> str:
        return self.text


def judged(name: str) -> list[Judged]:
    found: list[Judged] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, intents, *rest = line.split("\t")
        acts = [act for act in rest[0].split() if act != NOBODY] if rest else []
        allowed = frozenset() if intents == NOBODY else frozenset(intents.split("|"))
        found.append(
            Judged(
                text,
                allowed,
                frozenset(act for act in acts if act[0] != "!"),
                frozenset(act[1:] for act in acts if act[0] == "!"),
            )
        )
    return found


@cache
def _parser() -> Parser:
    return Parser.load(trained_model())


def heard(item: Judged) -> dict[str, Any]:
    return _parser().parse(in_chinese(item.text))


def is_right(item: Judged, found: dict[str, Any]) -> bool:
    named = not item.intents or found["intent"]["name"] in item.intents
    acts = set(found["acts"])
    return named and item.acts <= acts and acts.isdisjoint(item.never)


@pytest.mark.parametrize("item", judged("sentences.tsv"), ids=str)
def test_an_english_sentence_is_understood(item: Judged) -> None:
    found = heard(item)

    assert is_right(item, found), (in_chinese(item.text), found["intent"]["name"], found["acts"])


def test_sentences_nobody_looked_at_are_understood() -> None:
    items = judged("unseen.tsv")
    wrong = [item.text for item in items if not is_right(item, heard(item))]

    assert 1 - len(wrong) / len(items) >= UNSEEN_RIGHT, wrong


@pytest.mark.parametrize(
    "item", [i for i in judged("unseen.tsv") if Act.AGREES in i.never], ids=str
)
def test_no_sentence_agrees_that_must_not(item: Judged) -> None:
    assert Act.AGREES not in heard(item)["acts"], in_chinese(item.text)


def test_the_tables_are_large_enough() -> None:
    items = [*judged("sentences.tsv"), *judged("unseen.tsv")]

    assert len({item.text for item in items}) == len(items) >= 220
    assert sum(Act.AGREES in item.never for item in items) >= 60
    known = {act.value for act in Act}
    assert all(item.acts | item.never <= known for item in items)


@pytest.mark.parametrize(
    ("name", "confidence", "heard_as"),
    [
        ("payment_howto", 0.95, "payment_howto"),
        ("payment_howto", 0.6, "out_of_scope"),
        ("affirm", 0.99, "out_of_scope"),
        ("deny", 0.99, "out_of_scope"),
    ],
)
def test_english_that_the_tables_do_not_know_never_answers(
    name: str, confidence: float, heard_as: str
) -> None:
    message = Message(
        data={"text": "yes where is my barcode thing", "manner": {"acts": ["agrees"]}}
    )
    message.set("intent", {"name": name, "confidence": confidence})

    (found,) = ForeignWords(0.85).process([message])

    assert found.get("intent")["name"] == heard_as
    assert found.get("manner")["acts"] == ["tells"]


def test_chinese_is_none_of_its_business() -> None:
    message = Message(data={"text": "好的 ok", "intent": {"name": "affirm", "confidence": 0.4}})

    (found,) = ForeignWords(0.85).process([message])

    assert found.get("intent")["name"] == "affirm"
    assert found.get("manner") is None


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        (
            "my payment of 200 yuan at Starbucks failed",
            {"amount": "200.00", "merchant": "星巴克"},
        ),
        ("I topped up ¥1,648.50 and nothing arrived", {"amount": "1648.50"}),
        ("RMB 35 to luckin was declined", {"amount": "35.00", "merchant": "瑞幸咖啡"}),
        ("refund my order at 美团外卖 please", {"merchant": "美团外卖"}),
    ],
)
def test_what_is_stated_in_english_is_found(text: str, entities: dict[str, str]) -> None:
    found = _parser().parse(in_chinese(text))["entities"]

    assert entities.items() <= {e["entity"]: e["value"] for e in found}.items(), found
