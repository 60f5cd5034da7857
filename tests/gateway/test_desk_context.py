"""What an agent sees beside a conversation: the customer's own tickets and refunds."""

from __future__ import annotations

from typing import Any

import httpx

from kefu.core.handoff import HandoffReason, Summary
from kefu.core.ticket import Ticket, TicketKind
from kefu.services.units import in_unit
from tests.gateway.conftest import RunningGateway
from tests.gateway.people import Customer

REFUNDED = "13800000008"


def handed_over(gateway: RunningGateway, phone: str | None) -> Customer:
    customer = gateway.customer(phone=phone) if phone else gateway.customer()
    with gateway.kefu.database.begin() as unit:
        handoff = gateway.kefu.desk.handoff
        handoff.request(unit, customer.id, HandoffReason.CUSTOMER_REQUEST, Summary())
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        handoff.activate(unit, conversation)
    return customer


def ticket_of(gateway: RunningGateway, customer: Customer, subject: str) -> Ticket:
    return in_unit(
        gateway.kefu.database,
        gateway.kefu.topics.tickets.open,
        TicketKind.TRANSACTION,
        customer.id,
        subject,
        {"service_description": f"{subject}的经过"},
        key=f"{customer.id}/{subject}",
    )


def context(gateway: RunningGateway, customer: Customer, agent: str = "agent1") -> dict[str, Any]:
    answer = gateway.agent(agent).context(customer.id)
    assert answer.status_code == 200
    seen: dict[str, Any] = answer.json()
    return seen


def test_refunds_stand_with_state_and_expected_day(gateway: RunningGateway) -> None:
    refunds = context(gateway, handed_over(gateway, REFUNDED))["refunds"]

    assert [(r["id"], r["counterparty"], r["amount"], r["status"]) for r in refunds] == [
        ("RF0001", "携程旅行", "¥88.00", "processing"),
        ("RF0002", "唯品会", "¥129.00", "refunded"),
    ]
    under_way, over = refunds
    assert under_way["expected_by"] > under_way["requested_at"][:10]
    assert under_way["finished_at"] is None
    assert over["expected_by"] is None
    assert over["finished_at"] > over["requested_at"]
    truth = gateway.http.get(f"/dev/wallet/{REFUNDED}").json()["refunds"]
    assert [(r["id"], r["expected_by"]) for r in truth] == [
        (r["id"], r["expected_by"]) for r in refunds
    ]


def test_a_customer_has_no_refunds_of_others(gateway: RunningGateway) -> None:
    assert context(gateway, handed_over(gateway, "13800000001"))["refunds"] == []
    assert context(gateway, handed_over(gateway, None))["refunds"] == []


def test_all_tickets_of_the_customer_with_state_and_times(gateway: RunningGateway) -> None:
    before = gateway.customer(phone="13800000001")
    earlier = ticket_of(gateway, before, "充值没到账")
    before.http.delete(before.path, headers=before.headers)
    now = handed_over(gateway, "13800000001")
    here = ticket_of(gateway, now, "退款太慢")
    ticket_of(gateway, gateway.customer(phone="13800000002"), "别人的事")

    tickets = context(gateway, now)["tickets"]

    assert {t["number"]: (t["subject"], t["here"]) for t in tickets} == {
        here.number: ("退款太慢", True),
        earlier.number: ("充值没到账", False),
    }
    for ticket in tickets:
        assert (ticket["kind"], ticket["status"], ticket["priority"]) == (
            "transaction",
            "open",
            "normal",
        )
        assert ticket["due_at"] > ticket["created_at"]
    facts = {t["number"]: t["facts"] for t in tickets}
    assert facts[here.number] == {"service_description": "退款太慢的经过"}
    assert facts[earlier.number] == {}  # told to somebody else, in another conversation


def test_somebody_unknown_has_the_tickets_of_this_conversation_alone(
    gateway: RunningGateway,
) -> None:
    ticket_of(gateway, gateway.customer(), "另一位匿名客户")
    customer = handed_over(gateway, None)
    here = ticket_of(gateway, customer, "登录不上")

    assert [t["number"] for t in context(gateway, customer)["tickets"]] == [here.number]


def test_the_due_time_is_the_same_wherever_the_ticket_is_read(gateway: RunningGateway) -> None:
    customer = handed_over(gateway, "13800000001")
    urgent = in_unit(gateway.kefu.database, gateway.kefu.topics.theft.open_case, customer.id)

    (shown,) = context(gateway, customer, "security1")["tickets"]

    assert shown["number"] == urgent.number
    (listed,) = gateway.agent("security1").http.get("/api/v1/desk/tickets").json()["items"]
    (truth,) = gateway.http.get("/dev/tickets").json()
    assert _instant(listed["due_at"]) == _instant(shown["due_at"]) == _instant(truth["due_at"])


def _instant(text: str) -> str:
    return text.removesuffix("Z").removesuffix("+00:00")


def test_nobody_reads_of_a_customer_whose_conversation_is_not_theirs(
    gateway: RunningGateway,
) -> None:
    customer = handed_over(gateway, REFUNDED)
    ticket_of(gateway, customer, "退款太慢")
    gateway.agent().act(customer.id, "claim")

    answers: list[httpx.Response] = [
        gateway.agent(name).context(customer.id) for name in ("agent2", "security1")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert not any("RF0001" in answer.text for answer in answers)
