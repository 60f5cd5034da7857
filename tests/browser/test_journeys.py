"""The four journeys and the hand-off, as customers and agents click them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Shot
from tests.stack.stack import Stack

GOOD = "Xuehua-7!Feiyu"


def say(page: Page, text: str) -> None:
    page.get_by_label("输入消息").fill(text)
    page.get_by_label("输入消息").press("Enter")


def choose(page: Page, title: str) -> None:
    page.get_by_role("button", name=re.compile(title)).last.click()


def code_for(stack: Stack, to: str) -> str:
    for _ in range(100):
        if found := stack.outbox(to):
            return str(found[0]["code"])
    raise AssertionError(f"nothing arrived for {to}")


def give_code(page: Page, stack: Stack, phone: str) -> None:
    field = page.locator("input[autocomplete=one-time-code]").last
    expect(field).to_be_visible()
    field.fill(code_for(stack, phone))  # the last digit sends it


def log_in(page: Page, stack: Stack, phone: str) -> None:
    """As the demo site does: a token for the demo customer, handed to the widget."""
    page.evaluate("jwt => window.kefu.identify(jwt)", stack.identity(phone))
    page.evaluate("() => window.kefu.open()")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_forgotten_password_is_reset(
    stack: Stack, new_page: NewPage, shot: Shot, phone: bool
) -> None:
    where = "phone" if phone else "desktop"
    page = new_page(f"{stack.url}/chat", phone=phone)
    choose(page, "忘记密码")
    say(page, "13800000001")
    choose(page, "短信")
    expect(page.locator(".secure")).to_be_visible()
    shot(page, f"code-{where}")
    give_code(page, stack, "13800000001")
    field = page.get_by_role("textbox", name="新密码")
    expect(field).to_be_visible()
    field.fill("abc")
    shot(page, f"password-weak-{where}")
    field.fill(GOOD)
    page.get_by_label("再输入一次").fill(GOOD)
    page.get_by_role("button", name="设置新密码").click()
    expect(page.get_by_text("密码已重置")).to_be_visible()
    shot(page, f"password-done-{where}")
    assert stack.wallet("13800000001")["sessions"] == []
    assert GOOD not in page.content()


def test_a_wrong_code_is_told_with_what_is_left(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/chat")
    choose(page, "账户被锁")
    say(page, "13800000002")
    choose(page, "短信")
    right = code_for(stack, "13800000002")
    field = page.locator("input[autocomplete=one-time-code]").last
    field.fill("000000" if right != "000000" else "000001")
    expect(page.get_by_text(re.compile("还可以再试 4 次|还可以试 4 次|剩余 4 次"))).to_be_visible()
    shot(page, "code-wrong-phone")
    give_code(page, stack, "13800000002")
    expect(page.get_by_text(re.compile("已解锁|解锁成功|已解除")).first).to_be_visible()
    shot(page, "unlocked-phone")
    assert stack.wallet("13800000002")["status"] == "active"


def test_a_failed_payment_is_explained_on_the_site(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/", phone=False)
    shot(page, "site-desktop")
    log_in(page, stack, "13800000004")
    chat = page.frame_locator("iframe")
    chat.get_by_label("输入消息").fill("支付失败了")
    chat.get_by_label("输入消息").press("Enter")
    chat.get_by_role("button", name=re.compile("美团外卖")).last.click()
    expect(chat.get_by_text(re.compile("余额不足")).first).to_be_visible()
    shot(page, "transaction-desktop")


def test_theft_from_the_first_word_to_the_specialist(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    customer = new_page(f"{stack.url}/")
    shot(customer, "site-phone")
    log_in(customer, stack, "13800000006")
    chat = customer.frame_locator("iframe")
    chat.get_by_label("输入消息").fill("我的钱被盗了")
    chat.get_by_label("输入消息").press("Enter")
    chat.get_by_role("button", name="立即冻结").click()
    expect(chat.get_by_text("账户已冻结").first).to_be_visible()
    assert stack.wallet("13800000006")["status"] == "frozen"
    shot(customer, "theft-frozen-phone")
    chat.get_by_role("button", name=re.compile("都不是我")).click()
    expect(chat.get_by_text(re.compile("排队")).first).to_be_visible()
    shot(customer, "theft-queued-phone")

    desk = new_page(f"{stack.url}/desk", phone=False)
    shot(desk, "desk-login-desktop")
    desk.get_by_label("用户名").fill("security1")
    desk.get_by_label("密码").fill("Demo-2026!")
    desk.get_by_role("button", name="登录").click()
    desk.get_by_role("button", name=re.compile("被盗|盗刷")).last.click()  # the newest waits last
    shot(desk, "desk-queue-desktop")
    desk.get_by_role("button", name="接入").click()
    desk.locator("textarea").fill("您好,我是安全专员,账户已经冻结,请放心。")
    desk.locator("textarea").press("Enter")
    expect(chat.get_by_text("我是安全专员")).to_be_visible()
    expect(chat.get_by_text("安全专员小郑").first).to_be_visible()
    shot(customer, "agent-phone")
    shot(desk, "desk-conversation-desktop")
    desk.set_viewport_size({"width": 360, "height": 740})
    shot(desk, "desk-conversation-phone")


def test_nothing_is_missed_while_the_connection_is_away(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat")
    choose(page, "忘记密码")
    expect(page.get_by_text(re.compile("手机号或邮箱")).first).to_be_visible()
    page.context.set_offline(True)
    say(page, "13800000001")
    page.context.set_offline(False)
    choose(page, "短信")
    expect(page.locator(".secure")).to_be_visible()
    assert page.get_by_text("138****0001").count() >= 1
