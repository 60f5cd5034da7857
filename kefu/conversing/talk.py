"""A customer talking with the whole bot: services, book of turns, Rasa, actions.

Only HTTP is left out.
"""

from __future__ import annotations

import asyncio
from base64 import b64decode
from dataclasses import dataclass
from typing import Any, cast

from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import func, select

from kefu.conversing.stage import World
from kefu.core.agent import Role
from kefu.core.conversation import Conversation, Event, EventType
from kefu.core.errors import Conflict, KefuError
from kefu.core.handoff import Handoff
from kefu.core.notification import NotificationStatus
from kefu.core.script import in_simplified
from kefu.core.ticket import Ticket
from kefu.engine.snapshots import restore
from kefu.engine.turns import TurnRequest, run_turn
from kefu.services.assurance import get_conversation
from kefu.services.inbox import InboundMessage
from kefu.services.ports import EngineAnswer
from kefu.services.turn_book import ACCEPTED_PAYLOAD
from kefu.services.units import in_unit, reading
from kefu.store.database import SqlDatabase
from kefu.store.tables import notifications

GREETING = {"text": "您好，请问有什么可以帮您？"}
DESK_PASSWORD = "Right-2026!"  # of agents who never log in
# The bot sends codes in the background: how often, and how many seconds apart, they are looked for.
_LOOKS = 100
# A PNG of 16 × 16 grey pixels.
_PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAD0lEQVR42mM4gQYYRrYAAEdG"
    "yAEmphyqAAAAAElFTkSuQmCC"
)
_PAUSE = 0.05


class CannotDo(Exception):
    """The customer cannot do this now: no such choice, input or code."""


@dataclass(frozen=True, slots=True)
class BotsMessage:
    """One message to the customer. `response` is its name; the system's own words have none."""

    sender: str
    text: str
    response: str | None
    choices: list[str]
    card: dict[str, Any] | None
    input_kind: str | None


