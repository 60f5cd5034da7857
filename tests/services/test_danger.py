"""Somebody who may take their life is answered and people are called, whoever has the conversation,
engine or none.
"""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import EventType, Owner
from kefu.core.handoff import HandoffReason, Priority, SkillGroup
from kefu.core.ticket import TicketKind
from kefu.services.assurance import get_conversation
from kefu.services.inbox import InboundMessage
from kefu.services.units import in_unit, reading
from kefu.words.terms import term
from tests.agents import hire
from tests.conftest import ON_SQLITE
from tests.customers import Customer

pytestmark = ON_SQLITE
DESPAIR = "活着没意思，我想跳楼"
WITH_MATTER = "养老钱都被骗子骗光了，不想活了"


@pytest.fixture
def customer(kefu: Kefu) -> Customer:
    """赵磊, logged in."""
    return Customer.logged_in(kefu, "13800000006")


def sends(customer: Customer, client_id: str, text: str) -> None:
    message = InboundMessage(customer.id, client_id, text)
    in_unit(customer.kefu.database, customer.kefu.chat.inbox.accept, message)


def said(customer: Customer) -> list[str]:
    """What was said to the customer, without the greeting."""
    messages = [e.data for e in customer.events() if e.type is EventType.MESSAGE]
    return [data["text"] for data in messages if data["from"] != "customer"][1:]


def waits(customer: Customer, reason: HandoffReason) -> None:
    kefu = customer.kefu
    with kefu.database.begin() as unit:
        kefu.desk.handoff.request(unit, customer.id, reason)
        kefu.desk.handoff.activate(unit, get_conversation(unit, customer.id, lock=True))


def test_people_are_called_before_everything_else_and_no_engine_is_needed(
    kefu: Kefu, customer: Customer
) -> None:
    sends(customer, "c1", DESPAIR)
    assert said(customer)[0] == kefu.chat.phrases.danger
    assert "12356" in said(customer)[0]
    with kefu.database.read() as unit:
        handoff = unit.handoffs.current(customer.id)
        owed = kefu.chat.turns.next(unit, customer.id)
    assert handoff is not None
    assert (handoff.reason, handoff.priority) == (HandoffReason.DANGER, Priority.URGENT)
    assert handoff.skill_group == SkillGroup.SECURITY
    assert handoff.summary["what"] == term(HandoffReason.DANGER)
    assert handoff.summary["customer_words"] == [DESPAIR]
    assert customer.conversation.owner is Owner.QUEUED
    assert owed is None or owed.payload == "@danger"  # nothing for the bot to misunderstand


def test_a_matter_beside_it_goes_on(kefu: Kefu, customer: Customer) -> None:
    sends(customer, "c1", WITH_MATTER)
    assert said(customer)[0] == kefu.chat.phrases.danger_matter
    turn = reading(kefu.database, kefu.chat.turns.next, customer.id)
    assert turn is not None
    assert (turn.text, turn.payload) == (WITH_MATTER, None)


def test_the_second_time_is_answered_in_other_words(kefu: Kefu, customer: Customer) -> None:
    sends(customer, "c1", DESPAIR)
    sends(customer, "c2", "我真的想死")
    assert kefu.chat.phrases.danger_again in said(customer)


@pytest.mark.parametrize("reason", [HandoffReason.CUSTOMER_REQUEST, HandoffReason.THEFT])
def test_who_waits_already_is_called_for_at_once(
    kefu: Kefu, customer: Customer, reason: HandoffReason
) -> None:
    waits(customer, reason)
    sends(customer, "c1", DESPAIR)
    assert kefu.chat.phrases.danger in said(customer)
    with kefu.database.read() as unit:
        handoff = unit.handoffs.current(customer.id)
    assert handoff is not None
    assert (handoff.reason, handoff.priority) == (HandoffReason.DANGER, Priority.URGENT)


def test_an_agent_sees_the_sign_and_the_customer_hears_the_numbers(
    kefu: Kefu, customer: Customer
) -> None:
    waits(customer, HandoffReason.COMPLAINT)
    served = hire(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, served)
    sends(customer, "c1", DESPAIR)
    assert said(customer)[-1] == kefu.chat.phrases.danger
    assert customer.conversation.owner is Owner.AGENT
    with kefu.database.read() as unit:
        handoff = unit.handoffs.current(customer.id)
    assert handoff is not None
    assert handoff.reason is HandoffReason.DANGER


def test_no_later_reason_hides_it(kefu: Kefu, customer: Customer) -> None:
    sends(customer, "c1", DESPAIR)
    in_unit(kefu.database, kefu.chat.alarm.report, customer.id)
    with kefu.database.begin() as unit:
        handoff = kefu.desk.handoff.request(unit, customer.id, HandoffReason.THEFT)
        (case,) = kefu.topics.tickets.of_conversation(unit, customer.id)
    assert case.kind is TicketKind.THEFT_CASE
    assert handoff.reason is HandoffReason.DANGER
    assert handoff.summary["what"] == term(HandoffReason.DANGER)


@pytest.mark.parametrize("text", ["累死我了", "想死你们啦", "气死我了这破软件", "我手机死机了"])
def test_a_manner_of_speaking_calls_nobody(kefu: Kefu, customer: Customer, text: str) -> None:
    sends(customer, "c1", text)
    assert said(customer) == []
    assert customer.conversation.owner is Owner.BOT
