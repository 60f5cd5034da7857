"""What the system says by itself, when no bot and no agent speaks. It must not know when, nor where
it is written.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class Button(BaseModel):
    """A choice offered with a message; one whose payload begins with ``@`` is dealt with when it is
    accepted.
    """

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    title: str
    payload: str


class Phrases(BaseModel):
    """Every text by its key; `{brand}` and `{case}` are filled in where they are used."""

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    greeting: str
    greeting_logged_in: str
    greeting_choices: list[Button]
    secret_warning: str
    picture_received: str
    call_human: str
    engine_down: str
    engine_down_theft: str
    queued_theft: str
    resume_bot: str
    already_with_bot: str
    freeze_offer: str
    freeze_question: str
    freeze_needs_identity: str
    frozen: str
    frozen_before: str
    freeze_failed: str

    def greet(self, brand: str, *, logged_in: bool) -> dict[str, Any]:
        """The first message of a conversation, for `Opening.open`."""
        text = self.greeting_logged_in if logged_in else self.greeting
        return {
            "text": text.format(brand=brand),
            "buttons": [choice.model_dump() for choice in self.greeting_choices],
        }
