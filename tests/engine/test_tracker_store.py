"""The tracker store on every database at hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.trackers import DialogueStateTracker

from kefu.engine.compaction import state_of
from kefu.engine.tracker_store import (
    LostUpdate,
    SnapshotTrackerStore,
    TrackerStoreUnavailable,
)
from kefu.store.database import make_engine
from tests.engine.dialogues import Conversation, play, slots


def domain() -> Domain:
    return Domain([], [], slots(), {}, [], {}, {}, None)


@pytest.fixture
def store(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[SnapshotTrackerStore]:
    monkeypatch.delenv("KEFU_DATABASE_URL", raising=False)
    created = SnapshotTrackerStore(domain(), host=database_url)
    yield created
    created.close()


@pytest.fixture
def conversation_id() -> str:
    return uuid.uuid4().hex


async def opened(store: SnapshotTrackerStore, conversation_id: str) -> DialogueStateTracker:
    return await store.get_or_create_tracker(conversation_id, append_action_listen=False)


def told(tracker: DialogueStateTracker, events: list[Event]) -> DialogueStateTracker:
    for event in events:
        tracker.update(event)
    return tracker


async def test_unknown_conversation_is_none(
    store: SnapshotTrackerStore, conversation_id: str
) -> None:
    assert await store.retrieve(conversation_id) is None
    assert not await store.exists(conversation_id)


async def test_a_conversation_without_events_leaves_no_row(
    store: SnapshotTrackerStore, conversation_id: str
) -> None:
    await opened(store, conversation_id)
    assert await store.retrieve(conversation_id) is None


async def test_saved_state_comes_back(store: SnapshotTrackerStore, conversation_id: str) -> None:
    conversation = Conversation()
    play(conversation, [("fact", "一"), ("start", "一"), ("answer", "三")])
    tracker = told(await opened(store, conversation_id), conversation.events)
    await store.save(tracker)
    again = await store.retrieve(conversation_id)
    assert again is not None
    assert state_of(again) == state_of(tracker)
    assert list(again.events) == list(tracker.events)
    assert conversation_id in await store.keys()


async def test_many_turns_keep_the_row_short(
    store: SnapshotTrackerStore, conversation_id: str
) -> None:
    conversation = Conversation()
    reference = told(store.init_tracker(conversation_id), conversation.events)
    known = 0
    for number in range(100):
        play(conversation, [(("start", "answer", "finish", "fact")[number % 4], "一二")])
        fresh, known = conversation.events[known:], len(conversation.events)
        if number:
            told(reference, fresh)
        else:
            reference = told(store.init_tracker(conversation_id), fresh)
        tracker = told(await opened(store, conversation_id), fresh)
        await store.save(tracker)
    again = await store.retrieve(conversation_id)
    assert again is not None
    assert len(again.events) <= 60
    assert state_of(again) == state_of(reference)


async def test_lost_update_is_refused(store: SnapshotTrackerStore, conversation_id: str) -> None:
    conversation = Conversation()
    await store.save(told(await opened(store, conversation_id), conversation.events))
    first = await opened(store, conversation_id)
    second = await opened(store, conversation_id)
    play(conversation, [("plain", "一")])
    newest = conversation.events[-4:]
    await store.save(told(first, newest))
    with pytest.raises(LostUpdate):
        await store.save(told(second, newest))
    again = await store.retrieve(conversation_id)
    assert again is not None
    assert len(again.events) == len(first.events)


async def test_two_beginnings_cannot_both_win(
    store: SnapshotTrackerStore, conversation_id: str
) -> None:
    first = told(await opened(store, conversation_id), Conversation().events)
    second = told(await opened(store, conversation_id), Conversation().events)
    await store.save(first)
    with pytest.raises(LostUpdate):
        await store.save(second)


async def test_deleted_conversation_is_not_brought_back(
    store: SnapshotTrackerStore, conversation_id: str
) -> None:
    await store.save(told(await opened(store, conversation_id), Conversation().events))
    open_turn = await opened(store, conversation_id)
    await store.delete(conversation_id)
    with pytest.raises(LostUpdate):
        await store.save(open_turn)
    assert await store.retrieve(conversation_id) is None


async def test_the_same_tracker_can_be_saved_again(
    store: SnapshotTrackerStore, conversation_id: str
) -> None:
    conversation = Conversation()
    tracker = told(await opened(store, conversation_id), conversation.events)
    await store.save(tracker)
    play(conversation, [("plain", "一")])
    await store.save(told(tracker, conversation.events[-4:]))
    again = await store.retrieve(conversation_id)
    assert again is not None
    assert len(again.events) == len(conversation.events)


async def test_unreachable_database_is_reported_and_heals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, conversation_id: str
) -> None:
    monkeypatch.delenv("KEFU_DATABASE_URL", raising=False)
    folder = tmp_path / "state"
    store = SnapshotTrackerStore(domain(), host=f"sqlite:///{folder / 'kefu.db'}")
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(TrackerStoreUnavailable):
        await store.retrieve(conversation_id)
    folder.unlink()
    folder.mkdir()
    assert await store.retrieve(conversation_id) is None
    store.close()


def test_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEFU_DATABASE_URL", f"sqlite:///{tmp_path / 'environment' / 'kefu.db'}")
    SnapshotTrackerStore(domain(), host=f"sqlite:///{tmp_path / 'file' / 'kefu.db'}").close()
    assert (tmp_path / "environment").exists()
    assert not (tmp_path / "file").exists()


@pytest.mark.parametrize(
    ("url", "driver"),
    [
        ("postgres://u@h/d", "postgresql+psycopg"),
        ("postgresql://u@h/d", "postgresql+psycopg"),
        ("postgresql+psycopg://u@h/d", "postgresql+psycopg"),
        ("sqlite+aiosqlite:///:memory:", "sqlite"),
    ],
)
def test_any_driver_of_the_product_is_understood(url: str, driver: str) -> None:
    engine = make_engine(url)
    assert engine.url.drivername == driver
    engine.dispose()


def test_errors_do_not_quote_what_was_to_be_written(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'kefu.db'}")
    with engine.connect() as connection, pytest.raises(sa.exc.OperationalError) as caught:
        connection.execute(sa.text("INSERT INTO absent VALUES (:text)"), {"text": "西瓜"})
    assert "西瓜" not in str(caught.value)
    engine.dispose()
