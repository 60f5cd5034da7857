"""One-time codes: good once, for one thing, in one conversation, for a while and some tries."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance
from kefu.core.errors import (
    AssuranceTooLow,
    Forbidden,
    Invalid,
    NotFound,
)
from kefu.core.verification import (
    CODE_LIFETIME,
    CODE_TRIES,
    STEP_UP_LIFETIME,
    CodeChannel,
    Purpose,
)
from kefu.services.units import in_unit, reading
from kefu.services.verification.sending import VerificationService
from kefu.store.tables import verification_codes
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer, received, received_code, refusal, wait_of, wrong

PHONE = "13800000001"
EMAIL = "zhangwei@example.com"
UNKNOWN = "13900000009"


# what a code does


def test_a_code_steps_up_for_fifteen_minutes_and_tells_the_dialogue(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    before = customer.token
    sent = customer.asks_for_code(PHONE)
    customer.gives(sent, received_code(kefu, PHONE))

    assert customer.conversation.account_id == "acc_0001"
    assert reading(
        kefu.database, kefu.topics.verification.is_stepped_up, customer.id, Purpose.PASSWORD_RESET
    )
    assert customer.signals() == ['/inform{"secure_input": "verification_code"}']
    assert customer.token != before
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds() - 1)
    assert customer.level() is Assurance.STEPPED_UP
    clock.forward(seconds=1)
    assert customer.level() is Assurance.ANONYMOUS
    assert not reading(
        kefu.database, kefu.topics.verification.is_stepped_up, customer.id, Purpose.PASSWORD_RESET
    )


def test_codes_are_six_digits_and_differ(kefu: Kefu, clock: FakeClock) -> None:
    for phone in ("13800000001", "13800000002", "13800000003", "13800000004"):
        Customer.arrives(kefu).asks_for_code(phone)
    kefu.notifications.deliver_due()
    assert kefu.demo is not None
    codes = [text["code"] for text in kefu.demo.received(None)]

    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(set(codes)) > 1


def test_the_text_names_brand_purpose_and_validity_and_warns(
    kefu: Kefu, customer: Customer
) -> None:
    customer.asks_for_code(PHONE, Purpose.UNLOCK)
    kefu.notifications.deliver_due()
    assert kefu.demo is not None
    text = kefu.demo.received(PHONE)[0]["text"]

    for part in ("K豆钱包", "解除锁定", "5 分钟", "工作人员不会", "请勿告诉任何人"):
        assert part in text


def test_spaces_around_a_code_do_not_matter(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)

    customer.gives(sent, f" {received_code(kefu, PHONE)}\n")

    assert customer.level() is Assurance.STEPPED_UP


def test_a_code_works_once(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    customer.gives(sent, code)

    assert refusal(customer, sent, code) == ("input_closed", None)
    assert len(customer.signals()) == 1


def test_a_code_expires(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    clock.forward(seconds=CODE_LIFETIME.total_seconds())

    assert refusal(customer, sent, code) == ("code_expired", 0)
    assert customer.level() is Assurance.ANONYMOUS


def test_a_code_lives_to_its_last_second(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    clock.forward(seconds=CODE_LIFETIME.total_seconds() - 1)

    customer.gives(sent, code)

    assert customer.level() is Assurance.STEPPED_UP


def test_five_tries_and_the_right_code_is_too_late(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)

    tries = [refusal(customer, sent, wrong(code)) for _ in range(CODE_TRIES)]

    assert tries == [
        ("wrong_code", 4),
        ("wrong_code", 3),
        ("wrong_code", 2),
        ("wrong_code", 1),
        ("attempts_exhausted", 0),
    ]
    assert refusal(customer, sent, code) == ("input_closed", None)
    assert customer.level() is Assurance.ANONYMOUS


def test_the_fifth_try_may_still_be_right(kefu: Kefu, customer: Customer) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    for _ in range(CODE_TRIES - 1):
        refusal(customer, sent, wrong(code))

    customer.gives(sent, code)

    assert customer.level() is Assurance.STEPPED_UP


@ON_SQLITE
@pytest.mark.parametrize(
    "value", ["", "0", "1234567", "abcdef", "１２３４５６", "\x00", "\ud800", "9" * 500]
)
def test_any_other_value_is_just_a_wrong_one(customer: Customer, value: str) -> None:
    sent = customer.asks_for_code(PHONE)

    assert refusal(customer, sent, value) == ("wrong_code", 4)


def test_a_resend_ends_the_earlier_code(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    first = customer.asks_for_code(PHONE)
    early = received_code(kefu, PHONE)
    clock.forward(minutes=1)
    second = customer.asks_for_code(PHONE)
    late = received_code(kefu, PHONE)

    assert refusal(customer, first, early) == ("input_closed", None)
    with kefu.database.engine.connect() as connection:  # type: ignore[attr-defined]
        codes = verification_codes.c
        still_open = select(codes.id).where(codes.ended_at.is_(None))
        assert len(connection.scalars(still_open).all()) == 1
    if early != late:
        assert refusal(customer, second, early) == ("wrong_code", 4)
    customer.gives(second, late)
    assert customer.level() is Assurance.STEPPED_UP


# what a code is bound to


def test_a_code_is_bound_to_its_conversation(kefu: Kefu, clock: FakeClock) -> None:
    victim, thief = Customer.arrives(kefu), Customer.arrives(kefu)
    sent = victim.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)

    assert refusal(thief, sent, code) == ("input_not_found", None)
    clock.forward(minutes=1)
    own = thief.asks_for_code(PHONE)
    theirs = received_code(kefu, PHONE)
    if theirs != code:
        assert refusal(thief, own, code) == ("wrong_code", 4)
    victim.gives(sent, code)
    assert thief.level() is Assurance.ANONYMOUS


@ON_SQLITE
@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_code_is_bound_to_its_purpose(kefu: Kefu, customer: Customer, purpose: Purpose) -> None:
    customer.verifies(PHONE, purpose)

    assert [
        p
        for p in Purpose
        if reading(kefu.database, kefu.topics.verification.is_stepped_up, customer.id, p)
    ] == [purpose]


def test_a_code_for_another_thing_opens_neither_password_nor_lock(
    kefu: Kefu, customer: Customer
) -> None:
    customer.verifies(PHONE, Purpose.FREEZE)

    with pytest.raises(AssuranceTooLow):
        in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.account_lock.unlock(customer.id, key="u1")


def test_a_verification_that_has_run_out_is_told_from_none_for_this_thing(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    def refusal_to(service: Callable[[], object]) -> str:
        with pytest.raises(AssuranceTooLow) as caught:
            service()
        return caught.value.key

    def unlock() -> object:
        return kefu.topics.account_lock.unlock(customer.id, key="u1")

    def failed() -> object:
        return kefu.topics.transactions.recent_failed(customer.id)

    assert refusal_to(unlock) == refusal_to(failed) == "assurance_too_low"
    customer.verifies(PHONE, Purpose.FREEZE)
    assert refusal_to(unlock) == "assurance_too_low"
    failed()
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds())
    assert refusal_to(unlock) == "assurance_too_low"
    assert refusal_to(failed) == "assurance_too_low.expired"
    customer.verifies(PHONE, Purpose.UNLOCK)
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds())
    assert refusal_to(unlock) == "assurance_too_low.expired"


def test_a_second_code_replaces_the_purpose(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    customer.verifies("13800000002", Purpose.UNLOCK)
    clock.forward(minutes=1)
    customer.verifies("13800000002", Purpose.PASSWORD_RESET)

    with pytest.raises(AssuranceTooLow):
        kefu.topics.account_lock.unlock(customer.id, key="u1")


def test_a_code_does_not_survive_a_login_as_somebody_else(kefu: Kefu, customer: Customer) -> None:
    """Own login plus one code of somebody else must never add up to somebody else's login."""
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)
    own = kefu.chat.identity.account_of(kefu.chat.identity.issue_for_development("13800000004"))
    customer.logs_in(own)

    assert refusal(customer, sent, code) == ("input_closed", None)
    assert customer.conversation.account_id == own
    assert customer.level() is Assurance.LOGGED_IN


