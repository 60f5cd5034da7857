"""Every page in each of its states can be seen and used by everybody: light, dark, with large text,
in a narrow window. One journey visits the states of a page and axe looks at each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import faults
from tests.browser.conftest import NewPage, Shot
from tests.browser.test_journeys import choose, code_for, give_code, log_in, say
from tests.stack.stack import Agent, Customer, Stack

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# 125 % of the usual size, as a browser's own setting makes it.
LARGE = "document.documentElement.style.fontSize = '125%'"
USUAL = "document.documentElement.style.fontSize = ''"


class Look:
    """Looks at a page's states and remembers what is wrong with them, so that one run tells all."""

    def __init__(self, shot: Shot) -> None:
        self._shot = shot
        self._wrong: list[str] = []

    def at(self, page: Page, state: str, *, large: bool = True) -> None:
        """In light and dark, and with large text."""
        page.emulate_media(reduced_motion="reduce")
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            self._look(page, f"{state} {scheme}")
        page.emulate_media(color_scheme="light")
        if large:
            page.evaluate(LARGE)
            self._look(page, f"{state} large")
            page.evaluate(USUAL)

    def _look(self, page: Page, state: str) -> None:
        self._shot(page, f"reach-{state}".replace(" ", "-"))
        self._wrong += [f"{state}: {fault}" for fault in faults(page)]

    def done(self) -> None:
        assert not self._wrong, "\n".join(self._wrong)


@pytest.fixture
def look(shot: Shot) -> Iterator[Look]:
    watch = Look(shot)
    yield watch
    watch.done()


def test_the_chat_of_who_resets_a_password(stack: Stack, new_page: NewPage, look: Look) -> None:
    page = new_page(f"{stack.url}/chat")
    expect(page.get_by_role("button", name="忘记密码")).to_be_visible()
    look.at(page, "chat greeting")
    choose(page, "忘记密码")
    say(page, "13800000001")
    expect(page.get_by_role("button", name=re.compile("短信")).last).to_be_visible()
    look.at(page, "chat chips")
    choose(page, "短信")
    expect(page.locator(".secure")).to_be_visible()
    look.at(page, "chat code")
    field = page.locator("input[autocomplete=one-time-code]").last
    field.fill("000000" if code_for(stack, "13800000001") != "000000" else "000001")
    expect(page.get_by_text(re.compile("还可以再试 4 次|还可以试 4 次|剩余 4 次"))).to_be_visible()
    look.at(page, "chat wrong code")
    give_code(page, stack, "13800000001")
    password = page.get_by_role("textbox", name="新密码")
    password.fill("abc")
    look.at(page, "chat new password")
    page.get_by_role("button", name="更多").first.click()
    look.at(page, "chat menu", large=False)
    page.get_by_role("button", name="大字").click()
    look.at(page, "chat elder", large=False)
    page.get_by_role("button", name="更多").first.click()
    page.get_by_role("button", name="结束会话").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    look.at(page, "chat end dialog")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("结束")).click()
    expect(page.get_by_role("dialog").get_by_text(re.compile("评价|满意")).first).to_be_visible()
    look.at(page, "chat rating")
    page.keyboard.press("Escape")
    look.at(page, "chat closed")


def test_the_chat_of_who_resets_a_payment_password(
    stack: Stack, new_page: NewPage, look: Look
) -> None:
    page = new_page(f"{stack.url}/chat")
    say(page, "支付密码忘了")
    say(page, "13800000002")
    choose(page, "短信")
    give_code(page, stack, "13800000002")
    paper = page.get_by_role("textbox", name="证件号码")
    paper.fill("1")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("还可以再试 4 次")).to_be_visible()
    look.at(page, "chat paper number")
    paper.fill("330106197203120021")
    page.get_by_role("button", name="确认").click()
    new = page.get_by_role("textbox", name="新的支付密码")
    again = page.get_by_label("再输入一次")
    new.fill("12a3456789")
    expect(new).to_have_value("123456")
    assert (new.get_attribute("type"), new.get_attribute("inputmode")) == ("password", "numeric")
    again.fill("123456")
    page.get_by_role("button", name="设置新的支付密码").click()
    expect(page.get_by_text("不能是连续的数字")).to_be_visible()
    look.at(page, "chat payment password")
    for field in (new, again):
        field.fill("730164")
    page.get_by_role("button", name="设置新的支付密码").click()
    expect(page.get_by_text("新的支付密码已设置成功").first).to_be_visible()


