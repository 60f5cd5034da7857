"""Repairs of Rasa Open Source 3.6.21, applied once in every process that runs a dialogue.

Speed (`speed`, `graph`, `rules`, `events`, `trackers`, `domains`, `data_import`): the same results
for less work. Safety (`actions`, `stores`, `http`, `components`): failures that Rasa swallows or
drowns become visible.
Modules that Rasa loads by name (channel, tracker store) call :func:`apply` when imported, which
puts the repairs in force for the plain ``rasa`` commands too.
It must not know how the server is configured.
"""

from __future__ import annotations

from importlib.metadata import version

SUPPORTED_RASA = "3.6.21"

_applied = False


class UnsupportedRasa(RuntimeError):
    """The installed Rasa is not the release that the repairs were written for."""

    def __init__(self, found: str) -> None:
        super().__init__(
            f"kefu repairs Rasa {SUPPORTED_RASA} and cannot run with Rasa {found}: "
            f"install rasa=={SUPPORTED_RASA} or revise kefu.engine.patches for {found}."
        )


def require_supported(found: str) -> None:
    """Raise :class:`UnsupportedRasa` unless ``found`` is exactly the supported release."""
    if found != SUPPORTED_RASA:
        raise UnsupportedRasa(found)


def apply() -> None:
    """Put all repairs in force; calling it again changes nothing.

    Raises:
        UnsupportedRasa: another release of Rasa is installed.
    """
    global _applied
    if _applied:
        return
    require_supported(version("rasa"))
    from kefu.engine.patches import (
        actions,
        components,
        data_import,
        domains,
        events,
        graph,
        http,
        rules,
        speed,
        stores,
        trackers,
    )

    speed.apply()
    graph.apply()
    rules.apply()
    events.apply()
    trackers.apply()
    domains.apply()
    actions.apply()
    stores.apply()
    http.apply()
    components.apply()
    data_import.apply()
    _applied = True
