"""How simulated customers write, and what they understand to be asked."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from kefu.simulating.hearing import Demand, DemandKind, asked
from kefu.simulating.line import HeardReply, ShownInput
from kefu.simulating.schema import Temperament, Writing
from kefu.simulating.speech import Speech


def written(writing: Writing, text: str, temperament: Temperament = "plain") -> list[str]:
    return Speech(temperament, writing, Random(1)).opening(text)


@pytest.mark.parametrize(
    ("writing", "messages"),
    [
        (Writing.PLAIN, ["手机丢了，钱包没锁，怎么办，急"]),
        (Writing.TRADITIONAL, ["手機丟了，錢包沒鎖，怎麼辦，急"]),
        (Writing.PINYIN, ["shou ji diu le qian bao mei suo zen me ban ji"]),
        (Writing.BURSTS, ["手机丢了", "钱包没锁", "怎么办，急"]),
    ],
)
def test_the_same_sentence_is_written_in_many_ways(writing: Writing, messages: list[str]) -> None:
    assert written(writing, "手机丢了，钱包没锁，怎么办，急") == messages


def test_voice_recognition_knows_no_marks() -> None:
    (message,) = written(Writing.VOICE, "手机丢了，怎么办？")
    assert message.endswith("手机丢了怎么办")
    assert len(message) > len("手机丢了怎么办")  # something is said to win time


def test_a_mistyped_sentence_has_one_wrong_character() -> None:
    (message,) = written(Writing.MISTYPED, "退款没到银行卡")
    assert message != "退款没到银行卡"
    assert sum(a != b for a, b in zip(message, "退款没到银行卡", strict=True)) == 1


def test_temperament_stands_around_the_words() -> None:
    said = {
        Speech("hurried", Writing.PLAIN, Random(seed)).opening("余额不对")[0] for seed in range(20)
    }
    assert len(said) > 3
    assert all("余额不对" in text for text in said)


def hears(
    heard: HeardReply, takes: tuple[str, ...] = (), seeks: tuple[str, ...] = (), reads: bool = True
) -> Demand | None:
    return asked(
        heard, takes=takes, seeks=seeks, knows=("phone", "description"), can_read=lambda _: reads
    )


CODE = ShownInput("i", "verification_code", "短信验证码", "请输入发送到 138****0001 的 6 位验证码")
OFFER: list[dict[str, Any]] = [
    {"id": "1", "title": "立即冻结"},
    {"id": "2", "title": "暂不冻结"},
    {"id": "3", "title": "美团外卖 ¥200.00"},
]


def test_an_input_goes_before_the_choices_below_it() -> None:
    heard = HeardReply(texts=["请填验证码"], choices=OFFER, input=CODE)
    assert hears(heard, takes=("立即冻结",)) == Demand(DemandKind.CODE, "code", input=CODE)
    unreadable = hears(heard, takes=("立即冻结",), reads=False)
    assert unreadable is not None
    assert unreadable.kind is DemandKind.CHOICE


def test_a_choice_is_found_by_its_beginning_or_by_what_they_look_for() -> None:
    heard = HeardReply(texts=["是哪一笔？"], choices=OFFER)
    frozen = hears(heard, takes=("账户被盗", "立即"))
    assert frozen is not None
    assert (frozen.about, frozen.is_called("立即冻结")) == ("立即", True)
    meal = hears(heard, seeks=("美团",))
    assert meal is not None
    assert meal.choice == OFFER[2]
    assert hears(heard, takes=("转人工",)) is None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("请告诉我您注册时用的手机号或邮箱。", "phone"),
        ("没有识别到完整的手机号或邮箱，请检查一下。", "phone"),
        ("请简单描述一下情况，例如时间、金额。", "description"),
        ("您刚才说的情况我已经记下了。再补充一两句就行。", "description"),
        ("绑定银行卡：输入卡号，填写短信验证码完成。", None),
        ("当前的二次验证方式是短信。", None),
    ],
)
def test_a_fact_is_asked_for_in_words(text: str, fact: str | None) -> None:
    ask = hears(HeardReply(texts=[text]))
    assert (ask and ask.about) == fact