def test_once_known_no_other_account_can_be_claimed(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    customer.verifies(PHONE)
    clock.forward(hours=1)

    customer.asks_for_code("13800000004")

    assert received(kefu, "13800000004") == []
    assert len(received(kefu, PHONE)) == 2


# who is asked


def test_nobody_named_no_code(customer: Customer) -> None:
    with pytest.raises(Invalid) as error:
        customer.asks_for_code()

    assert error.value.code == "account_missing"


def test_a_reference_is_the_conversations_own_and_ends(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    reference = customer.names(PHONE)
    stranger = Customer.arrives(kefu)

    with pytest.raises(NotFound):
        in_unit(
            kefu.database,
            kefu.topics.verification.send_code,
            stranger.id,
            Purpose.UNLOCK,
            CodeChannel.SMS,
            reference=reference,
        )
    clock.forward(days=1)
    with pytest.raises(NotFound) as error:
        reading(kefu.database, kefu.topics.verification.destinations, customer.id, reference)
    assert error.value.code == "reference_expired"


def test_a_known_customer_sees_the_registered_addresses_masked(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, PHONE)

    assert reading(kefu.database, kefu.topics.verification.destinations, customer.id, None) == {
        CodeChannel.SMS: "138****0001",
        CodeChannel.EMAIL: "zh***@example.com",
    }


def test_a_way_that_is_not_registered_is_refused_to_the_known(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, "13800000004")  # has no e-mail

    with pytest.raises(Invalid) as error:
        customer.asks_for_code(channel=CodeChannel.EMAIL)

    assert error.value.code == "channel_unavailable"


def test_a_typed_code_finds_the_open_input(kefu: Kefu, customer: Customer) -> None:
    def typed(text: str) -> str | None:
        with kefu.database.begin() as unit:
            found = kefu.chat.secure_inputs.code_typed_in_chat(unit, customer.id, text)
        return found[1] if found else None

    assert typed("123456") is None
    sent = customer.asks_for_code(PHONE)
    assert typed("验证码是 123456") == "123456"
    assert typed("付了123456元") is None
    customer.gives(sent, received_code(kefu, PHONE))
    assert typed("123456") is None


# development


def test_forgetting_everything_lifts_limits_and_ends_open_codes(
    kefu: Kefu, customer: Customer
) -> None:
    sent = customer.asks_for_code(PHONE)
    code = received_code(kefu, PHONE)

    in_unit(kefu.database, kefu.topics.verification.forget_all)

    assert refusal(customer, sent, code) == ("input_closed", None)
    customer.asks_for_code(PHONE)


def test_production_never_forgets(kefu: Kefu, clock: FakeClock) -> None:
    service = kefu.topics.verification
    strict = VerificationService(service._vault, service._claims, kefu.notifications, clock)
    customer = Customer.arrives(kefu)
    customer.asks_for_code(PHONE)

    with pytest.raises(Forbidden):
        in_unit(kefu.database, strict.forget_all)
    assert wait_of(customer, PHONE) == 60
