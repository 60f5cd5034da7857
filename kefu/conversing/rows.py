"""Rows of a wallet (its refunds, agreements, cards …) by name: what was expected of some of them,
and that the others are as before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from kefu.conversing.schema import CHANGED
from kefu.wallet.demo import ROW_NAMES

Rows = list[dict[str, Any]]


def named_rows(topic: str, wanted: Any) -> bool:
    """Whether this expectation names rows of a topic."""
    return topic in ROW_NAMES and isinstance(wanted, Mapping)


def row_differences(
    topic: str,
    wanted: Mapping[Any, Mapping[str, Any] | None],
    before: Rows,
    after: Rows,
    matches: Callable[[Any, Any], bool],
) -> Iterator[str]:
    """What is not as expected. Of several rows with one name the first, which is the newest, is
    meant; null: it is gone; `changed` is any new value; what it does not name must be as before.
    """
    named_by = ROW_NAMES[topic]
    left_before, left_after = list(before), list(after)
    for name, columns in wanted.items():
        old, new = _take(left_before, named_by, name), _take(left_after, named_by, name)
        if old is not None and new is not None and old.get("id") != new.get("id"):
            left_before.append(old)  # another one has come, and is newer
            if earlier := _take(left_after, named_by, name):
                left_after.append(earlier)
            old = None
        yield from _row(f"{topic}: {name}", columns, old, new, matches)
    for rows, others, told in (
        (left_before, left_after, "change"),
        (left_after, left_before, "be so"),
    ):
        for row in rows:
            if row not in others:
                yield f"{topic}: {row[named_by]} is not named and must not {told}: {row}"


def _row(
    place: str,
    wanted: Mapping[str, Any] | None,
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any] | None,
    matches: Callable[[Any, Any], bool],
) -> Iterator[str]:
    if new is None:
        if wanted is not None:
            yield f"{place} is not there"
    elif wanted is None:
        yield f"{place} is still there: {new}"
    else:
        yield from _columns(place, wanted, old, new, matches)


def _columns(
    place: str,
    wanted: Mapping[str, Any],
    old: Mapping[str, Any] | None,
    new: Mapping[str, Any],
    matches: Callable[[Any, Any], bool],
) -> Iterator[str]:
    for column, value in wanted.items():
        seen = new.get(column)
        if value == CHANGED:
            if old is not None and old.get(column) == seen:
                yield f"{place}: {column} has not changed: {seen}"
        elif not matches(value, seen):
            yield f"{place}: {column} should be {value}, but is {seen}"
    for column, value in (old or {}).items():
        if column not in wanted and value != new.get(column):
            changed = f"{value} → {new.get(column)}"
            yield f"{place}: {column} is not named and must not change: {changed}"


def _take(rows: Rows, named_by: str, name: Any) -> dict[str, Any] | None:
    found = next((row for row in rows if str(row[named_by]) == str(name)), None)
    if found is not None:
        rows.remove(found)
    return found
