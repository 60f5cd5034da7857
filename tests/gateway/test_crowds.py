"""Reports of theft and ordinary queries by nobody known, more than one network has places for: one
row at the desk, behind everybody else; each has its case, its answer and its turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from kefu.core.agent import Role
from kefu.core.handoff import CASES_PER_NETWORK, QUERIES_PER_NETWORK, HandoffReason
from kefu.services.units import reading
from tests.conftest import KINDS, Databases
from tests.gateway.conftest import PASSWORD, RunningGateway, Start
from tests.gateway.people import PATIENCE, Customer

HOME, ELSEWHERE = "203.0.113.66", "198.51.100.7"
FLOOD = 12
Report = Callable[..., Customer]


@pytest.fixture(params=KINDS)
def behind_proxy(
    request: pytest.FixtureRequest, databases: Databases, start: Start
) -> RunningGateway:
    """A gateway that believes what a proxy says of networks."""
    if request.param == "sqlite":
        return start(trusted_proxies=1)
    running = start(trusted_proxies=1, database_url=databases.migrated("postgresql"))
    running.kefu.desk.staff.create_agent("security1", "小郑", Role.AGENT, ["security"], PASSWORD)
    running.kefu.desk.staff.create_agent("agent1", "小林", Role.AGENT, ["service"], PASSWORD)
    return running


@pytest.fixture
def query(behind_proxy: RunningGateway) -> Iterator[Report]:
    """Somebody in a network who waits for people."""
    with ExitStack() as clients:

        def begin(
            network: str,
            phone: str | None = None,
            reason: HandoffReason = HandoffReason.CUSTOMER_REQUEST,
        ) -> Customer:
            http = httpx.Client(
                base_url=behind_proxy.url,
                headers={"X-Forwarded-For": network},
                trust_env=False,
                timeout=PATIENCE,
            )
            clients.enter_context(http)
            identity = {}
            if phone is not None:
                answer = behind_proxy.http.post("/dev/identity", json={"phone": phone})
                identity = {"identity": answer.json()["identity"]}
            customer = Customer(http, **identity)
            kefu = behind_proxy.kefu
            with kefu.database.begin() as unit:
                kefu.desk.handoff.request(unit, customer.id, reason)
                conversation = unit.conversations.get(customer.id, lock=True)
                assert conversation is not None
                kefu.desk.handoff.activate(unit, conversation)
            return customer

        yield begin


@pytest.fixture
def report(query: Report) -> Report:
    """The same who then reports a theft."""

    def begin(network: str, phone: str | None = None) -> Customer:
        customer = query(network, phone)
        assert customer.send("我账户里的钱被人盗刷了").status_code == 202
        return customer

    return begin


def test_a_flood_is_one_row_behind_everybody_else_and_answered_all_the_same(
    behind_proxy: RunningGateway, report: Report
) -> None:
    flood = [report(HOME) for _ in range(FLOOD)]
    stranger = report(ELSEWHERE)
    owner = report(HOME, "13800000006")
    agent = behind_proxy.agent("security1")

    queue = agent.queue()
    assert [item["conversation_id"] for item in queue] == [
        owner.id,
        *(customer.id for customer in flood[:CASES_PER_NETWORK]),
        stranger.id,
        *(customer.id for customer in flood[CASES_PER_NETWORK:]),
    ]
    crowds = [item.get("crowd") for item in queue]
    assert crowds[: -(FLOOD - CASES_PER_NETWORK)] == [None] * (CASES_PER_NETWORK + 2)
    (crowd,) = {(each["id"], each["size"]) for each in crowds if each}
    assert crowd[1] == FLOOD - CASES_PER_NETWORK
    assert HOME not in crowd[0]

    cases = behind_proxy.kefu.topics.tickets.of_conversation
    numbers = set()
    for customer in (*flood, owner):
        customer.wait_for("turn_end")
        (case,) = reading(behind_proxy.kefu.database, cases, customer.id)
        numbers.add(case.number)
    assert len(numbers) == FLOOD + 1


def test_a_place_that_is_served_is_not_free_and_one_that_is_ended_is(
    behind_proxy: RunningGateway, report: Report
) -> None:
    flood = [report(HOME) for _ in range(CASES_PER_NETWORK + 2)]
    agent = behind_proxy.agent("security1")

    def in_crowd() -> list[str]:
        return [item["conversation_id"] for item in agent.queue() if "crowd" in item]

    last_two = [customer.id for customer in flood[-2:]]
    assert in_crowd() == last_two
    assert agent.act(flood[0].id, "claim").status_code == 200
    assert in_crowd() == last_two
    assert agent.act(flood[0].id, "close").status_code in {200, 204}
    assert in_crowd() == last_two[1:]
    # Whoever is in it can be taken like anybody else.
    assert agent.act(last_two[1], "claim").status_code == 200


def test_two_networks_are_two_crowds(behind_proxy: RunningGateway, report: Report) -> None:
    for network in (HOME, ELSEWHERE):
        for _ in range(CASES_PER_NETWORK + 1):
            report(network)
    crowds = [item["crowd"] for item in behind_proxy.agent("security1").queue() if "crowd" in item]
    assert [crowd["size"] for crowd in crowds] == [1, 1]
    assert len({crowd["id"] for crowd in crowds}) == 2


def test_places_are_told_in_the_order_of_the_queue(
    behind_proxy: RunningGateway, report: Report
) -> None:
    flood = [report(HOME) for _ in range(CASES_PER_NETWORK + 1)]
    owner = report(ELSEWHERE, "13800000006")
    kefu = behind_proxy.kefu
    with kefu.database.read() as unit:
        places = [kefu.desk.handoff.place(unit, each.id) for each in (owner, flood[0], flood[-1])]
    assert [place.position for place in places if place] == [1, 2, CASES_PER_NETWORK + 2]


def places(gateway: RunningGateway, *customers: Customer) -> list[int]:
    with gateway.kefu.database.read() as unit:
        found = [gateway.kefu.desk.handoff.place(unit, each.id) for each in customers]
    return [place.position for place in found if place]


def test_a_flood_of_queries_lets_everybody_else_go_first_however_many_are_served(
    behind_proxy: RunningGateway, query: Report
) -> None:
    flood = [query(HOME) for _ in range(QUERIES_PER_NETWORK + 5)]
    stranger, owner = query(ELSEWHERE), query(ELSEWHERE, "13800000006")
    agent = behind_proxy.agent("agent1")

    queue = agent.queue()
    assert [item["conversation_id"] for item in queue] == [
        each.id for each in (stranger, owner, *flood)
    ]
    crowds = [item.get("crowd") for item in queue]
    assert crowds[: QUERIES_PER_NETWORK + 2] == [None] * (QUERIES_PER_NETWORK + 2)
    assert [crowd["size"] for crowd in crowds if crowd] == [5] * 5
    assert places(behind_proxy, stranger, owner, flood[0], flood[-1]) == [1, 2, 3, 17]
    with behind_proxy.kefu.database.read() as unit:
        place = behind_proxy.kefu.desk.handoff.place(unit, owner.id)
    assert place is not None
    assert place.estimated_wait < 600

    for customer in flood[:3]:
        assert agent.act(customer.id, "claim").status_code == 200
        assert agent.act(customer.id, "close").status_code in {200, 204}
    assert places(behind_proxy, stranger, owner, flood[3]) == [1, 2, 3]
    # Whoever is in the crowd is served like anybody else.
    assert agent.act(flood[-1].id, "claim").status_code == 200


def test_as_many_as_a_network_has_places_for_wait_in_the_order_in_which_they_came(
    behind_proxy: RunningGateway, query: Report
) -> None:
    neighbours = [query(HOME) for _ in range(QUERIES_PER_NETWORK)]
    owner = query(ELSEWHERE, "13800000006")
    assert places(behind_proxy, *neighbours, owner) == [*range(1, QUERIES_PER_NETWORK + 2)]
    assert not [item for item in behind_proxy.agent("agent1").queue() if "crowd" in item]


def test_complaints_of_a_flood_do_not_go_before_everybody(
    behind_proxy: RunningGateway, query: Report
) -> None:
    complaints = [
        query(HOME, reason=HandoffReason.COMPLAINT) for _ in range(QUERIES_PER_NETWORK + 2)
    ]
    queries = [query(HOME) for _ in range(QUERIES_PER_NETWORK + 1)]
    owner = query(ELSEWHERE, "13800000006")
    assert places(behind_proxy, owner, complaints[-1], queries[-1]) == [
        QUERIES_PER_NETWORK + 1,
        2 * QUERIES_PER_NETWORK + 3,
        2 * QUERIES_PER_NETWORK + 4,
    ]
    items = behind_proxy.agent("agent1").queue()
    crowds = {item["crowd"]["id"]: item["crowd"]["size"] for item in items if "crowd" in item}
    assert sorted(crowds.values()) == [1, 2]
