"""An action that only speaks runs in the event loop, and beside it once it wants a service."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _kefu
from actions._action import KefuAction
from actions._past import TrackerEvent
from actions._turn import Turn


class Speaker(KefuAction):
    """Says one thing, then does what it is given."""

    only_speaks = True

    def __init__(self, then: Callable[[], object] = lambda: None) -> None:
        self._then = then
        self.threads: list[int] = []

    def name(self) -> str:
        """No action of the domain."""
        return "action_of_a_test_speaker"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Speak, and note where."""
        self.threads.append(threading.get_ident())
        turn.say("utter_smalltalk_greeting")
        self._then()
        return []


async def _run(speaker: Speaker) -> CollectingDispatcher:
    dispatcher = CollectingDispatcher()
    tracker = Tracker(
        "cv_1", {}, {"text": "嗯？", "intent": {"name": "greeting"}}, [], False, None, {}, None
    )
    await speaker.run(dispatcher, tracker, {})
    return dispatcher


async def test_who_asks_no_service_stays_in_the_loop() -> None:
    speaker = Speaker()
    dispatcher = await _run(speaker)
    assert speaker.threads == [threading.get_ident()]
    assert len(dispatcher.messages) == 1


@pytest.mark.parametrize("asks", [_kefu.ask, _kefu.call])
async def test_who_asks_one_begins_anew_beside_it_and_says_all_once(
    asks: Callable[..., object],
) -> None:
    asked: list[int] = []
    speaker = Speaker(lambda: asks(lambda: asked.append(threading.get_ident())))
    dispatcher = await _run(speaker)
    in_loop, beside = speaker.threads
    assert in_loop == threading.get_ident()
    assert asked == [beside] != [in_loop]
    assert len(dispatcher.messages) == 1
