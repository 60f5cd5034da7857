"""What an agent has typed is lost to nothing: another chat, a reload, a refusal, a network that
fails, a login that ends.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.browser.agents import PHONES, composer, open_desk, row, said_by_agent, taken
from tests.browser.conftest import NewPage, Shot
from tests.stack.stack import Agent, Stack


def test_drafts_of_eight_chats_survive_switching_and_a_reload(
    desk: Stack, new_page: NewPage, shot: Shot
) -> None:
    agent = Agent(desk, "agent1")
    customers = [taken(desk, agent, phone) for phone in PHONES[:8]]
    page = open_desk(desk, new_page)
    for phone in PHONES[:8]:
        row(page, phone).click()
        expect(composer(page)).to_have_value("")
        composer(page).fill(f"给尾号{phone[-4:]}的话")
    row(page, PHONES[2]).click()
    expect(composer(page)).to_have_value("给尾号0003的话")
    expect(row(page, PHONES[6])).to_contain_text("草稿：给尾号0007的话")
    shot(page, "desk-eight-desktop")

    page.reload()

    expect(composer(page)).to_have_value("给尾号0003的话")
    page.keyboard.press("Alt+ArrowDown")
    expect(composer(page)).to_have_value("给尾号0004的话")
    expect(composer(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(composer(page)).to_have_value("")
    expect(page.get_by_role("log").get_by_text("给尾号0004的话")).to_be_visible()
    expect(row(page, PHONES[3])).to_contain_text("客服小林：给尾号0004的话")
    assert said_by_agent(customers[3]) == ["给尾号0004的话"]
    for customer in (*customers[:3], *customers[4:]):
        assert said_by_agent(customer) == []


def test_a_draft_ends_with_its_conversation_and_with_the_agents_day(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "agent1")
    closed = taken(desk, agent, PHONES[0])
    taken(desk, agent, PHONES[1])
    page = open_desk(desk, new_page)
    for phone in PHONES[:2]:
        row(page, phone).click()
        composer(page).fill(f"关于{phone[-4:]}")
    stored = "() => Object.values(sessionStorage).join('')"
    assert "关于0001" in page.evaluate(stored)

    agent.post(closed.id, "close")

    expect(row(page, PHONES[0])).to_have_count(0)
    assert "关于0001" not in page.evaluate(stored)
    assert "关于0002" in page.evaluate(stored)
    page.get_by_role("button", name="退出").click()
    asked = page.get_by_role("dialog", name="退出登录")
    expect(asked).to_contain_text("还有没发出的草稿，退出后会删除")
    asked.get_by_role("button", name="退出").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    assert "关于" not in page.evaluate(stored)
    assert "关于" not in page.evaluate("() => Object.values(localStorage).join('')")


def test_a_refused_text_comes_back_with_the_reason_also_when_another_chat_is_open(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "agent1")
    customer = taken(desk, agent, PHONES[0])
    taken(desk, agent, PHONES[1])
    page = open_desk(desk, new_page)
    row(page, PHONES[0]).click()

    composer(page).fill("请把短信验证码发给我")
    composer(page).press("Enter")

    refusal = page.get_by_role("alert").filter(has_text="没有发出")
    expect(refusal).to_contain_text(re.compile("验证码|密码"))
    expect(composer(page)).to_have_value("请把短信验证码发给我")
    expect(composer(page)).to_be_focused()
    composer(page).fill("请看 http://refund.example/now")
    expect(refusal).to_have_count(0)

    def slow(route: Route) -> None:
        page.wait_for_timeout(700)
        route.continue_()

    page.route("**/messages", slow)
    composer(page).press("Enter")
    row(page, PHONES[1]).click()
    composer(page).fill("这是另一位的")
    expect(row(page, PHONES[0])).to_contain_text("没有发出")
    expect(composer(page)).to_have_value("这是另一位的")
    row(page, PHONES[0]).click()
    expect(composer(page)).to_have_value("请看 http://refund.example/now")
    expect(refusal).to_contain_text("官方域名")
    assert said_by_agent(customer) == []


def test_what_the_network_swallowed_is_kept_and_arrives_once(
    desk: Stack, new_page: NewPage
) -> None:
    customer = taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = open_desk(desk, new_page)
    row(page, PHONES[0]).click()

    def heard_in_vain(route: Route) -> None:
        route.fetch()
        route.abort("internetdisconnected")

    page.route("**/messages", heard_in_vain)
    composer(page).fill("已经为您查到")
    composer(page).press("Enter")
    resend = page.get_by_role("button", name="重发")
    expect(resend).to_be_visible()
    page.reload()
    expect(resend).to_be_visible()
    page.unroute("**/messages")

    page.reload()

    expect(page.get_by_role("log").get_by_text("已经为您查到")).to_have_count(1)
    expect(resend).to_have_count(0)
    assert said_by_agent(customer) == ["已经为您查到"]


# How the Enter that picks a word reaches a page: as most browsers tell it, and as Safari does.
PICKING = [{"isComposing": True, "keyCode": 229}, {"isComposing": False, "keyCode": 229}]
PRESS = """(field, more) => field.dispatchEvent(new KeyboardEvent("keydown",
    {key: "Enter", bubbles: true, cancelable: true, ...more}))"""


@pytest.mark.parametrize("key", PICKING, ids=["composing", "safari"])
def test_an_enter_of_the_input_method_sends_nothing(
    desk: Stack, new_page: NewPage, key: dict[str, Any]
) -> None:
    customer = taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = open_desk(desk, new_page)
    row(page, PHONES[0]).click()
    composer(page).fill("ni hao")
    composer(page).evaluate(PRESS, key)
    expect(composer(page)).to_have_value("ni hao")

    chat = new_page(f"{desk.url}/chat")
    field = chat.get_by_label("输入消息")
    field.fill("qian bu jian le")
    field.evaluate(PRESS, key)
    field.evaluate(PRESS, {**key, "isComposing": True, "keyCode": 13})
    chat.wait_for_timeout(300)

    expect(field).to_have_value("qian bu jian le")
    expect(chat.get_by_role("log").get_by_text("qian bu jian le")).to_have_count(0)
    assert said_by_agent(customer) == []


def test_a_session_that_ends_takes_nothing_from_the_agent(desk: Stack, new_page: NewPage) -> None:
    customer = taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = open_desk(desk, new_page)
    row(page, PHONES[0]).click()
    composer(page).fill("第一句")
    page.context.clear_cookies()
    composer(page).press("Enter")
    again = page.get_by_role("dialog", name="登录已过期")
    expect(again).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Escape")
    expect(again).to_be_visible()

    again.get_by_label("密码").fill("Demo-2026!")
    again.get_by_role("button", name="登录").click()

    expect(again).to_have_count(0)
    expect(page.get_by_role("log").get_by_text("第一句")).to_be_visible()
    composer(page).fill("第二句，还没写完")
    page.context.clear_cookies()
    expect(again).to_be_visible()
    again.get_by_label("密码").fill("Demo-2026!")
    again.get_by_role("button", name="登录").click()
    expect(again).to_have_count(0)
    expect(composer(page)).to_have_value("第二句，还没写完")
    assert said_by_agent(customer) == ["第一句"]


def test_another_agent_who_logs_in_over_it_reads_nothing_of_the_first(
    desk: Stack, new_page: NewPage
) -> None:
    taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = open_desk(desk, new_page)
    row(page, PHONES[0]).click()
    composer(page).fill("只给自己看的草稿")
    page.context.clear_cookies()
    again = page.get_by_role("dialog", name="登录已过期")
    again.get_by_label("用户名").fill("agent2")
    again.get_by_label("密码").fill("Demo-2026!")
    again.get_by_role("button", name="登录").click()

    expect(page.get_by_text("请从左侧选择一个会话")).to_be_visible()

    assert "草稿" not in page.evaluate("() => Object.values(sessionStorage).join('')")
