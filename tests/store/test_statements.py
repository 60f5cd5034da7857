"""What a message costs the database: how many statements, and no transaction that has nothing to
write.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from kefu.bootstrap import Kefu
from kefu.services.inbox import InboundMessage
from kefu.services.ports import EngineAnswer, EngineButton, EngineMessage
from kefu.services.units import in_unit, reading
from kefu.store.database import SqlDatabase
from tests.customers import Customer


@contextmanager
def statements(kefu: Kefu) -> Iterator[list[str]]:
    """Those that are run meanwhile, by their first word; a list of rows is one."""
    assert isinstance(kefu.database, SqlDatabase)
    engine, seen = kefu.database.engine, []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement.split()[0])

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def is_postgresql(kefu: Kefu) -> bool:
    return kefu.settings.database.startswith("postgresql")


def send(kefu: Kefu, customer: Customer, client_id: str, text: str) -> None:
    in_unit(kefu.database, kefu.chat.inbox.accept, InboundMessage(customer.id, client_id, text))


def answer(kefu: Kefu, customer: Customer, *messages: EngineMessage) -> None:
    turn = reading(kefu.database, kefu.chat.turns.next, customer.id)
    assert turn is not None
    said = EngineAnswer(messages=list(messages), snapshot="{}")
    in_unit(kefu.database, kefu.chat.turns.finish, turn, said)


def test_a_token_is_checked_with_one_look(kefu: Kefu, customer: Customer) -> None:
    with statements(kefu) as seen:
        reading(kefu.database, kefu.chat.opening.authorise, customer.id, customer.token)

    assert seen == ["SELECT"]


def test_a_text_is_taken_in_with_one_look_and_two_writes(kefu: Kefu, customer: Customer) -> None:
    with statements(kefu) as seen:
        send(kefu, customer, "m1", text="你好")

    # PostgreSQL locks the conversation first.
    assert seen == ["SELECT"] * (1 + is_postgresql(kefu)) + ["UPDATE", "INSERT"]


def test_a_message_that_came_before_writes_nothing(kefu: Kefu, customer: Customer) -> None:
    send(kefu, customer, "m1", text="你好")

    with statements(kefu) as seen:
        send(kefu, customer, "m1", text="你好")

    assert set(seen) == {"SELECT"}


def test_choices_are_looked_at_only_where_some_are_open(kefu: Kefu, customer: Customer) -> None:
    send(kefu, customer, "m1", text="你好")
    buttons = [EngineButton(title="好", payload="/affirm")]
    answer(kefu, customer, EngineMessage(text="可以吗", buttons=buttons))

    with statements(kefu) as seen:
        send(kefu, customer, "m2", text="好")

    assert len(seen) == 6 + is_postgresql(kefu)
    assert customer.events()[-1].data["payload"] == "/affirm"


def test_the_next_turn_is_found_with_one_look(kefu: Kefu, customer: Customer) -> None:
    send(kefu, customer, "m1", text="你好")

    with statements(kefu) as seen:
        assert reading(kefu.database, kefu.chat.turns.next, customer.id) is not None

    assert seen == ["SELECT"]


def test_all_that_is_said_to_a_message_is_stored_at_once(kefu: Kefu, customer: Customer) -> None:
    send(kefu, customer, "m1", text="你好")
    buttons = [EngineButton(title=title, payload="/x") for title in ("甲", "乙", "丙")]
    turn = reading(kefu.database, kefu.chat.turns.next, customer.id)
    assert turn is not None
    messages = [
        EngineMessage(text="您好"),
        EngineMessage(text="请稍等"),
        EngineMessage(text="选一个", buttons=buttons),
    ]

    with statements(kefu) as seen:
        in_unit(
            kefu.database,
            kefu.chat.turns.finish,
            turn,
            EngineAnswer(messages=messages, snapshot="{}"),
        )

    # The snapshot; the choices offered before and now; the conversation and its events.
    writes = [word for word in seen if word != "SELECT"]
    assert writes == ["INSERT", "UPDATE", "INSERT", "UPDATE", "INSERT"]
    assert len(seen) == len(writes) + 2
    assert len(customer.events()) == 6


def test_what_is_new_is_read_with_one_look(kefu: Kefu, customer: Customer) -> None:
    with statements(kefu) as seen:
        reading(kefu.database, kefu.chat.log.events_after, customer.id, 0)

    assert seen == ["SELECT"]


def test_nothing_is_written_when_there_is_no_text_to_send(kefu: Kefu) -> None:
    with statements(kefu) as seen:
        kefu.notifications.deliver_due()

    assert seen == ["SELECT"]
