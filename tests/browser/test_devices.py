"""Side by side in browsers: one customer on two devices, and an agent whose browser is killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect

from tests.browser import agents
from tests.browser.conftest import OFFLINE, NewPage, Shot
from tests.browser.test_journeys import log_in
from tests.ports import free_port
from tests.stack.stack import Stack

PHONE = "13800000004"
AWAY_SECONDS = 5


@pytest.fixture(scope="module")
def impatient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A product on which an agent is soon taken to be gone."""
    stack = Stack(
        tmp_path_factory.mktemp("impatient"), free_port(), KEFU_AGENT_AWAY=str(AWAY_SECONDS)
    )
    stack.start()
    yield stack
    stack.stop()


def say(chat: FrameLocator | Page, text: str) -> None:
    chat.get_by_label("输入消息").fill(text)
    chat.get_by_label("输入消息").press("Enter")


def test_one_customer_on_two_devices_sees_one_conversation(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    pages = [new_page(f"{stack.url}/"), new_page(f"{stack.url}/", phone=False)]
    chats = []
    for page in pages:
        log_in(page, stack, PHONE)
        chats.append(page.frame_locator("iframe"))
        expect(chats[-1].get_by_label("输入消息")).to_be_enabled()
    phone, desktop = chats
    say(phone, "手续费多少")
    expect(desktop.get_by_text("手续费多少")).to_be_visible()
    say(desktop, "转人工")
    for chat in chats:
        expect(chat.get_by_role("status").filter(has_text="正在排队").first).to_be_visible()
    shot(pages[0], "two-devices-phone")
    shot(pages[1], "two-devices-desktop")
    desk = new_page(f"{stack.url}/desk", phone=False)
    enter_desk(desk, "agent1")
    expect(desk.locator(".queue-item")).to_have_count(1)


def test_a_visitor_finds_the_conversation_again_in_another_tab(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page(f"{stack.url}/chat")
    say(page, "怎么充值")
    expect(page.get_by_text("怎么充值").first).to_be_visible()
    second = page.context.new_page()
    second.goto(f"{stack.url}/chat")
    expect(second.get_by_text("怎么充值").first).to_be_visible()
    say(second, "手续费多少")
    expect(page.get_by_text("手续费多少").first).to_be_visible()
    page.close()
    second.close()
    third = new_page(f"{stack.url}/chat")  # another browser: another customer
    expect(third.get_by_text("请问遇到了什么问题").first).to_be_visible()
    expect(third.get_by_text("怎么充值")).to_have_count(0)


def test_earlier_conversations_can_be_read_again(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/")
    log_in(page, stack, PHONE)
    chat = page.frame_locator("iframe")
    say(chat, "手续费多少")
    expect(chat.get_by_text(re.compile("手续费")).nth(1)).to_be_visible()
    chat.get_by_role("button", name="更多").click()
    chat.get_by_role("button", name="结束会话").click()
    chat.locator("dialog").get_by_role("button", name="结束会话").click()
    chat.get_by_role("button", name="暂不评价").click()
    log_in(page, stack, PHONE)
    chat.get_by_role("button", name="更多").click()
    chat.get_by_role("button", name="查看以前的对话").click()
    expect(chat.locator(".earlier-list li").first).to_contain_text("手续费多少")
    shot(page, "earlier-list-phone")
    chat.locator(".earlier-list button").first.click()
    earlier = chat.get_by_label("对话内容")
    expect(earlier).to_contain_text("手续费多少")
    colour = "e => getComputedStyle(e).backgroundColor"
    bubble = earlier.locator(".line--bot .bubble").first
    assert bubble.evaluate(colour) != earlier.evaluate(colour) != "rgba(0, 0, 0, 0)"
    expect(earlier).to_be_focused()
    shot(page, "earlier-log-phone")
    dialog = chat.get_by_role("dialog", name="以前的对话")
    dialog.get_by_role("button", name="返回列表").press("Enter")
    expect(chat.locator(".earlier-list button").first).to_be_focused()
    chat.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(chat.get_by_label("输入消息")).to_be_visible()  # Esc was the dialog's


def test_a_device_that_was_left_says_so_and_claims_no_service(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page(f"{stack.url}/chat")
    expect(page.get_by_text("智能客服为您服务")).to_be_visible()
    page.get_by_role("button", name="更多", exact=True).click()
    page.get_by_role("button", name="退出并清除本机记录").click()
    expect(page.get_by_role("alert")).to_contain_text("已退出")
    expect(page.get_by_text("智能客服为您服务")).to_have_count(0)


def enter_desk(page: Page, username: str) -> None:
    agents.log_in(page, username)
    expect(page.get_by_role("heading", name="等待接入")).to_be_visible()


def test_an_agent_whose_browser_is_killed_is_replaced_before_the_customers_eyes(
    impatient: Stack, browser: Browser, new_page: NewPage, shot: Shot, tmp_path: Path
) -> None:
    customer = new_page(f"{impatient.url}/chat")
    say(customer, "转人工")
    expect(customer.get_by_text(re.compile("排队")).first).to_be_visible()

    executable = shutil.which("chromium") or shutil.which("google-chrome")
    folder = tmp_path / "agent"
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=executable, args=OFFLINE, locale="zh-CN"
    )
    agent = context.new_page()
    agent.goto(f"{impatient.url}/desk")
    enter_desk(agent, "agent1")
    agent.locator(".queue-item").click()
    agent.get_by_role("button", name="接入", exact=True).click()
    expect(customer.get_by_text("客服小林 已接入")).to_be_visible()
    kill(folder)

    expect(customer.get_by_text(re.compile("客服小林 的连接中断了，您已排到最前面"))).to_be_visible(
        timeout=(AWAY_SECONDS + 15) * 1000
    )
    shot(customer, "agent-killed-phone")
    colleague = new_page(f"{impatient.url}/desk", phone=False)
    enter_desk(colleague, "agent2")
    colleague.locator(".queue-item").click()
    colleague.get_by_role("button", name="接入", exact=True).click()
    expect(customer.get_by_text("客服小周 已接入")).to_be_visible()
    shot(customer, "agent-replaced-phone")


def kill(folder: Path) -> None:
    """End every process of the browser over this profile at once, as when its machine dies."""
    own = [int(entry.name) for entry in Path("/proc").iterdir() if _is_of(entry, folder)]
    assert own
    for number in own:
        os.kill(number, signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(_is_of(entry, folder) for entry in Path("/proc").iterdir()):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def _is_of(entry: Path, folder: Path) -> bool:
    try:
        return f"--user-data-dir={folder}".encode() in (entry / "cmdline").read_bytes()
    except OSError:
        return False
