"""What a customer understands to be asked of them: a secure input, a choice, a fact in words.

From what a customer sees alone; it must not know names of responses, forms or intents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kefu.simulating.line import HeardReply, ShownInput
from kefu.simulating.speech import words


class DemandKind(StrEnum):
    """How an ask is answered."""

    CODE = "code"
    PASSWORD = "password"
    CHOICE = "choice"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Demand:
    """One ask. `about` names the fact, or the customer's beginning of the choice's title."""

    kind: DemandKind
    about: str
    input: ShownInput | None = None
    choice: dict[str, str] | None = None

    def is_called(self, name: str) -> bool:
        """Whether a customer's file means this ask by `name`."""
        if self.choice is not None:
            return self.choice["title"].startswith(name)
        return self.about == name


def asked(
    heard: HeardReply,
    *,
    takes: Iterable[str],
    seeks: Iterable[str],
    knows: Iterable[str],
    can_read: Callable[[ShownInput], bool],
) -> Demand | None:
    """The ask that the customer answers first; None: there is none that they can answer.

    `takes` begin titles they want, `seeks` stand in the title they look for, `knows` names facts.
    """
    if heard.input is not None and can_read(heard.input):
        kind = DemandKind.CODE if heard.input.kind == "verification_code" else DemandKind.PASSWORD
        return Demand(kind, kind.value, input=heard.input)
    for wanted in takes:
        for choice in heard.choices:
            if choice["title"].startswith(wanted):
                return Demand(DemandKind.CHOICE, wanted, choice=choice)
    for sought in seeks:
        for choice in heard.choices:
            if sought in choice["title"]:
                return Demand(DemandKind.CHOICE, sought, choice=choice)
    known = set(knows)
    said = "\n".join(heard.texts)
    for ask in words().asks:
        if ask.give in known and ask.pattern.search(said):
            return Demand(DemandKind.FACT, ask.give)
    return None
