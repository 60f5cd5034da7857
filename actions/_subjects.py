"""What a ticket can be about. Each topic declares its own; the ticket's journey reads them all.

Data only: how a ticket is taken down is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kefu.words.texts import texts

if TYPE_CHECKING:
    from actions._turn import Turn


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing a ticket can be about, begun with the response ``utter_<topic>_start_<name>``.

    Its name is an intent, or finer: then it is meant by one of the intents `of` `when` the words or
    what went before say so.
    """

    name: str
    topic: str
    about_money: bool = False
    of: tuple[str, ...] = ()
    when: Callable[[Turn], bool] | None = None

    @property
    def title(self) -> str:
        """What it is called."""
        return texts().topics.name(self.name)

    @property
    def opening(self) -> str:
        """What is said first."""
        return f"utter_{self.topic}_start_{self.name}"

    def is_meant(self, turn: Turn) -> bool:
        """Whether a turn that begins a ticket tells this one from others of its intent."""
        return turn.intent in self.of and self.when is not None and self.when(turn)
