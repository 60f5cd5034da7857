"""The command line: 0 when it worked, 1 with a line on stderr when not, 2 for bad usage;
never a traceback.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from kefu.cli import app
from kefu.deployment.record import DeployedModels
from kefu.pictures import side_process
from kefu.settings import ROOT
from kefu.store.database import make_engine
from kefu.store.migrate import is_current, upgrade
from kefu.training import model_path
from tests.ports import free_port
from tests.trained import trained_model


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    for name in os.environ:
        if name.startswith("KEFU_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("KEFU_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("KEFU_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("COLUMNS", "200")
    return monkeypatch


def in_production(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("KEFU_ENV", "prod")
    environment.setenv("KEFU_SECRET", "s" * 32)
    environment.setenv("KEFU_ENGINE_TOKEN", "e" * 32)
    environment.setenv("KEFU_ACTIONS_TOKEN", "a" * 32)
    environment.setenv("KEFU_ALLOW_DEMO_WALLET", "true")
    environment.setenv("KEFU_IDENTITY_KEYS", '{"default": "' + "k" * 32 + '"}')


def run(*arguments: str, given: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=given)


def failed(result: Result, *told: str) -> None:
    """Exit 1, everything told on stderr, nothing like a traceback anywhere."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    for part in told:
        assert part in result.stderr.replace("\n", "")
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["serve", "--no-such-option"],
        ["parse", "--model"],
        ["agent", "create"],
        ["agent", "create", "lin"],
        ["agent", "create", "lin", "--name", "x", "--role", "boss"],
        ["train", "surplus"],
        ["deploy-model", "model.tar.gz", "--previous"],
    ],
)
def test_bad_usage(environment: pytest.MonkeyPatch, arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert "Error" in result.stderr
    assert "Traceback" not in result.output


def test_help_names_every_command(environment: pytest.MonkeyPatch) -> None:
    result = run("--help")

    assert result.exit_code == 0
    for command in (
        "serve",
        "train",
        "parse",
        "deploy-model",
        "eval",
        "chat",
        "migrate",
        "seed",
        "agent",
        "doctor",
    ):
        assert command in result.stdout
        assert run(command, "--help").exit_code == 0


def test_migrate_then_seed_then_agents(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert run("migrate").exit_code == 0
    assert is_current(f"sqlite:///{tmp_path / 'var' / 'kefu.db'}")
    for _ in range(2):
        assert run("seed").exit_code == 0
    create = ["agent", "create", "lin", "--name", "小林", "--password"]

    failed(run(*create, "short"), "至少 10 位")
    assert run(*create, "Right-2026!").exit_code == 0
    failed(run(*create, "Right-2026!"), "用户名已存在")
    failed(run("agent", "create", "agent1", "--name", "x", "--password", "Right-2026!"), "已存在")


def test_seeding_is_for_development(environment: pytest.MonkeyPatch) -> None:
    in_production(environment)

    failed(run("seed"), "KEFU_ENV=dev")


@pytest.mark.parametrize(
    "command", ["serve", "migrate", "seed", "doctor", "train", "parse", "chat"]
)
def test_invalid_settings_are_named(environment: pytest.MonkeyPatch, command: str) -> None:
    environment.setenv("KEFU_PORT", "99999")
    failed(run(command), "KEFU_PORT")


@pytest.mark.parametrize(
    "name",
    ["KEFU_CHANNELS", "KEFU_IDENTITY_KEYS", "KEFU_ALLOWED_ORIGINS", "KEFU_BRAND_DOMAINS"],
)
@pytest.mark.parametrize("value", ['{"top-secret', "top-secret", "[" * 200_000])
def test_a_setting_that_is_no_json_is_named_and_not_repeated(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)
    for arguments in (
        ["serve"],
        ["train"],
        ["parse"],
        ["eval"],
        ["converse", "none.yml"],
        ["migrate"],
        ["seed"],
        ["agent", "create", "lin", "--name", "x", "--password", "Right-2026!"],
        ["trace", "cv_1"],
        ["doctor"],
    ):
        result = run(*arguments)
        failed(result, f"{name}: ", "not valid JSON")
        assert "top-secret" not in result.output


def test_a_misspelt_variable_is_told_with_what_was_meant(environment: pytest.MonkeyPatch) -> None:
    assert "不认识" not in run("doctor").output
    environment.setenv("KEFU_TRUSTED_PROXY", "1")

    told = run("doctor")
    assert told.exit_code == 1
    assert "KEFU_TRUSTED_PROXY 是否应为 KEFU_TRUSTED_PROXIES" in told.output


def test_a_python_that_cannot_decode_pictures_is_told(environment: pytest.MonkeyPatch) -> None:
    assert "在单独的进程里解码" in run("doctor").output

    environment.setattr(side_process, "_BEGIN", "import no_such_library")
    side_process._command.cache_clear()
    told = run("doctor")
    side_process._command.cache_clear()
    assert told.exit_code == 1
    assert "客户发不了图片" in told.output


@pytest.mark.parametrize("module", ["gateway.server", "engine.server", "engine.action_server"])
def test_a_server_started_by_itself_tells_it_in_its_words(tmp_path: Path, module: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", f"kefu.{module}"],
        env={**os.environ, "KEFU_DATA_DIR": str(tmp_path), "KEFU_CHANNELS": "{bad"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 1
    assert "channels" in ended.stderr
    assert "not valid JSON" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["migrate", "seed", "doctor", "serve"])
@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://x/y", "postgresql://kefu:topsecret@127.0.0.1:1/kefu"]
)
def test_a_database_that_cannot_be_used(
    environment: pytest.MonkeyPatch, command: str, url: str
) -> None:
    environment.setenv("KEFU_DATABASE_URL", url)
    environment.setenv("KEFU_PORT", "0")
    result = run(command)

    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert result.output.strip()
    assert "topsecret" not in result.output


def test_a_database_that_was_never_migrated(environment: pytest.MonkeyPatch) -> None:
    failed(run("seed"))


def test_a_port_that_is_taken(environment: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment.setenv("KEFU_PORT", str(port))

        failed(run("serve"), f"端口 {port} 已被占用")


def test_a_second_serve_does_not_take_the_folder_of_the_first(
    tmp_path: Path, environment: pytest.MonkeyPatch
) -> None:
    environment.setenv("KEFU_DATA_DIR", str(tmp_path))
    environment.setenv("KEFU_PORT", str(free_port()))
    with (tmp_path / "serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        failed(run("serve"), "已有一个 kefu serve 在使用")
    assert [path.name for path in tmp_path.iterdir()] == ["serve.lock"]


def test_nobody_to_chat_with(environment: pytest.MonkeyPatch) -> None:
    failed(run("chat", "--url", "http://127.0.0.1:1"), "http://127.0.0.1:1", "make serve", "--url")


def test_one_chats_with_the_kefu_of_the_settings(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("KEFU_PORT", "2")
    failed(run("chat"), "http://127.0.0.1:2 ", "make serve")
    # Whoever names another one needs no settings.
    environment.setenv("KEFU_ENV", "prod")
    failed(run("chat", "--url", "http://127.0.0.1:1"), "http://127.0.0.1:1 ")


def test_doctor_finds_what_is_missing_and_says_what_to_do(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    in_production(environment)
    result = run("doctor")
    assert result.exit_code == 1
    assert "运行 kefu migrate" in result.stdout
    assert "运行 kefu train" in result.stdout

    upgrade(f"sqlite:///{tmp_path / 'var' / 'kefu.db'}")
    assert "运行 kefu migrate" not in run("doctor").stdout


def test_doctor_names_the_deployed_model(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    models = DeployedModels(tmp_path / "var")
    (tmp_path / "new.tar.gz").touch()
    kept = models.keep(tmp_path / "new.tar.gz")
    models.note(kept, kept, model_path(ROOT, tmp_path / "models"))
    assert f"{kept.name}（已部署）" in run("doctor").stdout


def test_deploying_where_nothing_runs_or_nothing_is_trained(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    failed(run("deploy-model"), "kefu train")
    failed(run("deploy-model", str(tmp_path / "none.tar.gz")), "none.tar.gz")
    (tmp_path / "var").mkdir()
    (tmp_path / "new.tar.gz").touch()
    failed(run("deploy-model", str(tmp_path / "new.tar.gz")), "没有正在运行的 kefu serve")
    failed(run("deploy-model", "--previous"), "没有正在运行的 kefu serve")


def doctor_on_database() -> str:
    """What it says of the database, with what to do about it."""
    told = run("doctor").stdout
    return told[told.index("数据库") - 2 : told.index("钱包系统") - 2].replace("\n", " ")


def revision(url: str, newest: str) -> None:
    """Let the database say that it has the schema `newest`."""
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = :new"), {"new": newest})
    engine.dispose()


def test_in_development_doctor_leaves_to_serve_what_serve_does(
    environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'var' / 'kefu.db'}"
    missing = doctor_on_database()
    assert missing.startswith("✓")
    assert "kefu serve" in missing

    upgrade(url)
    assert "serve" not in doctor_on_database()

    revision(url, "0001")
    older = doctor_on_database()
    assert older.startswith("✓")
    assert "kefu serve" in older

    # What a newer kefu made is nothing that serve could go on with.
    revision(url, "9999")
    assert doctor_on_database().startswith("✗")


def test_doctor_looks_at_the_channels(environment: pytest.MonkeyPatch) -> None:
    assert "渠道:web、console" in run("doctor").stdout
    environment.setenv("KEFU_CHANNELS", '{"crow": {"secret": "caw-caw"}}')
    told = run("doctor").stdout
    assert "检查 KEFU_CHANNELS" in told
    assert "caw-caw" not in told


def test_parsing_without_a_model(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    failed(run("parse", given="你好\n"), "kefu train")
    failed(run("parse", "--model", str(tmp_path / "none.tar.gz"), given="你好\n"), "none.tar.gz")


def test_the_installed_command(tmp_path: Path) -> None:
    """Through the real entry point, in a process of its own."""
    kefu = Path(sys.executable).with_name("kefu")
    environment = {**os.environ, "KEFU_DATA_DIR": str(tmp_path), "KEFU_PORT": "99999"}

    ended = subprocess.run(
        [kefu, "migrate"], env=environment, capture_output=True, text=True, timeout=60
    )

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "KEFU_PORT" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert subprocess.run([kefu, "nonsense"], capture_output=True, timeout=60).returncode == 2


def test_a_bad_byte_costs_its_character_and_no_line() -> None:
    said = "忘记密码\n".encode() + b"\xff\xc4\n" + "怎么退款\n".encode()
    result = CliRunner().invoke(app, ["parse", "--model", str(trained_model())], input=said)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["intent"]["name"] for answer in answers] == [
        "forgot_password",
        "out_of_scope",
        "refund",
    ]


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.tar.gz").write_text("not an archive")
    failed(run("parse", "--model", str(tmp_path / "model.tar.gz"), given="你好\n"), "model.tar.gz")
