"""The command runs in the tests' own process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """`kefu converse` silences the logs of its process; that of the tests goes on."""
    yield
    structlog.reset_defaults()
