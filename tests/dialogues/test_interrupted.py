"""Matters that were left for another are offered again, the newest first."""

from __future__ import annotations

from kefu.conversing.talk import Talk


async def test_two_interrupted_matters_are_taken_up_in_order(talk: Talk) -> None:
    await talk.hears("/forgot_password")
    await talk.hears("/transaction_failed")
    await talk.hears("/account_locked")
    assert (await talk.slots())["journey_paused"] == ["transaction_form", "password_form"]
    assert "查询失败的交易" in await talk.hears("/cancel")
    await talk.hears("/affirm")
    assert await talk.form() == "transaction_form"
    assert "重置密码" in await talk.hears("/cancel")
    await talk.hears("/affirm")
    assert await talk.form() == "password_form"


async def test_a_declined_offer_leads_to_the_one_before(talk: Talk) -> None:
    await talk.hears("/forgot_password")
    await talk.hears("/transaction_failed")
    await talk.hears("/account_locked")
    await talk.hears("/cancel")
    assert "重置密码" in await talk.hears("/deny")
    await talk.hears("/deny")
    assert (await talk.slots())["journey_paused"] is None
