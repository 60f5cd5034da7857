"""One running product for all journeys and all browsers;
each test begins with the seeded wallet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.stack.stack import Stack


@pytest.fixture(scope="session")
def running_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    stack = Stack(tmp_path_factory.mktemp("stack"), free_port())
    stack.start()
    yield stack
    stack.stop()


@pytest.fixture
def stack(running_stack: Stack) -> Stack:
    running_stack.reset()
    return running_stack


@pytest.fixture
def folder(running_stack: Stack) -> Path:
    return running_stack.folder
