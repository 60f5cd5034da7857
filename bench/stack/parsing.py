"""What understanding a message costs: ours, stock's, and the bare product of features and weights.

``python -m bench.stack.parsing MODEL TEXTS`` measures ours in a process of its own and writes the
milliseconds of each text as JSON: of the whole, and of how it is said alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from scipy import sparse

from bench.stack.figures import Figures, percentile, single
from kefu.core.errors import OperatorError
from kefu.evaluation.utterances import read_utterances
from kefu.settings import ROOT

TEXTS: Final = 300
_WARM_UP: Final = 50
_FEATURES: Final = 120
_VOCABULARY: Final = 100_000
_LABELS: Final = 48
_PRODUCTS: Final = 2000


def _texts() -> list[str]:
    """Some of those that understanding is judged by."""
    judged = read_utterances(ROOT / "tests" / "nlu" / "dev.tsv")
    return [utterance.text for utterance in judged[:: max(1, len(judged) // TEXTS)]]


def _ask(command: Sequence[str], folder: Path, env: dict[str, str] | None = None) -> str:
    ended = subprocess.run(command, cwd=folder, env=env, text=True, capture_output=True)
    if ended.returncode:
        raise OperatorError(f"{' '.join(command[1:3])} 失败：{ended.stderr.strip()[-500:]}")
    return ended.stdout


def of_ours(model: Path, folder: Path) -> Figures:
    """As ``kefu parse`` reads one message after the other."""
    texts = folder / "texts.json"
    texts.write_text(json.dumps(_texts()))
    command = [sys.executable, "-W", "ignore", "-m", "bench.stack.parsing", str(model), str(texts)]
    times = json.loads(_ask(command, ROOT))
    return {**_figures(times["whole"]), "acts.p50": single(percentile(times["acts"], 50))}


def of_stock(stock: Path, model: Path, folder: Path) -> Figures:
    """By ``bench/stock/predict.py`` in stock's own environment."""
    texts, answers = folder / "texts", folder / "answers"
    texts.write_text("".join(json.dumps(text) + "\n" for text in _texts()))
    python = stock / ".venv" / "bin" / "python"
    files = [stock / "predict.py", model, texts, answers]
    _ask([str(python), *map(str, files)], folder, {"TF_CPP_MIN_LOG_LEVEL": "2", "PATH": ""})
    lines = answers.read_text(encoding="utf-8").splitlines()
    return _figures([json.loads(line)["milliseconds"] for line in lines])


def _figures(times: Sequence[float]) -> Figures:
    return {f"parse.p{tail}": single(percentile(times, tail)) for tail in (50, 99)}


def bare_product() -> float:
    """Milliseconds that a text's features times the weights of all labels take by themselves."""
    chance = np.random.default_rng(1)
    weights = chance.random((_VOCABULARY, _LABELS), np.float32)
    columns = chance.choice(_VOCABULARY, _FEATURES, replace=False)
    values = chance.random(_FEATURES, np.float32)
    row = sparse.csr_matrix((values, (np.zeros(_FEATURES, int), columns)), shape=(1, _VOCABULARY))
    times = []
    for _ in range(_PRODUCTS):
        started = time.perf_counter()
        row @ weights
        times.append((time.perf_counter() - started) * 1000)
    return percentile(times, 50)


def main(model: str, texts: str) -> None:
    """Read every text once, after some to warm up."""
    from kefu.nlu.acts import manner_of
    from kefu.nlu.normalise import fold
    from kefu.nlu.parser import Parser

    asked: list[str] = json.loads(Path(texts).read_text())
    parser = Parser.load(Path(model))
    times = {"whole": _each(parser.parse, asked), "acts": _each(manner_of, list(map(fold, asked)))}
    print(json.dumps(times))


def _each(read: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    times = []
    for text in [*texts[:_WARM_UP], *texts]:
        started = time.perf_counter()
        read(text)
        times.append((time.perf_counter() - started) * 1000)
    return times[_WARM_UP:]


if __name__ == "__main__":
    main(*sys.argv[1:])
