"""The command line. Every command says on stderr what went wrong, without a traceback: exit 1; bad
usage: exit 2.

A command is a function in the module of its subject; importing that makes it known.
"""

from __future__ import annotations

import sys

from kefu.cli import model, running, talking
from kefu.cli.console import app

__all__ = ["app", "main", "model", "running", "talking"]


def main() -> None:
    """Entry point of the `kefu` command."""
    try:
        app()
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()
