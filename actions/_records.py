"""The customer's own records: which are meant, a page of them, what they come to, one of them.

What was asked for last is kept in a slot, so that 那昨天呢 changes it and 更多 goes on. Whose they
are, the service knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from actions import _described, _failure_told
from actions._cards import (
    as_lines,
    facts_of,
    records_in_words,
    row_of,
    scope_in_words,
    total_in_words,
    transaction_list,
)
from actions._kefu import ask, clock, topics
from actions._topics import button
from actions._turn import Button, Turn
from kefu.core.errors import NotFound
from kefu.core.figure_words import (
    asks_at_least,
    asks_largest,
    asks_more,
    asks_smallest,
    asks_sum,
    kinds_in,
    least_in,
)
from kefu.core.history import TimeSpan, WantedRecords, totals
from kefu.core.money import parse_yuan
from kefu.core.transaction import Transaction, TransactionKind, TransactionStatus
from kefu.nlu.normalise import fold
from kefu.nlu.periods import count_in, count_place, period_in
from kefu.words.texts import texts

INTENT: Final = "transaction_history"
TOLD: Final = "transaction_told"
"""The slot that keeps what was told last."""
MORE: Final = "more"
_SPENT: Final = frozenset({TransactionKind.PAYMENT, TransactionKind.TRANSFER})
_PAGE: Final = 6
_MOST: Final = 15
_POINTING: Final = 14
_FACTS: Final = frozenset({"time", "amount", "merchant", "transaction_kind"})


def tell(turn: Turn, words: str) -> None:
    """The records that a text asks for, or the one that it names."""
    if (one := turn.entity("transaction_id")) is not None:
        _tell_one(turn, one)
    else:
        wanted = _wanted(turn, words)
        pick = max if asks_largest(words) else min if asks_smallest(words) else None
        if pick is None or not _tell_extreme(turn, wanted, pick):
            _look_up(turn, wanted, asks_sum(words), count_in(fold(words)))


def go_on(turn: Turn) -> bool:
    """Take what is said of the list that was just shown; whether it was anything."""
    told = turn.slot(TOLD)
    if told is None or told["figure"] != INTENT:
        return False
    if turn.entity("transaction_choice") == MORE or asks_more(turn.text):
        _page(turn, told, int(told["seen"]))
        return True
    shown = told["shown"]
    if shown and len(turn.text) <= _POINTING and turn.entity("transaction_id") is None:
        chosen = _described.pointed_at(turn, shown)
        if chosen is not None:
            _tell_one(turn, chosen)
            return True
    return False


def goes_on(turn: Turn) -> bool:
    """Show the next ones where the button for them was clicked; whether it was."""
    return turn.entity("transaction_choice") == MORE and go_on(turn)


def look_again(turn: Turn) -> bool:
    """The same records with what the message changes about them; whether it changes anything."""
    told, new = turn.slot(TOLD), _wanted(turn, turn.text)
    count = count_in(turn.folded)
    if new == WantedRecords() and count is None:
        return False
    before = _read(told)
    # 今天转了几笔 asks anew.
    counterparty = None if new.period and new.kinds else before.counterparty
    merged = WantedRecords(
        new.period or before.period,
        new.kinds or before.kinds,
        new.counterparty or counterparty,
        new.amount_fen,
        new.at_least_fen,
    )
    _look_up(turn, merged, bool(told["sum"]) or asks_sum(turn.text), count)
    return True


def _wanted(turn: Turn, words: str) -> WantedRecords:
    """What the words say of the records."""
    folded = fold(words)
    said = period_in(folded, clock())
    amount = turn.entity("amount")
    least = asks_at_least(words)
    if amount is None and least:
        amount = least_in(words)
    fen = None if amount is None else fen_of(amount)
    return WantedRecords(
        said.period if said is not None else None,
        kinds_in(words),
        counterparty(turn, folded),
        None if least else fen,
        fen if least else None,
    )


def counterparty(turn: Turn, folded: str) -> str | None:
    """The name, or its beginning, by which a record's other side is meant."""
    known = turn.entity("merchant")
    if known is not None:
        return known
    everything = ask(topics().figures.records, turn.conversation_id, WantedRecords()).found
    names = {fold(record.counterparty): record.counterparty for record in everything}
    # 网易云 is said of 网易云音乐; the longest beginning is the one that is meant.
    begun = {name: _begun(name, folded) for name in names}
    meant = max(begun, key=lambda name: begun[name], default="")
    return names[meant][: begun[meant]] if begun.get(meant) else None


def _begun(name: str, folded: str) -> int:
    """So many characters of a name's beginning stand in the text; 0 for fewer than two."""
    return next((n for n in range(len(name), 1, -1) if name[:n] in folded), 0)


def _look_up(turn: Turn, wanted: WantedRecords, summed: bool, count: int | None) -> None:
    told = {
        "figure": INTENT,
        "period": [at.isoformat() for at in (wanted.period.start, wanted.period.end)]
        if wanted.period
        else None,
        "kinds": sorted(wanted.kinds),
        "counterparty": wanted.counterparty,
        "amount": wanted.amount_fen,
        "least": wanted.at_least_fen,
        "sum": summed,
        "count": count,
        "seen": 0,
        "shown": [],
    }
    found = ask(topics().figures.records, turn.conversation_id, wanted)
    what = {"what": records_in_words(wanted, clock())}
    turn.set(transaction_told=told)
    if not found.found:
        turn.say("utter_transaction_own_history_none", what, buttons=_elsewhere(wanted))
    elif summed and count is None:
        moved = [total_in_words(t.kind, t.amount_fen, t.count) for t in totals(found.found)]
        response = "utter_transaction_own_history_sum"
        if not moved:
            response = "utter_transaction_own_history_sum_nothing"
        facts: dict[str, str | int] = {**what, "totals": "，".join(moved)}
        facts["scope"] = scope_in_words(wanted, clock())
        facts["count"] = len(found.found)
        turn.say(response, facts, buttons=[_details()])
    elif len(found.found) == 1 and wanted != WantedRecords() and count is None:
        _tell_one(turn, found.found[0].id)
    else:
        _page(turn, told, 0)
        return
    if not found.is_whole:
        turn.say("utter_transaction_own_history_partial")


