"""The second step of logging in: switched after its own code, once, and never off while
only people may set the account right."""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.account import AccountStatus, LockReason
from kefu.core.errors import AssuranceTooLow, Conflict
from kefu.core.verification import Purpose
from kefu.services.two_factor import TwoFactor
from tests.customers import Customer

OFF, ON = "13800000001", "13800000017"


def test_it_is_switched_on_and_off_again(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(OFF, Purpose.TWO_FACTOR)
    service = kefu.topics.two_factor
    assert service.state(customer.id) == TwoFactor(is_on=False, is_held=False)

    assert service.switch(customer.id, on=True, key="a").is_on
    assert kefu.wallet.get_account("acc_0001").two_factor
    assert not service.switch(customer.id, on=False, key="b").is_on
    assert not kefu.wallet.get_account("acc_0001").two_factor


def test_one_wish_is_done_once(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(OFF, Purpose.TWO_FACTOR)
    service = kefu.topics.two_factor
    service.switch(customer.id, on=True, key="a")
    service.switch(customer.id, on=False, key="b")

    assert not service.switch(customer.id, on=True, key="a").is_on


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.TWO_FACTOR])
def test_another_code_switches_nothing(kefu: Kefu, customer: Customer, purpose: Purpose) -> None:
    customer.verifies(ON, purpose)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.two_factor.switch(customer.id, on=False, key="a")
    assert kefu.wallet.get_account("acc_0017").two_factor


def test_a_frozen_account_keeps_it(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(ON, Purpose.TWO_FACTOR)
    kefu.wallet.freeze("acc_0017", key="f")
    assert kefu.topics.two_factor.state(customer.id) == TwoFactor(is_on=True, is_held=True)
    with pytest.raises(Conflict) as error:
        kefu.topics.two_factor.switch(customer.id, on=False, key="a")
    assert error.value.code == "account_frozen"
    assert kefu.wallet.get_account("acc_0017").two_factor


@pytest.mark.parametrize(
    "state",
    [
        {"status": AccountStatus.LOCKED, "lock_reason": LockReason.ABNORMAL_LOGIN},
        {"status": AccountStatus.LOCKED, "lock_reason": LockReason.RISK_CONTROL},
    ],
)
def test_what_only_people_unlock_keeps_it(
    kefu: Kefu, customer: Customer, state: dict[str, object]
) -> None:
    assert kefu.demo is not None
    kefu.demo.change(ON, **state)
    customer.verifies(ON, Purpose.TWO_FACTOR)
    with pytest.raises(Conflict, match="account_restricted"):
        kefu.topics.two_factor.switch(customer.id, on=False, key="a")
    assert kefu.wallet.get_account("acc_0017").two_factor
    assert kefu.topics.two_factor.switch(customer.id, on=True, key="b").is_on


def test_a_lock_that_a_code_lifts_is_no_obstacle(kefu: Kefu, customer: Customer) -> None:
    assert kefu.demo is not None
    kefu.demo.change(ON, status=AccountStatus.LOCKED, lock_reason=LockReason.WRONG_PASSWORD)
    customer.verifies(ON, Purpose.TWO_FACTOR)
    assert not kefu.topics.two_factor.switch(customer.id, on=False, key="a").is_on
