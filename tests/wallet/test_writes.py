"""Every write of the wallet's topics: done twice with one key it is done once, whatever happened
in between; refused by state it changes nothing and uses up no key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from kefu.core.account import AccountStatus
from kefu.core.agreement import AgreementStatus
from kefu.core.card import CardStatus
from kefu.core.clock import BEIJING
from kefu.core.closure import ClosureStatus
from kefu.core.errors import Conflict, Invalid, KefuError, NotFound
from kefu.core.refund import RefundReason, RefundRefusal, RefundStatus
from kefu.core.transaction import Transaction
from kefu.services.ports.wallet import TOPICS
from kefu.wallet.demo import DemoWallet
from kefu.wallet.sql import SqlWallet
from kefu.wallet.tables import metadata
from tests.conftest import FakeClock
from tests.wallet.conftest import ON_SQLITE

UNWANTED = RefundReason.UNWANTED
Change = Callable[[DemoWallet], None]


def transaction(wallet: SqlWallet, account: str, counterparty: str) -> Transaction:
    """The newest one with this counterparty."""
    return next(
        found
        for found in wallet.transactions(account, limit=100)
        if found.counterparty == counterparty
    )


def payment(wallet: SqlWallet) -> str:
    return transaction(wallet, "acc_0008", "淘宝商家").id


def ready_to_close(demo: DemoWallet, wallet: SqlWallet, number: int = 9) -> str:
    """An account in whose closing nothing stands in the way."""
    demo.change(f"138000000{number:02}", balance_fen=0)
    account = f"acc_{number:04}"
    for card in wallet.cards(account):
        wallet.unbind_card(account, card.id, key=f"unbind {card.id}")
    return account


@dataclass(frozen=True)
class Write:
    """A write, and what of the wallet's truth shows that it was done."""

    phone: str
    do: Callable[[SqlWallet, str], Any]
    shows: str
    undo: dict[str, Any] | None = None
    """Columns that take it back, so that a second effect would be seen."""


WRITES = {
    "request_refund": Write(
        "13800000008",
        lambda wallet, key: wallet.request_refund("acc_0008", payment(wallet), UNWANTED, key=key),
        "refunds",
    ),
    "end_agreement": Write(
        "13800000012",
        lambda wallet, key: wallet.end_agreement("acc_0012", "agr_0012_1", key=key),
        "agreements",
        {"agreements": {"腾讯视频": {"status": "active"}}},
    ),
    "unbind_card": Write(
        "13800000001",
        lambda wallet, key: wallet.unbind_card("acc_0001", "card_0001_1", key=key),
        "cards",
        {"cards": {"8801": {"status": "usable"}}},
    ),
    "reset_payment_password": Write(
        "13800000001",
        lambda wallet, key: wallet.reset_payment_password("acc_0001", "730164", key=key),
        "payment_password_changed_at",
    ),
    "set_two_factor": Write(
        "13800000001",
        lambda wallet, key: wallet.set_two_factor("acc_0001", True, key=key),
        "two_factor",
        {"two_factor": False},
    ),
    "change_phone": Write(
        "13800000001",
        lambda wallet, key: wallet.change_phone("acc_0001", "13912345678", key=key),
        "phone",
    ),
    "request_closure": Write(
        "13800000009",
        lambda wallet, key: wallet.request_closure("acc_0009", key=key),
        "closure",
    ),
    "cancel_closure": Write(
        "13800000009",
        lambda wallet, key: wallet.cancel_closure("acc_0009", key=key),
        "closure",
    ),
}


def truth(demo: DemoWallet, write: Write) -> dict[str, Any]:
    """The customer's, under whichever phone it is now."""
    phones = {write.phone, "13912345678"} & set(demo.phones())
    return demo.truth(phones.pop())


