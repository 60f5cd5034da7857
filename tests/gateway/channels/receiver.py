"""Somebody to whom a channel pushes: a small HTTP server that keeps what it was sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.gateway.people import PATIENCE


class Receiver:
    """`taken` holds what it took, in order; `came` everything that came, with repetitions."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.came: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[bytes] = []
        self.answers: list[int] = []
        """Statuses for the next requests; whatever is left out is taken."""
        self.status = 204
        """What all others are answered with."""
        self.coming = threading.Lock()
        self.gate = threading.Event()
        self.gate.set()
        """Closed, nothing is answered."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                body = self.rfile.read(length)
                if len(body) < length:  # the sender died in the middle of it
                    return
                with receiver.coming:  # the lists stand beside one another
                    receiver.paths.append(self.path)
                    receiver.headers.append(dict(self.headers))
                    receiver.bodies.append(body)
                    receiver.came.append(message := json.loads(body))
                self.send_response(receiver.take(message))
                self.end_headers()

            def log_message(self, format: str, *_: Any) -> None:
                """Quietly."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}/roof"

    def __enter__(self) -> Receiver:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.gate.set()
        self._server.shutdown()
        self._server.server_close()

    def take(self, message: dict[str, Any]) -> int:
        """Take a message unless something else was wished for; the status to answer with."""
        self.gate.wait(PATIENCE)
        status = self.answers.pop(0) if self.answers else self.status
        if status < 300:
            self.taken.append(message)
        return status

    def wait_for(self, number: int) -> list[dict[str, Any]]:
        """What was taken, once it is that much."""
        return self._wait(self.taken, number)

    def wait_until_came(self, number: int) -> list[dict[str, Any]]:
        """What came, once it is that much."""
        return self._wait(self.came, number)

    def _wait(self, messages: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
        deadline = time.monotonic() + PATIENCE
        while len(messages) < number:
            assert time.monotonic() < deadline, f"only {messages}"
            time.sleep(0.01)
        return list(messages)

    def texts(self) -> list[str]:
        """The words of what was taken."""
        return [message["text"] for message in self.taken if message.get("text")]
