"""Words of customers who are upset. It must not know what is done about it."""

from __future__ import annotations

from typing import Final

_AGITATED: Final = ("投诉", "垃圾", "骗子", "气死", "什么破", "太差", "曝光", "报警", "12345")


def sounds_agitated(text: str) -> bool:
    """Whether the words are angry or threaten with others."""
    return any(word in text for word in _AGITATED)