@pytest.mark.parametrize("name", WRITES)
def test_a_write_done_twice_is_done_once(
    wallet: SqlWallet, demo: DemoWallet, clock: FakeClock, name: str
) -> None:
    write = WRITES[name]
    if "closure" in name:
        ready_to_close(demo, wallet)
    if name == "cancel_closure":
        wallet.request_closure("acc_0009", key="asked for")
    before = truth(demo, write)[write.shows]
    clock.forward(seconds=1)

    first = write.do(wallet, "once")
    after = truth(demo, write)
    assert after[write.shows] != before

    clock.forward(hours=1)
    assert write.do(wallet, "once") == first
    assert truth(demo, write) == after
    if write.undo is not None:
        demo.change(write.phone, **write.undo)
        undone = truth(demo, write)
        write.do(wallet, "once")
        assert truth(demo, write) == undone


def test_every_write_of_a_topic_is_tried_twice() -> None:
    writes = {
        name
        for port in TOPICS.values()
        for name, method in vars(port).items()
        if callable(method) and "key" in getattr(method, "__annotations__", {})
    }
    assert writes == set(WRITES)


@dataclass(frozen=True)
class Refused:
    """A write that the wallet's state forbids, and how it says so."""

    code: str
    do: Callable[[SqlWallet, str], Any]
    given: Change = lambda _demo: None


def closed(phone: str) -> Change:
    return lambda demo: demo.change(phone, status=AccountStatus.CLOSED)


def frozen(phone: str) -> Change:
    return lambda demo: demo.change(phone, status=AccountStatus.FROZEN)


def refund_of(account: str, counterparty: str) -> Callable[[SqlWallet, str], Any]:
    def ask(wallet: SqlWallet, key: str) -> Any:
        paid = transaction(wallet, account, counterparty)
        return wallet.request_refund(account, paid.id, UNWANTED, key=key)

    return ask


def phone_of_1(phone: str) -> Callable[[SqlWallet, str], Any]:
    return lambda wallet, key: wallet.change_phone("acc_0001", phone, key=key)


def card_of(account: str, card: str) -> Callable[[SqlWallet, str], Any]:
    return lambda wallet, key: wallet.unbind_card(account, card, key=key)


REFUSED = [
    Refused("refund_not_a_payment", refund_of("acc_0006", "王某某")),
    Refused("refund_not_paid", refund_of("acc_0004", "喜茶")),
    Refused("refund_exists", refund_of("acc_0018", "当当网")),
    Refused("refund_exists", refund_of("acc_0008", "唯品会")),
    Refused("refund_too_late", refund_of("acc_0018", "苏宁易购")),
    Refused("account_closed", refund_of("acc_0008", "淘宝商家"), closed("13800000008")),
    Refused(
        "agreement_ended",
        lambda wallet, key: wallet.end_agreement("acc_0012", "agr_0012_1", key=key),
        lambda demo: demo.change("13800000012", agreements={"腾讯视频": {"status": "ended"}}),
    ),
    Refused(
        "account_closed",
        lambda wallet, key: wallet.end_agreement("acc_0012", "agr_0012_1", key=key),
        closed("13800000012"),
    ),
    Refused("card_in_use", card_of("acc_0011", "card_0011_1")),
    Refused(
        "card_unbound",
        card_of("acc_0001", "card_0001_1"),
        lambda demo: demo.change("13800000001", cards={"8801": {"status": "unbound"}}),
    ),
    Refused("account_restricted", card_of("acc_0013", "card_0013_1")),
    Refused("account_frozen", card_of("acc_0007", "card_0007_1")),
    Refused("account_closed", card_of("acc_0001", "card_0001_1"), closed("13800000001")),
    Refused(
        "payment_password_format",
        lambda wallet, key: wallet.reset_payment_password("acc_0001", "73016", key=key),
    ),
    Refused(
        "payment_password_format",
        lambda wallet, key: wallet.reset_payment_password("acc_0001", "７３０１６４", key=key),
    ),
    Refused(
        "password_reused",
        lambda wallet, key: wallet.reset_payment_password("acc_0001", "507913", key=key),
    ),
    Refused(
        "account_closed",
        lambda wallet, key: wallet.reset_payment_password("acc_0001", "730164", key=key),
        closed("13800000001"),
    ),
    Refused(
        "account_closed",
        lambda wallet, key: wallet.set_two_factor("acc_0001", True, key=key),
        closed("13800000001"),
    ),
    Refused("phone_taken", phone_of_1("13800000002")),
    Refused("phone_unchanged", phone_of_1("13800000001")),
    Refused("account_frozen", phone_of_1("13912345678"), frozen("13800000001")),
    Refused("account_closed", phone_of_1("13912345678"), closed("13800000001")),
    Refused(
        "account_restricted",
        lambda wallet, key: wallet.change_phone("acc_0013", "13912345678", key=key),
    ),
    Refused("closure_blocked", lambda wallet, key: wallet.request_closure("acc_0018", key=key)),
    Refused(
        "account_closed",
        lambda wallet, key: wallet.request_closure("acc_0018", key=key),
        closed("13800000018"),
    ),
    Refused("closure_missing", lambda wallet, key: wallet.cancel_closure("acc_0018", key=key)),
    Refused(
        "account_restricted",
        lambda wallet, key: wallet.unlock("acc_0013", key=key),
        lambda demo: demo.change("13800000013", status=AccountStatus.LOCKED),
    ),
]


