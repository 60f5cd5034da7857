"""The data itself: complete, unambiguous, and readable by Rasa the way it was meant."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from ruamel.yaml import YAML

from kefu.core.privacy import REFERENCE, scrub
from kefu.evaluation.duplicates import pairs_between
from kefu.evaluation.utterances import Utterance, read_utterances
from kefu.nlu.extractor import RuleEntityExtractor
from kefu.nlu.lookups import read
from kefu.nlu.normalise import normalise
from tests.nlu.conftest import DATA

BUSINESS = frozenset(
    [
        "forgot_password",
        "change_password",
        "verification_code_not_received",
        "login_problem",
        "account_locked",
        "account_stolen",
        "freeze_account",
        "unfreeze_account",
        "transaction_failed",
        "deposit_not_arrived",
        "withdraw_issue",
        "refund",
        "dispute",
        "balance_query",
        "transaction_history",
        "limit_query",
        "fee_query",
        "deposit_howto",
        "withdraw_howto",
        "transfer_howto",
        "payment_howto",
        "bind_card",
        "unbind_card",
        "change_phone",
        "real_name_verification",
        "account_closure",
        "two_factor",
        "security_advice",
        "phishing_report",
        "human_agent",
        "complaint",
        "service_hours",
        "contact_channels",
        "register_account",
        "create_ticket",
        "ticket_status",
        "transcript_request",
        "callback_request",
    ]
)
SMALL_TALK = frozenset(
    [
        "greeting",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "cancel",
        "insult",
        "bot_challenge",
        "inform",
    ]
)
# Of an intent that somebody adds for their own company.
A_FEW = 20
ENOUGH = {
    **dict.fromkeys(BUSINESS, 300),
    **dict.fromkeys(SMALL_TALK, 100),
    "out_of_scope": 1500,
}


def intents(examples: Sequence[Message]) -> set[str]:
    return {example.get(INTENT) for example in examples}


def _plain(text: str) -> str:
    return normalise(text).strip(".,?!~ ")


def test_every_intent_of_the_contract_has_enough_examples(examples: Sequence[Message]) -> None:
    counts = Counter(example.get(INTENT) for example in examples)
    assert set(ENOUGH) <= set(counts)
    few = {intent: n for intent, n in counts.items() if n < ENOUGH.get(intent, A_FEW)}
    assert few == {}


def test_no_sentence_stands_twice(examples: Sequence[Message]) -> None:
    places = defaultdict(list)
    for example in examples:
        places[_plain(example.get(TEXT))].append(example.get(INTENT))
    assert {text: intents for text, intents in places.items() if len(intents) > 1} == {}


def test_every_intent_is_explained_once(examples: Sequence[Message]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "intents.md").read_text(encoding="utf-8")
    firsts = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    named = Counter(re.findall(r"`(\w+)`", " ".join(firsts)))
    assert set(ENOUGH) <= set(named) <= intents(examples)
    assert max(named.values()) == 1


@pytest.mark.parametrize("name", ["dev.tsv", "other_services.tsv"])
def test_nothing_of_what_judges_is_trained_on(examples: Sequence[Message], name: str) -> None:
    # Marks alone are nothing to the classifier, so they are neither learnt nor leaked.
    items = read_utterances(Path(__file__).parent / name)
    judged = [item.text for item in items if normalise(item.text)]
    trained = [text for item in examples if normalise(text := item.get(TEXT))]
    plain = {_plain(text) for text in trained}
    assert [text for text in judged if _plain(text) in plain] == []
    near = pairs_between(judged, trained)
    assert [(judged[pair.first], trained[pair.second]) for pair in near] == []


def test_keys_are_unique_and_an_intent_has_one_place() -> None:
    yaml = YAML(typ="safe")  # refuses duplicate keys
    places = Counter(
        item["intent"]
        for path in DATA.rglob("*.yml")
        for item in yaml.load(path.read_text(encoding="utf-8"))["nlu"]
    )
    assert {intent for intent, count in places.items() if count > 1} == set()


def test_references_to_personal_data_are_read_literally(examples: Sequence[Message]) -> None:
    texts = [example.get(TEXT) for example in examples]
    with_reference = [text for text in texts if "手机号:" in text]
    assert len(with_reference) > 20
    assert [text for text in with_reference if not REFERENCE.search(text)] == []


def test_what_customers_usually_say_is_not_hidden(examples: Sequence[Message]) -> None:
    """The few that lose something hold a phone number, a code or a password."""
    texts = [example.get(TEXT) for example in examples]
    hidden = [text for text in texts if scrub(text).text != text]
    assert len(hidden) * 1000 < len(texts)
    assert [text for text in hidden if not re.search(r"\d{3}|(?:\d ){3}|[六八\d]个", text)] == []


def test_every_annotation_is_what_the_extractor_finds(
    examples: Sequence[Message], extractor: RuleEntityExtractor
) -> None:
    annotated = 0
    missed = []
    for example in examples:
        message = Message(data={TEXT: example.get(TEXT)})
        extractor.process([message])
        found = {(item["entity"], item["start"], item["end"]) for item in message.get(ENTITIES)}
        for entity in example.get(ENTITIES, []):
            annotated += 1
            if (entity["entity"], entity["start"], entity["end"]) not in found:
                missed.append((message.get(TEXT), entity))
    assert missed == []
    assert annotated > 200


def test_development_set_covers_every_intent(
    examples: Sequence[Message], development_set: Sequence[Utterance]
) -> None:
    counts = Counter(item.intent for item in development_set)
    assert min(counts[intent] for intent in ENOUGH) >= 15
    assert len(development_set) >= 800
    also = set().union(*(item.also for item in development_set))
    assert set(counts) | also <= intents(examples)


@pytest.mark.parametrize(
    "kind", ["merchant", "payment_method", "transaction_kind", "failure_symptom"]
)
def test_lookup_lists_are_read(kind: str) -> None:
    assert len(read(DATA / "lookups")[kind]) > 15
