"""Repaired Rasa behaves like the original, and differs exactly where it should.

The originals are the ones that the repairs keep to call.
"""

from __future__ import annotations

import asyncio
import copy
import inspect
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import structlog
from rasa.core.actions.action import ActionExecutionRejection, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.policies.policy import Policy
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.tracker_store import (
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    SQLTrackerStore,
    TrackerStore,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event, UserUttered
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

from kefu.engine import patches
from kefu.engine.action_client import ActionEndpoint
from kefu.engine.patches import speed
from kefu.engine.patches.actions import ActionServerUnavailable
from kefu.engine.tracker_store import SnapshotTrackerStore
from tests.engine import scripted_dialogue
from tests.engine.compared import original_of
from tests.engine.dialogues import Conversation, domain, play, slots
from tests.engine.harness import ROOT

patches.apply()


@pytest.fixture(scope="module")
def model(project: Path) -> Path:
    return project / "models" / "bot.tar.gz"


@pytest.fixture
def agent(model: Path) -> Agent:
    return Agent.load(model, action_endpoint=scripted_dialogue.ScriptedActions("http://nowhere"))


def test_whole_dialogue_is_the_same_as_with_plain_rasa(model: Path) -> None:
    def run(*arguments: str) -> Any:
        command = [sys.executable, scripted_dialogue.__file__, str(model), *arguments]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false"}
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, timeout=120
        )
        return json.loads(done.stdout.splitlines()[-1])

    plain, repaired = run(), run("--repaired")
    assert repaired == plain
    assert any(event.get("name") == "transfer_form" for event in plain[1])


def test_another_release_of_rasa_is_refused() -> None:
    patches.require_supported("3.6.21")
    for other in ("3.6.20", "3.6.21.post1", "3.7.0", ""):
        with pytest.raises(patches.UnsupportedRasa, match=r"3\.6\.21"):
            patches.require_supported(other)


def test_applying_twice_changes_nothing() -> None:
    before = (Event.resolve_by_type, RemoteAction.run, RulePolicy._find_action_from_rules)
    patches.apply()
    assert (Event.resolve_by_type, RemoteAction.run, RulePolicy._find_action_from_rules) == before


class TestEventTypes:
    original = staticmethod(original_of(Event.resolve_by_type))

    def test_every_type_is_found_as_before(self) -> None:
        names = {subclass.type_name for subclass in all_subclasses(Event)} - {None}
        assert len(names) > 15
        for name in [*names, *names]:
            assert Event.resolve_by_type(name) is self.original(name)

    def test_unknown_types_are_treated_as_before(self) -> None:
        assert Event.resolve_by_type("topic") is None
        for _ in range(2):
            assert Event.resolve_by_type("nothing", UserUttered) is UserUttered
            with pytest.raises(ValueError, match="Unknown event name 'nothing'"):
                Event.resolve_by_type("nothing")


def test_debug_logs_still_show_the_states(agent: Agent) -> None:
    with structlog.testing.capture_logs() as logs:
        asyncio.run(agent.handle_text("你好"))
    entry = next(log for log in logs if log["event"] == "rule_policy.actions.find")
    assert "user intent: greet" in repr(entry["current_states"])
    assert any(log["event"] == "processor.actions.log" for log in logs)


def test_states_are_rendered_as_before() -> None:
    states = [{}, {"user": {"intent": "greet"}, "prev_action": {"action_name": "action_listen"}}]
    original = original_of(Policy.format_tracker_states)
    assert repr(Policy.format_tracker_states(states)) == original(states)


class TestTextRules:
    original = staticmethod(original_of(RulePolicy._find_action_from_rules))

    def policy(self, agent: Agent) -> RulePolicy:
        assert agent.processor is not None
        nodes = agent.processor.graph_runner._instantiated_nodes.values()
        return next(n._component for n in nodes if isinstance(n._component, RulePolicy))

    def test_answer_for_text_is_as_before(self, agent: Agent) -> None:
        policy = self.policy(agent)
        assert not speed._has_text_rules(policy)
        for number, text in enumerate(scripted_dialogue.DIALOGUE):
            asyncio.run(agent.handle_text(text, sender_id="c"))
            tracker = asyncio.run(agent.tracker_store.retrieve("c"))
            tracker.update(UserUttered(f"随便 {number}", {"name": "greet"}))
            repaired = policy._find_action_from_rules(tracker, agent.domain, True)
            action, _, unhappy = self.original(policy, tracker, agent.domain, True)
            assert (repaired[0], repaired[2]) == (action, unhappy)

    def test_rule_with_a_text_is_still_found(self, agent: Agent) -> None:
        policy = self.policy(agent)
        listen = {"action_name": "action_listen"}
        key = json.dumps([{"prev_action": listen, "user": {"text": "芝麻开门"}}])
        rules = {**policy.lookup[RULES], key: "utter_greet"}
        policy.lookup = {**policy.lookup, RULES: rules}
        assert speed._has_text_rules(policy)
        asyncio.run(agent.handle_text("你好", sender_id="c"))
        tracker = asyncio.run(agent.tracker_store.retrieve("c"))
        tracker.update(UserUttered("芝麻开门", {"name": "faq"}))
        found = policy._find_action_from_rules(tracker, agent.domain, True)
        assert found == self.original(policy, tracker, agent.domain, True)
        assert found[0] == "utter_greet"


