"""What holds for every channel that pushes: no route of it listens to strangers."""

from __future__ import annotations

import pytest

from kefu.gateway.channels.base import PushChannel
from kefu.gateway.channels.registry import CHANNELS, make_channels
from tests.gateway.conftest import RunningGateway
from tests.gateway.test_matrix import routes

STRANGER = {"Host": "evil.example", "Origin": "https://evil.example"}


@pytest.mark.parametrize("body", ["{", "<a/>", "null", "x" * 70_000])
def test_a_stranger_is_turned_away_before_the_body_is_looked_at(
    gateway: RunningGateway, body: str
) -> None:
    for channel in make_channels(gateway.settings):
        if not isinstance(channel, PushChannel):
            continue
        found = [route for router in channel.routers for route in routes(router)]
        assert found
        for method, path in found:
            headers = {"content-type": "application/json", **STRANGER}
            answer = gateway.http.request(
                method, path.format(input_id="si_1"), content=body, headers=headers
            )
            refused = {413} if len(body) > 64 * 1024 else {401, 403, 404}
            assert answer.status_code in refused, (method, path)


def test_names_are_unique_and_fit_the_database() -> None:
    names = [channel.name for channel in CHANNELS]
    assert len(set(names)) == len(names)
    assert all(name.isascii() and 0 < len(name) <= 20 for name in names)