def test_the_chat_of_who_is_handed_over(stack: Stack, new_page: NewPage, look: Look) -> None:
    page = new_page(f"{stack.url}/")
    log_in(page, stack, "13800000006")
    chat = page.frame_locator("iframe")
    chat.get_by_label("输入消息").fill("我的钱被盗了")
    chat.get_by_label("输入消息").press("Enter")
    chat.get_by_role("button", name="立即冻结").click()
    expect(chat.get_by_text("账户已冻结").first).to_be_visible()
    look.at(page, "chat frozen")
    chat.get_by_role("button", name=re.compile("都不是我")).click()
    expect(chat.get_by_text(re.compile("排队")).first).to_be_visible()
    look.at(page, "chat queue")
    agent = Agent(stack, "security1")
    waiting = [item for item in agent.queue() if "0006" in item["summary"]["who"]]
    conversation = waiting[-1]["conversation_id"]
    agent.claim(conversation)
    agent.say(conversation, "您好，我是安全专员。")
    expect(chat.get_by_text("我是安全专员")).to_be_visible()
    look.at(page, "chat with agent")
    chat.get_by_role("button", name="银行客服").click()
    look.at(page, "chat banks", large=False)
    page.keyboard.press("Escape")
    chat.get_by_role("button", name="更多").first.click()
    chat.get_by_role("button", name="查看以前的对话").click()
    expect(chat.get_by_role("dialog")).to_be_visible()
    look.at(page, "chat earlier", large=False)
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    chat.get_by_label("输入消息").fill("还在吗")
    chat.get_by_label("输入消息").press("Enter")
    page.wait_for_timeout(500)
    look.at(page, "chat offline")
    page.context.set_offline(False)


def test_the_chat_of_who_looks_for_a_payment(stack: Stack, new_page: NewPage, look: Look) -> None:
    page = new_page(f"{stack.url}/")
    log_in(page, stack, "13800000004")
    chat = page.frame_locator("iframe")
    chat.get_by_label("输入消息").fill("支付失败了")
    chat.get_by_label("输入消息").press("Enter")
    expect(chat.get_by_text("美团外卖").last).to_be_visible()
    look.at(page, "chat payments")
    chat.get_by_role("button", name=re.compile("美团外卖")).last.click()
    expect(chat.get_by_text(re.compile("余额不足")).first).to_be_visible()
    look.at(page, "chat payment", large=False)


def test_the_site_and_the_outbox(stack: Stack, new_page: NewPage, look: Look) -> None:
    customer = Customer(stack)
    customer.push("忘记密码")
    customer.push("13800000001")
    customer.choose("短信")
    outbox = new_page(f"{stack.url}/dev/outbox", phone=False)
    expect(outbox.get_by_text("13800000001").first).to_be_visible()
    look.at(outbox, "outbox")
    for phone in (True, False):
        page = new_page(f"{stack.url}/", phone=phone)
        expect(page.get_by_role("button", name=re.compile("张伟"))).to_be_visible()
        look.at(page, f"site {'phone' if phone else 'desktop'}")


