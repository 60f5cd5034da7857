"""Writing in the chat: the field and its button, codes and passwords, and where the focus goes."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NewPage
from tests.browser.test_journeys import choose, code_for, say
from tests.stack.stack import Stack

PHONE = "13800000001"


def composer(page: Page) -> Locator:
    """Where one writes, in the landmark that it has to be in."""
    return page.get_by_role("contentinfo").get_by_label("输入消息")


def to_the_code(page: Page) -> Locator:
    choose(page, "忘记密码")
    say(page, PHONE)
    choose(page, "短信")
    field = page.get_by_role("textbox", name="验证码")
    expect(field).to_be_focused()
    return field


def test_the_send_button_stays_and_an_input_method_s_enter_does_not_send(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page(f"{stack.url}/chat")
    button = page.get_by_role("contentinfo").get_by_role("button", name="发送")
    expect(button).to_be_visible()
    expect(button).to_be_disabled()
    composer(page).fill("zhuan zhang")
    for how in ({"isComposing": True}, {"keyCode": 229}):
        composer(page).evaluate(
            "(field, how) => field.dispatchEvent(new KeyboardEvent('keydown', "
            "{key: 'Enter', bubbles: true, cancelable: true, ...how}))",
            how,
        )
    expect(composer(page)).to_have_value("zhuan zhang")
    composer(page).fill("转账失败怎么办")
    button.click()
    expect(page.get_by_role("log").get_by_text("转账失败怎么办")).to_be_visible()
    expect(composer(page)).to_have_value("")
    expect(composer(page)).to_be_focused()
    expect(button).to_be_visible()


def test_what_is_written_before_the_conversation_is_open_is_sent_once_it_is(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page("about:blank")
    held: list[Route] = []
    page.route("**/api/v1/conversations", lambda route: held.append(route))
    page.goto(f"{stack.url}/chat")
    say(page, "我的钱被盗了")
    expect(page.get_by_role("log").get_by_text("等待发送")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_text(re.compile("手机号")).last).to_be_visible()


def test_six_digits_send_themselves_and_the_focus_goes_on(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat", phone=False)
    field = to_the_code(page)
    right = code_for(stack, PHONE)
    field.press_sequentially("x1-2")
    expect(field).to_have_value("12")
    wrong = "000000" if right != "000000" else "000001"
    field.fill(wrong)
    expect(page.get_by_role("alert").filter(has_text="还可以")).to_be_visible()
    expect(field).to_have_value("")
    expect(field).to_be_focused()
    field.press_sequentially(right)
    expect(page.get_by_role("textbox", name="新密码")).to_be_focused()


def test_a_button_that_is_used_up_gives_the_focus_to_the_field(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page(f"{stack.url}/chat", phone=False)
    button = page.get_by_role("log").get_by_role("button", name="忘记密码")
    expect(button).to_be_visible()
    page.wait_for_timeout(800)  # a choice is deaf when it has just come
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("手机号或邮箱")).first).to_be_visible()
    expect(composer(page)).to_be_focused()


def test_on_a_touch_screen_the_keyboard_does_not_cover_the_answer_to_a_button(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page(f"{stack.url}/chat", touch=True)
    button = page.get_by_role("log").get_by_role("button", name="忘记密码")
    expect(button).to_be_visible()
    page.wait_for_timeout(800)
    button.tap()
    expect(page.get_by_text(re.compile("手机号或邮箱")).first).to_be_visible()
    expect(page.get_by_role("log")).to_be_focused()


def test_the_focus_stays_in_the_page_when_a_dialog_closes(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat", phone=False)
    expect(page.get_by_role("log").get_by_role("button").first).to_be_visible()
    page.get_by_role("button", name="更多").press("Enter")
    page.get_by_role("button", name="大字").press("Escape")
    expect(page.get_by_role("button", name="更多")).to_be_focused()
    page.get_by_role("button", name="更多").press("Enter")
    page.get_by_role("button", name="结束会话").press("Enter")
    page.get_by_role("button", name="继续咨询").press("Enter")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.wait_for_function("document.activeElement !== document.body")


def test_the_rules_for_a_password_stay_above_the_keyboard(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat")
    to_the_code(page).fill(code_for(stack, PHONE))
    first = page.get_by_role("textbox", name="新密码")
    expect(first).to_be_focused()
    page.set_viewport_size({"width": 360, "height": 400})  # what a phone's keyboard leaves
    rules = page.get_by_text("包含大小写字母").last
    button = page.get_by_role("button", name="设置新密码")
    for field in (first, page.get_by_label("再输入一次")):
        field.focus()
        field.press_sequentially("Ab1")
        for part in (rules, field, button, composer(page)):
            expect(part).to_be_in_viewport(ratio=1)
        boxes = [part.bounding_box() for part in (rules, field)]
        assert boxes[0] is not None
        assert boxes[1] is not None
        assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"], "the rules hide the field"
