"""`kefu simulate`: play customers one after the other, each in a fresh world, and tell how they
fared. It must not know how a command line looks or how a kefu is started.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rich.console import Console

from kefu.core.errors import OperatorError
from kefu.settings import ROOT
from kefu.simulating.player import PlayedOutcome, play
from kefu.simulating.printing import show, show_all
from kefu.simulating.reading import read_all
from kefu.simulating.schema import Customer
from kefu.simulating.world import DemoWorld

CUSTOMERS: Final = ROOT / "tests" / "simulation" / "customers"


@dataclass(frozen=True, slots=True)
class Report:
    """How all fared."""

    seed: int
    outcomes: list[PlayedOutcome]

    @property
    def solved(self) -> float:
        """The share of customers who have what they want."""
        return sum(outcome.is_solved for outcome in self.outcomes) / len(self.outcomes)

    @property
    def has_wrong_effects(self) -> bool:
        """Whether anything has happened on any account that nobody wanted."""
        return any(outcome.wrong for outcome in self.outcomes)

    def as_json(self) -> dict[str, Any]:
        """All of it, transcripts too."""
        return {
            "seed": self.seed,
            "solved": round(self.solved, 4),
            "wrong_effects": sum(len(outcome.wrong) for outcome in self.outcomes),
            "customers": [_as_json(outcome) for outcome in self.outcomes],
        }


def chosen(folder: Path, only: Iterable[str]) -> list[Customer]:
    """The customers of a folder whose names contain one of `only`. Raises OperatorError."""
    customers, parts = read_all(folder), list(only)
    found = [c for c in customers if not parts or any(part in c.name for part in parts)]
    if not found:
        raise OperatorError(f"没有名字含有 {'、'.join(parts)} 的客户")
    return found


def simulate(url: str, customers: list[Customer], seed: int, console: Console) -> Report:
    """Play them against the kefu at `url`, and print. Raises OperatorError."""
    world = DemoWorld(url)
    try:
        world.enter()
        outcomes = []
        for customer in customers:
            outcome = play(customer, world, seed)
            show(outcome, console)
            outcomes.append(outcome)
    finally:
        world.close()
    report = Report(seed, outcomes)
    show_all(outcomes, report.solved, console)
    return report


def write(report: Report, path: Path) -> None:
    """Write it as JSON. Raises OperatorError."""
    try:
        text = json.dumps(report.as_json(), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise OperatorError(f"{path}: {error.strerror}") from error


def _as_json(outcome: PlayedOutcome) -> dict[str, Any]:
    return {
        "name": outcome.customer.name,
        "conversation": outcome.conversation_id,
        "solved": outcome.is_solved,
        "missing": [missing.text for missing in outcome.missing],
        "wrong_effects": outcome.wrong,
        "turns": len(outcome.turns),
        "shortest": outcome.customer.shortest,
        "handed_over": outcome.was_handed_over,
        "gave_up": outcome.gave_up,
        "seconds": round(outcome.seconds, 2),
        "transcript": [
            {
                "customer": turn.deed,
                "bot": turn.heard.texts,
                "choices": [choice["title"] for choice in turn.heard.choices],
                "input": turn.heard.input.kind if turn.heard.input else None,
                "refused": turn.heard.refused,
            }
            for turn in outcome.turns
        ],
    }
