"""One headless Chromium for all browser tests; every page's console is watched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from tests.stack.stack import Agent, Stack

PHONE: ViewportSize = {"width": 360, "height": 740}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
# Chromium must not look for anything outside this machine.
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

NewPage = Callable[..., Page]
Shot = Callable[[Page, str], None]
# A busy machine is no reason to fail.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is missing")
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=OFFLINE)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[NewPage]:
    """Opens pages; a message on any console at error level fails the test,
    and so does sideways scrolling.
    """
    problems: list[str] = []
    contexts = []

    def open_page(url: str, *, phone: bool = True, touch: bool = False) -> Page:
        context = browser.new_context(
            viewport=PHONE if phone else DESKTOP, locale="zh-CN", has_touch=touch, is_mobile=touch
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on(
            "console",
            lambda message: problems.append(message.text) if message.type == "error" else None,
        )
        page.goto(url)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{page.url} scrolls sideways by {wide}px"
        context.close()
    # Chromium itself reports refusals (4xx) and a connection that a test took away.
    expected = (
        "the server responded with a status of 4",
        *("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_", "ERR_FAILED", "ERR_EMPTY_RESPONSE"),
    )
    unexpected = [p for p in problems if not any(known in p for known in expected)]
    assert not unexpected, unexpected


@pytest.fixture
def shot() -> Shot:
    """Keep a picture when KEFU_SCREENSHOTS names a folder."""
    folder = os.environ.get("KEFU_SCREENSHOTS")

    def take(page: Page, name: str) -> None:
        if folder:
            page.wait_for_timeout(400)
            page.screenshot(path=Path(folder) / f"{name}.png")

    return take


@pytest.fixture
def desk(stack: Stack) -> Iterator[Stack]:
    """A stack in which nobody waits."""
    _end_all(stack)
    yield stack
    _end_all(stack)


def _end_all(stack: Stack) -> None:
    for username in ("agent1", "agent2", "security1", "supervisor1"):
        agent = Agent(stack, username)
        for item in agent.queue():
            if item["owner"] == "queued":
                agent.claim(item["conversation_id"])
            agent.post(item["conversation_id"], "close")
