"""Another model for a running kefu: tried first, in use without a message lost, back at a word, and
still there after a restart.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.others import open_to_others
from tests.pictures.bombs import picture
from tests.ports import free_port
from tests.stack.stack import Customer, Stack
from tests.stack.test_workers import ENGINE, answered_once, talks
from tests.trained import trained_model


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    # Deeper than the address of a socket may be.
    folder = tmp_path_factory.mktemp("deploy") / ("d" * 120)
    folder.mkdir()
    stack = Stack(folder, free_port(), KEFU_ENGINE_WORKERS="2")
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same model in another file: gzip takes more members after the first."""
    path = tmp_path_factory.mktemp("other") / "other.tar.gz"
    shutil.copyfile(trained_model(), path)
    with path.open("ab") as file:
        file.write(bytes.fromhex("1f8b08000000000000ff030000000000000000 00".replace(" ", "")))
    return path


def deploy(stack: Stack, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kefu.cli", "deploy-model", *arguments],
        env={**os.environ, "KEFU_DATA_DIR": str(stack.folder)},
        capture_output=True,
        text=True,
        timeout=300,
    )


def loaded(stack: Stack) -> list[str]:
    """The models that engines loaded, in order of time."""
    lines = [
        json.loads(line)
        for path in (stack.folder / "log").glob("engine-*.log")
        for line in path.read_text().splitlines()
        if '"model_loaded"' in line
    ]
    return [line["model"] for line in sorted(lines, key=lambda line: str(line["at"]))]


def test_deployed_and_taken_back_while_customers_talk(running: Stack, other: Path) -> None:
    in_a_journey = Customer(running)
    in_a_journey.push("忘记密码")
    before = running.children(ENGINE)
    ended = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        talking = [pool.submit(talks, running, ended) for _ in range(2)]
        try:
            told = deploy(running, str(other))
            assert told.returncode == 0, told.stderr
            in_a_journey.push("13800000001")
            middle = running.children(ENGINE)
            assert len(middle) == 2
            assert not middle & before
            assert deploy(running, "--previous").returncode == 0
        finally:
            ended.set()
        customers = [customer for talk in talking for customer in talk.result()]
    assert [c.transcript() for c in customers if not answered_once(c)] == []
    assert not running.children(ENGINE) & (middle | before)
    in_a_journey.choose("短信")
    in_a_journey.secure_input("verification_code")
    assert "自测通过：97 句" in told.stdout
    names = loaded(running)
    assert [name.startswith("other-") for name in names] == [False, False, True, True, False, False]


@pytest.mark.parametrize("fault", ["no archive", "understands otherwise", "no sentences"])
def test_a_model_that_is_no_good_changes_nothing(
    running: Stack, other: Path, tmp_path: Path, fault: str
) -> None:
    before = running.children(ENGINE)
    test = tmp_path / "test.tsv"
    test.write_text("greeting\t你好\nrefund\t我的账户被盗了\nforgot_password\t忘记密码了\n")
    if fault == "no archive":
        broken = tmp_path / "broken.tar.gz"
        broken.write_bytes(b"no archive")
        told = deploy(running, str(broken))
        assert "未能启动" in told.stderr
    elif fault == "no sentences":
        test.write_text("refund 我的账户被盗了\n")
        told = deploy(running, str(other), "--test", str(test))
        assert "第 1 行" in told.stderr.replace("\n", "")
    else:
        told = deploy(running, str(other), "--test", str(test))
        assert "我的账户被盗了" in told.stderr
        assert "account_stolen" in told.stderr
        assert "忘记密码" not in told.stderr
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert running.children(ENGINE) == before
    assert "转接人工" not in "".join(e.get("text", "") for e in Customer(running).push("在吗"))


def test_only_its_own_user_may_command_it(running: Stack) -> None:
    found = (running.folder / "control").stat()
    assert stat.S_ISSOCK(found.st_mode)
    assert stat.S_IMODE(found.st_mode) == 0o600


def test_what_it_stores_is_nobody_elses_to_read(running: Stack, other: Path) -> None:
    assert deploy(running, str(other)).returncode == 0
    customer = Customer(running)
    customer.push("你好")
    running.http.post(
        f"/api/v1/conversations/{customer.id}/attachments",
        files={"file": ("a.png", picture())},
        headers={"Authorization": f"Bearer {customer.token}"},
    ).raise_for_status()
    names = {path.relative_to(running.folder).parts[0] for path in running.folder.rglob("*")}
    assert {"attachments", "deployed", "engines", "kefu.db", "kefu.db-wal", "log"} <= names
    assert open_to_others(running.folder) == []


def test_a_restart_keeps_to_what_was_deployed(running: Stack, other: Path) -> None:
    assert deploy(running, str(other)).returncode == 0
    assert running.stop() == 0
    assert not (running.folder / "control").exists()
    assert "没有正在运行的 kefu serve" in deploy(running, str(other)).stderr
    running.output.unlink()
    again = Stack(running.folder, free_port(), KEFU_ENGINE_WORKERS="1")
    again.start()
    try:
        assert loaded(again)[-1].startswith("other-")
        assert len(again.children(ENGINE)) == 1
        Customer(again).push("你好")
        told = deploy(again, "--previous")
        assert told.returncode == 0, told.stderr
        assert not loaded(again)[-1].startswith("other-")
    finally:
        again.stop()
    running.start()
