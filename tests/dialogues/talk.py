"""A customer talking with the whole bot: services with their book of turns, Rasa, actions. Only
HTTP is left out.
"""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.agent import Agent

from kefu.bootstrap import Kefu
from kefu.core.conversation import Event, EventType
from kefu.core.handoff import Handoff
from kefu.engine.turns import TurnRequest, run_turn
from kefu.services.ports import EngineAnswer
from tests.customers import Customer, received

MAIL_TRIES = 100


class Talk:
    """One conversation. After each call everything the bot owed has been said."""

    def __init__(self, kefu: Kefu, agent: Agent, phone: str | None = None) -> None:
        self.kefu = kefu
        self._agent = agent
        self.customer = Customer.logged_in(kefu, phone) if phone else Customer.arrives(kefu)
        self.id = self.customer.id
        self.intents: list[str] = []

    async def says(self, text: str) -> str:
        """Type something; what the bot answers, joined."""
        before = self.events()[-1].seq
        self.customer.says(text)
        return await self._answer(before)

    async def clicks(self, title: str) -> str:
        """Take the choice that reads so (its beginning is enough) of those offered last."""
        open_choices = self.choices()
        fitting = [key for key, shown in open_choices.items() if shown.startswith(title)]
        assert fitting, f"{title} is not offered: {list(open_choices.values())}"
        before = self.events()[-1].seq
        self.kefu.conversations.accept_choice(self.id, f"click-{before}", fitting[0])
        return await self._answer(before)

    async def gives(self, value: str) -> str:
        """Fill the secure input that was shown last."""
        before = self.events()[-1].seq
        taken = self.kefu.secure_inputs.submit(self.id, self.inputs()[-1], value)
        self.customer.token = taken.token or self.customer.token
        return await self._answer(before)

    async def hears(self, payload: str) -> str:
        """Something trusted happens: a signal with this payload reaches the dialogue."""
        before = self.events()[-1].seq
        with self.kefu.database.begin() as unit:
            self.kefu.conversations.signal(unit, self.id, payload)
        return await self._answer(before)

    async def gives_code(self, address: str) -> str:
        """Read the code on the phone or in the mailbox and fill it in."""
        return await self.gives(await self.code(address))

    async def code(self, address: str, at_least: int = 1) -> str:
        """The newest code at an address, once as many have arrived; the bot sends in the
        background.
        """
        for _ in range(MAIL_TRIES):
            codes = received(self.kefu, address)
            if len(codes) >= at_least:
                return codes[0]
            await asyncio.sleep(0.05)
        raise AssertionError(f"no code for {address}")

    async def returned(self) -> str:
        """Come back from the human queue to the bot."""
        before = self.events()[-1].seq
        self.kefu.handoff.leave_queue(self.id)
        return await self._answer(before)

    async def _answer(self, before: int) -> str:
        while (turn := self.kefu.turns.next(self.id)) is not None:
            answer, _ = await run_turn(self._agent, TurnRequest.model_validate(turn.body()))
            self.intents.append(answer["intent"]["name"])
            self.kefu.turns.finish(turn, EngineAnswer.model_validate(answer))
        return "\n".join(
            event.data["text"]
            for event in self.events()
            if event.seq > before and event.data.get("from") in {"bot", "system"}
        )

    def events(self) -> list[Event]:
        """The whole log."""
        return self.customer.events()

    def choices(self) -> dict[str, str]:
        """What can be clicked now: id → title."""
        with self.kefu.database.read() as unit:
            return {key: title for key, title, _ in unit.choices.open(self.id)}

    def cards(self, kind: str) -> list[dict[str, Any]]:
        """The cards of a kind that were shown."""
        shown = [event.data["card"] for event in self.events() if event.data.get("card")]
        return [card for card in shown if card["kind"] == kind]

    def inputs(self) -> list[str]:
        """Ids of the secure inputs in the order in which they were shown."""
        return [e.data["input"]["id"] for e in self.events() if e.type is EventType.SECURE_INPUT]

    def handoff(self) -> Handoff | None:
        """The hand-off that is open, if any."""
        with self.kefu.database.read() as unit:
            return unit.handoffs.current(self.id)

    async def slots(self) -> dict[str, Any]:
        """The dialogue's slots."""
        tracker = await self._agent.tracker_store.retrieve(self.id)
        assert tracker is not None
        return dict(tracker.current_slot_values())

    async def form(self) -> str | None:
        """The form that is active."""
        tracker = await self._agent.tracker_store.retrieve(self.id)
        assert tracker is not None
        name: str | None = tracker.active_loop_name
        return name