def test_the_desk(stack: Stack, new_page: NewPage, look: Look) -> None:
    page = new_page(f"{stack.url}/desk", phone=False)
    expect(page.get_by_label("用户名")).to_be_visible()
    look.at(page, "desk login")
    page.get_by_label("用户名").fill("agent1")
    page.get_by_label("密码").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).not_to_be_empty()
    look.at(page, "desk login refused", large=False)
    page.get_by_label("密码").fill("Demo-2026!")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_text("请从左侧选择一个会话")).to_be_visible()
    look.at(page, "desk empty")
    customer = Customer(stack, phone="13800000004")
    customer.push("支付失败了")
    customer.push("转人工")
    row = page.get_by_role("button", name=re.compile("0004")).last
    row.click()
    expect(page.get_by_role("button", name="接入")).to_be_visible()
    look.at(page, "desk queue")
    page.get_by_role("button", name="接入").click()
    page.get_by_label("回复客户").fill("请看 http://evil.example")
    page.get_by_label("回复客户").press("Enter")
    expect(page.get_by_role("alert").filter(has_text="没有发出")).to_be_visible()
    look.at(page, "desk conversation")
    for width, height in ((1024, 768), (768, 1024), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        look.at(page, f"desk {width}", large=width == 360)
        page.get_by_role("button", name="客户资料").click()
        expect(page.get_by_role("heading", name="客户资料")).to_be_visible()
        look.at(page, f"desk panel {width}", large=width == 360)
        page.keyboard.press("Escape")
    page.get_by_role("button", name="返回列表").click()
    look.at(page, "desk list 360")
    page.set_viewport_size({"width": 1440, "height": 900})
    row.click()
    for action in ("转接", "转回机器人", "结束", "退出"):
        page.get_by_role("button", name=action, exact=True).click()
        expect(page.get_by_role("dialog")).to_be_visible()
        look.at(page, f"desk dialog {action}", large=False)
        page.keyboard.press("Escape")
    page.context.clear_cookies()
    expect(page.get_by_role("dialog", name="登录已过期")).to_be_visible()
    look.at(page, "desk login again", large=False)


def luminance(colour: str) -> float:
    """Of a computed colour, by WCAG's formula."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_launcher_stands_out_from_the_page_and_its_icon_from_it(
    stack: Stack, new_page: NewPage, scheme: Literal["light", "dark"]
) -> None:
    page = new_page(f"{stack.url}/")
    page.emulate_media(color_scheme=scheme)
    launcher = page.get_by_role("button", name="联系K豆钱包客服")
    expect(launcher).to_be_visible()

    button, icon, ground = launcher.evaluate(
        """button => [getComputedStyle(button).backgroundColor, getComputedStyle(button).color,
                      getComputedStyle(document.body).backgroundColor]"""
    )
    assert contrast(button, ground) >= 3
    assert contrast(button, icon) >= 4.5


MOVES = """() => [...document.querySelectorAll("*")].flatMap(one => {
    const style = getComputedStyle(one);
    return [style.animationDuration, style.transitionDuration].flatMap(all => all.split(", "))
}).filter(span => parseFloat(span) > 0.01)"""


@pytest.mark.parametrize("path", ["/", "/chat", "/desk"])
def test_nothing_moves_for_who_wants_no_motion(stack: Stack, new_page: NewPage, path: str) -> None:
    page = new_page(stack.url + path)
    expect(page.get_by_role("button").first).to_be_visible()
    assert page.evaluate(MOVES) != []  # otherwise there would be nothing to see here
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVES) == []
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_what_is_chosen_shows_in_the_systems_colours(stack: Stack, new_page: NewPage) -> None:
    customer = Customer(stack, phone="13800000004")
    customer.push("转人工")
    page = new_page(f"{stack.url}/desk", phone=False)
    page.emulate_media(forced_colors="active")
    page.get_by_label("用户名").fill("agent1")
    page.get_by_label("密码").fill("Demo-2026!")
    page.get_by_role("button", name="登录").click()
    row = page.locator(".queue-item").filter(has_text="0004").last
    outline = "row => getComputedStyle(row).outlineStyle"
    expect(row).to_be_visible()
    assert row.evaluate(outline) == "none"
    row.click()
    page.locator("h1").click()
    assert row.evaluate(outline) == "solid"
    bubble = page.locator(".said-text").first
    assert bubble.evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"


def test_an_empty_field_shows_all_its_words_on_a_narrow_phone(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/chat")
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="更多").first.click()
    page.get_by_role("button", name="大字").click()
    shot(page, "narrow-large-composer")
    missing = page.get_by_label("输入消息").evaluate("""field => {
        const style = getComputedStyle(field);
        const room = field.clientWidth - parseFloat(style.paddingLeft)
            - parseFloat(style.paddingRight);
        const pen = document.createElement("canvas").getContext("2d");
        pen.font = getComputedStyle(field, "::placeholder").font;
        return pen.measureText(field.placeholder).width - room;
    }""")
    assert missing <= 0
