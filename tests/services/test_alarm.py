"""The alarm outside the bot's lane: told to an agent or to the queue, sounded once; and the case
that a wish to freeze becomes.
"""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import EventType
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.script import in_simplified
from kefu.core.theft import ToldOfTheft
from kefu.core.ticket import TicketKind
from kefu.services.alarm import BOTS_FREEZE
from kefu.services.assurance import get_conversation
from kefu.services.inbox import InboundMessage
from kefu.services.units import in_unit, reading
from tests.agents import hire
from tests.conftest import ON_SQLITE
from tests.customers import Customer

pytestmark = ON_SQLITE
EMERGENCIES = ("我卡里的钱刚被人转走", "手機被人搶了", "我的号码被别人补办了")


@pytest.fixture
def customer(kefu: Kefu) -> Customer:
    """赵磊, logged in."""
    return Customer.logged_in(kefu, "13800000006")


def waits(customer: Customer) -> None:
    kefu = customer.kefu
    with kefu.database.begin() as unit:
        kefu.desk.handoff.request(unit, customer.id, HandoffReason.COMPLAINT)
        kefu.desk.handoff.activate(unit, get_conversation(unit, customer.id, lock=True))


def sends(customer: Customer, *texts: str) -> None:
    for number, text in enumerate(texts):
        message = InboundMessage(customer.id, f"{text}/{number}", text)
        in_unit(customer.kefu.database, customer.kefu.chat.inbox.accept, message)


def system_words(customer: Customer) -> list[str]:
    messages = [e.data for e in customer.events() if e.type is EventType.MESSAGE]
    return [data["text"] for data in messages if data["from"] == "system"]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_told_to_an_agent_offers_the_freeze_once(
    kefu: Kefu, customer: Customer, text: str
) -> None:
    waits(customer)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, hire(kefu))
    before = len(system_words(customer))
    sends(customer, text, "刚刚又被盗刷了一笔", text)
    (case,) = reading(kefu.database, kefu.topics.tickets.of_conversation, customer.id)
    assert (case.kind, case.priority) == (TicketKind.THEFT_CASE, Priority.URGENT)
    assert case.account_id == "acc_0006"
    alarm = kefu.chat.phrases.agent_theft.format(case=case.number)
    assert [in_simplified(text) for text in system_words(customer)[before:]] == [alarm]


@pytest.mark.parametrize("text", EMERGENCIES)
def test_an_emergency_told_in_the_queue_is_urgent_at_once(
    kefu: Kefu, customer: Customer, text: str
) -> None:
    waits(customer)
    sends(customer, text)
    (case,) = reading(kefu.database, kefu.topics.tickets.of_conversation, customer.id)
    with kefu.database.read() as unit:
        handoff = unit.handoffs.current(customer.id)
        owed = kefu.chat.turns.next(unit, customer.id)
    assert case.kind is TicketKind.THEFT_CASE
    assert handoff is not None
    assert (handoff.reason, handoff.priority) == (HandoffReason.THEFT, Priority.URGENT)
    assert owed is not None  # the bot tells it and offers the freeze
    assert system_words(customer) == []


@pytest.mark.parametrize("text", ["手机没电了", "如果手机丢了怎么办", "我怕被盗刷"])
def test_no_emergency_sounds_nothing(kefu: Kefu, customer: Customer, text: str) -> None:
    waits(customer)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, hire(kefu))
    before = system_words(customer)
    sends(customer, text)
    assert system_words(customer) == before
    assert reading(kefu.database, kefu.topics.tickets.of_conversation, customer.id) == []


def test_a_wish_to_freeze_becomes_the_case_under_its_number(kefu: Kefu, customer: Customer) -> None:
    wish = in_unit(kefu.database, kefu.topics.theft.open_wish, customer.id)
    assert (wish.kind, wish.priority) == (TicketKind.FREEZE, Priority.NORMAL)
    case = in_unit(kefu.database, kefu.topics.theft.open_case, customer.id)
    assert (case.kind, case.priority) == (TicketKind.THEFT_CASE, Priority.URGENT)
    assert case.number == wish.number
    assert case.due_at < wish.due_at
    assert in_unit(kefu.database, kefu.topics.theft.open_wish, customer.id).kind is case.kind


def test_what_was_told_stands_where_the_wallet_shows_nothing(
    kefu: Kefu, customer: Customer
) -> None:
    told = ToldOfTheft(report="转了5000被骗", amounts_fen=(500000,))
    in_unit(kefu.database, kefu.topics.theft.open_case, customer.id)
    noted = in_unit(kefu.database, kefu.topics.theft.note, customer.id, told)
    assert noted.facts == {
        "report": "转了5000被骗",
        "amount_fen": 500000,
        "told_amount_fen": 500000,
    }
    done = in_unit(kefu.database, kefu.topics.theft.complete_case, customer.id, [], "不清楚", told)
    assert (done.facts["amount_fen"], "count" in done.facts) == (500000, False)
    shown = kefu.topics.theft.suspicious(customer.id)
    done = in_unit(
        kefu.database, kefu.topics.theft.complete_case, customer.id, shown, "都不是", told
    )
    assert (done.facts["count"], done.facts["amount_fen"]) == (3, 1299900)
    assert done.facts["told_amount_fen"] == 500000


def test_the_bots_freeze_button_freezes_when_an_agent_has_the_conversation(
    kefu: Kefu, customer: Customer
) -> None:
    button = {"title": "立即冻结", "payload": BOTS_FREEZE}
    with kefu.database.begin() as unit:
        said = kefu.chat.log.say(
            unit, get_conversation(unit, customer.id), {"text": "要冻结吗", "buttons": [button]}
        )
    waits(customer)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, hire(kefu))
    (choice,) = said.data["choices"]
    message = InboundMessage(customer.id, "tap", choice_id=choice["id"])
    in_unit(kefu.database, kefu.chat.inbox.accept, message)
    assert kefu.demo is not None
    assert kefu.demo.truth("13800000006")["status"] == "frozen"
