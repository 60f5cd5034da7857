"""The card of a theft's case, which stays above the conversation, whoever speaks of it first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kefu.words.texts import texts


def case_card(number: str, rows: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A pinned `case` card with whom to call; `rows` are what is known of it, by their labels."""
    words = texts().matters
    card: dict[str, Any] = {
        "kind": "case",
        "number": number,
        "title": words.theft_case_title,
        "pinned": True,
        "calls": [call.model_dump() for call in words.calls],
    }
    if rows:
        card["rows"] = [{"label": label, "value": value} for label, value in rows.items()]
    return card
