"""A command in a terminal of its own, and somebody who types."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self


class Terminal:
    """`shown` is all that stood on the screen; `patience` is in seconds."""

    def __init__(
        self, command: Sequence[str], *, cwd: Path, env: Mapping[str, str], patience: float
    ) -> None:
        self.shown = ""
        self._new = b""
        self._patience = patience
        self._master, slave = pty.openpty()
        # In a session of its own, or it would ask for secrets in the terminal of the tests.
        self._process = subprocess.Popen(
            command,
            cwd=cwd,
            env=env,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._process.kill()
        self._process.wait(self._patience)
        os.close(self._master)

    def enter(self, text: str) -> None:
        """Type a line."""
        os.write(self._master, f"{text}\r".encode())

    def wait_for(self, text: str) -> str:
        """What was shown since the last one, once this is there."""
        deadline = time.monotonic() + self._patience
        while text.encode() not in self._new:
            written = self._new.decode(errors="replace")
            assert self._process.poll() is None, written
            assert time.monotonic() < deadline, f"never shown: {text}\n{written}"
            if select.select([self._master], [], [], 0.1)[0]:
                self._new += os.read(self._master, 4096)
        before, wanted, self._new = self._new.partition(text.encode())
        seen = (before + wanted).decode()
        self.shown += seen
        return seen
