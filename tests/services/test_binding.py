"""Who writes over a channel and whose account that is: what binding needs, and what ends it."""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance
from kefu.core.errors import AssuranceTooLow, Conflict, NotAuthenticated, NotFound
from kefu.core.verification import CodeChannel, InputStatus, Purpose
from kefu.services.assurance import get_conversation
from kefu.services.units import in_unit
from tests.conftest import FakeClock
from tests.customers import Customer, received_code

PHONE, OTHER_PHONE = "13800000001", "13800000002"


def account(kefu: Kefu, phone: str = PHONE) -> str:
    found = kefu.wallet.find_account(phone=phone)
    assert found is not None
    return found.id


def arrives(kefu: Kefu, name: str = "anna", phone: str | None = None) -> Customer:
    """Write as `name`; with a phone, logged in as its owner."""
    proven = account(kefu, phone) if phone else None
    conversation = in_unit(
        kefu.database, kefu.channels.arrival.arrive, "pigeon", name, "roof", account_id=proven
    )
    return Customer(kefu, conversation.id, "")


def known(kefu: Kefu, customer: Customer) -> tuple[Assurance, str | None]:
    return customer.level(), customer.conversation.account_id


def verify(kefu: Kefu, customer: Customer, purpose: Purpose, phone: str = PHONE) -> None:
    sent = customer.asks_for_code(phone, purpose)
    kefu.notifications.deliver_due()
    customer.submits(
        sent.input_id,
        received_code(kefu, phone),
    )


def bind(kefu: Kefu, customer: Customer) -> None:
    in_unit(kefu.database, kefu.channels.binding.bind, customer.id)


def unbind(kefu: Kefu, customer: Customer) -> None:
    in_unit(kefu.database, kefu.channels.binding.unbind, customer.id)


def close(kefu: Kefu, customer: Customer) -> None:
    in_unit(kefu.database, kefu.chat.ending.close, customer.id)


def bound(kefu: Kefu, name: str = "anna") -> Customer:
    customer = arrives(kefu, name, PHONE)
    bind(kefu, customer)
    close(kefu, customer)
    return arrives(kefu, name)


def test_a_bound_identity_is_known_at_level_1_from_then_on(kefu: Kefu) -> None:
    assert known(kefu, arrives(kefu)) == (Assurance.ANONYMOUS, None)
    assert known(kefu, bound(kefu)) == (Assurance.CHANNEL_BOUND, account(kefu))
    assert known(kefu, arrives(kefu, "bert")) == (Assurance.ANONYMOUS, None)


def test_level_1_opens_no_business_that_needs_more(kefu: Kefu) -> None:
    customer = bound(kefu)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.transactions.get(customer.id, "tx")
    with pytest.raises(AssuranceTooLow):
        in_unit(kefu.database, kefu.topics.password.ask_new, customer.id)


def test_binding_needs_a_proven_account(kefu: Kefu) -> None:
    customer = arrives(kefu)
    with pytest.raises(AssuranceTooLow):
        bind(kefu, customer)
    assert known(kefu, customer) == (Assurance.ANONYMOUS, None)


def test_a_code_for_binding_binds_and_one_for_something_else_does_not(
    kefu: Kefu, clock: FakeClock
) -> None:
    customer = arrives(kefu)
    verify(kefu, customer, Purpose.TRANSACTIONS)
    with pytest.raises(AssuranceTooLow):
        bind(kefu, customer)
    clock.forward(minutes=2)
    verify(kefu, customer, Purpose.BINDING)
    bind(kefu, customer)
    clock.forward(minutes=16)
    assert known(kefu, customer) == (Assurance.CHANNEL_BOUND, account(kefu))


def test_a_code_verified_too_long_ago_does_not_bind(kefu: Kefu, clock: FakeClock) -> None:
    customer = arrives(kefu)
    verify(kefu, customer, Purpose.BINDING)
    clock.forward(minutes=15)
    with pytest.raises(AssuranceTooLow):
        bind(kefu, customer)


def test_being_bound_does_not_bind_again_after_it_was_ended(kefu: Kefu) -> None:
    customer = bound(kefu)
    unbind(kefu, customer)
    with pytest.raises(AssuranceTooLow):
        bind(kefu, customer)


def test_a_closed_conversation_binds_nothing(kefu: Kefu) -> None:
    customer = arrives(kefu, phone=PHONE)
    close(kefu, customer)
    with pytest.raises(AssuranceTooLow):
        bind(kefu, customer)


def test_one_identity_has_one_account(kefu: Kefu) -> None:
    customer = bound(kefu)
    with pytest.raises(Conflict, match="account_mismatch"):
        arrives(kefu, phone=OTHER_PHONE)
    unbind(kefu, customer)
    other = arrives(kefu, phone=OTHER_PHONE)
    bind(kefu, other)
    assert known(kefu, other) == (Assurance.LOGGED_IN, account(kefu, OTHER_PHONE))


def test_a_code_of_another_account_cannot_take_a_bound_identity_over(kefu: Kefu) -> None:
    customer = bound(kefu)
    # Whatever number is named, the code goes to the account that is bound.
    in_unit(
        kefu.database,
        kefu.topics.verification.send_code,
        customer.id,
        Purpose.BINDING,
        CodeChannel.SMS,
        reference=customer.names(OTHER_PHONE),
    )
    kefu.notifications.deliver_due()
    assert kefu.demo is not None
    assert kefu.demo.received(OTHER_PHONE) == []


