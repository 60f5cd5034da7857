"""Requests generated from the published schema, true to it and against it, with and without a right
token: none is answered with a 5xx, and every answer is one that the schema tells of.

`KEFU_GENERATED_REQUESTS=5000 pytest tests/gateway/test_generated.py` asks that many, by lot.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from kefu.gateway.rate_limit import Buckets, Limits
from kefu.settings import ActionsIn, Settings
from tests.gateway.conftest import PASSWORD, RunningGateway
from tests.gateway.fake_engine import FakeEngine
from tests.gateway.people import Customer
from tests.gateway.test_desk import wait_in_queue

REQUESTS = int(os.environ.get("KEFU_GENERATED_REQUESTS", "0"))
FEW = 420
SCHEMA = schemathesis.openapi.from_path(Path(__file__).parents[2] / "docs/openapi.json")
OPERATIONS = {
    f"{operation.method.upper()} {operation.path}": operation
    for operation in (found.ok() for found in SCHEMA.get_all_operations())  # type: ignore[union-attr]
}
# What no JSON schema thinks of, as a body or as a member of a true one.
ODDITIES = st.sampled_from(
    [
        b"",
        b"\x00",
        b"\xff\xfe{}",
        b"[" * 20_000,
        b'{"a":' * 20_000,
        b'{"type":"text","client_id":"c","text":"\\ud800"}',
        b'{"type":"text","client_id":"c","text":' + b"9" * 5000 + b"}",
        b'{"username":"\\u0000","password":"\\udfff"}',
        b'{"channel":"web","identity":"a.b.c","resume":"\\ud83d"}',
        b'{"score":1e999}',
        b'{"score":NaN}',
        b'{"value":"' + "𝟏".encode() * 80 + b'"}',
        b'{"value":"1","value":"2"}',
        b'{"after":-1}',
        b"null",
        b"1",
        "{“score”：5}".encode(),
    ]
)


class Door:
    """A gateway without limits on how often, a customer whose conversation is open, an agent."""

    def __init__(self, gateway: RunningGateway) -> None:
        self.gateway = gateway
        self.session = requests.Session()
        self.session.trust_env = False
        self.agent = gateway.agent("supervisor1")
        self.customer = self._somebody()
        self.statuses: Counter[tuple[str, int]] = Counter()

    def _somebody(self) -> Customer:
        customer = wait_in_queue(self.gateway)
        self.agent.act(customer.id, "claim")
        return customer

    def renew(self) -> None:
        """After a request that ended what the next ones need."""
        if self.customer.get("/events").status_code != 200 or self.owner == "closed":
            self.customer = self._somebody()
        if self.agent.http.get("/api/v1/desk/session").status_code != 200:
            self.agent = self.gateway.agent("supervisor1")

    @property
    def owner(self) -> str:
        with self.gateway.kefu.database.read() as unit:
            conversation = unit.conversations.get(self.customer.id)
        assert conversation is not None
        return conversation.owner.value


@pytest.fixture(scope="module")
def door(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("generated") / "data"
    shutil.copytree(seeded, folder)
    engine, boundless = FakeEngine(), Buckets(1e9, 10**9)
    with engine.serving:
        gateway = RunningGateway(
            Settings(
                data_dir=folder,
                engine_url=engine.serving.url,
                actions=ActionsIn.HTTP,
                actions_url=engine.serving.url,
            ),
            Limits(*[boundless] * len(Limits.__dataclass_fields__)),
        )
        made = Door(gateway)
        yield made
        made.session.close()
        gateway.stop()


def headers_of(door: Door, path: str) -> dict[str, str]:
    if path.startswith("/api/v1/desk"):
        return {"Authorization": f"Bearer {door.agent.token}"}
    return door.customer.headers


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_request_meets_an_unforeseen_end(door: Door, name: str) -> None:
    operation = OPERATIONS[name]
    cases = st.one_of(
        operation.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operation.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @settings(
        max_examples=max(1, (REQUESTS or FEW) // len(OPERATIONS)),
        derandomize=not REQUESTS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases, is_own=st.booleans(), oddity=st.none() | ODDITIES)
    def ask(case: Case[Any], is_own: bool, oddity: bytes | None) -> None:
        if is_own and "conversation_id" in case.path_parameters:
            case.path_parameters["conversation_id"] = door.customer.id
        if "wait" in case.query:
            case.query = {**case.query, "wait": _short(case.query["wait"])}
        more: dict[str, Any] = {"headers": headers_of(door, case.path)} if is_own else {}
        if oddity is not None and operation.body:
            more["data"] = oddity
        response = case.call(base_url=door.gateway.url, session=door.session, timeout=30, **more)
        case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])
        door.statuses[name, response.status_code] += 1
        if is_own and name.startswith(("DELETE", "POST")):
            door.renew()

    ask()


def _short(wait: Any) -> Any:
    """A right number of seconds is not waited for."""
    return 0 if isinstance(wait, int | float) and 0 < wait <= 60 else wait


def test_the_requests_reached_what_they_were_made_for(door: Door) -> None:
    taken = {name for name, status in door.statuses if status < 300}
    assert len(taken) >= len(OPERATIONS) / 2, sorted(door.statuses.items())
    assert {status for _, status in door.statuses} >= {200, 400, 401, 404, 422}


def test_the_schema_is_of_what_runs(door: Door) -> None:
    served = door.gateway.http.get("/api/v1/openapi.json").json()
    assert set(served["paths"]) == {name.split()[1] for name in OPERATIONS}
    assert PASSWORD not in str(served)
