"""Conversation tokens: each opens one conversation, a new one ends the old,
and none lives for ever.
"""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import TOKEN_LIFETIME, Assurance
from kefu.core.errors import Conflict, NotAuthenticated
from kefu.services.conversations.opening import SUPERSEDED_TOKEN_LIFETIME
from kefu.services.units import in_unit, reading
from tests.conftest import FakeClock
from tests.customers import Customer, received_code

PHONE = "13800000001"


def opens(kefu: Kefu, conversation_id: str, token: str) -> bool:
    try:
        entry = reading(kefu.database, kefu.chat.opening.authorise, conversation_id, token)
        return entry.conversation.id == conversation_id
    except NotAuthenticated:
        return False


def rotate(kefu: Kefu, customer: Customer) -> str:
    with kefu.database.begin() as unit:
        return kefu.chat.opening.rotate_token(unit, customer.id, customer.device)


def test_a_token_opens_its_conversation_and_no_other(kefu: Kefu) -> None:
    mine, theirs = Customer.arrives(kefu), Customer.arrives(kefu)

    assert opens(kefu, mine.id, mine.token)
    assert not opens(kefu, theirs.id, mine.token)
    assert not opens(kefu, "cv_" + "0" * 30, mine.token)


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "a" * 10_000, "' OR 1=1 --"])
def test_anything_else_is_no_token(kefu: Kefu, customer: Customer, token: str) -> None:
    assert not opens(kefu, customer.id, token)


def test_tokens_are_long_and_never_the_same(kefu: Kefu) -> None:
    tokens = {Customer.arrives(kefu).token for _ in range(5)}

    assert len(tokens) == 5
    assert all(len(token) >= 43 for token in tokens)  # 256 bits


def test_the_assurance_rises_and_the_token_changes(kefu: Kefu, customer: Customer) -> None:
    old = customer.token
    sent = customer.asks_for_code(PHONE)
    customer.gives(sent, received_code(kefu, PHONE))

    assert customer.token != old
    assert opens(kefu, customer.id, customer.token)
    assert in_unit(kefu.database, kefu.chat.opening.note_token_use, customer.id, customer.token)
    assert not opens(kefu, customer.id, old)


def may_repeat(kefu: Kefu, customer: Customer) -> bool:
    try:
        return reading(
            kefu.database, kefu.chat.opening.authorise_repetition, customer.id, customer.token
        ).is_replaced
    except NotAuthenticated:
        return False


def test_a_replaced_token_opens_nothing_and_may_repeat_until_the_new_one_is_used(
    kefu: Kefu, customer: Customer
) -> None:
    in_unit(kefu.database, kefu.chat.opening.note_token_use, customer.id, customer.token)
    new = rotate(kefu, customer)

    with pytest.raises(NotAuthenticated) as refused:
        reading(kefu.database, kefu.chat.opening.authorise, customer.id, customer.token)
    assert refused.value.code == "token_replaced"
    assert may_repeat(kefu, customer)
    assert in_unit(kefu.database, kefu.chat.opening.note_token_use, customer.id, new)
    assert not may_repeat(kefu, customer)
    assert opens(kefu, customer.id, new)
    assert not in_unit(
        kefu.database, kefu.chat.opening.note_token_use, customer.id, new
    )  # only the first use counts


