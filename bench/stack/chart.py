"""The report's picture: latency and throughput of each server, side by side.

matplotlib's own font has no Chinese glyphs: everything written here is Latin.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import matplotlib as mpl

mpl.use("Agg")

from matplotlib import pyplot as plt  # the backend comes first

from bench.stack.results import Column
from bench.stack.rows import number

_COLOURS = ("#1f6feb", "#8fb8f5", "#c9510c")
_DOTS_PER_INCH = 120
_LEGEND: Final[dict[str, Any]] = {"ncols": len(_COLOURS), "frameon": False, "fontsize": 8}
_PANELS = (
    (
        "milliseconds until the whole answer, 1 client",
        {
            "simple p50": "latency.simple.p50",
            "simple p99": "latency.simple.p99",
            "form p50": "latency.form.p50",
            "form p99": "latency.form.p99",
        },
    ),
    (
        "messages a second",
        {
            "8 clients": "crowd.8.per_second",
            "64 clients": "crowd.64.per_second",
            "p95 ≤ 100 ms": "rate",
        },
    ),
)


def draw(columns: Sequence[Column], path: Path) -> None:
    """One panel for what is better small, one for what is better large."""
    figure, panels = plt.subplots(1, len(_PANELS), figsize=(11, 4), layout="constrained")
    height = 0.8 / max(1, len(columns))
    for axes, (title, names) in zip(panels, _PANELS, strict=True):
        for order, (column, colour) in enumerate(zip(columns, _COLOURS, strict=False)):
            found = [column.figures.get(name) for name in names.values()]
            values = [each.value if each else 0 for each in found]
            places = [row + (order - (len(columns) - 1) / 2) * height for row in range(len(names))]
            bars = axes.barh(places, values, height * 0.9, color=colour, label=column.title)
            axes.bar_label(bars, [number(value) for value in values], padding=3, fontsize=7)
        axes.set_yticks(range(len(names)), list(names))
        axes.invert_yaxis()
        axes.set_title(title, fontsize=10)
        axes.spines[["top", "right"]].set_visible(False)
        axes.margins(x=0.12)
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", **_LEGEND)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Without the program's version, so that the same figures give the same file.
    figure.savefig(path, dpi=_DOTS_PER_INCH, metadata={"Software": None})
    plt.close(figure)
