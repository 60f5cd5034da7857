"""Choices as customers tap them: twice, late, in long lists; the pinned case; what is hidden."""

from __future__ import annotations

import re

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.conftest import NewPage, Shot
from tests.browser.test_journeys import log_in, say
from tests.browser.test_offline import session, settle
from tests.stack.stack import Agent, Stack


def arrives(stack: Stack, new_page: NewPage, phone: str) -> tuple[Page, FrameLocator]:
    """Somebody logged in opens the widget."""
    page = new_page(f"{stack.url}/")
    log_in(page, stack, phone)
    return page, page.frame_locator("iframe")


def tell(chat: FrameLocator, text: str) -> None:
    chat.get_by_label("输入消息").fill(text)
    chat.get_by_label("输入消息").press("Enter")


def is_filled(button: Locator) -> bool:
    """Whether it is drawn in the brand's colour, not only framed by it."""
    return bool(
        button.evaluate(
            "b => getComputedStyle(b).backgroundColor !== getComputedStyle("
            "document.querySelector('.bubble')).backgroundColor"
        )
    )


def test_a_double_click_freezes_and_answers_nothing_else(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page, chat = arrives(stack, new_page, "13800000006")
    tell(chat, "我的钱被盗了")
    freeze = chat.get_by_role("button", name="立即冻结")
    expect(freeze).to_be_enabled()
    assert is_filled(freeze)
    assert not is_filled(chat.get_by_role("button", name="暂不冻结"))
    shot(page, "freeze-phone")
    # The next question's choice is clicked in the moment in which it appears.
    freeze.evaluate("""() => new MutationObserver(() => {
        for (const button of document.querySelectorAll(".choice"))
            if (button.textContent.startsWith("这些都不是")) {
                button.click();
                window.clicked = true;
            }
    }).observe(document.body, {childList: true, subtree: true})""")
    freeze.dblclick()
    expect(chat.get_by_role("button", name="这些都不是我本人操作")).to_be_enabled()
    assert chat.locator("body").evaluate("() => window.clicked")
    assert chat.locator(".line--customer").count() == 2
    expect(chat.get_by_text("已选择：立即冻结")).to_be_visible()
    assert stack.wallet("13800000006")["status"] == "frozen"


def test_the_case_stays_in_sight_with_whom_to_call(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page, chat = arrives(stack, new_page, "13800000006")
    tell(chat, "我的钱被盗了")
    pinned = chat.get_by_role("region", name="账户安全案件")
    expect(pinned).to_be_visible()
    chat.get_by_role("button", name="立即冻结").click()
    disown = chat.get_by_role("button", name="这些都不是我本人操作")
    expect(disown).to_be_enabled()
    before = chat.locator(".line--bot").count()
    disown.click()
    expect(chat.get_by_text("等待时，请您做这几件事")).to_be_visible()
    expect(pinned.get_by_text("等待专员接入")).to_be_visible()
    assert chat.locator(".line--bot").count() == before + 2  # the case, what to do meanwhile
    (case,) = stack.tickets("13800000006")
    expect(pinned.get_by_text(str(case["number"]))).to_be_visible()
    expect(pinned.get_by_role("link", name="110")).to_have_attribute("href", "tel:110")
    pinned.get_by_role("button", name="银行客服").click()
    bank = pinned.get_by_role("link", name="招商银行")
    expect(bank).to_have_attribute("href", "tel:95555")
    expect(bank).to_be_in_viewport()
    pinned.get_by_role("button", name="证据清单").click()
    expect(chat.locator(".card--checklist")).to_be_in_viewport()
    shot(page, "theft-ending-phone")


def test_a_case_number_is_copied_even_where_the_clipboard_is_refused(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page(f"{stack.url}/chat")
    say(page, "账户被盗了")
    pinned = page.get_by_role("region", name="账户安全案件")
    number = pinned.locator("strong").inner_text()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    page.evaluate(
        "document.addEventListener('copy', () => window.copied = document.activeElement.value)"
    )
    pinned.get_by_role("button", name="复制编号").click()
    expect(pinned.get_by_text("已复制").first).to_be_visible()
    assert page.evaluate("window.copied") == number
    page.evaluate("() => { document.execCommand = () => false; }")
    pinned.get_by_role("button", name="复制编号").click()
    expect(pinned.get_by_text("请长按编号复制").first).to_be_visible()


def test_nine_failed_payments_are_rows_that_can_be_tapped(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page, chat = arrives(stack, new_page, "13800000004")
    tell(chat, "支付失败了")
    rows = chat.locator(".choice-row")
    expect(rows.first).to_be_enabled()
    assert rows.count() == 4
    assert all(rows.nth(n).bounding_box()["height"] >= 44 for n in range(4))  # type: ignore[index]
    shot(page, "failed-list-phone")
    said = len(stack_messages(chat))
    chat.get_by_role("button", name="更多（").press("Enter")
    expect(rows).to_have_count(9)
    expect(rows.nth(4)).to_be_focused()
    assert len(stack_messages(chat)) == said, "more rows cost no message"
    rows.nth(8).press("Enter")
    expect(chat.get_by_text("已选择：喜茶 ¥31.00")).to_be_visible()
    expect(rows).to_have_count(0)
    expect(chat.get_by_text("没有记录具体原因")).to_be_visible()


def stack_messages(chat: FrameLocator) -> list[str]:
    """All that stands in the log."""
    return chat.locator(".line").all_inner_texts()


def test_no_old_choice_is_left_and_the_focus_is_not_lost(stack: Stack, new_page: NewPage) -> None:
    page = new_page(f"{stack.url}/chat")
    greeting = page.get_by_role("button", name="忘记密码")
    expect(greeting).to_be_enabled()
    greeting.press("Enter")
    expect(page.get_by_text("已选择：忘记密码")).to_be_visible()
    expect(page.get_by_label("输入消息")).to_be_focused()
    say(page, "13800000001")
    expect(page.get_by_role("button", name=re.compile("短信发到"))).to_be_visible()
    say(page, "我的账户被盗了")
    expect(page.get_by_text(re.compile("紧急案件")).first).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("短信发到"))).to_have_count(0)
    assert page.locator(".choices").count() <= 1


def test_a_choice_of_a_question_answered_elsewhere_says_so_and_does_nothing(
    stack: Stack, new_page: NewPage, shot: Shot
) -> None:
    page = new_page(f"{stack.url}/chat")
    say(page, "充值一直没到账，昨天中午充了300")
    file = page.get_by_role("button", name="提交工单")
    expect(file).to_be_enabled()
    page.context.set_offline(True)
    held = session(page)
    # The same conversation on another device, of which the page has no news yet.
    stack.http.post(
        f"/api/v1/conversations/{held['conversationId']}/messages",
        headers={"Authorization": f"Bearer {held['token']}"},
        json={"type": "text", "client_id": "elsewhere", "text": "先不提交了"},
    ).raise_for_status()
    file.click()
    page.context.set_offline(False)
    settle(page)
    expect(page.get_by_text(re.compile("没有提交工单"))).to_be_visible()
    expect(page.get_by_text(re.compile("选项已经(?:失效|过期)"))).to_have_count(1)
    expect(file).to_have_count(0)
    assert page.get_by_role("button", name="重发").count() == 0
    shot(page, "choice-over-phone")


def test_asking_for_people_three_times_is_one_hand_over(stack: Stack, new_page: NewPage) -> None:
    desk = Agent(stack, "agent1")
    before = len(desk.queue())
    page = new_page(f"{stack.url}/chat")
    human = page.locator(".header-human")
    expect(human).to_be_enabled()
    human.evaluate("b => { b.click(); b.click(); b.click(); }")
    expect(page.get_by_text(re.compile("正在排队"))).to_be_visible()
    assert page.locator(".line--customer").count() == 1
    assert len(desk.queue()) == before + 1


def test_what_is_hidden_has_a_lock(stack: Stack, new_page: NewPage, shot: Shot) -> None:
    page = new_page(f"{stack.url}/chat")
    say(page, "手机13800000001，邮箱wufang@example.com，密码是Xuehua-7!")
    own = page.locator(".line--customer")
    expect(own.locator(".protected").first).to_be_visible()
    expect(page.get_by_text(re.compile("已为您隐藏"))).to_be_visible()
    said = own.inner_text()
    assert "[" not in said
    assert "已隐藏的手机号：138****0001" in said.replace("\n", "")
    assert own.locator(".protected svg").count() == own.locator(".protected").count() >= 3
    shot(page, "locks-phone")


def test_a_double_tap_selects_nothing_of_what_comes_under_the_finger(
    stack: Stack, new_page: NewPage
) -> None:
    page = new_page(f"{stack.url}/chat")
    choice = page.get_by_role("button", name="忘记密码")
    expect(choice).to_have_attribute("aria-disabled", "false")
    choice.click()
    # The page has moved: the second half of the double tap meets the bubble that has come.
    selected = "() => getSelection().toString()"
    bubble = page.locator(".line--customer .bubble").last
    bubble.hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    assert page.evaluate(selected) == ""
    # Afterwards words can be selected as ever.
    page.wait_for_timeout(1000)
    bubble.dblclick()
    assert page.evaluate(selected) != ""
