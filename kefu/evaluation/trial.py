"""What a trained pipeline made of texts and what that cost;
written down so as not to be paid twice.

Must not know how it was trained, nor what is right.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from kefu.core.clock import BEIJING, utc_now
from kefu.evaluation.entities import Entity, from_rasa
from kefu.evaluation.measures import Answer
from kefu.nlu.parser import Parser

WARM_UP = 50
BATCH_LINES = 2000


@dataclass(frozen=True, slots=True)
class Trial:
    """One pipeline: answers by text, and costs (None: not measured).

    ``sentences`` it was trained on, ``annotated`` of them with entities; ``environment_mb`` are
    its libraries; ``lines_per_second`` in batches; ``made_at`` is ISO 8601.
    """

    answers: Mapping[str, Answer]
    made_at: str
    machine: str
    model_mb: float
    sentences: int | None = None
    annotated: int | None = None
    training_seconds: float | None = None
    environment_mb: float | None = None
    lines_per_second: float | None = None
    epochs: int | None = None
    is_cached: bool = False

    def latency(self, percentile: float) -> float:
        """Milliseconds that so many percent of the messages stay below, one at a time."""
        times = [answer.milliseconds for answer in self.answers.values()]
        return float(np.percentile(times, percentile))


def parse_all(parser: Parser, texts: Sequence[str], model: Path) -> Trial:
    """The parser's answers, timed one message at a time after warming up, then in batches."""
    for text in texts[:WARM_UP]:
        parser.parse(text)
    answers = {}
    for text in texts:
        started = time.perf_counter()
        parsed = parser.parse(text)
        answers[text] = from_parsed(parsed, (time.perf_counter() - started) * 1000)
    lines = [texts[index % len(texts)] for index in range(BATCH_LINES)]
    started = time.perf_counter()
    count = sum(1 for _ in parser.parse_all(lines))
    return Trial(
        answers,
        made_at=now(),
        machine=machine(),
        model_mb=model.stat().st_size / 1e6,
        lines_per_second=count / (time.perf_counter() - started),
    )


def from_parsed(parsed: Mapping[str, Any], milliseconds: float) -> Answer:
    """From Rasa's form of a parsed message."""
    intent = parsed["intent"]
    return Answer(intent["name"], intent["confidence"], from_rasa(parsed["entities"]), milliseconds)


def now() -> str:
    """The time to put on a figure: Beijing's, to the minute."""
    local: datetime = utc_now().astimezone(BEIJING)
    return local.isoformat(timespec="minutes")


def machine() -> str:
    """Processor and number of cores that may be used, in words."""
    return f"{_processor()}, {len(os.sched_getaffinity(0))} cores"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def save(trial: Trial, path: Path) -> None:
    """One line for each text, so that changes can be read."""
    head = {
        "made_at": trial.made_at,
        "machine": trial.machine,
        "model_mb": trial.model_mb,
        "sentences": trial.sentences,
        "annotated": trial.annotated,
        "training_seconds": trial.training_seconds,
        "environment_mb": trial.environment_mb,
        "epochs": trial.epochs,
    }
    lines = [
        f"    {json.dumps(text, ensure_ascii=False)}: "
        + json.dumps(
            [
                answer.intent,
                round(answer.confidence, 6),
                round(answer.milliseconds, 3),
                sorted(answer.entities),
            ],
            ensure_ascii=False,
        )
        for text, answer in trial.answers.items()
    ]
    start = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
    path.parent.mkdir(parents=True, exist_ok=True)
    content = start + ',\n  "answers": {\n' + ",\n".join(lines) + "\n  }\n}\n"
    path.write_text(content, encoding="utf-8")


def load(path: Path) -> Trial:
    """What `save` wrote, marked as cached."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    answers = {
        text: Answer(
            intent, confidence, frozenset(Entity(*entity) for entity in entities), milliseconds
        )
        for text, (intent, confidence, milliseconds, entities) in stored.pop("answers").items()
    }
    return Trial(answers, **stored, is_cached=True)
