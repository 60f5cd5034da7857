"""What the engine's process leaves out of Rasa's imports, and that nothing else does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kefu.engine import lean

# What `python -m kefu.engine.server` imports, its own name aside.
SERVING = """
import sys
from kefu.engine import lean
lean.install()
import kefu.engine.server, kefu.engine.channel, rasa.core.agent
"""
# Printed: files of everything imported; a stand-in has none.
PRINT = "print(*(getattr(module, '__file__', None) or '' for module in list(sys.modules.values())))"


def imported(code: str) -> str:
    """The files of the modules that a fresh process has imported after the code."""
    command = [sys.executable, "-W", "ignore", "-c", f"import sys\n{code}\n{PRINT}"]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture(scope="module")
def files() -> str:
    return imported(SERVING)


@pytest.mark.parametrize("library", sorted(lean.LEFT_OUT | lean.MISSING))
def test_a_process_that_serves_imports_no(library: str, files: str) -> None:
    assert f"/site-packages/{library}/" not in files
    assert f"/site-packages/{library}.py" not in files


def test_it_imports_what_a_message_needs(files: str) -> None:
    for library in ("rasa", "sanic", "aiohttp", "numpy", "sqlalchemy"):
        assert f"/site-packages/{library}/" in files


def test_the_plain_commands_leave_nothing_out() -> None:
    files = imported("import rasa_plus, kefu.engine.channel, rasa.core.agent")
    for library in ("scipy", "sklearn", "redis", "questionary"):
        assert f"/site-packages/{library}/" in files


def test_what_is_needed_after_all_says_so() -> None:
    code = "import scipy.sparse\nscipy.sparse.csr_matrix([1])"
    failed = subprocess.run(
        [sys.executable, "-c", f"from kefu.engine import lean\nlean.install()\n{code}"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert failed.returncode == 1
    assert "scipy.sparse.csr_matrix is left out of a process that serves" in failed.stderr
