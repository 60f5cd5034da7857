"""What the wallet settles in the chat, as customers see it on a phone and at a desk: refunds,
automatic payments, closing, restrictions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.conftest import NewPage, Shot
from tests.browser.test_choices import tell
from tests.browser.test_figures import SIZES
from tests.browser.test_journeys import code_for, log_in
from tests.stack.stack import Stack

Chat = tuple[Page, FrameLocator]


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def chat_of(stack: Stack, new_page: NewPage, size: str) -> Iterator[Callable[[str], Chat]]:
    """The chat of a customer who is logged in."""

    def opened(phone: str) -> Chat:
        page = new_page(f"{stack.url}/", phone=size == "narrow")
        page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
        log_in(page, stack, phone)
        chat = page.frame_locator("iframe")
        expect(chat.get_by_label("输入消息")).to_be_visible()
        return page, chat

    yield opened
    stack.reset()


def choose(chat: FrameLocator, title: str) -> None:
    chat.get_by_role("button", name=re.compile(title)).last.click()


def prove(chat: FrameLocator, stack: Stack, phone: str) -> None:
    field = chat.locator("input[autocomplete=one-time-code]").last
    expect(field).to_be_visible()
    field.fill(code_for(stack, phone))


def fits(card: Locator) -> None:
    expect(card).to_be_visible()
    wide, place = card.evaluate("c => [c.scrollWidth, c.clientWidth]")
    assert wide <= place, "the card is wider than its place"


def test_a_refund_is_asked_for_and_followed(
    stack: Stack, chat_of: Callable[[str], Chat], shot: Shot, size: str
) -> None:
    page, chat = chat_of("13800000008")
    tell(chat, "淘宝259那笔不想要了，我要退款")
    prove(chat, stack, "13800000008")
    expect(chat.get_by_role("button", name="确认申请退款")).to_be_visible()
    shot(page, f"refund-consent-{size}")
    choose(chat, "确认申请退款")
    fits(chat.locator(".card").filter(has_text="¥259.00").last)
    shot(page, f"refund-requested-{size}")
    assert any(r["amount"] == "259.00" for r in stack.wallet("13800000008")["refunds"])


def test_automatic_payments_are_listed_and_one_is_ended(
    stack: Stack, chat_of: Callable[[str], Chat], shot: Shot, size: str
) -> None:
    page, chat = chat_of("13800000012")
    tell(chat, "我开了哪些自动扣款")
    expect(chat.get_by_text(re.compile("项自动扣款"))).to_be_visible()
    card = chat.locator(".card").filter(has_text="腾讯视频").last
    fits(card)
    expect(card).to_contain_text("生效中")
    shot(page, f"agreements-{size}")
    chat.locator("html").evaluate("html => { html.style.fontSize = '150%'; }")
    fits(card)
    card.scroll_into_view_if_needed()
    shot(page, f"agreements-{size}-large")
    chat.locator("html").evaluate("html => { html.style.fontSize = ''; }")
    choose(chat, "关闭.*腾讯视频")
    choose(chat, "关闭腾讯视频")
    expect(chat.get_by_text(re.compile("已关闭：腾讯视频"))).to_be_visible()
    fits(chat.locator(".card").filter(has_text="已关闭").last)
    shot(page, f"agreement-ended-{size}")
    ended = [a for a in stack.wallet("13800000012")["agreements"] if a["status"] == "ended"]
    assert [a["merchant"] for a in ended] == ["腾讯视频"]


def test_what_stands_in_the_way_and_what_holds_back_is_told(
    chat_of: Callable[[str], Chat], shot: Shot, size: str
) -> None:
    page, chat = chat_of("13800000018")
    tell(chat, "我要注销账户")
    expect(chat.get_by_text(re.compile(r"12\.30"))).to_be_visible()
    shot(page, f"closing-{size}")
    page, chat = chat_of("13800000014")
    tell(chat, "我的账户怎么了")
    fits(chat.locator(".card").last)
    shot(page, f"court-{size}")
