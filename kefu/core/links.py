"""Links in what staff write: only the brand's own are for customers (security.md,
The bot itself).
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LINK = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+", re.IGNORECASE
)


def foreign_links(text: str, domains: list[str]) -> list[str]:
    """The links that lead elsewhere than to one of `domains` or a host below it by https."""
    return [link for link in _LINK.findall(text) if not _is_own(link, domains)]


def _is_own(link: str, domains: list[str]) -> bool:
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme.lower() != "https" or parts.username is not None:
        return False
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
