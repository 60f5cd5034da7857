"""Plays a dialogue and says how it went. It must not know pytest, the command line or colours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from kefu.conversing.checks import Judge, Mismatch
from kefu.conversing.reading import RUNTIME, Script, fill
from kefu.conversing.schema import (
    FIRST_CODE,
    THE_CODE,
    WRONG_CODE,
    Expected,
    Input,
    ScriptedTurn,
    State,
)
from kefu.conversing.stage import Stage, World
from kefu.conversing.talk import BotsMessage, CannotDo, Talk
from kefu.core.clock import BEIJING
from kefu.core.errors import KefuError


@dataclass(frozen=True, slots=True)
class Difference:
    """What was not as expected, and the line of the file that expects it."""

    line: int
    text: str


@dataclass(slots=True)
class PlayedTurn:
    """A turn as it went."""

    line: int
    deed: str
    words: str
    heard: list[BotsMessage] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


@dataclass(slots=True)
class Performance:
    """A dialogue as it went, up to its end or to the first turn that differed."""

    script: Script
    steps: list[PlayedTurn] = field(default_factory=list)
    at_the_end: list[Difference] = field(default_factory=list)

    @property
    def differences(self) -> list[Difference]:
        """Everything that was not as expected."""
        return [d for step in self.steps for d in step.differences] + self.at_the_end

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.differences


async def play(stage: Stage, script: Script) -> Performance:
    """Play a dialogue in a world of its own."""
    given, performance = script.dialogue.given, Performance(script)
    at = given.clock
    if at is not None:
        at = (at if at.tzinfo else at.replace(tzinfo=BEIJING)).astimezone(UTC)
    with stage.world(at) as world:
        for phone, columns in given.wallet.items():
            world.demo.change(phone, **columns)
        player = _Player(world, script)
        for index, turn in enumerate(script.dialogue.turns):
            step = await player.take(index, turn)
            performance.steps.append(step)
            if step.differences:
                return performance
        performance.at_the_end = await player.end()
    return performance


class _Player:
    """The customer of one dialogue."""

    def __init__(self, world: World, script: Script) -> None:
        self._script, given = script, script.dialogue.given
        self._phone = given.customer
        self._talk = Talk(world, given.customer if given.logged_in else None)
        self._judge = Judge(self._talk)
        self._facts = _Facts(self._talk)

    async def take(self, index: int, turn: ScriptedTurn) -> PlayedTurn:
        """Do what the turn says and compare."""
        ((deed, value),) = turn.deed.items()
        value = fill(value, self._facts)
        step = PlayedTurn(self._script.line("turns", index, deed), deed, _words(value))
        before, refused = self._talk.last(), None
        try:
            await self._do(deed, value)
        except KefuError as error:
            refused = error.code
        except CannotDo as error:
            step.differences = [Difference(step.line, str(error))]
            return step
        step.heard = self._talk.heard(before)
        filled = fill(turn.expected.model_dump(exclude_unset=True), self._facts)
        problems = await self._judge.of_turn(Expected.model_validate(filled), step.heard, refused)
        step.differences = self._located(problems, "turns", index, "expected")
        return step

    async def end(self) -> list[Difference]:
        """Compare what there is in the end."""
        filled = fill(self._script.dialogue.afterwards.model_dump(exclude_unset=True), self._facts)
        problems = await self._judge.of_end(State.model_validate(filled))
        return self._located(problems, "afterwards")

    def _located(self, problems: list[Mismatch], *block: str | int) -> list[Difference]:
        return [Difference(self._script.line(*block, *p.place), p.text) for p in problems]

    async def _do(self, deed: str, value: Any) -> None:
        match deed:
            case "says":
                await self._talk.says(value)
            case "sends":
                await self._talk.sends(value)
            case "clicks":
                await self._talk.clicks(value)
            case "clicks_earliest":
                await self._talk.clicks_earliest(value)
            case "shows":
                await self._talk.shows()
            case "hears":
                await self._talk.hears(value)
            case "passes":
                self._talk.world.clock.forward(seconds=value.total_seconds())
            case "returns":
                await self._talk.returned()
            case "claims":
                self._talk.claimed(value)
            case _:
                await self._give(value)

    async def _give(self, given: Input) -> None:
        inputs = self._talk.inputs(given.kind)
        if not inputs:
            raise CannotDo(f"no input for {given.kind} has been shown")
        value = given.secret or await self._code(given)
        await self._talk.gives(value, inputs[0 if given.shown == "first" else -1])

    async def _code(self, given: Input) -> str:
        wanted, address = given.verification_code or "", given.at or self._phone
        if wanted not in {THE_CODE, FIRST_CODE, WRONG_CODE}:
            return wanted
        if address is None:
            raise CannotDo("where does the code arrive? name the given customer, or say `at`")
        codes = await self._talk.codes(address)
        if not codes:
            raise CannotDo(f"no code has arrived at {address}")
        if wanted == WRONG_CODE:
            return f"{(int(codes[0]) + 1) % 1_000_000:06d}"
        return codes[0] if wanted == THE_CODE else codes[-1]


class _Facts(Mapping[str, Any]):
    """What placeholders stand for that are known only while the dialogue is played."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    def __getitem__(self, name: str) -> str:
        found = RUNTIME.fullmatch(name)
        if found is None:
            raise KeyError(name)
        if found["merchant"] is None:
            tickets = self._talk.tickets()
            return tickets[0].number if tickets else f"<{name}>"
        for truth in self._talk.world.demo.holdings().truths().values():
            for row in truth["transactions"]:
                if row["counterparty"] == found["merchant"]:
                    return str(row["id"])
        return f"<{name}>"

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _words(value: Any) -> str:
    if isinstance(value, Input):
        return f"{value.kind}: {value.verification_code or '········'}"
    if isinstance(value, list):
        return " ⏎ ".join(value)
    return str(value)
