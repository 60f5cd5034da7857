"""The English texts: each has its Chinese original, says as much, and no Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from kefu.words.english import (
    RESPONSES,
    Text,
    chinese_title,
    in_english,
    label,
    load,
    sentence,
)
from kefu.words.files import WordsError
from kefu.words.texts import placeholders

HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
# What is said before anything else is solved: whoever reads no Chinese must not be without it.
NEEDED = (
    *("utter_smalltalk_", "utter_verification_", "utter_password_reset", "utter_password_ask"),
    *("utter_account_lock_", "utter_transaction_reason_", "utter_transaction_arrival_"),
    *("utter_theft_ask_", "utter_theft_case", "utter_theft_answer_", "utter_theft_start_"),
    *("utter_refund_", "utter_ask_refund_", "utter_service_handoff", "utter_service_ticket"),
)
# Of matters that come up with other people, or in Chinese.
WITHOUT = {
    *("utter_refund_start_minor", "utter_ask_refund_evidence_minor", "utter_refund_people_minor"),
}


def texts_with_english() -> list[Text]:
    known = load()
    return [t for t in (*known.messages, *known.values, *known.titles) if t.english is not None]


@pytest.mark.parametrize("text", texts_with_english(), ids=lambda text: text.where)
def test_an_english_text_says_what_the_chinese_one_does(text: Text) -> None:
    assert text.english is not None
    assert placeholders(text.english) == placeholders(text.chinese)
    assert not HAN.search(text.english)
    assert text.english.count("\n") == text.chinese.count("\n")


def test_the_most_important_replies_are_there() -> None:
    missing = {
        text.where
        for text in load().messages
        if text.where.startswith(NEEDED) and text.english is None
    }

    assert missing - WITHOUT - {w for w in missing if "theft_answer" in w} == set()
    assert len([w for w in missing if "theft_answer" in w]) <= 14


def shown_strings() -> set[str]:
    """Titles of buttons, and all that stands on cards, of responses that are given in English."""
    english = {text.where for text in load().messages if text.english is not None}
    found: set[str] = set()
    for path in RESPONSES.glob("*.yml"):
        for name, wordings in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            for wording in wordings if name in english else []:
                found |= {button["title"] for button in wording.get("buttons") or []}
                found |= set(_strings((wording.get("custom") or {}).get("card") or {}))
    return found


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _strings(part)]


def test_buttons_and_cards_of_english_answers_are_english() -> None:
    assert sorted(text for text in shown_strings() if HAN.search(label(text))) == []


def test_no_title_is_without_its_chinese_original() -> None:
    known = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in (RESPONSES, RESPONSES.parent / "phrases")
        for path in folder.glob("*.yml")
    )
    code = "\n".join(p.read_text(encoding="utf-8") for p in Path("actions").glob("*.py"))

    assert [t.chinese for t in load().titles if t.chinese not in known + code] == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("您的余额是 ¥1,234.56。", "Your balance is ¥1,234.56."),
        (
            "这笔昨天 15:04 的支付没有成功，原因是余额不足，钱没有扣。"
            "请先充值，或者换一张银行卡支付，再重新下单。",
            "The payment of yesterday 15:04 did not go through because the balance was too low. No "
            "money was taken. Please top up or pay with a bank card, then order again.",
        ),
        (
            "这些是您最近失败的交易，请问是哪一笔？\n1. 11月20日 15:04 支付 ¥36.50 喜茶",
            "These are your recent failed transactions. Which one is it?\n"
            "1. 20 Nov 15:04 payment ¥36.50 喜茶",
        ),
        (
            "验证码发送太频繁，请 40 秒后再试。",
            "Codes were requested too often. Please try again in 40 s.",
        ),
        ("no Chinese at all", "no Chinese at all"),
    ],
)
def test_a_sentence_in_english(chinese: str, english: str) -> None:
    assert sentence(chinese) == english


def test_what_has_no_english_stays_and_says_so() -> None:
    said = sentence("请您节哀。")

    assert said.startswith("请您节哀。\n\n")
    assert said.endswith(load().only_chinese)
    assert not HAN.search(load().only_chinese)


def test_a_message_in_english() -> None:
    message = {
        "text": "账户已冻结。\n任何人都无法再转出资金，所有设备已退出登录。",
        "card": {"kind": "result", "rows": [{"label": "付款和转账", "value": "已停止"}]},
        "buttons": [{"title": "转人工", "payload": "/human_agent"}],
    }

    shown = in_english(message)

    assert shown["text"].startswith("Your account is frozen.\n")
    assert shown["card"]["rows"] == [{"label": "Payments and transfers", "value": "Stopped"}]
    assert shown["buttons"] == [{"title": "Talk to a human", "payload": "/human_agent"}]
    assert message["buttons"] == [{"title": "转人工", "payload": "/human_agent"}]


def test_the_chinese_title_of_an_english_choice() -> None:
    assert chinese_title("Talk to a human") == "转人工"
    assert chinese_title("SMS to 138****0016") == "短信发到138****0016"
    assert chinese_title("something else") == "something else"


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("replies: {utter_nobody_says_this: Hello}", "no such Chinese text"),
        ("phrases: {time.nowhen: Hello}", "no such Chinese text"),
        ("replies: {utter_password_reset_start: only one wording}", "1 wordings, not 2"),
        ("sentences: {a: b}", "unknown"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "a.yml").write_text(content, encoding="utf-8")

    with pytest.raises(WordsError, match=fault):
        load.__wrapped__(tmp_path)
