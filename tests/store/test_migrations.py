"""Migrations lead to exactly the tables of the code, keep what is there,
and may be started twice at once.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from kefu.core.clock import utc_now
from kefu.core.conversation import Conversation, Owner
from kefu.core.errors import Invalid, Unavailable
from kefu.core.handoff import Fact, FactKey, Handoff, HandoffReason, Mood, Priority, Summary
from kefu.core.verification import Lane
from kefu.services.desk_views import readable
from kefu.store.database import SqlDatabase, make_engine
from kefu.store.migrate import config, is_current, upgrade
from kefu.store.tables import metadata
from kefu.words.problems import sentence
from kefu.words.terms import term
from tests.conftest import KINDS, Databases


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, databases: Databases) -> str:
    return databases.empty(request.param)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    made = make_engine(url)
    yield made
    made.dispose()


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


def test_back_to_nothing_and_up_again(url: str, engine: Engine) -> None:
    upgrade(url)
    with engine.connect() as connection, connection.begin():
        settings = config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]

    upgrade(url)
    assert is_current(url)


def test_facts_with_labels_get_keys_and_back(url: str, engine: Engine) -> None:
    upgrade(url)
    now, facts = utc_now(), [Fact(key, "…") for key in FactKey]
    with SqlDatabase(engine).begin() as unit:
        unit.conversations.add(Conversation("cv_1", "web", "zh-CN", Owner.QUEUED, now, now))
        summary = Summary(facts=facts, pending="等待").as_dict()
        reason, priority = HandoffReason.ANGER, Priority.NORMAL
        unit.handoffs.add(Handoff("ho_1", "cv_1", reason, "service", priority, summary, now))

    with engine.begin() as connection:
        settings = config()
        settings.attributes["connection"] = connection
        command.downgrade(settings, "0002")
        stored = connection.scalar(text("SELECT summary FROM handoffs"))
        old = json.loads(stored) if isinstance(stored, str) else stored
        assert [fact["label"] for fact in old["facts"]] == [term(key) for key in FactKey]
    upgrade(url)
    with SqlDatabase(engine).read() as unit:
        handoff = unit.handoffs.current("cv_1")
    assert handoff is not None
    assert handoff.summary == summary


def test_a_label_of_somebodys_own_and_the_mood_survive_both_ways(url: str, engine: Engine) -> None:
    upgrade(url)
    now = utc_now()
    own = [{"label": "会员等级", "value": "金卡：三年"}, {"label": "金额", "value": "¥200.00"}]
    old = {**Summary(pending="等待", mood="激动").as_dict(), "facts": own}
    with SqlDatabase(engine).begin() as unit:
        unit.conversations.add(Conversation("cv_1", "web", "zh-CN", Owner.QUEUED, now, now))
        handoff = Handoff("ho_1", "cv_1", HandoffReason.ANGER, "service", Priority.NORMAL, {}, now)
        handoff.summary = Summary().as_dict()
        unit.handoffs.add(handoff)

    def to(version: str, summary: dict[str, Any] | None = None) -> Any:
        with engine.begin() as connection:
            settings = config()
            settings.attributes["connection"] = connection
            command.downgrade(settings, version)
            if summary is not None:
                row = {"summary": json.dumps(summary)}
                connection.execute(text("UPDATE handoffs SET summary = :summary"), row)
            stored = connection.scalar(text("SELECT summary FROM handoffs"))
        return json.loads(stored) if isinstance(stored, str) else stored

    for _ in range(2):
        to("0002", old)
        upgrade(url)
        with SqlDatabase(engine).read() as unit:
            found = unit.handoffs.current("cv_1")
        assert found is not None
        assert found.summary["mood"] == Mood.AGITATED
        assert [(f["label"], f["value"]) for f in readable(found, now)["facts"]] == [
            (term(FactKey.OTHER), "会员等级：金卡：三年"),
            ("金额", "¥200.00"),
        ]
        assert to("0002") == old


# What stood in a database of the fourth version, table by table.
_AT = "2026-03-02 01:00:00.000000"
_STORED: dict[str, dict[str, Any]] = {
    "conversations": {
        "id": "cv_1",
        "channel": "web",
        "locale": "zh-CN",
        "owner": "queued",
        "account_id": "acc_0001",
        "base_assurance": 2,
        "last_seq": 1,
        "inbound_seq": 1,
        "answered_seq": 0,
        "created_at": _AT,
        "updated_at": _AT,
    },
    "events": {
        "conversation_id": "cv_1",
        "seq": 1,
        "at": _AT,
        "type": "message",
        "data": json.dumps({"from": "customer", "text": "转人工"}, ensure_ascii=False),
    },
    "conversation_tokens": {
        "token_hash": "t" * 64,
        "conversation_id": "cv_1",
        "created_at": _AT,
        "superseded": False,
    },
    "handoffs": {
        "id": "ho_1",
        "conversation_id": "cv_1",
        "reason": "customer_request",
        "skill_group": "service",
        "priority": "normal",
        "rank": 2,
        "summary": json.dumps(Summary().as_dict(), ensure_ascii=False),
        "requested_at": _AT,
        "queued_at": _AT,
    },
    "verification_codes": {
        "id": "vc_1",
        "conversation_id": "cv_1",
        "account_id": "acc_0001",
        "purpose": "unlock",
        "channel": "sms",
        "destination_hash": "d" * 64,
        "address_hash": "a" * 64,
        "subject_hash": "s" * 64,
        "code_hash": "c" * 64,
        "created_at": _AT,
        "expires_at": _AT,
        "failures": 2,
        "last_failure_at": _AT,
        "verified": False,
    },
}


def test_what_stood_in_the_fourth_version_is_there_in_the_newest_and_back(
    url: str, engine: Engine
) -> None:
    def to(version: str, act: Any = command.upgrade) -> None:
        with engine.begin() as connection:
            settings = config()
            settings.attributes["connection"] = connection
            act(settings, version)

    def stored() -> dict[str, list[dict[str, Any]]]:
        with engine.connect() as connection:
            return {
                table: [
                    dict(row)
                    for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()
                ]
                for table in _STORED
            }

    to("0004")
    with engine.begin() as connection:
        for table, row in _STORED.items():
            names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    before = stored()

    upgrade(url)
    with SqlDatabase(engine).read() as unit:
        conversation, handoff = unit.conversations.get("cv_1"), unit.handoffs.current("cv_1")
        code, device = unit.codes.get("vc_1"), unit.tokens.device_of("t" * 64)
        waiting = unit.handoffs.waiting()
    assert conversation is not None
    assert conversation.stepped_up_device is None
    assert handoff is not None
    assert waiting == [handoff]
    assert (handoff.returned_at, handoff.asleep_at, handoff.agent_read) == (None, None, 0)
    assert device == ("cv_1", "cv_1")
    assert code is not None
    assert (code.lane, code.text_at, code.failures) == (Lane.STRANGER, code.created_at, 2)

    to("0004", command.downgrade)
    # What somebody in the queue said to people is not the bot's to answer afterwards.
    before["conversations"][0]["answered_seq"] = 1
    assert stored() == before


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

    assert "KEFU_DATABASE_URL" in sentence(error.value)


def test_a_server_that_does_not_answer() -> None:
    nobody = "postgresql://kefu:topsecret@127.0.0.1:1/kefu"

    for act in (upgrade, is_current):
        with pytest.raises(Unavailable) as error:
            act(nobody)
        assert "topsecret" not in sentence(error.value)


def test_plain_sqlite_files_are_made_with_their_folder(databases: Databases) -> None:
    url = databases.empty("sqlite").replace(".db", "/deep/er/kefu.db")
    upgrade(url)

    engine = create_engine(url)
    assert "conversations" in inspect(engine).get_table_names()
    engine.dispose()
