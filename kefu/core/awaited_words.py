"""A message that is nothing but the number that the one before it named (护照号码, then EA7392018).

Nothing but that message makes it known: its check sign may be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kefu.core.announcing_words import Awaited
from kefu.core.folding import Folded, digits_spelt_out
from kefu.core.numbers_of_people import ISSUED, is_dated, is_day
from kefu.core.personal_data import Finding
from kefu.core.personal_kinds import PersonalKind

_SEP: Final = r"[\s\-.,·/\uff0c、_|]{0,3}"
_ABOUT: Final = r"\s*(?:(?:就?是|号码?|[:\uff1a])\s*)?"
_END: Final = r"[\s。.!~吧啊哦呢了的]*"
_SHAPES: Final = {
    Awaited.IDENTITY: (PersonalKind.ID_NUMBER, rf"\d(?:{_SEP}\d){{13,18}}{_SEP}[Xx]?"),
    Awaited.CARD: (PersonalKind.BANK_CARD, rf"\d(?:{_SEP}\d){{12,18}}"),
    Awaited.PAPER: (
        PersonalKind.ID_NUMBER,
        rf"[A-Za-z]{{1,2}}{_SEP}\d(?:{_SEP}\d){{5,9}}(?:\s?[(（][0-9Aa][)）])?|\d(?:{_SEP}\d){{7,9}}",
    ),
}
_WHOLE: Final = {
    awaited: (kind, re.compile(rf"{_ABOUT}({shape}){_END}"))
    for awaited, (kind, shape) in _SHAPES.items()
}
_SIGNS: Final = re.compile(r"[^A-Za-z0-9]")


def find_awaited(folded: Folded, expected: Awaited) -> Iterator[Finding]:
    """The number, if it was named before."""
    for awaited, (kind, whole) in _WHOLE.items():
        if awaited not in expected:
            continue
        view = digits_spelt_out(folded)
        match = whole.fullmatch(view.text)
        if match is None:
            continue
        clear = _SIGNS.sub("", match.group(1)).upper()
        if _may_be(kind, clear):
            yield Finding(*view.span(*match.span(1)), kind, clear)


def _may_be(kind: PersonalKind, clear: str) -> bool:
    """Whether it is no date, and no number of an order (银行卡 may have said how it was paid)."""
    if kind is PersonalKind.BANK_CARD:
        return ISSUED.fullmatch(clear) is not None
    return not is_dated(clear) and not (len(clear) == 8 and clear.isdigit() and is_day(clear))
