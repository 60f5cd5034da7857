"""The Conversation API as a channel: it shows everything, and its clients fetch the log."""

from __future__ import annotations

from fastapi import APIRouter

from kefu.gateway.channels.base import Abilities, Channel, Starts
from kefu.gateway.channels.web import attachments, conversations, earlier, socket


class Web(Channel):
    """The chat page, the widget and the app's WebView."""

    name = "web"
    starts = Starts.ALWAYS
    abilities = Abilities(most_choices=20, cards=True, secure_inputs=True, marks=True, typing=True)

    @property
    def routers(self) -> list[APIRouter]:
        """The routes of contract.md."""
        return [conversations.router, earlier.router, attachments.router, socket.router]
