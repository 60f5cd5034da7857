"""Own figures as customers see them: cards of limits and fees, rows of records."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage, Shot
from tests.browser.test_choices import tell
from tests.browser.test_journeys import log_in
from tests.stack.stack import Stack

SIZES = {"narrow": {"width": 320, "height": 640}, "desktop": {"width": 1280, "height": 800}}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_limits_fees_and_records_are_drawn(
    stack: Stack, new_page: NewPage, shot: Shot, size: str, large: bool
) -> None:
    page = new_page(f"{stack.url}/", phone=size == "narrow")
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    log_in(page, stack, "13800000011")
    chat = page.frame_locator("iframe")
    expect(chat.get_by_label("输入消息")).to_be_visible()
    if large:
        chat.locator("html").evaluate("html => { html.style.fontSize = '150%'; }")
    for asked, name, heard in (
        ("我的限额是多少", "limits", "单笔"),
        ("我的手续费标准", "fees", "本月免费额度还剩"),
    ):
        tell(chat, asked)
        card = chat.locator(".card").filter(has_text=heard).last
        expect(card).to_be_visible()
        box = card.evaluate("c => [c.scrollWidth, c.clientWidth]")
        assert box[0] <= box[1], "the card is wider than its place"
        shot(page, f"figures-{name}-{size}{'-large' if large else ''}")
    tell(chat, "最近的交易")
    row = chat.get_by_role("button", name=re.compile("农业银行")).last
    expect(row).to_be_visible()
    shot(page, f"figures-records-{size}{'-large' if large else ''}")
    row.click()
    expect(chat.locator(".card").filter(has_text="交易单号").last).to_be_visible()
    longer = chat.locator("html").evaluate("h => h.scrollHeight - h.clientHeight")
    assert longer <= 0, "only the log scrolls, not the page that it stands in"
    shot(page, f"figures-record-{size}{'-large' if large else ''}")


@pytest.mark.parametrize("size", SIZES)
def test_money_that_has_not_arrived_is_chosen_and_followed(
    stack: Stack, new_page: NewPage, shot: Shot, size: str
) -> None:
    page = new_page(f"{stack.url}/", phone=size == "narrow")
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    log_in(page, stack, "13800000005")
    chat = page.frame_locator("iframe")
    expect(chat.get_by_label("输入消息")).to_be_visible()
    tell(chat, "我充的钱一直没到账")
    row = chat.get_by_role("button", name=re.compile(r"工商银行.*¥1,000\.00")).last
    expect(row).to_be_visible()
    shot(page, f"arrival-list-{size}")
    row.click()
    card = chat.locator(".card").filter(has_text="充值未到账").last
    expect(card).to_contain_text("¥1,000.00")
    expect(chat.get_by_text("已经超过正常时间").last).to_be_visible()
    box = card.evaluate("c => [c.scrollWidth, c.clientWidth]")
    assert box[0] <= box[1], "the card is wider than its place"
    shot(page, f"arrival-ticket-{size}")
    tell(chat, "那200的呢，也没到账")
    expect(chat.get_by_text("正常时间之内").last).to_be_visible()
    shot(page, f"arrival-pending-{size}")
