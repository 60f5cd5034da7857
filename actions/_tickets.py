"""The tickets that a customer may hear of. Must not know what is said about them."""

from __future__ import annotations

from actions._kefu import clock, read, topics
from actions._turn import Turn
from kefu.core.conversation import Assurance
from kefu.core.ticket import Ticket
from kefu.services.assurance import get_conversation


def visible(turn: Turn) -> list[Ticket]:
    """Those of the account when it is proven, of this conversation otherwise; the newest first."""
    conversation = read(get_conversation, turn.conversation_id)
    proven = conversation.assurance(clock()) >= Assurance.LOGGED_IN
    if proven and conversation.account_id is not None:
        return read(topics().tickets.of_account, conversation.account_id)
    return read(topics().tickets.of_conversation, turn.conversation_id)
