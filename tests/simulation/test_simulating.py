"""A handful of the simulated customers against the running product; `make simulate` plays all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from kefu.cli import app
from kefu.simulating.command import CUSTOMERS, simulate
from kefu.simulating.reading import read_all
from kefu.simulating.schema import Goal
from tests.stack.stack import Stack

HANDFUL = [
    "password-wrong-code-first",
    "password-elderly-voice",
    "lock-dormant",
    "theft-double-tap",
    "freeze-traditional-anonymous",
    "failed-picks-from-list",
    "deposit-missing",
    "nothing-asks-freeze-fee",
    "human-at-once",
]


def test_a_handful_reach_their_goals(stack: Stack, tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    only = [part for name in HANDFUL for part in ("--only", name)]
    done = CliRunner().invoke(
        app, ["simulate", "--url", stack.url, "--at-least", "1", "--json", str(report), *only]
    )
    assert done.exit_code == 0, done.output
    told = json.loads(report.read_text(encoding="utf-8"))
    assert (told["solved"], told["wrong_effects"]) == (1, 0)
    assert {HANDFUL[0], HANDFUL[-1]} <= {customer["name"] for customer in told["customers"]}
    assert all(len(customer["transcript"]) == customer["turns"] for customer in told["customers"])


def test_an_effect_against_the_goal_is_noticed(stack: Stack) -> None:
    """Somebody who freezes their account although their goal says that nothing may change."""
    (robbed,) = [c for c in read_all(CUSTOMERS) if c.name == "theft-double-tap"]
    changed = robbed.model_copy(update={"goal": Goal(told=["解冻需要本人核实身份"])})
    console = Console(record=True, width=200, quiet=False)
    report = simulate(stack.url, [changed], 1, console)
    assert report.has_wrong_effects
    text = console.export_text()
    assert "wallet of 13800000006: status: active → frozen" in text
    assert "unwanted ticket" in text
    assert "立即冻结" in text  # the talk is printed


def test_the_same_seed_says_the_same(stack: Stack) -> None:
    (somebody,) = [c for c in read_all(CUSTOMERS) if c.name == "nothing-asks-freeze-fee"]
    quiet = Console(quiet=True)
    talks = [
        [turn.deed for turn in simulate(stack.url, [somebody], seed, quiet).outcomes[0].turns]
        for seed in (1, 1, 2, 3, 4, 5)
    ]
    assert talks[0] == talks[1]
    assert any(talk != talks[0] for talk in talks[2:])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--only", "nobody-at-all"], "没有名字含有"), (["--url", "http://127.0.0.1:1"], "失败")],
)
def test_what_cannot_be_played_is_told(arguments: list[str], told: str) -> None:
    done = CliRunner().invoke(app, ["simulate", *arguments])
    assert done.exit_code == 1
    assert told in done.output + done.stderr
