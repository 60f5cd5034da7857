"""Agreements with merchants: the own ones alone are seen and ended, each once."""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.agreement import AgreementStatus
from kefu.core.errors import AssuranceTooLow, NotFound
from kefu.core.verification import Purpose
from tests.customers import Customer

MA, GAO, ZHANG = "13800000012", "13800000017", "13800000001"
TENCENT, NETEASE, DIDI = "agr_0012_1", "agr_0012_2", "agr_0017_1"


def active(kefu: Kefu, account: str = "acc_0012") -> set[str]:
    found = kefu.wallet.agreements(account)
    return {one.id for one in found if one.status is AgreementStatus.ACTIVE}


def test_they_are_listed_with_what_was_charged_twice(kefu: Kefu) -> None:
    found = kefu.topics.agreements.all(Customer.logged_in(kefu, MA).id)

    assert {one.merchant for one in found.active} == {"腾讯视频", "网易云音乐"}
    assert found.ended == ()
    assert list(found.twice) == [TENCENT]
    earlier, later = found.twice[TENCENT]
    assert earlier.at < later.at
    assert (later.amount_fen, later.agreement_id) == (3000, TENCENT)


def test_one_is_ended_once(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, MA)
    ended = kefu.topics.agreements.end(customer.id, NETEASE, key="a")
    assert ended.status is AgreementStatus.ENDED
    again = kefu.topics.agreements.end(customer.id, NETEASE, key="a")
    another_wish = kefu.topics.agreements.end(customer.id, NETEASE, key="b")

    assert ended == again == another_wish
    assert active(kefu) == {TENCENT}
    found = kefu.topics.agreements.all(customer.id)
    assert [one.id for one in found.ended] == [NETEASE]


def test_a_code_is_as_good_as_a_login(kefu: Kefu, customer: Customer) -> None:
    customer.verifies(MA, Purpose.AGREEMENTS)
    kefu.topics.agreements.end(customer.id, TENCENT, key="a")
    assert active(kefu) == {NETEASE}


@pytest.mark.parametrize("phone", [GAO, ZHANG])
def test_somebody_elses_is_unknown(kefu: Kefu, phone: str) -> None:
    customer = Customer.logged_in(kefu, phone)
    with pytest.raises(NotFound):
        kefu.topics.agreements.end(customer.id, TENCENT, key="a")
    assert active(kefu) == {TENCENT, NETEASE}
    assert active(kefu, "acc_0017") == {DIDI}


def test_nobody_unknown_sees_or_ends_any(kefu: Kefu, customer: Customer) -> None:
    customer.asks_for_code(MA)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.agreements.all(customer.id)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.agreements.end(customer.id, TENCENT, key="a")
    assert active(kefu) == {TENCENT, NETEASE}