def _tell_extreme(turn: Turn, wanted: WantedRecords, pick: Callable[..., Transaction]) -> bool:
    """The one of the largest (`max`) or smallest (`min`) amount that moved; False where there is
    none.
    """
    spent = wanted if wanted.kinds else replace(wanted, kinds=_SPENT)
    known = ask(topics().figures.records, turn.conversation_id, spent).found
    found = [record for record in known if record.status is TransactionStatus.SUCCEEDED]
    if found:
        _tell_one(turn, pick(found, key=lambda one: one.amount_fen).id)
    return bool(found)


def _page(turn: Turn, told: dict[str, Any], seen: int) -> None:
    """A page of what was asked for, behind those that were seen before."""
    wanted = _read(told)
    records = ask(topics().figures.records, turn.conversation_id, wanted)
    found = records.found[: told["count"]] if told["count"] else records.found
    size = min(told["count"] or _PAGE, _MOST)
    page, now = list(found[seen : seen + size]), clock()
    if not page:
        turn.say("utter_transaction_own_history_end", buttons=[_recent()])
        return
    left = len(found) - seen - len(page)
    response = "utter_transaction_own_history_list"
    if seen or told["count"]:
        more = "utter_transaction_own_history_more"
        response = more if seen else "utter_transaction_own_history_last"
    facts: dict[str, str | int] = {
        "what": records_in_words(wanted, clock()),
        "lines": as_lines(page, now),
    }
    facts["count"] = len(found)
    buttons = [_choice(one, now) for one in page]
    if left:
        buttons.append(_more())
    turn.set(transaction_told={**told, "seen": seen + len(page), "shown": [one.id for one in page]})
    turn.say(
        response,
        facts,
        card=transaction_list(texts().figures.records_title, page, now),
        buttons=buttons,
    )
    if not left and not records.is_whole:
        turn.say("utter_transaction_own_history_partial")


def _tell_one(turn: Turn, transaction_id: str) -> None:
    """One record with its state; why one failed is the other journey's to tell."""
    try:
        found = ask(topics().transactions.get, turn.conversation_id, transaction_id)
    except NotFound:
        turn.say("utter_transaction_not_found")
        return
    response, buttons = "utter_transaction_own_record", list[Button]()
    turn.set(transaction_last=found.id)
    if found.returned_reason is not None:
        response = "utter_transaction_own_record_returned"
        buttons = [button("bind_card")]
    elif found.status is TransactionStatus.FAILED:
        response = "utter_transaction_own_record_failed"
        turn.set(guide_topic=_failure_told.TOPIC)
        buttons = [_why(found)]
    elif found.kind is TransactionKind.PAYMENT and found.status is TransactionStatus.SUCCEEDED:
        buttons = [button("refund"), button("dispute")]
    turn.say(response, facts_of(found, clock()), buttons=[*buttons, button("human_agent")])


def _read(told: dict[str, Any]) -> WantedRecords:
    """What was asked for last, from the slot."""
    period = told["period"]
    return WantedRecords(
        TimeSpan(*map(datetime.fromisoformat, period)) if period else None,
        frozenset(map(TransactionKind, told["kinds"])),
        told["counterparty"],
        told["amount"],
        told["least"],
    )


def _elsewhere(wanted: WantedRecords) -> list[Button]:
    refunds = [button("refund")] if wanted.kinds == {TransactionKind.REFUND} else []
    return [*refunds, _recent(), button("human_agent")]


def _recent() -> Button:
    return {"title": texts().figures.recent, "payload": f"/{INTENT}"}


def _details() -> Button:
    payload = f'/{INTENT}{{"transaction_choice": "{MORE}"}}'
    return {"title": texts().figures.sum_of_them, "payload": payload}


def _more() -> Button:
    payload = f'/{INTENT}{{"transaction_choice": "{MORE}"}}'
    return {"title": texts().figures.more, "payload": payload}


def _choice(one: Transaction, now: datetime) -> Button:
    row = row_of(one, now)
    payload = f'/{INTENT}{{"transaction_id": "{one.id}"}}'
    return {"title": f"{row['name']} {row['amount']}", "payload": payload, "row": row}


def _why(found: Transaction) -> Button:
    payload = f'/transaction_failed{{"transaction_id": "{found.id}"}}'
    return {"title": texts().figures.failed_ones, "payload": payload}


def fen_of(amount: str) -> int | None:
    """An amount in yuan as fen; None for what is none."""
    try:
        return parse_yuan(amount)
    except ValueError:
        return None


def without_facts(turn: Turn) -> str:
    """The text without what its entities, its period and its number of records say."""
    facts = [e for e in turn.entities if e.get("entity") in _FACTS and "start" in e]
    places = [(int(fact["start"]), int(fact["end"])) for fact in facts]
    if (said := period_in(turn.folded, clock())) is not None:
        places.append((said.start, said.end))
    if (counted := count_place(turn.folded)) is not None:
        places.append(counted)
    return "".join(
        character
        for at, character in enumerate(turn.text)
        if not any(start <= at < end for start, end in places)
    )
