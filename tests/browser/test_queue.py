"""Waiting for a human: the bot goes on helping, and the place stays in sight."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Shot
from tests.stack.stack import Agent, Stack


def says(page: Page, text: str) -> None:
    page.get_by_label("输入消息").fill(text)
    page.get_by_label("输入消息").press("Enter")


def test_who_waits_is_helped_and_sees_the_place(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    for phone in (True, False):
        page = new_page(f"{stack.url}/chat", phone=phone)
        header = page.locator(".header-status")
        says(page, "我要找人工客服")
        expect(header).to_contain_text("正在排队")
        says(page, "提现手续费是多少")
        answer = page.locator(".line--bot").filter(has_text="手续费").last
        expect(answer).to_be_visible()
        expect(page.locator(".speaker").filter(has_text="智能助手").first).to_be_visible()
        expect(header).to_contain_text("正在排队")
        says(page, "前面还有几个人啊")
        expect(page.get_by_text(re.compile(r"排在第 \d+ 位")).last).to_be_visible()
        shot(page, f"queue-helped-{'phone' if phone else 'desktop'}")
        says(page, "那我不等了")
        expect(page.get_by_text("位置不再保留").last).to_be_visible()
        expect(header).to_contain_text("智能客服")


def test_from_the_claim_on_the_bot_is_silent(stack: Stack, new_page: NewPage) -> None:
    page, agent = new_page(f"{stack.url}/chat"), Agent(stack, "agent1")
    before = {item["conversation_id"] for item in agent.queue()}
    says(page, "我要找人工客服")
    expect(page.locator(".header-status")).to_contain_text("正在排队")
    says(page, "提现手续费是多少")
    expect(page.locator(".line--bot").filter(has_text="手续费").last).to_be_visible()
    (mine,) = [i for i in agent.queue() if i["conversation_id"] not in before]
    assert mine["last_message"]["from"] == "bot"
    agent.claim(mine["conversation_id"])
    expect(page.get_by_text("已接入").last).to_be_visible()
    said = page.locator(".line--bot").count()
    says(page, "怎么绑定银行卡")
    says(page, "还要多久")
    expect(page.locator(".line--customer").filter(has_text="还要多久")).to_be_visible()
    page.wait_for_timeout(2_500)
    assert page.locator(".line--bot").count() == said
