"""What `kefu journeys` tells is what the actions declare."""

from __future__ import annotations

import pytest

from actions._steps import Declaration, Verified, declare
from kefu import journeys
from kefu.core.verification import Purpose
from tests.actions.project import ROOT, domain


def test_the_page_is_that_of_the_declarations() -> None:
    page = (ROOT / "docs" / "journeys.md").read_text(encoding="utf-8")
    assert page == journeys.markdown(), "make generate"


def test_every_form_of_the_domain_is_listed() -> None:
    assert {journey.form for journey in journeys.journeys()} == set(domain()["forms"])
    assert journeys.table().row_count == len(domain()["forms"])


@pytest.mark.parametrize(
    ("form", "intent"), [("password_form", "a_new_intent"), ("a_new_form", "forgot_password")]
)
def test_what_one_journey_has_no_other_may_claim(form: str, intent: str) -> None:
    journeys.journeys()
    steps = (Verified(Purpose.UNLOCK),)
    with pytest.raises(ValueError, match="password_form"):
        declare(Declaration(form, "", (intent,), steps))
    assert "a_new_form" not in {journey.form for journey in journeys.journeys()}
