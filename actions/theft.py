"""账户被盗 and 冻结账户, the fastest lane: a case at the first word, frozen in one step,
then the security specialists.
"""

from __future__ import annotations

from actions import _verification
from actions._action import KefuAction
from actions._cards import as_lines, transaction_list
from actions._handoff import hand_off
from actions._journey import Journey
from actions._kefu import ask, call, chat, clock, topics, write
from actions._steps import Asked, Confirmed, Verified
from actions._topics import button
from actions._turn import TrackerEvent, Turn
from kefu.core.conversation import Assurance
from kefu.core.errors import AssuranceTooLow
from kefu.core.handoff import Fact, FactKey, HandoffReason
from kefu.core.money import format_fen
from kefu.core.theft import TheftStatement
from kefu.core.theft_words import reports_theft
from kefu.core.transaction import Transaction
from kefu.core.verification import Purpose
from kefu.words.case_card import case_card
from kefu.words.terms import term
from kefu.words.texts import texts

_SPOKEN = {
    "disowns_all": TheftStatement.NONE_MINE,
    "owns_some": TheftStatement.SOME_MINE,
    "is_unsure": TheftStatement.UNSURE,
}
# Shorter than this, or with none of these intents, a sentence tells nothing about the transactions.
TELLING_LENGTH = 6
_TELLING = frozenset(
    {
        *("inform", "affirm", "deny", "out_of_scope", "account_stolen", "freeze_account"),
        *("dispute", "refund", "transaction_failed", "deposit_not_arrived", "withdraw_issue"),
        *("transaction_history", "balance_query", "limit_query", "fee_query", "transfer_howto"),
        *("payment_howto", "deposit_howto", "withdraw_howto", "bind_card", "unbind_card"),
        *("change_phone", "real_name_verification", "two_factor", "phishing_report"),
        *("security_advice", "account_closure"),
    }
)


def _freeze(turn: Turn) -> None:
    """Freeze, and say so once."""
    newly = call(topics().theft.freeze, turn.conversation_id)
    if not turn.slot("theft_frozen"):
        turn.say("utter_theft_frozen" if newly else "utter_theft_frozen_before")
    turn.set(theft_frozen=True)


