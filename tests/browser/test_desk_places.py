"""Where things stand on the desk, on every width, and how they are reached without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.agents import PHONES, composer, log_in, open_desk, row, taken, waiting
from tests.browser.conftest import NewPage, Shot
from tests.stack.stack import Agent, Customer, Stack


def test_the_customer_stands_on_the_left_and_who_answers_on_the_right(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "agent1")
    customer = taken(desk, agent, PHONES[0])
    agent.say(customer.id, "您好，我来帮您")
    page = open_desk(desk, new_page)
    row(page, PHONES[0]).click()
    log = page.get_by_role("log")
    expect(log.get_by_text("我来帮您")).to_be_visible()

    def gaps(kind: str) -> tuple[float, float]:
        box = log.locator(f".said--{kind} .said-text").last.bounding_box()
        frame = log.bounding_box()
        assert box is not None
        assert frame is not None
        left = box["x"] - frame["x"]
        return left, frame["width"] - left - box["width"]

    assert gaps("customer")[0] < 40 < gaps("customer")[1]
    for kind in ("bot", "agent"):
        assert gaps(kind)[1] < 40 < gaps(kind)[0]


def test_what_scrolls_can_be_reached_and_scrolled_by_keyboard(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "supervisor1")
    for phone in PHONES[:8]:
        taken(desk, agent, phone)
    page = open_desk(desk, new_page, "supervisor1")
    page.set_viewport_size({"width": 1440, "height": 500})
    row(page, PHONES[3]).click()
    expect(page.get_by_text("美团外卖").first).to_be_visible()
    for name in ("会话列表", "客户资料"):
        region = page.get_by_role("region", name=name)
        region.focus()
        expect(region).to_be_focused()
        before = region.evaluate("e => e.scrollTop")
        page.keyboard.press("End")
        page.wait_for_timeout(300)
        assert region.evaluate("e => e.scrollTop") > before


def test_on_a_phone_the_focus_goes_where_the_eyes_go(desk: Stack, new_page: NewPage) -> None:
    waiting(desk, PHONES[0])
    page = open_desk(desk, new_page, phone=True)
    row(page, PHONES[0]).press("Enter")
    expect(page.get_by_role("heading", name=re.compile("0001"))).to_be_focused()
    page.get_by_role("button", name="返回列表").press("Enter")
    expect(page.get_by_role("region", name="会话列表")).to_be_focused()
    row(page, PHONES[0]).press("Enter")
    page.get_by_role("button", name="接入").press("Enter")
    expect(composer(page)).to_be_focused()


@pytest.mark.parametrize("width", [1024, 768, 360])
def test_the_panel_in_the_conversations_place_can_be_left_again(
    desk: Stack, new_page: NewPage, width: int
) -> None:
    taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = open_desk(desk, new_page)
    page.set_viewport_size({"width": width, "height": 740})
    row(page, PHONES[0]).click()
    opener = page.get_by_role("button", name="客户资料")
    for leave in ("Enter", "Escape"):
        opener.press("Enter")
        back = page.get_by_role("button", name="返回会话")
        expect(back).to_be_focused()
        expect(page.get_by_role("heading", name="客户资料", level=2)).to_be_visible()
        expect(page.get_by_role("main")).to_be_visible()
        assert page.get_by_role("heading", level=1).count() == 1
        assert page.locator(".conversation[inert]").count() == 1
        page.keyboard.press(leave)
        expect(back).to_be_hidden()
        expect(opener).to_be_focused()


def test_both_sides_read_and_copy_the_same_case_number(
    desk: Stack, new_page: NewPage, shot: Shot
) -> None:
    customer = Customer(desk, phone=PHONES[5])
    customer.push("我的钱被盗了")
    customer.choose("立即冻结")
    customer.choose("都不是我")
    number = customer.cards("case")[-1]["number"]
    page = new_page(f"{desk.url}/desk", phone=False)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    log_in(page, "security1")
    row(page, PHONES[5]).click()
    panel = page.get_by_role("region", name="客户资料")

    registered = panel.locator("p").filter(has_text="编号已登记")
    expect(registered).to_contain_text(number)
    registered.get_by_role("button", name=f"复制编号 {number}").press("Enter")

    expect(registered.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == number
    ticket = panel.get_by_role("listitem").filter(has_text=number).filter(has_text="安全案件")
    expect(ticket).to_contain_text("处理中")
    expect(ticket).to_contain_text(re.compile(r"\d\d:\d\d 前处理"))
    ticket.scroll_into_view_if_needed()
    shot(page, "desk-case-desktop")


def test_the_panel_says_how_far_refunds_are(desk: Stack, new_page: NewPage, shot: Shot) -> None:
    waiting(desk, PHONES[7])
    page = open_desk(desk, new_page)
    row(page, PHONES[7]).click()
    panel = page.get_by_role("region", name="客户资料")

    truth = {refund["status"]: refund for refund in desk.wallet(PHONES[7])["refunds"]}

    for status, words in (("processing", "退款中 · 预计 "), ("refunded", "已退回 · ")):
        line = panel.get_by_role("listitem").filter(has_text=words)
        expect(line).to_contain_text(truth[status]["counterparty"])
        expect(line).to_contain_text(truth[status]["amount"])
    day = truth["processing"]["expected_by"]
    month_and_day = f"{int(day[5:7])}月{int(day[8:10])}日前到账"
    expect(panel.get_by_text(month_and_day)).to_be_visible()
    panel.get_by_text(month_and_day).scroll_into_view_if_needed()
    shot(page, "desk-refunds-desktop")
