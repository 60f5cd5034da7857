"""Questions that name no matter (怎么关, 多久) are answered for what was spoken of last.

The texts are the responses ``utter_guide_<topic>_<aspect>``. Must not know what a sentence means
that names its matter.
"""

from __future__ import annotations

from typing import Final

from actions._past import OFFER
from actions._topics import button
from actions._turn import Turn
from kefu.core.handoff import HandoffReason
from kefu.nlu.follow_ups import FollowUp, follow_up

_OF_INTENT: Final = {
    "deposit_howto": "deposit",
    "withdraw_howto": "withdraw",
    "withdraw_issue": "withdraw",
    "transfer_howto": "transfer",
    "payment_howto": "payment",
    "bind_card": "bind_card",
    "unbind_card": "unbind_card",
    "change_phone": "change_phone",
    "real_name_verification": "real_name",
    "account_closure": "account_closure",
    "register_account": "register",
    "two_factor": "two_factor",
    "limit_query": "limit",
    "fee_query": "fee",
    "refund": "refund",
    "dispute": "refund",
    "freeze_account": "freeze",
    "account_stolen": "freeze",
    "unfreeze_account": "unfreeze",
    "account_locked": "unlock",
    "deposit_not_arrived": "ticket",
    "create_ticket": "ticket",
    "ticket_status": "ticket",
    "callback_request": "ticket",
    "phishing_report": "ticket",
    "forgot_password": "password",
    "change_password": "password",
}
WITHOUT_PASSWORD: Final = "without_password"
ANSWERED: Final = {
    "deposit": "off time cost need safe where",
    "withdraw": "off time cost need where",
    "transfer": "off time cost need safe where",
    "payment": "off cost safe where",
    "bind_card": "off time cost need safe where",
    "unbind_card": "restore time cost effect where",
    "change_phone": "time cost need effect where",
    "real_name": "off time cost need safe reason where",
    "account_closure": "off restore time cost need effect where",
    "register": "time cost need safe where",
    "two_factor": "off restore cost effect safe reason where",
    "without_password": "off restore effect safe where",
    "limit": "how off time reason where",
    "fee": "how reason where",
    "refund": "off time cost need",
    "freeze": "off restore time cost effect",
    "unfreeze": "how time cost need reason",
    "unlock": "how time cost need reason",
    "court": "how time cost need reason effect",
    "expired_paper": "how time cost need reason effect where",
    "ticket": "off time cost need where",
    "password": "cost need time safe",
}
# Those that are told step by step, by utter_guide_<topic>.
_STEPS: Final = frozenset(
    {
        *("deposit", "withdraw", "transfer", "payment", "bind_card", "unbind_card"),
        *("change_phone", "real_name", "account_closure", "register"),
    }
)
# Of an account that is held back 怎么解, 怎么恢复 ask how that is done.
_HELD: Final = frozenset({"court", "expired_paper", "unlock", "unfreeze"})
_LIFTING: Final = frozenset({FollowUp.OFF, FollowUp.RESTORE})


def remember(turn: Turn, intent: str) -> None:
    """What is spoken of from now on."""
    topic = _OF_INTENT.get(intent)
    if intent == "two_factor" and turn.has("names_paying_without_password"):
        topic = WITHOUT_PASSWORD
    turn.set(guide_topic=topic)


def asked(turn: Turn) -> bool:
    """Whether the message speaks of the last answer."""
    return turn.slot("guide_topic") in ANSWERED and follow_up(turn.folded) is not None


def answer(turn: Turn) -> bool:
    """Answer a question about what was spoken of last; whether it was one."""
    topic, question = turn.slot("guide_topic"), follow_up(turn.folded)
    if topic not in ANSWERED or question is None:
        return False
    response = _response(topic, question)
    if response is None or turn.said_last(response):
        turn.set(**{OFFER: HandoffReason.OUTSIDE_KNOWLEDGE.value})
        turn.say("utter_guide_not_known", buttons=[button("human_agent")])
    else:
        turn.say(response)
    return True


def first_step(turn: Turn) -> str | None:
    """The response that says where to begin with what was spoken of last, where there is one."""
    topic = turn.slot("guide_topic")
    return None if topic is None else _response(topic, FollowUp.WHERE)


def all_steps(turn: Turn) -> str | None:
    """The response that tells every step of what was spoken of last, where there is one."""
    topic = turn.slot("guide_topic")
    return f"utter_guide_{topic}" if topic in _STEPS else None


def _response(topic: str, question: FollowUp) -> str | None:
    known = ANSWERED.get(topic, "").split()
    if question in _LIFTING and question not in known and topic in _HELD:
        question = FollowUp.HOW
    if question is FollowUp.HOW and question not in known:
        question = FollowUp.WHERE
    return f"utter_guide_{topic}_{question}" if question in known else None
