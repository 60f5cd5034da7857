"""What happens when a part fails: nothing half-done is saved, and the same turn works later."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.engine.conftest import FIXTURE
from tests.engine.harness import Bot, Process


@pytest.fixture(scope="module")
def bot(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot of its own, because these tests break it."""
    folder = tmp_path_factory.mktemp("breakable")
    shutil.copytree(FIXTURE / "actions", folder / "actions")
    with Bot(folder, project / "models") as running:
        yield running


def test_crashing_action_gives_no_snapshot_and_the_turn_can_be_repeated(bot: Bot) -> None:
    bot.say("crash", "1", "你好")
    with bot.failing():
        assert bot.aborts("crash", "2", "余额")
    assert bot.texts("crash", "2", "余额")[0].startswith("第 1 次")


def test_first_turn_that_fails_can_be_repeated(bot: Bot) -> None:
    with bot.failing():
        assert bot.aborts("never", "1", "余额")
    assert bot.texts("never", "1", "余额")[0].startswith("第 1 次")


def test_crash_in_the_validation_of_a_form_aborts_the_turn(bot: Bot) -> None:
    bot.say("form", "1", "转账")
    with bot.failing():
        assert bot.aborts("form", "2", "一百")
    assert bot.texts("form", "2", "一百") == ["请问转给谁？"]


def test_absent_action_server(bot: Bot) -> None:
    bot.say("absent", "1", "你好")
    bot.actions.stop()
    try:
        assert bot.aborts("absent", "2", "余额")
        assert bot.texts("absent", "3", "手续费") == ["手续费是 0.1%。"]
    finally:
        bot.actions.start()
        bot.wait_for_actions()
    assert bot.texts("absent", "2", "余额")[0].startswith("第 1 次")


def test_restart_keeps_the_conversation(bot: Bot) -> None:
    answer = bot.say("restart", "1", "转账")
    assert bot.engine.stop() == 0
    bot.engine.start()
    bot.wait_for_engine()
    assert bot.say("restart", "1", "转账") == answer
    assert bot.texts("restart", "2", "一百") == ["请问转给谁？"]


def test_killed_engine_has_every_answered_turn(bot: Bot) -> None:
    answers = {turn: bot.say("killed", f"{turn}", "余额") for turn in range(3)}
    bot.engine.kill()
    bot.engine.start()
    bot.wait_for_engine()
    for turn, answer in answers.items():
        assert bot.say("killed", f"{turn}", "余额") == answer
    assert bot.texts("killed", "next", "余额")[0].startswith("第 4 次")


def test_the_engine_keeps_no_file_of_its_own(bot: Bot) -> None:
    """Any engine may take any turn: what one of them has just answered, another goes on with."""
    bot.say("moved", "1", "转账")
    bot.engine.stop()
    bot.engine.start()
    bot.wait_for_engine()
    assert bot.texts("moved", "2", "一百") == ["请问转给谁？"]
    left = {path.suffix for path in bot.folder.rglob("*") if path.is_file()}
    assert left <= {".log", ".py", ".pyc"}


def test_the_same_turn_on_another_snapshot_is_answered_anew(bot: Bot) -> None:
    """A lost race: the answer of the first attempt is not that to the second."""
    snapshots = []
    for turn in "12":
        bot.say("raced", turn, "余额")
        snapshots.append(bot.snapshots["raced"])
    body = {"conversation_id": "raced", "turn_id": "3", "kind": "text", "text": "余额"}
    for snapshot, times in zip(snapshots, (2, 3), strict=True):
        answer = bot.http.post("turns", json=body | {"snapshot": snapshot}).json()
        assert answer["messages"][0]["text"].startswith(f"第 {times} 次")


def test_an_old_snapshot_leads_to_the_old_conversation(bot: Bot) -> None:
    bot.say("two-ways", "1", "余额")
    fork = bot.snapshots["two-ways"]
    assert bot.texts("two-ways", "2", "余额")[0].startswith("第 2 次")
    assert bot.texts("two-ways", "3", "余额")[0].startswith("第 3 次")
    bot.snapshots["two-ways"] = fork
    assert bot.texts("two-ways", "2b", "余额")[0].startswith("第 2 次")


