"""What can be said of a reported theft."""

from __future__ import annotations

from enum import StrEnum


class TheftStatement(StrEnum):
    """What the customer says of the transactions that look stolen, or why they say nothing."""

    NONE_MINE = "none_mine"
    SOME_MINE = "some_mine"
    ALL_MINE = "all_mine"
    UNSURE = "unsure"
    CANNOT_VERIFY = "cannot_verify"
    ONLY_FREEZE = "only_freeze"
    NOT_FROZEN = "not_frozen"
