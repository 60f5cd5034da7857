"""What holds a customer's account back, and telling it wherever it is asked about.

Told to nobody but the account's own holder, from the wallet as it is in this turn. Lifts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from actions import _figures
from actions._kefu import ask, clock, topics
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.account import Account, AccountStatus, Restriction, RestrictionKind
from kefu.core.clock import BEIJING
from kefu.core.privacy import mask_phone
from kefu.core.restriction_words import asks_when_lifted, asks_whose_order
from kefu.words.spoken import spoken_date
from kefu.words.terms import term
from kefu.words.texts import texts

# What is asked next (多久, 怎么解) is answered for just this.
_TOPICS: Final = {
    RestrictionKind.COURT: "court",
    RestrictionKind.EXPIRED_DOCUMENT: "expired_paper",
    RestrictionKind.RISK_CONTROL: "unlock",
}
_FOR_OTHERS: Final = frozenset(
    {_TOPICS[RestrictionKind.COURT], _TOPICS[RestrictionKind.EXPIRED_DOCUMENT]}
)
_WAYS: Final = {
    AccountStatus.FROZEN: "unfreeze_account",
    AccountStatus.LOCKED: "account_locked",
}


def held(turn: Turn) -> Account | None:
    """The account, where something holds it back and its holder is known; else None."""
    return (
        ask(topics().account_lock.held, turn.conversation_id) if _figures.is_known(turn) else None
    )


def is_for_others(account: Account) -> bool:
    """Whether nobody here can do anything about it: a paper is renewed in the app, and an order
    lifted by whoever gave it.
    """
    kind = account.restriction.kind if account.restriction is not None else None
    return kind in {RestrictionKind.COURT, RestrictionKind.EXPIRED_DOCUMENT}


def tell(turn: Turn, account: Account) -> None:
    """What holds it back, what goes on all the same, and the next step."""
    restriction = account.restriction
    if restriction is None:
        reason = (
            term(account.lock_reason) if account.lock_reason else texts().matters.no_lock_reason
        )
        way = _WAYS.get(account.status, "human_agent")
        turn.set(guide_topic="unfreeze" if account.status is AccountStatus.FROZEN else "unlock")
        turn.say(
            f"utter_account_lock_held_{account.status}", {"reason": reason}, buttons=[button(way)]
        )
        return
    turn.set(guide_topic=_TOPICS[restriction.kind])
    if restriction.kind is RestrictionKind.RISK_CONTROL:
        turn.say("utter_account_lock_held_risk_control", buttons=[button("account_locked")])
    elif restriction.kind is RestrictionKind.COURT:
        _tell_order(turn, account, restriction)
    else:
        _tell_paper(turn, account, restriction)


def answer(turn: Turn) -> bool:
    """Answer who holds it back, whom to turn to and until when, behind what was told of it; whether
    that was asked.
    """
    if turn.slot("guide_topic") not in _FOR_OTHERS or turn.text.startswith("/"):
        return False
    whom, when = asks_whose_order(turn.text), asks_when_lifted(turn.text)
    account = held(turn) if whom or when else None
    if account is None or account.restriction is None or not is_for_others(account):
        return False
    about = _TOPICS[account.restriction.kind]
    turn.set(guide_topic=about)
    words, restriction = texts().access, account.restriction
    number, until = restriction.document_number, restriction.until
    facts = {
        "authority": restriction.authority or words.authority,
        "document": words.document.format(number=number) if number else "",
        "until": words.until_lifted
        if until is None
        else words.until.format(day=spoken_date(until, clock())),
    }
    turn.say(f"utter_guide_{about}_{'whom' if whom else 'until'}", facts)
    return True


def _tell_order(turn: Turn, account: Account, restriction: Restriction) -> None:
    words, now = texts().access, clock()
    authority, number = restriction.authority or words.authority, restriction.document_number
    until = words.until_lifted
    if restriction.until is not None:
        until = words.until.format(day=spoken_date(restriction.until, now))
    since = spoken_date(restriction.since.astimezone(BEIJING).date(), now)
    rows = {
        words.account: mask_phone(account.phone),
        words.ordered_by: authority,
        words.order_number: number,
        words.since: since,
        words.lasts: until,
    }
    document = words.document.format(number=number) if number else ""
    facts = {"authority": authority, "document": document, "since": since, "until": until}
    turn.say("utter_account_lock_court", facts, card=_card(rows))
    turn.say(
        "utter_account_lock_court_whom", {"authority": authority}, buttons=[button("human_agent")]
    )


def _tell_paper(turn: Turn, account: Account, restriction: Restriction) -> None:
    words, now, paper = texts().access, clock(), account.paper
    since = spoken_date(restriction.since.astimezone(BEIJING).date(), now)
    name, state = words.paper, words.expired
    if paper is not None:
        name = term(paper.kind)
        if paper.expires_on is not None and paper.has_expired(now.astimezone(BEIJING).date()):
            state = words.expired_on.format(day=spoken_date(paper.expires_on, now))
    rows = {
        words.account: mask_phone(account.phone),
        words.paper: name + state,
        words.since: since,
    }
    buttons: list[Button] = [button("real_name_verification"), button("human_agent")]
    facts = {"paper": name, "state": state, "since": since}
    turn.say("utter_account_lock_expired_document", facts, card=_card(rows), buttons=buttons)


def _card(rows: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "kind": "result",
        "status": "warning",
        "title": texts().access.restricted_title,
        "rows": [{"label": label, "value": value} for label, value in rows.items() if value],
    }
