"""The report's pictures: how far confidence can be trusted, and what is understood of each kind.

matplotlib's own font has no Chinese glyphs: everything written here is Latin.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt  # the backend comes first
from matplotlib.figure import Figure

from kefu.evaluation.judgement import Judgement

_COLOURS = ("#1f6feb", "#8fb8f5", "#c9510c")
_DOTS_PER_INCH = 120


def draw_reliability(judgements: Sequence[Judgement], path: Path) -> None:
    """Accuracy over confidence; the area of a dot is the share of the answers."""
    figure, axes = plt.subplots(figsize=(5, 5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="#999999", linewidth=1, linestyle="--", label="perfect")
    for item, colour in zip(judgements, _COLOURS, strict=False):
        bins = item.figures.bins
        confidence, accuracy = [b.confidence for b in bins], [b.accuracy for b in bins]
        axes.plot(confidence, accuracy, color=colour, linewidth=1, label=item.title)
        sizes = [12 + 600 * b.count / item.figures.count for b in bins]
        axes.scatter(confidence, accuracy, s=sizes, color=colour, alpha=0.6, linewidths=0)
    axes.set(xlim=(0, 1.03), ylim=(0, 1.03), xlabel="confidence", ylabel="share that is right")
    axes.legend(loc="upper left", frameon=False)
    _save(figure, path)


def draw_slices(judgements: Sequence[Judgement], path: Path) -> None:
    """Accuracy of each pipeline on each kind of utterance, and on all."""
    names = ["all", *(part.name for part in judgements[0].slices)]
    figure, axes = plt.subplots(figsize=(8, 0.9 + 0.42 * len(names)), layout="constrained")
    height = 0.8 / len(judgements)
    for order, (item, colour) in enumerate(zip(judgements, _COLOURS, strict=False)):
        shares = [item.figures.accuracy, *(part.right / part.count for part in item.slices)]
        places = [row + (order - (len(judgements) - 1) / 2) * height for row in range(len(names))]
        bars = axes.barh(places, shares, height=height * 0.9, color=colour, label=item.title)
        axes.bar_label(bars, [f"{share * 100:.0f}" for share in shares], padding=3, fontsize=7)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set(xlim=(0, 1.08), xlabel="accuracy")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3, frameon=False)
    _save(figure, path)


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Without the program's version, so that the same figures give the same file.
    figure.savefig(path, dpi=_DOTS_PER_INCH, metadata={"Software": None})
    plt.close(figure)
