"""Agents' logins, and what an agent may see: nothing that is not theirs to know."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from sqlalchemy import update

from kefu.bootstrap import Kefu
from kefu.core.agent import LOGIN_FAILURES, LOGIN_LOCK, SESSION_LIFETIME, Agent, Role
from kefu.core.conversation import Owner
from kefu.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    KefuError,
    NotAuthenticated,
    NotFound,
)
from kefu.core.handoff import HandoffReason, Priority
from kefu.services.units import in_unit, reading
from kefu.store.tables import agents
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer

PASSWORD = "Right-2026!"
NAMES = iter(range(10_000))


def hire(kefu: Kefu, role: Role = Role.AGENT, *skills: str) -> Agent:
    name = f"agent{next(NAMES)}"
    return kefu.desk.staff.create_agent(name, "小林", role, list(skills) or ["service"], PASSWORD)


def tries(kefu: Kefu, username: str, password: str) -> tuple[str, str, int | None]:
    with pytest.raises(KefuError) as error:
        kefu.desk.staff.log_in(username, password)
    return error.value.code, error.value.key, error.value.facts.get("retry_after")


# logins


def test_a_login_opens_a_session_that_ends(kefu: Kefu, clock: FakeClock) -> None:
    agent = hire(kefu)
    login = kefu.desk.staff.log_in(agent.username, PASSWORD)

    assert kefu.desk.staff.authenticate(login.token).agent.id == agent.id
    clock.forward(seconds=SESSION_LIFETIME.total_seconds())
    with pytest.raises(NotAuthenticated):
        kefu.desk.staff.authenticate(login.token)


def test_logging_out_ends_one_session(kefu: Kefu) -> None:
    agent = hire(kefu)
    one, two = (kefu.desk.staff.log_in(agent.username, PASSWORD) for _ in range(2))
    kefu.desk.staff.log_out(one.token)

    with pytest.raises(NotAuthenticated):
        kefu.desk.staff.authenticate(one.token)
    kefu.desk.staff.authenticate(two.token)
    kefu.desk.staff.log_out(one.token)


@ON_SQLITE
@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "' OR 1=1 --"])
def test_anything_else_is_no_session(kefu: Kefu, token: str) -> None:
    with pytest.raises(NotAuthenticated):
        kefu.desk.staff.authenticate(token)


def test_a_disabled_agent_is_out_at_once(kefu: Kefu) -> None:
    agent = hire(kefu)
    login = kefu.desk.staff.log_in(agent.username, PASSWORD)
    with kefu.database.engine.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(update(agents).values(disabled=True))

    with pytest.raises(NotAuthenticated):
        kefu.desk.staff.authenticate(login.token)
    assert tries(kefu, agent.username, PASSWORD)[0] == "wrong_credentials"


def test_five_failures_lock_for_fifteen_minutes(kefu: Kefu, clock: FakeClock) -> None:
    agent = hire(kefu)
    for _ in range(LOGIN_FAILURES):
        assert tries(kefu, agent.username, "wrong")[0] == "wrong_credentials"

    lock = int(LOGIN_LOCK.total_seconds())
    assert tries(kefu, agent.username, PASSWORD)[::2] == ("limit_reached", lock)
    clock.forward(seconds=lock - 1)
    assert tries(kefu, agent.username, PASSWORD)[::2] == ("limit_reached", 1)
    clock.forward(seconds=1)
    kefu.desk.staff.log_in(agent.username, PASSWORD)


def test_trying_on_does_not_prolong_the_lock(kefu: Kefu, clock: FakeClock) -> None:
    agent = hire(kefu)
    for _ in range(LOGIN_FAILURES):
        tries(kefu, agent.username, "wrong")
    for _ in range(20):
        clock.forward(seconds=30)
        tries(kefu, agent.username, "wrong")
    clock.forward(seconds=300)

    kefu.desk.staff.log_in(agent.username, PASSWORD)


def test_the_fifth_try_may_be_right_and_clears_the_count(kefu: Kefu) -> None:
    agent = hire(kefu)
    for _ in range(3):
        for _ in range(LOGIN_FAILURES - 1):
            tries(kefu, agent.username, "wrong")
        kefu.desk.staff.log_in(agent.username, PASSWORD)


def test_a_lock_is_one_agents(kefu: Kefu) -> None:
    locked, other = hire(kefu), hire(kefu)
    for _ in range(LOGIN_FAILURES):
        tries(kefu, locked.username, "wrong")

    kefu.desk.staff.log_in(other.username, PASSWORD)


@pytest.mark.parametrize("password", ["wrong", PASSWORD, ""])
def test_an_unknown_user_is_treated_like_a_known_one(kefu: Kefu, password: str) -> None:
    agent = hire(kefu)
    known = [tries(kefu, agent.username, "wrong") for _ in range(LOGIN_FAILURES + 2)]
    unknown = [tries(kefu, "nobody", password) for _ in range(LOGIN_FAILURES + 2)]

    assert known == unknown


@pytest.mark.parametrize("username", ["", "\x00", "x" * 10_000, "' OR 1=1 --"])
def test_odd_usernames(kefu: Kefu, username: str) -> None:
    with pytest.raises((NotAuthenticated, Invalid)):
        kefu.desk.staff.log_in(username, PASSWORD)


@ON_SQLITE
def test_csrf_tokens_belong_to_one_session(kefu: Kefu) -> None:
    agent = hire(kefu)
    one, two = (kefu.desk.staff.log_in(agent.username, PASSWORD) for _ in range(2))

    kefu.desk.staff.check_csrf(one.token, one.csrf_token)
    assert kefu.desk.staff.csrf_token(one.token) == one.csrf_token
    for forged in ("", "x", two.csrf_token, one.token, "é", "\ud800"):
        with pytest.raises(Forbidden) as error:
            kefu.desk.staff.check_csrf(one.token, forged)
        assert error.value.code == "csrf_failed"


def test_new_agents(kefu: Kefu) -> None:
    agent = hire(kefu)

    with pytest.raises(Conflict):
        kefu.desk.staff.create_agent(agent.username, "x", Role.AGENT, [], PASSWORD)
    with pytest.raises(Invalid):
        kefu.desk.staff.create_agent("short", "x", Role.AGENT, [], "123456789")
    assert agent.password_hash.startswith("$argon2id$")


# hand-offs


def queued(
    kefu: Kefu,
    reason: HandoffReason = HandoffReason.CUSTOMER_REQUEST,
    customer: Customer | None = None,
) -> Customer:
    customer = customer or Customer.arrives(kefu)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, reason)
    with kefu.database.begin() as unit:
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        assert kefu.desk.handoff.activate(unit, conversation)
    return customer


def test_the_urgent_come_first_then_the_earliest(kefu: Kefu, clock: FakeClock) -> None:
    supervisor = hire(kefu, Role.SUPERVISOR)
    reasons = [
        HandoffReason.CUSTOMER_REQUEST,
        HandoffReason.COMPLAINT,
        HandoffReason.CUSTOMER_REQUEST,
        HandoffReason.THEFT,
    ]
    customers = []
    for reason in reasons:
        customers.append(queued(kefu, reason).id)
        clock.forward(seconds=10)

    waiting = [line.handoff.conversation_id for line in kefu.desk.views.queue(supervisor)]

    assert waiting == [customers[n] for n in (3, 1, 0, 2)]
    place = reading(kefu.database, kefu.desk.handoff.place, customers[2])
    assert place is not None
    assert place.position == 3  # theft waits in another queue


def test_agents_see_their_skills_only(kefu: Kefu) -> None:
    agent, security = hire(kefu), hire(kefu, Role.AGENT, "security")
    theft = queued(kefu, HandoffReason.THEFT)

    assert kefu.desk.views.queue(agent) == []
    for act in (
        lambda: in_unit(kefu.database, kefu.desk.handoff.claim, theft.id, agent),
        lambda: kefu.desk.views.context(theft.id, agent, 0),
    ):
        with pytest.raises(NotFound):
            act()
    assert [line.handoff.conversation_id for line in kefu.desk.views.queue(security)] == [theft.id]
    assert in_unit(kefu.database, kefu.desk.handoff.claim, theft.id, security).owner is Owner.AGENT


def test_only_the_owner_speaks_returns_and_closes(kefu: Kefu) -> None:
    agent, colleague = hire(kefu), hire(kefu)
    customer = queued(kefu)

    def refused(who: Agent, code: str = "not_your_conversation") -> None:
        for act in (
            lambda: in_unit(kefu.database, kefu.desk.handoff.say, customer.id, who, "m", "您好"),
            lambda: in_unit(kefu.database, kefu.desk.handoff.return_to_bot, customer.id, who),
            lambda: in_unit(kefu.database, kefu.desk.handoff.close, customer.id, who),
        ):
            with pytest.raises(KefuError) as error:
                act()
            assert error.value.code == code

    refused(agent)
    in_unit(kefu.database, kefu.desk.handoff.claim, customer.id, agent)
    refused(colleague)
    with pytest.raises(NotFound):
        kefu.desk.views.context(customer.id, colleague, 0)
    in_unit(kefu.database, kefu.desk.handoff.say, customer.id, agent, "m", "您好")
    in_unit(kefu.database, kefu.desk.handoff.return_to_bot, customer.id, agent)
    refused(agent, "conversation_not_found")
    with pytest.raises(NotFound):
        kefu.desk.views.context(customer.id, agent, 0)
    assert customer.signals() == ['/inform{"handoff": "returned"}']


def test_what_was_said_to_the_human_is_not_the_bots_to_answer(kefu: Kefu) -> None:
    agent, customer = hire(kefu), Customer.arrives(kefu)
    queued(kefu, customer=customer)
    in_unit(kefu.database, kefu.desk.handoff.claim, customer.id, agent)
    customer.says("人工您好")
    with kefu.database.read() as unit:
        assert unit.conversations.unanswered() == []
    in_unit(kefu.database, kefu.desk.handoff.return_to_bot, customer.id, agent)

    owed = [
        e.data
        for e in customer.events()
        if e.needs_answer and e.seq > customer.conversation.answered_seq
    ]
    assert owed == [{"payload": '/inform{"handoff": "returned"}'}]


def test_an_agents_words_are_stored_once_and_masked(kefu: Kefu) -> None:
    agent = hire(kefu)
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.handoff.claim, customer.id, agent)
    long = "x" * 60

    first = in_unit(
        kefu.database, kefu.desk.handoff.say, customer.id, agent, f"{long}1", "请拨打13800000001"
    )
    assert (
        in_unit(
            kefu.database,
            kefu.desk.handoff.say,
            customer.id,
            agent,
            f"{long}1",
            "请拨打13800000001",
        )
        == first
    )
    assert (
        in_unit(kefu.database, kefu.desk.handoff.say, customer.id, agent, f"{long}2", "好的")
        != first
    )

    texts = [e.data["text"] for e in customer.events() if e.data.get("from") == "agent"]
    assert texts == ["请拨打[手机号:138****0001]", "好的"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("请把验证码发给我", "asks_for_secret"),
        ("不用担心,密码是多少", "asks_for_secret"),
        ("请打开 https://evil.example/login 处理", "foreign_link"),
        (" \n", "empty_text"),
    ],
)
def test_what_an_agent_must_not_say_is_refused(kefu: Kefu, text: str, code: str) -> None:
    agent, customer = hire(kefu), queued(kefu)
    in_unit(kefu.database, kefu.desk.handoff.claim, customer.id, agent)

    with pytest.raises(Invalid) as error:
        in_unit(kefu.database, kefu.desk.handoff.say, customer.id, agent, "m", text)

    assert error.value.code == code
    assert [e for e in customer.events() if e.data.get("from") == "agent"] == []


@ON_SQLITE
def test_the_note_for_the_next_human_is_masked(kefu: Kefu) -> None:
    agent, customer = hire(kefu), queued(kefu)
    in_unit(kefu.database, kefu.desk.handoff.claim, customer.id, agent)

    in_unit(kefu.database, kefu.desk.handoff.return_to_bot, customer.id, agent, "已回拨13800000001")

    with kefu.database.read() as unit:
        handoff = unit.handoffs.latest(customer.id)
    assert handoff is not None
    assert handoff.summary["note"] == "已回拨[手机号:138****0001]"


def test_asking_again_raises_the_urgency_and_keeps_the_place(kefu: Kefu, clock: FakeClock) -> None:
    customer = queued(kefu)
    since = clock.now
    clock.forward(minutes=5)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, HandoffReason.THEFT)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, HandoffReason.CUSTOMER_REQUEST)

    (line,) = kefu.desk.views.queue(hire(kefu, Role.SUPERVISOR))
    handoff = line.handoff
    assert (handoff.priority, handoff.skill_group) == (Priority.URGENT, "security")
    assert handoff.queued_at == since


def test_the_summary_is_masked(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, "13800000001")
    customer.says("我的号13800000001,转账没成功,气死了")
    queued(kefu, customer=customer)
    agent = hire(kefu)

    context = kefu.desk.views.context(customer.id, agent, 0)

    assert context["summary"]["who"] == "*伟 138****0001，账户正常，应用内已登录"
    assert context["summary"]["mood"] == "agitated"
    assert context["customer"]["phone"] == "138****0001"
    assert "13800000001" not in str(context)
    assert "张伟" not in str(context)


def test_leaving_the_queue_gives_the_conversation_back(kefu: Kefu) -> None:
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.handoff.leave_queue, customer.id)

    assert customer.conversation.owner is Owner.BOT
    assert reading(kefu.database, kefu.desk.handoff.place, customer.id) is None
    with pytest.raises(Conflict):
        in_unit(kefu.database, kefu.desk.handoff.leave_queue, customer.id)


# one-time codes at the login


def test_a_login_with_a_one_time_code_wants_it_once(kefu: Kefu, clock: FakeClock) -> None:
    kefu.desk.staff.create_agent("totp1", "客服小陈", Role.AGENT, ["service"], "Long-Enough-1!")
    address = kefu.desk.staff.enrol_totp("totp1")
    secret = parse_qs(urlsplit(address).query)["secret"][0]
    code = pyotp.TOTP(secret).at(clock())

    for wrong in (None, "000000" if code != "000000" else "111111"):
        with pytest.raises(NotAuthenticated) as error:
            kefu.desk.staff.log_in("totp1", "Long-Enough-1!", wrong)
        assert error.value.code == ("totp_required" if wrong is None else "wrong_credentials")
    assert kefu.desk.staff.log_in("totp1", "Long-Enough-1!", code).token
    with pytest.raises(NotAuthenticated):
        kefu.desk.staff.log_in("totp1", "Long-Enough-1!", code)
    clock.forward(seconds=90)
    assert kefu.desk.staff.log_in("totp1", "Long-Enough-1!", pyotp.TOTP(secret).at(clock())).token


def test_the_secret_of_one_time_codes_is_stored_encrypted(kefu: Kefu) -> None:
    kefu.desk.staff.create_agent("totp2", "客服小陈", Role.AGENT, ["service"], "Long-Enough-1!")
    secret = parse_qs(urlsplit(kefu.desk.staff.enrol_totp("totp2")).query)["secret"][0]

    with kefu.database.read() as unit:
        agent = unit.agents.by_username("totp2")
    assert agent is not None
    assert secret not in str(agent)
