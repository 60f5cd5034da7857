"""A payment is asked back once, by its owner alone, and a large one by people only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kefu.bootstrap import Kefu, build
from kefu.core.capability import Capability
from kefu.core.errors import AssuranceTooLow, Conflict, Forbidden, NotFound, NotOffered
from kefu.core.refund import RefundReason, RefundRefusal, RefundStatus
from kefu.core.transaction import Transaction
from kefu.core.verification import Purpose
from kefu.settings import Settings
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer

pytestmark = ON_SQLITE
ZHOU, MA = "13800000008", "13800000012"


def payment(kefu: Kefu, account: str, merchant: str) -> Transaction:
    records = kefu.wallet.transactions(account, limit=100)
    return next(one for one in records if one.counterparty == merchant)


def proven(kefu: Kefu, phone: str = ZHOU) -> Customer:
    customer = Customer.logged_in(kefu, phone)
    customer.verifies(ZHOU, Purpose.REFUND_REQUEST)
    return customer


def states(kefu: Kefu, merchant: str) -> list[RefundStatus]:
    return [one.status for one in kefu.wallet.refunds("acc_0008") if one.counterparty == merchant]


def test_a_request_done_twice_is_one(kefu: Kefu) -> None:
    customer, paid = proven(kefu), payment(kefu, "acc_0008", "淘宝商家")
    asked = [
        kefu.topics.refunds.request(customer.id, paid.id, RefundReason.UNWANTED, key="r1")
        for _ in range(2)
    ]
    assert asked[0] == asked[1]
    assert asked[0].amount_fen == 25_900
    assert states(kefu, "淘宝商家") == [RefundStatus.REQUESTED]
    with pytest.raises(Conflict, match="refund_exists"):
        kefu.topics.refunds.request(customer.id, paid.id, RefundReason.UNWANTED, key="r2")
    assert states(kefu, "淘宝商家") == [RefundStatus.REQUESTED]


def test_anothers_payment_is_none_of_the_customers(kefu: Kefu) -> None:
    customer, foreign = proven(kefu), payment(kefu, "acc_0012", "腾讯视频")
    with pytest.raises(NotFound):
        kefu.topics.refunds.request(customer.id, foreign.id, RefundReason.OTHER, key="r1")
    with pytest.raises(NotFound):
        kefu.topics.refunds.refusal(customer.id, foreign.id)
    assert kefu.wallet.refunds("acc_0012") == []


def test_each_sees_the_own_refunds(kefu: Kefu) -> None:
    own = kefu.topics.refunds.refunds(Customer.logged_in(kefu, ZHOU).id)
    assert {one.counterparty for one in own} == {"携程旅行", "唯品会"}
    assert kefu.topics.refunds.refunds(Customer.logged_in(kefu, MA).id) == []


def test_a_login_alone_asks_for_nothing(kefu: Kefu) -> None:
    customer, paid = Customer.logged_in(kefu, ZHOU), payment(kefu, "acc_0008", "淘宝商家")
    assert kefu.topics.refunds.refusal(customer.id, paid.id) is None
    with pytest.raises(AssuranceTooLow):
        kefu.topics.refunds.request(customer.id, paid.id, RefundReason.UNWANTED, key="r1")
    customer.verifies(ZHOU, Purpose.TRANSACTIONS)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.refunds.request(customer.id, paid.id, RefundReason.UNWANTED, key="r1")
    assert states(kefu, "淘宝商家") == []


@pytest.mark.parametrize(
    ("merchant", "why"),
    [
        ("携程旅行", RefundRefusal.ALREADY_REQUESTED),
        ("唯品会", RefundRefusal.ALREADY_REQUESTED),
        ("招商银行", RefundRefusal.NOT_A_PAYMENT),
        ("淘宝商家", None),
    ],
)
def test_why_it_would_be_refused_is_the_wallets_to_say(
    kefu: Kefu, merchant: str, why: RefundRefusal | None
) -> None:
    customer = Customer.logged_in(kefu, ZHOU)
    paid = payment(kefu, "acc_0008", merchant)
    assert kefu.topics.refunds.refusal(customer.id, paid.id) is why


def test_what_is_beyond_the_limit_is_for_people(settings: Settings, clock: FakeClock) -> None:
    smaller = build(settings.model_copy(update={"large_refund_fen": 25_899}), clock=clock)
    customer, paid = Customer.logged_in(smaller, MA), payment(smaller, "acc_0012", "腾讯视频")
    for fen, large in ((25_900, True), (25_899, False)):
        asked = replace(paid, amount_fen=fen)
        assert smaller.topics.refunds.is_large(customer.id, asked) is large


def test_what_is_asked_back_within_a_day_counts_together(kefu: Kefu, clock: FakeClock) -> None:
    assert kefu.demo is not None
    for merchant, fen in (("淘宝商家", 60_000), ("瑞幸咖啡", 45_000)):
        kefu.demo.change(ZHOU, transactions={merchant: {"amount_fen": fen}})
    customer, last = proven(kefu), payment(kefu, "acc_0008", "瑞幸咖啡")
    first = payment(kefu, "acc_0008", "淘宝商家")
    kefu.topics.refunds.request(customer.id, first.id, RefundReason.UNWANTED, key="r1")
    with pytest.raises(Forbidden, match="large_refund"):
        kefu.topics.refunds.request(customer.id, last.id, RefundReason.UNWANTED, key="r2")
    assert kefu.topics.refunds.request(customer.id, first.id, RefundReason.UNWANTED, key="r1")
    clock.forward(hours=25)
    assert not kefu.topics.refunds.is_large(customer.id, last)


def test_a_large_one_is_refused_whoever_proves_what(kefu: Kefu) -> None:
    assert kefu.demo is not None
    kefu.demo.change(ZHOU, transactions={"淘宝商家": {"amount_fen": 100_001}})
    customer, paid = proven(kefu), payment(kefu, "acc_0008", "淘宝商家")
    with pytest.raises(Forbidden, match="large_refund"):
        kefu.topics.refunds.request(customer.id, paid.id, RefundReason.UNWANTED, key="r1")
    assert states(kefu, "淘宝商家") == []


def test_a_wallet_that_lacks_it_says_so(settings: Settings, clock: FakeClock) -> None:
    without = settings.model_copy(
        update={"wallet_without": frozenset({Capability.REFUND_REQUESTS})}
    )
    kefu = build(without, clock=clock)
    assert not kefu.topics.refunds.offers(Capability.REFUND_REQUESTS)
    customer = Customer.logged_in(kefu, ZHOU)
    with pytest.raises(NotOffered):
        kefu.topics.refunds.refusal(customer.id, payment(kefu, "acc_0008", "淘宝商家").id)