def test_an_old_token_ends_by_itself(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    new = rotate(kefu, customer)
    clock.forward(seconds=SUPERSEDED_TOKEN_LIFETIME.total_seconds() - 1)
    assert may_repeat(kefu, customer)
    clock.forward(seconds=1)

    assert not may_repeat(kefu, customer)
    assert opens(kefu, customer.id, new)


def test_rotating_again_does_not_prolong_the_oldest(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    rotate(kefu, customer)
    clock.forward(seconds=SUPERSEDED_TOKEN_LIFETIME.total_seconds() / 2)
    newest = rotate(kefu, customer)
    clock.forward(seconds=SUPERSEDED_TOKEN_LIFETIME.total_seconds() / 2)

    assert not may_repeat(kefu, customer)
    assert opens(kefu, customer.id, newest)


def test_the_use_of_a_foreign_or_ended_token_ends_nothing(kefu: Kefu, clock: FakeClock) -> None:
    victim, thief = Customer.arrives(kefu), Customer.arrives(kefu)
    new = rotate(kefu, victim)

    assert not in_unit(kefu.database, kefu.chat.opening.note_token_use, victim.id, thief.token)
    assert not in_unit(kefu.database, kefu.chat.opening.note_token_use, victim.id, "made up")
    assert may_repeat(kefu, victim)
    assert opens(kefu, victim.id, new)


def test_an_ended_token_does_not_end_the_newer(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    oldest = customer.token
    rotate(kefu, customer)
    clock.forward(seconds=SUPERSEDED_TOKEN_LIFETIME.total_seconds())
    newer = rotate(kefu, customer)

    assert not in_unit(kefu.database, kefu.chat.opening.note_token_use, customer.id, oldest)
    assert opens(kefu, customer.id, newer)


def test_no_token_lives_for_ever(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    clock.forward(seconds=TOKEN_LIFETIME.total_seconds() - 1)
    assert opens(kefu, customer.id, customer.token)
    clock.forward(seconds=1)

    assert not opens(kefu, customer.id, customer.token)
    with pytest.raises(NotAuthenticated):
        in_unit(kefu.database, kefu.chat.opening.resume, customer.token)


def test_revoking_ends_all(kefu: Kefu, customer: Customer, clock: FakeClock) -> None:
    new = rotate(kefu, customer)
    with kefu.database.begin() as unit:
        unit.tokens.revoke(customer.id, clock())

    assert not opens(kefu, customer.id, customer.token)
    assert not opens(kefu, customer.id, new)
    with pytest.raises(NotAuthenticated):
        in_unit(kefu.database, kefu.chat.opening.resume, new)


def test_resuming_gives_the_same_conversation_and_changes_no_token(
    kefu: Kefu, customer: Customer
) -> None:
    conversation, token = in_unit(kefu.database, kefu.chat.opening.resume, customer.token)

    assert conversation.id == customer.id
    assert token == customer.token


def test_a_replaced_token_is_not_traded_for_a_better_one(kefu: Kefu, customer: Customer) -> None:
    planted = customer.token
    customer.verifies(PHONE)

    assert customer.token != planted
    with pytest.raises(NotAuthenticated):
        in_unit(kefu.database, kefu.chat.opening.resume, planted)
    assert opens(kefu, customer.id, customer.token)


def test_a_login_ends_every_earlier_token_at_once(kefu: Kefu, customer: Customer) -> None:
    planted = customer.token
    token = customer.logs_in("acc_0001").token

    assert not opens(kefu, customer.id, planted)
    with pytest.raises(NotAuthenticated):
        in_unit(kefu.database, kefu.chat.opening.resume, planted)
    assert opens(kefu, customer.id, token)


def test_resuming_with_a_login_raises_the_level(kefu: Kefu, customer: Customer) -> None:
    conversation = customer.logs_in("acc_0001").conversation

    assert conversation.account_id == "acc_0001"
    assert customer.level() is Assurance.LOGGED_IN


def test_a_conversation_never_changes_its_account(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, PHONE)

    with pytest.raises(Conflict) as error:
        customer.logs_in("acc_0002")

    assert error.value.code == "account_mismatch"
    assert customer.conversation.account_id == "acc_0001"
    assert opens(kefu, customer.id, customer.token)


def test_a_lost_answer_can_be_asked_for_again(kefu: Kefu, customer: Customer) -> None:
    in_unit(
        kefu.database, kefu.chat.opening.resume, customer.token
    )  # the client never saw this answer

    _, token = in_unit(kefu.database, kefu.chat.opening.resume, customer.token)

    assert opens(kefu, customer.id, token)
