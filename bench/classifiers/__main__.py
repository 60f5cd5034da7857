"""Trains and judges the candidates, and prints a Markdown table as it goes."""

from __future__ import annotations

import argparse
import time
import warnings
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from threadpoolctl import threadpool_limits

from bench.classifiers.candidates import CANDIDATES, Candidate
from bench.classifiers.sentences import Sentences, training_sentences
from kefu.evaluation.utterances import Utterance, read_utterances
from kefu.nlu.normalise import normalise

_JUDGES = Path("tests/nlu/dev.tsv")
_BEYOND = "out_of_scope"


def main() -> None:
    """Reads the options and runs the contest."""
    parser = argparse.ArgumentParser(prog="python -m bench.classifiers", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="learn every so manieth sentence")
    parser.add_argument("--only", default="", help="candidates whose name has this")
    options = parser.parse_args()
    # Some candidates are stopped before they converge; their accuracy no longer moves by then.
    warnings.simplefilter("ignore", ConvergenceWarning)
    lesson = training_sentences(options.every)
    judges = read_utterances(_JUDGES)
    print(f"{len(lesson.texts):,} sentences learnt, {len(judges):,} judge, one core\n")
    print("| classifier | accuracy | out-of-scope recall | false rejection | training | answer |")
    print("| --- | --- | --- | --- | --- | --- |")
    with threadpool_limits(1):
        lesson.features("cpw")
        for name, candidate in CANDIDATES.items():
            if options.only in name:
                print(_row(name, candidate, lesson, judges), flush=True)


def _row(name: str, candidate: Candidate, lesson: Sentences, judges: list[Utterance]) -> str:
    asked = Sentences([normalise(judge.text) for judge in judges], [])
    asked.features("cpw")
    begin = time.perf_counter()
    answer = candidate(lesson)
    trained = time.perf_counter()
    names = np.array(sorted(set(lesson.labels)))
    answers = names[answer(asked).argmax(axis=1)]
    done = time.perf_counter()

    beyond = np.array([_BEYOND in judge.acceptable for judge in judges])
    right = np.array(
        [answer in judge.acceptable for answer, judge in zip(answers, judges, strict=True)]
    )
    rejected = answers == _BEYOND
    return (
        f"| {name} | {right.mean():.1%} | {right[beyond].mean():.1%} "
        f"| {rejected[~beyond].mean():.1%}"
        f" | {trained - begin:.0f} s | {(done - trained) / len(judges) * 1000:.2f} ms |"
    )


if __name__ == "__main__":
    main()
