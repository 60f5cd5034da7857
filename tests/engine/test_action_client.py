"""What an action server is told: enough for an action, and no more."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker

from kefu.engine.action_client import TURNS_SENT, needed


def call(turns: int) -> dict[str, Any]:
    events: list[dict[str, Any]] = [{"event": "action", "name": "action_session_start"}]
    for turn in range(turns):
        events += [{"event": "user", "text": f"{turn}"}, {"event": "action", "name": "utter_x"}]
    tracker = {"sender_id": "c", "slots": {"a": 1}, "events": events, "latest_message": {}}
    domain = {"slots": {"a": {}}, "forms": {"f": {}}, "responses": {"utter_x": [{"text": "好"}]}}
    return {"next_action": "action_x", "sender_id": "c", "tracker": tracker, "domain": domain}


def test_the_domain_comes_without_its_responses() -> None:
    given = call(1)
    assert needed(given) == {**given, "domain": {"slots": {"a": {}}, "forms": {"f": {}}}}
    assert "responses" in given["domain"]


def test_a_call_without_a_domain_has_none() -> None:
    given = call(1)
    del given["domain"]
    assert needed(given) == given


def test_the_last_turns_are_sent_whole() -> None:
    sent = needed(call(TURNS_SENT + 5))
    tracker = Tracker.from_dict(sent["tracker"])
    said = [event["text"] for event in tracker.events if event["event"] == "user"]
    assert said == [f"{turn}" for turn in range(5, TURNS_SENT + 5)]
    assert tracker.events[0]["event"] == "user"
    assert tracker.slots == {"a": 1}


def test_a_short_conversation_is_sent_as_it_is() -> None:
    assert needed(call(TURNS_SENT))["tracker"] == call(TURNS_SENT)["tracker"]
