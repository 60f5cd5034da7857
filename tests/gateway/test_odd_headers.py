"""Headers that no browser sends: whatever stands in one, no answer is a 5xx.

Bodies and parameters: `test_generated`.
"""

from __future__ import annotations

from itertools import cycle

import pytest

from tests.gateway.conftest import RunningGateway
from tests.gateway.test_slow import UPGRADE, raw

NAMES = (
    "Accept-Encoding",
    "Authorization",
    "Connection",
    "Content-Type",
    "Cookie",
    "Expect",
    "Forwarded",
    "If-Modified-Since",
    "If-None-Match",
    "If-Range",
    "Origin",
    "Range",
    "Sec-WebSocket-Extensions",
    "Sec-WebSocket-Key",
    "Sec-WebSocket-Protocol",
    "Sec-WebSocket-Version",
    "Upgrade",
    "X-CSRF-Token",
    "X-Forwarded-For",
)
VALUES = (
    "",
    "\x80",
    "[",
    "http://[::::]",
    ",;=\"'",
    "*;q=nan",
    "Bearer \x80",
    'kefu_desk="',
    "kefu, bearer.\x80",
    "multipart/form-data; boundary=\xff; charset=none",
    "bytes=9-1,-,1-",
    "Sun, 99 Foo",
    "fe80::1%a, 1.2.3",
    "9" * 5000,
)


@pytest.mark.parametrize("name", NAMES)
def test_no_header_breaks_anything(gateway: RunningGateway, name: str) -> None:
    customer = gateway.customer()
    sockets = [f"{customer.path}/socket", "/api/v1/desk/socket"]
    pages = ["/chat", "/widget.js", "/metrics", "/dev/outbox", "/api/v1/openapi.json"]
    calls = [f"{customer.path}/events", f"{customer.path}/transcript", "/api/v1/desk/queue"]
    handshake = [line for line in UPGRADE if not line.startswith(name)]
    for value, path in zip(VALUES, cycle([*pages, *calls])):
        own = [] if name == "Authorization" else [f"Authorization: Bearer {customer.token}"]
        asked = [f"GET {path} HTTP/1.1", "Host: localhost", *own, f"{name}: {value}"]
        answers = {path: raw(gateway, asked)}
        for socket in sockets:
            asked = [f"GET {socket} HTTP/1.1", "Host: localhost", *handshake, f"{name}: {value}"]
            answers[socket] = raw(gateway, asked)
        for at, answer in answers.items():
            assert answer.startswith(b"HTTP/1.1 "), (at, value)
            assert answer.split()[1] < b"500", (at, value)
