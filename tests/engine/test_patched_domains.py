"""What is found out once about a domain is what Rasa finds out each time."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.core.actions import action
from rasa.core.actions.action import ActionExtractSlots
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from kefu.engine import patches
from tests.engine.compared import original_of
from tests.engine.dialogues import domain

patches.apply()

TYPES: list[dict[str, Any]] = [
    {"type": "custom"},
    {"type": "custom", "action": "action_of_slots"},
    {"type": "from_text"},
    {"type": "from_text", "conditions": [{"active_loop": "transfer_form"}]},
    {"type": "from_intent", "intent": "greet", "value": True},
    {"type": "from_entity", "entity": "city"},
]
VARIANTS = st.fixed_dictionaries(
    {"text": st.text("一二三", max_size=3)},
    optional={
        "channel": st.sampled_from(["kefu", "other"]),
        "condition": st.just([{"type": "slot", "name": "city", "value": "北京"}]),
    },
)


def with_mappings(mappings: list[dict[str, Any]]) -> Domain:
    return Domain.from_dict(
        {
            "intents": ["greet"],
            "entities": ["city"],
            "slots": {
                f"slot{number}": {"type": "text", "mappings": [mapping]}
                for number, mapping in enumerate(mappings)
            },
        }
    )


class ActionsOfSlots(EndpointConfig):
    """An action server whose one action fills a slot."""

    async def request(self, *_args: Any, **_kwargs: Any) -> Any:
        return {"events": [{"event": "slot", "name": "slot0", "value": "甲"}], "responses": []}


def extract(extracting: Any, domain: Domain) -> list[Any]:
    tracker = DialogueStateTracker("c", domain.slots)
    tracker.update(UserUttered("北京", {"name": "greet"}, [{"entity": "city", "value": "北京"}]))
    nlg = TemplatedNaturalLanguageGenerator({})
    here = ActionExtractSlots(ActionsOfSlots("http://nowhere"))
    found = asyncio.run(extracting(here, CollectingOutputChannel(), nlg, tracker, domain))
    return [(event.key, event.value) for event in found]


@given(st.lists(st.sampled_from(TYPES), max_size=4))
def test_slots_are_filled_as_before(mappings: list[dict[str, Any]]) -> None:
    here = with_mappings(mappings)
    expected = extract(original_of(ActionExtractSlots.run), here)
    for _ in range(2):
        assert extract(ActionExtractSlots.run, here) == expected


def test_words_fill_slots_as_soon_as_the_domain_has_such_a_slot() -> None:
    here = with_mappings([{"type": "custom"}])
    assert extract(ActionExtractSlots.run, here) == []
    here.slots = with_mappings([{"type": "from_text"}]).slots
    assert extract(ActionExtractSlots.run, here) == [("slot0", "北京")]


@pytest.mark.parametrize("here", [Domain.empty(), domain(), with_mappings([])])
def test_an_empty_domain_is_one_as_before(here: Domain) -> None:
    assert here.is_empty() is (here.as_dict() == Domain.empty().as_dict())


def test_rasas_own_actions_are_the_same_and_know_their_server() -> None:
    for server in (None, EndpointConfig("http://a"), EndpointConfig("http://b")):
        expected = original_of(action.default_actions)(server)
        for _ in range(2):
            actions = action.default_actions(server)
            assert [type(one) for one in actions] == [type(one) for one in expected]
            assert [list(vars(one).values()) for one in actions] == [
                list(vars(one).values()) for one in expected
            ]


@given(st.lists(VARIANTS, max_size=3), st.sampled_from([{}, {"city": "北京"}]))
def test_words_come_from_among_those_that_fit(
    variants: list[dict[str, Any]], filled: dict[str, Any]
) -> None:
    nlg = TemplatedNaturalLanguageGenerator({"utter_x": variants})
    original = original_of(TemplatedNaturalLanguageGenerator._random_response_for)
    for name in ("utter_x", "utter_y"):
        found = [nlg._random_response_for(name, "kefu", filled) for _ in range(8)]
        expected = [original(nlg, name, "kefu", filled) for _ in range(8)]
        if len(variants) < 2:
            assert list(map(id, found)) == list(map(id, expected))
        else:
            assert {id(one) for one in found} <= {id(one) for one in (*variants, None)}
            assert (found[0] is None) == (expected[0] is None)


def test_the_words_of_the_domain_are_never_changed() -> None:
    words = {"utter_x": [{"text": "您好 {city}", "buttons": [{"title": "{city}"}]}]}
    nlg = TemplatedNaturalLanguageGenerator(words)
    for city in ("北京", "上海"):
        said = nlg.generate_from_slots("utter_x", {"city": city}, "kefu")
        assert said == {"text": f"您好 {city}", "buttons": [{"title": city}]}
    assert words["utter_x"][0]["text"] == "您好 {city}"


@given(st.lists(st.sampled_from("甲乙丙"), min_size=1, max_size=6, unique=True), st.integers(1, 5))
def test_words_with_a_choice_are_not_those_said_last(words: list[str], turns: int) -> None:
    generator = TemplatedNaturalLanguageGenerator({"utter_x": [{"text": word} for word in words]})
    tracker = DialogueStateTracker("cv", [])
    said: list[str] = []
    for _ in range(turns):
        drawn = asyncio.run(generator.generate("utter_x", tracker, "kefu"))
        assert drawn is not None
        said.append(drawn["text"])
        tracker.update(BotUttered(drawn["text"], metadata={"utter_action": "utter_x"}))
    if len(words) > 1:
        assert all(earlier != later for earlier, later in pairwise(said))
