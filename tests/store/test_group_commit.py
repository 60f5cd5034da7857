"""What several callers write at the same time is stored together: each fails alone, hears of its
outcome when it is stored, and waits for no other system.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Event

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from structlog.contextvars import bound_contextvars, get_contextvars

from kefu.bootstrap import Kefu
from kefu.core.account import Account, AccountStatus
from kefu.core.conversation import EventType
from kefu.core.errors import Conflict, Unavailable
from kefu.gateway.threads import Units
from kefu.services.outside import act, ask
from kefu.services.ports import UnitOfWork
from kefu.store import writer
from kefu.store.database import SqlDatabase
from tests.conftest import ON_SQLITE
from tests.customers import Customer

SECONDS = 10


def engine_of(kefu: Kefu) -> Engine:
    assert isinstance(kefu.database, SqlDatabase)
    return kefu.database.engine


def text(kefu: Kefu, customer: Customer, client_id: str) -> Callable[[UnitOfWork], int]:
    """The use case that accepts a message; its number."""
    return lambda unit: kefu.chat.acceptance.accept_text(unit, customer.id, client_id, "你好").seq


@pytest.fixture(autouse=True)
def _a_busy_machine_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "LONGEST_WORK", SECONDS)


@contextmanager
def writing(kefu: Kefu) -> Iterator[Future[None]]:
    """While this lasts a use case is at work, and others come in."""
    begun, go_on = Event(), Event()

    def wait(_unit: UnitOfWork) -> None:
        begun.set()
        go_on.wait(SECONDS)

    waiting = kefu.database.submit(wait)
    assert begun.wait(SECONDS)
    yield waiting
    go_on.set()


@contextmanager
def commits(kefu: Kefu) -> Iterator[list[None]]:
    """One entry for each transaction that was committed."""
    seen: list[None] = []

    def note(_connection: object) -> None:
        seen.append(None)

    event.listen(engine_of(kefu), "commit", note)
    yield seen
    event.remove(engine_of(kefu), "commit", note)


@ON_SQLITE
def test_what_comes_in_at_the_same_time_is_stored_together(kefu: Kefu, customer: Customer) -> None:
    with commits(kefu) as seen:
        with writing(kefu) as first:
            others = [kefu.database.submit(text(kefu, customer, f"m{n}")) for n in range(20)]
        assert [other.result(SECONDS) for other in others] == list(range(2, 22))
        first.result(SECONDS)

    assert len(seen) <= 2
    assert len(customer.events()) == 21


@ON_SQLITE
def test_a_use_case_that_fails_undoes_itself_alone(kefu: Kefu, customer: Customer) -> None:
    def fail(unit: UnitOfWork) -> None:
        text(kefu, customer, "wrong")(unit)
        raise LookupError

    with writing(kefu):
        before = kefu.database.submit(text(kefu, customer, "m1"))
        failing = kefu.database.submit(fail)
        after = kefu.database.submit(text(kefu, customer, "m2"))

    assert (before.result(SECONDS), after.result(SECONDS)) == (2, 3)
    with pytest.raises(LookupError):
        failing.result(SECONDS)
    assert [e.data["client_id"] for e in customer.events()[1:]] == ["m1", "m2"]


def test_nobody_hears_of_what_is_not_stored(kefu: Kefu, customer: Customer) -> None:
    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, OSError("no space left on device"))

    def refuse(_unit: UnitOfWork) -> None:
        raise Conflict

    event.listen(engine_of(kefu), "commit", fail)
    with writing(kefu):
        stored = kefu.database.submit(text(kefu, customer, "m1"))
    with pytest.raises(Unavailable):
        stored.result(SECONDS)
    event.remove(engine_of(kefu), "commit", fail)

    assert len(customer.events()) == 1
    assert kefu.database.write(text(kefu, customer, "m1")) == 2  # no number was used up


@ON_SQLITE
def test_a_refusal_that_rests_on_what_is_not_stored_is_none(kefu: Kefu, customer: Customer) -> None:
    def refuse(unit: UnitOfWork) -> None:
        assert unit.events.by_client_id(customer.id, "m1") is not None
        raise Conflict

    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, OSError("no space left on device"))

    event.listen(engine_of(kefu), "commit", fail)
    with writing(kefu):
        kefu.database.submit(text(kefu, customer, "m1"))
        refused = kefu.database.submit(refuse)
    with pytest.raises(Unavailable):
        refused.result(SECONDS)
    event.remove(engine_of(kefu), "commit", fail)


@ON_SQLITE
def test_a_full_disk_is_unavailable_and_then_everything_goes_on(
    kefu: Kefu, customer: Customer
) -> None:
    def fill(unit: UnitOfWork) -> None:
        for _ in range(200):
            unit.events.append(customer.id, EventType.TURN_END, {"x": "x" * 4000}, kefu.clock())

    def limit(connection: object, pages: int) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")  # type: ignore[attr-defined]

    small = lambda connection: limit(connection, 1)  # noqa: E731 - SQLite takes what is used now
    event.listen(engine_of(kefu), "begin", small)
    with pytest.raises(Unavailable):
        kefu.database.write(fill)
    event.remove(engine_of(kefu), "begin", small)
    event.listen(engine_of(kefu), "begin", lambda connection: limit(connection, 1_000_000))

    assert len(customer.events()) == 1
    assert kefu.database.write(text(kefu, customer, "m1")) == 2


def test_a_slow_wallet_holds_up_nobody_else(kefu: Kefu, customer: Customer) -> None:
    asked, answered = Event(), Event()
    turns: list[int] = []

    def slow() -> str:
        asked.set()
        answered.wait(SECONDS)
        return "answer"

    def use_case(unit: UnitOfWork) -> tuple[str, int]:
        turns.append(text(kefu, customer, "m1")(unit))
        return ask("question", slow), turns[-1]

    other = Customer.arrives(kefu)
    waiting = kefu.database.submit(use_case)
    assert asked.wait(SECONDS)
    assert kefu.database.submit(text(kefu, other, "m1")).result(SECONDS) == 2
    assert not waiting.done()
    answered.set()

    assert waiting.result(SECONDS) == ("answer", 2)
    assert len(customer.events()) == 2  # begun twice, perhaps, but stored once


@ON_SQLITE
def test_a_refusal_of_the_wallet_is_the_same_the_second_time(
    kefu: Kefu, customer: Customer
) -> None:
    asked: list[None] = []

    def refuse() -> str:
        asked.append(None)
        raise Unavailable("wallet_unavailable")

    def use_case(unit: UnitOfWork) -> int:
        seq = text(kefu, customer, "m1")(unit)
        with pytest.raises(Unavailable):
            ask("question", refuse)
        return seq

    assert kefu.database.write(use_case) == 2
    assert len(asked) == 1
    with pytest.raises(Unavailable):
        kefu.database.write(lambda _unit: ask("question", refuse))


@ON_SQLITE
def test_an_act_is_done_in_a_transaction_of_its_own(kefu: Kefu, customer: Customer) -> None:
    done: list[str] = []

    def use_case(unit: UnitOfWork) -> int:
        seq = text(kefu, customer, "m1")(unit)
        act(lambda: done.append("frozen"))
        return seq

    with commits(kefu) as seen:
        with writing(kefu):
            acting = kefu.database.submit(use_case)
            other = kefu.database.submit(text(kefu, customer, "m2"))
        assert other.result(SECONDS) == 2
        assert acting.result(SECONDS) == 3
    assert done == ["frozen"]
    assert len(seen) == 2


@ON_SQLITE
def test_the_wallet_is_asked_before_the_transaction_and_acts_within_one(
    kefu: Kefu, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Freezing while people have the conversation: everything as if there were nobody else."""
    customer = Customer.logged_in(kefu, "13800000001")
    account = customer.conversation.account_id
    assert account is not None
    original = kefu.wallet._wallet.get_account  # type: ignore[attr-defined]

    def get_account(account_id: str) -> Account:
        with kefu.database.begin():  # nobody holds the lock
            found: Account = original(account_id)
        return found

    monkeypatch.setattr(kefu.wallet._wallet, "get_account", get_account)  # type: ignore[attr-defined]

    def freeze(unit: UnitOfWork) -> int:
        seq = text(kefu, customer, "m1")(unit)
        assert kefu.wallet.get_account(account).status is AccountStatus.ACTIVE
        kefu.wallet.freeze(account, key="k")
        return seq

    assert kefu.database.write(freeze) == 2
    monkeypatch.undo()
    assert kefu.wallet.get_account(account).status is AccountStatus.FROZEN


def test_whoever_stops_waiting_undoes_nothing(kefu: Kefu, customer: Customer) -> None:
    async def cancelled() -> None:
        write = Units(kefu.database).write
        task = asyncio.create_task(
            write(kefu.chat.acceptance.accept_text, customer.id, "m1", "你好")
        )
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(customer.events()) == 2  # it was waited for

    asyncio.run(cancelled())


def test_who_writes_is_in_the_context_of_who_asked(kefu: Kefu) -> None:
    with bound_contextvars(turn="cv_x/1"):
        assert kefu.database.write(lambda _unit: get_contextvars()["turn"]) == "cv_x/1"


@ON_SQLITE
def test_a_use_case_that_would_wait_for_itself_fails(kefu: Kefu, customer: Customer) -> None:
    def wait(_unit: UnitOfWork) -> int:
        return kefu.database.write(text(kefu, customer, "m1"))

    with pytest.raises(RuntimeError):
        kefu.database.write(wait)
    assert kefu.database.write(text(kefu, customer, "m1")) == 2
