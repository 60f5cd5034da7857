"""How many bytes the chat page is when a browser opens it for the first time."""

from __future__ import annotations

import re
from typing import Final

import httpx

_PAGE: Final = "/chat"
_PART: Final = re.compile(r'(?:src|href)="(/static/[^"]+)"')


def page_bytes(port: int) -> int | None:
    """The page, its scripts and styles as they are sent, headers left out; None without a page."""
    headers = {"Accept-Encoding": "br, gzip"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False) as web:
        page = web.get(_PAGE)
        if page.status_code != 200:
            return None
        parts = sorted(set(_PART.findall(page.text)))
        return sum(answer.num_bytes_downloaded for answer in (page, *map(web.get, parts)))
