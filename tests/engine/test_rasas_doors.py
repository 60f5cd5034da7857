"""Rasa's streams, SQL store, replaced events, data files and missing libraries,
as people who know Rasa use them.
"""

from __future__ import annotations

import asyncio
from asyncio import Queue
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa import server
from rasa.core import tracker_store
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.engine.exceptions import GraphComponentException
from rasa.engine.graph import ExecutionContext, GraphNode, GraphSchema
from rasa.shared.nlu.training_data import loading
from sqlalchemy.orm import Session

from kefu.engine import patches
from kefu.engine.patches.actions import ActionServerUnavailable
from kefu.engine.patches.components import ComponentUnavailable
from kefu.engine.tracker_store import LostUpdate, SnapshotTrackerStore

patches.apply()


class TestStreams:
    def read(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> list[Any]:
        async def stream() -> list[Any]:
            queue: Queue[Any] = Queue()
            call = RestInput.on_message_wrapper(on_new_message, "好", queue, "c", "rest", None)
            await asyncio.wait_for(call, timeout=5)
            return [queue.get_nowait() for _ in range(queue.qsize())]

        return asyncio.run(stream())

    def test_an_answer_is_streamed_as_before(self) -> None:
        async def answer(message: UserMessage) -> None:
            await message.output_channel.send_text_message("c", "您好")

        assert self.read(answer) == [{"recipient_id": "c", "text": "您好"}, "DONE"]

    @pytest.mark.parametrize(
        ("error", "code"),
        [
            (ActionServerUnavailable("action_x"), "action_server_unavailable"),
            (KeyError("6222020000000000"), "internal"),
        ],
    )
    def test_a_failed_turn_ends_the_stream(self, error: Exception, code: str) -> None:
        async def fail(message: UserMessage) -> None:
            await message.output_channel.send_text_message("c", "稍等")
            raise error

        said, told, end = self.read(fail)
        assert (said["text"], told["error"], end) == ("稍等", code, "DONE")
        assert "6222020000000000" not in told["text"]


@pytest.fixture
def snapshots(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SnapshotTrackerStore:
    monkeypatch.delenv("KEFU_DATABASE_URL", raising=False)
    return SnapshotTrackerStore(host=f"sqlite:///{tmp_path / 'kefu.db'}")


class TestReplacedEvents:
    EVENTS = (
        {"event": "action", "name": "action_session_start", "timestamp": 1.0},
        {"event": "session_started", "timestamp": 1.0},
        {"event": "action", "name": "action_listen", "timestamp": 1.0},
        {"event": "slot", "name": "city", "value": "北京", "timestamp": 1.0},
    )

    async def test_only_a_replacement_overwrites(self, snapshots: SnapshotTrackerStore) -> None:
        events = list(self.EVENTS)
        for _ in range(2):
            await snapshots.save(server.DialogueStateTracker.from_dict("c", events, []))
        with pytest.raises(LostUpdate):
            await snapshots.save(tracker_store.DialogueStateTracker.from_dict("c", events, []))


class TestSchema:
    @pytest.mark.parametrize("schema", [None, "public", "nowhere'); --"])
    def test_a_missing_schema_is_told(
        self, database_url: str, monkeypatch: pytest.MonkeyPatch, schema: str | None
    ) -> None:
        monkeypatch.delenv("POSTGRESQL_SCHEMA", raising=False)
        if schema:
            monkeypatch.setenv("POSTGRESQL_SCHEMA", schema)
        engine = sa.create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
        monkeypatch.setattr(
            tracker_store, "is_postgresql_url", lambda url: url.get_backend_name() == "postgresql"
        )
        is_told = engine.dialect.name == "postgresql" and schema not in (None, "public")
        with Session(engine) as session:
            if is_told:
                with pytest.raises(ValueError, match="nowhere"):
                    tracker_store.ensure_schema_exists(session)
            else:
                tracker_store.ensure_schema_exists(session)
        engine.dispose()


class TestMissingLibraries:
    def node(self, error: Exception) -> GraphNode:
        class Component:
            @classmethod
            def get_default_config(cls) -> dict[str, Any]:
                return {}

            @classmethod
            def create(cls, *_arguments: Any, **_named: Any) -> Component:
                raise error

        return GraphNode(
            node_name="train_X",
            component_class=Component,
            constructor_name="create",
            component_config={},
            fn_name="create",
            inputs={},
            eager=False,
            model_storage=None,
            resource=None,
            execution_context=ExecutionContext(GraphSchema({})),
        )

    def test_the_librarys_words_are_the_answer(self) -> None:
        with pytest.raises(ComponentUnavailable, match="train_X: no skops here"):
            self.node(ImportError("no skops here"))()

    def test_other_failures_are_as_before(self) -> None:
        with pytest.raises(GraphComponentException):
            self.node(KeyError("x"))()


class TestDataFolders:
    def test_word_lists_beside_the_examples_are_passed_over(self, tmp_path: Path) -> None:
        (tmp_path / "words.txt").write_text("花呗 100\n", encoding="utf-8")
        examples = 'version: "3.1"\nnlu:\n- intent: greet\n  examples: "- 你好"\n'
        (tmp_path / "nlu.yml").write_text(examples, encoding="utf-8")
        found = loading.load_data(str(tmp_path))
        assert [example.get("text") for example in found.training_examples] == ["你好"]
        with pytest.raises(ValueError, match=r"words\.txt"):
            loading.load_data(str(tmp_path / "words.txt"))
