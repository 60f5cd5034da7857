"""Figures for Prometheus.

Each application has its own registry, so that two can live in one process.
"""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Metrics:
    """What the gateway counts; labels have few values and none of them is a customer's."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter(
            "kefu_turns", "Turns answered by the dialogue engine", registry=self.registry
        )
        self.failures = Counter(
            "kefu_turn_failures",
            "Turns the engine did not answer",
            ["code"],
            registry=self.registry,
        )
        self.handoffs = Counter(
            "kefu_handoffs", "Conversations put into the queue", ["cause"], registry=self.registry
        )
        self.claims = Counter(
            "kefu_claims", "Conversations taken by agents", registry=self.registry
        )
        self.turn_seconds = Histogram(
            "kefu_turn_seconds",
            "Time from taking up a message to its stored answer",
            buckets=(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),
            registry=self.registry,
        )
        self.requests = Counter(
            "kefu_http_requests", "HTTP responses by class", ["status"], registry=self.registry
        )
        self.waiting = Gauge(
            "kefu_turns_waiting", "Turns that wait for an engine", registry=self.registry
        )
        self.refused = Counter(
            "kefu_messages_refused",
            "Messages that were not accepted because too many waited",
            registry=self.registry,
        )
        self.connections = Gauge(
            "kefu_waiting_connections", "Long polls and sockets that wait", registry=self.registry
        )
        self.engine_up = Gauge(
            "kefu_engine_up", "Whether an engine is in use", ["engine"], registry=self.registry
        )
        self.engine_in_flight = Gauge(
            "kefu_engine_in_flight",
            "Turns that an engine works at",
            ["engine"],
            registry=self.registry,
        )
        self.engine_turns = Counter(
            "kefu_engine_turns", "Turns that an engine answered", ["engine"], registry=self.registry
        )
        self.engine_ejections = Counter(
            "kefu_engine_ejections",
            "Times that an engine was taken out of use",
            ["engine"],
            registry=self.registry,
        )

    def know_engine(self, name: str) -> None:
        """Show an engine's figures before anything has happened to it."""
        for figure in (
            self.engine_up,
            self.engine_in_flight,
            self.engine_turns,
            self.engine_ejections,
        ):
            figure.labels(name)
