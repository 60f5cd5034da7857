"""Plays one customer: hears what a customer sees, answers what is asked, lives out their habits,
and leaves once they have what they want, or when they give up.

It must not know how a run is printed.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import Final

from kefu.simulating.hearing import Demand, DemandKind, asked
from kefu.simulating.judge import GoalJudge, Missing
from kefu.simulating.line import CustomerLine, HeardReply, ShownInput
from kefu.simulating.schema import Customer, Says
from kefu.simulating.speech import Speech, words
from kefu.simulating.world import DemoWorld

_MOST_TURNS: Final = 24
_OFTEN: Final = 3  # the same choice is taken at most so many times


@dataclass(frozen=True, slots=True)
class CustomersTurn:
    """What the customer did, and what came back."""

    deed: str
    heard: HeardReply


@dataclass(slots=True)
class PlayedOutcome:
    """How it went. `missing` and `wrong` are empty when all is well."""

    customer: Customer
    conversation_id: str = ""
    turns: list[CustomersTurn] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    was_handed_over: bool = False
    gave_up: bool = False
    seconds: float = 0.0

    @property
    def is_solved(self) -> bool:
        """By the state of everything."""
        return not self.missing


def play(customer: Customer, world: DemoWorld, seed: int) -> PlayedOutcome:
    """The customer comes to a fresh world, and leaves it."""
    started = time.monotonic()
    world.reset()
    chance = Random(f"{seed} {customer.name}")  # noqa: S311
    outcome = Player(customer, world, chance).run()
    outcome.seconds = time.monotonic() - started
    return outcome


class Player:
    """One customer at the chat. The same chance makes the same choices."""

    def __init__(self, customer: Customer, world: DemoWorld, chance: Random) -> None:
        self._customer = customer
        self._habits = customer.habits
        self._facts = {str(fact): value for fact, value in customer.facts.items()}
        self._world = world
        self._speech = Speech(customer.temperament, customer.habits.writing, chance)
        openings = list(customer.openings)
        chance.shuffle(openings)
        self._opening, *others = openings
        self._others = others
        self._again = {part: list(said) for part, said in customer.habits.again.items()}
        self._first = {ask: list(said) for ask, said in customer.habits.first.items()}
        self._wrong = {str(ask): value for ask, value in customer.habits.wrong.items()}
        self._then = list(customer.then)
        self._corrects: str | None = None
        self._taken: Counter[str] = Counter()
        self._open: Demand | None = None  # what is asked and not answered yet
        self._choices: list[dict[str, str]] = []
        self._useless = 0
        self._outcome = PlayedOutcome(customer)

    def run(self) -> PlayedOutcome:
        """From the first word to the last."""
        known = self._facts.get("phone", self._customer.account)
        self._read = {to: 0 for to in (known, self._facts.get("email")) if to}
        is_known = self._customer.channel == "app"
        identity = self._world.identity(self._customer.account) if is_known else None
        before = self._world.state()
        judge = GoalJudge(self._customer.goal, self._customer.account, before)
        self._line = CustomerLine(self._world.http, self._customer.channel, identity)
        self._outcome.conversation_id = self._line.id
        self._say(self._speech.opening(self._opening))
        while not self._is_content(judge) and len(self._outcome.turns) < _MOST_TURNS:
            if not self._go_on():
                break
        now = self._world.state(self._line.id)
        self._outcome.missing = judge.missing(now, self._line.owner, self._said)
        self._outcome.wrong = judge.wrong(now)
        self._outcome.was_handed_over = now.handoff is not None
        self._line.leave()
        return self._outcome

    @property
    def _said(self) -> str:
        return "\n".join(turn.heard.text for turn in self._outcome.turns)

    def _is_content(self, judge: GoalJudge) -> bool:
        """Whether they have all they want, and nothing more to say."""
        if self._then:
            return False
        now = self._world.state(self._line.id, only=self._customer.account)
        self._outcome.missing = judge.missing(now, self._line.owner, self._said)
        return not self._outcome.missing

    def _go_on(self) -> bool:
        """Do the next thing; False: they give up."""
        if self._corrects is not None:
            value, self._corrects = self._corrects, None
            self._say(self._speech.corrected(value), answers=True)
            return True
        if self._open is not None and self._answer(self._open):
            return True
        if self._then:
            self._do(self._then.pop(0))
            return True
        return self._insist()

    def _answer(self, ask: Demand) -> bool:
        """Answer what is asked, perhaps after something else; False: they cannot."""
        if said := self._first_words(ask):
            self._say(self._speech.sentence(said))
            return True
        if self._habits.silent and not self._outcome.turns[1:]:
            time.sleep(self._habits.silent)
        match ask.kind:
            case DemandKind.CODE | DemandKind.PASSWORD:
                return ask.input is not None and self._give(ask.kind, ask.input)
            case DemandKind.CHOICE:
                return self._take(ask)
            case DemandKind.FACT:
                return self._tell(ask.about)

    def _first_words(self, ask: Demand) -> str | None:
        for name, said in self._first.items():
            if said and ask.is_called(name):
                return said.pop(0)
        return None

    def _give(self, kind: DemandKind, field_: ShownInput) -> bool:
        value = self._wrong.pop(kind.value, None)
        if value is None and kind is DemandKind.PASSWORD:
            value = self._facts.get(field_.kind)
        elif value is None:
            value = self._code(field_)
        if value is None:
            return False
        heard = self._line.give(field_, value)
        shown = value if kind is DemandKind.CODE else "********"
        self._note(f"🔒 {field_.kind}: {shown}", heard, answers=True)
        return True

    def _code(self, field_: ShownInput) -> str | None:
        """The code that came where the input says, if they can read it there."""
        is_mail = words().mail in field_.label
        account = self._facts.get("phone", self._customer.account)
        to = self._facts.get("email") if is_mail else account
        if to is None:
            return None
        code = self._world.code(to, older_than=self._read.get(to, 0))
        self._read[to] = self._world.sent(to)
        return code

    def _take(self, ask: Demand) -> bool:
        choice = ask.choice
        if choice is None or self._taken[ask.about] >= _OFTEN:
            return False
        self._taken[ask.about] += 1
        own_words = self._customer.takes.get(ask.about)
        if own_words:
            self._say(self._speech.sentence(own_words), answers=True)
        elif self._habits.types or self._outcome.turns[-1].heard.refused:
            self._say(self._speech.exact(choice["title"]), answers=True)
        else:
            heard = self._line.click(choice["id"], self._habits.double_tap)
            taps = " (×2)" if self._habits.double_tap else ""
            self._note(f"[{choice['title']}]{taps}", heard, answers=True)
        return True

    def _tell(self, fact: str) -> bool:
        value = self._facts.get(fact)
        if fact == "phone" and value is None:
            value = self._facts.get("email")
        if value is None or self._taken[fact] >= _OFTEN:
            return False
        self._taken[fact] += 1
        wrong = self._wrong.pop(fact, None)
        if wrong is not None:
            self._corrects = value
        is_address = fact in {"phone", "email"}
        said = wrong or value
        messages = self._speech.address(said) if is_address else self._speech.sentence(said)
        self._say(messages, answers=True)
        return True

    def _do(self, deed: Says) -> None:
        if deed.waits is not None:
            time.sleep(deed.waits)
        elif deed.clicks is not None:
            fitting = [c for c in self._choices if c["title"].startswith(deed.clicks)]
            if fitting:
                self._note(f"[{deed.clicks}]", self._line.click(fitting[0]["id"]))
            else:
                self._say(self._speech.exact(deed.clicks))
        elif deed.says is not None:
            self._say(self._speech.sentence(deed.says))

    def _insist(self) -> bool:
        """Say the wish again in other words, angrily if that is who they are; at last give up."""
        self._useless += 1
        if self._useless > self._speech.manner.patience:
            self._outcome.gave_up = True
            return False
        angry = self._speech.angry() if self._useless > 1 else []
        if angry:
            self._say(angry)
        elif others := self._other_words():
            self._say(self._speech.sentence(others.pop(0)))
        else:
            self._outcome.gave_up = True
            return False
        return True

    def _other_words(self) -> list[str]:
        """For the wish that is not fulfilled yet."""
        if not self._again:
            return self._others
        known = (self._again.get(missing.part) for missing in self._outcome.missing)
        return next((words for words in known if words), [])

    def _say(self, messages: list[str], *, answers: bool = False) -> None:
        self._note(" ⏎ ".join(messages), self._line.say(messages), answers=answers)

    def _note(self, deed: str, heard: HeardReply, *, answers: bool = False) -> None:
        """Remember the turn, and what is asked now: after a remark the question stands."""
        self._outcome.turns.append(CustomersTurn(deed, heard))
        self._choices = heard.choices or self._choices
        found = asked(
            heard,
            takes=[title for title in self._customer.takes if self._taken[title] < _OFTEN],
            seeks=[self._facts[key] for key in ("merchant", "amount") if key in self._facts],
            knows=[fact for fact in self._known() if self._taken[fact] < _OFTEN],
            can_read=self._can_read,
        )
        if found is not None or (answers and heard.refused is None):
            self._open = found

    def _known(self) -> set[str]:
        return {"phone" if fact == "email" else fact for fact in self._facts}

    def _can_read(self, field_: ShownInput) -> bool:
        if field_.kind != "verification_code":
            return True
        return ("email" if words().mail in field_.label else "sms") not in self._habits.unreachable
