"""What is written while the line is away: it waits in order, outlives a reload, arrives once."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Shot
from tests.browser.test_journeys import GOOD, choose, code_for, say
from tests.stack.stack import Stack

OPENED = re.compile("/api/v1/conversations$")


def session(page: Page) -> dict[str, str]:
    """The page's conversation and its token."""
    stored = page.evaluate("sessionStorage.getItem('kefu.session.web')")
    return dict(json.loads(stored))


def arrived(stack: Stack, page: Page) -> list[str]:
    """What the server has of the customer, in its order."""
    held = session(page)
    path = f"/api/v1/conversations/{held['conversationId']}/events"
    headers = {"Authorization": f"Bearer {held['token']}"}
    said: list[str] = []
    after = 0
    while True:
        answer = stack.http.get(path, headers=headers, params={"after": after})
        found = answer.raise_for_status().json()
        if not found["events"]:
            return said
        said += [event["text"] for event in found["events"] if event.get("from") == "customer"]
        after = found["next"]


def settle(page: Page) -> None:
    """Nothing is left to be sent."""
    unsent = page.locator("[data-echo=sending], [data-echo=waiting]")
    expect(unsent).to_have_count(0, timeout=30_000)


def ready(page: Page) -> None:
    expect(page.get_by_role("button", name="忘记密码")).to_be_enabled()


def test_sixteen_messages_written_offline_outlive_a_reload(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/chat")
    ready(page)
    words = [f"第{number}句，怎么充值" for number in range(1, 17)]
    page.context.set_offline(True)
    for text in words:
        say(page, text)
    banner = page.locator(".line-banner")
    expect(banner).to_have_text("网络已断开，16 条消息会在恢复后按顺序发送")
    expect(page.get_by_text("等待发送")).to_have_count(16)
    assert page.locator(".line--customer .bubble").all_inner_texts() == words
    header = page.locator(".header-status")
    expect(header).to_have_text("网络未连接")
    assert header.get_attribute("role") is None, "the banner speaks"
    shot(page, "offline-phone")
    # Nothing can be loaded without a line; the page before it is gone all the same.
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(f"{stack.url}/chat")
    expect(page.get_by_text(words[-1])).to_be_visible()
    settle(page)
    assert arrived(stack, page) == words
    assert page.locator(".line--customer .bubble").all_inner_texts() == words
    assert page.evaluate("Object.keys(localStorage).filter(k => k.includes('unsent'))") == []


def test_secrets_stay_in_their_fields_while_the_line_is_away(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/chat")
    choose(page, "忘记密码")
    say(page, "13800000003")
    choose(page, "短信")
    code = code_for(stack, "13800000003")
    away = "网络不太顺畅，请检查网络后重试。"
    # The same code is asked for in a newer field, so the older one must not call it invalid.
    page.get_by_role("button", name="收不到验证码").click()
    expect(page.get_by_text("短信验证码：此输入框已关闭")).to_be_visible()
    field = page.locator("input[autocomplete=one-time-code]")
    page.context.set_offline(True)
    field.fill(code)
    expect(page.get_by_role("alert").get_by_text(away)).to_be_visible()
    expect(field).to_have_value(code)
    shot(page, "offline-code-phone")
    page.context.set_offline(False)
    expect(page.get_by_text("网络已恢复")).to_be_visible()
    expect(page.get_by_text(away)).to_have_count(0)
    expect(page.get_by_role("status").get_by_text("智能客服为您服务")).to_be_visible()
    expect(field).to_have_value(code)
    page.get_by_role("button", name="确认").click()
    password = page.get_by_role("textbox", name="新密码")
    password.fill(GOOD)
    page.get_by_label("再输入一次").fill(GOOD)
    page.context.set_offline(True)
    page.get_by_role("button", name="设置新密码").click()
    expect(page.get_by_role("alert").get_by_text(away)).to_be_visible()
    expect(page.get_by_label("再输入一次")).to_have_value(GOOD)
    page.context.set_offline(False)
    expect(page.get_by_text(away)).to_have_count(0)
    page.get_by_role("button", name="设置新密码").click()
    expect(page.get_by_text("密码已重置")).to_be_visible()


def test_what_waits_is_sent_when_the_line_returns(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat")
    ready(page)
    page.context.set_offline(True)
    say(page, "怎么提现")
    say(page, "要手续费吗")
    expect(page.get_by_text("等待发送")).to_have_count(2)
    page.context.set_offline(False)
    expect(page.get_by_text("网络已恢复")).to_be_visible()
    settle(page)
    say(page, "谢谢")
    settle(page)
    assert arrived(stack, page) == ["怎么提现", "要手续费吗", "谢谢"]
    expect(page.get_by_text("网络已恢复")).to_be_hidden()


def test_a_gateway_that_is_killed_costs_no_message(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat")
    ready(page)
    stack.kill("kefu.gateway.server")
    words = ["怎么充值", "怎么提现", "怎么付款"]
    for text in words:
        say(page, text)
    stack.wait_ready()
    settle(page)
    assert arrived(stack, page) == words


def test_words_written_before_the_first_conversation_count(stack: Stack, new_page: NewPage) -> None:
    page = new_page("about:blank")
    page.route(OPENED, lambda route: route.abort())
    page.goto(f"{stack.url}/chat")
    say(page, "有人在吗")
    say(page, "我的密码是Sunny2024")
    expect(page.locator(".line-banner")).to_contain_text("2 条消息")
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert "有人在吗" in kept
    assert "Sunny2024" not in kept
    page.reload()
    expect(page.get_by_text("没有保存，也没有发出")).to_be_visible()
    say(page, "怎么充值")
    page.unroute(OPENED)
    expect(page.get_by_text(re.compile("这里是.*在线客服"))).to_be_visible(timeout=40_000)
    settle(page)
    assert arrived(stack, page) == ["有人在吗", "怎么充值"]


def test_what_was_written_to_a_conversation_that_is_over_is_offered_to_a_new_one(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/chat")
    ready(page)
    page.context.set_offline(True)
    say(page, "那笔钱还没到")
    say(page, "不用了")
    expect(page.get_by_text("等待发送")).to_have_count(2)
    held = session(page)
    path = f"/api/v1/conversations/{held['conversationId']}"
    stack.http.delete(path, headers={"Authorization": f"Bearer {held['token']}"})
    page.context.set_offline(False)
    expect(page.get_by_text("之前的会话已结束，这条消息没有发出。")).to_have_count(2)
    shot(page, "held-phone")
    page.get_by_role("button", name="发送", exact=True).first.click()
    expect(page.get_by_text("之前的会话已结束，这条消息没有发出。")).to_have_count(1)
    page.get_by_role("button", name="删除").click()
    settle(page)
    assert session(page)["conversationId"] != held["conversationId"]
    assert arrived(stack, page) == ["那笔钱还没到"]


def test_one_that_is_refused_holds_up_nobody(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat")
    ready(page)
    page.route(
        re.compile("/messages$"),
        lambda route: (
            route.fulfill(
                status=422,
                content_type="application/problem+json",
                body='{"status": 422, "code": "invalid_text", "detail": "这段文字无法发送。"}',
            )
            if "不行" in (route.request.post_data or "")
            else route.continue_()
        ),
    )
    for text in ("怎么充值", "这句不行", "怎么提现"):
        say(page, text)
    expect(page.get_by_text("这段文字无法发送。")).to_be_visible()
    settle(page)
    expect(page.locator("[data-echo]")).to_have_count(1)
    assert arrived(stack, page) == ["怎么充值", "怎么提现"]
    page.get_by_role("button", name="删除").click()
    settle(page)
