"""Migrations lead to exactly the tables of the code, keep what is there, and may be started twice at once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from kefu.core.errors import Invalid, Unavailable
from kefu.store.database import make_engine
from kefu.store.migrate import config, is_current, upgrade
from kefu.store.tables import metadata
from tests.conftest import KINDS, Databases

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, databases: Databases) -> str:
    return databases.empty(request.param)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = make_engine(url)
    yield made
    made.dispose()


def migrate_to(engine: Engine, revision: str) -> None:
    with engine.connect() as connection, connection.begin():
        settings = config()
        settings.attributes["connection"] = connection
        command.upgrade(settings, revision)


def test_the_newest_schema_is_that_of_the_code(url: str, engine: Engine) -> None:
    assert not is_current(url)
    upgrade(url)

    assert is_current(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_history_has_one_end() -> None:
    assert len(ScriptDirectory.from_config(config()).get_heads()) == 1


def test_running_again_keeps_the_data(url: str, engine: Engine) -> None:
    upgrade(url)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counters (name, value) VALUES ('T20260302', 7)"))
    upgrade(url)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT value FROM counters")) == 7


def test_every_step_keeps_the_data(url: str, engine: Engine) -> None:
    """A desk session and a code from the first schema are still there in the newest."""
    migrate_to(engine, "0001")
    with engine.begin() as connection:
        for statement in (
            "INSERT INTO agents (id, username, display_name, role, skills, password_hash, created_at, failures, disabled)"
            " VALUES ('ag_1', 'lin', '小林', 'agent', '[]', 'x', :now, 0, :no)",
            "INSERT INTO agent_sessions (token_hash, agent_id, created_at, expires_at, seen_at)"
            " VALUES ('t', 'ag_1', :now, :now, :now)",
            "INSERT INTO conversations (id, channel, locale, owner, created_at, updated_at, last_seq, answered_seq,"
            " base_assurance) VALUES ('cv_1', 'web', 'zh-CN', 'bot', :now, :now, 0, 0, 0)",
            "INSERT INTO verification_codes (id, conversation_id, purpose, channel, destination_hash, code_hash,"
            " created_at, expires_at, failures, verified)"
            " VALUES ('vc_1', 'cv_1', 'unlock', 'sms', 'd', 'c', :now, :now, 3, :no)",
        ):
            connection.execute(text(statement), {"now": NOW, "no": False})
    upgrade(url)

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT username FROM agents")) == "lin"
        assert connection.scalar(text("SELECT token_hash FROM agent_sessions")) == "t"
        code = connection.execute(text("SELECT failures, subject_hash FROM verification_codes"))
        assert code.one() == (3, "d")


def test_back_to_nothing_and_up_again(url: str, engine: Engine) -> None:
    upgrade(url)
    with engine.connect() as connection, connection.begin():
        settings = config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]

    upgrade(url)
    assert is_current(url)


def test_many_processes_migrate_at_once(url: str) -> None:
    code = f"from kefu.store.migrate import upgrade; upgrade({url!r})"
    started = [
        subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    for process in started:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    assert is_current(url)


@pytest.mark.parametrize(
    "wrong", ["", "nonsense", "mysql://localhost/kefu", "oracle://x", "postgresql+asyncpg://x/y"]
)
def test_an_address_of_another_kind(wrong: str) -> None:
    with pytest.raises(Invalid) as error:
        make_engine(wrong)

    assert "KEFU_DATABASE_URL" in error.value.detail


def test_a_server_that_does_not_answer() -> None:
    nobody = "postgresql://kefu:topsecret@127.0.0.1:1/kefu"

    for act in (upgrade, is_current):
        with pytest.raises(Unavailable) as error:
            act(nobody)
        assert "topsecret" not in error.value.detail


def test_plain_sqlite_files_are_made_with_their_folder(databases: Databases) -> None:
    url = databases.empty("sqlite").replace(".db", "/deep/er/kefu.db")
    upgrade(url)

    engine = create_engine(url)
    assert "conversations" in inspect(engine).get_table_names()
    engine.dispose()
