"""What the declared steps promise: an open question is put otherwise, then with another way."""

from __future__ import annotations

import pytest

from actions._steps import Confirmed, Declaration
from kefu import journeys
from tests.actions import project

QUESTIONS = [
    (journey, slot)
    for journey in journeys.journeys()
    for step in journey.steps
    for slot in step.asks
    if step.again_at(slot)
]


def payloads(response: str) -> list[str]:
    """Where the buttons of a response lead."""
    (variation,) = project.responses()[response]
    return [button["payload"] for button in variation["buttons"]]


@pytest.mark.parametrize(
    ("journey", "slot"), QUESTIONS, ids=[f"{journey.form} {slot}" for journey, slot in QUESTIONS]
)
def test_an_open_question_ends_with_another_way_and_a_human(
    journey: Declaration, slot: str
) -> None:
    step = journey.step_asking(slot)
    assert step is not None
    again = step.again_at(slot)
    assert len(set(again)) == len(again) >= 3
    for response in again[-2:]:
        assert "/human_agent" in payloads(response), response
        assert len(payloads(response)) > 1, response


def test_questions_that_stay_open_are_asked_otherwise() -> None:
    asked = {slot for _, slot in QUESTIONS}
    assert {"verification_account", "password_set", "service_consent"} <= asked


@pytest.mark.parametrize("journey", journeys.journeys(), ids=lambda journey: journey.form)
def test_who_loses_something_by_leaving_can_go_on(journey: Declaration) -> None:
    for step in journey.steps:
        if step.leaving is not None:
            assert payloads(step.leaving) == ["/affirm", "/cancel"]


def test_a_ticket_is_only_left_after_a_question() -> None:
    (consent,) = (
        step
        for journey in journeys.journeys()
        if journey.form == "service_form"
        for step in journey.steps
        if isinstance(step, Confirmed)
    )
    assert consent.leaving is not None
    assert consent.named_by is not None
