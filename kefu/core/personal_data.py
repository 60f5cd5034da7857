"""Finds personal data in free text: phones, e-mails, numbers of documents, bank cards,
however they are spelt.

It knows nothing of secrets, masks or references.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from kefu.core.address_words import find_addresses
from kefu.core.digit_words import Run, runs_of_digits
from kefu.core.document_words import Named, Names, find_documents
from kefu.core.folding import Folded, digits_spelt_out
from kefu.core.number_ends import Ends
from kefu.core.numbers_of_people import (
    card_number,
    id_number,
    may_be_at_home,
    mobile_number,
    phone_abroad,
    phone_at_home,
)
from kefu.core.personal_kinds import PersonalKind


@dataclass(frozen=True, slots=True)
class Finding:
    """A value at ``[start:end]`` of the text; `clear` is its one canonical spelling."""

    start: int
    end: int
    kind: PersonalKind
    clear: str


_FEWEST_DIGITS: Final = 6
_LONGEST: Final = 22
_FEWEST: Final = 11
# What these words name need not look like it.
_NAMED: Final = frozenset({Named.IDENTITY, Named.CARD})
_MOST_GROUPS: Final = 3


def find_personal(folded: Folded) -> Iterator[Finding]:
    """Personal data with its places in the original text, the surer kinds first;
    findings may overlap.
    """
    spelt_out = digits_spelt_out(folded)
    views = [folded] if spelt_out is folded else [folded, spelt_out]
    for view in views:
        for start, end, clear in find_addresses(view.text):
            yield _in_original(view, Finding(start, end, PersonalKind.EMAIL, clear))
    if sum(map(str.isdigit, spelt_out.text)) < _FEWEST_DIGITS:
        return
    for start, end, clear in find_documents(folded.text):
        yield _in_original(folded, Finding(start, end, PersonalKind.ID_NUMBER, clear))
    for view in views:
        found = [
            finding
            for run in runs_of_digits(view.text)
            for finding in (*_in_run(view.text, run), *_at_home(view.text, run))
        ]
        for kind in (PersonalKind.ID_NUMBER, PersonalKind.BANK_CARD, PersonalKind.PHONE):
            yield from (_in_original(view, each) for each in found if each.kind is kind)


def _in_original(view: Folded, finding: Finding) -> Finding:
    start, end = view.span(finding.start, finding.end)
    return replace(finding, start=start, end=end)


def _in_run(text: str, run: Run) -> Iterator[Finding]:
    """The numbers that begin with a group of the run, the longest card of each."""
    digits = run.digits
    if len(digits) < _FEWEST:
        return
    names = Names(text, run.start, run.end)
    ends = Ends(digits)
    # By how many digits stand before its first, which group that is, and by those until its last.
    starts = list(accumulate((len(group.digits) for group in run.groups), initial=0))
    lasts = {end: last for last, end in enumerate(starts[1:])}
    for first, start in enumerate(starts[:-1]):
        card: Finding | None = None
        for end in _ends_from(start, len(digits), ends, names):
            if end not in lasts:
                continue
            part, number = run.part(first, lasts[end]), digits[start:end]
            if identity := id_number(text, part, number, names):
                place, clear = identity
                yield Finding(part.start, place, PersonalKind.ID_NUMBER, clear)
            if card_number(part, number, names):
                card = Finding(part.start, part.end, PersonalKind.BANK_CARD, number)
            if phone := mobile_number(text, part, number, names) or phone_abroad(
                text, part, number
            ):
                place, clear = phone
                yield Finding(place, part.end, PersonalKind.PHONE, clear)
        if card is not None:
            yield card


def _ends_from(start: int, count: int, ends: Ends, names: Names) -> Iterable[int]:
    """Where a number can end, ascending, that begins after `start` of the run's digits."""
    if start == 0 and names.before in _NAMED:
        return range(_FEWEST, _LONGEST + 1)
    if count - start <= _LONGEST and names.after in _NAMED:
        return sorted({*ends.of(start), count})
    return ends.of(start)


def _at_home(text: str, run: Run) -> Iterator[Finding]:
    """The phone numbers that are short for want of a country's code."""
    for first, group in enumerate(run.groups):
        if group.digits[0] != "0" and len(run.groups) > _MOST_GROUPS:
            continue
        number = ""
        for last in range(first, min(first + _MOST_GROUPS, len(run.groups))):
            number += run.groups[last].digits
            if may_be_at_home(number) and (
                phone := phone_at_home(text, part := run.part(first, last), number)
            ):
                start, clear = phone
                yield Finding(start, part.end, PersonalKind.PHONE, clear)
