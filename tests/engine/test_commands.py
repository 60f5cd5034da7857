"""The plain ``rasa`` commands work in a project's root with no variable set."""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.engine.harness import ROOT, START_SECONDS, free_port

RASA = str(Path(sys.executable).with_name("rasa"))


@pytest.fixture
def root(project: Path) -> Path:
    """A project with the product's own endpoints and credentials."""
    for name in ("endpoints.yml", "credentials.yml"):
        (project / name).write_text((ROOT / name).read_text(encoding="utf-8"), encoding="utf-8")
    return project


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KEFU_")}
    kept.pop("RASA_TELEMETRY_ENABLED", None)
    return {**kept, "PYTHONPATH": str(ROOT)}


@contextmanager
def serving(root: Path, *arguments: str) -> Iterator[httpx.Client]:
    """``rasa run`` on a free port, ready when it has loaded the model."""
    port = free_port()
    command = [RASA, "run", "--interface", "127.0.0.1", "--port", str(port), *arguments]
    with (root / "run.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, env=environment(), stdout=log, stderr=log)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=START_SECONDS) as client:
            deadline = time.monotonic() + START_SECONDS
            while True:
                assert process.poll() is None, (root / "run.log").read_text()
                assert time.monotonic() < deadline
                try:
                    client.get("/")
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield client
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


def test_rasa_run_serves_the_channel_closed(root: Path) -> None:
    with serving(root) as client:
        # no token is set, so nobody knows it
        assert client.get("/webhooks/kefu/ready").status_code == 401


EVENTS = (
    {"event": "action", "name": "action_session_start", "timestamp": 1.0},
    {"event": "session_started", "timestamp": 1.0},
    {"event": "action", "name": "action_listen", "timestamp": 1.0},
    {"event": "slot", "name": "city", "value": "北京", "timestamp": 1.0},
)


def talk(client: httpx.Client) -> list[Any]:
    """What Rasa's HTTP API answers to one call after the other."""
    path = "/conversations/c"
    calls: list[tuple[str, str, Any]] = [
        ("POST", f"{path}/messages", {"text": "你好", "sender": "user"}),
        ("PUT", f"{path}/tracker/events", EVENTS),
        ("PUT", f"{path}/tracker/events", EVENTS[:3]),
        ("POST", f"{path}/tracker/events", EVENTS[3]),
        ("POST", f"{path}/trigger_intent", {"name": "faq"}),
        ("POST", f"{path}/execute", {"name": "utter_greet"}),
        ("POST", f"{path}/predict", None),
        ("GET", f"{path}/story", None),
        ("GET", f"{path}/tracker", None),
        ("POST", "/model/parse", {"text": "余额"}),
        ("GET", "/version", None),
    ]
    answers = []
    for method, url, body in calls:
        content = None if body is None else json.dumps(body)
        answer = client.request(method, url, content=content)
        assert answer.status_code == 200, (method, url, answer.text)
        answers.append(gist(answer))
    return answers


def gist(answer: httpx.Response) -> Any:
    """An answer without times and random ids."""
    if "json" not in answer.headers["content-type"]:
        return answer.text
    body = answer.json()
    tracker = body.get("tracker", body)
    events = [(e["event"], e.get("name"), e.get("text")) for e in tracker.get("events", [])]
    said = [message.get("text") for message in body.get("messages", [])]
    return tracker.get("slots"), said, events, body.get("intent")


def test_http_api_answers_as_with_rasas_own_store(root: Path) -> None:
    (root / "memory.yml").write_text("tracker_store:\n", encoding="utf-8")
    with serving(root, "--enable-api") as client:
        ours = talk(client)
    with serving(root, "--enable-api", "--endpoints", "memory.yml") as client:
        assert talk(client) == ours
    assert ours[1][0]["city"] == "北京"
    assert ours[2][0]["city"] is None


def test_stream_ends_when_an_action_fails(root: Path) -> None:
    endpoint = f"action_endpoint: {{url: 'http://127.0.0.1:{free_port()}/webhook'}}\n"
    (root / "alone.yml").write_text(endpoint, encoding="utf-8")
    (root / "rest.yml").write_text("rest:\n", encoding="utf-8")
    arguments = ("--endpoints", "alone.yml", "--credentials", "rest.yml")
    with serving(root, *arguments) as client:
        body = {"sender": "c", "message": "余额"}
        answer = client.post("/webhooks/rest/webhook?stream=true", json=body)
    assert [json.loads(line)["error"] for line in answer.text.splitlines()] == [
        "action_server_unavailable"
    ]


def test_rasa_shell_talks(root: Path) -> None:
    command = [RASA, "shell", "--port", str(free_port())]
    with (root / "shell.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=root, env=environment(), stdin=subprocess.PIPE, stdout=log, stderr=log
        )

    def wait_for(text: str) -> None:
        deadline = time.monotonic() + START_SECONDS
        while text not in (written := (root / "shell.log").read_text(errors="replace")):
            assert process.poll() is None, written
            assert time.monotonic() < deadline, written
            time.sleep(0.1)

    assert process.stdin is not None
    try:
        wait_for("Your input ->")
        process.stdin.write("手续费\r".encode())
        process.stdin.flush()
        wait_for("手续费是 0.1%")
        assert (root / "var" / "kefu.db").exists()
    finally:
        process.stdin.close()
        process.terminate()
        process.wait(START_SECONDS)


def test_repairs_and_telemetry_switch_are_in_force_for_every_command(root: Path) -> None:
    program = (
        "import argparse, os; from rasa.plugin import plugin_manager;"
        "plugin_manager().hook.configure_commandline(cmdline_arguments=argparse.Namespace());"
        "from kefu.engine import patches;"
        "print(patches._applied, os.environ['RASA_TELEMETRY_ENABLED'])"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        cwd=root,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[-2:] == ["True", "false"]


def command(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RASA, *arguments],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


STORIES = """
version: "3.1"
stories:
- story: greet
  steps: [{user: 你好, intent: greet}, {action: utter_greet}]
"""
MARKERS = "marker_city_known: {and: [{slot_was_set: city}]}"


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (("data", "validate"), None),
        (
            ("data", "convert", "nlu", "--data", "data", "-f", "json", "--out", "nlu.json"),
            "nlu.json",
        ),
        (("data", "split", "nlu", "-u", "data/nlu.yml"), "train_test_split/training_data.yml"),
        (("test", "--stories", "tests", "--nlu", "data/nlu.yml", "--no-plot"), "results"),
        (("visualize", "--out", "graph.html"), "graph.html"),
        (
            ("evaluate", "markers", "all", "marked.csv", "--config", "markers.yml", "--no-stats"),
            "marked.csv",
        ),
        (("run", "actions", "--help"), None),
        (("export", "--help"), None),
        (("--version",), None),
    ],
    ids=lambda value: " ".join(value[:3]) if isinstance(value, tuple) else "",
)
def test_standard_command_works(root: Path, arguments: tuple[str, ...], made: str | None) -> None:
    (root / "tests").mkdir(exist_ok=True)
    (root / "tests" / "test_stories.yml").write_text(STORIES, encoding="utf-8")
    (root / "markers.yml").write_text(MARKERS, encoding="utf-8")
    (root / "data" / "words.txt").write_text("花呗 100\n", encoding="utf-8")
    done = command(root, *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert made is None or (root / made).exists()


def test_init_elsewhere_says_that_its_components_need_tensorflow(tmp_path: Path) -> None:
    done = command(tmp_path, "init", "--no-prompt")
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "needs TensorFlow" in told
    assert "Traceback" not in told
    assert (tmp_path / "domain.yml").exists()


CLASSIC = """
recipe: default.v1
assistant_id: classic
language: en
pipeline:
- name: WhitespaceTokenizer
- name: CountVectorsFeaturizer
- name: LogisticRegressionClassifier
- name: CRFEntityExtractor
"""


def test_rasas_classic_components_are_trained_and_loaded(root: Path) -> None:
    (root / "classic.yml").write_text(CLASSIC, encoding="utf-8")
    files = ("--nlu", "data/nlu.yml")
    trained = command(root, "train", "nlu", "--config", "classic.yml", "--out", "classic", *files)
    assert trained.returncode == 0, trained.stdout + trained.stderr
    tested = command(root, "test", "nlu", "--model", "classic", "--no-plot", *files)
    assert tested.returncode == 0, tested.stdout + tested.stderr
    assert (root / "results" / "intent_report.json").exists()


@pytest.mark.parametrize("module", ["rasa.core.training.interactive", "redis", "networkx", "pydot"])
def test_what_a_command_imports_late_is_there(module: str) -> None:
    importlib.import_module(module)
