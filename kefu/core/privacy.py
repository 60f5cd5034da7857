"""Personal data and secrets in free text: masked,
and replaced by references before anything is stored.

After JR/T 0171-2020: passwords and codes are C3 (never kept),
identifying data is C2 (kept only behind a reference).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from kefu.core.address_words import piece_of_address
from kefu.core.announcing_words import Awaited, announced_by
from kefu.core.awaited_words import find_awaited
from kefu.core.folding import Span, fold_with_places, without_overrides
from kefu.core.personal_data import Finding, find_personal
from kefu.core.personal_kinds import PersonalKind
from kefu.core.secret_words import find_secrets
from kefu.core.shape_words import code_in
from kefu.core.split_words import Piece, Whole, joined, piece_of

__all__ = [
    "REFERENCE",
    "SECRET_MASK",
    "Awaited",
    "PersonalDatum",
    "PersonalKind",
    "Scrubbed",
    "announced_by",
    "code_in",
    "mask_email",
    "mask_name",
    "mask_phone",
    "may_go_on",
    "quoted_in",
    "reference_to",
    "scrub",
    "without_forged",
]

SECRET_MASK = "******"
_LABEL = {
    PersonalKind.PHONE: "手机号",
    PersonalKind.EMAIL: "邮箱",
    PersonalKind.ID_NUMBER: "证件号",
    PersonalKind.BANK_CARD: "银行卡",
}
# Only what the masks below can yield: brackets around a clear number make no reference, nor does a
# number in the place of a host.
REFERENCE = re.compile(
    r"\[(?:手机号:[0-9]{3}\*{4}[0-9]{4}|邮箱:[A-Za-z0-9._%+-]{1,2}\*{3}@[A-Za-z0-9.-]{0,78}\.(?:[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{2,59})"
    r"|证件号:(?:[0-9]{3}\*{11}[0-9]{3}[0-9X]|[0-9A-Z]\*{6}[0-9A-Z]{2})|银行卡:[0-9]{4}\*{4}[0-9]{4})(?:·[0-9]{1,2})?\]"
)
# What a page may draw as one: a Chinese word, and something with a star.
_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u303b\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LOOKS_LIKE_ONE = re.compile(rf"\[[{_HAN}]{{2,10}}:[^\[\]*]{{0,100}}\*[^\[\]]{{0,100}}\]")
_BRACKETS = str.maketrans("", "", "[]")
_WHOLE_ID = re.compile(r"\d{14,18}[\dX]")
_PHONE_MASK = "****"
_NAME_MASK = "***"
# What is hidden already, so that nothing is found in it or across it.
_HIDDEN = re.compile(rf"{REFERENCE.pattern}|\*{{6,}}")


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """A clear value found in a text; `reference` stands for it everywhere else."""

    kind: PersonalKind
    clear: str
    reference: str


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text fit to be stored: `text` holds references and masks;
    `had_secret` when a password or code was masked. `unfinished` are the clear digits of a message
    that is nothing else: the next message may complete them.
    """

    text: str
    found: tuple[PersonalDatum, ...] = ()
    had_secret: bool = False
    unfinished: str = ""


def mask_phone(phone: str) -> str:
    """``13800000001`` → ``138****0001``; ``+85291234567`` → ``852****4567``."""
    phone = phone.removeprefix("+")
    return f"{phone[:3]}****{phone[-4:]}"


def mask_email(email: str) -> str:
    """``wufang@example.com`` → ``wu***@example.com``."""
    local, _, host = email.partition("@")
    return f"{local[: 2 if len(local) > 2 else 1]}***@{host[-80:]}"


def mask_name(name: str) -> str:
    """``张伟`` → ``*伟``; ``欧阳娜娜`` → ``***娜``."""
    return "*" * (len(name) - 1) + name[-1:]


def _mask_document(number: str) -> str:
    """``11010119900307002X`` → ``110***********002X``; of others less is shown."""
    if not _WHOLE_ID.fullmatch(number):
        return f"{number[0]}******{number[-2:]}"
    return f"{number[:3]}***********{number[-4:]}"


_MASK: dict[PersonalKind, Callable[[str], str]] = {
    PersonalKind.PHONE: mask_phone,
    PersonalKind.EMAIL: mask_email,
    PersonalKind.ID_NUMBER: _mask_document,
    PersonalKind.BANK_CARD: lambda number: f"{number[:4]}****{number[-4:]}",
}


def reference_to(kind: PersonalKind, clear: str, *, nth: int = 1) -> str:
    """The reference for a value; `nth` tells apart different values
    of one mask in a conversation.
    """
    return f"[{_LABEL[kind]}:{_MASK[kind](clear)}{f'·{nth}' if nth > 1 else ''}]"


def quoted_in(text: str) -> set[str]:
    """What is written like a reference, by whomever."""
    return set(_LOOKS_LIKE_ONE.findall(without_overrides(text))) if "[" in text else set()