@pytest.mark.parametrize(
    "snapshot", ["", "{", "7", "[7]", '[{"event": "no-such-event"}]', "[" * 9999]
)
def test_what_is_no_snapshot_is_refused(bot: Bot, snapshot: str) -> None:
    bot.snapshots["strange"] = snapshot
    response = bot.post("strange", snapshot[:9] or "empty", "你好")
    assert (response.status_code, response.json()) == (400, {"error": "bad_snapshot"})


def test_caller_that_hangs_up_finds_its_answer_later(bot: Bot) -> None:
    bot.hold()
    with ThreadPoolExecutor(1) as pool:
        with httpx.Client(headers=bot.http.headers, base_url=bot.http.base_url) as impatient:
            body = {"conversation_id": "gone", "turn_id": "1", "kind": "text", "text": "余额"}
            request = pool.submit(impatient.post, "turns", json=body, timeout=1)
            bot.wait_until_held()
            with pytest.raises(httpx.TimeoutException):
                request.result()
        again = pool.submit(bot.texts, "gone", "1", "余额")
        bot.release()
        assert again.result()[0].startswith("第 1 次")
    runs = [line for line in bot.actions.log.read_text().splitlines() if '"gone"' in line]
    assert len(runs) == 1


def test_sigterm_lets_the_turn_in_progress_finish(bot: Bot) -> None:
    bot.hold()
    with ThreadPoolExecutor(1) as pool:
        request = pool.submit(bot.texts, "stopping", "1", "余额")
        bot.wait_until_held()
        bot.engine.terminate()
        bot.release()
        assert request.result()[0].startswith("第 1 次")
    assert bot.engine.wait() == 0
    bot.engine.start()
    bot.wait_for_engine()
    assert bot.texts("stopping", "2", "余额")[0].startswith("第 2 次")


def test_engine_without_a_model_says_what_to_do(tmp_path: Path) -> None:
    engine = Process("kefu.engine.server", tmp_path, {"KEFU_MODELS_DIR": str(tmp_path / "none")})
    engine.start()
    assert engine.wait() == 1
    assert "make train" in engine.log.read_text()


def test_engine_with_a_broken_model_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "broken.tar.gz").write_bytes(b"not a model")
    engine = Process("kefu.engine.server", tmp_path, {"KEFU_MODELS_DIR": str(tmp_path / "models")})
    engine.start()
    assert engine.wait() == 1
    assert "cannot be loaded" in engine.log.read_text()


@pytest.fixture
def two_models(project: Path, tmp_path: Path) -> Path:
    """A folder with a working model and a newer one that does not load."""
    folder = tmp_path / "models"
    folder.mkdir()
    shutil.copyfile(project / "models" / "bot.tar.gz", folder / "named.tar.gz")
    os.utime(folder / "named.tar.gz", (1, 1))
    (folder / "newest.tar.gz").write_bytes(b"not a model")
    return folder


def test_engine_loads_the_named_model_and_not_the_newest(two_models: Path, tmp_path: Path) -> None:
    shutil.copytree(FIXTURE / "actions", tmp_path / "actions")
    named = {"KEFU_ENGINE_MODEL": str(two_models / "named.tar.gz")}
    with Bot(tmp_path, two_models, **named) as bot:
        assert bot.texts("named", "1", "余额")[0].startswith("第 1 次")
        assert '"model": "named.tar.gz"' in bot.engine.log.read_text()


def test_engine_takes_no_other_model_for_a_missing_one(two_models: Path, tmp_path: Path) -> None:
    (two_models / "newest.tar.gz").unlink()
    missing = two_models / "absent.tar.gz"
    engine = Process("kefu.engine.server", tmp_path, {"KEFU_ENGINE_MODEL": str(missing)})
    engine.start()
    assert engine.wait() == 1
    assert f"no trained model at '{missing}'" in engine.log.read_text()


@pytest.mark.parametrize("module", ["kefu.engine.server", "kefu.engine.action_server"])
def test_unusable_settings_are_named(module: str, tmp_path: Path) -> None:
    process = Process(module, tmp_path, {"KEFU_LOG_LEVEL": "chatty"})
    process.start()
    assert process.wait() == 1
    assert "log_level" in process.log.read_text()
    assert "Traceback" not in process.log.read_text()
