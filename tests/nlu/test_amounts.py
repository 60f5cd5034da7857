"""Amounts of money as customers write and say them."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu.nlu.amounts import find_amounts
from kefu.nlu.normalise import fold
from kefu.nlu.numerals import to_number


def amounts(text: str) -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.value) for span in find_amounts(fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("200", "200.00"),
        ("200元", "200.00"),
        ("200块钱", "200.00"),
        ("两百块", "200.00"),
        ("贰佰", "200.00"),
        ("2百", "200.00"),
        ("1.2万", "12000.00"),
        ("2w", "20000.00"),
        ("一千二", "1200.00"),
        ("三万五", "35000.00"),
        ("一百零五块", "105.00"),
        ("三千五百", "3500.00"),
        ("两千五百块五", "2500.50"),
        ("5块5", "5.50"),
        ("3毛", "0.30"),
        ("¥1,280.5", "1280.50"),
        ("RMB300", "300.00"),
        ("１００元", "100.00"),
        ("兩百塊", "200.00"),
        ("99.9", "99.90"),
        ("99.9.", "99.90"),
        ("12,345", "12345.00"),
        ("10k", "10000.00"),
        ("1万5", "15000.00"),
        ("2千3百", "2300.00"),
        ("2亿", "200000000.00"),
        ("一亿元", "100000000.00"),
        ("100w元", "1000000.00"),
        ("1千万元", "10000000.00"),
        ("三萬", "30000.00"),
        ("参佰元", "300.00"),
        ("俩百块", "200.00"),
        ("二百五", "250.00"),
        ("2百万", "2000000.00"),
        ("3千万元", "30000000.00"),
        ("1.5亿", "150000000.00"),
        ("三点五元", "3.50"),
        ("零点五元", "0.50"),
        ("十二点五元", "12.50"),
        ("两点五万", "25000.00"),
        ("两点五万元", "25000.00"),
        ("0.01元", "0.01"),
        ("300.", "300.00"),
    ],
)
def test_value_of_an_amount_alone(text: str, expected: str) -> None:
    assert [value for _, value in amounts(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昨天给美团付款200没成功但是钱扣了", [("200", "200.00")]),
        ("昨天下午那笔 200 的", [("200", "200.00")]),
        ("那笔500的转账失败了", [("500", "500.00")]),
        ("充了200怎么余额还是0", [("200", "200.00")]),
        ("刚刚转给骗子5000,能拦截吗", [("5000", "5000.00")]),
        ("充500只到了300", [("500", "500.00"), ("300", "300.00")]),
        ("转三千给尾号8888的卡", [("三千", "3000.00")]),
        ("昨天,美团,200", [("200", "200.00")]),
        ("好像是五百多", [("五百", "500.00")]),
        ("不是三百是五百", [("三百", "300.00"), ("五百", "500.00")]),
        ("扣了我一块", [("一块", "1.00")]),
        ("盗刷800", [("800", "800.00")]),
        ("被盗1200", [("1200", "1200.00")]),
        ("损失3000", [("3000", "3000.00")]),
        ("他欠我二百五", [("二百五", "250.00")]),
        ("被骗2百万", [("2百万", "2000000.00")]),
        ("扣了三点二五元", [("三点二五元", "3.25")]),
        ("下午两点五百块转的", [("五百块", "500.00")]),
        ("三点五十块", [("五十块", "50.00")]),
        ("金额是500", [("500", "500.00")]),
        ("为什么付不了5800", [("5800", "5800.00")]),
        ("转5万行吗", [("5万", "50000.00")]),
        ("提两万五行不行", [("两万五", "25000.00")]),
    ],
)
def test_amounts_inside_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert amounts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "我们一块去",
        "百分之三十",
        "千分之一",
        "123456",
        "2",
        "半年",
        "提3次",
        "转了5天",
        "一百个",
        "第一百",
        "万一没到呢",
        "千万不要",
        "四五百块",
        "几万块",
        "尾号8888",
        "11月20号",
        "60秒",
        "24小时",
        "1000股",
        "百万保障",
        "TX20261122000123",
        "[手机号:138****0001]",
        "9999999999999元",
        "花了300港币",
        "充500美金",
        "扣了20%",
        "打了85折",
        "数百元",
        "四位8888的",
        "单号12345的",
        "尾号12345的那笔",
        "三四十块",
        "三四千块",
        "三四万块",
        "012",
        "扣了0571",
        "转12a",
        "转123*",
        "5kg",
        "10wifi",
        "1万52345",
        "分之三百",
        "输了百八十遍密码",
        "他是千万富翁",
        "拿个百元机",
        "你个二百五",
        "0.001元",
        "验证码是12345678",
        "付款码是123456",
        "扣30%",
        "转138****0001",
        "七八万块",
        "两三万",
        "离我5km的店",
    ],
)
def test_other_numbers_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(9_999_999), places=2))
def test_digits_with_a_unit_keep_their_value(value: Decimal) -> None:
    assert amounts(f"{value}元") == [(f"{value}元", f"{value:.2f}")]
    assert amounts(f"¥{value:,}") == [(f"¥{value:,}", f"{value:.2f}")]


@given(st.text(alphabet="一二两三四五六七八九十百千万亿零0123456789.,元块毛钱¥的那笔付扣了 "))
def test_any_mixture_gives_separate_positive_amounts(text: str) -> None:
    spans = find_amounts(text)
    assert all(Decimal(span.value) > 0 for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


def spoken(number: int) -> str:
    """Reference rendering of 1…9999 in Chinese, digit by digit."""
    digits, units = "零一二三四五六七八九", ["千", "百", "十", ""]
    result, gap = "", False
    for digit, unit in zip(f"{number:04d}", units, strict=True):
        if digit == "0":
            gap = bool(result)
            continue
        result += ("零" if gap else "") + digits[int(digit)] + unit
        gap = False
    return result


@given(st.integers(min_value=1, max_value=9999))
def test_full_numerals_are_read_back(number: int) -> None:
    assert to_number(spoken(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [("一亿二千万", 120_000_000), ("三万五千亿", 3_500_000_000_000), ("一万亿", 1_000_000_000_000)],
)
def test_large_numerals(text: str, value: int) -> None:
    assert to_number(text) == value


@pytest.mark.parametrize("text", ["", "元", "三五百", "1.2.3", "点", "三点", "一点二点三"])
def test_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        to_number(text)


WHOLE_YUAN = st.integers(min_value=1, max_value=99_999_999)


@given(WHOLE_YUAN, st.sampled_from(["元", "块", "块钱"]))
def test_one_amount_has_one_value_however_it_is_written(yuan: int, unit: str) -> None:
    """Digits, digits with commas, spoken numerals and those of a bill."""
    forms = [
        f"{yuan}",
        f"{yuan:,}",
        cn2an.an2cn(str(yuan), "low"),
        cn2an.an2cn(str(yuan), "up"),
    ]
    for form in forms:
        text = f"充了{form}{unit}"
        assert amounts(text) == [(f"{form}{unit}", f"{yuan}.00")]


@given(WHOLE_YUAN)
def test_a_bills_numerals_end_in_whole_yuan(yuan: int) -> None:
    form = cn2an.an2cn(str(yuan), "rmb")
    assert [value for _, value in amounts(form)] == [f"{yuan}.00"]


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    spans = find_amounts(fold(text))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))


@pytest.mark.timeout(60)
@pytest.mark.parametrize("character", ["1", "一", "百"])
def test_a_long_row_is_read_once_and_not_from_each_of_its_places(character: str) -> None:
    """Read from each place, these would keep the only thread
    of the engine for a quarter of an hour.
    """
    assert len(amounts(character * 100_000)) <= 1
