"""Passwords, codes and keys are masked in every way people write them;
ordinary sentences stay as they are.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.core.privacy import code_in, scrub
from kefu.core.staff_words import requests


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("我的密码是Abc12345", "Abc12345"),
        ("密码:hunter2", "hunter2"),
        ("密码\uff1ahunter2", "hunter2"),
        ("支付密码是 112233", "112233"),
        ("密码123456", "123456"),
        ("密码 abc12345", "abc12345"),
        ("密码应该是abc12345吧", "abc12345"),
        ("新密码设成Qwer!234了", "Qwer!234"),
        ("我把密码改成了 Zhang@2026", "Zhang@2026"),
        ("密碼是 letmein88", "letmein88"),
        ("密码是“Abc12345!”", "Abc12345"),
        ("密码是一二三四五六", "一二三四五六"),
        ("密码是password", "password"),
        ("密码是13800000001Abc!", "13800000001"),
        ("口令=s3cret", "s3cret"),
        ("password: abc12345", "abc12345"),
        ("PIN is 0000", "0000"),
        ("cvv 是 123", "123"),
        ("CVV2:987", "987"),
        ("验证码是 482913", "482913"),
        ("验证码482913", "482913"),
        ("校验码:482 913", "482 913"),
        ("助记词 apple river moon stone", "river"),
        ("私钥是5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF", "5Kb8kLf9zg"),
        ("试试 Qianbao-Demo#2026 行不行", "Qianbao-Demo#2026"),
        ("A1b" + "!x" * 40, "A1b"),
    ],
)
def test_a_secret_is_masked(text: str, secret: str) -> None:
    scrubbed = scrub(text)

    assert secret not in scrubbed.text
    assert "******" in scrubbed.text
    assert scrubbed.had_secret
    assert scrubbed.found == ()


@pytest.mark.parametrize(
    "text",
    [
        "忘记密码怎么办",
        "密码输错3次被锁了",
        "忘了密码,200元的订单也没成功",
        "密码至少要8位吗",
        "收不到验证码,等了10分钟",
        "验证码过期了 再发一次",
        "密码错误100次都不行",
        "这个链接是真的吗 https://kefu.example.cn/Login?id=1",
        "给美团付款200没成功",
    ],
)
def test_an_ordinary_sentence_stays(text: str) -> None:
    scrubbed = scrub(text)

    assert scrubbed.text == text
    assert not scrubbed.had_secret


@pytest.mark.parametrize("between", ["", ",", "\uff0c", " ", ":", "\uff1a", "了\uff0c手机号"])
@pytest.mark.parametrize("phone", ["13800000001", "138 0000 0001", "+86 13800000001"])
def test_a_phone_after_the_word_password_is_understood(between: str, phone: str) -> None:
    scrubbed = scrub(f"忘记密码{between}{phone}")

    assert [datum.clear for datum in scrubbed.found] == ["13800000001"]
    assert not scrubbed.had_secret


def test_an_email_after_the_word_password_is_understood() -> None:
    assert [d.clear for d in scrub("忘记密码 wufang@example.com").found] == ["wufang@example.com"]


@pytest.mark.parametrize(
    "code", ["482913", "482 913", "4 8 2 9 1 3", "482-913", "\uff14\uff18\uff12\uff19\uff11\uff13"]
)
def test_bare_digits_are_masked_while_a_code_is_expected(code: str) -> None:
    text = f"收到了 {code} 对吗"

    assert scrub(text).text == text
    assert scrub(text, code_expected=True).text == "收到了 ****** 对吗"


def test_longer_numbers_are_no_code() -> None:
    assert scrub("订单20260301", code_expected=True).text == "订单20260301"


def test_anything_like_a_password_is_masked_while_one_is_expected() -> None:
    assert scrub("就用 sunny2026 吧", password_expected=True).text == "就用 ****** 吧"
    assert scrub("就用 sunny2026 吧").text == "就用 sunny2026 吧"


def test_punctuation_around_a_masked_secret_stays() -> None:
    assert (
        scrub("您好\uff0c密码是Abc12345\uff0c急\uff01").text
        == "您好\uff0c密码是******\uff0c急\uff01"
    )


@pytest.mark.parametrize(
    "text",
    [
        "482913",
        " 482913 ",
        "\uff14\uff18\uff12\uff19\uff11\uff13",
        "482 913",
        "482-913",
        "验证码是482913",
        "验证码:482913。",
        "我的验证码是 482913 了",
    ],
)
def test_code_in_a_message_that_is_nothing_else(text: str) -> None:
    assert code_in(text) == "482913"


@pytest.mark.parametrize(
    "text",
    [
        "48291",
        "4829130",
        "付了482913元",
        "验证码482913不对",
        "482913和482914",
        "四八二九一三",
        "",
        "验证码",
    ],
)
def test_no_code_in_other_messages(text: str) -> None:
    assert code_in(text) is None


@given(st.text(max_size=60))
def test_a_found_code_is_six_ascii_digits(text: str) -> None:
    code = code_in(text)

    assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


@pytest.mark.parametrize(
    "text",
    [
        "请把验证码发给我",
        "麻烦告诉我您的支付密码",
        "您收到的验证码是多少?",
        "验证码发我一下",
        "验证码报一下",
        "请提供登录密码",
        "回复验证码即可",
        "把短信验证码截图给我",
        "不用担心,把验证码发给我",
        "不要着急\uff01验证码是多少",
        "不用担心\uff0c把验证码发给我",
        "别急 请输入您的密码",
        "请您告诉我cvv2",
        "不会扣钱的,请提供验证码",
        "助记词发给我看看",
        "麻烦您将支付密码跟我核对",
        "验证码\uff0c您看是多少",
        "收到新的验证码后请回复那六位",
        "请在聊天窗口的输入框里输入密码",
        "请在会话页面填写您的密码",
    ],
)
def test_staff_asking_for_a_secret(text: str) -> None:
    assert requests(text)


@pytest.mark.parametrize(
    "text",
    [
        "请勿把验证码告诉任何人",
        "工作人员不会向您索要验证码,请勿告诉任何人。",
        "不要把密码发给别人",
        "验证码已发送到您的手机",
        "我已经给您发送验证码",
        "请在输入框里输入验证码",
        "我们提供密码找回服务",
        "验证码是什么时候收到的",
        "您的密码是多少位的",
        "建议您修改密码,并开启二次验证",
        "请不要把您手机收到的验证码发给我们",
        "不必将页面上的验证码念给我听",
        "we will send the code to your phone",
        "您输错的是登录密码还是支付密码呢",
        "您要改的是登录密码还是支付密码,告诉我一下",
        "密码的事您放心。订单号是这笔吗。发我看看",
        "验证码填好就行,报错截图有吗,发我看看",
        "您好,请问有什么可以帮您",
    ],
)
def test_staff_speaking_of_secrets(text: str) -> None:
    assert not requests(text)
