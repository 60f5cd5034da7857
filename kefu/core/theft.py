"""What can be said of a reported theft."""

from __future__ import annotations

from dataclasses import dataclass
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
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True)
class ToldOfTheft:
    """What the customer told of a theft in their own words (scrubbed, as stored)."""

    report: str = ""
    amounts_fen: tuple[int, ...] = ()
    own: tuple[str, ...] = ()
    """Ids of listed transactions that are the customer's own after all."""

    @property
    def amount_fen(self) -> int | None:
        """What is gone by the customer's account; None when nothing was told."""
        return sum(self.amounts_fen) or None
