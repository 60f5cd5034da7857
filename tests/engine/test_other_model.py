"""A conversation that goes on with another model: what its domain lacks is passed over, what it has
is kept.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engine.conftest import FIXTURE
from tests.engine.harness import ROOT, Bot

GONE = ("transfer", "choose")
TEXT = "你好"


def without(folder: Path) -> None:
    """Take the transfer out of the project: form, slots, actions, intents, rules, responses."""

    def rewrite(name: str, change: Any) -> None:
        path = folder / name
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(content)
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")

    def domain(content: dict[str, Any]) -> None:
        content["intents"] = [i for i in content["intents"] if i not in GONE]
        content["actions"] = [a for a in content["actions"] if "transfer" not in a]
        del content["forms"]
        for slot in ("count", "transfer_amount", "transfer_payee"):
            del content["slots"][slot]
        for response in [r for r in content["responses"] if "transfer" in r or "chosen" in r]:
            del content["responses"][response]

    def rules(content: dict[str, Any]) -> None:
        text = {id(rule): json.dumps(rule) for rule in content["rules"]}
        content["rules"] = [
            rule for rule in content["rules"] if not any(word in text[id(rule)] for word in GONE)
        ] + [{"rule": "cancel", "steps": [{"intent": "cancel"}, {"action": "utter_cancelled"}]}]

    def nlu(content: dict[str, Any]) -> None:
        content["nlu"] = [item for item in content["nlu"] if item.get("intent") not in GONE]

    rewrite("domain.yml", domain)
    rewrite("data/rules.yml", rules)
    rewrite("data/nlu.yml", nlu)


@pytest.fixture(scope="module")
def smaller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """The bot whose domain has no transfer."""
    folder = tmp_path_factory.mktemp("smaller")
    shutil.copytree(FIXTURE, folder, dirs_exist_ok=True)
    without(folder)
    trained = subprocess.run(
        [Path(sys.executable).with_name("rasa"), "train", "--fixed-model-name", "bot"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert trained.returncode == 0, trained.stdout + trained.stderr
    with Bot(folder, folder / "models", KEFU_ACTIONS="inline") as running:
        yield running


def texts(answer: Any) -> list[str]:
    return [message["text"] for message in answer["messages"] if "text" in message]


def go_on(bot: Bot, smaller: Bot, conversation: str) -> None:
    """The other model gets what the first one knew."""
    smaller.snapshots[conversation] = bot.snapshots[conversation]


def test_a_form_that_is_gone_lets_go(bot: Bot, smaller: Bot) -> None:
    assert texts(bot.say("a", "1", "转账")) == ["请问转多少？"]
    assert texts(bot.say("a", "2", "一百")) == ["请问转给谁？"]
    go_on(bot, smaller, "a")
    assert texts(smaller.say("a", "3", "老王")) == ["抱歉，我没有听懂。"]
    assert texts(smaller.say("a", "4", "算了")) == ["已取消。"]
    assert texts(smaller.say("a", "5", TEXT)) == ["您好，请问有什么可以帮您？"]


@pytest.mark.parametrize("words", ["手续费", "取消", TEXT, "余额"])
def test_any_first_word_is_answered(bot: Bot, smaller: Bot, words: str) -> None:
    conversation = f"b-{words.encode().hex()}"
    bot.say(conversation, "1", "查余额")
    bot.say(conversation, "2", "转账")
    go_on(bot, smaller, conversation)
    assert texts(smaller.say(conversation, "3", words))


def slots_of(bot: Bot, conversation: str) -> dict[str, Any]:
    events = json.loads(bot.snapshots[conversation])
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def test_what_both_have_is_kept(bot: Bot, smaller: Bot) -> None:
    bot.say("c", "1", "北京", '/choose{"city": "北京"}')
    bot.say("c", "2", "查余额")
    go_on(bot, smaller, "c")
    smaller.say("c", "3", TEXT)
    kept = slots_of(smaller, "c")
    assert kept["city"] == "北京"
    assert not {"count", "transfer_amount"} & set(kept)


def test_and_back_again(bot: Bot, smaller: Bot) -> None:
    bot.say("d", "1", "转账")
    go_on(bot, smaller, "d")
    smaller.say("d", "2", TEXT)
    go_on(smaller, bot, "d")
    assert texts(bot.say("d", "3", "转账")) == ["请问转多少？"]


def test_what_was_last_done_may_be_gone(bot: Bot, smaller: Bot) -> None:
    chosen = bot.say("e", "1", "北京", '/choose{"city": "北京"}')
    assert texts(chosen) == ["已选择 北京。"]
    go_on(bot, smaller, "e")
    assert texts(smaller.say("e", "2", "老王")) == ["抱歉，我没有听懂。"]
    assert slots_of(smaller, "e") == {"city": "北京"}
