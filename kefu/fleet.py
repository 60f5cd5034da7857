"""The engine's processes on this machine: so many, each on its own port.

The gateway is told all places once and finds out by itself where an engine is ready. It must not
know what a model is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kefu.supervisor import Service

MODULE: Final = "kefu.engine.server"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one process may run."""

    name: str
    port: int

    @property
    def url(self) -> str:
        """Its address on this machine."""
        return f"http://127.0.0.1:{self.port}"


class Fleet:
    """`size` processes of one model; `free_port` gives each place its own."""

    def __init__(self, size: int, model: Path, token: str, free_port: Callable[[], int]) -> None:
        self._places = [Place(f"engine-{n}", free_port()) for n in range(1, size + 1)]
        self._headers = {"Authorization": f"Bearer {token}"}
        self._running = {place: self._service(place, model) for place in self._places}

    @property
    def urls(self) -> list[str]:
        """All places, for the gateway."""
        return [place.url for place in self._places]

    @property
    def services(self) -> list[Service]:
        """What runs now."""
        return list(self._running.values())

    def _service(self, place: Place, model: Path) -> Service:
        env = {"KEFU_ENGINE_PORT": str(place.port), "KEFU_ENGINE_MODEL": str(model)}
        ready = f"{place.url}/webhooks/kefu/ready"
        return Service(place.name, MODULE, ready, self._headers, env)
