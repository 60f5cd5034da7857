"""The customer's own balance, records, limits and fees: whether they are wanted, and telling them.

Every figure is asked of the service in the turn in which it is told. Who only asks where a figure
is shown, or whose account it is nobody knows, is not this module's to answer.
"""

from __future__ import annotations

from typing import Final

from actions import _own_allowances, _records, _verification
from actions._cards import totals_in_words
from actions._kefu import ask, read, topics
from actions._own_allowances import FEE, HOW, LIMIT
from actions._records import TOLD
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.account import Account, AccountStatus, LockReason
from kefu.core.capability import Capability
from kefu.core.conversation import Assurance
from kefu.core.figure_words import (
    amount_in,
    asks_how,
    asks_how_many_moved,
    asks_left_of_limit,
    asks_what_moved,
    goes_on,
    kinds_in,
    of_others,
    of_own,
    of_the_bank,
    says_nothing_else,
)
from kefu.core.money import format_fen
from kefu.core.theft_words import reports_emergency
from kefu.core.transaction import TransactionKind
from kefu.nlu.acts import Act, Aspect
from kefu.words.terms import term
from kefu.words.texts import texts

FORM: Final = "transaction_figures_form"
BALANCE: Final = "balance_query"
FIGURES: Final = (BALANCE, _records.INTENT, LIMIT, FEE)
_NEEDS: Final = {LIMIT: Capability.LIMITS, FEE: Capability.FEES}
# Asked in general as often as of oneself: whom nobody knows is told the general rule first.
GENERAL: Final = frozenset({LIMIT, FEE})
_OWN: Final = "own"
_MOVING: Final = frozenset({"withdraw_howto", "transfer_howto", "payment_howto", "deposit_howto"})
_NO_WISH: Final = (Act.NEGATES, Act.REFUSES, Act.STOPS)


def is_known(turn: Turn) -> bool:
    """Whether the figures of this conversation's account may be told. The service checks again."""
    return read(topics().verification.level, turn.conversation_id) >= Assurance.LOGGED_IN


def tell(turn: Turn, intent: str) -> bool:
    """Tell the figure itself, where it is wanted and whose it is is known; whether it was told."""
    if intent not in FIGURES:
        return False
    if of_others(_words(turn, intent)) or _names_another(turn):
        turn.say("utter_transaction_own_others")
        return True
    if intent == BALANCE and of_the_bank(_words(turn, intent)):
        turn.say("utter_transaction_own_bank", buttons=own_button(turn, intent))
        return True
    if not _wants_own(turn, intent):
        return False
    if not _is_offered(intent):
        turn.say(_LACKS[intent], buttons=_ticket())
        return True
    if not is_known(turn):
        return False
    tell_now(turn, intent)
    return True


def tell_now(turn: Turn, intent: str) -> None:
    """Tell the figure. The service raises AssuranceTooLow to whom it may not be told."""
    words = _words(turn, intent)
    if intent == _records.INTENT:
        if not _records.goes_on(turn):
            _records.tell(turn, words)
    elif intent == BALANCE:
        _tell_balance(turn)
    else:
        _ALLOWANCES[intent](turn, kinds_in(words), _amount(turn))


def _names_another(turn: Turn) -> bool:
    """Whether a phone or an e-mail is named that is not the known customer's own."""
    address = turn.entity("phone_number", "email")
    if address is None or not is_known(turn):
        return False
    return not any(way in address for way in _verification.ways_of(turn).values())


def waits_for_proof(turn: Turn, intent: str) -> bool:
    """Whether the own figure is wanted and only who asks must be proven first."""
    words = _words(turn, intent)
    if intent not in FIGURES or of_others(words) or (intent == BALANCE and of_the_bank(words)):
        return False
    return _wants_own(turn, intent) and _is_offered(intent) and not is_known(turn)


def own_button(turn: Turn, intent: str) -> list[Button] | None:
    """Below an explanation: the way to the own figure."""
    if intent not in FIGURES or turn.form is not None:
        return None
    return [{"title": texts().figures.own[intent], "payload": f"/{intent}"}]


