"""An agent with several chats open: nothing typed is lost, news is seen and heard, and who waits
too long stands out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import NewPage
from tests.stack.stack import Agent, Customer, Stack

Shot = Callable[[Page, str], None]
PHONES = [f"1380000000{n}" for n in range(1, 10)]


def clear(stack: Stack) -> None:
    for username in ("agent1", "agent2", "security1", "supervisor1"):
        agent = Agent(stack, username)
        for item in agent.queue():
            if item["owner"] == "queued":
                agent.claim(item["conversation_id"])
            agent.post(item["conversation_id"], "close")


@pytest.fixture
def desk(stack: Stack) -> Iterator[Stack]:
    """A stack in which nobody waits."""
    clear(stack)
    yield stack
    clear(stack)


def waiting(stack: Stack, phone: str | None = None) -> Customer:
    customer = Customer(stack, phone=phone)
    customer.push("转人工")
    return customer


def taken(stack: Stack, agent: Agent, phone: str | None = None) -> Customer:
    customer = waiting(stack, phone)
    agent.claim(customer.id)
    return customer


def tell(customer: Customer, text: str) -> None:
    customer.send({"type": "text", "text": text})


def log_in(page: Page, username: str = "agent1") -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill("Demo-2026!")
    page.get_by_role("button", name="登录").click()


def row(page: Page, phone: str) -> Locator:
    return page.locator(".queue-item").filter(has_text=phone[-4:])


def composer(page: Page) -> Locator:
    return page.get_by_label("回复客户")


def said_by_agent(customer: Customer) -> list[str]:
    customer.poll()
    return [e["text"] for e in customer.events if e["type"] == "message" and e["from"] == "agent"]


def test_drafts_of_eight_chats_survive_switching_and_a_reload(
    desk: Stack, new_page: NewPage, shot: Shot
) -> None:
    agent = Agent(desk, "agent1")
    customers = [taken(desk, agent, phone) for phone in PHONES[:8]]
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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


COUNT_ALERTS = """
window.tones = 0;
window.notes = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...more) {
  window.tones += 1;
  return start.apply(this, more);
};
window.Notification = class {
  static permission = "granted";
  constructor(title, options) { window.notes.push(title + options.body); }
};
Document.prototype.hasFocus = () => false;
"""


def test_a_row_shows_what_was_said_last_what_is_unread_and_how_long_somebody_waits(
    desk: Stack, new_page: NewPage, shot: Shot
) -> None:
    agent = Agent(desk, "agent1")
    first, second = (taken(desk, agent, phone) for phone in PHONES[:2])
    page = new_page("about:blank", phone=False)
    page.add_init_script(COUNT_ALERTS)

    def impatient(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "reply_limit": 3})

    page.route("**/desk/queue", impatient)
    page.goto(f"{desk.url}/desk")
    log_in(page)
    row(page, PHONES[0]).click()
    composer(page).fill("您好")
    composer(page).press("Enter")
    expect(row(page, PHONES[0])).to_contain_text("已回复")
    expect(row(page, PHONES[0])).to_contain_text("客服小林：您好")
    expect(page).to_have_title("坐席工作台")
    assert page.evaluate("window.tones") == 0

    tell(second, "我的手机号是 13812345678")
    tell(second, "在吗\n在吗")

    expect(row(page, PHONES[1]).locator(".unread")).to_have_text("2条未读")
    expect(row(page, PHONES[1]).locator(".last")).to_have_text("客户：在吗 在吗")
    expect(page).to_have_title("(1) 坐席工作台")
    assert page.evaluate("window.tones") > 0
    notes = " ".join(page.evaluate("window.notes"))
    assert "新消息" in notes
    assert not re.search("在吗|138", notes)  # whoever looks at the screen learns nothing
    late = row(page, PHONES[1]).locator(".wait--late")
    expect(late).to_contain_text(re.compile("超时，等 ([4-9]|\\d\\d) 秒"))
    shot(page, "desk-late-desktop")
    row(page, PHONES[1]).click()
    expect(page).to_have_title("坐席工作台")
    expect(row(page, PHONES[1]).locator(".unread")).to_have_count(0)
    expect(late).to_be_visible()  # read is not answered

    page.get_by_role("button", name="提示音").click()
    page.reload()
    expect(page.get_by_role("button", name="提示音", pressed=False)).to_be_visible()
    heard = page.evaluate("window.tones")
    tell(first, "还有一个问题")
    expect(row(page, PHONES[0]).locator(".unread")).to_have_text("1条未读")
    assert page.evaluate("window.tones") == heard


def test_a_row_shows_the_customers_own_words_until_somebody_has_spoken(
    desk: Stack, new_page: NewPage, shot: Shot
) -> None:
    customers = [Customer(desk) for _ in range(2)]
    for said in ("充值没有到账", "给我找个真人客服"):
        customers[0].push(said)
    customers[1].push("怎么改手机号")
    customers[1].choose("转人工")
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
    rows = page.locator(".queue-item")
    first = rows.filter(has_text="客户：充值没有到账 / 给我找个真人客服")

    expect(first).to_have_count(1)
    expect(rows.filter(has_text="客户：怎么改手机号")).to_have_count(1)
    expect(rows.filter(has_text="智能客服：")).to_have_count(0)
    shot(page, "desk-own-words")
    # What is said from then on is shown as it is, whoever says it.
    tell(customers[0], "钱是昨天充的")
    expect(rows.filter(has_text="客户：钱是昨天充的")).to_have_count(1)
    expect(first).to_have_count(0)
    rows.filter(has_text="怎么改手机号").click()
    page.get_by_role("button", name="接入").click()
    expect(rows.filter(has_text="客户：怎么改手机号")).to_have_count(1)
    composer(page).fill("您好")
    composer(page).press("Enter")
    expect(rows.filter(has_text="客服小林：您好")).to_have_count(1)


def test_who_logs_out_with_chats_in_hand_is_asked_first(desk: Stack, new_page: NewPage) -> None:
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_label("用户名")).to_be_visible()  # nothing to lose
    log_in(page)
    for phone in PHONES[:2]:
        waiting(desk, phone)
        row(page, phone).click()
        page.get_by_role("button", name="接入").click()
        expect(composer(page)).to_be_visible()
    asked = page.get_by_role("dialog", name="退出登录")

    page.get_by_role("button", name="退出").click()

    expect(asked).to_contain_text("还有 2 个会话没有结束，退出后会回到等待队列")
    expect(asked).not_to_contain_text("草稿")
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    composer(page).fill("马上好")
    page.get_by_role("button", name="退出").click()
    expect(asked).to_contain_text("还有没发出的草稿，退出后会删除")
    asked.get_by_role("button", name="取消").click()
    expect(composer(page)).to_have_value("马上好")
    page.get_by_role("button", name="退出").click()
    asked.get_by_role("button", name="退出").click()
    expect(page.get_by_label("用户名")).to_be_visible()


def test_a_chat_is_passed_on_by_keyboard_with_a_note_for_the_colleague(
    desk: Stack, new_page: NewPage, shot: Shot
) -> None:
    taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
    row(page, PHONES[0]).click()
    composer(page).fill("马上好")
    page.route("**/transfer", lambda route: route.abort())
    asked = page.get_by_role("dialog", name="转接给同事")

    page.get_by_role("button", name="转接").press("Enter")

    expect(asked).to_contain_text("草稿，客户不会收到")
    group = asked.get_by_label("转给")
    expect(group).to_be_focused()
    expect(group.locator("option")).to_have_text(["安全组"])  # their own has it already
    page.keyboard.press("Tab")
    page.keyboard.type("请先核实身份")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(asked.get_by_role("alert")).not_to_be_empty()
    shot(page, "desk-transfer-refused")
    page.unroute("**/transfer")
    expect(asked.get_by_label("备注")).to_have_value("请先核实身份")  # nothing typed is lost
    asked.get_by_role("button", name="转接").press("Enter")

    expect(asked).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("已转接给安全组")
    expect(row(page, PHONES[0])).to_have_count(0)
    colleague = new_page(f"{desk.url}/desk", phone=False)
    log_in(colleague, "security1")
    row(colleague, PHONES[0]).click()
    expect(colleague.get_by_text("客服小林 转来：请先核实身份")).to_be_visible()
    # Who passed it on is not told later that it has ended.
    page.get_by_role("button", name="退出").click()
    log_in(page)
    expect(page.get_by_text("当前没有客户在等待")).to_be_visible()
    expect(page.get_by_text("已结束")).to_have_count(0)


def test_the_customer_stands_on_the_left_and_who_answers_on_the_right(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "agent1")
    customer = taken(desk, agent, PHONES[0])
    agent.say(customer.id, "您好，我来帮您")
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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


def test_a_session_that_ends_takes_nothing_from_the_agent(desk: Stack, new_page: NewPage) -> None:
    customer = taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
    row(page, PHONES[0]).click()
    composer(page).fill("只给自己看的草稿")
    page.context.clear_cookies()
    again = page.get_by_role("dialog", name="登录已过期")
    again.get_by_label("用户名").fill("agent2")
    again.get_by_label("密码").fill("Demo-2026!")
    again.get_by_role("button", name="登录").click()

    expect(page.get_by_text("请从左侧选择一个会话")).to_be_visible()

    assert "草稿" not in page.evaluate("() => Object.values(sessionStorage).join('')")


def test_what_was_taken_away_meanwhile_is_said(desk: Stack, new_page: NewPage) -> None:
    agent = Agent(desk, "agent1")
    taken(desk, agent, PHONES[0])
    ended = taken(desk, agent, PHONES[1])
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
    expect(row(page, PHONES[1])).to_be_visible()
    page.context.set_offline(True)
    expect(page.get_by_role("alert").first).to_be_visible()
    agent.post(ended.id, "close")

    page.context.set_offline(False)

    expect(page.get_by_text("1 个会话已结束。")).to_be_visible()
    expect(row(page, PHONES[0])).to_be_visible()
    expect(row(page, PHONES[1])).to_have_count(0)


def test_a_new_browser_is_told_what_went_back_to_the_queue(desk: Stack, new_page: NewPage) -> None:
    agent = Agent(desk, "agent1")
    customer = taken(desk, agent, PHONES[0])
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
    row(page, PHONES[0]).click()
    composer(page).fill("马上好")

    answer = agent.post(customer.id, "transfer", {"skill_group": "service"})

    assert answer.status_code == 200, answer.text
    told = "138****0001」已回到等待队列"
    expect(page.get_by_text(told)).to_be_visible()
    page.get_by_role("button", name="知道了").click()
    page.reload()
    expect(row(page, PHONES[0])).to_be_visible()
    expect(page.get_by_text(told)).to_have_count(0)  # once is enough
    another = new_page(f"{desk.url}/desk", phone=False)
    log_in(another)
    expect(another.get_by_text(told)).to_be_visible()
    page.get_by_role("button", name="接入").click()
    expect(composer(page)).to_have_value("马上好")


def test_who_writes_and_what_was_read_is_shown_on_the_other_side(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "agent1")
    customer = taken(desk, agent, PHONES[0])
    tell(customer, "在吗")
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
    customer.poll()
    assert not [event for event in customer.events if event["type"] == "read"]
    row(page, PHONES[0]).click()
    seen = customer.wait_for(lambda event: event["type"] == "read")
    asked = next(event for event in customer.events if event.get("text") == "在吗")
    assert (seen["from"], seen["up_to"]) == ("agent", asked["seq"])

    with page.expect_request("**/typing") as typing:
        composer(page).press_sequentially("在的")
    answer = typing.value.response()
    assert answer is not None
    assert answer.status == 204
    composer(page).press("Enter")
    expect(page.get_by_role("log").get_by_text("在的")).to_be_visible()
    said = customer.wait_for(lambda event: event.get("text") == "在的")
    expect(page.get_by_text("已读")).to_have_count(0)
    assert customer.post("/read", {"seq": said["seq"]}).status_code == 204
    expect(page.get_by_role("log").get_by_text("已读")).to_be_visible()


def test_what_scrolls_can_be_reached_and_scrolled_by_keyboard(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "supervisor1")
    for phone in PHONES[:8]:
        taken(desk, agent, phone)
    page = new_page(f"{desk.url}/desk", phone=False)
    page.set_viewport_size({"width": 1440, "height": 500})
    log_in(page, "supervisor1")
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
    page = new_page(f"{desk.url}/desk", phone=False)
    log_in(page)
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


def test_on_a_phone_the_focus_goes_where_the_eyes_go(desk: Stack, new_page: NewPage) -> None:
    waiting(desk, PHONES[0])
    page = new_page(f"{desk.url}/desk")
    log_in(page)
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
    page = new_page(f"{desk.url}/desk", phone=False)
    page.set_viewport_size({"width": width, "height": 740})
    log_in(page)
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
