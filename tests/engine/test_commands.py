"""The plain ``rasa`` commands work in a project's root with no variable set."""

from __future__ import annotations

import importlib
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.rasa_commands import Terminal, command, environment, serving
from tests.ports import free_port


def test_shell_talks(root: Path) -> None:
    with Terminal(root, "shell", "--port", str(free_port())) as terminal:
        terminal.wait_for("Your input ->")
        terminal.enter("手续费")
        terminal.wait_for("手续费是 0.1%")
    assert (root / "var" / "kefu.db").exists()


def test_interactive_asks_what_was_meant(root: Path) -> None:
    arguments = ("interactive", "--skip-visualization", "--model", "models")
    with Terminal(root, *arguments, "--port", str(free_port())) as terminal:
        terminal.wait_for("Your input ->")
        terminal.enter("手续费")
        terminal.wait_for("classified '手续费' with intent 'faq'")


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


def test_conversations_are_exported(root: Path) -> None:
    broker = "event_broker: {type: SQL, dialect: sqlite, db: exported.db}\n"
    endpoints = (root / "endpoints.yml").read_text(encoding="utf-8")
    (root / "broker.yml").write_text(f"{endpoints}\n{broker}", encoding="utf-8")
    with serving(root, "--enable-api") as client:
        body = {"text": "你好", "sender": "user"}
        assert client.post("/conversations/told/messages", json=body).status_code == 200
    done = command(root, "export", "--endpoints", "broker.yml", "--conversation-ids", "told")
    assert done.returncode == 0, done.stdout + done.stderr
    with closing(sqlite3.connect(root / "exported.db")) as database:
        rows = database.execute("SELECT data FROM events WHERE sender_id = 'told'").fetchall()
    events = [json.loads(data) for (data,) in rows]
    assert "你好" in [event.get("text") for event in events]


OLD_DOMAIN = """
version: "2.0"
intents: [inform]
entities: [city]
slots: {city: {type: text}}
forms: {city_form: {city: [{type: from_entity, entity: city}]}}
responses: {utter_ask_city: [{text: 哪个城市？}]}
"""


def test_a_domain_of_rasa_2_is_migrated(tmp_path: Path) -> None:
    (tmp_path / "domain.yml").write_text(OLD_DOMAIN, encoding="utf-8")
    done = command(tmp_path, "data", "migrate", "--out", "new.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "required_slots" in (tmp_path / "new.yml").read_text(encoding="utf-8")
