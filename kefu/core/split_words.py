"""Numbers that are sent in pieces, a message each: ``138 0000``, then ``0001``.

It knows nothing of masks; what came before it is told.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from stdnum import luhn

from kefu.core.folding import Folded, digits_spelt_out
from kefu.core.numbers_of_people import ISSUED, MOBILE, is_day, is_id
from kefu.core.personal_kinds import PersonalKind

_PIECE: Final = re.compile(
    r"\s*(?:我|俺|的|这是|手机号?码?|电话号?码?|号码|联系方式|身[份分]证号?码?|银行卡号?|卡号|前面|前半|后面|后半|剩下|接着|然后|还有|前?后?[三四七八34578]位|段|部分|是|为|[:\uff1a,\uff0c\s]){0,8}"
    r"[(（+]?(\d(?:[\s\-.,\uff0c、·/]{0,3}\d){0,17}[Xx]?)"
    r"[\s。.,\uff0c~…吧啊哦呢等]*"
)
_SIGNS: Final = re.compile(r"[^\dX]")
_SOME_DIGIT: Final = re.compile(r"[\d零〇洞一幺二三四五六七八九壹贰叁]")
_LONGEST_TEXT: Final = 48
_DAY: Final = 8
_BEGINNING: Final = re.compile(r"1[3-9]\d{5,8}")
_SHOWN: Final = 3
_FEWEST: Final = 3
_LONGEST: Final = 18
# Before digits of which all but the first three were hidden when they were stored.
_HIDDEN: Final = "*"


@dataclass(frozen=True, slots=True)
class Piece:
    """The digits of a message that is nothing else, at ``[start:end]`` of it."""

    start: int
    end: int
    digits: str

    @property
    def begins_a_phone(self) -> bool:
        """Whether it is most of a mobile number, but not all."""
        return _BEGINNING.fullmatch(self.digits) is not None

    def shown(self) -> str:
        """What may be seen of a phone's beginning."""
        return self.digits[:_SHOWN]

    def unfinished(self, before: str) -> str:
        """All the digits so far, as the next message is to be told of them; only these when they
        cannot belong together; empty when nothing begins with so few.
        """
        if self.begins_a_phone:
            return _HIDDEN + self.digits
        number = before + self.digits
        if not before or _HIDDEN in before or len(number) > _LONGEST:
            number = self.digits
        return number if len(number) >= _FEWEST else ""


@dataclass(frozen=True, slots=True)
class Whole:
    """A number that pieces make. `may_show` is False when its last digits beside those that were
    stored would give it away.
    """

    kind: PersonalKind
    number: str
    may_show: bool


def piece_of(folded: Folded) -> Piece | None:
    """The digits of a message that is nothing but digits and a word for them."""
    if len(folded.text) > _LONGEST_TEXT or not _SOME_DIGIT.search(folded.text):
        return None
    spelt_out = digits_spelt_out(folded)
    match = _PIECE.fullmatch(spelt_out.text)
    if match is None:
        return None
    digits = _SIGNS.sub("", match.group(1).upper())
    if len(digits) == _DAY and is_day(digits):
        return None
    start, end = spelt_out.span(*match.span(1))
    return Piece(start, end, digits)


def joined(before: str, piece: Piece) -> Whole | None:
    """What the digits before and the piece are together."""
    stored = before.removeprefix(_HIDDEN)
    number = stored + piece.digits
    if match := MOBILE.fullmatch(number):
        may_show = before != stored or len(stored) <= _SHOWN + 1
        return Whole(PersonalKind.PHONE, match.group(1), may_show)
    if len(number) == 18 and is_id(number):
        return Whole(PersonalKind.ID_NUMBER, number, may_show=False)
    if ISSUED.fullmatch(number) and luhn.is_valid(number):
        return Whole(PersonalKind.BANK_CARD, number, may_show=False)
    return None
