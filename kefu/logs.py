"""Logs of every process: one JSON object a line on standard error.

Exceptions are written as their type and where they happened, never their message: the messages
of databases, parsers and HTTP clients quote what they worked on, which is what customers write.
It must not know Rasa; its loggers are configured by name.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog

_FRAMES = 8
# These quote addresses with their queries, in which anybody may put anything.
_QUOTING = ("httpx", "uvicorn.error")
_NOISY = ("apscheduler", "asyncio", "matplotlib", "py.warnings", "sanic.access", "sanic.root")
_Processor = structlog.typing.Processor


def configure(level: str = "info") -> None:
    """Send structlog's and the standard library's records at ``level`` and above to stderr.

    Nothing below "info" is ever written: Rasa's debug lines hold what the customer said. Warnings
    of libraries are dropped with the records of the loggers known to be noisy.
    """
    threshold = max(logging.getLevelNamesMapping()[level.upper()], logging.INFO)
    shared: list[_Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
    ]
    rendering: list[_Processor] = [
        _describe_exception,
        structlog.processors.JSONRenderer(ensure_ascii=False, default=repr),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *rendering],
        )
    )
    logging.basicConfig(handlers=[handler], level=threshold, force=True)
    logging.captureWarnings(True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    for name in _QUOTING:
        logging.getLogger(name).setLevel(logging.WARNING)
    # Ours do not pass through the standard library: a line then costs a quarter.
    structlog.configure(
        processors=[*shared, *rendering],
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        cache_logger_on_first_use=True,
    )


def _describe_exception(_logger: Any, _method: str, entry: Any) -> Any:
    info = entry.pop("exc_info", None)
    if info is True:
        info = sys.exc_info()
    if isinstance(info, BaseException):
        info = (type(info), info, info.__traceback__)
    if info and info[0] is not None:
        entry["error"] = _type_chain(info[1])
        entry["trace"] = _places(info[2])
    return entry


def _type_chain(error: BaseException | None) -> str:
    names: list[str] = []
    while error is not None and len(names) < _FRAMES:
        names.append(type(error).__name__)
        error = error.__cause__
    return " < ".join(names)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
