"""No word table can be kept busy for ever by a message that is made for it.

Python's ``re`` tries every way in which repeated alternatives can be fitted to a text: 刚 beside
刚刚 in one repeated group reads 刚刚刚… in exponentially many ways, and the engine stands still
meanwhile. Every pattern of the product meets texts made of its own repeated parts. Whether it ends
is what is judged, never how fast it is.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as ops  # type: ignore[import-not-found]
import re._parser as syntax  # type: ignore[import-not-found]
import signal
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice
from typing import Any, Final

import pytest

PACKAGES: Final = ("kefu.core", "kefu.nlu", "kefu.words", "kefu.wallet", "kefu.services", "actions")
LENGTH: Final = 200  # characters; two ways a part would be 2¹⁰⁰ ways
PATIENCE: Final = 10.0  # seconds of the processor, for what takes milliseconds or for ever
_REPEATS: Final = (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT)
_MANY: Final = 6
_UNITS: Final = 40
_OF_CATEGORY: Final = {
    ops.CATEGORY_DIGIT: "1",
    ops.CATEGORY_SPACE: " ",
    ops.CATEGORY_WORD: "a",
}


class EndlessError(Exception):
    """A pattern is still trying."""


def patterns() -> dict[str, re.Pattern[str]]:
    """Every pattern that a module holds, by where it stands."""
    found: dict[str, re.Pattern[str]] = {}
    for package in map(importlib.import_module, PACKAGES):
        inner = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        for module in (package, *(importlib.import_module(each.name) for each in inner)):
            for name, value in vars(module).items():
                found |= {
                    f"{module.__name__}.{name}{place}": pattern
                    for place, pattern in _held(value)
                    if isinstance(pattern.pattern, str)
                }
    return found


def _held(value: Any, deep: int = 3) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield "", value
    if not deep or isinstance(value, type):
        return
    inner: Mapping[Any, Any] = {}
    if isinstance(value, Mapping):
        inner = value
    elif isinstance(value, list | tuple | set | frozenset):
        inner = dict(enumerate(value))
    elif is_dataclass(value):
        inner = {field.name: getattr(value, field.name, None) for field in fields(value)}
    for key, each in inner.items():
        for place, pattern in _held(each, deep - 1):
            yield f"[{key}]{place}", pattern


def _spelt(parts: Any) -> list[str]:
    """Some texts that a part of a pattern matches, looking around aside."""
    texts = [""]
    for op, value in parts:
        texts = [before + after for before in texts[:_MANY] for after in _of(op, value)][:_UNITS]
    return texts


def _of(op: Any, value: Any) -> list[str]:
    if op is ops.LITERAL:
        return [chr(value)]
    if op in (ops.NOT_LITERAL, ops.ANY):
        return ["甲"]
    if op is ops.IN:
        return _signs(value)[:_MANY]
    if op in _REPEATS:
        least, _, body = value
        return [*([] if least else [""]), *(text * max(least, 1) for text in _spelt(body)[:_MANY])]
    if op is ops.SUBPATTERN:
        return _spelt(value[3])
    if op is ops.ATOMIC_GROUP:
        return _spelt(value)
    if op is ops.BRANCH:
        return [text for branch in value[1] for text in _spelt(branch)[:_MANY]][:_UNITS]
    return [""]


def _signs(members: Any) -> list[str]:
    if members[0][0] is ops.NEGATE:
        return ["甲", "a"]
    signs = []
    for op, value in members:
        if op is ops.LITERAL:
            signs.append(chr(value))
        elif op is ops.RANGE:
            signs += map(chr, value)
        else:
            signs.append(_OF_CATEGORY.get(value, "甲"))
    return signs


def _repeated(parts: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """What a pattern repeats many times, and a text that leads there."""
    for op, value in parts:
        if op in _REPEATS:
            _, most, body = value
            if most is ops.MAXREPEAT or most >= _MANY:
                yield before, body
            inner = [body]
        elif op is ops.SUBPATTERN:
            inner = [value[3]]
        elif op is ops.ATOMIC_GROUP:
            inner = [value]
        else:
            inner = value[1] if op is ops.BRANCH else []
        for each in inner:
            yield from _repeated(each, before)
        before += _of(op, value)[0]


def attacks(pattern: re.Pattern[str]) -> set[str]:
    """Texts of the parts that the pattern repeats, which it cannot match to the end."""
    texts = set()
    for before, body in _repeated(syntax.parse(pattern.pattern, pattern.flags)):
        units = [unit for unit in dict.fromkeys(_spelt(body)) if unit]
        for unit in (*units, "".join(islice(units, _UNITS)) or "甲"):
            run = before + (unit * LENGTH)[:LENGTH]
            texts |= {f"{run}\0", f"{run}?x"}
    return texts


@pytest.fixture
def patience() -> Iterator[None]:
    def ends(*_: object) -> None:
        raise EndlessError

    earlier = signal.signal(signal.SIGVTALRM, ends)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, earlier)


def is_endless(pattern: re.Pattern[str], patience: float) -> bool:
    for text in attacks(pattern):
        signal.setitimer(signal.ITIMER_VIRTUAL, patience)
        try:
            pattern.fullmatch(text)
            pattern.search(text)
        except EndlessError:
            return True
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return False


@pytest.mark.usefixtures("patience")
@pytest.mark.parametrize(
    "words",
    ["(?:刚|刚刚|才)*好", "(?:(?:嗯+|哦)*[,]?)+行", r"(?:那|就|那就)+\d", "(?:(?:a|aa)+b?)*c"],
)
def test_what_can_be_read_in_every_possible_way_is_found(words: str) -> None:
    assert is_endless(re.compile(words), 1.0)


@pytest.mark.usefixtures("patience")
def test_every_pattern_comes_to_an_end() -> None:
    every = patterns()
    assert len(every) > 1500
    assert [place for place, pattern in every.items() if is_endless(pattern, PATIENCE)] == []