class TheftJourney(Journey):
    """Freezes and hands over.

    Whoever declines the freeze keeps the case and gets a human all the same.
    """

    form = "theft_form"
    title = "账户安全处理"
    begun_by = ("account_stolen", "freeze_account")
    steps = (
        Verified(Purpose.FREEZE, unless=Assurance.CHANNEL_BOUND, choose_channel=False),
        Confirmed(
            "theft_freeze_confirmed",
            "等待客户确认冻结",
            effect=_freeze,
            implied_by=Purpose.FREEZE,
        ),
        Asked("theft_statement", "账户已冻结，等待客户核对可疑交易"),
    )
    keeps = ("theft_reason", "theft_frozen")

    def answer_instead(self, turn: Turn) -> bool:
        """Whoever asks what a freeze does has reported nothing."""
        if turn.intent != "freeze_account" or not turn.has("asks_what_freezing_does"):
            return False
        turn.say("utter_theft_freeze_explained", buttons=[button("freeze_account")])
        return True

    def begin(self, turn: Turn) -> None:
        """Open the case before anything else and calm the customer."""
        turn.set(theft_freeze_confirmed=None, theft_statement=None, theft_frozen=None)
        if turn.intent in self.begun_by:
            turn.set(theft_reason=turn.intent)
        _hear_theft(turn)
        case = write(chat().alarm.report, turn.conversation_id)
        reason = turn.slot("theft_reason") or "account_stolen"
        card = case_card(case.number) if reason == "account_stolen" else None
        turn.say(f"utter_theft_start_{reason}", {"number": case.number}, card=card)
        _verification.hear(turn)

    def resume(self, turn: Turn) -> None:
        """From the start, with the same case and its number."""
        self.begin(turn)

    def hear(self, turn: Turn) -> bool:
        """A yes or no to the freeze, what is said about the transactions,
        or the verification's answers.
        """
        _hear_theft(turn)
        if turn.asked == "theft_statement":
            return _hear_statement(turn)
        if turn.has("asks_what_freezing_does"):
            turn.say("utter_theft_freeze_explained")
            return True
        if turn.entity("theft_statement") == TheftStatement.CANNOT_VERIFY:
            turn.set(
                theft_freeze_confirmed=False, theft_statement=TheftStatement.CANNOT_VERIFY.value
            )
            return True
        asked = turn.asked == "theft_freeze_confirmed"
        if asked and turn.has("agrees_to_freezing"):
            turn.set(theft_freeze_confirmed=True)
            return True
        if _refuses(turn) or turn.has("declines_freezing"):
            turn.set(theft_freeze_confirmed=False)
            return True
        if asked and turn.intent in {"affirm", "freeze_account"}:
            # Whoever says 不 in some other way, or means another's, is asked once more.
            unclear = turn.has("negates") or turn.has("names_another_account")
            turn.set(theft_freeze_confirmed=None if unclear else True)
            return True
        # Questions about the freeze sound like these; they must not lead out of the fastest lane.
        about_freezing = turn.intent in {"account_locked", "unfreeze_account"}
        return _verification.hear(turn) or about_freezing

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Complete the case, pass it to the security specialists,
        tell its number and what to do meanwhile.
        """
        frozen = bool(turn.slot("theft_frozen"))
        suspicious = _suspicious(turn)
        said = turn.slot("theft_statement") or ""
        statement = _in_words(said or TheftStatement.NOT_FROZEN)
        case = write(topics().theft.complete_case, turn.conversation_id, suspicious, statement)
        if not frozen and not said and turn.slot("theft_reason") == "freeze_account":
            turn.say("utter_theft_not_frozen", {"number": case.number})
            return None
        if said == TheftStatement.ONLY_FREEZE:
            turn.say("utter_theft_only_frozen", {"number": case.number})
            return None
        amount = format_fen(sum(transaction.amount_fen for transaction in suspicious))
        listed = texts().matters.count_and_amount.format(count=len(suspicious), amount=amount)
        passed_on = _to_security(turn, case.number, frozen, listed, statement)
        turn.say("utter_theft_checklist")
        return passed_on


def _in_words(statement: str) -> str:
    known = statement in list(TheftStatement)
    return term(TheftStatement(statement)) if known else statement


def _hear_theft(turn: Turn) -> None:
    """A wish to freeze becomes a theft with the first word of one."""
    if turn.intent == "account_stolen" or reports_theft(turn.text):
        turn.set(theft_reason="account_stolen")


def _refuses(turn: Turn) -> bool:
    """Whether the customer wants no more of it; 没用 only says that it did not help."""
    return turn.intent == "cancel" or (turn.intent == "deny" and not turn.has("says_not_helped"))


def _hear_statement(turn: Turn) -> bool:
    given = turn.entity("theft_statement") or _spoken_statement(turn)
    if given is None and _refuses(turn):
        given = TheftStatement.UNSURE  # the case is passed on all the same
    if given is None:
        return False
    turn.set(theft_statement=str(given))
    return True


def _spoken_statement(turn: Turn) -> str | None:
    """A plain answer, or a sentence that tells something; a question,
    a number or small talk is neither.
    """
    if turn.has("says_not_helped") or turn.has("asks") or turn.entity("phone_number", "email"):
        return None
    for feature, statement in _SPOKEN.items():
        if turn.has(feature):
            return statement
    if turn.intent in {"deny", "affirm"} and len(turn.text) < TELLING_LENGTH:
        return TheftStatement.NONE_MINE if turn.intent == "deny" else TheftStatement.ALL_MINE
    tells = turn.intent in _TELLING or turn.has("disclaims")
    telling = tells and len(turn.text) >= TELLING_LENGTH
    return turn.text if telling else None


def _suspicious(turn: Turn) -> list[Transaction]:
    """What looks stolen; nothing while the customer is not known."""
    try:
        return ask(topics().theft.suspicious, turn.conversation_id)
    except AssuranceTooLow:
        return []


def _to_security(
    turn: Turn, number: str, frozen: bool, suspicious: str, statement: str
) -> list[TrackerEvent]:
    """The case's number and that specialists come, in one message."""
    words = texts().desk
    status = words.frozen if frozen else words.not_frozen
    rows = {term(FactKey.ACCOUNT_STATUS): status, term(FactKey.SUSPICIOUS_TRANSACTIONS): suspicious}
    return hand_off(
        turn,
        HandoffReason.THEFT,
        "utter_theft_case" if frozen else "utter_theft_case_not_frozen",
        {"number": number},
        card=case_card(number, rows),
        facts=[
            Fact(FactKey.ACCOUNT_FREEZE, status),
            Fact(FactKey.SUSPICIOUS_TRANSACTIONS, suspicious),
            Fact(FactKey.STATEMENT, statement),
        ],
        done=[words.done_case.format(number=number), *([words.done_frozen] if frozen else [])],
        pending=words.pending_theft,
    )


class AskTheftStatement(KefuAction):
    """Lists what looks stolen and asks whether the customer did it."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_ask_theft_statement"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """With nothing to list, asks in words what happened."""
        suspicious, now = _suspicious(turn), clock()
        again = turn.said_in_a_row("utter_theft_ask_suspicious") > 0
        if suspicious and again:
            turn.say("utter_theft_ask_suspicious_again")
        elif suspicious:
            turn.say(
                "utter_theft_ask_suspicious",
                {"lines": as_lines(suspicious, now)},
                card=transaction_list(texts().matters.suspicious_transactions, suspicious, now),
            )
        elif turn.slot("theft_reason") == "freeze_account":
            turn.say("utter_theft_ask_why_frozen")
        else:
            turn.say("utter_theft_ask_what_happened", buttons=[button("human_agent")])
        return []
