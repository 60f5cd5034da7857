"""A theft reported where no bot listens (to an agent, or by a turn whose answer comes too late),
and a bot that is silent.

The case stands and the hand-off becomes urgent in the transaction that stores the report.
"""

from __future__ import annotations

from kefu.core.clock import Clock
from kefu.core.conversation import Assurance, Conversation, Owner
from kefu.core.handoff import HandoffReason
from kefu.core.ticket import Ticket
from kefu.services.assurance import get_conversation
from kefu.services.conversations.log import ConversationLog
from kefu.services.handoff import HandoffService
from kefu.services.ports import UnitOfWork
from kefu.services.theft import TheftService
from kefu.words.case_card import case_card
from kefu.words.phrases import Phrases

# Payloads of choices that are heard when they are accepted: no bot is asked.
RESUME_BOT = "@resume_bot"
FREEZE = "@freeze"
# That of the bot's own freeze question.
BOTS_FREEZE = '/freeze_account{"theft_freeze": "now"}'


class Alarm:
    """What waiting customers are told and offered besides their place in the queue."""

    def __init__(
        self,
        log: ConversationLog,
        handoff: HandoffService,
        theft: TheftService,
        phrases: Phrases,
        clock: Clock,
    ) -> None:
        self._log = log
        self._handoff = handoff
        self._theft = theft
        self._phrases = phrases
        self._clock = clock

    def sound(self, unit: UnitOfWork, conversation: Conversation) -> None:
        """Open the case, make the hand-off urgent and offer the freeze; nothing when all that was
        done before.
        """
        handoff = unit.handoffs.current(conversation.id)
        if handoff is None or handoff.reason is HandoffReason.THEFT:
            return
        known = self._theft.case_of(unit, conversation.id) is not None
        if known and handoff.reason is HandoffReason.DANGER:
            return
        case = self._theft.open_case(unit, conversation.id)
        served = conversation.owner is Owner.AGENT
        text = self._phrases.agent_theft if served else self._phrases.queued_theft
        message = {
            "text": text.format(case=case.number),
            "card": case_card(case.number),
            "buttons": self._ways_out(conversation, theft=True),
        }
        self._log.say(unit, conversation, message, "system")

    def hear(self, unit: UnitOfWork, conversation: Conversation) -> None:
        """A theft is told by somebody who waits, whom the bot answers, or to an agent: the case
        stands at once, whatever is said about it afterwards.
        """
        if conversation.owner is Owner.QUEUED:
            self._theft.open_case(unit, conversation.id)
        else:
            self.sound(unit, conversation)

    def care(self, unit: UnitOfWork, conversation: Conversation, *, matter: bool) -> None:
        """Answer somebody who may take their life, and call people before everything else; `matter`
        says that they spoke of another matter beside it, which goes on.
        """
        current = unit.handoffs.current(conversation.id)
        again = current is not None and current.reason is HandoffReason.DANGER
        said = self._phrases.danger_matter if matter else self._phrases.danger
        text = self._phrases.danger_again if again else said
        self._log.say(unit, conversation, {"text": text}, "system")
        if current is not None:
            self._handoff.make_urgent(unit, conversation.id, HandoffReason.DANGER)
        else:
            self._handoff.request(unit, conversation.id, HandoffReason.DANGER)
        # The offer of a freeze stands.
        self._handoff.activate(unit, conversation, keeps_choices=True)

    def report(self, unit: UnitOfWork, conversation_id: str) -> Ticket:
        """The case of a theft that the dialogue has heard of. Should an agent have the conversation
        by now, or somebody else have answered in the bot's place, the customer is told what the
        dialogue cannot tell any more.
        """
        conversation = get_conversation(unit, conversation_id, lock=True)
        owes = conversation.inbound_seq > conversation.answered_seq
        if conversation.owner is Owner.AGENT or (conversation.owner is Owner.QUEUED and not owes):
            self.sound(unit, conversation)
        return self._theft.open_case(unit, conversation_id)

    def bot_is_silent(
        self, unit: UnitOfWork, conversation: Conversation, case: Ticket | None
    ) -> None:
        """Pass the conversation to humans and say so; urgently when it is about a theft `case`. Who
        waits for them already hears that the place is kept.
        """
        waits = conversation.owner is Owner.QUEUED
        if waits and case is None:
            text = self._phrases.engine_down_queued
            if text != self._log.last_said(unit, conversation):
                self._log.say(unit, conversation, {"text": text}, "system")
            return
        if case is None:
            reason, text = HandoffReason.TOOL_FAILURE, self._phrases.engine_down
        else:
            reason = HandoffReason.THEFT
            said = self._phrases.queued_theft if waits else self._phrases.engine_down_theft
            text = said.format(case=case.number)
        self._handoff.request(unit, conversation.id, reason)
        self._handoff.activate(unit, conversation)
        message = {
            "text": text,
            "card": None if case is None else case_card(case.number),
            "buttons": self._ways_out(conversation, theft=case is not None),
        }
        self._log.say(unit, conversation, message, "system")

    def offer_freeze(self, unit: UnitOfWork, conversation: Conversation) -> None:
        """Offer the freeze to somebody who asks for it where no bot listens; to a stranger, the way
        to prove who they are.
        """
        ways = self._ways_out(conversation, theft=True)
        if not ways:
            return  # the agent sees it and verifies them
        known = any(way["payload"] == FREEZE for way in ways)
        text = self._phrases.freeze_question if known else self._phrases.freeze_needs_identity
        message = {"text": text, "buttons": ways[:1] if known else ways}
        self._log.say(unit, conversation, message, "system")

    def _ways_out(self, conversation: Conversation, *, theft: bool) -> list[dict[str, str]]:
        """The choices of somebody whom no bot hears: who still waits may go back to it, and whose
        identity is known may freeze the account at once.
        """
        waits = conversation.owner is not Owner.AGENT
        ways = [{"title": self._phrases.resume_bot, "payload": RESUME_BOT}] if waits else []
        known = conversation.assurance(self._clock()) >= Assurance.CHANNEL_BOUND
        if theft and known and conversation.account_id is not None:
            freeze = {"title": self._phrases.freeze_offer, "payload": FREEZE, "style": "primary"}
            ways.insert(0, freeze)
        return ways
