"""Fits `kefu/core/likely_requests.tsv` on the judged lines: `python -m tests.core.staff_model`."""

from __future__ import annotations

from pathlib import Path

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from kefu.core.likely_requests import WEIGHTS, grams

HERE = Path(__file__).parent
SMALLEST_WEIGHT = 0.01


def judged(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(verdict, text) for verdict, text in (line.split("\t") for line in lines)]


def lines_to_learn() -> list[tuple[str, str]]:
    """Every judged line that is not kept for measuring."""
    ordinary = (HERE / "staff_ordinary.tsv").read_text(encoding="utf-8").splitlines()
    written = judged("staff_secrets.tsv") + judged("staff_wordings.tsv")
    return [*written, *(("fine", text) for text in ordinary)]


def fit(lines: list[tuple[str, str]]) -> dict[str, float]:
    """The weight of each gram found in two lines at least; that of no gram is the model's bias."""
    counts = CountVectorizer(analyzer=grams, binary=True, min_df=2)
    features = counts.fit_transform([text.replace(" || ", "") for _, text in lines])
    model = LogisticRegression(solver="liblinear", random_state=0)
    model.fit(features, [verdict == "asks" for verdict, _ in lines])
    weights = zip(counts.get_feature_names_out(), model.coef_[0], strict=True)
    heavy = {gram: round(w, 2) for gram, w in sorted(weights) if abs(w) >= SMALLEST_WEIGHT}
    return {"": round(float(model.intercept_[0]), 2), **heavy}


def as_file(weights: dict[str, float]) -> str:
    return "".join(f"{gram}\t{weight}\n" for gram, weight in weights.items())


if __name__ == "__main__":
    WEIGHTS.write_text(as_file(fit(lines_to_learn())), encoding="utf-8")
