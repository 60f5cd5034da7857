"""Whose agent is gone: the conversation goes to the head of the queue, and nobody else's does."""

from __future__ import annotations

from datetime import timedelta

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent, Role
from kefu.core.conversation import EventType, Owner
from kefu.core.handoff import HandoffReason, SkillGroup
from kefu.services.agent_watch import AgentWatch
from kefu.services.staff import Login
from kefu.services.units import in_unit
from tests.agents import PASSWORD, hire
from tests.conftest import FakeClock
from tests.customers import Customer
from tests.services.test_handoff import queued


def at_the_desk(kefu: Kefu, *skills: str) -> tuple[Agent, Login]:
    agent = hire(kefu, Role.AGENT, *skills)
    return agent, kefu.desk.staff.log_in(agent.username, PASSWORD)


def looks(kefu: Kefu, clock: FakeClock, seconds: int, *present: Login) -> list[str]:
    """Let time pass with looks all along; those who are `present` go on using the desk."""
    taken = []
    for _ in range(seconds // 5):
        clock.forward(seconds=5)
        for login in present:
            kefu.desk.staff.authenticate(login.token)
        taken += kefu.desk.agent_watch.look()
    return taken


def said(customer: Customer) -> list[str]:
    return [
        e.data["text"]
        for e in customer.events()
        if e.type is EventType.MESSAGE and e.data["from"] == "system"
    ]


def test_who_gave_no_sign_of_life_loses_the_conversation_to_the_head_of_the_queue(
    kefu: Kefu, clock: FakeClock
) -> None:
    (gone, _), (there, login) = at_the_desk(kefu), at_the_desk(kefu)
    mine = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, mine.id, there)
    waiting = queued(kefu)
    clock.forward(seconds=10)
    lost = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, lost.id, gone)
    kefu.desk.agent_watch.look()

    assert looks(kefu, clock, 45, login) == []
    assert looks(kefu, clock, 20, login) == [lost.id]

    assert lost.conversation.owner is Owner.QUEUED
    assert mine.conversation.owner is Owner.AGENT
    shown = [line.handoff.conversation_id for line in kefu.desk.views.queue(there)]
    assert shown == [mine.id, lost.id, waiting.id]
    assert said(lost)[-1].startswith("客服小林 的连接中断了，您已排到最前面")
    status = next(e for e in reversed(lost.events()) if e.type is EventType.STATUS)
    assert (status.data["owner"], status.data["position"]) == ("queued", 1)


def test_who_comes_back_sees_what_was_taken_and_by_whom(kefu: Kefu, clock: FakeClock) -> None:
    (gone, _), (there, login) = at_the_desk(kefu), at_the_desk(kefu)
    lost, kept = queued(kefu), queued(kefu)
    for customer in (lost, kept):
        in_unit(kefu.database, kefu.desk.attending.claim, customer.id, gone)
    kefu.desk.agent_watch.look()
    looks(kefu, clock, 70, login)
    in_unit(kefu.database, kefu.desk.attending.claim, lost.id, there)

    taken = kefu.desk.views.taken_back(gone)
    assert {t.handoff.conversation_id: (t.owner, t.agent) for t in taken} == {
        lost.id: (Owner.AGENT, there),
        kept.id: (Owner.QUEUED, None),
    }
    in_unit(kefu.database, kefu.desk.attending.claim, kept.id, gone)
    assert [t.handoff.conversation_id for t in kefu.desk.views.taken_back(gone)] == [lost.id]
    assert kefu.desk.views.taken_back(there) == []
    summary = kefu.desk.views.context(lost.id, there, 0)["summary"]
    assert "客服小林 接待中断，会话已回到队列" in summary["done"]


def test_who_logs_out_hands_everything_back_at_once(kefu: Kefu) -> None:
    agent, login = at_the_desk(kefu)
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    assert kefu.desk.agent_watch.look() == []

    kefu.desk.staff.log_out(login.token)

    assert kefu.desk.agent_watch.look() == [customer.id]


def test_nobody_is_away_because_nobody_watched(kefu: Kefu, clock: FakeClock) -> None:
    agent, login = at_the_desk(kefu)
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    assert kefu.desk.agent_watch.look() == []
    clock.forward(minutes=10)  # the database was away, or everything stood still

    assert kefu.desk.agent_watch.look() == []
    assert looks(kefu, clock, 120, login) == []
    restarted = AgentWatch(kefu.database, kefu.desk.attending, clock, timedelta(seconds=60))
    clock.forward(minutes=10)
    assert restarted.look() == []


def test_two_watches_take_a_conversation_back_once(kefu: Kefu, clock: FakeClock) -> None:
    agent, login = at_the_desk(kefu)
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    kefu.desk.staff.log_out(login.token)

    both = [kefu.desk.attending.take_back] * 2
    assert [in_unit(kefu.database, take, customer.id, agent.id) for take in both] == [True, False]
    assert len([text for text in said(customer) if "连接中断" in text]) == 1


def test_a_theft_stays_before_what_went_back(kefu: Kefu) -> None:
    agent, login = at_the_desk(kefu, "service", "security")
    lost = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, lost.id, agent)
    theft = queued(kefu, HandoffReason.THEFT)
    kefu.desk.staff.log_out(login.token)
    kefu.desk.agent_watch.look()

    shown = [line.handoff.conversation_id for line in kefu.desk.views.queue(agent)]
    assert shown == [theft.id, lost.id]


def test_who_comes_and_goes_is_said(kefu: Kefu) -> None:
    service, security = hire(kefu), hire(kefu, Role.AGENT, "security")
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, service)
    in_unit(
        kefu.database,
        kefu.desk.attending.transfer,
        customer.id,
        service,
        SkillGroup.SECURITY,
        "请核对13912345678",
    )
    assert [h.handoff.conversation_id for h in kefu.desk.views.queue(security)] == [customer.id]
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, security)
    in_unit(kefu.database, kefu.desk.attending.return_to_bot, customer.id, security)

    assert said(customer) == [
        "客服小林 已接入",
        "客服小林 正在为您转接安全专员，您排在最前面。您之前说的内容，新客服都能看到，不需要重复",
        "安全专员小林 已接入",
        "安全专员小林 已结束人工服务，智能助手继续为您服务",
    ]
    with kefu.database.read() as unit:
        handoff = unit.handoffs.latest(customer.id)
    assert handoff is not None
    assert "客服小林 转来：请核对[手机号:139****5678]" in handoff.summary["done"]


def test_whose_end_it_is_is_said(kefu: Kefu) -> None:
    agent, (by_agent, by_customer) = hire(kefu), (queued(kefu), Customer.arrives(kefu))
    in_unit(kefu.database, kefu.desk.attending.claim, by_agent.id, agent)
    in_unit(kefu.database, kefu.desk.attending.close, by_agent.id, agent)
    in_unit(kefu.database, kefu.chat.ending.close, by_customer.id)

    assert said(by_agent)[-1] == "客服小林 已结束本次服务，感谢您的咨询"
    assert said(by_customer) == ["您已结束本次会话"]
