"""A copy of the project in which a newcomer's task is done by the files that CONTRIBUTING names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from kefu.settings import ROOT

_PARTS = ("actions", "data", "docs", "kefu", "tests")
_FILES = ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml", "rasa_plus.py")
_ALSO = ("pyproject.toml", "CONTRIBUTING.md")
# So few examples an intent train in seconds, and tell these apart all the same.
_KEPT_EXAMPLES = 40


class Copy:
    """The project in `folder`. What is written through it is remembered in `touched`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.touched: list[str] = []
        for part in _PARTS:
            shutil.copytree(
                ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        for file in (*_FILES, *_ALSO):
            shutil.copy(ROOT / file, folder / file)

    def write(self, path: str, text: str) -> None:
        """Make a new file."""
        assert not (self.folder / path).exists(), path
        (self.folder / path).write_text(text, encoding="utf-8")
        self.touched.append(path)

    def append(self, path: str, text: str) -> None:
        """Add to the end of a file."""
        with (self.folder / path).open("a", encoding="utf-8") as file:
            file.write(text)
        self.touched.append(path)

    def replace(self, path: str, old: str, new: str) -> None:
        """Write something else in the place of the only `old` in a file."""
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        (self.folder / path).write_text(text.replace(old, new), encoding="utf-8")
        self.touched.append(path)

    def add_to_domain(self, **sections: object) -> None:
        """Add entries to the lists and maps of domain.yml."""
        path = self.folder / "domain.yml"
        domain = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, added in sections.items():
            if isinstance(added, dict):
                domain[name].update(added)
            else:
                domain[name] += added
        path.write_text(yaml.safe_dump(domain, allow_unicode=True, sort_keys=False), "utf-8")
        self.touched.append("domain.yml")

    def run(self, *command: str) -> str:
        """Run a module of the copy; its output. Fails with it when the exit code is not 0."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("KEFU_")}
        ended = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=self.folder,
            env={**env, "PYTHONPATH": str(self.folder), "RASA_TELEMETRY_ENABLED": "false"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"{command}\n{ended.stdout}\n{ended.stderr}"
        return ended.stdout

    def forget_most_examples(self) -> None:
        """Leave as many of each intent as tell them apart, so that training takes seconds."""
        for path in (self.folder / "data" / "nlu").rglob("*.yml"):
            text = path.read_text(encoding="utf-8")
            head, *blocks = re.split(r"(?m)^(?=- intent:)", text)
            path.write_text(head + "".join(map(_shortened, blocks)), encoding="utf-8")


def _shortened(block: str) -> str:
    kept, examples = [], 0
    for line in block.splitlines(keepends=True):
        examples += line.startswith("    - ")
        if examples <= _KEPT_EXAMPLES or not line.startswith("    - "):
            kept.append(line)
    return "".join(kept)
