"""Plays one dialogue with the trained test bot and prints what happened, for ``test_patches``.

Run as a program with the model's path; ``--repaired`` puts kefu's repairs of Rasa in force first.
Actions are answered here, so that no server is needed.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from rasa.core.agent import Agent
from rasa.shared.core.events import Event
from rasa.utils.endpoints import EndpointConfig

DIALOGUE = (
    "你好", "余额", "转账", "手续费", "一百", "手续费", "张伟", "转账", "算了", "听不懂的话",
    "开始", "/choose{\"city\": \"北京\"}", "转账", "换城市", "两百", "取消", "我在上海", "余额",
)  # fmt: skip
PRIVATE = ("timestamp", "message_id", "metadata", "model_id")


class ScriptedActions(EndpointConfig):
    """Answers custom actions the way the test bot's own do."""

    async def request(self, *_args: Any, json: Any = None, **_kwargs: Any) -> Any:
        slots, name = json["tracker"]["slots"], json["next_action"]
        if name == "action_balance":
            count = slots["count"] + 1
            return answer(
                [{"text": f"第 {count:.0f} 次", "custom": {"kind": "result"}}], count=count
            )
        if name == "action_transfer_submit":
            return answer([{"text": "已转"}], transfer_amount=None, transfer_payee=None)
        return answer([])


def answer(responses: list[dict[str, Any]], **slots: Any) -> dict[str, Any]:
    events = [{"event": "slot", "name": name, "value": value} for name, value in slots.items()]
    return {"events": events, "responses": responses}


def public(event: Event) -> dict[str, Any]:
    """What an event says, without what differs from run to run."""
    described = {key: value for key, value in event.as_dict().items() if key not in PRIVATE}
    if "parse_data" in described:
        parsed = described["parse_data"]
        described["parse_data"] = {key: parsed[key] for key in ("intent", "entities", "text")}
    return described


async def play(model: str) -> list[Any]:
    agent = Agent.load(model, action_endpoint=ScriptedActions("http://nowhere"))
    answers = [await agent.handle_text(text, sender_id="c") for text in DIALOGUE]
    tracker = await agent.tracker_store.retrieve("c")
    assert tracker is not None
    return [answers, [public(event) for event in tracker.events], tracker.current_slot_values()]


if __name__ == "__main__":
    if "--repaired" in sys.argv:
        from kefu.engine import patches

        patches.apply()
    sys.stdout.write("\n" + json.dumps(asyncio.run(play(sys.argv[1])), ensure_ascii=False))
