"""Agents' logins: locked after failures, known by nobody else, with one-time codes on wish."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
from sqlalchemy import func, select, update

from kefu.bootstrap import Kefu
from kefu.core.agent import (
    LOGIN_FAILURES,
    LOGIN_FAILURES_OF_ALL,
    LOGIN_LOCK,
    SESSION_LIFETIME,
    Role,
)
from kefu.core.errors import (
    Conflict,
    Forbidden,
    Invalid,
    KefuError,
    NotAuthenticated,
)
from kefu.store.tables import agent_sessions, agents
from tests.agents import PASSWORD, hire
from tests.conftest import ON_SQLITE, FakeClock


def tries(
    kefu: Kefu, username: str, password: str, network: str = ""
) -> tuple[str, str, int | None]:
    with pytest.raises(KefuError) as error:
        kefu.desk.staff.log_in(username, password, network=network)
    return error.value.code, error.value.key, error.value.facts.get("retry_after")


def test_a_login_opens_a_session_that_ends(kefu: Kefu, clock: FakeClock) -> None:
    agent = hire(kefu)
    login = kefu.desk.staff.log_in(agent.username, PASSWORD)

    assert kefu.desk.staff.authenticate(login.token).agent.id == agent.id
    clock.forward(seconds=SESSION_LIFETIME.total_seconds())
    with pytest.raises(NotAuthenticated):
        kefu.desk.staff.authenticate(login.token)


def test_sessions_that_have_run_out_are_not_kept(kefu: Kefu, clock: FakeClock) -> None:
    agent, other = hire(kefu), hire(kefu)
    for _ in range(3):
        for name in (agent.username, other.username):
            kefu.desk.staff.log_in(name, PASSWORD)
        clock.forward(seconds=SESSION_LIFETIME.total_seconds() - 1)
    second = kefu.desk.staff.log_in(agent.username, PASSWORD)
    clock.forward(seconds=2)
    last = kefu.desk.staff.log_in(agent.username, PASSWORD)

    with kefu.database.engine.connect() as connection:  # type: ignore[attr-defined]
        kept = select(func.count()).where(agent_sessions.c.agent_id == agent.id)
        assert connection.scalar(kept) == 2
    assert kefu.desk.staff.authenticate(second.token).agent == agent
    assert kefu.desk.staff.authenticate(last.token).agent == agent


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


def test_a_stranger_who_knows_the_name_does_not_shut_its_owner_out(kefu: Kefu) -> None:
    agent = hire(kefu)
    for _ in range(LOGIN_FAILURES_OF_ALL + 5):
        tries(kefu, agent.username, "wrong", "192.0.2.1")

    assert tries(kefu, agent.username, PASSWORD, "192.0.2.1")[0] == "limit_reached"
    kefu.desk.staff.log_in(agent.username, PASSWORD, network="198.51.100.1")


def test_many_networks_guess_no_more_than_so_often(kefu: Kefu) -> None:
    agent = hire(kefu)
    for number in range(LOGIN_FAILURES_OF_ALL):
        assert tries(kefu, agent.username, "wrong", f"192.0.2.{number}")[0] == "wrong_credentials"

    assert tries(kefu, agent.username, PASSWORD, "198.51.100.1")[0] == "limit_reached"


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


@ON_SQLITE
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("客服 kdou-vip.com", "foreign_link"),
        ("专员，验证码发我", "asks_for_secret"),
        ("加t.me/kdou", "foreign_link"),
    ],
)
def test_a_name_that_customers_read_is_judged_like_a_message(
    kefu: Kefu, name: str, code: str
) -> None:
    with pytest.raises(Invalid) as error:
        kefu.desk.staff.create_agent("somebody", name, Role.AGENT, ["service"], PASSWORD)

    assert error.value.code == code
