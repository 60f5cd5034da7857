"""News of several chats is seen and heard, who waits too long stands out, and where a chat has gone
is said.
"""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from tests.browser.agents import PHONES, composer, log_in, open_desk, row, taken, tell, waiting
from tests.browser.conftest import NewPage, Shot
from tests.stack.stack import Agent, Customer, Stack

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
    page = open_desk(desk, new_page)
    rows = page.locator(".queue-item")
    first = rows.filter(has_text="客户：充值没有到账 / 给我找个真人客服")

    expect(first).to_have_count(1)
    expect(rows.filter(has_text="客户：怎么改手机号")).to_have_count(1)
    expect(rows.filter(has_text="智能客服：")).to_have_count(0)
    shot(page, "desk-own-words")
    # What is said from then on is shown as it is, whoever says it: the bot answers who waits.
    tell(customers[0], "钱是昨天充的")
    expect(rows.filter(has_text="智能客服：")).to_have_count(1)
    expect(first).to_have_count(0)
    rows.filter(has_text="怎么改手机号").click()
    page.get_by_role("button", name="接入").click()
    expect(rows.filter(has_text="客户：怎么改手机号")).to_have_count(1)
    composer(page).fill("您好")
    composer(page).press("Enter")
    expect(rows.filter(has_text="客服小林：您好")).to_have_count(1)


def test_who_writes_and_what_was_read_is_shown_on_the_other_side(
    desk: Stack, new_page: NewPage
) -> None:
    agent = Agent(desk, "agent1")
    customer = taken(desk, agent, PHONES[0])
    tell(customer, "在吗")
    page = open_desk(desk, new_page)
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


def test_a_chat_is_passed_on_by_keyboard_with_a_note_for_the_colleague(
    desk: Stack, new_page: NewPage, shot: Shot
) -> None:
    taken(desk, Agent(desk, "agent1"), PHONES[0])
    page = open_desk(desk, new_page)
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
    colleague = open_desk(desk, new_page, "security1")
    row(colleague, PHONES[0]).click()
    expect(colleague.get_by_text("客服小林 转来：请先核实身份")).to_be_visible()
    # Who passed it on is not told later that it has ended.
    page.get_by_role("button", name="退出").click()
    log_in(page)
    expect(page.get_by_text("当前没有客户在等待")).to_be_visible()
    expect(page.get_by_text("已结束")).to_have_count(0)


def test_what_was_taken_away_meanwhile_is_said(desk: Stack, new_page: NewPage) -> None:
    agent = Agent(desk, "agent1")
    taken(desk, agent, PHONES[0])
    ended = taken(desk, agent, PHONES[1])
    page = open_desk(desk, new_page)
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
    page = open_desk(desk, new_page)
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
    another = open_desk(desk, new_page)
    expect(another.get_by_text(told)).to_be_visible()
    page.get_by_role("button", name="接入").click()
    expect(composer(page)).to_have_value("马上好")


def test_who_logs_out_with_chats_in_hand_is_asked_first(desk: Stack, new_page: NewPage) -> None:
    page = open_desk(desk, new_page)
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
