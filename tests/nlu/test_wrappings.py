"""Wrappings are taken off what is meant, never what is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.nlu.normalise import fold, normalise
from kefu.nlu.parser import Parser
from kefu.nlu.wrappings import unwrapped
from tests.trained import trained_model

HERE = Path(__file__).parent
HOLE = "…"


def frames() -> list[str]:
    lines = (HERE / "wrappings.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [line.split("\t")[1] for line in lines]


def said(text: str) -> str:
    return normalise(text, folded=unwrapped(fold(text))[0])


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser.load(trained_model())


@pytest.mark.parametrize(
    "matter", ["上周三的提现到现在没影", "新换的手机号要在哪里登记", "有没有办法把这个号注销"]
)
def test_wrappings_of_many_hands_are_taken_off(matter: str) -> None:
    assert len(frames()) >= 200
    wrapped = [frame.replace(HOLE, matter) for frame in frames()]
    left = [text for text in wrapped if said(text).rstrip(".?!呀") != matter]
    assert len(left) <= 3, left


def test_wrappings_in_wrappings_are_taken_off() -> None:
    outer, matter = "喂，您好～…谢谢啦🙏", "昨晚的转账对方没收到"
    wrapped = [outer.replace(HOLE, frame.replace(HOLE, matter)) for frame in frames()]
    left = [text for text in wrapped if said(text).rstrip(".?!呀") != matter]
    assert len(left) <= len(wrapped) // 20, left


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "您好呀～",
        "在吗",
        "谢谢",
        "你好，谢谢",
        "好的谢谢",
        "麻烦你了，再次感谢！",
        "有人吗？在吗？",
        "急急急",
        "🙏🙏",
        "想请教个事",
        "/affirm",
        "",
    ],
)
def test_small_talk_by_itself_is_kept(text: str) -> None:
    assert said(text) == normalise(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("麻烦给我转人工", "给我转人工"),
        ("你好我要投诉你们", "我要投诉你们"),
        ("谢谢，不用了", "不用了"),
        ("你好 退款", "退款"),
        ("急用钱怎么提现", "急用钱怎么提现"),
        ("急诊要付款付不了", "急诊要付款付不了"),
        ("请问客服几点上班", "客服几点上班"),
        ("姐姐转给我的钱没到", "姐姐转给我的钱没到"),
        ("老师让我交的费失败了", "老师让我交的费失败了"),
        ("客服小姐姐骂我", "客服小姐姐骂我"),
        ("问题还没解决", "问题还没解决"),
        ("你好慢啊", "你好慢啊"),
        ("那个人骗走了我的钱", "那个人骗走了我的钱"),
        ("感谢费是什么", "感谢费是什么"),
        ("在线客服怎么找", "在线客服怎么找"),
        ("亲戚转我的钱没到", "亲戚转我的钱没到"),
        ("额度怎么不够了", "额度怎么不够了"),
        ("帮我把钱要回来", "帮我把钱要回来"),
        ("给我找个客服", "给我找个客服"),
        ("不是的，谢谢", "不是的"),
    ],
)
def test_what_is_meant_is_kept(text: str, kept: str) -> None:
    assert said(text) == kept


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("不是，我问的是怎么充值", "怎么充值"),
        ("不对不对 我说的是支付密码", "支付密码"),
        ("哎呀不是啦 我是要换绑手机号", "换绑手机号"),
        ("错了，我是想问限额", "限额"),
        ("不是 是验证码收不到", "验证码收不到"),
        ("不是我转的", "不是我转的"),
        ("不对 我没付过这笔", "不对 我没付过这笔"),
        ("不是我说你们怎么这么慢", "不是我说你们怎么这么慢"),
        ("不是 是我弟弟转的", "不是 是我弟弟转的"),
    ],
)
def test_the_opening_of_a_correction_is_taken_off(text: str, left: str) -> None:
    assert unwrapped(fold(text))[0] == fold(left)


def test_places_are_those_of_the_customers_own_text() -> None:
    text = "您好！麻煩問一下，我的錢沒到帳，谢谢"
    (part,) = unwrapped(fold(text))[1]
    assert text[part.start : part.end] == "我的錢沒到帳"


@given(
    st.text(
        alphabet=st.sampled_from("你好谢谢急嗯请问麻烦退款钱 ,.!🙏[]那个一下在吗hi")
        | st.characters()
    )
)
def test_nothing_is_put_in_and_the_parts_are_what_is_left(text: str) -> None:
    folded = fold(text)
    left, parts = unwrapped(folded)
    assert len(left) <= len(folded) + len(parts)
    for part in parts:
        assert folded[part.start : part.end] in left


def test_repeated_sounds_are_read_in_no_time() -> None:
    for sound in ("急", "嗯啊", "谢谢", "你好", "那个", "很"):
        unwrapped(sound * 500 + "x")


def test_small_talk_keeps_its_intent_and_a_wrapped_matter_has_its_own(parser: Parser) -> None:
    expected = {
        "你好谢谢": {"greeting", "thanks"},
        "谢谢不用了": {"deny"},
        "在吗在吗": {"greeting"},
        "您好，麻烦帮我转人工，谢谢": {"human_agent"},
        "亲，急急急，手机号换了怎么改呀，谢谢啦": {"change_phone"},
        "你好我要投诉，谢谢": {"complaint"},
    }
    found = {text: parser.parse(text)["intent"]["name"] for text in expected}
    assert all(found[text] in intents for text, intents in expected.items()), found
