"""Alembic's entry: runs migrations on the connection that `kefu.store.migrate` hands over."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from kefu.store.tables import metadata
from kefu.store.types import EnumNumber, EnumText, Instant


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write plain column types, so that an old migration never depends on today's code."""
    if isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, EnumText):
        return "sa.String(length=40)"
    if isinstance(item, EnumNumber):
        return "sa.Integer()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=_render,
)
context.run_migrations()
