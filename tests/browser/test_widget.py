"""The widget in a host page: there is always a way out, and the page is afterwards as it was."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from tests.browser.conftest import NewPage
from tests.stack.stack import Stack

CHAT = re.compile(r"/chat\?channel=web")
LAUNCHER = "联系K豆钱包客服"


@pytest.fixture
def host(stack: Stack, new_page: NewPage) -> Callable[..., Page]:
    """The official site on a phone or a desktop, with whatever is done before it is loaded."""

    def open_host(*, phone: bool = True, hold: list[Route] | None = None) -> Page:
        page = new_page("about:blank", phone=phone)
        if hold is not None:  # only the first
            page.route(CHAT, lambda route: route.continue_() if hold else hold.append(route))
        page.goto(f"{stack.url}/")
        return page

    return open_host


def open_chat(page: Page) -> None:
    page.get_by_role("button", name=LAUNCHER).click()


def chat(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def until(page: Page, expression: str) -> None:
    """Wait until it is true; the page's policy forbids Playwright's own way."""
    for _ in range(100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(expression)


def closed(page: Page) -> None:
    """The panel is away and the page is the customer's again."""
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name=LAUNCHER)).to_be_focused()
    page.mouse.move(180, 200)
    page.mouse.wheel(0, 300)
    until(page, "window.scrollY > 0")


def test_there_is_a_way_out_before_the_chat_has_come(host: Callable[..., Page]) -> None:
    held: list[Route] = []
    page = host(hold=held)
    open_chat(page)
    panel = page.get_by_role("dialog", name="K豆钱包在线客服")
    expect(panel.get_by_role("heading", name="K豆钱包在线客服")).to_be_visible()
    expect(panel.get_by_role("status")).to_have_text("正在连接…")
    panel.get_by_role("button", name="收起").click()
    closed(page)
    open_chat(page)
    assert len(held) == 1, "the frame that is on its way is kept"
    held[0].continue_()
    expect(chat(page).get_by_label("输入消息")).to_be_visible()
    expect(panel.get_by_role("status")).to_be_hidden()
    chat(page).get_by_role("button", name="收起").click()
    closed(page)


def test_a_chat_that_does_not_come_is_said_and_asked_again(host: Callable[..., Page]) -> None:
    held: list[Route] = []
    page = host(hold=held)
    trouble = page.get_by_role("dialog").get_by_role("alert")
    page.clock.install()
    open_chat(page)
    page.clock.fast_forward("00:05")
    expect(trouble).to_be_hidden()
    page.clock.fast_forward("00:10")
    expect(trouble).to_contain_text("请检查网络后重试")
    page.get_by_role("button", name="重试").click()
    expect(trouble).to_be_hidden()
    expect(chat(page).get_by_label("输入消息")).to_be_visible()
    page.clock.fast_forward("00:30")
    expect(trouble).to_be_hidden()
    assert page.evaluate("history.length") == 3, "about:blank, the site, the open panel"


def test_the_back_button_closes_the_panel_and_leaves_the_page(host: Callable[..., Page]) -> None:
    page = host()
    page.evaluate("history.replaceState({mine: 1}, '')")
    open_chat(page)
    expect(chat(page).get_by_label("输入消息")).to_be_visible()
    assert page.evaluate("history.state.mine") == 1, "the host's state outlives ours"
    url = page.url
    page.go_back()
    closed(page)
    assert (page.url, page.evaluate("history.state")) == (url, {"mine": 1})
    page.go_forward()
    expect(chat(page).get_by_label("输入消息")).to_be_visible()
    chat(page).get_by_role("button", name="收起").click()
    closed(page)
    until(page, "JSON.stringify(history.state) === '{\"mine\":1}'")
    open_chat(page)
    page.reload()
    expect(chat(page).get_by_label("输入消息")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url == url


@pytest.mark.parametrize("size", [(320, 568), (360, 740), (640, 360)])
def test_on_a_phone_the_panel_has_the_window_for_itself(
    host: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = host()
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_chat(page)
    expect(chat(page).get_by_label("输入消息")).to_be_visible()
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": size[0], "height": size[1]}
    heading = chat(page).get_by_role("heading", name="K豆钱包在线客服")
    assert heading.evaluate("h => h.scrollWidth <= h.clientWidth")
    expect(heading).to_be_in_viewport(ratio=1)
    page.mouse.move(size[0] / 2, 20)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(200)
    assert page.evaluate("window.scrollY") == 0
    behind = page.get_by_text("联系客服", exact=True)
    assert not behind.evaluate("b => { b.focus(); return document.activeElement === b; }")
    chat(page).get_by_role("button", name="收起").click()
    closed(page)


def test_beside_the_page_the_panel_takes_nothing_from_it(host: Callable[..., Page]) -> None:
    page = host(phone=False)
    before = page.evaluate("history.length")
    open_chat(page)
    expect(chat(page).get_by_label("输入消息")).to_be_visible()
    assert page.evaluate("history.length") == before
    expect(page.get_by_role("button", name="联系客服", exact=True)).to_be_visible()
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 300)
    until(page, "window.scrollY > 0")
