"""Whether an action's answer keeps to rasa-sdk's contract, told quickly.

Rasa's JSON schema tries every kind of event for each event, which takes milliseconds. An event of a
plain kind is judged by its own few rules here; what they do not cover is left to the schema.
It must not know where answers come from.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.shared.utils.schemas.events import EVENT_SCHEMA

_SLOT: Final = "slot"
# Kinds of which the schema knows nothing but their name.
_BARE: Final = frozenset(
    kind["properties"]["event"]["const"]
    for kind in EVENT_SCHEMA["oneOf"]
    if kind.keys() == {"properties"} and kind["properties"].keys() == {"event"}
)


def is_valid(answer: Any) -> bool:
    """Whether Rasa's schema accepts the answer; the same verdict for less work."""
    return _is_plain(answer) or bool(_schema().is_valid(answer))


def _is_plain(answer: Any) -> bool:
    if not isinstance(answer, dict):
        return False
    events, responses = answer.get("events", []), answer.get("responses", [])
    return (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(isinstance(response, dict) for response in responses)
        and all(map(_is_plain_event, events))
    )


def _is_plain_event(event: Any) -> bool:
    if not isinstance(event, dict):
        return False
    kind = event.get("event")
    if kind == _SLOT:
        fits = isinstance(event.get("name"), str) and "value" in event
    else:
        fits = isinstance(kind, str) and kind in _BARE
    # the only members that every kind has
    return fits and event.get("timestamp") is None and event.get("metadata") is None


@cache
def _schema() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)
