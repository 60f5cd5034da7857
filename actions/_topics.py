"""Buttons that lead to topics. It must not know what a topic is called."""

from __future__ import annotations

from actions._turn import Button
from kefu.words.texts import texts


def button(intent: str) -> Button:
    """A button that leads to the topic of `intent`."""
    return {"title": texts().topics.name(intent), "payload": f"/{intent}"}
