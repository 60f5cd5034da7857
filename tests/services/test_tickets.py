"""Tickets: numbered by the day in Beijing, one for each cause."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import insert

from kefu.bootstrap import Kefu
from kefu.core.handoff import Priority
from kefu.core.ticket import TicketKind, TicketStatus
from kefu.services.units import in_unit, reading
from kefu.store.tables import counters
from tests.conftest import FakeClock
from tests.customers import Customer


def number(kefu: Kefu, customer: Customer, kind: TicketKind, key: str) -> str:
    return in_unit(
        kefu.database, kefu.topics.tickets.open, kind, customer.id, "退款没到账", {}, key=key
    ).number


def test_numbers_count_by_kind_and_day(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    clock.now = datetime(2026, 3, 2, 15, 59, tzinfo=UTC)  # 23:59 in Beijing
    first = [number(kefu, customer, TicketKind.GENERAL, key) for key in "ab"]
    first.append(number(kefu, customer, TicketKind.TRANSACTION, "c"))
    first.append(number(kefu, customer, TicketKind.THEFT_CASE, "d"))
    clock.forward(minutes=1)
    second = number(kefu, customer, TicketKind.GENERAL, "e")

    assert first == ["T20260302-0001", "T20260302-0002", "T20260302-0003", "C20260302-0001"]
    assert second == "T20260303-0001"


def test_the_same_key_gives_the_same_ticket_even_another_day(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    made = number(kefu, customer, TicketKind.GENERAL, "a")
    clock.forward(days=3)

    assert number(kefu, customer, TicketKind.GENERAL, "a") == made
    assert number(kefu, customer, TicketKind.GENERAL, "b").endswith("-0001")


def test_more_than_a_days_four_digits(kefu: Kefu, customer: Customer) -> None:
    with kefu.database.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(insert(counters).values(name="T20260302", value=9999))

    assert number(kefu, customer, TicketKind.GENERAL, "a") == "T20260302-10000"


def test_a_ticket_belongs_to_the_conversation_and_its_account(kefu: Kefu) -> None:
    customer, other = Customer.logged_in(kefu, "13800000001"), Customer.arrives(kefu)
    made = in_unit(
        kefu.database,
        kefu.topics.tickets.open,
        TicketKind.TRANSACTION,
        customer.id,
        "扣款未到账",
        {"amount_fen": 20000},
        key="k",
        priority=Priority.HIGH,
    )

    (stored,) = reading(kefu.database, kefu.topics.tickets.of_account, "acc_0001")
    assert stored == made
    assert stored.status is TicketStatus.OPEN
    assert reading(kefu.database, kefu.topics.tickets.of_conversation, customer.id) == [made]
    assert reading(kefu.database, kefu.topics.tickets.of_conversation, other.id) == []
