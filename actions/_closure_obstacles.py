"""What stands in the way of closing an account, told with its figures; asked after, it is looked up
again.

Begins nothing.
"""

from __future__ import annotations

from typing import Final

from actions import _figures, _guide_wishes, _held
from actions._kefu import ask, topics
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.closure import Obstacle, ObstacleKind
from kefu.core.closure_words import asks_whats_left
from kefu.core.money import format_fen
from kefu.words.texts import texts

TOPIC: Final = "account_closure"
"""What is spoken of (slot `guide_topic`) once they were told."""
_WAYS: Final = {
    ObstacleKind.BALANCE: "withdraw_howto",
    ObstacleKind.PENDING_TRANSACTION: "transaction_history",
    ObstacleKind.CARD: "unbind_card",
}
# Said by what holds the account back, and not in the list.
_OF_STATE: Final = frozenset({ObstacleKind.RESTRICTION, ObstacleKind.NOT_ACTIVE})


def obstacles(turn: Turn) -> list[Obstacle]:
    """What stands in the way now."""
    return ask(topics().closure.obstacles, turn.conversation_id)


def tell(
    turn: Turn, found: list[Obstacle], response: str = "utter_guide_closure_obstacles"
) -> None:
    """All of it, with the ways out."""
    turn.set(guide_topic=TOPIC)
    account = _held.held(turn)
    if account is not None and any(one.kind in _OF_STATE for one in found):
        _held.tell(turn, account)
        turn.say("utter_guide_closure_held")
    listed = [one for one in found if one.kind not in _OF_STATE]
    if not listed:
        return
    line = texts().access.obstacle_line
    lines = [line.format(number=n, obstacle=_in_words(o)) for n, o in enumerate(listed, 1)]
    ways: list[Button] = [button(_WAYS[one.kind]) for one in listed if one.kind in _WAYS]
    turn.say(response, {"lines": "\n".join(lines)}, buttons=ways)


def answer(turn: Turn) -> bool:
    """Answer what is still to be done (还有什么没处理完的) behind what was told; whether that was
    asked.
    """
    if turn.slot("guide_topic") != TOPIC or not asks_whats_left(turn.text):
        return False
    if not topics().closure.offers() or not _figures.is_known(turn):
        return False
    if ask(topics().closure.standing, turn.conversation_id) is not None:
        return False
    if found := obstacles(turn):
        tell(turn, found, "utter_guide_closure_left")
    else:
        ways = _guide_wishes.own_button(turn, "account_closure")
        turn.say("utter_guide_closure_clear", buttons=ways)
    return True


def _in_words(obstacle: Obstacle) -> str:
    said = texts().access.obstacles[obstacle.kind]
    return said.format(count=obstacle.count, amount=format_fen(obstacle.amount_fen or 0))
