"""A uvicorn server in a thread of its own, on a free port."""

from __future__ import annotations

import threading
import time

import uvicorn


class Serving:
    """Runs from `with` to its end; `url` says where."""

    def __init__(self, server: uvicorn.Server) -> None:
        self.server = server
        self._thread = threading.Thread(target=server.run, daemon=True)

    def __enter__(self) -> Serving:
        self._thread.start()
        while not self.server.started:
            assert self._thread.is_alive(), "the server did not start"
            time.sleep(0.005)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Shut down gracefully and wait for the end."""
        self.server.should_exit = True
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self.server.servers[0].sockets[0].getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"
