"""Every intent gets an answer, outside a journey and in the middle of each."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from actions._steps import declared
from kefu.conversing.stage import World
from kefu.conversing.talk import Talk

DOMAIN = yaml.safe_load((Path(__file__).parents[2] / "domain.yml").read_text(encoding="utf-8"))


# Begun by no intent alone: by what an answer needs, or by a button that says which is meant.
BEGUN_BY_ANSWER = {
    "transaction_figures_form": "balance_query",
    "guide_card_form": "unbind_card",
    "guide_closure_form": "account_closure",
    "guide_phone_form": "change_phone",
    "password_payment_form": 'forgot_password{"password_kind": "payment"}',
    "security_two_factor_form": 'inform{"security_switch": "on"}',
    "security_agreement_form": 'inform{"security_agreement": "list"}',
}


@pytest.mark.parametrize("intent", DOMAIN["intents"])
async def test_is_answered(talk: Talk, intent: str) -> None:
    answer = await talk.hears(f"/{intent}")
    assert answer
    assert "!" not in answer
    assert "！" not in answer


@pytest.mark.parametrize("form", DOMAIN["forms"])
async def test_is_answered_inside_a_journey(world: World, form: str) -> None:
    journey = declared(form)
    assert journey is not None
    for intent in DOMAIN["intents"]:
        talk = Talk(world)
        await talk.hears(f"/{BEGUN_BY_ANSWER.get(form) or journey.begun_by[0]}")
        assert await talk.form() == form
        assert await talk.hears(f"/{intent}"), intent
        if await talk.form() is not None:
            # Whatever is going on now, its question is what the customer reads last.
            assert (await talk.slots())["requested_slot"] is not None, intent
