"""The same customer on two devices, through the Conversation API."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer
from tests.gateway.test_socket import line
from tests.gateway.test_waiting import queued

PHONE = "13800000001"


def test_the_second_device_is_answered_with_200_and_the_same_conversation(
    gateway: RunningGateway,
) -> None:
    phone, tablet = gateway.customer(phone=PHONE), gateway.customer(phone=PHONE)
    assert (phone.was_open, tablet.was_open) == (False, True)
    assert phone.id == tablet.id
    assert phone.token != tablet.token
    assert gateway.customer(phone="13800000002").id != phone.id
    assert gateway.customer().id != gateway.customer().id


async def test_both_see_everything_live(gateway: RunningGateway, engine: FakeEngine) -> None:
    phone = await asyncio.to_thread(gateway.customer, phone=PHONE)
    tablet = await asyncio.to_thread(gateway.customer, phone=PHONE)
    async with line(gateway, phone) as here, line(gateway, tablet) as there:
        await here.say("在手机上说的")
        while (await there.next()).get("text") != "收到:在手机上说的":
            pass
        await there.say("在平板上说的")
        while (await here.next()).get("text") != "收到:在平板上说的":
            pass


def test_one_place_in_the_queue_however_many_devices(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    queued(gateway, engine, phone=PHONE)
    for _ in range(3):
        assert gateway.customer(phone=PHONE).owner == "queued"
    assert len(gateway.agent().queue()) == 1


def test_leaving_a_device_ends_its_token_alone(gateway: RunningGateway) -> None:
    phone, tablet = gateway.customer(phone=PHONE), gateway.customer(phone=PHONE)
    left = gateway.http.delete(f"{phone.path}/device", headers=phone.headers)
    assert left.status_code == 204
    assert phone.get("/events").status_code == 401
    assert tablet.get("/events").status_code == 200
    assert tablet.send("还在").status_code == 202


def test_earlier_conversations_are_listed_and_read(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    first = gateway.customer(phone=PHONE)
    first.ask("上次问的问题")
    gateway.http.delete(first.path, headers=first.headers)
    now = gateway.customer(phone=PHONE)
    assert now.id != first.id
    (earlier,) = now.get("/earlier").json()["items"]
    assert (earlier["conversation_id"], earlier["title"]) == (first.id, "上次问的问题")
    page = now.get(f"/earlier/{first.id}/events").json()
    texts = [event.get("text") for event in page["events"]]
    assert "收到:上次问的问题" in texts
    anonymous: Customer = gateway.customer()
    for path in ("/earlier", f"/earlier/{first.id}/events"):
        answer: httpx.Response = anonymous.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "assurance_too_low")
    other: Any = gateway.customer(phone="13800000002")
    assert other.get(f"/earlier/{first.id}/events").status_code == 404
    assert other.get("/earlier").json()["items"] == []
