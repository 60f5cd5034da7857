"""Many anonymous reports of theft from one network are one row of the agent's list."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from kefu.core.handoff import CASES_PER_NETWORK
from tests.browser.agents import open_desk
from tests.browser.conftest import NewPage, Shot
from tests.stack.stack import Customer, Stack


def reports(stack: Stack, phone: str | None = None) -> Customer:
    customer = Customer(stack, phone=phone)
    customer.push("我的账户被盗了")
    if phone is None:
        customer.choose("无法验证")
    else:
        customer.choose("冻结")
        customer.push("都不是我本人操作的")
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    return customer


@pytest.fixture
def flood(desk: Stack) -> list[Customer]:
    return [reports(desk) for _ in range(CASES_PER_NETWORK + 3)]


def test_a_crowd_is_a_row_that_opens(
    stack: Stack, flood: list[Customer], new_page: NewPage, shot: Shot
) -> None:
    reports(stack, "13800000006")
    page = open_desk(stack, new_page, "security1")
    crowd = page.get_by_text("同一网络 3 个匿名报案")
    expect(crowd).to_be_visible()
    rows = page.locator(".queue-item:visible")
    expect(rows).to_have_count(1 + CASES_PER_NETWORK)
    # The one whose account is known reported last and stands first.
    expect(rows.first).not_to_contain_text("访客")
    for width in (1440, 768, 360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            shot(page, f"desk-crowd-{width}-{scheme}")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 800})

    crowd.click()
    expect(rows).to_have_count(1 + len(flood))
    shot(page, "desk-crowd-open")
    rows.last.click()
    expect(page.get_by_role("button", name="接入")).to_be_visible()
    expect(rows.last).to_have_attribute("aria-current", "true")
