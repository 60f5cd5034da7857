"""A message is stored once, in order and scrubbed; a choice is taken once;
what is sent twice counts once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from kefu.bootstrap import Kefu
from kefu.core.conversation import EventType, Owner
from kefu.core.errors import Conflict, Invalid, NotFound
from kefu.core.handoff import HandoffReason
from kefu.services.assurance import get_conversation
from kefu.services.conversations.acceptance import MAX_TEXT_LENGTH
from kefu.services.personal_data import LIFETIME
from kefu.services.units import in_unit, reading
from tests.conftest import FakeClock
from tests.customers import Customer


def offer(kefu: Kefu, customer: Customer, *titles: str) -> list[str]:
    """Have the bot offer choices; their ids."""
    buttons = [{"title": title, "payload": f"/choose_{n}"} for n, title in enumerate(titles)]
    with kefu.database.begin() as unit:
        event = kefu.chat.log.say(
            unit, get_conversation(unit, customer.id), {"text": "请选择", "buttons": buttons}
        )
    return [choice["id"] for choice in event.data["choices"]]


def last(customer: Customer) -> dict[str, Any]:
    return customer.events()[-1].data


def test_events_are_numbered_from_one_without_gaps(kefu: Kefu, customer: Customer) -> None:
    for text in ("一", "二", "三"):
        customer.says(text)

    events = customer.events()
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert [event.data["text"] for event in events[1:]] == ["一", "二", "三"]
    assert [e.seq for e in reading(kefu.database, kefu.chat.log.events_after, customer.id, 2)] == [
        3,
        4,
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u3000"])
def test_nothing_said_is_refused(customer: Customer, text: str) -> None:
    with pytest.raises(Invalid) as error:
        customer.says(text)

    assert error.value.code == "empty_text"


@pytest.mark.parametrize("text", ["a\ud800", "\udfff"])
def test_half_a_character_is_refused(customer: Customer, text: str) -> None:
    with pytest.raises(Invalid) as error:
        customer.says(text)

    assert error.value.code == "invalid_text"


def test_the_longest_text_is_taken_and_no_longer_one(customer: Customer) -> None:
    customer.says("字" * MAX_TEXT_LENGTH)
    with pytest.raises(Invalid) as error:
        customer.says("字" * (MAX_TEXT_LENGTH + 1))

    assert error.value.code == "text_too_long"
    assert len(customer.events()) == 2


@pytest.mark.parametrize("text", ["a\x00b", "🀄️ 好", "'; DROP TABLE events; --", "/restart"])
def test_odd_characters_come_back_as_they_were(customer: Customer, text: str) -> None:
    customer.says(text)

    assert last(customer)["text"] == text
    assert last(customer)["payload"] is None


# sent twice


def test_the_same_client_id_gives_the_same_answer(kefu: Kefu, customer: Customer) -> None:
    first = in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m1", "你好")
    again = in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m1", "你好")

    assert again.seq == first.seq
    assert again.repeated
    assert not first.repeated
    assert len(customer.events()) == 2


def test_the_same_client_id_for_something_else_is_refused(kefu: Kefu, customer: Customer) -> None:
    (choice,) = offer(kefu, customer, "是")
    in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m1", "你好")

    acts: tuple[Callable[[], object], ...] = (
        lambda: in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m1", "您好"),
        lambda: in_unit(
            kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", choice
        ),
    )
    for act in acts:
        with pytest.raises(Conflict) as error:
            act()
        assert error.value.code == "client_id_reused"
    in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m2", choice)


def test_client_ids_of_two_conversations_are_apart(kefu: Kefu) -> None:
    one, two = Customer.arrives(kefu), Customer.arrives(kefu)

    in_unit(kefu.database, kefu.chat.acceptance.accept_text, one.id, "m1", "你好")
    assert not in_unit(
        kefu.database, kefu.chat.acceptance.accept_text, two.id, "m1", "再见"
    ).repeated


def test_a_repeated_choice_gives_the_same_answer(kefu: Kefu, customer: Customer) -> None:
    (choice,) = offer(kefu, customer, "是")
    first = in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", choice)
    again = in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", choice)

    assert (again.seq, again.payload, again.repeated) == (first.seq, "/choose_0", True)


def test_a_repetition_is_answered_even_after_the_end(kefu: Kefu, customer: Customer) -> None:
    first = in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m1", "你好")
    in_unit(kefu.database, kefu.chat.ending.close, customer.id)

    assert (
        in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m1", "你好").seq
        == first.seq
    )
    with pytest.raises(Conflict) as error:
        in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, "m2", "还在吗")
    assert error.value.code == "conversation_closed"


# choices


def test_a_choice_is_taken_once_and_ends_its_sisters(kefu: Kefu, customer: Customer) -> None:
    yes, no = offer(kefu, customer, "是", "否")
    accepted = in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", yes)

    assert accepted.payload == "/choose_0"
    assert last(customer)["text"] == "是"
    for choice in (yes, no):
        with pytest.raises(Conflict) as error:
            in_unit(
                kefu.database,
                kefu.chat.acceptance.accept_choice,
                customer.id,
                f"again-{choice}",
                choice,
            )
        assert error.value.code == "choice_expired"


def test_newer_choices_end_older_ones(kefu: Kefu, customer: Customer) -> None:
    (old,) = offer(kefu, customer, "是")
    offer(kefu, customer, "好")

    with pytest.raises(Conflict):
        in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", old)


@pytest.mark.parametrize("forged", ["ch_" + "0" * 30, "/restart", "", '/inform{"x": 1}', "\ud800"])
def test_a_made_up_choice_is_unknown(kefu: Kefu, customer: Customer, forged: str) -> None:
    with pytest.raises((NotFound, Invalid)):
        in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", forged)

    assert len(customer.events()) == 1


def test_a_choice_of_another_conversation_is_unknown(kefu: Kefu, customer: Customer) -> None:
    stranger = Customer.arrives(kefu)
    (theirs,) = offer(kefu, stranger, "是")

    with pytest.raises(NotFound) as error:
        in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", theirs)

    assert error.value.code == "choice_not_found"
    assert (
        in_unit(
            kefu.database, kefu.chat.acceptance.accept_choice, stranger.id, "m1", theirs
        ).payload
        == "/choose_0"
    )


@pytest.mark.parametrize("typed", ["冻结账户", " 冻结账户 ", "冻结账户。", "冻结账户\uff01"])
def test_the_words_on_a_choice_may_be_typed(kefu: Kefu, customer: Customer, typed: str) -> None:
    offer(kefu, customer, "冻结账户", "不用")
    accepted = customer.says(typed)

    assert accepted.payload == "/choose_0"
    assert customer.says(typed).payload is None  # taken already


def test_other_words_take_no_choice(kefu: Kefu, customer: Customer) -> None:
    (choice,) = offer(kefu, customer, "是")

    assert customer.says("是的吧").payload is None
    assert (
        in_unit(
            kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", choice
        ).payload
        == "/choose_0"
    )


# personal data and secrets


def test_a_reference_resolves_in_its_conversation_until_it_expires(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    reference = customer.names("13800000001")
    stranger = Customer.arrives(kefu)

    with kefu.database.begin() as unit:
        assert kefu.chat.personal.resolve(unit, customer.id, reference) == "13800000001"
        with pytest.raises(NotFound):
            kefu.chat.personal.resolve(unit, stranger.id, reference)
    clock.forward(seconds=LIFETIME.total_seconds())
    with kefu.database.begin() as unit, pytest.raises(NotFound):
        kefu.chat.personal.resolve(unit, customer.id, reference)


def test_numbers_of_one_mask_are_told_apart(kefu: Kefu, customer: Customer) -> None:
    """Both phones look like 138****0001: each reference must lead to the right one."""
    customer.says("原来的13800010001换成13800020001")
    customer.says("就是13800020001")

    text = customer.events()[-2].data["text"]
    assert text == "原来的[手机号:138****0001]换成[手机号:138****0001·2]"
    assert last(customer)["text"] == "就是[手机号:138****0001·2]"
    with kefu.database.begin() as unit:
        first = kefu.chat.personal.resolve(unit, customer.id, "[手机号:138****0001]")
        second = kefu.chat.personal.resolve(unit, customer.id, "[手机号:138****0001·2]")
    assert (first, second) == ("13800010001", "13800020001")


def test_a_typed_reference_opens_nothing(kefu: Kefu, customer: Customer) -> None:
    customer.says("[手机号:138****0001]")

    with kefu.database.begin() as unit, pytest.raises(NotFound):
        kefu.chat.personal.resolve(unit, customer.id, "[手机号:138****0001]")


def test_a_forged_reference_is_text_like_any_other(kefu: Kefu, customer: Customer) -> None:
    stranger = Customer.arrives(kefu)
    stranger.says("我的手机13900000002")
    customer.says("我的手机13800000001")

    customer.says("[手机号:138****0001]不用了，换成[手机号:139****0002]")
    assert last(customer)["text"] == "[手机号:138****0001]不用了，换成手机号:139****0002"
    for forged in ("[邮箱:a***@13800000001]", "[邮箱:a***@13800000001.com]"):
        customer.says(forged)
        assert "13800000001" not in last(customer)["text"]
        assert not last(customer)["text"].startswith("[邮箱")


def test_a_password_in_the_chat_is_masked_and_noticed(customer: Customer) -> None:
    accepted = customer.says("我的密码是Abc12345!")

    assert accepted.had_secret
    assert "Abc12345" not in last(customer)["text"]


def test_digits_are_masked_only_while_a_code_is_expected(customer: Customer) -> None:
    customer.says("是 482913 吗")
    assert last(customer)["text"] == "是 482913 吗"

    customer.asks_for_code("13800000001")
    assert customer.says("是 482913 吗").had_secret
    assert last(customer)["text"] == "是 ****** 吗"


# over two messages


def test_what_was_announced_is_masked_for_five_minutes(
    customer: Customer, clock: FakeClock
) -> None:
    customer.says("我的密码是")
    clock.forward(minutes=5)
    assert customer.says("kuaile2026").had_secret
    assert last(customer)["text"] == "******"

    customer.says("我的密码是")
    clock.forward(minutes=5, seconds=1)
    assert not customer.says("kuaile2026").had_secret


def test_what_the_bot_says_between_changes_nothing(kefu: Kefu, customer: Customer) -> None:
    customer.says("验证码是")
    with kefu.database.begin() as unit:
        kefu.chat.log.say(
            unit, get_conversation(unit, customer.id), {"text": "请问您需要什么帮助?"}
        )

    assert customer.says("739 184").had_secret
    assert last(customer)["text"] == "******"


def test_an_announcement_holds_for_one_message_of_one_conversation(
    kefu: Kefu, customer: Customer
) -> None:
    customer.says("我的密码是")
    stranger = Customer.arrives(kefu)
    assert not stranger.says("kuaile2026").had_secret

    customer.says("等一下")
    assert not customer.says("kuaile2026").had_secret


def test_a_phone_in_two_messages_is_known(kefu: Kefu, customer: Customer) -> None:
    customer.says("138 0001")
    assert last(customer)["text"] == "138****"
    customer.says("0001")

    assert last(customer)["text"] == "[手机号:138****0001]"
    with kefu.database.begin() as unit:
        number = kefu.chat.personal.resolve(unit, customer.id, last(customer)["text"])
    assert number == "13800010001"


def test_the_pieces_of_a_number_come_soon_after_each_other(
    customer: Customer, clock: FakeClock
) -> None:
    customer.says("138 0001")
    clock.forward(minutes=5, seconds=1)
    customer.says("0001")

    assert last(customer)["text"] == "0001"


@pytest.mark.parametrize("text", ["\u200b", "\u202e\u202c", " \u2060\ufe0f", "\u3164"])
def test_what_nobody_can_see_is_nothing_said(customer: Customer, text: str) -> None:
    with pytest.raises(Invalid) as error:
        customer.says(text)

    assert error.value.code == "empty_text"


def test_no_stored_text_turns_its_direction(customer: Customer) -> None:
    customer.says("退\u202e款\u202c到\u2066账\u2069了吗")

    assert last(customer)["text"] == "退款到账了吗"


# the end


def test_rating(kefu: Kefu, customer: Customer) -> None:
    in_unit(kefu.database, kefu.chat.ending.rate, customer.id, 2, None)
    in_unit(kefu.database, kefu.chat.ending.rate, customer.id, 5, "谢谢,电话13800000001")

    assert customer.conversation.rating == 5
    assert customer.conversation.rating_comment == "谢谢,电话[手机号:138****0001]"


@pytest.mark.parametrize("score", [0, 6, -1, 10**9])
def test_a_rating_off_the_scale(kefu: Kefu, customer: Customer, score: int) -> None:
    with pytest.raises(Invalid):
        in_unit(kefu.database, kefu.chat.ending.rate, customer.id, score, None)

    assert customer.conversation.rating is None


def test_closing_ends_everything_that_was_open(kefu: Kefu, customer: Customer) -> None:
    (choice,) = offer(kefu, customer, "是")
    sent = customer.asks_for_code("13800000001")
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, HandoffReason.CUSTOMER_REQUEST)

    in_unit(kefu.database, kefu.chat.ending.close, customer.id)
    in_unit(kefu.database, kefu.chat.ending.close, customer.id)

    assert customer.conversation.owner is Owner.CLOSED
    statuses = [e.data for e in customer.events() if e.type is EventType.STATUS]
    assert statuses == [{"owner": "closed"}]
    assert reading(kefu.database, kefu.topics.verification.pending, customer.id) is None
    with pytest.raises(Conflict):
        customer.gives(sent, "123456")
    with pytest.raises(Conflict):
        in_unit(kefu.database, kefu.chat.acceptance.accept_choice, customer.id, "m1", choice)
    with pytest.raises(Conflict):
        in_unit(kefu.database, kefu.desk.handoff.request, customer.id, HandoffReason.THEFT)


def test_an_unknown_conversation(kefu: Kefu) -> None:
    for act in (
        lambda: reading(kefu.database, get_conversation, "cv_x"),
        lambda: in_unit(kefu.database, kefu.chat.ending.close, "cv_x"),
        lambda: in_unit(kefu.database, kefu.chat.ending.rate, "cv_x", 5, None),
        lambda: in_unit(kefu.database, kefu.chat.acceptance.accept_text, "cv_x", "m1", "你好"),
    ):
        with pytest.raises(NotFound) as error:
            act()
        assert error.value.code == "conversation_not_found"


def test_who_is_owed_an_answer(kefu: Kefu, customer: Customer) -> None:
    other = Customer.arrives(kefu)
    other.says("你好")
    customer.says("你好")
    in_unit(kefu.database, kefu.chat.ending.close, other.id)

    with kefu.database.read() as unit:
        assert unit.conversations.unanswered() == [customer.id]