def follow_up(turn: Turn) -> bool:
    """Answer what is said of a figure that was just told (那提现呢, 更多); whether it was."""
    if turn.slot(TOLD) is None or not turn.said_last(f"utter_transaction_{_OWN}_"):
        return False
    if turn.does(*_NO_WISH) or reports_emergency(turn.text) or not is_known(turn):
        return False
    if _records.go_on(turn):
        return True
    if turn.intent in FIGURES and not goes_on(turn.text):
        return False
    if turn.text.startswith("/") or not says_nothing_else(_records.without_facts(turn)):
        return False
    figure = str(turn.slot(TOLD)["figure"])
    if figure == _records.INTENT:
        return _records.look_again(turn)
    kinds, amount = kinds_in(turn.text), _amount(turn)
    if figure == BALANCE or not (kinds or amount):
        return False
    told = turn.slot(TOLD)
    before = frozenset(map(TransactionKind, told["kinds"]))
    _ALLOWANCES[figure](turn, kinds or before, amount or told["amount"])
    return True


def asked_unnamed(turn: Turn) -> str | None:
    """The matter of who asks what has moved in words that name no record (我在美团花了多少钱), or
    whether an amount goes through in words that name no limit (提两万五行不行).
    """
    if turn.does(*_NO_WISH) or turn.text.startswith("/"):
        return None
    vague = turn.intent in {"out_of_scope", "inform"} or bool(turn.doubt)
    counted = turn.intent == LIMIT and asks_how_many_moved(turn.text)
    if counted or (vague and asks_what_moved(turn.text)):
        return _records.INTENT
    if vague and asks_left_of_limit(turn.text):
        return LIMIT
    moves = turn.intent in _MOVING or (vague and kinds_in(turn.text))
    may = moves and turn.asks_about(Aspect.POSSIBILITY) and not asks_how(turn.text)
    return LIMIT if may and turn.entity("amount") else None


_LACKS: Final = {
    LIMIT: "utter_transaction_own_limit_lacks",
    FEE: "utter_transaction_own_fee_lacks",
}


def _words(turn: Turn, intent: str) -> str:
    """What of the message concerns this matter."""
    for matter in turn.matters:
        if matter["name"] == intent and len(turn.matters) > 1:
            return turn.text[matter.get("start", 0) : matter.get("end", len(turn.text))]
    return turn.text


def _wants_own(turn: Turn, intent: str) -> bool:
    words = _words(turn, intent)
    if turn.entity("transaction_choice") == HOW:
        return False
    if words.startswith("/"):
        return True
    if asks_how(words):
        return False
    general = intent in GENERAL and not of_own(words) and turn.entity("amount") is None
    return not general or is_known(turn)


def _is_offered(intent: str) -> bool:
    needed = _NEEDS.get(intent)
    return needed is None or ask(topics().figures.offers, needed)


def _tell_balance(turn: Turn) -> None:
    found = ask(topics().figures.balance, turn.conversation_id)
    account = found.account
    turn.set(transaction_told={"figure": BALANCE})
    state = _state(account)
    buttons = [button(_records.INTENT)] if state is None else None
    turn.say(
        "utter_transaction_own_balance",
        {"amount": format_fen(account.balance_fen)},
        buttons=buttons,
    )
    if found.pending:
        parts = totals_in_words(found.pending)
        turn.say("utter_transaction_own_balance_pending", {"parts": parts})
    if state is not None:
        turn.say(state, {"reason": _reason(account)})


def _state(account: Account) -> str | None:
    """What keeps the money from being used, as the response that says it."""
    if account.restriction is not None:
        return "utter_transaction_own_balance_restricted"
    return _HELD.get(account.status)


_HELD: Final = {
    AccountStatus.FROZEN: "utter_transaction_own_balance_frozen",
    AccountStatus.LOCKED: "utter_transaction_own_balance_locked",
}


def _reason(account: Account) -> str:
    if account.restriction is not None:
        return term(account.restriction.kind)
    reason: LockReason | None = account.lock_reason
    return texts().matters.no_lock_reason if reason is None else term(reason)


def _amount(turn: Turn) -> int | None:
    amount = turn.entity("amount") or amount_in(turn.text)
    return None if amount is None else _records.fen_of(amount)


_ALLOWANCES: Final = {LIMIT: _own_allowances.limits, FEE: _own_allowances.fees}


def _ticket() -> list[Button]:
    return [button("create_ticket"), button("human_agent")]
