"""How many bytes the chat page is when a browser opens it for the first time."""

from __future__ import annotations

import re
from typing import Final

import httpx

_PAGE: Final = "/chat"
_PART: Final = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def page_bytes(port: int) -> int | None:
    """The page, its scripts and styles as they are sent, headers left out; None without a page."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as web:
        page = web.get(_PAGE, headers={"Accept-Encoding": "identity"})
        if page.status_code != 200:
            return None
        # As a browser asks, which httpx cannot read: the page's text is asked for plainly above.
        web.headers["Accept-Encoding"] = "br, gzip"
        return sum(_sent(web, path) for path in (_PAGE, *sorted(set(_PART.findall(page.text)))))


def _sent(web: httpx.Client, path: str) -> int:
    with web.stream("GET", path) as answer:
        return sum(map(len, answer.iter_raw()))
