"""What a process that serves leaves out: libraries that Rasa imports for what kefu does not use.

Whatever is configured, Rasa imports the clients of ten messengers and five databases and the tools
of training and of drawing: half the memory of a worker and half of its start. In a process that
only serves, :func:`install` puts stand-ins in their place. Training and the plain ``rasa`` commands
import everything. It must not know what the engine does.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Final, NoReturn

LEFT_OUT: Final = frozenset(
    {
        # messengers and consoles, of rasa.core.channels
        "aiogram",
        "fbmessenger",
        "google",
        "prompt_toolkit",
        "questionary",
        "slack_sdk",
        "socketio",
        "twilio",
        "webexteamssdk",
        # stores of conversations, locks and models
        "boto3",
        "botocore",
        "pymongo",
        "redis",
        # event brokers, reminders, model servers, telemetry
        "aio_pika",
        "aiormq",
        "apscheduler",
        "requests",
        "terminaltables",
        # Rasa's own HTTP API
        "sanic_cors",
        "sanic_jwt",
        # training, tests and pictures
        "dask",
        "jinja2",
        "matplotlib",
        "networkx",
        "pydot",
        "randomname",
        "scipy",
        "sklearn",
        "tqdm",
        # sanic asks it whether uvloop is wanted; the engine says so itself
        "distutils",
    }
)
# Whoever imports these does without them where they are not.
MISSING: Final = frozenset({"pkg_resources", "rich"})
# Components of Rasa that need none of all this.
_SUITED: Final = (
    "kefu.",
    "rasa.core.policies.ensemble.",
    "rasa.core.policies.memoization.",
    "rasa.core.policies.rule_policy.",
    "rasa.graph_components.",
    "rasa.nlu.classifiers.regex_message_handler.",
)


class _Named(type):
    """Has every name, as the class or module that was left out might, and cannot be called."""

    def __getattr__(cls, name: str) -> Any:
        return _stand_in(cls, f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise ImportError(
            f"{cls.__module__}.{cls.__qualname__} is left out of a process that serves:"
            " see LEFT_OUT in kefu/engine/lean.py"
        )


class LeftOut(Exception, metaclass=_Named):
    """Stands for a class or function that was not imported.

    An exception, so that it may stand behind ``except`` as well as among base classes.
    """


class _Module(ModuleType):
    """Has every name."""

    def __getattr__(self, name: str) -> Any:
        return _stand_in(self, self.__name__, name)


def _stand_in(owner: object, module: str, name: str) -> Any:
    if name.startswith("_"):
        raise AttributeError(name)
    found = _Named(name, (LeftOut,), {"__module__": module})
    setattr(owner, name, found)
    return found


class _Finder(MetaPathFinder, Loader):
    """Finds the stand-ins, and does not find what is missing."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        library = fullname.partition(".")[0]
        if library in MISSING:
            raise ModuleNotFoundError(f"{library} is left out of a process that serves")
        return ModuleSpec(fullname, self, is_package=True) if library in LEFT_OUT else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


def suits(components: Iterable[str]) -> bool:
    """Whether a model of these classes can be served so; others may need any library."""
    return all(component.startswith(_SUITED) for component in components)


def install() -> None:
    """From now on, for the whole process: to be called before Rasa and Sanic are imported."""
    sys.meta_path.insert(0, _Finder())
