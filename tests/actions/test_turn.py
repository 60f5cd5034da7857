"""What an action reads from Rasa's events, and how short answers are understood."""

from __future__ import annotations

from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import _described
from actions._past import Moment
from actions._turn import Turn
from kefu.nlu.keys import LEXICAL_FEATURES

USER = {"event": "user"}
LISTEN = {"event": "action", "name": "action_listen"}


def turn(
    events: list[dict[str, Any]] | None = None,
    *,
    text: str = "",
    intent: str = "inform",
    entities: list[dict[str, Any]] | None = None,
    slots: dict[str, Any] | None = None,
    form: str | None = None,
    features: list[str] | None = None,
) -> Turn:
    message = {"text": text, "intent": {"name": intent}, "entities": entities or []}
    if features is not None:
        message[LEXICAL_FEATURES] = features
    loop = {"name": form} if form else {}
    tracker = Tracker("cv", slots or {}, message, events or [], False, None, loop, None)
    return Turn(CollectingDispatcher(), tracker)


@pytest.mark.parametrize(
    ("said", "intent"),
    [("好", "affirm"), ("嗯嗯。", "affirm"), ("OK", "affirm"), ("不要", "deny"), ("没有", "deny")],
)
def test_an_answer_of_one_word_is_understood(said: str, intent: str) -> None:
    assert turn(text=said, intent="greeting").intent == intent


@pytest.mark.parametrize("said", ["好的钱包", "不知道", "可以退款吗", "没有到账"])
def test_a_sentence_is_left_to_the_classifier(said: str) -> None:
    assert turn(text=said, intent="refund").intent == "refund"


@pytest.mark.parametrize(
    ("events", "moment"),
    [
        ([USER, {"event": "active_loop", "name": "f"}], Moment.START),
        ([USER, {"event": "action", "name": "f"}], Moment.ANSWER),
        ([USER, {"event": "action_execution_rejected", "name": "f"}], Moment.RETURN),
        ([USER, {"event": "active_loop", "name": "f"}, LISTEN, USER], Moment.ANSWER),
        (
            [
                USER,
                {"event": "action_execution_rejected", "name": "g"},
                {"event": "active_loop", "name": "f"},
            ],
            Moment.START,
        ),
    ],
)
def test_the_moment_is_read_from_this_turn_alone(
    events: list[dict[str, Any]], moment: Moment
) -> None:
    assert turn(events).moment("f") is moment


def test_the_question_of_an_earlier_form_is_not_this_forms() -> None:
    begun = turn(
        [USER, {"event": "active_loop", "name": "f"}], slots={"requested_slot": "x"}, form="f"
    )
    going_on = turn([USER], slots={"requested_slot": "x"}, form="f")
    assert begun.asked is None
    assert going_on.asked == "x"


def test_an_offer_holds_for_one_turn() -> None:
    offer = {"event": "slot", "name": "service_offer", "value": "resume"}
    assert turn([USER, offer, LISTEN, USER]).offered() == "resume"
    assert turn([USER, offer, LISTEN, USER, LISTEN, USER]).offered() is None
    taken_back = {**offer, "value": None}
    assert turn([USER, offer, taken_back, LISTEN, USER]).offered() is None
    assert turn([USER, offer]).offered() is None


def test_turns_in_a_row_end_with_the_first_other_one() -> None:
    miss, other = {"event": "action", "name": "m"}, {"event": "action", "name": "o"}
    assert turn([USER, miss, USER, miss, USER]).in_a_row("m") == 2
    assert turn([USER, miss, USER, other, USER]).in_a_row("m") == 0


def test_who_corrects_themselves_says_it_right_last() -> None:
    both = [{"entity": "amount", "value": "1.00"}, {"entity": "amount", "value": "2.00"}]
    assert turn(entities=both).entity("amount") == "2.00"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("第二笔", "b"),
        ("第 3 个", "c"),
        ("第九笔", None),
        ("最近的那笔", "a"),
        ("最后一个", "c"),
        ("第二筆", "b"),
        ("最後一個", "c"),
        ("第３條", "c"),
        ("最近我在淘宝买了很多东西都付不了款", None),
        ("都可以", None),
    ],
)
def test_pointing_at_the_list(said: str, expected: str | None) -> None:
    assert _described.pointed_at(turn(text=said), ["a", "b", "c"]) == expected


def test_facts_become_a_search() -> None:
    told = turn(
        entities=[
            {"entity": "amount", "value": "200.00"},
            {"entity": "merchant", "value": "美团"},
            {"entity": "time", "value": "2026-11-21T00:00:00+08:00", "grain": "day"},
        ]
    )
    assert _described.note_facts(told)
    found = _described.facts(told)
    assert (found["amount_fen"], found["counterparty"], found["whole_day"]) == (20000, "美团", True)
    searches = list(_described.ever_less(found))
    assert [sorted(search) for search in searches] == [
        ["amount_fen", "at", "counterparty", "whole_day"],
        ["amount_fen", "counterparty"],
        ["amount_fen"],
        [],
    ]


@pytest.mark.parametrize("said", ["５０元的那笔", "50塊那筆", "电费50块的那个", "電費50塊的那個"])
def test_facts_are_read_in_either_script_and_width(said: str) -> None:
    told = turn(text=said)
    assert _described.note_facts(told)
    assert told.slot("transaction_amount") == "50"
    assert told.slot("transaction_merchant") == ("电网" if len(said) > 6 else None)


def test_what_the_nlu_found_counts() -> None:
    assert turn(text="先別凍結", features=["asks"]).has("asks")
    assert not turn(text="都不是我轉的", features=[]).has("disowns_all")


def test_words_that_never_passed_the_nlu_show_the_same() -> None:
    assert turn(text="都不是我轉的").has("disowns_all")
    assert not turn(text="凍結吧").has("disowns_all")


def test_a_feature_that_the_lexicon_does_not_have_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="shouts"):
        turn(text="喂").has("shouts")


def test_nothing_told_is_one_search() -> None:
    assert list(_described.ever_less({})) == [{}]


def test_a_month_is_too_vague_to_search_by() -> None:
    vague = [{"entity": "time", "value": "2026-10-01T00:00:00+08:00", "grain": "month"}]
    assert not _described.note_facts(turn(entities=vague))
