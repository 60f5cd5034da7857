"""Customers' words stay words, and trusted payloads become exactly what they say."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.nlu.training_data.message import Message

from kefu.engine.turns import BadPayload, customers_words, parse_payload

DOMAIN_INTENTS = ["choose", "password+forgot", "转人工"]
_ODD = st.sampled_from([*"/／ \t\n\u3000\u200b\ufeff\u2060\u202e\x00\ud800", "/choose", "退款"])


@given(st.lists(_ODD | st.text(max_size=3), max_size=8).map("".join))
def test_no_text_is_ever_read_as_an_intent(text: str) -> None:
    words = customers_words(text)
    words.encode()
    # what any normaliser could make of it before Rasa looks for the slash
    normalised = unicodedata.normalize("NFKC", words)
    visible = normalised.lstrip(
        "".join(c for c in normalised if unicodedata.category(c)[0] in "ZC")
    )
    for candidate in (words, normalised, visible):
        read = YAMLStoryReader.unpack_regex_message(Message({"text": candidate}))
        assert read.get("intent") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("退款 ", "退款"),
        ("我的钱/余额没了", "我的钱/余额没了"),
        ("  帮我 查一下\n", "帮我 查一下"),
        ("/转人工", "转人工"),
        ("👨‍👩‍👧 你好", "👨‍👩‍👧 你好"),
        ("", ""),
        ("///", "…"),
    ],
)
def test_everything_else_of_a_text_is_kept(text: str, words: str) -> None:
    assert customers_words(text) == words


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=8) | st.integers(), max_size=4))
def test_entities_of_a_payload_are_taken_as_they_are(entities: dict[str, str | int]) -> None:
    parsed = parse_payload("/choose" + json.dumps(entities), "选择", DOMAIN_INTENTS)
    assert parsed["text"] == "选择"
    assert parsed["intent"] == {"name": "choose", "confidence": 1.0}
    assert {item["entity"]: item["value"] for item in parsed["entities"]} == entities


def test_a_list_is_several_entities_of_one_kind() -> None:
    parsed = parse_payload('/choose{"city": ["北京", "上海"]}', "选择", DOMAIN_INTENTS)
    assert [item["value"] for item in parsed["entities"]] == ["北京", "上海"]


@pytest.mark.parametrize("payload", ["/choose", " /choose ", "/choose {}", "/转人工{}"])
def test_entities_are_optional(payload: str) -> None:
    assert parse_payload(payload, "选择", DOMAIN_INTENTS)["entities"] == []


@pytest.mark.parametrize(
    "payload",
    ["", "/", "choose", "//choose", "/choose{", "/choose{a}", "/choose[]", "/choose x", "/other"],
)
def test_anything_else_is_refused(payload: str) -> None:
    with pytest.raises(BadPayload):
        parse_payload(payload, "选择", DOMAIN_INTENTS)