def without_forged(text: str, known: Collection[str]) -> str:
    """The text in which nothing but the references that are `known` has their brackets."""
    if "[" not in text:
        return text

    def bare(match: re.Match[str]) -> str:
        return match[0] if match[0] in known else match[0][1:-1]

    text = _LOOKS_LIKE_ONE.sub(bare, without_overrides(text))
    # One around another is no accident.
    return text if quoted_in(text) <= set(known) else text.translate(_BRACKETS)


def scrub(
    text: str,
    *,
    code_expected: bool = False,
    to_people: bool = False,
    password_expected: bool = False,
    announced: Awaited = Awaited.NOTHING,
    digits_before: str = "",
    refer: Callable[[PersonalKind, str], str] = reference_to,
) -> Scrubbed:
    """Mask secrets and put references (named by `refer`) in place of personal data; what would turn
    the direction of the text goes.

    `code_expected` also masks any run of 3 to 7 digits, and so does `to_people` but for the numbers
    of public services (12315) and amounts alone; `password_expected` masks anything that has a
    password's shape, `announced` what the message before said would come. `digits_before` are those
    that it left unfinished. Scrubbing the result again changes nothing.
    """
    expected = announced
    expected |= Awaited.CODE if code_expected else Awaited.NOTHING
    expected |= Awaited.TO_PEOPLE if to_people else Awaited.NOTHING
    expected |= Awaited.PASSWORD if password_expected else Awaited.NOTHING
    scrubbed = Scrubbed(without_overrides(text))
    folded = fold_with_places(scrubbed.text, opaque=_HIDDEN)
    piece = piece_of(folded)
    if piece is not None and digits_before and (whole := joined(digits_before, piece)):
        return _completed(scrubbed.text, piece, whole, refer)
    while True:  # ends: every round leaves less that is not hidden
        personal = _apart((*find_personal(folded), *find_awaited(folded, expected)))
        secrets = _merged(
            span
            for span in find_secrets(folded, expected)
            # 忘记密码 13800000001: what is a whole phone number or a part of one is no password.
            if not any(datum.start <= span[0] and span[1] <= datum.end for datum in personal)
        )
        if not personal and not secrets:
            break
        scrubbed = _replace(scrubbed, personal, secrets, refer)
        folded = fold_with_places(scrubbed.text, opaque=_HIDDEN)
    if scrubbed.found or scrubbed.had_secret:
        return scrubbed
    if half := piece_of_address(folded.text):
        start, end = folded.span(*half)
        return Scrubbed(f"{scrubbed.text[:start]}{_NAME_MASK}{scrubbed.text[end:]}")
    if piece is None:
        return scrubbed
    text = scrubbed.text
    if piece.begins_a_phone:
        text = text[: piece.start] + piece.shown() + _PHONE_MASK + text[piece.end :]
    return Scrubbed(text, unfinished=piece.unfinished(digits_before))


def may_go_on(text: str) -> bool:
    """Whether the text may be a piece of a number that the message before began."""
    return piece_of(fold_with_places(text)) is not None


def _completed(
    text: str, piece: Piece, whole: Whole, refer: Callable[[PersonalKind, str], str]
) -> Scrubbed:
    """The text whose digits complete a number."""
    found: tuple[PersonalDatum, ...] = ()
    mask = SECRET_MASK
    if whole.may_show:
        mask = refer(whole.kind, whole.number)
        found = (PersonalDatum(whole.kind, whole.number, mask),)
    return Scrubbed(text[: piece.start] + mask + text[piece.end :], found)


def _apart(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of which none overlaps an earlier, surer one; in the order of the text."""
    kept: list[Finding] = []
    for finding in findings:
        if all(finding.end <= other.start or other.end <= finding.start for other in kept):
            kept.append(finding)
    return sorted(kept, key=lambda finding: finding.start)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _replace(
    scrubbed: Scrubbed,
    personal: list[Finding],
    secrets: list[Span],
    refer: Callable[[PersonalKind, str], str],
) -> Scrubbed:
    """Where a secret and personal data overlap, both become one mask."""
    hidden = _merged(
        [
            *secrets,
            *(
                (datum.start, datum.end)
                for datum in personal
                if any(start < datum.end and datum.start < end for start, end in secrets)
            ),
        ]
    )
    text = scrubbed.text
    found: list[PersonalDatum] = []
    replacements: list[tuple[int, int, str]] = [(*span, SECRET_MASK) for span in hidden]
    for datum in personal:
        if not any(start <= datum.start < end for start, end in hidden):
            reference = refer(datum.kind, datum.clear)
            found.append(PersonalDatum(datum.kind, datum.clear, reference))
            replacements.append((datum.start, datum.end, reference))
    pieces: list[str] = []
    position = 0
    for start, end, replacement in sorted(replacements):
        pieces += [text[position:start], replacement]
        position = end
    pieces.append(text[position:])
    return Scrubbed(
        "".join(pieces), scrubbed.found + tuple(found), scrubbed.had_secret or bool(hidden)
    )
