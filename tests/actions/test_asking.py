"""An action asks in one thread and one reading transaction, and nothing twice until something
changes.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

import pytest
from sqlalchemy import Connection, event, text

from actions import _kefu
from actions._kefu import ask, beside, call, read, topics, write
from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance
from kefu.core.errors import NotFound, Unavailable
from kefu.core.verification import Purpose
from kefu.services.ports import UnitOfWork
from kefu.store.database import SqlDatabase, make_engine
from tests.broken import without
from tests.conftest import ON_SQLITE
from tests.customers import Customer

T = TypeVar("T")
PATIENCE = 10


@pytest.fixture
def statements(kefu: Kefu) -> Iterator[list[str]]:
    """What the database is asked; each transaction begins with BEGIN."""
    engine, asked = cast("SqlDatabase", kefu.database).engine, []

    def execute(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    def begin(_connection: Connection) -> None:
        asked.append("BEGIN")

    event.listen(engine, "before_cursor_execute", execute)
    event.listen(engine, "begin", begin)
    yield asked
    event.remove(engine, "before_cursor_execute", execute)
    event.remove(engine, "begin", begin)


def act(kefu: Kefu, action: Callable[[], T]) -> T:
    """Do it as an action does."""
    with _kefu.using(kefu):
        return asyncio.run(beside(action))


def test_all_questions_share_a_transaction_and_a_look_at_the_conversation(
    kefu: Kefu, customer: Customer, statements: list[str]
) -> None:
    def action() -> None:
        verification = topics().verification
        for _ in range(3):
            read(verification.level, customer.id)
            read(verification.is_identified, customer.id)
            read(verification.is_stepped_up, customer.id, Purpose.UNLOCK)

    statements.clear()
    act(kefu, action)
    begun, (found, *more) = statements[0], statements[1:]
    assert begun == "BEGIN"
    assert "FROM conversations" in found
    assert more == []


def test_another_question_is_another_answer(kefu: Kefu) -> None:
    asked: list[tuple[int, int]] = []

    def question(a: int, *, b: int) -> int:
        asked.append((a, b))
        return a + b

    def action() -> list[int]:
        return [ask(question, 1, b=2), ask(question, 1, b=3), ask(question, 1, b=2)]

    assert act(kefu, action) == [3, 4, 3]
    assert asked == [(1, 2), (1, 3)]


@pytest.mark.parametrize("change", ["write", "call", "refusal"])
def test_after_a_change_everything_is_asked_anew(kefu: Kefu, change: str) -> None:
    answers = iter([1, 2])

    def question() -> int:
        return next(answers)

    def refused(_unit: UnitOfWork) -> None:
        raise NotFound("conversation_not_found")

    def action() -> list[int]:
        first = ask(question)
        if change == "write":
            write(lambda _unit: None)
        elif change == "call":
            call(lambda: None)
        else:
            with pytest.raises(NotFound):
                read(refused)
        return [first, ask(question)]

    assert act(kefu, action) == [1, 2]


def test_what_was_written_is_read(kefu: Kefu, customer: Customer) -> None:
    def action() -> tuple[int, int]:
        before = read(lambda unit: unit.events.last_seq(customer.id))
        write(kefu.chat.log.signal, customer.id, "/inform")
        return before, read(lambda unit: unit.events.last_seq(customer.id))

    before, after = act(kefu, action)
    assert after == before + 1


def test_a_thread_holds_one_connection_at_a_time(kefu: Kefu, customer: Customer) -> None:
    pool = cast("SqlDatabase", kefu.database).engine.pool
    held: list[int] = []

    def outside() -> None:
        with kefu.database.read():
            held.append(cast("Any", pool).checkedout())

    def action() -> None:
        assert read(topics().verification.level, customer.id) is Assurance.ANONYMOUS
        ask(outside)
        read(topics().verification.is_identified, customer.id)
        call(outside)

    act(kefu, action)
    act(kefu, action)
    assert held == [1, 1] * 2
    # The one that reads SQLite stays open for the next action.
    assert cast("Any", pool).checkedout() <= kefu.database.is_near


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_is_lost_meanwhile_is_replaced(kefu: Kefu, customer: Customer) -> None:
    def cut_everybody() -> None:
        other = make_engine(kefu.settings.database)
        with other.begin() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        other.dispose()

    def action() -> int:
        read(topics().verification.level, customer.id)
        cut_everybody()
        return read(lambda unit: unit.events.last_seq(customer.id))

    assert act(kefu, action) == len(customer.events())


@ON_SQLITE
def test_a_database_that_fails_is_said_so(kefu: Kefu, customer: Customer) -> None:
    def action() -> None:
        read(topics().verification.level, customer.id)

    with without(kefu.settings.database, "conversations"), pytest.raises(Unavailable):
        act(kefu, action)
    act(kefu, action)


def test_an_action_that_waits_keeps_nobody_waiting() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def action() -> str:
        begun.set()
        assert go_on.wait(PATIENCE)
        return "done"

    async def beside_others() -> str:
        task = asyncio.create_task(beside(action))
        async with asyncio.timeout(PATIENCE):
            while not begun.is_set():  # noqa: ASYNC110 - the sign comes from another thread
                await asyncio.sleep(0.001)
        assert not task.done()
        go_on.set()
        return await task

    assert asyncio.run(beside_others()) == "done"
