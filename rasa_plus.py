"""Hooks kefu into the plain ``rasa`` commands.

``rasa_plus`` is the one module name under which Rasa 3.6 looks for extensions. The extension
switches Rasa's telemetry off unless the environment says otherwise (its error reporting fails
with current sentry-sdk releases) and puts kefu's repairs of Rasa in force. It must not know what
a command does.
"""

from __future__ import annotations

import argparse
import os

import pluggy

_hook = pluggy.HookimplMarker("rasa")


class _CommandLine:
    """Runs before any ``rasa`` command starts its work."""

    @_hook
    def configure_commandline(self, cmdline_arguments: argparse.Namespace) -> None:
        os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
        from kefu.engine import patches

        patches.apply()


def init_hooks(manager: pluggy.PluginManager) -> None:
    """Register kefu's extension; called by Rasa."""
    manager.register(_CommandLine())
