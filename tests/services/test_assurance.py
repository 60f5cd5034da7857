"""Every service method that touches an account, called with every level of identity:
the database decides.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from kefu.bootstrap import Kefu
from kefu.core.account import AccountStatus
from kefu.core.conversation import Assurance
from kefu.core.errors import AssuranceTooLow, Conflict, NotFound
from kefu.core.history import WantedRecords
from kefu.core.personal_kinds import PersonalKind
from kefu.core.refund import RefundReason
from kefu.core.transaction import TransactionKind
from kefu.core.verification import STEP_UP_LIFETIME, Purpose
from kefu.services.account_lock import UnlockOutcome
from kefu.services.assurance import get_conversation
from kefu.services.units import in_unit, reading
from kefu.wallet.tables import accounts
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer, received_code

pytestmark = ON_SQLITE
LOCKED = "13800000002"
ACCOUNT = "acc_0002"


@dataclass(frozen=True)
class Method:
    """A method, the level that opens it, and the purpose that its code must have had."""

    name: str
    call: Callable[[Kefu, str], object]
    level: Assurance
    purpose: Purpose | None = None


def _refused(ask: Callable[[], object]) -> None:
    """The wallet refuses this customer; who asks is looked at before."""
    with suppress(Conflict):
        ask()


def _new_phone(kefu: Kefu, conversation_id: str, ask: Callable[[str, str], object]) -> None:
    """With a number that the conversation has told."""
    with kefu.database.begin() as unit:
        get_conversation(unit, conversation_id)
        new = kefu.chat.personal.refer(unit, conversation_id, PersonalKind.PHONE, "13912345678")
    ask(conversation_id, new)


def _payment(kefu: Kefu) -> str:
    """A payment of the account that may be asked back."""
    records = kefu.wallet.transactions(ACCOUNT)
    return next(one.id for one in records if one.kind is TransactionKind.PAYMENT)


def ends_agreement(kefu: Kefu, conversation_id: str) -> None:
    """Of somebody else's account there is none to end: who may ask hears just that."""
    try:
        kefu.topics.agreements.end(conversation_id, "agr_0012_1", key="e1")
    except NotFound as error:
        if error.code != "agreement_not_found":
            raise


