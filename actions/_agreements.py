"""A customer's agreements with merchants: in words and buttons, and which of them a text means.

Formats and reads only; what is done about one is the journey's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from actions import _permissions
from actions._turn import Button, Turn
from kefu.core.agreement import Agreement, AgreementKind, AgreementStatus, Period
from kefu.core.agreement_words import means_all
from kefu.core.money import format_fen, parse_yuan
from kefu.nlu.normalise import fold
from kefu.nlu.ordinals import ordinal
from kefu.words.terms import term
from kefu.words.texts import texts

_FEWEST: Final = 2
_PLACE: Final = re.compile(r"第\s*([一二三四五六七八九十]|\d{1,2})\s*(?:个|项|条|款|种)")
_THAT: Final = re.compile(r"(\d{1,5}(?:\.\d{1,2})?)(?:元|块)?的(?:那|这)?")
_NUMBERS: Final = "一二三四五六七八九十"
_OF_KIND: Final = {
    AgreementKind.PASSWORD_FREE: re.compile("免密"),
    AgreementKind.SUBSCRIPTION: re.compile("(?<!手)续费|续订|包[月季年]|订阅|会员"),
}
_OWN: Final = frozenset({"自动", "免密", "会员", "支付"})


def meant(turn: Turn, listed: Sequence[Agreement]) -> list[Agreement]:
    """Those of `listed` that the message means: by a button, a place in the list, the merchant, the
    amount, or all of them; empty where it names none.
    """
    chosen = turn.entity("security_agreement")
    if chosen is not None:
        return [one for one in listed if chosen in {one.id, _permissions.ALL}]
    return named_in(turn.text, turn.entity("amount"), listed, turn.slot("security_agreement_shown"))


def named_in(
    text: str, amount: str | None, listed: Sequence[Agreement], shown: list[str] | None = None
) -> list[Agreement]:
    """Those that a text means; `shown` are the ids of the list that stands in the chat."""
    folded = fold(text)
    by_place = _by_place(folded, shown or [])
    if by_place is not None:
        return [one for one in listed if one.id == by_place]
    lengths = {one.id: _named(one.merchant, folded) for one in listed}
    longest = max(lengths.values(), default=0)
    if longest:
        found = [one for one in listed if lengths[one.id]]
        # 腾讯视频 is not 腾讯音乐, and 腾讯视频和网易云 are both.
        best = {_start(one.merchant): 0 for one in found}
        for one in found:
            start = _start(one.merchant)
            best[start] = max(best[start], lengths[one.id])
        return [one for one in found if lengths[one.id] == best[_start(one.merchant)]]
    if amount is None and (found_amount := _THAT.search(folded)) is not None:
        amount = found_amount[1]
    if amount is not None and (fen := parse_yuan(amount)) is not None:
        return [one for one in listed if one.amount_fen == fen]
    if means_all(text):
        return of_kind(text, listed)
    return []


def of_kind(text: str, listed: Sequence[Agreement]) -> list[Agreement]:
    """Those of the kind that the text names (免密, 续费), or all where it names none, or both."""
    kinds = {kind for kind, words in _OF_KIND.items() if words.search(fold(text))}
    return [one for one in listed if len(kinds) != 1 or one.kind in kinds]


def _start(merchant: str) -> str:
    return fold(merchant)[:_FEWEST]


def _named(merchant: str, folded: str) -> int:
    """How much of the merchant's name stands in the text, from its beginning."""
    name = fold(merchant)
    for length in range(len(name), _FEWEST - 1, -1):
        if name[:length] in folded and name[:length] not in _OWN:
            return length
    return 0


def _by_place(folded: str, shown: list[str]) -> str | None:
    place = ordinal(folded)
    if place is None and (found := _PLACE.search(folded)) is not None:
        number = found[1]
        place = int(number) if number.isdigit() else _NUMBERS.index(number) + 1
    if place is None or not 1 <= place <= len(shown):
        return None
    return shown[place - 1]


def lines(listed: Sequence[Agreement]) -> str:
    """Numbered, one a line."""
    words = texts().permissions
    return "\n".join(
        words.line.format(
            place=place, merchant=one.merchant, kind=term(one.kind), terms=terms_of(one)
        )
        for place, one in enumerate(listed, 1)
    )


def card(listed: Sequence[Agreement]) -> dict[str, Any]:
    """An `agreements` card."""
    return {
        "kind": "agreements",
        "title": texts().permissions.card_title,
        "items": [_item(one) for one in listed],
    }


def _item(agreement: Agreement) -> dict[str, Any]:
    item = {
        "merchant": agreement.merchant,
        "type_text": term(agreement.kind),
        "charge": _charge(agreement),
        "state": agreement.status.value,
        "state_text": term(agreement.status),
    }
    if agreement.next_charge_on is not None and agreement.status is AgreementStatus.ACTIVE:
        item["next"] = _next(agreement.next_charge_on)
    return item


def terms_of(agreement: Agreement) -> str:
    """What it charges, and when next: ``每月 ¥30.00，下次 12月8日 扣``."""
    amount = _charge(agreement)
    if agreement.next_charge_on is None:
        return amount
    following = _next(agreement.next_charge_on)
    return texts().permissions.and_next.format(amount=amount, next=following)


def _charge(agreement: Agreement) -> str:
    words = texts().permissions
    periods = {
        Period.WEEK: words.a_week,
        Period.MONTH: words.a_month,
        Period.QUARTER: words.a_quarter,
        Period.YEAR: words.a_year,
    }
    form = words.at_most if agreement.period is None else periods[agreement.period]
    return form.format(amount=format_fen(agreement.amount_fen))


def _next(on: date) -> str:
    return texts().permissions.next_charge.format(day=day(on))


def day(on: date) -> str:
    """A day as people say it."""
    return texts().figures.day.format(month=on.month, day=on.day)


def names(listed: Sequence[Agreement]) -> str:
    """Their merchants."""
    return "、".join(one.merchant for one in listed)


def remaining(listed: Sequence[Agreement]) -> str:
    """What may still be charged."""
    words = texts().permissions
    return words.remaining.format(names=names(listed)) if listed else words.none_remaining


def end_buttons(listed: Sequence[Agreement]) -> list[Button]:
    """To end one of them, or all."""
    words = texts().permissions
    one_each = [_button(words.end_one.format(merchant=one.merchant), one.id) for one in listed]
    every = [_button(words.end_all, _permissions.ALL)] if len(listed) > 1 else []
    return [*one_each, *every]


def _button(title: str, value: str) -> dict[str, Any]:
    return {"title": title, "payload": f'/inform{{"security_agreement": "{value}"}}'}