class Talk:
    """One conversation. After each call everything the bot owed has been said."""

    def __init__(self, world: World, phone: str | None = None) -> None:
        """Open it from the app of the demo customer with this phone, or from the web."""
        self.world = world
        self.kefu = world.kefu
        account, locale = None, "zh-CN"
        if phone:
            account = self.kefu.chat.identity.account_of(
                self.kefu.chat.identity.issue_for_development(phone)
            )
            locale = self.kefu.chat.identity.language_of(account, locale)
        opened, _ = in_unit(
            self.kefu.database, self.kefu.chat.opening.open, "web", locale, account, GREETING
        )
        self.id = opened.id
        self.intents: list[str] = []
        self._names: dict[int, str | None] = {}

    # what the customer does

    async def says(self, text: str) -> str:
        """Type something; what the bot answers, joined."""
        return await self.sends([text])

    async def sends(self, texts: list[str]) -> str:
        """Type several things before the bot answers the first; its answers, joined."""
        first = self.last()
        for text in texts:
            before = self.last()
            message = InboundMessage(self.id, f"text-{before}", text)
            in_unit(self.kefu.database, self.kefu.chat.inbox.accept, message)
        return await self._answer(first)

    async def clicks(self, title: str) -> str:
        """Take the choice that reads so, or begins so, of those offered last. Raises CannotDo."""
        offered = self.choices()
        fitting = [k for k, shown in offered.items() if in_simplified(shown).startswith(title)]
        if not fitting:
            raise CannotDo(f"{title} is not offered: {list(offered.values())}")
        return await self._take(fitting[0])

    async def clicks_earliest(self, title: str) -> str:
        """Take the first choice of all that were ever offered that begins so. Raises CannotDo,
        Conflict when it is over.
        """
        offered = [c for event in self.events() for c in event.data.get("choices") or []]
        fitting = [c["id"] for c in offered if in_simplified(c["title"]).startswith(title)]
        if not fitting:
            raise CannotDo(f"{title} was never offered")
        return await self._take(fitting[0])

    async def shows(self) -> str:
        """Send a picture; what the bot answers, joined."""
        before = self.last()
        kept = self.kefu.chat.attachments.accept(self.id, b64decode(_PICTURE))
        message = InboundMessage(self.id, f"picture-{before}", attachment_id=kept.id)
        in_unit(self.kefu.database, self.kefu.chat.inbox.accept, message)
        return await self._answer(before)

    async def _take(self, choice_id: str) -> str:
        before = self.last()
        message = InboundMessage(self.id, f"click-{before}", choice_id=choice_id)
        receipt = in_unit(self.kefu.database, self.kefu.chat.inbox.accept, message)
        if receipt.refused:
            raise Conflict("choice_expired")
        return await self._answer(before)

    async def gives(self, value: str, input_id: str | None = None) -> str:
        """Fill a secure input, by default the last. Raises CannotDo, KefuError when refused."""
        inputs = self.inputs()
        if not inputs:
            raise CannotDo("no secure input has been shown")
        before = self.last()
        try:
            in_unit(
                self.kefu.database,
                self.kefu.chat.secure_inputs.submit,
                self.id,
                input_id or inputs[-1],
                value,
            )
        except KefuError:
            await self._answer(before)  # with the last try the bot has something to say
            raise
        return await self._answer(before)

    async def hears(self, payload: str) -> str:
        """Something trusted happens: a signal with this payload reaches the dialogue."""
        before = self.last()
        with self.kefu.database.begin() as unit:
            self.kefu.chat.log.signal(unit, self.id, payload)
        return await self._answer(before)

    async def returned(self) -> str:
        """Come back from the human queue to the bot. Raises KefuError."""
        before = self.last()
        in_unit(self.kefu.database, self.kefu.desk.handoff.leave_queue, self.id)
        return await self._answer(before)

    def claimed(self, skill_group: str) -> None:
        """An agent of the group takes the waiting conversation."""
        name = f"agent-{self.last()}"
        agent = self.kefu.desk.staff.create_agent(
            name, name, Role.AGENT, [skill_group], DESK_PASSWORD
        )
        in_unit(self.kefu.database, self.kefu.desk.attending.claim, self.id, agent)

    async def codes(self, address: str) -> list[str]:
        """The codes that arrived at an address, newest first, once all have left."""
        for _ in range(_LOOKS):
            self.kefu.notifications.deliver_due()
            if not self._undelivered():
                break
            await asyncio.sleep(_PAUSE)
        return [message["code"] for message in self.world.demo.received(address)]

    def _undelivered(self) -> int:
        query = select(func.count()).where(notifications.c.status == NotificationStatus.DUE)
        with cast("SqlDatabase", self.kefu.database).engine.connect() as connection:
            return connection.scalar(query) or 0

    async def _answer(self, before: int) -> str:
        while (turn := reading(self.kefu.database, self.kefu.chat.turns.next, self.id)) is not None:
            if turn.payload is not None and turn.payload.startswith(ACCEPTED_PAYLOAD):
                in_unit(self.kefu.database, self.kefu.chat.turns.skip, turn)
                continue
            answer = await run_turn(self.world.agent, TurnRequest.model_validate(turn.body()))
            self.intents.append(answer["intent"]["name"])
            said = self.last()
            in_unit(
                self.kefu.database,
                self.kefu.chat.turns.finish,
                turn,
                EngineAnswer.model_validate(answer),
            )
            self._note_names(said, answer["messages"])
        return "\n".join(message.text for message in self.heard(before))

    def _note_names(self, before: int, messages: list[dict[str, Any]]) -> None:
        """Keep which response each of the bot's new messages was."""
        said = [e for e in self.events(before) if e.data.get("from") == "bot"]
        for event, message in zip(said, messages, strict=False):
            self._names[event.seq] = message.get("response")

    def last(self) -> int:
        """The number of the newest event."""
        return self.events()[-1].seq

    # what there is to see

    def events(self, after: int = 0) -> list[Event]:
        """The log from `after` (exclusive) on."""
        return reading(self.kefu.database, self.kefu.chat.log.events_after, self.id, after)

    def heard(self, after: int = 0) -> list[BotsMessage]:
        """What the bot and the system said since `after`."""
        heard: list[BotsMessage] = []
        for event in self.events(after):
            data = event.data
            if event.type is EventType.SECURE_INPUT:
                kind = data["input"]["kind"]
                heard.append(BotsMessage("bot", data["input"]["hint"], None, [], None, kind))
            elif data.get("from") in {"bot", "system"}:
                titles = [choice["title"] for choice in data.get("choices") or []]
                name = self._names.get(event.seq)
                heard.append(
                    BotsMessage(data["from"], data["text"], name, titles, data.get("card"), None)
                )
        return heard

    def choices(self) -> dict[str, str]:
        """What can be clicked now: id → title."""
        with self.kefu.database.read() as unit:
            return {key: title for key, title, _ in unit.choices.open(self.id)}

    def cards(self, kind: str) -> list[dict[str, Any]]:
        """The cards of a kind that were shown."""
        return [u.card for u in self.heard() if u.card is not None and u.card["kind"] == kind]

    def inputs(self, kind: str | None = None) -> list[str]:
        """Ids of the secure inputs (of a kind) in the order in which they were shown."""
        shown = [e.data["input"] for e in self.events() if e.type is EventType.SECURE_INPUT]
        return [data["id"] for data in shown if kind in (None, data["kind"])]

    @property
    def conversation(self) -> Conversation:
        """The row as it is now."""
        return reading(self.kefu.database, get_conversation, self.id)

    def handoff(self) -> Handoff | None:
        """The hand-off that is open, if any."""
        with self.kefu.database.read() as unit:
            return unit.handoffs.current(self.id)

    def tickets(self) -> list[Ticket]:
        """The tickets and cases of this conversation."""
        return reading(self.kefu.database, self.kefu.topics.tickets.of_conversation, self.id)

    def _tracker(self) -> DialogueStateTracker:
        """The dialogue as the bot knows it."""
        with self.kefu.database.read() as unit:
            snapshot = unit.snapshots.get(self.id)
        return restore(self.id, snapshot.text, self.world.agent.domain)

    async def slots(self) -> dict[str, Any]:
        """The dialogue's slots."""
        return dict(self._tracker().current_slot_values())

    async def asks(self) -> str | None:
        """The slot that the active form asks for."""
        name: str | None = (await self.slots()).get("requested_slot")
        return name

    async def form(self) -> str | None:
        """The form that is active."""
        name: str | None = self._tracker().active_loop_name
        return name
