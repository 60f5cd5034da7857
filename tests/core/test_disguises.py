"""Secrets and personal data in disguise: other digits, invisible signs, odd separators,
word order.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kefu.core.folding import OPAQUE, fold_with_places
from kefu.core.privacy import PersonalKind, code_in, scrub
from kefu.core.staff_words import requests

ZERO_WIDTH = "\u200b"
CIRCLED = str.maketrans(
    "0123456789", "\u24ea\u2460\u2461\u2462\u2463\u2464\u2465\u2466\u2467\u2468"
)
FULL_WIDTH = str.maketrans("0123456789", "".join(chr(0xFF10 + n) for n in range(10)))
ARABIC = str.maketrans("0123456789", "".join(chr(0x0660 + n) for n in range(10)))
MATHEMATICAL = str.maketrans("0123456789", "".join(chr(0x1D7CE + n) for n in range(10)))
SPOKEN = str.maketrans("0123456789", "零一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹貳叁肆伍陸柒捌玖")


def keycaps(digits: str) -> str:
    return "".join(f"{digit}\ufe0f\u20e3" for digit in digits)


# customers' secrets


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("CVV 731", "731"),
        ("CVV123", "123"),
        ("cvv2 987", "987"),
        ("安全码123", "123"),
        ("PIN 1234", "1234"),
        ("卡背面三位数731", "731"),
        ("PIN码1234", "1234"),
        ("Hunterqq22x这个密码登不上去", "Hunter"),
        ("918273是我的支付密码", "918273"),
        ("密码改成了Hunterzz33x", "Hunter"),
        ("我用Hunter22x登录提示密码错误", "Hunter"),
        ("密码我记得好像是 Hunter22x", "Hunter"),
        ("支付密码我设的123456", "123456"),
        ("密码\uff08hunter22\uff09", "hunter"),
        ("密码(hunter22)", "hunter"),
        ("密码→hunter22", "hunter"),
        ("密码->hunter22", "hunter"),
        ("密码abcdefgh", "abcdefgh"),
        ("密 码 是 Abc123", "Abc123"),
        (f"密{ZERO_WIDTH}码是Abc123", "Abc123"),
        ("密碼我設的123456", "123456"),
        ("密码是\uff28\uff55\uff4e\uff54\uff45\uff5222", "\uff28\uff55\uff4e"),
        ("mima: hunter22", "hunter"),
        ("seed phrase: zebrafish apple river moon stone cloud", "river"),
        ("private key 5Kb8kLf9zgWQnogidDA76MzPL6TsZZY36hWXMssSzNydYXYB9KF", "5Kb8"),
        ("这个是0x" + "ab12" * 16, "ab12"),
        ("密保答案是北京第一小学", "北京"),
        ("密保问题答案\uff1a小花", "小花"),
    ],
)
def test_a_secret_in_other_words_is_masked(text: str, secret: str) -> None:
    scrubbed = scrub(text)

    assert secret not in scrubbed.text
    assert "******" in scrubbed.text
    assert scrubbed.had_secret


DISGUISED_CODES = [
    ZERO_WIDTH.join("440395"),
    "\u2060".join("440395"),
    "440395".translate(FULL_WIDTH),
    "440395".translate(ARABIC),
    "440395".translate(MATHEMATICAL),
    "440395".translate(CIRCLED),
    keycaps("440395"),
    "4/4/0/3/9/5",
    "4 4 0 3 9 5",
    "4、4、0、3、9、5",
    "440.395",
]


@pytest.mark.parametrize(
    "code", [*DISGUISED_CODES, "440395".translate(SPOKEN), "440395".translate(FORMAL)]
)
def test_a_disguised_code_is_masked_while_one_is_expected(code: str) -> None:
    assert scrub(f"收到了 {code} 对吗", code_expected=True).text == "收到了 ****** 对吗"


def test_the_halves_of_a_code_are_masked_while_one_is_expected() -> None:
    scrubbed = scrub("前三位440后三位395", code_expected=True)

    assert scrubbed.text == "前三位******后三位******"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("一共440395", "一共******"),
        ("验证码共4403", "验证码共******"),
        ("收到4403", "收到******"),
        ("验证码那笔4403", "验证码那笔******"),
        ("440395不是我买的", "******不是我买的"),
        ("短信码金额440", "短信码金额******"),
        ("前一笔440后一笔395", "前一笔******后一笔******"),
        ("4403.95", "******"),
        ("￥440395", "￥******"),
        ("金额440395", "金额******"),
    ],
)
def test_a_word_for_an_amount_covers_no_code(text: str, masked: str) -> None:
    assert scrub(text, code_expected=True).text == masked


@pytest.mark.parametrize(
    "text",
    [
        *("付了482913元", "付了200块", "工单号T20261122-0001", "订单号TX20261122000123"),
        *(
            "总共被转走12800",
            "损失一共4500",
            "2380那笔不是我",
            "骗子微信号abc778",
            "他QQ是55123",
            "对方支付宝是55123",
        ),
        *("总数改成6100", "总金额其实是7450", "超市那笔355", "一笔2600一笔4100", "损失大概6800"),
        *("转给我表弟3600了", "充值900没到", "余额只剩415", "￥3500", "支付了268.50", "充了99.00"),
    ],
)
def test_amounts_and_numbers_of_cases_stay_while_a_code_is_expected(text: str) -> None:
    assert scrub(text, code_expected=True).text == text


@pytest.mark.parametrize("half", ["110", "120", "500", "1200", "12315", "0003"])
@pytest.mark.parametrize("said", ["{}", "是{}", "前面 {}。", "{}吧", "大概{}左右"])
def test_no_half_of_a_code_passes_as_a_call_or_a_round_sum(said: str, half: str) -> None:
    assert half not in scrub(said.format(half), code_expected=True).text


@pytest.mark.parametrize("shape", ["{}", "验证码{}", "驗證碼是 {}。", "yzm:{}"])
@pytest.mark.parametrize("code", DISGUISED_CODES)
def test_code_in_sees_through_disguises(code: str, shape: str) -> None:
    assert code_in(shape.format(code)) == "440395"


@pytest.mark.parametrize("text", ["¥482913", "482913%", "4.8.2.9.1", "付了①②③④⑤⑥"])
def test_code_in_takes_nothing_else_for_a_code(text: str) -> None:
    assert code_in(text) is None


# personal data


@pytest.mark.parametrize(
    ("spelt", "kind", "clear"),
    [
        ("138/0000/7777", PersonalKind.PHONE, "13800007777"),
        ("138-000-000-01", PersonalKind.PHONE, "13800000001"),
        ("138.0000.0001", PersonalKind.PHONE, "13800000001"),
        ("13 80-00.00 00/1", PersonalKind.PHONE, "13800000001"),
        ("138 - 0000 - 0001", PersonalKind.PHONE, "13800000001"),
        ("1,3,8,0,0,0,0,0,0,0,1", PersonalKind.PHONE, "13800000001"),
        (ZERO_WIDTH.join("13800000001"), PersonalKind.PHONE, "13800000001"),
        ("13800000001".translate(ARABIC), PersonalKind.PHONE, "13800000001"),
        ("13800000001".translate(CIRCLED), PersonalKind.PHONE, "13800000001"),
        ("13800000001".translate(FORMAL), PersonalKind.PHONE, "13800000001"),
        (keycaps("13800000001"), PersonalKind.PHONE, "13800000001"),
        ("6222/0212/3456/7894", PersonalKind.BANK_CARD, "6222021234567894"),
        ("6222.0212.3456.7894", PersonalKind.BANK_CARD, "6222021234567894"),
        (ZERO_WIDTH.join("6222021234567894"), PersonalKind.BANK_CARD, "6222021234567894"),
        ("6222021234567894".translate(ARABIC), PersonalKind.BANK_CARD, "6222021234567894"),
        ("6222021234567894".translate(SPOKEN), PersonalKind.BANK_CARD, "6222021234567894"),
        (ZERO_WIDTH.join("11010119900307002X"), PersonalKind.ID_NUMBER, "11010119900307002X"),
        ("110101.1990.0307.002x", PersonalKind.ID_NUMBER, "11010119900307002X"),
        ("110101/19900307/002X", PersonalKind.ID_NUMBER, "11010119900307002X"),
        ("zhangwei@example。com", PersonalKind.EMAIL, "zhangwei@example.com"),
        ("zhangwei\uff20example\uff0ecom", PersonalKind.EMAIL, "zhangwei@example.com"),
        ("zhangwei \uff20 example.com", PersonalKind.EMAIL, "zhangwei@example.com"),
        (f"zhang{ZERO_WIDTH}wei@example.com", PersonalKind.EMAIL, "zhangwei@example.com"),
    ],
)
def test_disguised_personal_data_is_found(spelt: str, kind: PersonalKind, clear: str) -> None:
    scrubbed = scrub(f"我的{spelt}。好的")

    assert [(datum.kind, datum.clear) for datum in scrubbed.found] == [(kind, clear)]
    assert scrubbed.text == f"我的{scrubbed.found[0].reference}。好的"


# staff


@pytest.mark.parametrize(
    "text",
    [
        "为您核实一下\uff0c短信里的6位数字发我一下",
        "请在对话框输入框里把验证码发给我",
        f"验{ZERO_WIDTH}证码发我",
        "把密码\n发我",
        "驗證碼告訴我",
        "OTP发我",
        "\uff2f\uff34\uff30发我",
        "把APP收到的验证码发给我",
        "把页面上的验证码告诉我",
        "别跟我客气把验证码发我",
        "不用问为什么把验证码告诉我",
        "不要把验证码告诉别人把验证码发我",
        "不能不把验证码发我",
        "验 证 码发我",
        "验-证-码发我",
        "验证码\uff0c发我一下",
        "yzm发我",
        "PIN是多少",
        "请告知验证码",
        "如果没收到把验证码发我",
        "忘记了把密码发我",
        "需要您的验证码",
        "把6位数发我",
        "验证码发我不要告诉别人",
        "请在聊天框输入验证码",
        "密保问题答案是什么",
        "请在对话框里输入验证码",
    ],
)
def test_staff_asking_in_other_words(text: str) -> None:
    assert requests(text)


@pytest.mark.parametrize(
    "text",
    [
        "请不要把验证码告诉任何人",
        "工作人员不会向您索要验证码",
        "绝不会要求您提供验证码",
        "验证码不要告诉任何人",
        "您的密码请勿告诉他人",
        "请不要在聊天中输入密码",
        "一旦把验证码告诉他人\uff0c资金可能受损",
        "请在下方的安全输入框输入验证码",
        "您可以点击忘记密码重置",
        "验证码5分钟内有效",
        "您收到验证码了吗",
        "密码至少8位",
        "请把订单号发给我",
        "麻烦说一下付款时间和金额",
        "请点击发送验证码",
        "请重新发送验证码",
        "我们已把验证码发到您的手机",
        "订单号后6位数字发我一下",
        "银行卡后四位数字发我",
        "请把手机号码发我",
        "我来告诉您密码怎么改",
        "请提供收到验证码的时间",
        "如果收不到验证码请告诉我",
        "请告诉我您是登录密码还是支付密码有问题",
        "请您不要把短信验证码和支付密码发给包括客服在内的任何人",
        "请在APP的登录页面输入密码",
        "请把提示密码错误的截图发我",
    ],
)
def test_staff_helping_is_not_asking(text: str) -> None:
    assert not requests(text)


INNOCENT = """\
付了482913元
订单号TX20261122000123
忘记密码了200元
密码 app登不上
验证码收不到
银行卡尾号1234扣了我两次
尾号8899的卡解绑不了
昨天15:04给美团付了200元没到账
2026-11-22 10:30转账1,280.50元显示处理中
2026/11/22那笔500元的退款到哪了
11月20日充值100元没到账
订单号2026112200012345678查一下
流水号C20261122000456这笔是什么
工单T20261122-0001有进展吗
退款3到5个工作日了还没到
密码输错5次被锁了24小时
验证码等了10分钟都没收到
验证码一直提示错误 我试了3次
提示验证码过期 60秒都不到
收不到验证码 信号是满的5G
iphone15登录提示密码错误
换了Mate60pro以后忘记密码
系统是iOS17.1 密码框点不了
Windows10上密码登录不了
app版本v8.0.12 登录密码页面白屏
支付密码是几位数
支付密码是6位还是8位
密码是不是要包含大小写
密码改了还是登不上
密码改了3次,100000元还在里面吗
忘了密码\uff0c100000元的订单怎么办
安全码是什么
安全码在哪里看
PIN码是什么意思
密保答案忘了怎么办
密保答案是什么意思
助记词是什么
我一共付了150 2023-12-01那天
早上9点到晚上18点都打不通
限额一天5000 一个月20000吗
手续费0.1%是多少
优惠券满100减20用不了
我买了3件 一共299.00元
二零二六年十一月的账单怎么导出
一二三楼的商户都不能付款
两次都是扣款198.00元 余额还剩23.5
转账50000元要不要手续费
打了400-820-0000没人接
请问客服电话95588是你们的吗
账号zhang123登录不上 忘记密码了
订单abc12345没到账 密码也忘了
Hello, my payment of 200 RMB failed
https://kefu.example.cn/help?id=20261122 这个链接安全吗
上午10:05和10:06扣了两笔各58.80元
身份证快到期了 2026.12.31之前要更新吗""".splitlines()


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_sentences_stay(text: str) -> None:
    scrubbed = scrub(text)

    assert scrubbed.text == text
    assert not scrubbed.had_secret


def test_innocent_sentences_are_no_codes() -> None:
    assert [text for text in INNOCENT if code_in(text)] == []


# folding


def test_a_folded_span_leads_back_to_all_of_the_disguise() -> None:
    text = f"码{keycaps('12')}\u2462{ZERO_WIDTH}\uff14 驗"
    folded = fold_with_places(text)

    assert folded.text == "码1234 验"
    assert text[slice(*folded.span(1, 5))] == f"{keycaps('12')}\u2462{ZERO_WIDTH}\uff14"


def test_a_typed_private_character_hides_nothing() -> None:
    assert fold_with_places(f"密{OPAQUE}码").text == "密码"


# properties

DISGUISES = [
    lambda digits: digits,
    ZERO_WIDTH.join,
    lambda digits: digits.translate(FULL_WIDTH),
    lambda digits: digits.translate(ARABIC),
    lambda digits: digits.translate(MATHEMATICAL),
    lambda digits: digits.translate(CIRCLED),
    lambda digits: digits.translate(SPOKEN),
    keycaps,
]


@st.composite
def disguised_phones(draw: st.DrawFn) -> tuple[str, str]:
    """A mobile number, and a spelling with one separator wherever it pleases."""
    phone = draw(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
    disguise = draw(st.sampled_from(DISGUISES))
    separator = draw(st.sampled_from(["", " ", "-", ".", "/", "\u3000", f"{ZERO_WIDTH}-"]))
    gaps = draw(st.lists(st.booleans(), min_size=11, max_size=11))
    pieces = [disguise(digit) + (ZERO_WIDTH if disguise is DISGUISES[1] else "") for digit in phone]
    spelt = "".join(
        piece + (separator if gap else "") for piece, gap in zip(pieces, gaps, strict=True)
    )
    return phone, spelt.rstrip(" -./\u3000")


@settings(max_examples=400)
@given(disguised=disguised_phones(), before=st.sampled_from(["", "电话是", "付了200元,打"]))
def test_no_disguised_mobile_number_survives(disguised: tuple[str, str], before: str) -> None:
    phone, spelt = disguised

    scrubbed = scrub(f"{before}{spelt}好")

    assert scrubbed.text == f"{before}[手机号:{phone[:3]}****{phone[-4:]}]好"


@settings(max_examples=300)
@given(
    text=st.text(
        st.one_of(
            st.characters(),
            st.sampled_from(
                "0123456789" * 2
                + "aZ!@.-/*[]: \n密码验证碼是我的登录助记词cvpin一二三①\uff11\u200b\ufe0f\u20e3\ue000\ud800"
            ),
        ),
        max_size=60,
    ),
    code=st.booleans(),
    password=st.booleans(),
)
def test_any_text_is_scrubbed_once_and_for_all(text: str, code: bool, password: bool) -> None:
    once = scrub(text, code_expected=code, password_expected=password)
    twice = scrub(once.text, code_expected=code, password_expected=password)

    assert twice.text == once.text
    assert twice.found == ()
    assert not twice.had_secret
    requests(text)


@settings(max_examples=200)
@given(code=st.from_regex(r"[0-9]{6}", fullmatch=True), disguise=st.sampled_from(DISGUISES))
def test_a_masked_code_leaves_no_digit(code: str, disguise) -> None:  # type: ignore[no-untyped-def]
    assert scrub(f"是{disguise(code)}啊", code_expected=True).text == "是******啊"


PATHOLOGICAL = [
    (unit * 1000)[:1000]
    for unit in """\
1|1 |1-|1.|13|138-0000-0001 |6222 0212 |a|a1|a@|a@b.|,|A1b!|密码|密码是|密码我|密码我的我是|密码 ab12345 |验 _|验_ |_|*|一|一 |
助记词 abc |123456是我的|密保答案是|0x|5K|把|把验证码|把密码请|请输入|不要把验证码|不要向|在页面|密码密码发|ab12345 |[手机号:""".replace(
        "\n", ""
    ).split("|")
] + [
    ZERO_WIDTH * 1000,
    "助记词 " + "abc " * 249,
    "1" + ".1" * 499,
    "密" + " " * 999,
    "a@" + "a." * 499,
]


def test_pathological_texts_are_searched_to_the_end() -> None:
    """Each of these takes for ever when a pattern backtracks without bounds."""
    for text in PATHOLOGICAL * 5:
        scrubbed = scrub(text, code_expected=True, password_expected=True)
        assert scrub(scrubbed.text, code_expected=True, password_expected=True) == type(scrubbed)(
            scrubbed.text
        )
        requests(text)
