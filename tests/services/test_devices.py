"""One customer on several devices: one conversation, a token for each, and level 3 only where it
was proven.
"""

from __future__ import annotations

from itertools import count

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance, Owner
from kefu.core.errors import AssuranceTooLow, Conflict, NotFound
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.verification import Purpose
from kefu.services.inbox import InboundMessage
from kefu.services.units import in_unit, reading
from tests.conftest import ON_SQLITE
from tests.customers import Customer, enters, received_code
from tests.services.racing import at_once
from tests.services.test_handoff import queued
from tests.services.test_tokens import opens

PHONE, ACCOUNT = "13800000002", "acc_0002"
_numbers = count()


def device(kefu: Kefu, account_id: str = ACCOUNT) -> Customer:
    """Somebody who opens the chat in the app of one more device."""
    entered = enters(kefu, account_id)
    return Customer(kefu, entered.conversation.id, entered.token)


def says(who: Customer, text: str) -> None:
    """As the gateway does: with the device that the token is of."""
    message = InboundMessage(who.id, f"d{next(_numbers)}", text, device=who.device)
    in_unit(who.kefu.database, who.kefu.chat.inbox.accept, message)


def test_every_device_is_in_the_same_conversation_with_a_token_of_its_own(kefu: Kefu) -> None:
    phone, tablet = device(kefu), device(kefu)
    stranger = device(kefu, "acc_0004")

    assert phone.id == tablet.id != stranger.id
    assert phone.token != tablet.token
    assert phone.device != tablet.device
    in_unit(kefu.database, kefu.chat.opening.note_token_use, tablet.id, tablet.token)
    assert opens(kefu, phone.id, phone.token)
    assert opens(kefu, tablet.id, tablet.token)


def test_many_that_enter_at_once_meet_in_one_conversation(kefu: Kefu) -> None:
    entered = at_once([lambda: enters(kefu, ACCOUNT)] * 6)

    assert len({e if isinstance(e, str) else e.conversation.id for e in entered}) == 1
    assert [e if isinstance(e, str) else e.was_open for e in entered].count(False) == 1


def test_after_its_end_there_is_a_new_one(kefu: Kefu) -> None:
    first = device(kefu)
    in_unit(kefu.database, kefu.chat.ending.close, first.id)

    assert device(kefu).id != first.id


def test_what_is_proven_on_one_device_is_not_known_on_the_other(kefu: Kefu) -> None:
    phone, tablet = device(kefu), device(kefu)
    sent = phone.asks_for_code(purpose=Purpose.UNLOCK)
    before = phone.token
    phone.gives(sent, received_code(kefu, PHONE))

    assert phone.level() is Assurance.STEPPED_UP
    assert not opens(kefu, phone.id, before)  # it has proven less
    assert opens(kefu, phone.id, phone.token)
    assert opens(kefu, tablet.id, tablet.token)  # and goes on as what it is
    says(tablet, "帮我解锁")

    assert phone.level() is Assurance.LOGGED_IN
    with pytest.raises(AssuranceTooLow):
        kefu.topics.account_lock.unlock(phone.id, key="u1")


def test_a_login_with_a_token_from_before_the_code_has_not_proven_the_code(kefu: Kefu) -> None:
    phone = device(kefu)
    before = phone.token
    phone.gives(phone.asks_for_code(), received_code(kefu, PHONE))
    wanted = in_unit(kefu.database, kefu.topics.password.ask_new, phone.id)
    entered = enters(kefu, ACCOUNT, resume=before)
    thief = Customer(kefu, entered.conversation.id, entered.token)

    assert thief.id == phone.id
    assert thief.level() is Assurance.LOGGED_IN
    with pytest.raises(AssuranceTooLow):
        thief.submits(wanted.id, "Xuehua-7!Feiyu")


def test_a_login_with_the_token_that_the_code_brought_keeps_what_was_proven(kefu: Kefu) -> None:
    phone = device(kefu)
    phone.gives(phone.asks_for_code(), received_code(kefu, PHONE))
    enters(kefu, ACCOUNT, resume=phone.token)

    assert phone.level() is Assurance.STEPPED_UP


def test_who_proved_it_keeps_it_while_the_other_only_looks_on(kefu: Kefu) -> None:
    phone, _ = device(kefu), device(kefu)
    phone.gives(phone.asks_for_code(purpose=Purpose.UNLOCK), received_code(kefu, PHONE))
    says(phone, "帮我解锁")

    assert phone.level() is Assurance.STEPPED_UP
    kefu.topics.account_lock.unlock(phone.id, key="u1")


def test_a_code_is_given_on_either_device_and_only_once(kefu: Kefu) -> None:
    phone, tablet = device(kefu), device(kefu)
    sent = phone.asks_for_code()
    tablet.gives(sent, received_code(kefu, PHONE))

    assert tablet.conversation.stepped_up_device == tablet.device
    assert [e.data for e in phone.events() if e.type == "input_taken"] == [
        {"input_id": sent.input_id}
    ]
    with pytest.raises(Conflict):
        phone.submits(sent.input_id, received_code(kefu, PHONE))


