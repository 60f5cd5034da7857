"""What repeats come to."""

from __future__ import annotations

import pytest

from bench.stack.figures import Figure, figure, merged, percentile


@pytest.mark.parametrize(
    ("percent", "value"),
    [(50, 50.0), (95, 95.0), (99, 99.0), (99.5, 100.0), (100, 100.0), (0, 1.0)],
)
def test_a_percentile_is_one_of_the_values(percent: float, value: float) -> None:
    assert percentile([float(number) for number in range(100, 0, -1)], percent) == value


def test_one_value_is_every_percentile() -> None:
    assert {percentile([7.0], percent) for percent in (0, 50, 99, 100)} == {7.0}


def test_nothing_measured_is_no_figure() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 50)
    with pytest.raises(ValueError, match="nothing"):
        figure([])


def test_repeats_become_median_and_range() -> None:
    repeats = [{"a": 3.0}, {"a": 1.0, "b": 5.0}, {"a": 2.0}]
    assert merged(repeats) == {"a": Figure(2.0, 1.0, 3.0), "b": Figure(5.0, 5.0, 5.0)}
