"""Every intent gets an answer, outside a journey and in the middle of each."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kefu.conversing.stage import World
from kefu.conversing.talk import Talk

DOMAIN = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))
STARTS = {
    "password_form": "/forgot_password",
    "transaction_form": "/transaction_failed",
    "account_lock_form": "/account_locked",
    "theft_form": "/account_stolen",
    "service_form": "/create_ticket",
}


@pytest.mark.parametrize("intent", DOMAIN["intents"])
async def test_is_answered(talk: Talk, intent: str) -> None:
    answer = await talk.hears(f"/{intent}")
    assert answer
    assert "!" not in answer
    assert "！" not in answer


@pytest.mark.parametrize("form", DOMAIN["forms"])
async def test_is_answered_inside_a_journey(world: World, form: str) -> None:
    for intent in DOMAIN["intents"]:
        talk = Talk(world)
        await talk.hears(STARTS[form])
        assert await talk.form() == form
        assert await talk.hears(f"/{intent}"), intent
        if await talk.form() is not None:
            # Whatever is going on now, its question is what the customer reads last.
            assert (await talk.slots())["requested_slot"] is not None, intent
