"""What is carried from one turn of a conversation to the next, as text: Rasa's events, kept short.

The caller of the engine keeps the text and understands nothing of it. It must not know where.
"""

from __future__ import annotations

import json

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

from kefu.engine.compaction import DEFAULT_LIMIT, compact, replay


class BadSnapshot(ValueError):
    """The text is no snapshot."""


def restore(conversation_id: str, snapshot: str | None, domain: Domain) -> DialogueStateTracker:
    """Rebuild the conversation; one that has not begun has no snapshot. Raises BadSnapshot."""
    if snapshot is None:
        return DialogueStateTracker(conversation_id, domain.slots)
    try:
        events = deserialise_events(json.loads(snapshot))
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise BadSnapshot("not a list of events") from error
    return replay(conversation_id, events, domain.slots)


def take(tracker: DialogueStateTracker, domain: Domain, limit: int = DEFAULT_LIMIT) -> str:
    """Write down a conversation that waits for its customer.

    `limit` is the number of events above which the older ones are summarised, see `compaction`.
    """
    events = compact(list(tracker.events), domain.slots, limit)
    return json.dumps([event.as_dict() for event in events])
