"""What the stand-in's names are made of.

A module of its own, because importing ``tensorflow.types`` would otherwise replace the ``types``
that this code uses by a stand-in. It must not know Rasa.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Sequence
from typing import Any

_FAMILY = frozenset({"tensorflow", "tensorflow_hub", "tensorflow_text", "keras"})
# thinc decides by this import whether TensorFlow is there; it must come to the answer "no".
_ABSENT = "tensorflow.experimental"


class TensorFlowMissing(ImportError):
    """A component that needs the real TensorFlow was used.

    It is an ``ImportError`` because that is what it would be without this stand-in.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' needs TensorFlow, which is not installed: this project runs without it. "
            "Remove components such as DIETClassifier, TEDPolicy, ResponseSelector, "
            "UnexpecTEDIntentPolicy, LanguageModelFeaturizer or ConveRTFeaturizer "
            "from config.yml, or install TensorFlow in place of the stand-in."
        )


class _Placeholder(type):
    """Metaclass of every name the stand-in offers: subclassable, annotatable, not usable."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        child = _placeholder(f"{cls.__qualname__}.{name}")
        setattr(cls, name, child)
        return child

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        # `@tf.function` and its like run at import time and hand over what they decorate.
        if len(args) == 1 and not kwargs and isinstance(args[0], types.FunctionType | type):
            return args[0]
        raise TensorFlowMissing(cls.__qualname__)

    def __getitem__(cls, key: Any) -> Any:
        return cls

    def __or__(cls, other: Any) -> Any:
        return Any

    def __ror__(cls, other: Any) -> Any:
        return Any

    def __repr__(cls) -> str:
        return f"<absent {cls.__qualname__}>"


def _placeholder(qualname: str) -> _Placeholder:
    return _Placeholder(qualname.rpartition(".")[2], (_Absent,), {"__qualname__": qualname})


class _Absent(metaclass=_Placeholder):
    """Base of the placeholders; takes class keywords such as ``autograph=False``."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__()


class _AbsentModule(types.ModuleType):
    """A submodule in which every public name exists."""

    def __getattr__(self, name: str) -> Any:
        return resolve(self.__name__, name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every submodule of the TensorFlow family of packages."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        family = fullname.partition(".")[0]
        if family not in _FAMILY or fullname in ("tensorflow", __name__):
            return None
        if fullname == _ABSENT or fullname.startswith(_ABSENT + "."):
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _AbsentModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        module.__path__ = []


_names: dict[str, Any] = {}


def resolve(module: str, name: str) -> Any:
    """Return the stand-in for ``name`` of ``module``.

    Raises:
        AttributeError: a name that must look absent, as special names do.
    """
    qualname = f"{module}.{name}"
    if name.startswith("__") or qualname == _ABSENT:
        raise AttributeError(name)
    if qualname not in _names:
        _names[qualname] = _placeholder(qualname)
    return _names[qualname]


def install() -> None:
    """Make every submodule of the TensorFlow family importable."""
    sys.meta_path.insert(0, _Finder())
