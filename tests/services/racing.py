"""What tests of many at the same time share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent, Role
from kefu.core.errors import KefuError
from kefu.core.handoff import HandoffReason
from kefu.services.units import in_unit
from tests.customers import Customer

THREADS = 8
PHONE = "13800000001"
T = TypeVar("T")


def at_once(acts: list[Callable[[], T]]) -> list[T | str]:
    """Run all at the same moment; each one's answer, or the code of its error."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | str:
        start.wait(30)
        try:
            return act()
        except KefuError as error:
            return error.code

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts, timeout=60))


def agent(kefu: Kefu, number: int = 0) -> Agent:
    made = Agent(
        f"ag_{number}", f"agent{number}", "小林", Role.AGENT, ["service"], "", kefu.clock()
    )
    with kefu.database.begin() as unit:
        unit.agents.add(made)
    return made


def queued(kefu: Kefu, reason: HandoffReason = HandoffReason.CUSTOMER_REQUEST) -> Customer:
    customer = Customer.arrives(kefu)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, reason)
    with kefu.database.begin() as unit:
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        kefu.desk.handoff.activate(unit, conversation)
    return customer
