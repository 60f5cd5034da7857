"""What the system says by itself, when no bot and no agent speaks: `data/phrases/gateway.yml`. It
must not know when.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from kefu.words.files import FOLDER, read_as

PATH: Final = FOLDER / "gateway.yml"


class Button(BaseModel):
    """A choice offered with a message; one whose payload begins with ``@`` is dealt with when it is
    accepted.
    """

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    title: str
    payload: str


class Phrases(BaseModel):
    """Every text by its key; `{brand}` and `{case}` are filled in where they are used."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)

    greeting: str
    greeting_logged_in: str
    greeting_choices: list[Button]
    secret_warning: str
    picture_received: str
    picture_kept: str
    call_human: str
    please_wait: str
    engine_down: str
    engine_down_theft: str
    engine_down_queued: str
    danger: str
    danger_matter: str
    danger_again: str
    queued_theft: str
    agent_theft: str
    resume_bot: str
    already_with_bot: str
    already_with_agent: str
    choice_expired: str
    freeze_offer: str
    freeze_question: str
    freeze_needs_identity: str
    frozen: str
    frozen_before: str
    freeze_failed: str
    secure_input_place: str
    secure_input_other_place: str
    secure_input_page: str
    secure_input_elsewhere: str

    def greet(self, brand: str, *, logged_in: bool) -> dict[str, Any]:
        """The first message of a conversation, for `Opening.open`."""
        text = self.greeting_logged_in if logged_in else self.greeting
        return {
            "text": text.format(brand=brand),
            "buttons": [choice.model_dump() for choice in self.greeting_choices],
        }


@cache
def load_phrases(path: Path = PATH) -> Phrases:
    """Every text, read once. Raises WordsError, whose text names the file and the key."""
    return read_as(Phrases, path)
