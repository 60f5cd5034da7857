"""实名认证 with the paper that is meant, and how the customer's own check stands.

A paper's number is never told, and nobody hears of a paper but its holder.
"""

from __future__ import annotations

from actions import _figures, _held
from actions._kefu import ask, clock, topics
from actions._topics import button
from actions._turn import Turn
from kefu.core.account import RestrictionKind
from kefu.core.clock import BEIJING
from kefu.core.paper_words import asks_of_own_paper, is_about_others, paper_question
from kefu.core.privacy import mask_phone
from kefu.words.spoken import spoken_date
from kefu.words.terms import term
from kefu.words.texts import texts

OF_PAPERS = frozenset({"real_name_verification", "register_account"})


def answer(turn: Turn, intent: str) -> bool:
    """Answer what is no common case, and how the own check stands; whether anything was said."""
    if intent not in OF_PAPERS or turn.text.startswith("/"):
        return False
    question = paper_question(turn.text)
    own = intent == "real_name_verification" and not is_about_others(turn.text)
    told = own and _figures.is_known(turn)
    if told and asks_of_own_paper(turn.text):
        _tell_own(turn)
        return True
    if question is None:
        return False
    if told and _tell_restriction(turn):
        return True
    turn.say(f"utter_guide_real_name_{question}")
    if told:
        _tell_own(turn)
    return True


def _tell_restriction(turn: Turn) -> bool:
    account = _held.held(turn)
    restriction = account.restriction if account is not None else None
    if restriction is None or restriction.kind is not RestrictionKind.EXPIRED_DOCUMENT:
        return False
    assert account is not None
    _held.tell(turn, account)
    return True


def _tell_own(turn: Turn) -> None:
    """By which paper the customer is known, until when, and what follows from their age."""
    if _tell_restriction(turn):
        return
    account = ask(topics().figures.account, turn.conversation_id)
    paper, now = account.paper, clock()
    today = now.astimezone(BEIJING).date()
    if paper is None or not paper.verified:
        turn.say("utter_guide_real_name_own_none")
    elif paper.expires_on is not None and paper.has_expired(today):
        day = spoken_date(paper.expires_on, now)
        facts = {"paper": term(paper.kind), "day": day}
        turn.say("utter_guide_real_name_own_expired", facts, buttons=[button("human_agent")])
    else:
        until = texts().access.valid_until
        said = "" if paper.expires_on is None else spoken_date(paper.expires_on, now)
        turn.say(
            "utter_guide_real_name_own_valid",
            {"paper": term(paper.kind), "until": until.format(day=said) if said else ""},
        )
    if account.is_minor(today):
        phone = account.guardian_phone
        facts = {"guardian": mask_phone(phone) if phone else texts().access.guardian}
        turn.say("utter_guide_real_name_own_minor", facts)
