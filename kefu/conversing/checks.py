"""What was expected beside what is: every difference in one line, with its place in the file.

It must not know how a dialogue is played or printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from kefu.conversing.rows import named_rows, row_differences
from kefu.conversing.schema import ANYTHING, CHANGED, Expected, HandoffExpected, State
from kefu.conversing.talk import BotsMessage, Talk
from kefu.core.script import in_simplified
from kefu.core.ticket import Ticket

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One difference. `place` is the path of the expectation in its block."""

    place: Place
    text: str


class Judge:
    """Compares with how the demo wallets were when it was made."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._before = talk.world.demo.holdings()

    async def of_turn(
        self, expected: Expected, heard: list[BotsMessage], refused: str | None
    ) -> list[Mismatch]:
        """What differs after a turn in which this was heard, or whose input was refused."""
        problems: list[Mismatch] = []
        if refused != expected.refused:
            problems.append(_differs(("refused",), expected.refused, refused))
        problems += [*self._answer(expected, heard), *await self._dialogue(expected)]
        if "wallet" in expected.model_fields_set:
            problems += self._wallet(expected)
        if "tickets" in expected.model_fields_set:
            problems += self._tickets(expected)
        if "handoff" in expected.model_fields_set:
            problems += self._handoff(expected.handoff)
        return problems + await self._codes(expected)

    async def of_end(self, state: State) -> list[Mismatch]:
        """What differs in the end; whatever is not named must be as before."""
        wallet, tickets = self._wallet(state), self._tickets(state)
        handoff, codes = self._handoff(state.handoff), await self._codes(state)
        found = [*wallet, *tickets, *handoff, *codes]
        unnamed = {"wallet", "tickets", "handoff"} - state.model_fields_set
        return [
            replace(one, text=f"{one.text}; if it must be so, name it in `afterwards`")
            if one.place[0] in unnamed
            else one
            for one in found
        ]

    def _answer(self, expected: Expected, heard: list[BotsMessage]) -> Iterator[Mismatch]:
        """The words, responses, cards and inputs of this turn."""
        said = "\n".join(utterance.text for utterance in heard if utterance.input_kind is None)
        answer = f"{said}\n{in_simplified(said)}"  # who writes 繁體 is answered so
        for n, words in enumerate(expected.contains):
            if words not in answer:
                yield Mismatch(("contains", n), f"is not said: {words}")
        for n, words in enumerate(expected.lacks):
            if words in answer:
                yield Mismatch(("lacks", n), f"is said: {words}")
        responses = [u.response for u in heard if u.sender == "bot" and u.input_kind is None]
        if expected.responses is not None and expected.responses != responses:
            yield _differs(("responses",), expected.responses, responses)
        cards = [utterance.card for utterance in heard if utterance.card is not None]
        if expected.cards is not None and not any(
            matches(expected.cards, shown) for shown in (cards, _simplified(cards))
        ):
            yield _differs(("cards",), expected.cards, cards)
        inputs = [u.input_kind for u in heard if u.input_kind is not None]
        if "secure_input" in expected.model_fields_set:
            shown = inputs[-1] if inputs else None
            if shown != expected.secure_input:
                yield _differs(("secure_input",), expected.secure_input, shown)

    async def _dialogue(self, expected: Expected) -> list[Mismatch]:
        """Where the conversation stands."""
        talk, named = self._talk, expected.model_fields_set
        seen: dict[str, Any] = {"owner": talk.conversation.owner}
        seen["account"] = talk.conversation.account_id
        seen["inputs"] = len(set(talk.inputs()))
        seen["choices"] = titles = list(talk.choices().values())
        if named & {"form", "asks"}:
            seen["form"], seen["asks"] = await talk.form(), await talk.asks()
        problems = [
            _differs((key,), getattr(expected, key), value)
            for key, value in seen.items()
            if key in named and not matches(getattr(expected, key), value)
        ]
        if expected.intent and talk.intents[-1] not in expected.intent:
            problems.append(_differs(("intent",), expected.intent, talk.intents[-1]))
        for n, title in enumerate(expected.offers):
            if not any(in_simplified(shown).startswith(title) for shown in titles):
                problems.append(Mismatch(("offers", n), f"{title} is not offered: {titles}"))
        return problems

    def _wallet(self, state: State) -> list[Mismatch]:
        named, now = state.wallet or {}, self._talk.world.demo.holdings()
        if not named and now == self._before:
            return []
        earlier, after = self._before.truths(), now.truths()
        problems = [
            Mismatch(("wallet", phone), f"no demo customer has the phone {phone}")
            for phone in named
            if phone not in after
        ]
        for phone, before in earlier.items():
            wanted = named.get(phone, {})
            for field in before | wanted:
                old, new, place = (
                    before.get(field),
                    after[phone].get(field),
                    ("wallet", phone, field),
                )
                if field not in wanted:
                    if old != new:
                        text = f"wallet of {phone}: {field} is not named and must not change"
                        problems.append(Mismatch(place, f"{text}: {old} → {new}"))
                elif named_rows(field, wanted[field]):
                    found = row_differences(field, wanted[field], old or [], new or [], matches)
                    problems += [Mismatch(place, text) for text in found]
                elif wanted[field] == CHANGED:
                    if old == new:
                        problems.append(Mismatch(place, f"{field} has not changed: {old}"))
                elif not matches(wanted[field], new):
                    problems.append(_differs(place, wanted[field], new))
        return problems

    def _tickets(self, state: State) -> Iterator[Mismatch]:
        left, wanted = self._talk.tickets(), state.tickets or []
        for n, expected in enumerate(wanted):
            want = expected.model_dump(exclude_unset=True, exclude={"lacks"})
            fitting = [found for found in left if matches(want, _members(found))]
            fitting = [f for f in fitting if not any(w in str(f.facts) for w in expected.lacks)]
            if fitting:
                left.remove(fitting[0])
            else:
                seen = [_members(found) for found in left]
                yield Mismatch(("tickets", n), f"no such ticket; there are {seen}")
                return
        for ticket in left:
            yield Mismatch(("tickets",), f"a ticket that was not expected: {_members(ticket)}")

    def _handoff(self, wanted: HandoffExpected | None) -> Iterator[Mismatch]:
        handoff = self._talk.handoff()
        if handoff is None or wanted is None:
            if handoff is not None:
                yield Mismatch(("handoff",), f"handed over, not expected: {handoff.reason}")
            if wanted is not None:
                yield Mismatch(("handoff",), "has not been handed over")
            return
        facts = {fact["key"]: fact["value"] for fact in handoff.summary["facts"]}
        seen = {
            "reason": handoff.reason,
            "group": handoff.skill_group,
            "priority": handoff.priority,
            "summary": {**handoff.summary, "facts": facts},
        }
        for key, want in wanted.model_dump(exclude_unset=True, exclude={"lacks"}).items():
            if not matches(want, seen[key]):
                yield _differs(("handoff", key), want, seen[key])
        for n, words in enumerate(wanted.lacks):
            if words in str(handoff.summary):
                yield Mismatch(("handoff", "lacks", n), f"stands in the summary: {words}")

    async def _codes(self, state: State) -> list[Mismatch]:
        seen = {address: len(await self._talk.codes(address)) for address in state.codes}
        return [
            _differs(("codes", address), wanted, seen[address])
            for address, wanted in state.codes.items()
            if wanted != seen[address]
        ]


def matches(wanted: Any, seen: Any) -> bool:
    """Whether `seen` is `wanted`; a mapping may have more members, 'anything' is anything."""
    if wanted == ANYTHING:
        return seen is not None
    if isinstance(wanted, dict):
        return isinstance(seen, dict) and all(
            key in seen and matches(value, seen[key]) for key, value in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(seen, list) and len(wanted) == len(seen) and all(map(matches, wanted, seen))
        )
    return bool(wanted == seen)


def _members(ticket: Ticket) -> dict[str, Any]:
    return {
        "kind": ticket.kind.value,
        "priority": ticket.priority.value,
        "subject": ticket.subject,
        "account_id": ticket.account_id,
        "facts": ticket.facts,
    }


def _differs(place: Place, wanted: Any, seen: Any) -> Mismatch:
    return Mismatch(place, f"{place[-1]} should be {_plain(wanted)}, but is {_plain(seen)}")


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_plain, value))}]"
    return "none" if value is None else str(value)


def _simplified(value: Any) -> Any:
    """A card as it would be shown in simplified characters."""
    if isinstance(value, str):
        return in_simplified(value)
    if isinstance(value, dict):
        return {key: _simplified(part) for key, part in value.items()}
    return [_simplified(part) for part in value] if isinstance(value, list) else value