class TestActionSchema:
    original = staticmethod(original_of(RemoteAction._validate_action_result))
    action = RemoteAction("action_balance", None)

    @pytest.mark.parametrize(
        "result",
        [
            {},
            {"events": [], "responses": []},
            {"events": [{"event": "slot", "name": "a", "value": [1]}], "responses": [{}]},
            {"events": [{"event": "restart"}], "responses": [{"text": "好"}]},
            {"events": [{"event": "slot", "name": "a", "value": None, "timestamp": 1.5}]},
            {"events": [{"event": "followup", "name": "a", "timestamp": None, "metadata": {}}]},
            {"events": [{"event": "action", "name": "a"}, {"event": "user", "text": "好"}]},
        ],
    )
    def test_good_answers_pass_as_before(self, result: dict[str, Any]) -> None:
        assert self.action._validate_action_result(copy.deepcopy(result)) is True
        assert self.original(self.action, result) is True

    @pytest.mark.parametrize(
        "result",
        [
            None,
            [],
            {"events": {}},
            {"responses": [1]},
            {"events": [{"event": "unheard-of"}]},
            {"events": [{"event": ["slot"], "name": "a", "value": 1}]},
            {"events": [{"event": "slot", "name": "a"}]},
            {"events": [{"event": "slot", "name": 1, "value": 1}]},
            {"events": [{"event": "restart", "timestamp": "now"}]},
            {"events": [{"event": "restart", "metadata": []}]},
        ],
    )
    def test_bad_answers_are_refused_in_the_same_words(self, result: Any) -> None:
        with pytest.raises(jsonschema.ValidationError) as before:
            self.original(self.action, result)
        with pytest.raises(jsonschema.ValidationError) as after:
            self.action._validate_action_result(result)
        assert after.value.message == before.value.message


class Failing(scripted_dialogue.ScriptedActions):
    """An action server that is not there any more once ``error`` is set."""

    error: Exception | None = None

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        if self.error is not None:
            raise self.error
        return await super().request(*args, **kwargs)


class TestFailingActions:
    @pytest.mark.parametrize(("first", "text"), [("你好", "余额"), ("转账", "一百")])
    @pytest.mark.parametrize("error", [ConnectionError("down"), TimeoutError(), KeyError("x")])
    def test_turn_is_aborted_and_not_saved(
        self, model: Path, first: str, text: str, error: Exception
    ) -> None:
        actions = Failing("http://nowhere")
        agent = Agent.load(model, action_endpoint=actions)
        asyncio.run(agent.handle_text(first, sender_id="c"))
        before = asyncio.run(agent.tracker_store.retrieve("c"))
        actions.error = error
        with pytest.raises(ActionServerUnavailable) as caught:
            asyncio.run(agent.handle_text(text, sender_id="c"))
        assert caught.value.__cause__ is error
        assert asyncio.run(agent.tracker_store.retrieve("c")) == before
        actions.error = None
        assert asyncio.run(agent.handle_text(text, sender_id="c"))

    def test_rejection_is_part_of_the_dialogue(self, model: Path) -> None:
        actions = Failing("http://nowhere")
        actions.error = ActionExecutionRejection("x", "no")
        agent = Agent.load(model, action_endpoint=actions)
        asyncio.run(agent.handle_text("余额", sender_id="c"))
        tracker = asyncio.run(agent.tracker_store.retrieve("c"))
        assert any(event.type_name == "action_execution_rejected" for event in tracker.events)

    def test_silent_server_is_given_up(self, model: Path) -> None:
        with socket.socket() as silent:
            silent.bind(("127.0.0.1", 0))
            silent.listen()
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"

            async def ask() -> None:
                endpoint = ActionEndpoint(url, None, timeout_seconds=0.2)
                agent = Agent.load(model, action_endpoint=endpoint)
                try:
                    await agent.handle_message(UserMessage("余额"))
                finally:
                    await endpoint.close()

            with pytest.raises(ActionServerUnavailable):
                asyncio.run(ask())


class Broken(TrackerStore):
    """A store whose database is away."""

    async def retrieve(self, sender_id: str) -> Any:
        raise ConnectionError("away")

    async def save(self, tracker: Any) -> None:
        raise ConnectionError("away")


