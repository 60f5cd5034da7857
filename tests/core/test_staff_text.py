"""What staff may write to customers, on lines that people wrote and judged: requests for secrets,
links, and the everyday sentences of agents. Two messages in a row stand with ` || ` between them.
"""

from __future__ import annotations

import random
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kefu.core import likely_requests as layer
from kefu.core.errors import Invalid
from kefu.core.likely_requests import likely_requests
from kefu.core.links import foreign_links
from kefu.core.staff_text import check_for_customers
from kefu.core.staff_words import requests
from tests.core import staff_model
from tests.core.staff_model import HERE, judged
from tests.core.test_disguises import PATHOLOGICAL

DOMAINS = ["kdou.example", "kdouqianbao.com"]
RECALL, FALSE_ALARMS = 0.98, 0.02
# Of lines written to slip through (staff_unseen.tsv), and of lines left out of the fit.
UNSEEN_RECALL, LEARNT_RECALL = 0.75, 0.8
UNITS = "把密码|密码,|请提供|a.|https://|1.2.3.4|点com|发我|密码呢|a点|屏幕|请转|tell |验"
NAMED = """
密码 登录密码 支付密码 验证码 短信验证码 校验码 动态码 动态口令
安全码 CVV 卡背面的三位数字 助记词 私钥 密保答案
PIN码 OTP 收到的六位数字 短信里的数字
"""
UNSEEN_PARTS = [(1, 156), (157, 275), (276, 315)]
SECURITY = (HERE.parents[1] / "docs" / "security.md").read_text(encoding="utf-8")
STRANGE = "\ue001\ue002\ud800😀"
FEWEST_JUDGED, FEWEST_ORDINARY = 300, 500


SECRETS = judged("staff_secrets.tsv")
LINKS = judged("staff_links.tsv")
UNSEEN = judged("staff_unseen.tsv")
ORDINARY = (HERE / "staff_ordinary.tsv").read_text(encoding="utf-8").splitlines()


def asks(text: str) -> bool:
    *before, last = text.split(" || ")
    return bool(requests(last, before[-1] if before else ""))


def is_refused(text: str) -> bool:
    *before, last = text.split(" || ")
    try:
        check_for_customers(last, DOMAINS, before[-1] if before else "")
    except Invalid:
        return True
    return False


def leads_away(text: str) -> bool:
    return bool(foreign_links(text, DOMAINS))


def test_the_lists_are_long_enough_and_each_line_stands_once() -> None:
    for lines in (SECRETS, LINKS):
        assert len([text for verdict, text in lines if verdict in {"asks", "foreign"}]) >= (
            FEWEST_JUDGED
        )
        assert {verdict for verdict, _ in lines} <= {"asks", "fine", "foreign", "own"}
        assert len({text for _, text in lines}) == len(lines)
    assert len(set(ORDINARY)) == len(ORDINARY) >= FEWEST_ORDINARY


def test_requests_for_secrets_are_found() -> None:
    asked = [text for verdict, text in SECRETS if verdict == "asks"]
    missed = [text for text in asked if not asks(text)]
    assert len(missed) <= (1 - RECALL) * len(asked), missed


@pytest.mark.parametrize("secret", NAMED.split())
def test_each_way_of_asking_is_heard_for_each_secret(secret: str) -> None:
    for verdict, frame in judged("staff_frames.tsv"):
        text = frame.replace("{}", secret)
        assert asks(text) is (verdict == "asks"), text


def test_foreign_links_are_found() -> None:
    foreign = [text for verdict, text in LINKS if verdict == "foreign"]
    missed = [text for text in foreign if not leads_away(text)]
    assert len(missed) <= (1 - RECALL) * len(foreign), missed


def test_warnings_and_the_brands_own_links_pass() -> None:
    fine = [text for verdict, text in SECRETS if verdict == "fine"]
    own = [text for verdict, text in LINKS if verdict == "own"]
    for texts, found in ((fine, is_refused), (own, leads_away)):
        refused = [text for text in texts if found(text)]
        assert len(refused) <= FALSE_ALARMS * len(texts), refused


def test_agents_can_do_their_work() -> None:
    refused = [text for text in ORDINARY if is_refused(text)]
    assert len(refused) <= FALSE_ALARMS * len(ORDINARY), refused


def test_everyday_sentences_in_a_row_are_no_request() -> None:
    refused = [pair for pair in pairwise(ORDINARY) if is_refused(" || ".join(pair))]
    assert len(refused) <= FALSE_ALARMS * len(ORDINARY), refused


def test_requests_in_words_kept_unseen_are_found() -> None:
    asked = [text for verdict, text in UNSEEN if verdict == "asks"]
    fine = [text for verdict, text in UNSEEN if verdict == "fine"]
    missed = [text for text in asked if not is_refused(text)]
    refused = [text for text in fine if is_refused(text)]
    assert not {text for _, text in UNSEEN} & {text for _, text in staff_model.lines_to_learn()}
    assert len(missed) <= (1 - UNSEEN_RECALL) * len(asked), missed
    assert len(refused) <= FALSE_ALARMS * len(fine), refused


@pytest.mark.parametrize(("first", "last"), UNSEEN_PARTS)
def test_the_documents_figures_are_those_of_the_lines(first: int, last: int) -> None:
    part = UNSEEN[first - 1 : last]
    asked = [is_refused(text) for verdict, text in part if verdict == "asks"]
    fine = [is_refused(text) for verdict, text in part if verdict == "fine"]
    [row] = [row for row in SECURITY.splitlines() if row.startswith(f"| {first}–{last} |")]
    assert row.endswith(f"| {sum(asked)} of {len(asked)} | {sum(fine)} of {len(fine)} |")


