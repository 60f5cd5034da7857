"""The small rules of the domain: owners, assurance, priorities, what describes a transaction,
what clients see.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from kefu.core.agent import Agent, Role
from kefu.core.conversation import (
    Assurance,
    Conversation,
    Event,
    EventType,
    Owner,
    check_owner_change,
)
from kefu.core.errors import Conflict
from kefu.core.handoff import HandoffReason, Priority, priority_of, skill_group_of
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus, describes

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
ALLOWED = {
    (Owner.BOT, Owner.QUEUED),
    (Owner.BOT, Owner.CLOSED),
    (Owner.QUEUED, Owner.AGENT),
    (Owner.QUEUED, Owner.BOT),
    (Owner.QUEUED, Owner.CLOSED),
    (Owner.AGENT, Owner.QUEUED),
    (Owner.AGENT, Owner.BOT),
    (Owner.AGENT, Owner.CLOSED),
}


@pytest.mark.parametrize(("current", "new"), list(product(Owner, Owner)))
def test_owner_changes(current: Owner, new: Owner) -> None:
    if (current, new) in ALLOWED:
        check_owner_change(current, new)
    else:
        with pytest.raises(Conflict):
            check_owner_change(current, new)


def test_a_step_up_ends_at_its_minute_and_falls_back_to_the_channel() -> None:
    conversation = Conversation(
        id="cv_1",
        channel="app",
        locale="zh-CN",
        owner=Owner.BOT,
        created_at=NOW,
        updated_at=NOW,
        base_assurance=Assurance.LOGGED_IN,
        stepped_up_until=NOW + timedelta(minutes=15),
    )

    assert conversation.assurance(NOW) is Assurance.STEPPED_UP
    assert conversation.assurance(NOW + timedelta(minutes=15)) is Assurance.LOGGED_IN


def test_theft_and_danger_are_the_most_urgent_and_go_to_security() -> None:
    urgent = {HandoffReason.THEFT, HandoffReason.DANGER}

    assert {reason for reason in HandoffReason if priority_of(reason) is Priority.URGENT} == urgent
    assert all(
        priority_of(reason).rank > Priority.URGENT.rank for reason in set(HandoffReason) - urgent
    )
    assert {skill_group_of(reason) for reason in urgent} == {"security"}
    assert skill_group_of(HandoffReason.COMPLAINT) == "service"


def test_agents_see_their_skills_and_supervisors_everything() -> None:
    def agent(role: Role) -> Agent:
        return Agent("ag_1", "a", "A", role, ["service"], "", NOW)

    assert agent(Role.AGENT).sees("service")
    assert not agent(Role.AGENT).sees("security")
    assert agent(Role.SUPERVISOR).sees("security")


def test_a_client_never_sees_payloads_hashes_or_signals() -> None:
    data = {"from": "customer", "text": "是", "payload": "/affirm", "body_hash": "ab", "card": None}
    event = Event(3, NOW, EventType.MESSAGE, data)

    assert event.public() == {
        "seq": 3,
        "at": "2026-03-02T04:00:00+00:00",
        "type": "message",
        "from": "customer",
        "text": "是",
    }
    assert event.needs_answer
    signal = Event(4, NOW, EventType.SIGNAL, {"payload": "/x"})
    assert not signal.is_public
    assert signal.needs_answer
    assert not Event(5, NOW, EventType.MESSAGE, {"from": "bot"}).needs_answer


PAID = Transaction(
    id="TX1",
    account_id="acc_1",
    kind=TransactionKind.PAYMENT,
    amount_fen=20000,
    status=TransactionStatus.FAILED,
    failure_reason=None,
    at=NOW - timedelta(hours=13),  # 23:00 of yesterday in Beijing
    counterparty="美团外卖",
    method="余额",
)


@pytest.mark.parametrize(
    ("facts", "fits"),
    [
        ({}, True),
        ({"amount_fen": 20000}, True),
        ({"amount_fen": 20001}, False),
        ({"counterparty": "美团"}, True),
        ({"counterparty": "滴滴"}, False),
        ({"at": NOW - timedelta(hours=10)}, True),
        ({"at": NOW - timedelta(hours=9)}, False),
        ({"at": NOW - timedelta(hours=24), "whole_day": True}, True),
        ({"at": NOW, "whole_day": True}, False),
        ({"amount_fen": 20000, "counterparty": "滴滴"}, False),
    ],
)
def test_what_describes_a_transaction(facts: dict[str, object], fits: bool) -> None:
    assert describes(PAID, **facts) is fits  # type: ignore[arg-type]
