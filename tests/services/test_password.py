"""A new password: only after its own code, only a good one, once;
and whoever else was logged in is out.
"""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from kefu.bootstrap import Kefu
from kefu.core.errors import AssuranceTooLow, Conflict, Invalid, NotAuthenticated, NotFound
from kefu.core.verification import STEP_UP_LIFETIME, InputStatus, Purpose
from kefu.services.password import INPUT_LIFETIME
from kefu.services.units import in_unit, reading
from kefu.wallet.tables import password_hashes
from tests.conftest import FakeClock
from tests.customers import Customer

PHONE = "13800000001"
GOOD = "Tr4in&Kettle"
OTHER = "Cl0ud#Violin"


def set_password(kefu: Kefu, customer: Customer, value: str) -> None:
    in_unit(
        kefu.database,
        kefu.chat.secure_inputs.submit,
        customer.id,
        in_unit(kefu.database, kefu.topics.password.ask_new, customer.id).id,
        value,
    )


def current_password_is(kefu: Kefu, value: str) -> bool:
    newest = (
        select(password_hashes.c.hash)
        .where(password_hashes.c.account_id == "acc_0001")
        .order_by(password_hashes.c.set_at.desc())
        .limit(1)
    )
    with kefu.wallet._wallet._engine.connect() as connection:  # type: ignore[attr-defined]
        stored = connection.scalar(newest)
    return PasswordHasher().verify(stored, value)


