"""The service methods that touch an account, and the level of identity that each needs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance
from kefu.core.errors import Conflict, NotFound
from kefu.core.history import WantedRecords
from kefu.core.personal_kinds import PersonalKind
from kefu.core.refund import RefundReason
from kefu.core.transaction import TransactionKind
from kefu.core.verification import Purpose
from kefu.services.assurance import get_conversation
from kefu.services.units import in_unit, reading
from tests.customers import Customer

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
        "refunds.is_large",
        lambda k, c: k.topics.refunds.is_large(c, k.wallet.transactions(ACCOUNT)[0]),
        Assurance.LOGGED_IN,
    ),
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
