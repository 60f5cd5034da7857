"""`kefu converse`: plays the dialogues of files and prints them."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path

import structlog
from rich.console import Console

from kefu.conversing.player import play
from kefu.conversing.printing import show
from kefu.conversing.reading import read
from kefu.conversing.stage import Stage
from kefu.core.errors import OperatorError


def converse(files: Sequence[Path], name: str, model: Path, console: Console) -> bool:
    """Play the dialogues whose title has `name` in it; True when all went as expected.

    Raises OperatorError without a model or such a dialogue, BadDialogue.
    """
    scripts = [script for file in files for script in read(file) if name in script.title]
    if not scripts:
        raise OperatorError(f"没有名称包含“{name}”的对话。")
    if not model.exists():
        raise OperatorError(f"没有模型 {model}，请先运行 kefu train。")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory(prefix="kefu-converse-") as folder:
        stage = Stage(model, Path(folder))
        passed = 0
        for script in scripts:
            performance = asyncio.run(play(stage, script))
            show(performance, console)
            passed += performance.passed
    console.print(f"{len(scripts)} 段对话，{passed} 段符合预期", style="bold", highlight=False)
    return passed == len(scripts)
