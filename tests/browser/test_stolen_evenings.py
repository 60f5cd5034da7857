"""Two evenings on which money is stolen, on a small phone and a slow line, from opening the chat to
the case number. Written against roles and words, as a customer knows the page.
"""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.slow import SlowPhone
from tests.browser.test_journeys import code_for
from tests.stack.stack import Stack

PHONE = "13800000006"  # three transfers last night from a new device
WAIT = 60_000
CASE = re.compile(r"C\d{8}-\d{4}")

Chat = Page | FrameLocator


def say(chat: Chat, text: str) -> None:
    chat.get_by_label("输入消息").fill(text)
    chat.get_by_role("button", name="发送").click()


def told(chat: Chat, words: str) -> None:
    expect(chat.get_by_role("log").get_by_text(re.compile(words)).last).to_be_visible(timeout=WAIT)


def choose(page: Page, chat: Chat, title: str) -> None:
    button = chat.get_by_role("button", name=re.compile(title)).last
    expect(button).to_be_enabled(timeout=WAIT)
    page.wait_for_timeout(800)  # as nobody reads faster; a choice is deaf when it has just come
    button.click()


def transfers_are_denied_and_the_case_is_told(page: Page, chat: Chat, stack: Stack) -> None:
    told(chat, "账户已冻结")
    assert stack.wallet(PHONE)["status"] == "frozen"
    choose(page, chat, "都不是我")
    told(chat, "排队|安全专员")
    said = CASE.findall(chat.get_by_role("log").inner_text())
    cases = [case for case in stack.tickets(PHONE) if case["kind"] == "theft_case"]
    assert [case["number"] for case in cases] == [said[-1]]
    assert cases[0]["priority"] == "urgent"
    assert len(set(said)) == 1
    expect(chat.get_by_label("输入消息")).to_be_focused()


def test_a_stranger_s_money_is_stolen_on_the_official_site(stack: Stack, new_page: NewPage) -> None:
    page = new_page("about:blank")
    phone = SlowPhone(page)
    page.goto(f"{stack.url}/")
    chat = page.frame_locator("iframe")
    phone.begin()
    page.get_by_role("button", name="联系K豆钱包客服").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="收起")).to_be_visible()
    chat.get_by_label("输入消息").fill("我")
    phone.report("the field takes text")
    say(chat, "我的钱被偷了！刚收到三条转账短信，不是我转的")
    told(chat, "手机号")
    say(chat, PHONE)
    field = chat.get_by_role("textbox", name="验证码")
    expect(field).to_be_focused(timeout=WAIT)
    field.press_sequentially(code_for(stack, PHONE))
    transfers_are_denied_and_the_case_is_told(page, chat, stack)
    phone.report("the case number is told")


def test_a_customer_s_money_is_stolen_in_the_wallet_s_chat(stack: Stack, new_page: NewPage) -> None:
    page = new_page("about:blank")
    phone = SlowPhone(page)
    identity = stack.identity(PHONE)
    phone.begin()
    page.goto(f"{stack.url}/chat?channel=app")
    page.evaluate("jwt => window.kefuBridge.identify(jwt)", identity)
    page.get_by_label("输入消息").fill("有")
    phone.report("the field takes text")
    say(page, "有人在盗刷我的账户，快帮我停掉")
    choose(page, page, "立即冻结")
    transfers_are_denied_and_the_case_is_told(page, page, stack)
    phone.report("the case number is told")
