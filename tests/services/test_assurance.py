"""Every service method that touches an account, called with every level of identity:
the database decides.
"""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.account import AccountStatus
from kefu.core.conversation import Assurance
from kefu.core.errors import AssuranceTooLow, Conflict, NotFound
from kefu.core.verification import STEP_UP_LIFETIME, Purpose
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer
from tests.services.guarded import ACCOUNT, LOCKED, METHODS, Method, known_as

pytestmark = ON_SQLITE


def open_to(kefu: Kefu, customer: Customer) -> set[str]:
    """The methods that do not refuse this customer for who they are; what else is in their way
    may be what the methods before have done."""
    return {method.name for method in METHODS if is_open(method, kefu, customer)}


def is_open(method: Method, kefu: Kefu, customer: Customer) -> bool:
    try:
        method.call(kefu, customer.id)
    except AssuranceTooLow:
        return False
    except Conflict:
        return True
    return True


@pytest.mark.parametrize(
    "level", [Assurance.ANONYMOUS, Assurance.CHANNEL_BOUND, Assurance.LOGGED_IN]
)
def test_levels_that_a_channel_proves(kefu: Kefu, level: Assurance) -> None:
    assert open_to(kefu, known_as(kefu, level)) == {
        method.name for method in METHODS if level >= method.level
    }


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_step_up_for_each_purpose(kefu: Kefu, purpose: Purpose) -> None:
    customer = Customer.arrives(kefu)
    customer.verifies(LOCKED, purpose)

    assert open_to(kefu, customer) == {
        method.name for method in METHODS if method.purpose in {None, purpose}
    }


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_step_up_that_is_over(kefu: Kefu, clock: FakeClock, purpose: Purpose) -> None:
    customer = Customer.arrives(kefu)
    customer.verifies(LOCKED, purpose)
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds())

    assert open_to(kefu, customer) == set()


def test_a_claimed_account_is_not_a_proven_one(kefu: Kefu) -> None:
    customer = Customer.arrives(kefu)
    customer.asks_for_code(LOCKED)

    assert open_to(kefu, customer) == set()
    assert kefu.wallet.get_account(ACCOUNT).status is AccountStatus.LOCKED


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_an_unknown_conversation(kefu: Kefu, method: Method) -> None:
    with pytest.raises(NotFound):
        method.call(kefu, "cv_" + "0" * 30)


def test_every_service_method_with_an_account_is_in_the_table(kefu: Kefu) -> None:
    """A method added to these services without a row here fails the build."""
    services = {
        "transactions": kefu.topics.transactions,
        "figures": kefu.topics.figures,
        "refunds": kefu.topics.refunds,
        "theft": kefu.topics.theft,
        "account_lock": kefu.topics.account_lock,
        "password": kefu.topics.password,
        "cards": kefu.topics.cards,
        "closure": kefu.topics.closure,
        "phone_change": kefu.topics.phone_change,
        "payment_password": kefu.topics.payment_password,
        "two_factor": kefu.topics.two_factor,
        "agreements": kefu.topics.agreements,
    }
    needs_no_identity = {
        "cards.offers",
        "closure.offers",
        "phone_change.offers",
        "figures.offers",  # what the wallet can tell at all, of nobody
        "refunds.offers",
        "theft.open_case",  # a report must never wait
        "theft.open_wish",  # changes nothing by itself
        "theft.note",  # writes only what the conversation itself holds
        "theft.complete_wish",
        "theft.case_of",  # that report, for the services themselves
        "theft.reported_lately",  # what was said in this conversation, for the services themselves
        "theft.complete_case",  # writes only what the conversation itself holds
        "theft.take_up_again",
        "theft.known_case",  # that of another conversation only for a proven account, below
        "theft.add",  # writes to the known case
        "theft.put_right",
        "payment_password.offers",  # what the wallet can do at all, for nobody
        "two_factor.offers",
        "agreements.offers",
        "payment_password.ask_new",  # wants a second step too, tested with it
        "payment_password.check_paper",
        "payment_password.accept_new",
        "password.accept_new",  # the other half of ask_new, tested with it
    }
    public = {
        f"{name}.{method}"
        for name, service in services.items()
        for method in dir(service)
        if not method.startswith("_") and callable(getattr(service, method))
    }

    assert public - needs_no_identity == {method.name for method in METHODS}, (
        "METHODS says which level each method needs"
    )
