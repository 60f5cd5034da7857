"""Who leaves while waiting: their place sleeps, wakes, becomes a ticket; and what the others are
told.
"""

from __future__ import annotations

from datetime import timedelta

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent, Role
from kefu.core.conversation import EventType, Owner
from kefu.core.handoff import Handoff, HandoffReason
from kefu.core.ticket import TicketKind
from kefu.services.customer_watch import CustomerWatch
from kefu.services.places import Place
from kefu.services.queue_watch import QueueWatch
from kefu.services.units import in_unit, reading
from tests.agents import PASSWORD, hire
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer
from tests.services.test_agent_watch import said
from tests.services.test_handoff import queued

pytestmark = ON_SQLITE
MINUTE = 60


def watches(kefu: Kefu, clock: FakeClock, seconds: int, *here: Customer) -> list[str]:
    """Let time pass with a look every five seconds; those who are `here` stay connected."""
    changed = kefu.desk.customer_watch.look({customer.id for customer in here})
    for _ in range(seconds // 5):
        clock.forward(seconds=5)
        changed += kefu.desk.customer_watch.look({customer.id for customer in here})
        kefu.desk.queue_watch.look()
    return changed


def queue_up(kefu: Kefu, clock: FakeClock, count: int) -> list[Customer]:
    """So many, one after another."""
    waiting = []
    for _ in range(count):
        clock.forward(seconds=1)
        waiting.append(queued(kefu))
    return waiting


def place(kefu: Kefu, customer: Customer) -> Place | None:
    return reading(kefu.database, kefu.desk.handoff.place, customer.id)


def shown(kefu: Kefu, agent: Agent) -> list[str]:
    return [line.handoff.conversation_id for line in kefu.desk.views.queue(agent)]


def handoff_of(kefu: Kefu, customer: Customer) -> Handoff:
    with kefu.database.read() as unit:
        found = unit.handoffs.latest(customer.id)
    assert found is not None
    return found


def test_who_left_is_not_offered_and_nobody_waits_behind_them(kefu: Kefu, clock: FakeClock) -> None:
    agent = hire(kefu)
    *ghosts, there = queue_up(kefu, clock, 4)
    assert watches(kefu, clock, 110, there) == []
    before = place(kefu, there)
    assert before is not None
    assert before.position == 4

    assert set(watches(kefu, clock, 15, there)) == {ghost.id for ghost in ghosts}

    after = place(kefu, there)
    assert after is not None
    assert after.position == 1
    assert shown(kefu, agent) == [there.id]
    told = [e.data for e in there.events() if e.type is EventType.STATUS]
    assert told[-1]["position"] == 1


def test_who_comes_back_has_their_place_and_is_told(kefu: Kefu, clock: FakeClock) -> None:
    first, second = queue_up(kefu, clock, 2)
    watches(kefu, clock, 5 * MINUTE, second)
    assert watches(kefu, clock, 0, first, second) == [first.id]

    assert said(first)[-1] == "欢迎回来，您的位置一直为您保留，现在排在第 1 位"
    back = place(kefu, first)
    assert back is not None
    assert back.position == 1
    assert shown(kefu, hire(kefu)) == [first.id, second.id]
    assert watches(kefu, clock, 10, first, second) == []


def test_who_stays_away_gets_a_ticket_and_the_bot(kefu: Kefu, clock: FakeClock) -> None:
    customer = Customer.logged_in(kefu, "13800000001")
    customer.says("充值两百没到账")
    queued(kefu, customer=customer)
    assert watches(kefu, clock, 14 * MINUTE) == [customer.id]
    assert watches(kefu, clock, 2 * MINUTE) == [customer.id]

    (ticket,) = reading(kefu.database, kefu.topics.tickets.of_account, "acc_0001")
    assert ticket.kind is TicketKind.GENERAL
    assert ticket.facts == {"service_description": "充值两百没到账"}
    assert customer.conversation.owner is Owner.BOT
    assert ticket.number in said(customer)[-1]
    assert handoff_of(kefu, customer).ended_at is not None
    assert customer.signals() == []  # nobody is there to be spoken to
    assert watches(kefu, clock, 30 * MINUTE) == []


def test_a_theft_sleeps_in_sight_and_is_never_dropped(kefu: Kefu, clock: FakeClock) -> None:
    security = hire(kefu, Role.AGENT, "security")
    theft = queued(kefu, HandoffReason.THEFT)
    later = queued(kefu, HandoffReason.THEFT)
    watches(kefu, clock, 40 * MINUTE, later)

    assert theft.conversation.owner is Owner.QUEUED
    assert shown(kefu, security) == [later.id, theft.id]
    awake = place(kefu, later)
    assert awake is not None
    assert awake.position == 1
    assert in_unit(kefu.database, kefu.desk.attending.claim, theft.id, security).agent_id


def test_nobody_is_thrown_out_by_a_restart(kefu: Kefu, clock: FakeClock) -> None:
    customer = queued(kefu)
    watches(kefu, clock, 10, customer)
    clock.forward(minutes=30)
    restarted = CustomerWatch(
        kefu.database,
        kefu.desk.handoff,
        kefu.topics.tickets,
        clock,
        away_after=timedelta(minutes=2),
        ticket_after=timedelta(minutes=15),
    )
    for _ in range(20):
        assert restarted.look(set()) == []
        clock.forward(seconds=5)
    assert handoff_of(kefu, customer).asleep_at is None


def test_who_is_connected_to_another_process_is_there(kefu: Kefu, clock: FakeClock) -> None:
    customer = queued(kefu)
    other = CustomerWatch(
        kefu.database,
        kefu.desk.handoff,
        kefu.topics.tickets,
        clock,
        away_after=timedelta(minutes=2),
        ticket_after=timedelta(minutes=15),
    )
    for _ in range(60):
        clock.forward(seconds=5)
        assert other.look(set()) == []
        assert kefu.desk.customer_watch.look({customer.id}) == []


def test_being_there_is_noted_rarely(kefu: Kefu, clock: FakeClock) -> None:
    customer = queued(kefu)
    noted = set()
    for _ in range(10 * MINUTE // 5):
        watches(kefu, clock, 5, customer)
        noted.add(handoff_of(kefu, customer).seen_at)
    assert 5 <= len(noted) <= 11


def test_who_is_reached_without_a_connection_is_always_there(kefu: Kefu, clock: FakeClock) -> None:
    customer = queued(kefu)
    for _ in range(30 * MINUTE // 5):
        clock.forward(seconds=5)
        assert kefu.desk.customer_watch.look(set(), {"web"}) == []
    assert customer.conversation.owner is Owner.QUEUED


# estimates


def estimate(kefu: Kefu, customer: Customer) -> int:
    found = place(kefu, customer)
    assert found is not None
    return found.estimated_wait


def at_desk(kefu: Kefu, *skills: str, role: Role = Role.AGENT) -> Agent:
    agent = hire(kefu, role, *skills)
    kefu.desk.staff.log_in(agent.username, PASSWORD)
    return agent


def test_an_idle_agent_is_there_at_once_and_only_for_their_group(kefu: Kefu) -> None:
    theft = queued(kefu, HandoffReason.THEFT)
    customer = queued(kefu)
    assert estimate(kefu, theft) == 1800  # nobody is there: half an hour or more
    at_desk(kefu, "security")

    assert estimate(kefu, theft) == 30
    assert estimate(kefu, customer) == 1800


def test_the_busier_the_desk_the_longer_it_takes(kefu: Kefu, clock: FakeClock) -> None:
    first, second = at_desk(kefu), at_desk(kefu)
    waiting = queue_up(kefu, clock, 4)
    assert [estimate(kefu, customer) for customer in waiting] == [30, 30, 120, 240]
    in_unit(kefu.database, kefu.desk.attending.claim, waiting[0].id, first)
    in_unit(kefu.database, kefu.desk.attending.claim, waiting[1].id, second)

    assert [estimate(kefu, customer) for customer in waiting[2:]] == [120, 240]


def test_an_estimate_is_never_absurd(kefu: Kefu, clock: FakeClock) -> None:
    agent = at_desk(kefu)
    for _ in range(6):  # each takes two hours
        customer = queued(kefu)
        in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
        clock.forward(minutes=30)
        in_unit(kefu.database, kefu.desk.attending.close, customer.id, agent)
    kefu.desk.staff.log_in(agent.username, PASSWORD)
    waiting = queue_up(kefu, clock, 30)

    assert estimate(kefu, waiting[0]) == 30
    assert estimate(kefu, waiting[1]) == 15 * MINUTE
    assert {estimate(kefu, customer) for customer in waiting[3:]} == {1800}


def test_a_leader_counts_where_nobody_else_is(kefu: Kefu) -> None:
    customer = queued(kefu)
    at_desk(kefu, role=Role.SUPERVISOR)
    assert estimate(kefu, customer) == 30
    busy = at_desk(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, queued(kefu).id, busy)
    assert estimate(kefu, customer) == 240


def test_a_promise_that_has_passed_is_made_good_by_a_longer_one(
    kefu: Kefu, clock: FakeClock
) -> None:
    agent = at_desk(kefu, "security")
    customer = queued(kefu, HandoffReason.THEFT)
    begin = clock()
    assert estimate(kefu, customer) == 30
    told = []
    for second in range(5, 40 * MINUTE, 5):
        clock.forward(seconds=5)
        if second % 30 == 0:
            kefu.desk.staff.log_in(agent.username, PASSWORD)  # idle, and takes nothing
        if kefu.desk.queue_watch.look():
            status = customer.events()[-1]
            assert status.data["late"]
            told.append(((status.at - begin).seconds, status.data["estimated_wait"]))

    assert estimate(kefu, customer) == 30
    # What was said is never less than what has been waited, as long as anybody can tell.
    assert told == [(65, 120), (190, 240), (435, 480), (920, 960), (1885, 1800)]


def test_a_promise_that_has_passed_is_taken_back_once_by_all_processes(
    kefu: Kefu, clock: FakeClock
) -> None:
    at_desk(kefu)
    customer = queued(kefu)
    other = QueueWatch(kefu.database, kefu.desk.handoff, clock)
    assert [kefu.desk.queue_watch.look(), other.look()] == [[], []]
    clock.forward(seconds=MINUTE + 1)

    assert [kefu.desk.queue_watch.look(), other.look()] == [[customer.id], []]
