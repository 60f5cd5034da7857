"""What a customer with a small phone and a slow line waits for, counted in bytes."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.slow import SlowPhone
from tests.stack.stack import Stack

MOST = 70 * 1024


def greeted(page: Page, phone: SlowPhone) -> None:
    chat = page.frame_locator("iframe") if page.locator("iframe").count() else page
    expect(chat.get_by_label("输入消息")).to_be_editable(timeout=60_000)
    phone.report("the field takes text")
    expect(chat.get_by_role("log").get_by_role("button").first).to_be_visible(timeout=60_000)
    phone.report("the greeting")


def test_site_launcher_and_chat_are_small(stack: Stack, new_page: NewPage) -> None:
    page = new_page("about:blank")
    phone = SlowPhone(page)
    page.goto(f"{stack.url}/")
    phone.begin()
    page.get_by_role("button", name="联系K豆钱包客服").click()
    greeted(page, phone)
    assert 20_000 < phone.loaded <= MOST


def test_the_chat_by_itself_is_small_and_costs_nearly_nothing_the_second_time(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page("about:blank")
    phone = SlowPhone(page)
    page.goto(f"{stack.url}/chat")
    greeted(page, phone)
    first = phone.loaded
    assert 20_000 < first <= MOST
    phone.begin()
    page.reload()
    greeted(page, phone)
    assert phone.loaded - first < 10_000


def test_the_page_is_drawn_before_its_script_has_come(stack: Stack, new_page: NewPage) -> None:
    page = new_page("about:blank")
    held: list[Route] = []
    page.route("**/*.js", lambda route: held.append(route))
    page.goto(f"{stack.url}/chat", wait_until="commit")
    heading = page.get_by_role("heading", name="在线客服")
    expect(heading).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("正在连接…")
    drawn = heading.evaluate("h => getComputedStyle(h).margin")
    assert drawn == "0px", "the stylesheet came with the page"
    before = page.get_by_role("banner").bounding_box()
    held[0].continue_()
    expect(page.get_by_label("输入消息")).to_be_editable()
    assert page.get_by_role("banner").bounding_box() == before, "nothing jumps"