def test_a_web_conversation_has_nothing_to_bind(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, PHONE)
    for act in (kefu.channels.binding.bind, kefu.channels.binding.unbind):
        with pytest.raises(NotFound):
            in_unit(kefu.database, act, customer.id)


def test_unbinding_needs_nothing_and_leaves_nothing_known(kefu: Kefu) -> None:
    customer = bound(kefu)
    verify(kefu, customer, Purpose.TRANSACTIONS, PHONE)
    with kefu.database.begin() as unit:
        token = kefu.chat.opening.rotate_token(unit, customer.id)
    unbind(kefu, customer)

    assert known(kefu, customer) == (Assurance.ANONYMOUS, None)
    with pytest.raises(NotAuthenticated):
        in_unit(kefu.database, kefu.chat.opening.authorise, customer.id, token)
    close(kefu, customer)
    assert known(kefu, arrives(kefu)) == (Assurance.ANONYMOUS, None)


def test_unbinding_ends_what_was_asked_for(kefu: Kefu) -> None:
    customer = bound(kefu)
    sent = in_unit(
        kefu.database,
        kefu.topics.verification.send_code,
        customer.id,
        Purpose.UNLOCK,
        CodeChannel.SMS,
    )
    unbind(kefu, customer)
    with kefu.database.read() as unit:
        found = unit.secure_inputs.get(sent.input_id)
    assert found is not None
    assert found.status is InputStatus.CLOSED


def test_a_new_password_ends_every_binding_but_that_of_who_set_it(
    kefu: Kefu, clock: FakeClock
) -> None:
    thief, owner = bound(kefu, "thief"), bound(kefu, "owner")
    passer_by = arrives(kefu, "passer-by")
    verify(kefu, passer_by, Purpose.TRANSACTIONS)  # proven, never bound
    clock.forward(minutes=2)
    sent = in_unit(
        kefu.database,
        kefu.topics.verification.send_code,
        owner.id,
        Purpose.PASSWORD_RESET,
        CodeChannel.SMS,
    )
    kefu.notifications.deliver_due()
    owner.submits(sent.input_id, received_code(kefu, PHONE))
    field = in_unit(kefu.database, kefu.topics.password.ask_new, owner.id)
    owner.submits(field.id, "Blue-Kettle-4711")

    assert known(kefu, thief) == known(kefu, passer_by) == (Assurance.ANONYMOUS, None)
    assert known(kefu, owner)[1] == account(kefu)
    with pytest.raises(AssuranceTooLow):
        kefu.topics.transactions.get(passer_by.id, "tx")


def test_who_is_who_depends_on_the_channel(kefu: Kefu) -> None:
    bound(kefu)
    elsewhere = in_unit(kefu.database, kefu.channels.arrival.arrive, "crow", "anna", "roof")
    assert elsewhere.account_id is None


def test_names_and_addresses_are_not_kept_in_clear(kefu: Kefu) -> None:
    conversation = in_unit(kefu.database, kefu.channels.arrival.arrive, "pigeon", "anna", "roof")
    with kefu.database.read() as unit:
        delivery = unit.deliveries.get(conversation.id)
        assert delivery is not None
        identity = unit.channel_identities.get(delivery.identity_id)
    assert identity is not None
    assert "anna" not in identity.identity_hash
    assert "roof" not in identity.address_cipher


def test_beside_a_numbered_list_only_numbers_of_their_own_are_those_of_choices(kefu: Kefu) -> None:
    listed = {
        "text": "是哪一笔？\n1. 昨天 转账\n2. 今天 付款",
        "buttons": [{"title": "都是", "payload": "/all"}, {"title": "都不是", "payload": "/none"}],
    }
    for numbered, taken in ((False, None), (True, "/none")):
        customer = arrives(kefu, f"listed {numbered}")
        with kefu.database.begin() as unit:
            kefu.chat.log.say(unit, get_conversation(unit, customer.id), listed)
            accepted = kefu.chat.acceptance.accept_text(
                unit, customer.id, "c-1", "2", numbered=numbered
            )
        assert accepted.payload == taken


def test_a_number_takes_a_choice_just_shown(kefu: Kefu) -> None:
    for numbered, taken in ((False, "/transaction_failed"), (True, "/transaction_failed")):
        customer = arrives(kefu, f"numbered {numbered}")
        with kefu.database.begin() as unit:
            accepted = kefu.chat.acceptance.accept_text(
                unit, customer.id, "c-1", " ２、", numbered=numbered
            )
        assert accepted.payload == taken
        with kefu.database.begin() as unit:  # the channel delivers it again
            again = kefu.chat.acceptance.accept_text(
                unit, customer.id, "c-1", " ２、", numbered=numbered
            )
        assert (again.seq, again.repeated, again.payload) == (accepted.seq, True, taken)
    assert customer.events()[-1].data["text"] == "交易失败"


def test_a_number_said_later_is_an_answer_to_something_else(kefu: Kefu) -> None:
    customer = arrives(kefu)
    customer.says("你好")
    with kefu.database.begin() as unit:
        accepted = kefu.chat.acceptance.accept_text(unit, customer.id, "n-1", "2", numbered=True)
    assert accepted.payload is None
