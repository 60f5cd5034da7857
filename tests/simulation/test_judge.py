"""What counts as reached, and what as a wrong effect."""

from __future__ import annotations

from typing import Any

import pytest

from kefu.simulating.judge import GoalJudge
from kefu.simulating.schema import Goal
from kefu.simulating.world import WorldState

MINE, OTHERS = "13800000001", "13800000002"
PLACE = {"reason": "theft", "skill_group": "security", "priority": "urgent"}


def state(tickets: list[dict[str, Any]] | None = None, **mine: Any) -> WorldState:
    wallet = {"status": "active", "sessions": ["s"], "refunds": [], "password_changed_at": "then"}
    return WorldState({MINE: wallet | mine, OTHERS: wallet}, tickets or [])


def ticket(**parts: Any) -> dict[str, Any]:
    filled = {"number": "T1", "kind": "general", "priority": "normal", "subject": "退款"}
    return {**filled, "facts": {"amount": "259"}, **parts}


class Told(GoalJudge):
    """Whose lines alone are looked at."""

    def lines(self, now: WorldState, owner: str, said: str) -> list[str]:
        return [missing.text for missing in self.missing(now, owner, said)]


def judge(goal: dict[str, Any]) -> Told:
    return Told(Goal.model_validate(goal), MINE, state([ticket(number="T0")]))


def test_a_frozen_account_is_reached_and_right() -> None:
    now = state([ticket(number="T0")], status="frozen", sessions=[])
    assert judge({"account": ["frozen"]}).lines(now, "bot", "") == []
    assert judge({"account": ["frozen"]}).wrong(now) == []


def test_a_refund_asked_for_is_reached_and_right() -> None:
    now = state([ticket(number="T0")], refunds=[{"status": "requested"}])
    wanted = judge({"account": ["refund_requested"]})
    assert wanted.lines(now, "bot", "") == []
    assert wanted.wrong(now) == []
    assert wanted.lines(state(), "bot", "") == ["account is not refund_requested"]


def test_an_effect_that_nobody_wanted_is_wrong() -> None:
    now = state([ticket(number="T0")], status="frozen", sessions=[])
    assert judge({}).wrong(now) == [
        f"wallet of {MINE}: status: active → frozen",
        f"wallet of {MINE}: sessions: ['s'] → []",
    ]


def test_another_effect_than_the_wanted_one_is_wrong_and_not_reached() -> None:
    now = state([ticket(number="T0")], password_changed_at="now")
    assert judge({"account": ["frozen"]}).lines(now, "bot", "") == ["account is not frozen"]
    assert len(judge({"account": ["frozen"]}).wrong(now)) == 1


def test_an_effect_on_another_account_is_wrong() -> None:
    now = state([ticket(number="T0")])
    now.wallets[OTHERS] = {**now.wallets[OTHERS], "status": "frozen"}
    assert judge({"account": ["frozen"]}).wrong(now) == [
        f"wallet of {OTHERS}: status: active → frozen"
    ]


@pytest.mark.parametrize(
    ("wanted", "is_there"),
    [
        ({}, True),
        ({"says": ["退款"]}, True),
        ({"says": ["充值|259"]}, True),
        ({"says": ["充值"]}, False),
        ({"kind": "theft_case"}, False),
        ({"priority": "urgent"}, False),
    ],
)
def test_a_ticket_fits_by_what_is_named(wanted: dict[str, Any], is_there: bool) -> None:
    now = state([ticket(), ticket(number="T0")])
    assert (judge({"tickets": [wanted]}).lines(now, "bot", "") == []) is is_there
    assert (judge({"tickets": [wanted]}).wrong(now) == []) is is_there


def test_a_second_ticket_of_a_kind_is_wrong() -> None:
    now = state([ticket(), ticket(number="T2"), ticket(number="T0")])
    assert judge({"tickets": [{}]}).wrong(now) == ["unwanted ticket T2 general: 退款"]
    assert judge({"tickets": [{}], "may_tickets": [{}]}).wrong(now) == []


def test_a_hand_off_is_compared_and_else_not_wanted() -> None:
    now = WorldState(state().wallets, [], PLACE)
    both = judge({"handoff": {"reason": "theft", "group": "security"}})
    assert both.lines(now, "queued", "") == []
    other = judge({"handoff": {"reason": "complaint"}})
    assert other.lines(now, "queued", "") == ["hand-off: reason is theft, not complaint"]
    assert judge({}).lines(now, "queued", "") == ["handed over for theft, which was not wanted"]
    assert judge({"may_handoff": True}).lines(now, "queued", "") == []
    assert judge({"handoff": {}}).lines(state(), "bot", "") == ["no hand-off (any)"]


def test_words_are_looked_for_in_all_that_was_said() -> None:
    asked = judge({"told": ["余额不足|超过限额"], "untold": ["冻结"]})
    assert asked.lines(state(), "bot", "原因是余额不足") == []
    assert asked.lines(state(), "bot", "已冻结") == [
        "never told: 余额不足|超过限额",
        "was told: 冻结",
    ]


def test_what_is_missing_names_its_part_of_the_goal() -> None:
    goal = {"account": ["frozen"], "tickets": [{}], "handoff": {}, "told": ["好"]}
    missing = judge(goal).missing(state(), "bot", "")
    assert [one.part for one in missing] == ["account", "tickets", "handoff", "told"]
