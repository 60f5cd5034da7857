"""Nothing is named that does not exist, and nothing exists that is not used."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, cast

import pytest
from rasa_sdk.executor import ActionExecutor

import actions
import kefu.core
import kefu.nlu
from actions import _refund_tickets
from actions._follow_ups import ANSWERED
from actions._guide_wishes import LIST, UNBIND
from actions._matters import action_for
from actions._picked import ANOTHER
from actions._refund_aim import RefundAim
from actions._steps import DESCRIPTION_SLOTS, declarations
from actions.service import SUBJECTS, TicketJourney
from actions.theft import TheftJourney
from actions.transaction import NONE_FAILED
from kefu.core.account import AccountStatus, RestrictionKind
from kefu.core.arrival import Whereabouts
from kefu.core.failure_question_words import FailureQuestion
from kefu.core.hearsay_words import Hearsay
from kefu.core.not_robbed_words import NotRobbed
from kefu.core.paper_words import PaperQuestion
from kefu.core.refund import RefundProgress, RefundRefusal
from kefu.core.refund_words import RefundQuestion
from kefu.core.relatives_theft_words import Beside
from kefu.core.theft_question_words import TheftQuestion
from kefu.core.ticket_question_words import TicketQuestion
from kefu.core.transaction import FailureReason
from kefu.core.verification import CodeChannel
from kefu.gateway.contract.cards import Card
from kefu.nlu.follow_ups import FollowUp
from kefu.nlu.lexicon import LEXICON
from kefu.nlu.normalise import fold
from kefu.services.account_lock import UnlockOutcome
from kefu.services.alarm import BOTS_FREEZE
from kefu.services.payment_password import Standing
from kefu.words.texts import texts
from tests.actions import project

ActionExecutor().register_package("actions")  # so that every journey is declared

# Names that the actions put together: each beginning with everything it may end in.
NAMED_BY_FACTS = [
    *(f"utter_transaction_reason_{reason}" for reason in FailureReason),
    *(f"utter_transaction_{chosen}_failed" for chosen in (NONE_FAILED, ANOTHER)),
    *(
        f"utter_transaction_choose{of}{how}"
        for of in ("", "_arrival")
        for how in ("", "_fitting", "_unmatched")
    ),
    *(
        f"utter_transaction_arrival_{where}"
        for where in Whereabouts
        if where is not Whereabouts.ARRIVED
    ),
    *(f"utter_transaction_arrival_arrived_{k}" for k in ("deposit", "withdrawal", "payment")),
    *(f"utter_transaction_{when}_{q}" for when in ("before", "told") for q in FailureQuestion),
    *(f"utter_service_answer_{question}" for question in TicketQuestion),
    *(f"utter_password_payment_{why}" for why in (Standing.USED_UP, Standing.NO_PAPER)),
    *(f"utter_password_payment_now_{how}" for how in ("set", "unchanged")),
    *(f"utter_security_two_factor_start_{switch}" for switch in ("on", "off", "state")),
    *(
        f"utter_security_two_factor_{switch}"
        for each in ("on", "off")
        for switch in (f"{each}_declined", f"already_{each}", f"state_{each}")
    ),
    *(f"utter_account_lock_{outcome}" for outcome in UnlockOutcome),
    *(f"utter_account_lock_now_{status}" for status in AccountStatus),
    *(f"utter_account_lock_held_{s}" for s in AccountStatus if s is not AccountStatus.ACTIVE),
    *(f"utter_guide_real_name_{question}" for question in PaperQuestion),
    *(f"utter_guide_card_start_{wish}" for wish in (LIST, UNBIND)),
    *(subject.opening for subject in SUBJECTS.values()),
    *(f"utter_refund_start_{aim}" for aim in RefundAim),
    *(f"utter_refund_lacks_{aim}" for aim in RefundAim if not aim.is_for_people),
    *(f"utter_refund_choose{how}" for how in ("", "_fitting", "_unmatched")),
    *(f"utter_refund_refused_{why}" for why in RefundRefusal),
    *(f"utter_refund_state_{where}" for where in RefundProgress),
    *(f"utter_refund_held_{state}" for state in ("frozen", "locked", "restricted")),
    *(f"utter_refund_held_first_{state}" for state in ("frozen", "locked", *RestrictionKind)),
    *(f"utter_refund_told_{q}" for q in RefundQuestion if q is not RefundQuestion.STATE),
    *_refund_tickets.CONSENT,
    *(f"utter_guide_{h}_{q}" for h in ("court", "expired_paper") for q in ("whom", "until")),
    *(f"utter_guide_{topic}_{asked}" for topic, all_ in ANSWERED.items() for asked in all_.split()),
    *(
        f"utter_theft_start_{reason}{state}"
        for reason in (*TheftJourney.begun_by, "device_lost")
        for state in ("", "_frozen")
    ),
    *(f"utter_theft_answer_{q}" for q in TheftQuestion if q is not TheftQuestion.FROZEN_ALREADY),
    *(f"utter_theft_answer_{state}" for state in ("frozen", "not_frozen", "state_unknown")),
    *(f"utter_theft_answer_{q}_frozen" for q in ("next", "amount", "password", "pause")),
    *(f"utter_theft_answer_{q}_frozen" for q in ("pushed_off", "family_card")),
    *("utter_theft_answer_pause_unknown", "utter_theft_answer_which_none"),
    "utter_theft_answer_which_unknown",
    *(f"utter_theft_relative_{what}" for what in Beside if what is not Beside.FREEZE),
    *(f"utter_theft_ask_what_happened{again}" for again in ("", "_again")),
    *(
        f"utter_theft_ask_{what}_{how}"
        for what in ("freeze", "account")
        for how in ("again", "otherwise")
    ),
    *(f"utter_theft_{done}" for done in ("only_frozen", "not_frozen")),
    *(f"utter_theft_heard_{heard}" for heard in (*Hearsay, *NotRobbed)),
    *(f"utter_theft_earlier_case_{state}" for state in ("frozen", "not_frozen")),
    *(f"utter_theft_case_stands_{state}" for state in ("frozen", "not_frozen")),
    *(f"utter_theft_taken_back_{done}" for done in ("unchanged", "frozen")),
    *(f"utter_theft_taken_back_queued{state}" for state in ("", "_frozen")),
    *(f"utter_verification_resent_{channel}" for channel in CodeChannel),
    # a theft is never left by cancelling: the case stays and a human comes
    *(
        f"utter_{journey.form.removesuffix('_form')}_cancelled"
        for journey in declarations()
        if journey.form != TheftJourney.form
    ),
]
_PAYLOAD = re.compile(r"/(\w+)(?:\{\{(.*)\}\})?")


def test_the_action_server_has_exactly_the_domains_actions() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    # rasa-sdk registers every action of the process, a test's own too
    ours = {
        name
        for name, run in executor.actions.items()
        if cast("Any", run).__self__.__module__.startswith("actions.")
    }
    assert ours == set(project.domain()["actions"])


def test_every_intent_has_exactly_one_rule() -> None:
    intents = Counter(
        step["intent"] for rule in project.rules() for step in rule["steps"] if "intent" in step
    )
    assert intents == Counter(project.domain()["intents"])


def test_intents_that_begin_a_journey_lead_to_its_form() -> None:
    begun = {
        rule["steps"][0]["intent"]: rule["steps"][1]["action"]
        for rule in project.rules()
        if "active_loop" in rule["steps"][-1]
    }
    assert begun == {i: journey.form for journey in declarations() for i in journey.begun_by}


def test_what_a_matter_leads_to_is_what_its_rule_says() -> None:
    for rule in project.rules():
        intent, answer = rule["steps"][0]["intent"], rule["steps"][1]["action"]
        if intent in texts().topics.intents:
            assert action_for(intent) == answer


def test_what_can_be_asked_further_is_a_question() -> None:
    for known in ANSWERED.values():
        assert set(known.split()) <= set(FollowUp)


def test_the_domain_has_the_forms_that_are_declared_with_their_steps() -> None:
    forms = {f: described["required_slots"] for f, described in project.domain()["forms"].items()}
    assert {journey.form: list(journey.asks) for journey in declarations()} == forms


def test_one_topic_word_finds_all_files_of_an_intent() -> None:
    for topic, rules in project.rules_by_topic().items():
        for rule in rules:
            intent, answer = rule["steps"][0]["intent"], rule["steps"][1]["action"]
            assert project.example_file(intent).parent.name == topic
            if answer == TicketJourney.form:
                answer = SUBJECTS[intent].opening
            assert re.match(f"(utter_|action_|){topic}_", answer), (intent, answer)


def test_responses_stand_in_their_topics_file() -> None:
    for topic, names in project.responses_by_topic().items():
        strangers = [n for n in names if not re.match(f"utter_(ask_)?(\\w+_form_)?{topic}_", n)]
        assert strangers == [], topic


def test_topics_on_buttons_are_intents() -> None:
    assert set(texts().topics.intents) <= set(project.domain()["intents"])


def test_every_subject_has_a_name_and_every_name_a_subject() -> None:
    names = texts().topics
    subjects = {*SUBJECTS, *_refund_tickets.TITLES.values()}
    assert set(names.subjects) <= subjects <= {*names.intents, *names.subjects}


def test_no_response_is_defined_twice() -> None:
    assert project.defined_twice() == []


def test_every_response_named_in_code_or_rules_exists() -> None:
    whole, beginnings = project.spoken()
    in_rules = {
        step["action"]
        for rule in project.rules()
        for step in rule["steps"]
        if step.get("action", "").startswith("utter_")
    }
    defined = set(project.responses())
    assert whole | in_rules <= defined
    assert all(any(name.startswith(start) for name in defined) for start in beginnings)


@pytest.mark.parametrize("name", NAMED_BY_FACTS)
def test_every_response_whose_name_ends_with_a_fact_exists(name: str) -> None:
    assert name in project.responses()


def test_every_response_is_used() -> None:
    in_rules = {step.get("action") for rule in project.rules() for step in rule["steps"]}
    asked = {
        f"utter_ask_{prefix}{slot}"
        for form, described in project.domain()["forms"].items()
        for slot in described["required_slots"]
        for prefix in ("", f"{form}_")
    }
    whole, _ = project.spoken()
    used = whole | in_rules | asked | set(NAMED_BY_FACTS)
    assert set(project.responses()) - used == set()


def test_slots_in_code_and_domain_are_the_same() -> None:
    in_tables = {slot for journey in declarations() for slot in journey.slots} | {
        "service_offer",
        *DESCRIPTION_SLOTS,
    }
    in_code = project.slots_in_code() | in_tables
    assert in_code == set(project.domain()["slots"])


def test_features_in_code_and_lexicon_are_the_same() -> None:
    assert project.features_in_code() == set(LEXICON)


def patterns() -> Iterator[re.Pattern[str]]:
    """Every pattern that reads what customers write, but for a first glance at it `_UNFOLDED`."""
    for package in (actions, kefu.core, kefu.nlu):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            if found.name == "kefu.core.script":  # writes traditional characters, and reads none
                continue
            module = importlib.import_module(found.name)
            yield from (
                pattern
                for name, pattern in vars(module).items()
                if isinstance(pattern, re.Pattern) and not name.startswith("_UNFOLDED")
            )
    for feature in LEXICON.values():
        yield from filter(None, (feature.words, feature.unless))


def test_no_pattern_spells_both_scripts() -> None:
    both = [
        (pattern.pattern, character)
        for pattern in patterns()
        for character in pattern.pattern
        if "\u4e00" <= character <= "\u9fff" and fold(character) != character
    ]
    assert both == []


def test_no_slot_decides_by_itself() -> None:
    for name, slot in project.domain()["slots"].items():
        assert slot.get("influence_conversation", slot["type"] != "any") is False, name
        assert slot["mappings"] == [{"type": "custom"}], name


def test_buttons_lead_somewhere() -> None:
    intents, entities = project.domain()["intents"], project.domain()["entities"]
    for name, variations in project.responses().items():
        for button in [b for v in variations for b in v.get("buttons", [])]:
            match = _PAYLOAD.fullmatch(button["payload"])
            assert match, (name, button)
            assert match[1] in intents, (name, button)
            for entity in re.findall(r'"(\w+)":', match[2] or ""):
                assert entity in entities, (name, button)


def test_a_question_has_one_filled_button_at_most() -> None:
    filled = 0
    for name, variations in project.responses().items():
        for variation in variations:
            styles = [b["style"] for b in variation.get("buttons", []) if "style" in b]
            assert set(styles) <= {"primary", "danger"}, name
            assert styles.count("primary") <= 1, name
            filled += len(styles)
    assert filled


def test_cards_are_those_of_the_contract_and_have_a_text_beside_them() -> None:
    for name, variations in project.responses().items():
        for variation in variations:
            assert variation["text"].strip(), name
            card = variation.get("custom", {}).get("card")
            if card is not None:
                Card.model_validate(card)


def test_the_bot_keeps_its_voice() -> None:
    for name, variations in project.responses().items():
        for variation in variations:
            text = variation["text"]
            assert not re.search(r"[!！]", text), name
            assert not re.search(r"[\u4e00-\u9fff][,;:?]", text), f"{name}: half-width punctuation"
            assert len(text) <= 160, name


def test_the_button_of_the_freeze_question_is_the_one_that_people_know_of() -> None:
    (shown,) = {
        button["payload"].replace("{{", "{").replace("}}", "}")
        for response in ("utter_theft_ask_freeze", "utter_theft_case_not_frozen")
        for variation in project.responses()[response]
        for button in variation["buttons"]
        if button["title"] == "立即冻结"
    }
    assert shown == BOTS_FREEZE