def test_the_whole_way(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    customer.verifies(PHONE)
    assert kefu.demo is not None
    assert kefu.demo.truth(PHONE)["sessions"]
    clock.forward(minutes=1)

    set_password(kefu, customer, GOOD)

    assert current_password_is(kefu, GOOD)
    assert customer.signals()[-1] == '/inform{"secure_input": "new_password"}'
    truth = kefu.demo.truth(PHONE)
    assert truth["sessions"] == []
    assert truth["password_changed_at"] == clock.now.isoformat()


def test_asking_twice_gives_the_same_input(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(PHONE)

    assert (
        in_unit(kefu.database, kefu.topics.password.ask_new, customer.id).id
        == in_unit(kefu.database, kefu.topics.password.ask_new, customer.id).id
    )


@pytest.mark.parametrize(
    ("value", "rule"),
    [("short", "length"), ("Password1!", "strength"), ("Qw&13800000001", "personal")],
)
def test_a_bad_password_is_refused_with_the_rules(
    kefu: Kefu, customer: Customer, value: str, rule: str
) -> None:
    customer.verifies(PHONE)

    with pytest.raises(Invalid) as error:
        set_password(kefu, customer, value)

    assert error.value.code == "password_rejected"
    assert rule in error.value.facts["violations"]
    assert value not in str(error.value.facts)
    set_password(kefu, customer, GOOD)  # the input is still open


@pytest.mark.parametrize("value", ["\x00" * 10, "\ud800aA1!aA1!", "字" * 500, "x" * 100_000])
def test_odd_values_are_refused_like_any_bad_password(
    kefu: Kefu, customer: Customer, value: str
) -> None:
    customer.verifies(PHONE)

    with pytest.raises(Invalid) as error:
        set_password(kefu, customer, value)

    assert error.value.code == "password_rejected"


def test_a_recent_password_is_refused(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    customer.verifies(PHONE)
    clock.forward(seconds=1)
    set_password(kefu, customer, GOOD)
    clock.forward(seconds=1)

    with pytest.raises(Invalid) as error:
        set_password(kefu, customer, GOOD)

    assert error.value.facts["violations"] == ["recent"]


def test_an_input_is_used_once(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(PHONE)
    wanted = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    in_unit(kefu.database, kefu.chat.secure_inputs.submit, customer.id, wanted.id, GOOD)

    with pytest.raises(Conflict) as error:
        in_unit(kefu.database, kefu.chat.secure_inputs.submit, customer.id, wanted.id, OTHER)

    assert error.value.code == "input_closed"
    assert current_password_is(kefu, GOOD)


def test_an_input_ends_with_its_time_and_with_the_step_up(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    customer.verifies(PHONE)
    early = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    clock.forward(seconds=INPUT_LIFETIME.total_seconds())
    with pytest.raises(Invalid) as expired:
        in_unit(kefu.database, kefu.chat.secure_inputs.submit, customer.id, early.id, GOOD)
    assert expired.value.code == "code_expired"

    late = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    clock.forward(seconds=(STEP_UP_LIFETIME - INPUT_LIFETIME).total_seconds())
    with pytest.raises(AssuranceTooLow):
        in_unit(kefu.database, kefu.chat.secure_inputs.submit, customer.id, late.id, GOOD)
    assert customer.signals() == ['/inform{"secure_input": "verification_code"}']


def test_an_input_is_the_conversations_own(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(PHONE)
    wanted = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    thief = Customer.arrives(kefu)

    with pytest.raises(NotFound) as error:
        in_unit(kefu.database, kefu.chat.secure_inputs.submit, thief.id, wanted.id, GOOD)
    assert error.value.code == "input_not_found"
    with pytest.raises(NotFound):
        reading(kefu.database, kefu.chat.secure_inputs.get, thief.id, wanted.id)


def test_an_earlier_reset_is_not_this_one(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    customer.verifies(PHONE)
    earlier = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    in_unit(kefu.database, kefu.chat.secure_inputs.submit, customer.id, earlier.id, GOOD)
    clock.forward(minutes=16)
    customer.verifies(PHONE)

    now = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    assert now.id != earlier.id
    assert now.status is InputStatus.OPEN


def test_a_crash_after_the_wallet_changed_lets_any_password_be_given(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    """The wallet took the first password, but our transaction was lost:
    what is given next must count.
    """
    customer.verifies(PHONE)
    wanted = in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)

    def submit_and_die(value: str) -> None:
        with kefu.database.begin() as unit:
            kefu.chat.secure_inputs.submit(unit, customer.id, wanted.id, value)
            raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            submit_and_die(GOOD)
        clock.forward(seconds=1)
    assert current_password_is(kefu, GOOD)
    in_unit(kefu.database, kefu.chat.secure_inputs.submit, customer.id, wanted.id, OTHER)

    assert current_password_is(kefu, OTHER)
    assert len(customer.signals()) == 2


def test_other_conversations_of_the_account_lose_their_tokens(kefu: Kefu) -> None:
    """Sessions that outlive a password change are how stolen ones stay stolen."""
    thief = Customer.logged_in(kefu, PHONE)
    thief_too = Customer.logged_in(kefu, PHONE)
    somebody_else = Customer.logged_in(kefu, "13800000004")
    stranger = Customer.arrives(kefu)
    owner = Customer.arrives(kefu)
    owner.verifies(PHONE)

    set_password(kefu, owner, GOOD)

    for out in (thief, thief_too):
        with pytest.raises(NotAuthenticated):
            reading(kefu.database, kefu.chat.opening.authorise, out.id, out.token)
        with pytest.raises(NotAuthenticated):
            in_unit(kefu.database, kefu.chat.opening.resume, out.token)
    for still_in in (owner, somebody_else, stranger):
        reading(kefu.database, kefu.chat.opening.authorise, still_in.id, still_in.token)


def test_a_refused_password_logs_nobody_out(kefu: Kefu) -> None:
    elsewhere = Customer.logged_in(kefu, PHONE)
    owner = Customer.logged_in(kefu, PHONE)
    owner.verifies(PHONE, Purpose.PASSWORD_RESET)

    with pytest.raises(Invalid):
        set_password(kefu, owner, "short")

    reading(kefu.database, kefu.chat.opening.authorise, elsewhere.id, elsewhere.token)
