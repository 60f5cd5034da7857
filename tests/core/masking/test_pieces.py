"""What one message announces and what two messages make together."""

from __future__ import annotations

import pytest

from kefu.core.privacy import Awaited, PersonalKind, announced_by, scrub


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("我的密码是", Awaited.PASSWORD | Awaited.PHRASE),
        ("登录密码是:", Awaited.PASSWORD | Awaited.PHRASE),
        ("密 碼 是……", Awaited.PASSWORD | Awaited.PHRASE),
        ("我把密码告诉你", Awaited.PASSWORD | Awaited.PHRASE),
        ("password is", Awaited.PASSWORD | Awaited.PHRASE),
        ("支付密码", Awaited.PASSWORD),
        ("我收到的验证码是", Awaited.CODE),
        ("CVV", Awaited.CODE),
        ("卡背面三位是", Awaited.CODE),
        ("助记词是", Awaited.KEY),
        ("我忘记密码了", Awaited.NOTHING),
        ("密码是什么", Awaited.NOTHING),
        ("怎么改密码", Awaited.NOTHING),
        ("收不到验证码", Awaited.NOTHING),
        ("我的密码是不是被改了", Awaited.NOTHING),
        ("我跟你说我的密码哈", Awaited.PASSWORD | Awaited.PHRASE),
        ("密码我发给你们你帮我登一下", Awaited.PASSWORD | Awaited.PHRASE),
        ("您要我的验证码吗?", Awaited.CODE),
        ("支付密码前三位是******", Awaited.CODE | Awaited.PASSWORD),
        ("卡反面的数字是", Awaited.CODE),
        ("我不能告诉你密码", Awaited.NOTHING),
        ("要密码吗", Awaited.NOTHING),
        ("验证码来了", Awaited.TOKEN),
        ("那我把支付密码打出来了啊", Awaited.TOKEN),
        ("支付密码被锁了", Awaited.NOTHING),
        ("我身份证号是", Awaited.IDENTITY),
        ("银行卡号:", Awaited.CARD),
        ("我的台胞证号码", Awaited.PAPER),
        ("提现到银行卡", Awaited.NOTHING),
        ("你们要身份证吗", Awaited.NOTHING),
        ("你好", Awaited.NOTHING),
        ("", Awaited.NOTHING),
    ],
)
def test_what_a_message_announces(text: str, expected: Awaited) -> None:
    assert announced_by(text) == expected


@pytest.mark.parametrize(
    "pieces",
    [
        ("7", "3", "0", "1", "6", "4"),
        ("73", "01", "64"),
        ("730", "164"),
        ("第一位7", "第二位是3", "第三位0", "然后1", "还有6", "最后是4。"),
        ("前两位73", "接着 0、1", "最后两位64"),
        ("七三", "零一", "六四"),
    ],
)
def test_a_code_in_pieces_leaves_no_digit(pieces: tuple[str, ...]) -> None:
    for piece in pieces:
        masked = scrub(piece, code_expected=True)
        assert masked.had_secret
        assert not set("730164七三零") & set(masked.text.replace("第三位", ""))


@pytest.mark.parametrize(
    "text",
    [
        *("第2个", "选第一个", "等我5分钟", "还要3天吗", "2笔都是我的", "一会儿再说", "两个都行"),
        *("等下…先打110", "我先拨 95588 问问", "我在打12315"),
    ],
)
def test_what_counts_or_is_called_is_no_piece_of_a_code(text: str) -> None:
    assert scrub(text, code_expected=True).text == text


@pytest.mark.parametrize("text", ["7", "73", "第一位7", "C01X00T47"])
def test_where_no_code_is_awaited_few_digits_stay(text: str) -> None:
    assert scrub(text).text == text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("C01X12345", "******"),
        ("C01X00T47", "******"),
        ("c01x 00t47", "******"),
        ("C01X", "******"),
        ("是C01X00T47", "是******"),
        ("上面写着 E 1234 5678 对吗", "上面写着 ****** 对吗"),
        ("33010619", "******"),
        ("号码33010619710211", "号码******"),
        ("用的iPhone15", "用的iPhone15"),
        ("那笔要付1200元", "那笔要付1200元"),
        ("我没带证件", "我没带证件"),
    ],
)
def test_signs_of_a_paper_are_hidden_whole_while_its_field_is_open(text: str, masked: str) -> None:
    assert scrub(text, code_expected=True, announced=Awaited.SIGNS).text == masked


