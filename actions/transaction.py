"""交易失败: who it is, which transaction,
the recorded reason and what to do about exactly that reason.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from actions import (
    _arrival,
    _described,
    _failure_told,
    _held,
    _own_allowances,
    _picked,
    _verification,
)
from actions._asking import OTHER_WAYS, Ask
from actions._cards import as_lines, facts_of, row_of, transaction_list
from actions._handoff import hand_off
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import ask, clock, read, topics, write
from actions._past import OFFER, Moment, TrackerEvent
from actions._picked import ANOTHER
from actions._steps import DESCRIPTION_SLOTS, Chosen, Verified
from actions._subjects import Subject
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.allowance import Limit
from kefu.core.arrival_words import tells_debit
from kefu.core.capability import Capability
from kefu.core.conversation import Assurance
from kefu.core.figure_words import kinds_in
from kefu.core.handoff import HandoffReason
from kefu.core.ticket import TicketKind
from kefu.core.transaction import FailureReason, Transaction, TransactionKind, TransactionStatus
from kefu.core.verification import Purpose
from kefu.nlu.acts import Aspect
from kefu.words.texts import texts

NONE_FAILED = "none"
TOO_MUCH = "too_much"
HELD = "held"
# With the two below them no more than a web page shows as choices.
ROWS_SHOWN = 18
TRIES = 2
_ASKING = "utter_transaction_choose"
# Beside an answer to something else: nothing was missed.
_STILL = "utter_transaction_still"
# What a ticket can be about when it is no failure that the wallet explains.
SUBJECTS = (
    *(
        Subject(intent, "transaction", about_money=True)
        for intent in ("deposit_not_arrived", "withdraw_issue")
    ),
    Subject(
        "payment_debited",
        "transaction",
        about_money=True,
        of=("deposit_not_arrived",),
        when=lambda turn: bool(turn.slot("transaction_last")) or turn.has("tells_of_payment"),
    ),
)


def _only_one(turn: Turn) -> str | None:
    """The failed transaction that alone fits what was told, or that there is none."""
    told = _described.facts(turn)
    found = ask(topics().transactions.recent_failed, turn.conversation_id, **told)
    fitting = _described.of_kind(turn, found)
    if len(fitting) == 1 and (told or len(found) > 1):
        return fitting[0].id
    unseen = turn.slot("transaction_shown") is None
    if unseen and (not told or not fitting) and not tells_debit(turn.text) and _held.held(turn):
        return HELD
    debited = [one for one in fitting if one.debited_at_bank]
    if len(debited) == 1 and (len(fitting) == 1 or tells_debit(turn.text)):
        return debited[0].id
    if not fitting and unseen and _limit_in_the_way(turn) is not None:
        return TOO_MUCH
    if not fitting and not ask(topics().transactions.recent_failed, turn.conversation_id):
        return NONE_FAILED
    return None


def _limit_in_the_way(turn: Turn) -> Limit | None:
    """The limit beyond which the amount goes that was told; None when it would go through."""
    amount = _described.facts(turn).get("amount_fen")
    if amount is None or not topics().figures.offers(Capability.LIMITS):
        return None
    kind = turn.slot("transaction_kind") or TransactionKind.PAYMENT
    for limit in ask(topics().figures.limits, turn.conversation_id):
        largest = limit.largest_now_fen
        if limit.kind == kind and largest is not None and amount > largest:
            return limit
    return None


def _asked_of_list(turn: Turn) -> str | None:
    """What is answered while nobody knows yet which one is meant."""
    question = _failure_told.asked(turn)
    return None if question is None else f"utter_transaction_before_{question}"


CHOOSING: Final = (
    Help("utter_transaction_help_choose", shown_by="asks_which_to_choose"),
    Help("utter_transaction_help_choose", about=frozenset({Aspect.PROCEDURE, Aspect.NEED})),
)
"""What is answered while one of a list is to be chosen."""


class TransactionJourney(Journey):
    """Finds the failed transaction and explains it."""

    form = "transaction_form"
    title = "查询失败的交易"
    begun_by = ("transaction_failed",)
    steps = (
        Verified(Purpose.TRANSACTIONS, unless=Assurance.LOGGED_IN),
        Chosen(
            "transaction_choice",
            "等待客户选出有问题的交易",
            alone=_only_one,
            helps=CHOOSING,
            answers=_asked_of_list,
            near=("transaction_history",),
            patience="utter_transaction_patience",
        ),
    )
    keeps = ("transaction_shown", *DESCRIPTION_SLOTS)
    helps = (
        Help("utter_transaction_about_time", about=frozenset({Aspect.TIME})),
        Help("utter_transaction_about_debit", about=frozenset({Aspect.CONSEQUENCE, Aspect.COST})),
        Help("utter_transaction_about_need", about=frozenset({Aspect.NEED}), begins=False),
        Help("utter_transaction_about_reason", begins=False),
    )

    def begin(self, turn: Turn) -> None:
        """Note what the first sentence tells about the transaction."""
        turn.set(transaction_choice=None, transaction_shown=None)
        turn.set(**dict.fromkeys(DESCRIPTION_SLOTS))
        _described.note_facts(turn)
        if turn.slot("transaction_kind") is None and len(kinds := kinds_in(turn.text)) == 1:
            turn.set(transaction_kind=next(iter(kinds)).value)
        self._point_at(turn, turn.entity("transaction_id"))
        if turn.slot("transaction_last") is None:
            turn.say("utter_transaction_start")
        _verification.hear(turn)

    def answer(self, turn: Turn) -> bool:
        """A choice, or a description."""
        listed = ask(topics().transactions.recent_failed, turn.conversation_id)
        one = _picked.chosen(turn, listed)
        if one is not None:
            _arrival.take(turn, one)
            return True
        return _picked.is_denied(turn, listed) or _described.note_facts(turn)

    def _point_at(self, turn: Turn, chosen: str | None) -> None:
        level = read(topics().verification.level, turn.conversation_id)
        if chosen is not None and level >= Assurance.LOGGED_IN:
            _arrival.take(turn, chosen)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Explain the transaction, or say that there is none."""
        chosen = turn.slot("transaction_choice")
        account = _held.held(turn)
        if chosen == HELD and account is not None:
            _held.tell(turn, account)
            return None
        if chosen == TOO_MUCH and (limit := _limit_in_the_way(turn)) is not None:
            _own_allowances.tell_limit(turn, limit, _described.facts(turn)["amount_fen"])
            return None
        if chosen == HELD:  # lifted between two turns
            chosen = NONE_FAILED
        if chosen in {NONE_FAILED, ANOTHER}:
            turn.say(f"utter_transaction_{chosen}_failed")
            return None
        found = ask(topics().transactions.get, turn.conversation_id, chosen)
        turn.set(transaction_last=found.id)
        if found.debited_at_bank:
            return _arrival.give_on(turn, found)
        if found.status is TransactionStatus.FAILED:
            turn.set(guide_topic=_failure_told.TOPIC)
        return _explain(turn, found)


