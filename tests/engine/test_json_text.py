"""What is written is read back, by this module and by anybody else who reads JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kefu import json_text

ANYTHING = st.text() | st.sampled_from(["\ud800", "a\udfff一", "\u0000"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANYTHING,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANYTHING, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES.filter(lambda value: value not in (float("inf"), float("-inf"))))
def test_what_is_written_is_read(value: Any) -> None:
    written = json_text.write(value)
    if "Infinity" in json.dumps(value):
        return  # of which JSON knows nothing
    assert json_text.read(written) == value
    assert json_text.read(written.decode()) == value
    assert json.loads(written) == value


@given(VALUES)
def test_what_others_write_is_read(value: Any) -> None:
    assert json_text.read(json.dumps(value)) == value


@pytest.mark.parametrize("text", ["", "{", "[1,]", "一", b"\xff", '{"a": 1} x'])
def test_what_is_no_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError):
        json_text.read(text)


def test_what_json_has_no_word_for_is_refused() -> None:
    with pytest.raises(TypeError):
        json_text.write({"a": object()})


def test_too_deep_a_text_does_not_end_the_process() -> None:
    with pytest.raises(RecursionError):
        json_text.read("[" * 200_000 + "]" * 200_000)
