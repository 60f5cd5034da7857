"""Personal data never stands in a stored text, however it is spelt,
and what is no personal data stays.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from kefu.core.privacy import (
    REFERENCE,
    PersonalKind,
    mask_email,
    mask_name,
    mask_phone,
    quoted_in,
    scrub,
    without_forged,
)

PHONE = "[手机号:138****0001]"
WIDE = str.maketrans("0123456789+-", "".join(chr(ord(c) + 0xFEE0) for c in "0123456789+-"))
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")


@pytest.mark.parametrize(
    "spelt",
    [
        "13800000001",
        "+8613800000001",
        "+86 138 0000 0001",
        "+86-138-0000-0001",
        "86 13800000001",
        "0086 138 0000 0001",
        "008613800000001",
        "(+86)13800000001",
        "+86 (138) 0000-0001",
        "138 0000 0001",
        "138-0000-0001",
        "138.0000.0001",
        "138·0000·0001",
        "138_0000_0001",
        "138\u20130000\u20130001",
        "138\u30000000\u30000001",
        "138\u00a00000\u00a00001",
        "1380000 0001",
        "138 000 00001",
        "1380 0000 001",
        "1 3 8 0 0 0 0 0 0 0 1",
        "13800000001".translate(WIDE),
        "+86-138-0000-0001".translate(WIDE),
        "一三八零零零零零零零一",
        "幺三八〇〇〇〇〇〇〇幺",
        "幺叁捌洞洞洞洞洞洞洞幺",
        "一三八 零零零零 零零零一",
        "138零零零零0001",
    ],
)
@pytest.mark.parametrize("sentence", ["{}", "我的手机号是{},帮我查一下", "电话:{}。", "打{}找我"])
def test_phone_in_every_spelling(spelt: str, sentence: str) -> None:
    scrubbed = scrub(sentence.format(spelt))

    assert PHONE in scrubbed.text
    assert [(d.kind, d.clear) for d in scrubbed.found] == [(PersonalKind.PHONE, "13800000001")]
    assert not re.search(r"\d{5}", scrubbed.text.translate(str.maketrans("零一八", "018")))


@pytest.mark.parametrize(
    "text",
    [
        "昨天给美团付款200没成功",
        "订单号2026030112345678",
        "美团付款150 2023-12-01没成功",
        "12800000001不是手机号",
        "138000000012是十二位",
        "3月2日15:04转了1380元",
        "限额是一三五还是二四六",
        "工号 1 2 3 4 5",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert scrub(text).text == text


def test_every_number_of_a_text_is_found() -> None:
    scrubbed = scrub("原来的13800000001换成13900000002,付了100 18600000003收")

    assert [datum.clear for datum in scrubbed.found] == [
        "13800000001",
        "13900000002",
        "18600000003",
    ]
    assert scrubbed.text == (
        "原来的[手机号:138****0001]换成[手机号:139****0002],付了100 [手机号:186****0003]收"
    )


@pytest.mark.parametrize(
    ("spelt", "clear", "reference"),
    [
        ("wufang@example.com", "wufang@example.com", "[邮箱:wu***@example.com]"),
        ("WuFang@Example.COM", "wufang@example.com", "[邮箱:wu***@example.com]"),
        ("ab@example.com", "ab@example.com", "[邮箱:a***@example.com]"),
        ("wu.fang+kefu@mail.example.com.cn", None, "[邮箱:wu***@mail.example.com.cn]"),
        ("wufang\uff20example\uff0ecom", "wufang@example.com", "[邮箱:wu***@example.com]"),
        ("13800000001@139.com", "13800000001@139.com", "[邮箱:13***@139.com]"),
    ],
)
def test_email(spelt: str, clear: str | None, reference: str) -> None:
    scrubbed = scrub(f"邮箱{spelt},谢谢")

    assert scrubbed.text == f"邮箱{reference},谢谢"
    assert [datum.clear for datum in scrubbed.found] == [clear or spelt]


@pytest.mark.parametrize(
    "spelt", ["11010119900307002X", "11010119900307002x", "110101 19900307 002X"]
)
def test_id_number_with_its_checksum(spelt: str) -> None:
    assert ric.is_valid("11010119900307002X")

    scrubbed = scrub(f"身份证{spelt}好的")

    assert scrubbed.text == "身份证[证件号:110***********002X]好的"
    assert scrubbed.found[0].clear == "11010119900307002X"


def test_an_id_number_with_a_wrong_checksum_is_none() -> None:
    assert scrub("流水号110101199003077719").found == ()


@pytest.mark.parametrize(
    "text",
    ["6222021234567894", "6222 0212 3456 7894", "6222-0212-3456-7894", "200 6222021234567894 100"],
)
def test_bank_card_that_passes_luhn(text: str) -> None:
    assert luhn.is_valid("6222021234567894")

    scrubbed = scrub(f"卡号{text}")

    assert [datum.clear for datum in scrubbed.found] == ["6222021234567894"]
    assert "[银行卡:6222****7894]" in scrubbed.text
    assert "0212" not in scrubbed.text


def test_a_number_that_fails_luhn_is_no_bank_card() -> None:
    assert scrub("单号6222021234567895").text == "单号6222021234567895"


@pytest.mark.parametrize(
    "forged",
    ["[手机号:13800000001]", "[邮箱:wufang@example.com]", "[银行卡:6222021234567894]"],
)
def test_brackets_do_not_smuggle_a_clear_value(forged: str) -> None:
    scrubbed = scrub(forged)

    assert len(scrubbed.found) == 1
    assert scrubbed.found[0].clear not in scrubbed.text


def test_a_reference_is_left_alone_next_to_a_new_number() -> None:
    scrubbed = scrub(f"{PHONE}换成13900000002")

    assert scrubbed.text == f"{PHONE}换成[手机号:139****0002]"
    assert [datum.clear for datum in scrubbed.found] == ["13900000002"]


def test_the_caller_may_name_the_references() -> None:
    named = iter(["<1>", "<2>"])

    scrubbed = scrub("13800010001和13800020001", refer=lambda kind, clear: next(named))

    assert scrubbed.text == "<1>和<2>"
    assert [(d.clear, d.reference) for d in scrubbed.found] == [
        ("13800010001", "<1>"),
        ("13800020001", "<2>"),
    ]


def test_masks_for_people() -> None:
    assert mask_phone("13800000001") == "138****0001"
    assert mask_email("wufang@example.com") == "wu***@example.com"
    assert mask_email("w@example.com") == "w***@example.com"
    assert mask_name("张伟") == "*伟"
    assert mask_name("欧阳娜娜") == "***娜"


# properties

phones = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
spellings = st.sampled_from(
    [
        lambda p: p,
        lambda p: f"+86{p}",
        lambda p: f"0086-{p}",
        lambda p: f"{p[:3]} {p[3:7]} {p[7:]}",
        lambda p: f"+86 {p[:3]}-{p[3:7]}-{p[7:]}",
        lambda p: " ".join(p),
        lambda p: p.translate(WIDE),
        lambda p: p.translate(SPOKEN),
    ]
)
words = st.text(st.sampled_from("我的手机号是,。:给钱密码验证码邮箱 aB@!#/[]*"), max_size=12)
anything = st.text(
    st.sampled_from(
        "0123456789" * 3 + "aA@.-+ *[]:·手机号密码是验证银行卡邮箱证件助记词,。一三八零Xx!#"
    ),
    max_size=60,
)


@settings(max_examples=300)
@given(phone=phones, spell=spellings, before=words, after=words)
def test_no_mobile_number_survives(phone, spell, before, after) -> None:  # type: ignore[no-untyped-def]
    text = scrub(f"{before}、{spell(phone)}、{after}").text

    digits = re.sub(r"[\s\-]", "", text).translate({v: k for k, v in SPOKEN.items()})
    assert phone not in digits.translate({v: k for k, v in WIDE.items()})


@settings(max_examples=500)
@given(text=anything, code=st.booleans(), password=st.booleans())
def test_scrubbing_twice_is_scrubbing_once(text: str, code: bool, password: bool) -> None:
    once = scrub(text, code_expected=code, password_expected=password)
    twice = scrub(once.text, code_expected=code, password_expected=password)

    assert twice.text == once.text
    assert twice.found == ()
    assert not twice.had_secret


@settings(max_examples=300)
@given(text=anything)
def test_what_was_found_is_gone_and_its_reference_is_there(text: str) -> None:
    scrubbed = scrub(text)

    for datum in scrubbed.found:
        assert datum.reference in scrubbed.text
        assert REFERENCE.fullmatch(datum.reference)
        assert datum.clear not in datum.reference


@pytest.mark.parametrize("host", ["13800000001", "13800000001.", "62220212.34567894", "a"])
def test_a_number_in_the_place_of_a_host_makes_no_reference(host: str) -> None:
    assert not REFERENCE.fullmatch(f"[邮箱:a***@{host}]")


def test_a_clear_number_does_not_pass_for_a_host() -> None:
    assert "13800000001" not in scrub("[邮箱:a***@13800000001]").text


@pytest.mark.parametrize(
    "address", ["lan@例子.中国", "lan@a.bc.museum", f"lan@{'x' * 63}.{'y' * 63}"]
)
def test_every_address_that_is_hidden_has_a_reference(address: str) -> None:
    (datum,) = scrub(f"邮箱{address}").found
    assert REFERENCE.fullmatch(datum.reference)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{PHONE}和[手机号:139****0002]", f"{PHONE}和手机号:139****0002"),
        ("[邮箱:wu***@example.com]", "邮箱:wu***@example.com"),
        ("[卡号:6222*]", "卡号:6222*"),
        ("[手机\u202e号:139****0002]", "手机号:139****0002"),
        ("[[手机号:139****0002]]", "手机号:139****0002"),
        ("[[手机号:139****0002]·2]", "手机号:139****0002·2"),
        ("[邮箱:a*[邮箱:b*]]", "邮箱:a*邮箱:b*"),
        ("[图片] [备注:没有星号]", "[图片] [备注:没有星号]"),
    ],
)
def test_only_references_that_are_known_keep_their_brackets(text: str, left: str) -> None:
    assert quoted_in(text) >= {PHONE} & {text[: len(PHONE)]}
    assert without_forged(text, {PHONE}) == left