def everything(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for table in metadata.sorted_tables
        }


@ON_SQLITE
@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused.code)
def test_what_the_state_forbids_changes_nothing(
    engine: Engine, wallet: SqlWallet, demo: DemoWallet, refused: Refused
) -> None:
    refused.given(demo)
    before = everything(engine)

    with pytest.raises((Conflict, Invalid)) as error:
        refused.do(wallet, "k")
    assert error.value.code == refused.code

    assert everything(engine) == before


OF_ANOTHER: list[Callable[[SqlWallet], Any]] = [
    lambda w: w.request_refund("acc_0001", payment(w), UNWANTED, key="k"),
    lambda w: w.refund_refusal("acc_0001", payment(w)),
    lambda w: w.end_agreement("acc_0001", "agr_0012_1", key="k"),
    lambda w: w.unbind_card("acc_0001", "card_0002_1", key="k"),
    lambda w: w.set_two_factor("acc_x", True, key="k"),
    lambda w: w.reset_payment_password("acc_x", "730164", key="k"),
    lambda w: w.change_phone("acc_x", "13912345678", key="k"),
    lambda w: w.request_closure("acc_x", key="k"),
    lambda w: w.closure_obstacles("acc_x"),
]


@ON_SQLITE
@pytest.mark.parametrize("act", OF_ANOTHER)
def test_what_is_not_the_accounts_own_is_not_there(
    wallet: SqlWallet, act: Callable[[SqlWallet], Any]
) -> None:
    with pytest.raises(NotFound):
        act(wallet)


def test_a_refund_that_is_asked_for_moves_no_money(
    wallet: SqlWallet, demo: DemoWallet, clock: FakeClock
) -> None:
    paid = wallet.get_transaction("acc_0008", payment(wallet))
    before = wallet.get_account("acc_0008")
    assert wallet.refund_refusal("acc_0008", paid.id) is None

    refund = wallet.request_refund("acc_0008", paid.id, RefundReason.NOT_RECEIVED, key="k")

    assert (refund.status, refund.amount_fen) == (RefundStatus.REQUESTED, paid.amount_fen)
    assert (refund.counterparty, refund.reason) == ("淘宝商家", RefundReason.NOT_RECEIVED)
    assert refund.expected_by == (clock.now + timedelta(days=7)).astimezone(BEIJING).date()
    assert wallet.refunds("acc_0008")[0] == refund
    assert wallet.get_account("acc_0008") == before
    assert wallet.refund_refusal("acc_0008", paid.id) is RefundRefusal.ALREADY_REQUESTED