def test_the_models_weights_are_those_of_the_judged_lines() -> None:
    fitted = staff_model.fit(staff_model.lines_to_learn())
    stored = layer.stored_weights()
    grams = fitted.keys() | stored.keys()
    assert all(abs(fitted.get(gram, 0.0) - stored.get(gram, 0.0)) < 0.03 for gram in grams)


def test_the_model_lets_everyday_sentences_pass_that_it_was_not_fitted_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = staff_model.lines_to_learn()
    random.Random(3).shuffle(lines)
    refused, missed = [], []
    for fold in range(5):
        weights = staff_model.fit([line for i, line in enumerate(lines) if i % 5 != fold])
        monkeypatch.setattr(layer, "stored_weights", lambda known=weights: known)
        held = lines[fold::5]
        refused += [t for v, t in held if v == "fine" and likely_requests(t) and t in ORDINARY]
        missed += [t for v, t in held if v == "asks" and not (likely_requests(t) or asks(t))]
    assert len(refused) <= FALSE_ALARMS / 2 * len(ORDINARY), refused
    asked = [text for verdict, text in lines if verdict == "asks"]
    assert len(missed) <= (1 - LEARNT_RECALL) * len(asked), missed


@pytest.mark.parametrize(
    ("text", "before", "code", "passages"),
    [
        ("您好，请把验证码发我，谢谢", "", "asks_for_secret", [(4, "把验证码发我")]),
        ("😀验 证 码发我", "", "asks_for_secret", [(2, "验 证 码发我")]),
        ("麻烦告诉我", "您的登录密码还记得吗", "asks_for_secret", [(0, "麻烦告诉我")]),
        ("密码是多少", "请告诉我您的", "asks_for_secret", [(0, "密码是多少")]),
        (
            "您好。手机跳出来的那串数发我就行",
            "",
            "asks_for_secret",
            [(0, "您好。手机跳出来的那串数发我就行")],
        ),
        ("请先打开屏幕共享", "", "asks_for_secret", [(4, "屏幕共享")]),
        ("把钱转到安全账户", "", "asks_for_secret", [(4, "安全账户")]),
        ("看 evil.com 和https://kdou.example", "", "foreign_link", [(2, "evil.com")]),
        (
            "evil.com 或 t.cn/A6x",
            "",
            "foreign_link",
            [(0, "evil.com"), (11, "t.cn/A6x")],
        ),
    ],
)
def test_the_refusal_names_the_words(
    text: str, before: str, code: str, passages: list[tuple[int, str]]
) -> None:
    with pytest.raises(Invalid) as error:
        check_for_customers(text, DOMAINS, before)

    assert error.value.code == code
    named = error.value.facts["passages"]
    assert [(p["start"], p["text"]) for p in named] == passages
    units = text.encode("utf-16-le")
    for passage in named:
        marked = units[2 * passage["start"] : 2 * passage["end"]].decode("utf-16-le")
        assert marked == passage["text"]


def test_an_installation_without_sites_of_its_own_has_no_links_at_all() -> None:
    assert foreign_links("https://kdou.example", [])
    assert not foreign_links("版本3.2.1，回单.pdf", [])


@settings(max_examples=300)
@given(
    text=st.text(
        st.one_of(
            st.characters(),
            st.sampled_from(
                "验证码密发我告诉.。:/点comcn请把，|* 0127屏幕转安全账户\ue001\ue002\ud800😀"
            ),
        ),
        max_size=60,
    ),
    before=st.text(st.sampled_from("验证码发我。a\ud800 "), max_size=10),
)
def test_any_text_is_judged(text: str, before: str) -> None:
    for request in requests(text, before):
        assert 0 <= request.start < request.end <= len(text)
    for start, end in likely_requests(text, before):
        assert 0 <= start < end <= len(text)
    for start, end in foreign_links(text, DOMAINS):
        assert 0 <= start < end <= len(text)


def test_nothing_takes_long() -> None:
    units = UNITS.split("|")
    texts = [(unit * 2000)[:2000] for unit in units] + PATHOLOGICAL
    started = time.process_time()
    for text in texts:
        requests(text, text)
        likely_requests(text, text)
        foreign_links(text, DOMAINS)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    "text",
    [
        "[邮箱:cs***@kdou-care.com/open]",
        "请打开 [邮箱:cs***@kdou-care.com]",
        "请打开 ［邮箱：cs***@kdou-care.com］ 登记",
        "[网址:x*@t.cn/A6x]",
        "[邮箱:a***@xn--fiq228c.xn--fiqs8s]",
        "浏览器里输入 cs@kdou-care.com/open",
        "输入cs***@kdou-care.com:8080就行",
        "输入cs@kdou-care.com/open?a@b就行",
    ],
)
def test_a_link_hides_in_no_address(text: str) -> None:
    with pytest.raises(Invalid, match="foreign_link"):
        check_for_customers(text, DOMAINS)


@pytest.mark.parametrize(
    "text",
    [
        "请核对邮箱 wu***@qq.com",
        "请写信到 kf@kdou.example，或 zhang.san@qq.com。",
        "发kf@kdou.example/help@kdou.example都行",
        "[邮箱:kf***@kdou.example]",
    ],
)
def test_an_address_is_no_link(text: str) -> None:
    check_for_customers(text, DOMAINS)


def test_what_the_product_has_hidden_may_be_quoted() -> None:
    text, known = "您说的[邮箱:wu***@qq.com]对吗", "[邮箱:wu***@qq.com]"
    check_for_customers(text, DOMAINS, quoted={known})
    with pytest.raises(Invalid, match="foreign_link"):
        check_for_customers(f"{text} 打开 evil.com", DOMAINS, quoted={known})