METHODS = [
    Method(
        "transactions.recent_failed",
        lambda k, c: k.topics.transactions.recent_failed(c),
        Assurance.LOGGED_IN,
    ),
    Method(
        "transactions.get",
        lambda k, c: k.topics.transactions.get(c, k.wallet.transactions(ACCOUNT)[0].id),
        Assurance.LOGGED_IN,
    ),
    Method("figures.account", lambda k, c: k.topics.figures.account(c), Assurance.LOGGED_IN),
    Method("figures.balance", lambda k, c: k.topics.figures.balance(c), Assurance.LOGGED_IN),
    Method(
        "figures.records",
        lambda k, c: k.topics.figures.records(c, WantedRecords()),
        Assurance.LOGGED_IN,
    ),
    Method("figures.limits", lambda k, c: k.topics.figures.limits(c), Assurance.LOGGED_IN),
    Method("figures.fees", lambda k, c: k.topics.figures.fees(c), Assurance.LOGGED_IN),
    Method("refunds.refunds", lambda k, c: k.topics.refunds.refunds(c), Assurance.LOGGED_IN),
    Method(
        "refunds.refusal",
        lambda k, c: k.topics.refunds.refusal(c, _payment(k)),
        Assurance.LOGGED_IN,
    ),
    Method(
        "refunds.request",
        lambda k, c: k.topics.refunds.request(c, _payment(k), RefundReason.UNWANTED, key="r1"),
        Assurance.STEPPED_UP,
        Purpose.REFUND_REQUEST,
    ),
    Method(
        "payment_password.standing",
        lambda k, c: reading(k.database, k.topics.payment_password.standing, c),
        Assurance.STEPPED_UP,
        Purpose.PAYMENT_PASSWORD_RESET,
    ),
    Method(
        "payment_password.paper_asked",
        lambda k, c: reading(k.database, k.topics.payment_password.paper_asked, c),
        Assurance.STEPPED_UP,
        Purpose.PAYMENT_PASSWORD_RESET,
    ),
    Method(
        "payment_password.ask_paper",
        lambda k, c: in_unit(k.database, k.topics.payment_password.ask_paper, c),
        Assurance.STEPPED_UP,
        Purpose.PAYMENT_PASSWORD_RESET,
    ),
    Method(
        "payment_password.asked",
        lambda k, c: reading(k.database, k.topics.payment_password.asked, c),
        Assurance.STEPPED_UP,
        Purpose.PAYMENT_PASSWORD_RESET,
    ),
    Method(
        "payment_password.changed_at",
        lambda k, c: reading(k.database, k.topics.payment_password.changed_at, c),
        Assurance.CHANNEL_BOUND,
    ),
    Method("two_factor.state", lambda k, c: k.topics.two_factor.state(c), Assurance.LOGGED_IN),
    Method(
        "two_factor.switch",
        lambda k, c: k.topics.two_factor.switch(c, on=True, key="t1"),
        Assurance.STEPPED_UP,
        Purpose.TWO_FACTOR,
    ),
    Method("agreements.all", lambda k, c: k.topics.agreements.all(c), Assurance.LOGGED_IN),
    # A login does, or a code for just that.
    Method("agreements.end", ends_agreement, Assurance.LOGGED_IN, Purpose.AGREEMENTS),
    Method("theft.freeze", lambda k, c: k.topics.theft.freeze(c), Assurance.CHANNEL_BOUND),
    Method("theft.is_frozen", lambda k, c: k.topics.theft.is_frozen(c), Assurance.CHANNEL_BOUND),
    Method("theft.suspicious", lambda k, c: k.topics.theft.suspicious(c), Assurance.LOGGED_IN),
    Method(
        "account_lock.unlock",
        lambda k, c: k.topics.account_lock.unlock(c, key="u1"),
        Assurance.STEPPED_UP,
        Purpose.UNLOCK,
    ),
    Method(
        "account_lock.account",
        lambda k, c: k.topics.account_lock.account(c),
        Assurance.CHANNEL_BOUND,
    ),
    Method("account_lock.held", lambda k, c: k.topics.account_lock.held(c), Assurance.LOGGED_IN),
    Method("cards.bound", lambda k, c: k.topics.cards.bound(c), Assurance.LOGGED_IN),
    Method(
        "cards.unbind",
        lambda k, c: k.topics.cards.unbind(c, "card_0002_1", key="b1"),
        Assurance.STEPPED_UP,
        Purpose.CARD,
    ),
    Method("closure.obstacles", lambda k, c: k.topics.closure.obstacles(c), Assurance.LOGGED_IN),
    Method("closure.standing", lambda k, c: k.topics.closure.standing(c), Assurance.LOGGED_IN),
    Method(
        "closure.request",
        lambda k, c: _refused(lambda: k.topics.closure.request(c, key="c1")),
        Assurance.STEPPED_UP,
        Purpose.CLOSURE,
    ),
    Method(
        "closure.cancel",
        lambda k, c: _refused(lambda: k.topics.closure.cancel(c, key="c2")),
        Assurance.LOGGED_IN,
        Purpose.CLOSURE,
    ),
    Method(
        "phone_change.check",
        lambda k, c: _new_phone(k, c, k.topics.phone_change.check),
        Assurance.STEPPED_UP,
        Purpose.PHONE,
    ),
    Method(
        "phone_change.register",
        lambda k, c: _new_phone(
            k,
            c,
            lambda c, new: k.topics.phone_change.register(c, new, "换号", key="p1"),
        ),
        Assurance.STEPPED_UP,
        Purpose.PHONE,
    ),
    Method(
        "password.was_changed",
        lambda k, c: reading(k.database, k.topics.password.was_changed, c),
        Assurance.CHANNEL_BOUND,
    ),
    Method(
        "password.asked",
        lambda k, c: reading(k.database, k.topics.password.asked, c),
        Assurance.STEPPED_UP,
        Purpose.PASSWORD_RESET,
    ),
    Method(
        "password.ask_new",
        lambda k, c: in_unit(k.database, k.topics.password.ask_new, c),
        Assurance.STEPPED_UP,
        Purpose.PASSWORD_RESET,
    ),
]
methods = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)


def known_as(kefu: Kefu, level: Assurance) -> Customer:
    """A conversation that the channel proved to this level, below a step-up."""
    customer = Customer.arrives(kefu)
    with kefu.database.begin() as unit:
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        conversation.account_id = None if level is Assurance.ANONYMOUS else ACCOUNT
        conversation.base_assurance = level
        unit.conversations.save(conversation)
    return customer


def is_open(method: Method, kefu: Kefu, customer: Customer) -> bool:
    try:
        method.call(kefu, customer.id)
    except AssuranceTooLow:
        return False
    return True


@methods
@pytest.mark.parametrize(
    "level", [Assurance.ANONYMOUS, Assurance.CHANNEL_BOUND, Assurance.LOGGED_IN]
)
def test_levels_that_a_channel_proves(kefu: Kefu, method: Method, level: Assurance) -> None:
    assert is_open(method, kefu, known_as(kefu, level)) is (level >= method.level)


@methods
@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_step_up_for_each_purpose(
    kefu: Kefu, clock: FakeClock, method: Method, purpose: Purpose
) -> None:
    customer = Customer.arrives(kefu)
    customer.verifies(LOCKED, purpose)

    assert is_open(method, kefu, customer) is (method.purpose in {None, purpose})


@methods
def test_a_step_up_that_is_over(kefu: Kefu, clock: FakeClock, method: Method) -> None:
    customer = Customer.arrives(kefu)
    customer.verifies(LOCKED, method.purpose or Purpose.FREEZE)
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds())

    assert not is_open(method, kefu, customer)


@methods
def test_a_claimed_account_is_not_a_proven_one(kefu: Kefu, method: Method) -> None:
    customer = Customer.arrives(kefu)
    customer.asks_for_code(LOCKED)

    assert not is_open(method, kefu, customer)
    assert kefu.wallet.get_account(ACCOUNT).status is AccountStatus.LOCKED


@methods
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
        "refunds.is_large",  # the rule alone
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


# what the methods do once they are open


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