def test_a_new_phone_is_the_way_in_and_the_old_one_is_not(
    wallet: SqlWallet, demo: DemoWallet
) -> None:
    wallet.change_phone("acc_0001", "13912345678", key="k")

    assert wallet.find_account(phone="13800000001") is None
    found = wallet.find_account(phone="13912345678")
    assert found is not None
    assert found.id == "acc_0001"
    assert wallet.devices("acc_0001") == []


def test_the_payment_password_is_kept_as_a_hash_and_leaves_the_logins_alone(
    wallet: SqlWallet, clock: FakeClock
) -> None:
    changed = wallet.reset_payment_password("acc_0001", "730164", key="k")

    assert changed.payment_password_changed_at == clock.now
    assert len(wallet.devices("acc_0001")) == 1
    with wallet._engine.connect() as connection:
        hashes = connection.exec_driver_sql("SELECT hash FROM wallet_payment_passwords").all()
    assert all(row.hash.startswith("$argon2id$") for row in hashes)


def test_an_agreement_that_ended_charges_no_more(wallet: SqlWallet, clock: FakeClock) -> None:
    ended = wallet.end_agreement("acc_0012", "agr_0012_2", key="k")

    assert (ended.status, ended.ended_at) == (AgreementStatus.ENDED, clock.now)
    assert ended.next_charge_on is None
    assert [a.status for a in wallet.agreements("acc_0012")] == [
        AgreementStatus.ACTIVE,
        AgreementStatus.ENDED,
    ]


def test_a_card_that_was_unbound_is_not_shown(wallet: SqlWallet) -> None:
    assert wallet.unbind_card("acc_0004", "card_0004_2", key="k").status is CardStatus.UNBOUND
    assert [card.id for card in wallet.cards("acc_0004")] == ["card_0004_1"]


def test_a_closure_can_be_asked_for_taken_back_and_asked_for_again(
    wallet: SqlWallet, demo: DemoWallet, clock: FakeClock
) -> None:
    account = ready_to_close(demo, wallet)
    assert wallet.closure_obstacles(account) == []

    asked = wallet.request_closure(account, key="a")
    assert asked.closes_on == (clock.now + timedelta(days=7)).astimezone(BEIJING).date()
    assert wallet.closure(account) == asked
    with pytest.raises(KefuError) as error:
        wallet.request_closure(account, key="b")
    assert error.value.code == "closure_exists"

    clock.forward(minutes=1)
    taken_back = wallet.cancel_closure(account, key="c")
    assert (taken_back.id, taken_back.status) == (asked.id, ClosureStatus.CANCELLED)
    assert wallet.closure(account) is None
    clock.forward(minutes=1)
    again = wallet.request_closure(account, key="b")
    assert again.id != asked.id
    assert wallet.closure(account) == again


def raced(acts: list[Callable[[], object]]) -> list[str]:
    """What each answered when all began at once: "done", or the refusal's code."""
    barrier = threading.Barrier(len(acts))

    def begin(act: Callable[[], object]) -> str:
        barrier.wait(30)
        try:
            act()
        except KefuError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(begin, acts, timeout=60))


def test_one_payment_asked_back_from_several_sides_is_one_refund(wallet: SqlWallet) -> None:
    paid = payment(wallet)
    before = len(wallet.refunds("acc_0008"))

    def ask(key: str) -> Callable[[], object]:
        return lambda: wallet.request_refund("acc_0008", paid, UNWANTED, key=key)

    assert raced([ask(f"k{n}") for n in range(4)]) == ["done", *["refund_exists"] * 3]
    assert len(wallet.refunds("acc_0008")) == before + 1


def test_one_phone_wanted_by_two_accounts_goes_to_one(wallet: SqlWallet) -> None:
    def take(account: str) -> Callable[[], object]:
        return lambda: wallet.change_phone(account, "13912345678", key=account)

    assert raced([take("acc_0001"), take("acc_0002")]) == ["done", "phone_taken"]
