"""One-time codes are sent sparingly and may be guessed rarely: who asks is counted first, what
strangers cause together is counted in silence, owners and theft are counted apart.
"""

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
    CONVERSATION_ADDRESSES_PER_HOUR,
    CONVERSATION_SENDS_PER_HOUR,
    CodeChannel,
)
from kefu.services.verification import limits
from kefu.services.verification.sending import Sent
from tests.conftest import FakeClock
from tests.customers import Customer, received, received_code, refusal, wait_of, wrong

PHONE = "13800000001"
EMAIL = "zhangwei@example.com"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.7"


def test_one_a_minute_with_the_exact_wait(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    customer.asks_for_code(PHONE)

    assert wait_of(customer, PHONE) == 60
    clock.forward(seconds=59.4)
    assert wait_of(customer, PHONE) == 1  # never less than what is left
    clock.forward(seconds=0.6)
    customer.asks_for_code(PHONE)
    assert len(received(kefu, PHONE)) == 2


def test_a_stranger_waits_for_their_own_requests_only(kefu: Kefu) -> None:
    Customer.arrives(kefu, network=HOME).asks_for_code(PHONE)

    assert wait_of(Customer.arrives(kefu, network=HOME), PHONE) == 60  # another tab
    Customer.arrives(kefu, network=HOME).asks_for_code("13800000002")
    Customer.arrives(kefu, network=ELSEWHERE).asks_for_code(PHONE)
    Customer.arrives(kefu).asks_for_code(PHONE)


@pytest.mark.parametrize("one_conversation", [True, False])
def test_three_an_hour_and_six_a_day_to_one_number_with_the_longest_wait(
    kefu: Kefu, clock: FakeClock, one_conversation: bool
) -> None:
    start, same = clock.now, Customer.arrives(kefu)

    def stranger() -> Customer:
        return same if one_conversation else Customer.arrives(kefu, network=HOME)

    for _ in range(3):
        stranger().asks_for_code(PHONE)
        clock.forward(minutes=2)
    assert wait_of(stranger(), PHONE) == 3600 - 6 * 60
    clock.now = start + timedelta(hours=1, minutes=5)
    for _ in range(3):
        stranger().asks_for_code(PHONE)
        clock.forward(minutes=2)
    # Minute, hour and day are all used up: the wait is the day's.
    clock.now -= timedelta(minutes=1, seconds=30)
    left = start + timedelta(days=1) - clock.now
    assert wait_of(stranger(), PHONE) == left.total_seconds()
    clock.now = start + timedelta(days=1)
    stranger().asks_for_code(PHONE)


def test_an_owner_has_five_an_hour_and_ten_a_day_with_the_longest_wait(
    kefu: Kefu, clock: FakeClock
) -> None:
    start = clock.now

    def wait() -> int:
        return wait_of(Customer.logged_in(kefu, PHONE))

    for _ in range(5):
        Customer.logged_in(kefu, PHONE).asks_for_code()
        clock.forward(minutes=2)
    assert wait() == 3600 - 10 * 60
    clock.now = start + timedelta(hours=1, minutes=9)
    for _ in range(5):
        Customer.logged_in(kefu, PHONE).asks_for_code()
        clock.forward(minutes=2)
    # Minute, hour and day are all used up: the wait is the day's.
    clock.now -= timedelta(minutes=1, seconds=30)
    left = start + timedelta(days=1) - clock.now
    assert wait() == left.total_seconds()
    clock.now = start + timedelta(days=1)
    Customer.logged_in(kefu, PHONE).asks_for_code()


@pytest.mark.parametrize("is_owner", [True, False])
def test_whoever_waits_as_told_is_not_refused_again(
    kefu: Kefu, clock: FakeClock, is_owner: bool
) -> None:
    def asker() -> Customer:
        return Customer.logged_in(kefu, PHONE) if is_owner else Customer.arrives(kefu, network=HOME)

    typed = None if is_owner else PHONE
    for _ in range(10 if is_owner else 6):
        while True:
            try:
                asker().asks_for_code(typed)
                break
            except LimitReached as limit:
                clock.forward(seconds=limit.retry_after)
    clock.forward(seconds=wait_of(asker(), typed))
    asker().asks_for_code(typed)


def test_a_conversations_own_cap(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    start = clock.now
    for n in range(CONVERSATION_SENDS_PER_HOUR):
        customer.asks_for_code(f"1390000000{n % 4}")
        clock.forward(minutes=1)

    assert wait_of(customer, "13900000009") == 3600 - CONVERSATION_SENDS_PER_HOUR * 60
    Customer.arrives(kefu).asks_for_code("13900000009")
    clock.now = start + timedelta(hours=1)
    customer.asks_for_code("13900000008")


def test_one_conversation_asks_for_few_numbers(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    start = clock.now
    for n in range(CONVERSATION_ADDRESSES_PER_HOUR):
        customer.asks_for_code(f"1390000000{n}")
        clock.forward(minutes=1)
    customer.asks_for_code("13900000000")  # a number from before is no other
    clock.forward(minutes=1)

    # The first number was used again, so the second is the first to be forgotten.
    wait = start + timedelta(hours=1, minutes=1) - clock.now
    assert wait_of(customer, "13900000009") == wait.total_seconds()
    clock.forward(seconds=wait.total_seconds())
    customer.asks_for_code("13900000009")


def test_one_network_asks_for_few_numbers(
    kefu: Kefu, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NETWORK_ADDRESSES_PER_HOUR", 3)
    for n in range(3):
        Customer.arrives(kefu, network=HOME).asks_for_code(f"1390000000{n}")
    clock.forward(minutes=2)

    assert wait_of(Customer.arrives(kefu, network=HOME), PHONE) == 3480
    Customer.arrives(kefu, network=HOME).asks_for_code("13900000001")
    Customer.arrives(kefu, network=ELSEWHERE).asks_for_code(PHONE)


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
    # The right one; and what others tried is none of this one's business.
    assert refusal(attacker, sent, code) == ("wrong_code", 4)
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
    for phone, email in ((PHONE, EMAIL), (PHONE[:-1] + "9", "nobody@example.com")):
        asker = Customer.arrives(kefu)
        asker.asks_for_code(phone, channel=CodeChannel.EMAIL)
        asker.asks_for_code(email, channel=CodeChannel.EMAIL)
        with pytest.raises(LimitReached) as error:
            asker.asks_for_code(email, channel=CodeChannel.EMAIL)
        assert error.value.retry_after == 60

    assert len(received(kefu, EMAIL)) == 1  # the second waits for its minute
    clock.forward(minutes=1)
    assert len(received(kefu, EMAIL)) == 2