class TestStores:
    def test_rasa_itself_hides_a_failing_store(self) -> None:
        wrapped = FailSafeTrackerStore(Broken(domain()))
        assert asyncio.run(wrapped.retrieve("c")) is None

    def test_failing_store_is_not_hidden_any_more(self) -> None:
        agent = Agent(domain(), tracker_store=Broken(domain()))
        with pytest.raises(ConnectionError):
            asyncio.run(agent.tracker_store.retrieve("c"))
        with pytest.raises(ConnectionError):
            asyncio.run(agent.tracker_store.save(agent.tracker_store.init_tracker("c")))

    def test_without_a_store_conversations_are_kept_in_memory_as_before(self) -> None:
        assert isinstance(Agent(domain()).tracker_store, InMemoryTrackerStore)

    @pytest.mark.parametrize("name", ["no.such.Store", "kefu.engine.tracker_store.NoSuchStore"])
    def test_mistyped_store_is_an_error(self, name: str) -> None:
        with pytest.raises(ImportError):
            TrackerStore.create(EndpointConfig(type=name))

    def test_named_store_is_created(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("KEFU_DATABASE_URL", raising=False)
        url = f"sqlite:///{tmp_path / 'kefu.db'}"
        name = f"{SnapshotTrackerStore.__module__}.{SnapshotTrackerStore.__name__}"
        assert isinstance(
            TrackerStore.create(EndpointConfig(url=url, type=name)), SnapshotTrackerStore
        )

    def test_rasas_sql_store_works_with_sqlalchemy_2(self, tmp_path: Path) -> None:
        store = SQLTrackerStore(Domain.empty(), db=str(tmp_path / "rasa.db"))
        store.domain.slots = slots()
        conversation = Conversation()
        play(conversation, [("fact", "一")])
        tracker = store.init_tracker("c")
        for event in conversation.events:
            tracker.update(event)
        asyncio.run(store.save(tracker))
        again = asyncio.run(store.retrieve("c"))
        assert again is not None
        assert again.current_slot_values() == tracker.current_slot_values()

    @pytest.mark.parametrize(
        ("arguments", "url"),
        [
            ({"db": "a.db"}, "sqlite:///a.db"),
            ({"host": "postgresql://u@h/d"}, "postgresql://u@h/d"),
            (
                {"dialect": "postgresql", "host": "h:5433", "db": "d", "username": "u"},
                "postgresql://u@h:5433/d",
            ),
            (
                {"dialect": "postgresql", "host": "h", "port": 1, "db": "d", "login_db": "l"},
                "postgresql://h:1/l",
            ),
        ],
    )
    def test_url_is_built_from_the_same_parts(self, arguments: dict[str, Any], url: str) -> None:
        assert str(SQLTrackerStore.get_db_url(**arguments)) == url


def _training_parts() -> list[TrainingData]:
    """Two files' worth of examples, some of them the same, and what stands beside them."""

    def example(text: str, intent: str, entity: str | None = None) -> Message:
        entities = [{"entity": entity, "start": 0, "end": 1, "value": text[0]}] if entity else []
        return Message(data={"text": text, "intent": intent, "entities": entities})

    first = [example("退款", "refund "), example("退款", "refund"), example("退款", "dispute")]
    second = [
        example("退款", "refund"),
        example("退款", "refund", "amount"),
        Message(data={"intent": "refund"}),
        Message(data={"intent": "refund"}),
        Message(data={"action_name": "action_listen"}),
        Message(data={"text": "为什么", "intent": "faq", "response": "faq/a "}),
    ]
    return [
        TrainingData(first, {"工行": "工商银行"}, [{"name": "n", "pattern": "1"}]),
        TrainingData(
            second,
            {"建行": "建设银行"},
            lookup_tables=[{"name": "merchant", "elements": ["美团"]}],
            responses={"utter_faq/a": [{"text": "好"}]},
        ),
    ]


def test_training_data_merges_as_before() -> None:
    """The original, in a process without repairs, gives the same digest of every merged member."""
    repaired = _training_parts()
    merged = TrainingData().merge(repaired[0], None, repaired[1])
    assert [item.get("intent") for item in merged.training_examples[:2]] == ["refund", "dispute"]
    original = subprocess.run(
        [sys.executable, "-c", _MERGE_WITH_PLAIN_RASA],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert original.stdout.split() == [
        merged.fingerprint(),
        *(example.fingerprint() for example in merged.training_examples),
    ]


def test_two_meanings_of_a_synonym_are_still_told() -> None:
    one, two = (TrainingData(entity_synonyms={"工行": name}) for name in ("工商银行", "工作银行"))
    with pytest.warns(UserWarning, match="工行"):
        one.merge(two)


_MERGE_WITH_PLAIN_RASA = f"""
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
{inspect.getsource(_training_parts).replace("-> list[TrainingData]", "")}
parts = _training_parts()
merged = TrainingData().merge(parts[0], None, parts[1])
print(merged.fingerprint(), *(example.fingerprint() for example in merged.training_examples))
"""
