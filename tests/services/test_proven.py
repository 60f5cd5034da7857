"""What the services of an account do once they are open to who asks."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from kefu.bootstrap import Kefu
from kefu.core.account import AccountStatus
from kefu.core.conversation import Assurance
from kefu.core.errors import AssuranceTooLow, NotFound
from kefu.core.verification import STEP_UP_LIFETIME, Purpose
from kefu.services.account_lock import UnlockOutcome
from kefu.services.units import in_unit, reading
from kefu.wallet.tables import accounts
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer, received_code
from tests.services.guarded import ACCOUNT, LOCKED, known_as

pytestmark = ON_SQLITE


def test_nobody_sees_another_accounts_transaction(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, "13800000001")
    theirs = kefu.wallet.transactions("acc_0004")[0]

    with pytest.raises(NotFound) as error:
        kefu.topics.transactions.get(customer.id, theirs.id)

    assert error.value.code == "transaction_not_found"


def test_recent_failed_finds_what_was_described(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, "13800000004")

    assert len(kefu.topics.transactions.recent_failed(customer.id)) == 9
    (found,) = kefu.topics.transactions.recent_failed(
        customer.id, amount_fen=20000, counterparty="美团"
    )
    assert found.counterparty == "美团外卖"
    assert kefu.topics.transactions.recent_failed(customer.id, amount_fen=1) == []


@pytest.mark.parametrize(
    ("phone", "outcome", "status"),
    [
        ("13800000002", UnlockOutcome.UNLOCKED, AccountStatus.ACTIVE),
        ("13800000010", UnlockOutcome.UNLOCKED, AccountStatus.ACTIVE),
        ("13800000003", UnlockOutcome.NEEDS_HUMAN, AccountStatus.LOCKED),
        ("13800000007", UnlockOutcome.FROZEN, AccountStatus.FROZEN),
        ("13800000001", UnlockOutcome.NOT_LOCKED, AccountStatus.ACTIVE),
    ],
)
def test_unlocking_by_reason(
    kefu: Kefu, customer: Customer, phone: str, outcome: UnlockOutcome, status: AccountStatus
) -> None:
    customer.verifies(phone, Purpose.UNLOCK)

    assert kefu.topics.account_lock.unlock(customer.id, key="u1")[0] is outcome
    account = kefu.wallet.find_account(phone=phone)
    assert account is not None
    assert account.status is status


def test_freezing_twice_and_again_after_a_human_unfroze(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, LOCKED)

    assert kefu.topics.theft.freeze(customer.id)
    assert not kefu.topics.theft.freeze(customer.id)
    thaw(kefu)
    customer.says("又被盗了")

    assert kefu.topics.theft.freeze(customer.id)
    assert kefu.wallet.get_account(ACCOUNT).status is AccountStatus.FROZEN


def thaw(kefu: Kefu) -> None:
    """What two humans do after checking who they talk to; kefu itself cannot."""
    with kefu.wallet._wallet._engine.begin() as connection:  # type: ignore[attr-defined]
        connection.execute(update(accounts).values(status=AccountStatus.ACTIVE))


def test_a_theft_case_needs_nobody_known_and_is_one(kefu: Kefu, customer: Customer) -> None:
    first = in_unit(kefu.database, kefu.topics.theft.open_case, customer.id)
    again = in_unit(kefu.database, kefu.topics.theft.open_case, customer.id)

    assert first.number == again.number
    assert first.account_id is None


def test_the_case_names_account_transactions_and_statement(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, "13800000006")
    suspicious = kefu.topics.theft.suspicious(customer.id)
    case = in_unit(
        kefu.database, kefu.topics.theft.complete_case, customer.id, suspicious, "都不是我转的"
    )

    assert len(suspicious) == 3
    assert case.account_id == "acc_0006"
    assert case.facts["amount_fen"] == 1299900
    (stored,) = reading(kefu.database, kefu.topics.tickets.of_account, "acc_0006")
    assert stored.facts == case.facts


def test_the_level_is_never_more_than_the_database_says(kefu: Kefu, customer: Customer) -> None:
    conversation = customer.conversation
    conversation.base_assurance = Assurance.STEPPED_UP
    conversation.account_id = ACCOUNT

    with pytest.raises(AssuranceTooLow):
        kefu.topics.theft.freeze(conversation.id)


def test_the_step_up_is_gone_for_whoever_only_has_the_old_code(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    sent = customer.asks_for_code(LOCKED, Purpose.UNLOCK)
    customer.gives(sent, received_code(kefu, LOCKED))
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds())

    assert customer.level() is Assurance.ANONYMOUS
    with pytest.raises(AssuranceTooLow):
        kefu.topics.account_lock.unlock(customer.id, key="u1")


@pytest.mark.parametrize("level", Assurance)
def test_a_case_of_another_conversation_is_known_to_a_proven_account_alone(
    kefu: Kefu, level: Assurance
) -> None:
    reporter, asker = known_as(kefu, Assurance.LOGGED_IN), known_as(kefu, level)
    with kefu.database.begin() as unit:
        case = kefu.topics.theft.open_case(unit, reporter.id)

    with kefu.database.begin() as unit:
        known = kefu.topics.theft.known_case(unit, asker.id)
        told = kefu.topics.theft.add(unit, asker.id, "又少了三百", None)

    proven = level >= Assurance.LOGGED_IN
    assert (known is not None) is proven
    assert (told.id == case.id) is proven
