"""One locked row after another, as PostgreSQL would show a wrong order: SQLite has but one lock."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance, Owner
from kefu.services.units import in_unit
from tests.customers import Customer, received_code
from tests.services.racing import PHONE, agent, at_once, queued

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def until_somebody_waits(kefu: Kefu) -> None:
    """Return when a session waits for a lock that another holds."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    deadline = time.monotonic() + 30
    while True:
        with kefu.database.engine.connect() as connection:  # type: ignore[attr-defined]
            if connection.scalar(waiting):
                return
        assert time.monotonic() < deadline, "nobody waits"
        time.sleep(0.01)


@ON_POSTGRESQL
def test_a_code_waits_for_whoever_ends_it_and_blocks_nobody(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    with ThreadPoolExecutor(1) as pool:
        with kefu.database.begin() as unit:
            unit.conversations.get(customer.id, lock=True)
            given = pool.submit(at_once, [lambda: customer.gives(sent, code)])
            until_somebody_waits(kefu)
            unit.secure_inputs.close_all(customer.id)
            unit.codes.end_open(customer.id, kefu.clock())
        assert given.result(60) == ["input_closed"]
    assert customer.level() is Assurance.ANONYMOUS


@ON_POSTGRESQL
def test_a_claim_waits_for_the_customer_who_is_leaving(kefu: Kefu) -> None:
    customer, someone = queued(kefu), agent(kefu)
    with ThreadPoolExecutor(1) as pool:
        with kefu.database.begin() as unit:
            unit.conversations.get(customer.id, lock=True)
            claimed = pool.submit(
                at_once,
                [
                    lambda: (
                        in_unit(
                            kefu.database, kefu.desk.attending.claim, customer.id, someone
                        ).owner
                    )
                ],
            )
            until_somebody_waits(kefu)
            kefu.desk.handoff.leave_queue(unit, customer.id)
        assert claimed.result(60) == ["conversation_not_found"]
    assert customer.conversation.owner is Owner.BOT
