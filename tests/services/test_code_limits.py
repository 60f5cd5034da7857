"""One-time codes are sent sparingly and may be guessed rarely."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance
from kefu.core.errors import (
    LimitReached,
)
from kefu.core.verification import (
    ACCOUNT_FAILURES_PER_HOUR,
    CODE_TRIES,
    CONVERSATION_SENDS_PER_HOUR,
    CodeChannel,
)
from kefu.services.verification import limits
from kefu.services.verification.sending import Sent
from tests.conftest import FakeClock
from tests.customers import Customer, received, received_code, refusal, wait_of, wrong

PHONE = "13800000001"
EMAIL = "zhangwei@example.com"
UNKNOWN = "13900000009"


def test_one_a_minute_with_the_exact_wait(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    customer.asks_for_code(PHONE)

    assert wait_of(customer, PHONE) == 60
    clock.forward(seconds=59.4)
    assert wait_of(customer, PHONE) == 1  # never less than what is left
    clock.forward(seconds=0.6)
    customer.asks_for_code(PHONE)
    assert len(received(kefu, PHONE)) == 2


def test_the_limit_is_the_destinations_not_the_conversations(kefu: Kefu) -> None:
    Customer.arrives(kefu).asks_for_code(PHONE)

    assert wait_of(Customer.arrives(kefu), PHONE) == 60
    Customer.arrives(kefu).asks_for_code("13800000002")


def test_five_an_hour_and_ten_a_day_with_the_longest_wait(kefu: Kefu, clock: FakeClock) -> None:
    start = clock.now
    for _ in range(5):
        Customer.arrives(kefu).asks_for_code(PHONE)
        clock.forward(minutes=2)

    assert wait_of(Customer.arrives(kefu), PHONE) == 3600 - 10 * 60
    clock.now = start + timedelta(hours=1, minutes=9)
    for _ in range(5):
        Customer.arrives(kefu).asks_for_code(PHONE)
        clock.forward(minutes=2)
    # Minute, hour and day are all used up: the wait is the day's.
    clock.now -= timedelta(minutes=1, seconds=30)
    left = start + timedelta(days=1) - clock.now
    assert wait_of(Customer.arrives(kefu), PHONE) == left.total_seconds()
    clock.now = start + timedelta(days=1)
    Customer.arrives(kefu).asks_for_code(PHONE)


def test_whoever_waits_as_told_is_not_refused_again(kefu: Kefu, clock: FakeClock) -> None:
    for _ in range(10):
        while True:
            try:
                Customer.arrives(kefu).asks_for_code(PHONE)
                break
            except LimitReached as limit:
                clock.forward(seconds=limit.retry_after)
    clock.forward(seconds=wait_of(Customer.arrives(kefu), PHONE))
    Customer.arrives(kefu).asks_for_code(PHONE)


def test_a_conversations_own_cap(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    start = clock.now
    for n in range(CONVERSATION_SENDS_PER_HOUR):
        customer.asks_for_code(f"139000000{n:02d}")
        clock.forward(minutes=1)

    assert wait_of(customer, "13900000099") == 3600 - CONVERSATION_SENDS_PER_HOUR * 60
    Customer.arrives(kefu).asks_for_code("13900000099")
    clock.now = start + timedelta(hours=1)
    customer.asks_for_code("13900000098")


def test_a_networks_own_cap(kefu: Kefu, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "NETWORK_SENDS_PER_HOUR", 4)
    for n in range(4):
        Customer.arrives(kefu, network="203.0.113.0/24").asks_for_code(f"1390000000{n}")
    clock.forward(minutes=5)

    assert wait_of(Customer.arrives(kefu, network="203.0.113.0/24"), PHONE) == 3300
    Customer.arrives(kefu, network="198.51.100.0/24").asks_for_code(PHONE)


def test_the_cap_over_all(kefu: Kefu, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GLOBAL_SENDS_PER_HOUR", 3)
    for n in range(3):
        Customer.arrives(kefu).asks_for_code(f"1390000000{n}")
    clock.forward(minutes=10)

    assert wait_of(Customer.arrives(kefu), PHONE) == 3000


def test_a_refused_sending_changes_nothing(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    wait_of(customer, PHONE)

    customer.gives(sent, code)

    assert customer.level() is Assurance.STEPPED_UP
    assert received(kefu, PHONE) == [code]


def test_sms_and_email_are_separate_destinations(kefu: Kefu, customer: Customer) -> None:
    customer.asks_for_code(PHONE)
    customer.asks_for_code(PHONE, channel=CodeChannel.EMAIL)

    assert len(received(kefu, PHONE)) == len(received(kefu, EMAIL)) == 1


def fail_all(customer: Customer, sent: Sent, code: str) -> int:
    """Use the code up with wrong values; how many were counted."""
    for tries in range(1, CODE_TRIES + 1):
        if refusal(customer, sent, wrong(code))[0] == "attempts_exhausted":
            return tries
    raise AssertionError("a code must end after its tries")


def test_ten_failures_an_hour_over_all_codes_of_an_account(kefu: Kefu, clock: FakeClock) -> None:
    """However many codes, conversations and ways an attacker uses,
    the account's failures count together.
    """
    ways = [(PHONE, CodeChannel.SMS), (PHONE, CodeChannel.EMAIL), (EMAIL, CodeChannel.SMS)]
    counted = 0
    for address, channel in ways:
        attacker = Customer.arrives(kefu)
        sent = attacker.asks_for_code(address, channel=channel)
        code = received_code(kefu, PHONE if channel is CodeChannel.SMS else EMAIL)
        counted += fail_all(attacker, sent, code) if counted < ACCOUNT_FAILURES_PER_HOUR else 0
        clock.forward(minutes=1)

    assert counted == ACCOUNT_FAILURES_PER_HOUR
    assert refusal(attacker, sent, code) == ("attempts_exhausted", 0)  # the right one
    assert attacker.level() is Assurance.ANONYMOUS
    clock.forward(hours=1)
    again = attacker.asks_for_code(EMAIL)
    attacker.gives(again, received_code(kefu, PHONE))
    assert attacker.level() is Assurance.STEPPED_UP


def test_failures_of_one_account_are_not_anothers(kefu: Kefu, clock: FakeClock) -> None:
    for _ in range(2):
        attacker = Customer.arrives(kefu)
        sent = attacker.asks_for_code(PHONE)
        fail_all(attacker, sent, received_code(kefu, PHONE))
        clock.forward(minutes=1)

    other = Customer.arrives(kefu)
    other.verifies("13800000002")

    assert other.level() is Assurance.STEPPED_UP


def test_the_wait_never_tells_that_a_phone_and_an_email_belong_together(
    kefu: Kefu, clock: FakeClock
) -> None:
    for phone, email in (
        ("13800000001", "zhangwei@example.com"),
        (PHONE[:-1] + "9", "nobody@example.com"),
    ):
        Customer.arrives(kefu).asks_for_code(phone, channel=CodeChannel.EMAIL)
        Customer.arrives(kefu).asks_for_code(email, channel=CodeChannel.EMAIL)
    kefu.notifications.deliver_due()

    assert len(kefu.demo.received("zhangwei@example.com")) == 1  # type: ignore[union-attr]
    with pytest.raises(LimitReached):
        Customer.arrives(kefu).asks_for_code("zhangwei@example.com", channel=CodeChannel.EMAIL)
