"""Pictures: taken when they are pictures, made anew,
shown to the conversation's own people alone.
"""

from __future__ import annotations

import io
import uuid
from typing import Any

import httpx
import pytest
from PIL import Image

from kefu.core.attachment import MAX_BYTES, MOST_PER_CONVERSATION
from kefu.core.handoff import HandoffReason, Summary
from kefu.services.units import in_unit
from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "GPS 39.9,116.4"
    Image.new("RGB", size, "green").save(out, kind, exif=exif)
    return out.getvalue() + comment


def upload(customer: Customer, content: bytes, name: str = "a.png") -> httpx.Response:
    return customer.http.post(
        customer.path + "/attachments", files={"file": (name, content)}, headers=customer.headers
    )


def send(customer: Customer, attachment_id: str) -> httpx.Response:
    body = {"client_id": uuid.uuid4().hex, "type": "attachment", "attachment_id": attachment_id}
    return customer.post("/messages", body)


PART = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nx\r\n'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"not multipart at all", "multipart/form-data; boundary=b"),
        (PART, "multipart/form-data"),
        (PART.replace(b'name="file"; ', b""), "multipart/form-data; boundary=b"),
        (PART * 2 + b"--b--\r\n", "multipart/form-data; boundary=b"),
        (
            PART.replace(b'; filename="a.png"', b"") + b"--b--\r\n",
            "multipart/form-data; boundary=b",
        ),
        (b"a=b", "application/x-www-form-urlencoded"),
    ],
    ids=["no parts", "no boundary", "no name", "two files", "a field", "no upload"],
)
def test_a_broken_upload_is_told_in_words_of_uploads(
    gateway: RunningGateway, content: bytes, kind: str
) -> None:
    customer = gateway.customer()
    answer = customer.http.post(
        customer.path + "/attachments",
        content=content,
        headers={**customer.headers, "content-type": kind},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_upload")
    assert "JSON" not in answer.text
    assert upload(customer, picture()).status_code == 201


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_kept_without_what_was_hidden_in_it(
    gateway: RunningGateway, kind: str
) -> None:
    customer = gateway.customer()
    answer = upload(customer, picture(kind, comment=b"<script>alert(1)</script>"))
    assert answer.status_code == 201, answer.text
    shown = customer.get(f"/attachments/{answer.json()['attachment_id']}")
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.headers["content-disposition"].startswith("attachment")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert b"script" not in shown.content
    assert b"GPS" not in shown.content
    with Image.open(io.BytesIO(shown.content)) as image:
        assert image.size == (40, 20)
        assert not image.getexif()


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (SVG, 422, "attachment_not_an_image"),
        (b"%PDF-1.7 ...", 422, "attachment_not_an_image"),
        (picture()[:40], 422, "attachment_not_an_image"),
        (b"", 422, "attachment_not_an_image"),
        (picture("GIF"), 422, "attachment_not_an_image"),
        (picture(size=(6000, 5000)), 422, "attachment_too_large"),
        (b"x" * (MAX_BYTES + 1), 422, "attachment_too_large"),
        (b"x" * (MAX_BYTES + 200_000), 413, "body_too_large"),
    ],
)
def test_anything_else_is_refused(
    gateway: RunningGateway, content: bytes, status: int, code: str
) -> None:
    answer = upload(gateway.customer(), content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_body_without_a_file_is_refused(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    requests: tuple[dict[str, Any], ...] = (
        {"json": {}},
        {"data": {"file": "x"}},
        {"content": b"--x"},
    )
    for request in requests:
        answer = customer.http.post(
            customer.path + "/attachments", headers=customer.headers, **request
        )
        assert 400 <= answer.status_code < 500, answer.text
        assert answer.headers["content-type"].startswith("application/problem+json")


def test_a_sent_picture_reaches_the_agent_and_nobody_else(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer, stranger = gateway.customer(), gateway.customer()
    kept = upload(customer, picture()).json()["attachment_id"]
    assert send(stranger, kept).status_code == 404
    assert stranger.get(f"/attachments/{kept}").status_code == 404
    seq = send(customer, kept).json()["seq"]
    customer.wait_for("turn_end", after=seq)
    shown = next(e for e in customer.events if e["seq"] == seq)
    assert (shown["text"], shown["attachment"]["id"]) == ("[图片]", kept)
    assert "图片收到了" in customer.heard(seq)[0]
    assert engine.said() == []

    with gateway.kefu.database.begin() as unit:
        gateway.kefu.desk.handoff.request(
            unit, customer.id, HandoffReason.CUSTOMER_REQUEST, Summary()
        )
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        assert gateway.kefu.desk.handoff.activate(unit, conversation)
    agent, other = gateway.agent(), gateway.agent("agent2")
    agent.act(customer.id, "claim")
    path = f"/api/v1/desk/conversations/{customer.id}/attachments/{kept}"
    assert agent.http.get(path).headers["content-type"] == "image/jpeg"
    assert other.http.get(path).status_code == 404


def test_a_conversation_holds_so_many_pictures(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    for _ in range(MOST_PER_CONVERSATION):
        gateway.kefu.chat.attachments.accept(customer.id, picture())
    assert upload(customer, picture()).status_code == 429


def test_an_ended_conversation_takes_no_picture(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    in_unit(gateway.kefu.database, gateway.kefu.chat.ending.close, customer.id)
    assert upload(customer, picture()).status_code == 409
