"""Rasa's test stories: what each first sentence begins, and what happens inside a journey.

`rasa test core --e2e --stories tests` runs them by hand.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from pathlib import Path

from rasa import model_testing, model_training
from rasa.core.test import WrongPredictionException

from kefu.engine import patches
from kefu.settings import ROOT
from tests.trained import trained_model

STORIES = Path(__file__).parent
RASA = Path(sys.executable).with_name("rasa")

patches.apply()


def test_the_model_goes_by_the_stories(tmp_path: Path) -> None:
    files = ("--stories", STORIES, "--model", trained_model(), "--out", tmp_path)
    done = subprocess.run(
        [RASA, "test", "core", "--e2e", "--no-plot", *files],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / "story_report.json").read_text(encoding="utf-8"))
    failed = (tmp_path / "failed_test_stories.yml").read_text(encoding="utf-8")
    told = report["conversation_accuracy"]
    assert told["correct"] == told["total"] > 0, failed


def test_a_broken_rule_is_noticed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for part in ("rules", "responses"):
        shutil.copytree(ROOT / "data" / part, data / part)
    assert goes_by_the_stories(data, tmp_path)
    theft = data / "rules" / "theft.yml"
    rules = theft.read_text(encoding="utf-8")
    theft.write_text(rules.replace("theft_form", "account_lock_form"), encoding="utf-8")
    assert not goes_by_the_stories(data, tmp_path)


def goes_by_the_stories(data: Path, folder: Path) -> bool:
    """Whether a model of these rules alone does; the intents are given to it."""
    config, domain = str(ROOT / "config.yml"), str(ROOT / "domain.yml")
    model = model_training.train_core(domain, config, str(data), str(folder))
    strictly = {"fail_on_prediction_errors": True, "disable_plotting": True}
    try:
        asyncio.run(model_testing.test_core(model, str(STORIES), str(folder), strictly))
    except WrongPredictionException:
        return False
    return True
