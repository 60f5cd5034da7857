"""A waiting customer's place, and how long it will take: from who waits before them, awake, and
from who is at the desk for them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import mean
from typing import Final

from kefu.core.agent import PRESENCE, Role
from kefu.core.handoff import Handoff, SkillGroup
from kefu.services.ports import UnitOfWork
from kefu.words.spoken import spoken_wait
from kefu.words.texts import texts

# How long conversations took lately says how long the next ones will, within reason.
LATELY: Final = timedelta(hours=4)
SAMPLE: Final = 20
FEWEST: Final = 5
USUAL: Final = timedelta(minutes=4)
QUICKEST: Final = timedelta(minutes=1)
SLOWEST: Final = timedelta(minutes=15)
# An agent with nobody in hand looks at the queue.
SHORTEST: Final = timedelta(seconds=30)
# Beyond this nobody can tell, and nobody pretends to.
LONGEST: Final = timedelta(minutes=30)
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A waiting customer's place among those of a skill `group`: `position` from 1,
    `estimated_wait` in seconds; that of `LONGEST` means that much or more.
    """

    position: int
    estimated_wait: int
    group: str = SkillGroup.SERVICE
    attended: bool = True
    """Whether somebody who serves the group is at the desk."""

    @property
    def is_long(self) -> bool:
        """Whether nobody can tell how long it will take."""
        return self.estimated_wait >= LONGEST.total_seconds()


def place_of(unit: UnitOfWork, handoff: Handoff, now: datetime) -> Place:
    """The place of one who waits, among those of the same group who are there."""
    group = handoff.skill_group
    awake = [
        other.id
        for other in unit.handoffs.waiting()
        if other.skill_group == group and (other.asleep_at is None or other.id == handoff.id)
    ]
    position = awake.index(handoff.id) + 1 if handoff.id in awake else 1
    loads = _loads(unit, group, now)
    wait = min(LONGEST, _wait(unit, group, position, loads, now))
    return Place(position, math.ceil(wait.total_seconds()), group, bool(loads))


def in_words(place: Place, *, again: bool = False) -> str:
    """The place as the waiting customer is told; shorter `again`."""
    if again:
        return texts().people.same_place.format(position=place.position)
    said = texts().people.places.of(place.group)
    if not place.attended:
        return said.unattended.format(position=place.position)
    if place.is_long:
        return said.long.format(position=place.position)
    return said.usual.format(position=place.position, wait=spoken_wait(place.estimated_wait))


def is_attended(unit: UnitOfWork, group: str, now: datetime) -> bool:
    """Whether somebody who serves the group is at the desk."""
    return bool(_loads(unit, group, now))


def promised_until(told_at: datetime, wait: int) -> datetime | None:
    """When an estimate of `wait` seconds, which is heard in whole minutes, has turned out wrong;
    None for one that sets no end.
    """
    if wait >= LONGEST.total_seconds():
        return None
    return told_at + _heard(wait)


def wait_after(missed: int) -> int:
    """The least that may be said, in seconds, once the `missed` seconds that were promised have
    passed: twice as long.
    """
    return int(min(LONGEST, 2 * _heard(missed)).total_seconds())


def _heard(wait: int) -> timedelta:
    return math.ceil(timedelta(seconds=wait) / MINUTE) * MINUTE


def _loads(unit: UnitOfWork, group: str, now: datetime) -> list[int]:
    """How many conversations each of those has in hand who serve the group now."""
    present = [
        (agent, load)
        for agent, load in unit.agents.at_the_desk(now - PRESENCE)
        if agent.sees(group)
    ]
    # Who leads a group steps in where nobody else is there.
    own = [load for agent, load in present if agent.role is Role.AGENT]
    return own or [load for _, load in present]


def _wait(
    unit: UnitOfWork, group: str, position: int, loads: list[int], now: datetime
) -> timedelta:
    if not loads:
        return LONGEST
    free = loads.count(0)
    if position <= free:
        return SHORTEST
    return max(SHORTEST, _handling(unit, group, now) * (position - free) / len(loads))


def _handling(unit: UnitOfWork, group: str, now: datetime) -> timedelta:
    took = unit.handoffs.served_lately(group, now - LATELY, SAMPLE)
    if len(took) < FEWEST:
        return USUAL
    usual = timedelta(seconds=mean(one.total_seconds() for one in took))
    return min(max(usual, QUICKEST), SLOWEST)
