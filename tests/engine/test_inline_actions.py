"""Actions in the engine's process: the same answers as through an action server, and as safe."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from rasa.core.actions.action import ActionExecutionRejection
from rasa.shared.core.events import BotUttered, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa_sdk import Tracker
from rasa_sdk.interfaces import ActionNotFoundException

from kefu.engine.inline_actions import InlineActions, InvalidAnswer
from tests.engine import dialogues
from tests.engine.conftest import FIXTURE
from tests.engine.harness import Bot

DIALOGUE = ("你好", "余额", "转账", "手续费", "一百", "张伟", "转账", "算了", "余额")
LIMIT = 2.0
PACKAGE = """
import time

from rasa_sdk import Action
from rasa_sdk.interfaces import ActionExecutionRejection

seen = []


class Named(Action):
    def name(self):
        return "imagined_" + type(self).__name__.lower()


class Look(Named):
    async def run(self, dispatcher, tracker, domain):
        seen.append((tracker, domain))
        return []


class Spoil(Named):
    async def run(self, dispatcher, tracker, domain):
        tracker.slots["city"] = "elsewhere"
        tracker.latest_message["intent"]["name"] = "spoilt"
        tracker.events[-1]["name"] = "spoilt"
        tracker.events.append({"event": "restart"})
        del tracker.events[0]
        return []


class Block(Named):
    def run(self, dispatcher, tracker, domain):
        time.sleep(0.5)
        dispatcher.utter_message(text="done")
        return [{"event": "slot", "name": "city", "value": ("a", "b")}, {"no": "event"}]


class Hang(Named):
    def run(self, dispatcher, tracker, domain):
        time.sleep(2)


class Reject(Named):
    async def run(self, dispatcher, tracker, domain):
        raise ActionExecutionRejection("imagined_reject")


class Wrong(Named):
    async def run(self, dispatcher, tracker, domain):
        return [{"event": "slot", "value": 1}]


class Foreign(Named):
    async def run(self, dispatcher, tracker, domain):
        return [{"event": "slot", "name": "city", "value": object()}]
"""


@pytest.fixture(scope="module")
def bot(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """An engine with its actions in itself, and no action server."""
    folder = tmp_path_factory.mktemp("inline")
    shutil.copytree(FIXTURE / "actions", folder / "actions")
    settings = {"KEFU_ACTIONS": "inline", "KEFU_ACTIONS_TIMEOUT": str(LIMIT)}
    with Bot(folder, project / "models", **settings) as running:
        yield running


@pytest.fixture(scope="module")
def served(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The same bot with an action server."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(FIXTURE / "actions", folder / "actions")
    with Bot(folder, project / "models") as running:
        yield running


@pytest.fixture(scope="module")
def actions(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InlineActions]:
    """Actions of a package that exists for these tests alone."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "imagined_actions.py").write_text(PACKAGE, encoding="utf-8")
    sys.path.insert(0, str(folder))
    yield InlineActions("imagined_actions", timeout_seconds=1)
    sys.path.remove(str(folder))


def conversation() -> DialogueStateTracker:
    """A few turns, the last one open."""
    events = [
        *(dialogues.user("你好", "greet"), SlotSet("city", ["北京", {"a": 1}])),
        *(BotUttered("好", {"buttons": [{"title": "x"}]}), dialogues.user("余额", "faq")),
        SlotSet("amount", "1"),
    ]
    return DialogueStateTracker.from_events("c", events, dialogues.slots())


def run(actions: InlineActions, name: str, tracker: DialogueStateTracker) -> dict[str, Any]:
    return asyncio.run(actions.answer(f"imagined_{name}", tracker, dialogues.domain()))


def test_the_answers_are_those_of_an_action_server(bot: Bot, served: Bot) -> None:
    for turn, text in enumerate(DIALOGUE):
        assert bot.say("same", f"{turn}", text) == served.say("same", f"{turn}", text)


def test_a_crash_aborts_the_turn_which_can_be_repeated(bot: Bot) -> None:
    bot.say("crash", "1", "你好")
    with bot.failing():
        assert bot.aborts("crash", "2", "余额")
    assert bot.texts("crash", "2", "余额")[0].startswith("第 1 次")


