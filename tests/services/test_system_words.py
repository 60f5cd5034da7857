"""What the system says by itself: only after what it says has happened, or together with it."""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import EventType, Owner
from kefu.core.errors import Unavailable
from kefu.core.handoff import Fact, FactKey, HandoffReason, Priority, SkillGroup, Summary
from kefu.services.alarm import FREEZE
from kefu.services.assurance import get_conversation
from kefu.services.inbox import InboundMessage
from kefu.services.units import in_unit, reading
from tests.agents import hire
from tests.broken import without
from tests.conftest import ON_SQLITE
from tests.customers import Customer

pytestmark = ON_SQLITE
ZHAO = "13800000006"
THEFT = "我的钱被人转走了，账户被盗了"


@pytest.fixture
def customer(kefu: Kefu) -> Customer:
    """赵磊, logged in."""
    return Customer.logged_in(kefu, ZHAO)


def claimed(customer: Customer) -> None:
    """An agent has the conversation: no bot listens."""
    waits(customer)
    agent = hire(customer.kefu)
    in_unit(customer.kefu.database, customer.kefu.desk.attending.claim, customer.id, agent)


def waits(customer: Customer) -> None:
    kefu = customer.kefu
    with kefu.database.begin() as unit:
        kefu.desk.handoff.request(unit, customer.id, HandoffReason.CUSTOMER_REQUEST)
        kefu.desk.handoff.activate(unit, get_conversation(unit, customer.id, lock=True))


def sends(customer: Customer, client_id: str, text: str = "", choice: str | None = None) -> None:
    message = InboundMessage(customer.id, client_id, text, choice)
    in_unit(customer.kefu.database, customer.kefu.chat.inbox.accept, message)


def heard(customer: Customer) -> list[str]:
    """What was said to the customer, without the greeting."""
    said = [e.data for e in customer.events() if e.type is EventType.MESSAGE]
    return [data["text"] for data in said if data["from"] != "customer"][1:]


def test_no_case_is_announced_that_could_not_be_opened(kefu: Kefu, customer: Customer) -> None:
    claimed(customer)
    joined = heard(customer)
    with without(kefu.settings.database, "tickets"), pytest.raises(Unavailable):
        sends(customer, "c1", THEFT)
    assert heard(customer) == joined
    sends(customer, "c1", THEFT)
    (case,) = reading(kefu.database, kefu.topics.tickets.of_conversation, customer.id)
    assert heard(customer) == [*joined, kefu.chat.phrases.agent_theft.format(case=case.number)]
    (card,) = [event.data["card"] for event in customer.events() if event.data.get("card")]
    assert (card["number"], card["pinned"]) == (case.number, True)
    assert card["calls"][0]["number"] == "110"


def test_a_case_told_in_the_queue_stands_before_the_bot_speaks_of_it(
    kefu: Kefu, customer: Customer
) -> None:
    waits(customer)
    with without(kefu.settings.database, "tickets"), pytest.raises(Unavailable):
        sends(customer, "c1", THEFT)
    assert customer.events()[-1].type is EventType.STATUS  # nothing was accepted
    sends(customer, "c1", THEFT)
    (case,) = reading(kefu.database, kefu.topics.tickets.of_conversation, customer.id)
    assert heard(customer) == []
    turn = reading(kefu.database, kefu.chat.turns.next, customer.id)
    assert turn is not None
    in_unit(kefu.database, kefu.chat.turns.give_up, turn)
    assert heard(customer) == [kefu.chat.phrases.queued_theft.format(case=case.number)]


def test_no_human_is_announced_who_could_not_be_called(kefu: Kefu, customer: Customer) -> None:
    sends(customer, "c1", "付款失败了")
    turn = reading(kefu.database, kefu.chat.turns.next, customer.id)
    assert turn is not None
    with without(kefu.settings.database, "handoffs"), pytest.raises(Unavailable):
        in_unit(kefu.database, kefu.chat.turns.give_up, turn)
    assert heard(customer) == []
    in_unit(kefu.database, kefu.chat.turns.give_up, turn)
    assert heard(customer) == [kefu.chat.phrases.engine_down]
    assert customer.conversation.owner is Owner.QUEUED


def test_no_freeze_is_announced_that_failed(kefu: Kefu, customer: Customer) -> None:
    claimed(customer)
    sends(customer, "c1", THEFT)
    with kefu.database.read() as unit:
        offered = {payload: key for key, _, payload in unit.choices.open(customer.id)}
    with without(kefu.settings.wallet_database, "wallet_effects"):
        sends(customer, "c2", choice=offered[FREEZE])
    assert heard(customer)[2:] == [kefu.chat.phrases.freeze_failed]
    assert kefu.demo is not None
    assert kefu.demo.truth(ZHAO)["status"] == "active"


def test_a_case_opened_before_the_engine_fell_silent_makes_the_call_for_humans_urgent(
    kefu: Kefu, customer: Customer
) -> None:
    sends(customer, "c1", "账单上有些东西我看不懂")
    turn = reading(kefu.database, kefu.chat.turns.next, customer.id)
    assert turn is not None
    case = in_unit(kefu.database, kefu.chat.alarm.report, customer.id)
    assert heard(customer) == []  # the dialogue tells it itself
    in_unit(kefu.database, kefu.chat.turns.give_up, turn)
    assert heard(customer) == [kefu.chat.phrases.engine_down_theft.format(case=case.number)]
    with kefu.database.read() as unit:
        handoff = unit.handoffs.current(customer.id)
    assert handoff is not None
    assert (handoff.reason, handoff.priority) == (HandoffReason.THEFT, Priority.URGENT)
    assert handoff.skill_group == SkillGroup.SECURITY


def test_a_case_keeps_what_the_open_handoff_had_collected(kefu: Kefu, customer: Customer) -> None:
    known = Summary(
        facts=[Fact(FactKey.SERVICE_DESCRIPTION, "账单看不懂")],
        done=["已核实身份"],
        pending="等待客户补充",
    )
    with kefu.database.begin() as unit:
        kefu.desk.handoff.request(unit, customer.id, HandoffReason.TOOL_FAILURE, known)
        for _ in range(2):
            case = kefu.topics.theft.open_case(unit, customer.id)
        handoff = unit.handoffs.current(customer.id)
    assert handoff is not None
    assert handoff.reason is HandoffReason.THEFT
    assert (handoff.summary["done"], handoff.summary["pending"]) == (
        ["已核实身份"],
        "等待客户补充",
    )
    assert [fact["key"] for fact in handoff.summary["facts"]] == [
        FactKey.SERVICE_DESCRIPTION,
        FactKey.TICKET,
    ]
    assert handoff.summary["facts"][1]["value"].startswith(case.number)
