"""Stored events as channels of different abilities can show them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kefu.core.conversation import Event, EventType
from kefu.gateway.channels.base import Abilities, Outgoing
from kefu.gateway.channels.rendering import Words, render, split_text
from kefu.settings import ROOT
from kefu.words.phrases import load_phrases

WORDS = Words(load_phrases(), "https://kefu.example/chat")
CHOICES = [{"id": "ch_1", "title": "继续"}, {"id": "ch_2", "title": "取消"}]
INPUT = {"id": "si_1", "kind": "new_password", "label": "新密码", "hint": "至少 8 位"}


def log(*entries: tuple[EventType, dict[str, Any]]) -> list[Event]:
    at = datetime(2026, 11, 29, tzinfo=UTC)
    return [Event(seq, at, kind, data) for seq, (kind, data) in enumerate(entries, 1)]


def said(text: str, speaker: str = "bot", **more: Any) -> tuple[EventType, dict[str, Any]]:
    return EventType.MESSAGE, {"from": speaker, "text": text, **more}


def shown(
    abilities: Abilities,
    *entries: tuple[EventType, dict[str, Any]],
    pages: dict[str, str] | None = None,
) -> list[Outgoing]:
    return render(log(*entries), abilities, WORDS, pages or {})


def texts(messages: list[Outgoing]) -> list[str]:
    return [message.text for message in messages]


def test_choices_are_buttons_as_long_as_there_are_enough() -> None:
    (buttons,) = shown(Abilities(most_choices=2), said("好吗", choices=CHOICES))
    assert (buttons.text, buttons.choices) == ("好吗", CHOICES)
    (numbers,) = shown(Abilities(most_choices=1), said("好吗", choices=CHOICES))
    assert (numbers.text, numbers.choices) == ("好吗\n1. 继续\n2. 取消", [])


def test_rows_that_stand_in_the_text_are_not_numbered_twice() -> None:
    row = {"name": "喜茶", "detail": "昨天", "amount": "¥31.00"}
    choices = [
        {"id": "ch_1", "title": "喜茶 ¥31.00", "row": row},
        {"id": "ch_2", "title": "都不是"},
    ]
    (listed,) = shown(Abilities(), said("哪一笔？\n1. 昨天 支付 ¥31.00 喜茶", choices=choices))
    assert listed.text == "哪一笔？\n1. 昨天 支付 ¥31.00 喜茶\n2. 都不是"
    (again,) = shown(Abilities(), said("请说序号", choices=choices))
    assert again.text == "请说序号\n1. 喜茶 ¥31.00\n2. 都不是"


def test_a_list_of_the_texts_own_has_no_second_numbering_above_choices() -> None:
    text = "这些是您操作的吗？\n1. 昨天 转账\n2. 今天 付款"
    (shown_once,) = shown(Abilities(), said(text, choices=CHOICES))
    assert shown_once.text == "这些是您操作的吗？\n· 昨天 转账\n· 今天 付款\n1. 继续\n2. 取消"
    (alone,) = shown(Abilities(), said(text))
    assert alone.text == text


def test_a_card_is_shown_or_its_text_stands_for_it() -> None:
    entry = said("余额 ¥200.00", card={"kind": "account"})
    assert shown(Abilities(cards=True), entry)[0].card == {"kind": "account"}
    (plain,) = shown(Abilities(), entry)
    assert (plain.text, plain.card) == ("余额 ¥200.00", None)
    assert shown(Abilities(), said("", card={"kind": "account"})) == []


def test_marks_and_signals_stay_inside_unless_they_can_be_shown() -> None:
    entries = [
        (EventType.SIGNAL, {"payload": "/inform"}),
        (EventType.STATUS, {"owner": "queued"}),
        (EventType.TURN_END, {}),
        said("是我", "customer", payload="/affirm"),
    ]
    assert shown(Abilities(), *entries) == []
    marks = [message.mark for message in shown(Abilities(marks=True), *entries)]
    assert [mark and mark["type"] for mark in marks] == ["status", "turn_end"]


def test_a_secure_input_is_shown_or_leads_to_where_it_can_be_given() -> None:
    entry = (EventType.SECURE_INPUT, {"input": INPUT})
    assert shown(Abilities(secure_inputs=True), entry)[0].secure_input == INPUT
    (own,) = shown(Abilities(), entry, pages={"si_1": "https://channel.example/p/1"})
    assert "至少 8 位" in own.text
    assert own.text.endswith("https://channel.example/p/1")
    (elsewhere,) = shown(Abilities(), entry)
    assert elsewhere.text.endswith("https://kefu.example/chat")


def test_the_bot_speaks_of_an_input_below_only_where_there_is_one() -> None:
    asked = said("请填在下方的输入框里。")
    below = shown(Abilities(secure_inputs=True), asked)
    assert texts(below) == ["请填在下方的输入框里。"]
    entry = (EventType.SECURE_INPUT, {"input": INPUT})
    assert "下方" not in str(texts(shown(Abilities(), asked, entry)))
    # An agent's words are an agent's.
    assert texts(shown(Abilities(), said("下方的输入框", "agent"))) == ["下方的输入框"]


def test_an_input_that_cannot_be_shown_is_spoken_of_in_english() -> None:
    asked = said("Please enter it in the box below and do not tell anyone.")
    entry = (EventType.SECURE_INPUT, {"input": {**INPUT, "hint": "At least 8 characters"}})
    first, second = texts(shown(Abilities(), asked, entry))
    assert "the box on the web page" in first
    assert second.startswith("For your security, codes and passwords cannot be entered here.")


def test_every_reply_names_the_place_of_an_input_in_the_words_that_are_exchanged() -> None:
    named = 0
    for path in sorted((ROOT / "data" / "responses").rglob("*.yml")):
        replies = path.read_text(encoding="utf-8")
        assert replies.count("输入框") == replies.count(WORDS.phrases.secure_input_place), path
        named += replies.count("输入框")
    assert named


def test_what_the_bot_says_to_one_message_is_merged_and_nothing_else() -> None:
    entries = [
        said("您好"),
        said("第一", "customer"),
        said("一"),
        said("二", choices=CHOICES),
        said("三"),
        said("系统说", "system"),
        (EventType.TURN_END, {}),
        said("四"),
    ]
    merged = shown(Abilities(merges=True, most_choices=2), *entries)
    assert texts(merged) == ["您好", "一\n\n二", "三", "系统说", "四"]
    assert [message.seq for message in merged] == [1, 4, 5, 6, 8]
    # With numbers in the text nothing hangs below a message: it may go on.
    merged = shown(Abilities(merges=True), *entries)
    assert texts(merged)[1] == "一\n\n二\n1. 继续\n2. 取消\n\n三"


def test_merged_with_more_it_is_another_message() -> None:
    one = shown(Abilities(merges=True), said("一"))
    two = shown(Abilities(merges=True), said("一"), said("二"))
    assert one[0].key != two[0].key


def test_only_the_last_part_of_a_long_text_completes_it_and_has_the_buttons() -> None:
    text = "第一句话。" * 30
    parts = shown(Abilities(longest_text=100, most_choices=2), said(text, choices=CHOICES))
    assert [part.seq for part in parts[:-1]] == [None] * (len(parts) - 1)
    assert (parts[-1].seq, parts[-1].choices) == (1, CHOICES)
    assert not any(part.choices for part in parts[:-1])
    assert len({part.key for part in parts}) == len(parts)


@given(st.text(max_size=300), st.integers(min_value=4, max_value=60))
def test_nothing_is_lost_in_parts_and_each_fits(text: str, longest: int) -> None:
    parts = split_text(text, longest)
    assert all(len(part.encode()) <= longest for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
