"""Tracker stores: work with SQLAlchemy 2 and fail visibly.

Rasa answers a failing store with an empty conversation in memory, which makes a customer's
half-done verification vanish. Here errors reach the caller. It must not know our own store.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from rasa.core import tracker_store
from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.utils.common import class_from_module_path
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy.orm import Session


def apply() -> None:
    """Apply the repairs of the stores."""
    SQLTrackerStore.get_db_url = staticmethod(_sql_url)
    Agent._create_tracker_store = staticmethod(_use_store_directly)
    tracker_store._load_from_module_name_in_endpoint_config = _load_named_store
    tracker_store.ensure_schema_exists = _ensure_schema_exists


def _sql_url(
    dialect: str = "sqlite",
    host: str | None = None,
    port: int | None = None,
    db: str = "rasa.db",
    username: str | None = None,
    password: str | None = None,
    login_db: str | None = None,
    query: dict[str, Any] | None = None,
) -> sa.URL:
    """Build the URL that Rasa built by calling ``URL(...)``, which SQLAlchemy 2 refuses."""
    if host and "://" in host:
        return sa.make_url(host)
    if host:
        parts = urlsplit(f"//{host}")
        host, port = parts.hostname or host, parts.port or port
    return sa.URL.create(
        dialect, username, password, host, port, database=login_db or db, query=query or {}
    )


def _ensure_schema_exists(session: Session) -> None:
    """Look for the schema of ``POSTGRESQL_SCHEMA`` in words that SQLAlchemy 2 takes.

    Raises:
        ValueError: the database has no such schema.
    """
    name = os.environ.get(tracker_store.POSTGRESQL_SCHEMA)
    if not name or not tracker_store.is_postgresql_url(session.get_bind().engine.url):
        return
    query = sa.text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name")
    if session.execute(query, {"name": name}).first() is None:
        raise ValueError(name)


def _use_store_directly(store: TrackerStore | None, domain: Domain) -> TrackerStore:
    """Give the agent the configured store itself, without the wrapper that hides its errors."""
    if store is None:
        return InMemoryTrackerStore(domain)
    store.domain = domain
    return store


def _load_named_store(
    domain: Domain, store: EndpointConfig, event_broker: EventBroker | None = None
) -> TrackerStore:
    """Create the store class named in endpoints.yml; a wrong name is an error, not a fallback.

    Raises:
        ImportError: the module or class does not exist.
    """
    store_class = class_from_module_path(store.type)
    created: TrackerStore = store_class(
        host=store.url, domain=domain, event_broker=event_broker, **store.kwargs
    )
    return created