def test_a_new_password_is_set_where_the_code_was_given_and_logs_the_others_out(
    kefu: Kefu,
) -> None:
    phone, tablet = device(kefu), device(kefu)
    phone.gives(phone.asks_for_code(), received_code(kefu, PHONE))
    wanted = in_unit(kefu.database, kefu.topics.password.ask_new, phone.id)

    with pytest.raises(AssuranceTooLow):
        tablet.submits(wanted.id, "Xuehua-7!Feiyu")
    assert phone.level() is Assurance.STEPPED_UP  # nobody lost anything by that
    phone.submits(wanted.id, "Xuehua-7!Feiyu")

    assert opens(kefu, phone.id, phone.token)
    assert not opens(kefu, tablet.id, tablet.token)


def test_a_device_that_is_left_is_forgotten_alone(kefu: Kefu) -> None:
    phone, tablet = device(kefu), device(kefu)
    phone.gives(phone.asks_for_code(), received_code(kefu, PHONE))
    device_id = phone.device
    assert device_id is not None
    in_unit(kefu.database, kefu.chat.opening.leave, phone.id, device_id)

    assert not opens(kefu, phone.id, phone.token)
    assert phone.level() is Assurance.LOGGED_IN
    assert opens(kefu, tablet.id, tablet.token)


# logging in to an anonymous conversation


def test_two_that_log_in_with_the_same_token_leave_one_successor(
    kefu: Kefu, customer: Customer
) -> None:
    old = customer.token
    entered = at_once([lambda: enters(kefu, ACCOUNT, resume=old)] * 4)

    tokens = {e if isinstance(e, str) else e.token for e in entered}
    assert len(tokens) == 4
    assert [opens(kefu, customer.id, token) for token in tokens].count(True) == 1
    assert not opens(kefu, customer.id, old)


def test_what_was_said_before_the_login_goes_on_and_the_idle_one_ends(
    kefu: Kefu, customer: Customer
) -> None:
    idle = device(kefu)
    says(customer, "交易失败了")
    here = customer.id
    entered = customer.logs_in(ACCOUNT)

    assert entered.conversation.id == here
    assert idle.conversation.owner is Owner.CLOSED
    assert device(kefu).id == here


def test_who_has_said_nothing_yet_joins_the_conversation_that_there_is(
    kefu: Kefu, customer: Customer
) -> None:
    other, anonymous = device(kefu), customer.id
    entered = customer.logs_in(ACCOUNT)

    assert entered.was_open
    assert entered.conversation.id == other.id
    assert opens(kefu, other.id, other.token)
    with kefu.database.read() as unit:
        left = unit.conversations.get(anonymous)
    assert left is not None
    assert left.owner is Owner.CLOSED


def test_a_place_in_the_queue_is_not_lost_and_not_had_twice(kefu: Kefu, customer: Customer) -> None:
    waiting = queued(kefu, customer=device(kefu))
    says(customer, "人工还要多久")
    queued(kefu, HandoffReason.THEFT, customer)
    in_unit(kefu.database, kefu.topics.theft.open_case, customer.id)
    entered = customer.logs_in(ACCOUNT)

    assert entered.conversation.id == waiting.id
    with kefu.database.read() as unit:
        (only,) = unit.handoffs.waiting()
    assert (only.conversation_id, only.priority) == (waiting.id, Priority.URGENT)


def test_nobody_elses_conversation_is_entered(kefu: Kefu) -> None:
    mine, theirs = device(kefu), device(kefu, "acc_0004")

    with pytest.raises(Conflict) as error:
        enters(kefu, ACCOUNT, resume=theirs.token)

    assert error.value.code == "account_mismatch"
    assert opens(kefu, mine.id, mine.token)


# earlier conversations


@ON_SQLITE
def test_the_earlier_ones_are_seen_by_their_customer_alone(kefu: Kefu, customer: Customer) -> None:
    first = device(kefu)
    says(first, "我的手机是13912345678，提现没到")
    in_unit(kefu.database, kefu.chat.ending.close, first.id)
    silent = device(kefu)
    in_unit(kefu.database, kefu.chat.ending.close, silent.id)
    now, stranger = device(kefu), device(kefu, "acc_0004")
    history = kefu.chat.history

    (earlier,) = reading(kefu.database, history.earlier, now.id, now.device)
    assert earlier.id == first.id
    assert earlier.title == "我的手机是[手机号:139****5678]，提现没到"
    events = reading(kefu.database, history.events, now.id, first.id, 0, 100)
    assert [e.seq for e in events] == [e.seq for e in first.events()]
    assert reading(kefu.database, history.earlier, stranger.id) == []
    for who, whose in ((stranger, first), (now, now), (now, stranger)):
        with pytest.raises(NotFound):
            reading(kefu.database, history.events, who.id, whose.id, 0, 100)
    with pytest.raises(AssuranceTooLow):
        reading(kefu.database, history.earlier, customer.id)
    with pytest.raises(AssuranceTooLow):
        reading(kefu.database, history.events, customer.id, first.id, 0, 100)