def test_what_fails_never_quotes_the_customer(bot: Bot) -> None:
    assert bot.post("quoted", "turn-of-quoted", "坏了").status_code == 503
    lines = [json.loads(line) for line in bot.engine.log.read_text().splitlines()]
    (failed,) = (
        line for line in lines if line.get("turn") == "turn-of-quoted" and "action" in line
    )
    assert (failed["event"], failed["conversation_id"]) == ("action_failed", "quoted")
    assert failed["action"] == "action_broken"
    assert "坏了" not in bot.engine.log.read_text()


def test_a_hanging_action_hurts_nobody_else(bot: Bot) -> None:
    bot.say("hanging", "1", "你好")
    bot.hold()
    with ThreadPoolExecutor(1) as pool:
        request = pool.submit(bot.post, "hanging", "2", "余额")
        bot.wait_until_held()
        assert bot.texts("other", "1", "手续费") == ["手续费是 0.1%。"]
        assert not request.done()
        response = request.result()
    bot.release()
    assert response.status_code == 503
    assert response.json() == {"error": "action_server_unavailable"}
    assert bot.texts("hanging", "2", "余额")[0].startswith("第 1 次")


def test_an_engine_killed_in_an_action_does_it_again(bot: Bot) -> None:
    bot.say("killed", "1", "余额")
    bot.hold()
    with ThreadPoolExecutor(1) as pool:
        request = pool.submit(bot.post, "killed", "2", "余额")
        bot.wait_until_held()
        bot.engine.kill()
        assert request.exception() is not None
    bot.release()
    bot.engine.start()
    bot.wait_for_engine()
    assert bot.texts("killed", "2", "余额")[0].startswith("第 2 次")


def test_an_action_sees_what_an_action_server_shows(actions: InlineActions) -> None:
    tracker = conversation()
    run(actions, "look", tracker)
    ((seen, domain),) = sys.modules["imagined_actions"].seen
    wire = json.loads(json.dumps(tracker.current_state(EventVerbosity.ALL)))
    shown = Tracker.from_dict(wire)
    assert list(seen.events) == shown.events
    assert seen.events[-2:] == shown.events[-2:]
    assert seen.slots == shown.slots
    assert seen.latest_message == shown.latest_message
    assert seen.active_loop == shown.active_loop
    assert seen.latest_action_name == shown.latest_action_name
    assert seen.applied_events() == shown.applied_events()
    assert domain == dialogues.domain().as_dict()


def test_what_an_action_does_to_its_copies_stays_there(actions: InlineActions) -> None:
    tracker = conversation()
    before = json.dumps(tracker.current_state(EventVerbosity.ALL))
    run(actions, "spoil", tracker)
    assert json.dumps(tracker.current_state(EventVerbosity.ALL)) == before


def test_an_action_that_blocks_does_not_block_the_engine(actions: InlineActions) -> None:
    async def beside() -> dict[str, Any]:
        domain = dialogues.domain()
        task = asyncio.create_task(actions.answer("imagined_block", conversation(), domain))
        await asyncio.sleep(0)
        await actions.answer("imagined_look", conversation(), domain)
        assert not task.done()
        return await task

    answer = asyncio.run(beside())
    assert [message["text"] for message in answer["responses"]] == ["done"]
    assert answer["events"] == [{"event": "slot", "name": "city", "value": ["a", "b"]}]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("hang", TimeoutError),
        ("reject", ActionExecutionRejection),
        ("unheard_of", ActionNotFoundException),
        ("wrong", InvalidAnswer),
        ("foreign", TypeError),
    ],
)
def test_every_failure_has_its_name(
    actions: InlineActions, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        run(actions, name, conversation())


def test_the_domain_is_made_once(actions: InlineActions) -> None:
    seen, domain = sys.modules["imagined_actions"].seen, dialogues.domain()
    for _ in range(2):
        asyncio.run(actions.answer("imagined_look", conversation(), domain))
    assert seen[-1][1] is seen[-2][1]