PHONE = "13800000001"


@pytest.mark.parametrize("cut", [3, 4, 7, 8, 9, 10])
@pytest.mark.parametrize(
    "spell", [str, " ".join, lambda digits: digits.translate(str.maketrans("0138", "零一三八"))]
)
def test_the_second_piece_makes_a_phone_known(cut: int, spell) -> None:  # type: ignore[no-untyped-def]
    first = scrub(spell(PHONE[:cut]))
    second = scrub(spell(PHONE[cut:]), digits_before=first.unfinished)

    assert second.text == "[手机号:138****0001]"
    assert [(datum.kind, datum.clear) for datum in second.found] == [(PersonalKind.PHONE, PHONE)]
    # Both stored texts together do not give the number away.
    assert sum(map(str.isdigit, first.text)) <= 4


@pytest.mark.parametrize(
    "pieces",
    [
        ("13800", "000001"),
        ("138", "0000", "0001"),
        ("手机号138 0000", "后面是0001"),
        ("+86 138", "00000001"),
        ("110101", "19900307002X"),
        ("身份证110101199003", "07002X"),
        ("6222 0212", "3456 7894"),
        ("622202", "1234567894"),
        ("18602", "773495"),
        ("我手机号前面是1390284", "后面是7516"),
        ("530102", "198809043602"),
        ("6221 5042 9753", "4720"),
        ("银行卡前面的是621700", "8271598368"),
    ],
)
def test_the_pieces_of_a_number_are_never_all_stored(pieces: tuple[str, ...]) -> None:
    before, stored = "", ""
    for piece in pieces:
        scrubbed = scrub(piece, digits_before=before)
        before = scrubbed.unfinished
        stored += scrubbed.text

    assert "****" in stored
    assert sum(map(str.isdigit, stored)) < sum(map(str.isdigit, "".join(pieces)))


@pytest.mark.parametrize(
    "messages",
    [
        ("150", "20261122"),
        ("200", "8899"),
        ("1380元", "0001"),
        ("2026", "11", "22"),
        ("1", "2", "3"),
        ("19900307", "123"),
        ("付了138", "0000000"),
        ("10086", "95588"),
    ],
)
def test_answers_side_by_side_are_no_number(messages: tuple[str, ...]) -> None:
    before = ""
    for text in messages:
        scrubbed = scrub(text, digits_before=before)
        before = scrubbed.unfinished
        assert scrubbed.text == text


@pytest.mark.parametrize("text", ["\u202e13800000001\u202c", "\u2066你好\u2069", "abc\u202dcba"])
def test_what_turns_the_direction_is_not_kept(text: str) -> None:
    assert not set(scrub(text).text) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("chenlu1990@", "ch***@"),
        ("我邮箱前面是chenlu1990 @", "我邮箱前面是ch*** @"),
        ("chenlu1990艾特", "ch***艾特"),
        ("@163.com", "@***"),
        ("后面是@qq点com", "后面是@***"),
    ],
)
def test_half_an_address_is_not_kept(text: str, stored: str) -> None:
    scrubbed = scrub(text)

    assert scrubbed.text == stored
    assert not scrubbed.had_secret
    assert scrub(stored).text == stored


@pytest.mark.parametrize("text", ["@客服", "在@", "@126 号柜员", "我@了你们 163.com", "a@"])
def test_what_is_no_half_of_an_address_stays(text: str) -> None:
    assert scrub(text).text == text


@pytest.mark.parametrize(
    ("before", "text", "clear"),
    [
        ("我的身份证", "11010519990511203x", "11010519990511203X"),
        ("银行卡号是", "6227 0022 2287 8391", "6227002222878391"),
        ("护照号码", "ea 7392018", "EA7392018"),
        ("台胞证号", "〇一八三七四六五", "01837465"),
    ],
)
def test_a_number_that_was_named_before_is_found_whatever_its_check_sign(
    before: str, text: str, clear: str
) -> None:
    scrubbed = scrub(text, announced=announced_by(before))

    assert [datum.clear for datum in scrubbed.found] == [clear]
    assert scrubbed.text == scrubbed.found[0].reference
    assert scrub(text).found == ()
