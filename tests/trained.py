"""The one model that all tests share: that of the project's present data,
as `kefu train` makes it.
"""

from __future__ import annotations

from pathlib import Path

from kefu.settings import ROOT
from kefu.training import model_path, train


def trained_model() -> Path:
    """The model that `make test` has trained before the tests, or one trained now."""
    models = ROOT / "models"
    present = model_path(ROOT, models)
    return present if present.exists() else train(ROOT, models, ROOT / "var" / "log" / "train.log")
