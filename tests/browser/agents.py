"""Agents at their desk in a browser, and the customers whom they have taken."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.browser.conftest import NewPage
from tests.stack.stack import Agent, Customer, Stack

PHONES = [f"1380000000{n}" for n in range(1, 10)]


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


def said_by_agent(customer: Customer) -> list[str]:
    customer.poll()
    return [e["text"] for e in customer.events if e["type"] == "message" and e["from"] == "agent"]


def open_desk(
    stack: Stack, new_page: NewPage, username: str = "agent1", *, phone: bool = False
) -> Page:
    """A page of the desk, logged in."""
    page = new_page(f"{stack.url}/desk", phone=phone)
    log_in(page, username)
    return page


def log_in(page: Page, username: str = "agent1") -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill("Demo-2026!")
    page.get_by_role("button", name="登录").click()


def row(page: Page, phone: str) -> Locator:
    return page.locator(".queue-item").filter(has_text=phone[-4:])


def composer(page: Page) -> Locator:
    return page.get_by_label("回复客户")
