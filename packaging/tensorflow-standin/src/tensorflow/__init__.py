"""Import-only stand-in for TensorFlow.

Rasa imports TensorFlow in many modules even when no configured component uses it. This package
lets those imports, class definitions and annotations succeed and raises
:class:`TensorFlowMissing` as soon as something would really compute with TensorFlow.

It must not know Rasa: it imitates no TensorFlow behaviour, only the presence of names.
"""

from __future__ import annotations

from typing import Any

from tensorflow._standin import TensorFlowMissing, install, resolve

__all__ = ["TensorFlowMissing", "is_tensor"]
__version__ = "2.12.0"

install()


def is_tensor(x: object) -> bool:
    """Return ``False``: without TensorFlow nothing is one of its tensors."""
    return False


def __getattr__(name: str) -> Any:
    return resolve(__name__, name)
