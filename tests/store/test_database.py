"""Transactions: all or nothing, readers never wait for writers,
and trouble comes as the errors that callers know.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from kefu.bootstrap import Kefu
from kefu.core.conversation import EventType
from kefu.core.errors import Conflict, Invalid, NotFound, Unavailable
from kefu.services.ports import UnitOfWork
from kefu.services.units import in_unit
from kefu.store import database
from kefu.store.database import SqlDatabase, make_engine
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer


def test_a_failed_unit_leaves_nothing(kefu: Kefu, customer: Customer) -> None:
    def fail() -> None:
        with kefu.database.begin() as unit:
            kefu.chat.acceptance.accept_text(unit, customer.id, "m1", "你好")
            raise LookupError

    with pytest.raises(LookupError):
        fail()

    assert len(customer.events()) == 1
    assert customer.says("你好").seq == 2  # no number was used up


def test_a_reader_does_not_wait_for_a_writer(kefu: Kefu, customer: Customer) -> None:
    with kefu.database.begin() as unit:
        kefu.chat.acceptance.accept_text(unit, customer.id, "m1", "你好")
        with kefu.database.read() as reader:
            assert len(reader.events.after(customer.id, 0)) == 1
    assert len(customer.events()) == 2


def test_a_repeated_client_id_that_slipped_through_is_a_conflict(
    kefu: Kefu, customer: Customer
) -> None:
    def append(unit: UnitOfWork) -> None:
        unit.events.append(customer.id, EventType.MESSAGE, {}, kefu.clock(), client_id="m1")

    with kefu.database.begin() as unit:
        append(unit)
    with pytest.raises(Conflict) as error, kefu.database.begin() as unit:
        append(unit)

    assert error.value.code == "duplicate_client_id"


def test_an_event_needs_its_conversation(kefu: Kefu) -> None:
    with pytest.raises(NotFound), kefu.database.begin() as unit:
        unit.events.append("cv_x", EventType.TURN_END, {}, kefu.clock())


def test_saving_a_stale_row_does_not_turn_back_the_log(kefu: Kefu, customer: Customer) -> None:
    with kefu.database.begin() as unit:
        stale = unit.conversations.get(customer.id)
    assert stale is not None
    customer.says("你好")
    with kefu.database.begin() as unit:
        unit.conversations.save(stale)

    assert customer.says("在吗").seq == 3
    with kefu.database.read() as unit:
        assert unit.conversations.unanswered() == [customer.id]


def test_instants_come_back_aware_and_equal(kefu: Kefu, customer: Customer) -> None:
    beijing = datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=8)))
    with kefu.database.begin() as unit:
        unit.events.append(customer.id, EventType.TURN_END, {}, beijing)

    at = customer.events()[-1].at
    assert at == beijing
    assert at.utcoffset() == timedelta(0)


def test_a_naive_instant_is_refused(kefu: Kefu, customer: Customer) -> None:
    with pytest.raises(Exception, match="naive"), kefu.database.begin() as unit:
        unit.events.append(customer.id, EventType.TURN_END, {}, datetime(2026, 3, 2))  # noqa: DTZ001


def test_a_database_that_is_away_is_unavailable() -> None:
    away = SqlDatabase(make_engine("postgresql://kefu@127.0.0.1:1/kefu"))

    for open_unit in (away.begin, away.read):
        with pytest.raises(Unavailable) as error, open_unit():
            pass
        assert error.value.code == "database_unavailable"
    with pytest.raises(Unavailable):
        away.ping()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_was_cut_is_unavailable_and_then_replaced(
    kefu: Kefu, customer: Customer
) -> None:
    def cut() -> None:
        with kefu.database.begin() as unit:
            unit.conversations._connection.execute(  # type: ignore[attr-defined]
                text("SELECT pg_terminate_backend(pg_backend_pid())")
            )

    with pytest.raises(Unavailable):
        cut()

    assert customer.says("你好").seq == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_server_that_was_started_again_is_noticed_by_nobody(
    kefu: Kefu, customer: Customer
) -> None:
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

    cut_everybody()
    assert customer.says("你好").seq == 2
    cut_everybody()
    assert len(customer.events()) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_connection_that_rested_is_asked_whether_it_lives(
    kefu: Kefu, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(kefu.database, SqlDatabase)
    asked: list[object] = []
    ping = kefu.database.engine.dialect.do_ping

    def do_ping(connection: DBAPIConnection) -> bool:
        asked.append(connection)
        return ping(connection)

    monkeypatch.setattr(kefu.database.engine.dialect, "do_ping", do_ping)
    customer.events()
    assert not asked
    monkeypatch.setattr(database, "IDLE_SECONDS", 0.0)
    customer.events()
    assert len(asked) == 1


@ON_SQLITE
def test_tidying_leaves_nothing_in_the_log(kefu: Kefu, customer: Customer, tmp_path: Path) -> None:
    customer.says("你好")
    kefu.database.tidy()

    copy = tmp_path / "copy.db"  # of the file alone
    copy.write_bytes(Path(str(make_url(kefu.settings.database).database)).read_bytes())
    engine = make_engine(f"sqlite:///{copy}")
    with SqlDatabase(engine).read() as unit:
        assert unit.events.last_seq(customer.id) == 2
    engine.dispose()


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_value_that_no_column_holds_is_invalid(kefu: Kefu, customer: Customer) -> None:
    for client_id in ("x" * 65, "a\x00b"):
        with pytest.raises(Invalid) as error:
            in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, client_id, "你好")
        assert error.value.code == "invalid_value"


def test_one_time_ids_are_kept_by_kind(kefu: Kefu, clock: FakeClock) -> None:
    later = clock.now + timedelta(minutes=1)
    with kefu.database.begin() as unit:
        assert unit.used_ids.use("jti", "a", later)
        assert unit.used_ids.use("other", "a", later)
        assert not unit.used_ids.use("jti", "a", later)
        assert unit.used_ids.use("jti", "b", later)  # the transaction goes on
    with kefu.database.begin() as unit:
        assert not unit.used_ids.use("jti", "b", later)