def _explain(turn: Turn, found: Transaction) -> list[TrackerEvent] | None:
    words = facts_of(found, clock())
    if found.status is not TransactionStatus.FAILED:
        turn.say("utter_transaction_not_failed", words)
        return None
    reason = found.failure_reason or FailureReason.UNKNOWN
    if reason is not FailureReason.UNKNOWN:
        turn.say(f"utter_transaction_reason_{reason}", words)
        return None
    facts = {"transaction_id": found.id, "amount_fen": found.amount_fen, "at": found.at.isoformat()}
    ticket = write(
        topics().tickets.open,
        TicketKind.TRANSACTION,
        turn.conversation_id,
        texts().matters.unexplained_failure.format_map(words),
        facts,
        key=f"transaction/{turn.conversation_id}/{found.id}",
    )
    return hand_off(
        turn,
        HandoffReason.OUTSIDE_KNOWLEDGE,
        "utter_transaction_reason_unknown",
        {"number": ticket.number, **words},
        pending=texts().desk.pending_failure,
    )


class AskTransactionChoice(Ask):
    """Shows the transactions that fit what was told, or all when none fits: the failed ones, or
    those whose money has not arrived.
    """

    slot = "transaction_choice"
    first = ()

    def ask(self, turn: Turn) -> None:
        """A card, the same in numbered lines, and a row to tap for each."""
        told = _described.facts(turn)
        arrival = turn.slot("journey_form") == _arrival.FORM
        fitting, known = _arrival.candidates(turn) if arrival else _failed(turn, told)
        shown = [transaction.id for transaction in fitting]
        listed = turn.said_last(_ASKING) or turn.said_last(_STILL)
        if shown == turn.slot("transaction_shown") and listed:
            self._ask_otherwise(turn, fitting)
            return
        response = f"{_ASKING}_arrival" if arrival else _ASKING
        title = texts().figures.records_title if arrival else texts().matters.failed_transactions
        if told:
            response += "_fitting" if known == told else "_unmatched"
        now = clock()
        turn.set(transaction_shown=shown)
        turn.say(
            response,
            {"lines": as_lines(fitting, now)},
            card=transaction_list(title, fitting, now),
            buttons=_choices(fitting),
        )

    def _ask_otherwise(self, turn: Turn, fitting: list[Transaction]) -> None:
        """In few words, for the list stands above; who has tried twice is offered a human."""
        failed = int(turn.slot("journey_unanswered") or 0) >= OTHER_WAYS
        if turn.has_answered:
            turn.say(_STILL, buttons=_choices(fitting))
        elif (failed or turn.said_in_a_row(_ASKING) >= TRIES) and turn.moment(
            turn.slot("journey_form") or TransactionJourney.form
        ) is Moment.ANSWER:
            turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
            turn.say("utter_transaction_choose_human", buttons=[button("human_agent"), _another()])
        else:
            turn.say("utter_transaction_choose_again", buttons=_choices(fitting))


def _failed(turn: Turn, told: dict[str, Any]) -> tuple[list[Transaction], dict[str, Any]]:
    """The failed ones that fit as much as can be of what was told, and how much that is."""
    for known in _described.ever_less(told):
        fitting = ask(topics().transactions.recent_failed, turn.conversation_id, **known)
        if fitting:
            break
    return _described.of_kind(turn, fitting), known


def _choices(fitting: list[Transaction]) -> list[Button]:
    now = clock()
    rows = [_choice(transaction, now) for transaction in fitting[:ROWS_SHOWN]]
    return [*rows, _another(), button("human_agent")]


def _choice(transaction: Transaction, now: datetime) -> Button:
    row = row_of(transaction, now)
    return {
        "title": f"{row['name']} {row['amount']}",
        "payload": f'/inform{{"transaction_choice": "{transaction.id}"}}',
        "row": row,
    }


def _another() -> Button:
    return {
        "title": texts().matters.none_of_these,
        "payload": f'/inform{{"transaction_choice": "{ANOTHER}"}}',
    }
