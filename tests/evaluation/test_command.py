"""`kefu eval` as it is called: on a file with a real model,
and for everything that may be wrong.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kefu.cli import app
from kefu.evaluation.command import Evaluator
from kefu.settings import ROOT

LINES = (
    "forgot_password\t我忘记密码了\nlogin_problem\t忘记密码\tforgot_password,no_such\n"
    "nonsense\t你好\n"
)


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KEFU_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("COLUMNS", "200")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["eval", *map(str, arguments)])


def test_a_file_is_scored_with_a_real_model(trained_model: Path, tmp_path: Path) -> None:
    file, figures, report = (tmp_path / f"set.{suffix}" for suffix in ("tsv", "json", "md"))
    file.write_text(LINES, encoding="utf-8")
    kefu = Path(sys.executable).with_name("kefu")
    command: list[str | Path] = [kefu, "eval", "--file", file, "--model", trained_model]
    command += ["--json", figures, "--report", report]

    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)

    assert ended.returncode == 0, ended.stderr
    for told in ("accuracy", "66.7 %", "nonsense"):
        assert told in ended.stdout
    assert {line.split()[0] for line in ended.stderr.splitlines()} == {"已写入"}
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert found["unknown_intents"] == ["no_such", "nonsense"]
    assert found["pipelines"][0]["accuracy"] == pytest.approx(2 / 3)
    assert found["pipelines"][0]["strict_accuracy"] == pytest.approx(1 / 3)
    assert report.read_text(encoding="utf-8").startswith("# How well")
    assert (tmp_path / "images" / "set-slices.png").exists()


@pytest.mark.parametrize(
    ("content", "told"), [("greeting\n", "第 1 行"), ("", "没有句子"), (None, "set.tsv")]
)
def test_bad_files(content: str | None, told: str, tmp_path: Path) -> None:
    file = tmp_path / "set.tsv"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    failed(run("--file", file), told)


def test_what_is_no_model(tmp_path: Path) -> None:
    file, model = tmp_path / "set.tsv", tmp_path / "model.tar.gz"
    file.write_text(LINES, encoding="utf-8")
    failed(run("--file", file, "--model", model), "model.tar.gz")
    model.write_bytes(b"no archive")
    failed(run("--file", file, "--model", model), "kefu train")
    (tmp_path / "empty").mkdir()
    failed(run("--file", file, "--model", tmp_path / "empty"), "kefu train")


def failed(result: Result, told: str) -> None:
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit)
    assert told in result.stderr.replace("\n", "")
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [["--sample", "3"], ["--epochs", "0"], ["--no-such"], ["--model", "m.tar.gz", "--stock"]],
)
def test_bad_usage(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_near_duplicates_are_listed_across_intents_first() -> None:
    result = run("--duplicates")
    assert result.exit_code == 0, result.output
    pairs = [line.split("\t") for line in result.stdout.splitlines()]
    assert all(0.8 < float(pair[0]) <= 1 and len(pair) == 5 for pair in pairs)
    same_intent = [pair[1] == pair[3] for pair in pairs]
    assert same_intent == sorted(same_intent)


def test_the_development_set_is_judged_with_its_entities() -> None:
    task = Evaluator(ROOT, ROOT, print).task(None)
    assert len(task.utterances) >= 300
    assert len(task.entity_examples) >= 300
    assert len(task.texts) == len(task.utterances) + len(task.entity_examples)


def test_help_is_complete() -> None:
    shown = run("--help").stdout
    for option in ("--file", "--stock", "--report", "--json", "--duplicates", "--timing"):
        assert option in shown


def test_the_makefile_has_it() -> None:
    make = subprocess.run(
        ["make", "help"], cwd=ROOT, capture_output=True, text=True, env=os.environ, timeout=30
    )
    assert "make eval" in make.stdout
