"""Personal data and secrets in free text: found, masked, and replaced by references before anything is stored.

After JR/T 0171-2020: passwords and codes are C3 (never kept), identifying data is C2 (kept only behind a reference).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from stdnum import luhn
from stdnum.cn import ric

SECRET_MASK = "******"


class PersonalKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    BANK_CARD = "bank_card"


_LABEL = {
    PersonalKind.PHONE: "手机号",
    PersonalKind.EMAIL: "邮箱",
    PersonalKind.ID_NUMBER: "证件号",
    PersonalKind.BANK_CARD: "银行卡",
}
REFERENCE = re.compile(r"\[(?:手机号|邮箱|证件号|银行卡):[^\[\]\s]{3,80}\]")


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """A clear value found in a text; `reference` stands for it everywhere else."""

    kind: PersonalKind
    clear: str
    reference: str


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A text fit to be stored: `text` holds references and masks; `had_secret` when a password or code was masked."""

    text: str
    found: tuple[PersonalDatum, ...] = ()
    had_secret: bool = False


def mask_phone(phone: str) -> str:
    """``13800000001`` → ``138****0001``."""
    return f"{phone[:3]}****{phone[-4:]}"


def mask_email(email: str) -> str:
    """``wufang@example.com`` → ``wu***@example.com``."""
    local, _, host = email.partition("@")
    return f"{local[: 2 if len(local) > 2 else 1]}***@{host}"


def mask_name(name: str) -> str:
    """``张伟`` → ``*伟``; ``欧阳娜娜`` → ``***娜``."""
    return "*" * (len(name) - 1) + name[-1:]


_MASK: dict[PersonalKind, Callable[[str], str]] = {
    PersonalKind.PHONE: mask_phone,
    PersonalKind.EMAIL: mask_email,
    PersonalKind.ID_NUMBER: lambda number: f"{number[:3]}***********{number[-4:]}",
    PersonalKind.BANK_CARD: lambda number: f"{number[:4]}****{number[-4:]}",
}

# One character for one, so that offsets in the copy are offsets in the text.
_WIDE_DIGITS = {0xFF01 + i: 0x21 + i for i in range(94)}
_SPOKEN_DIGITS = str.maketrans("零〇一二三四五六七八九幺", "001234567891")

_ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
_BANK_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
_SPOKEN_PHONE = re.compile(r"[零〇一二三四五六七八九幺]{11}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
# The words that announce a secret, then the secret itself: what is left of the sentence stays readable.
_ANNOUNCED_SECRET = re.compile(
    r"((?:密码|密碼|口令|cvv2?|安全码|验证码|校验码|动态码)"
    r"(?:设成|设为|改成|改为|重置为|就是|写的|是|为|[:=,\s\"'“]){1,4})"
    r"((?=[!-~]*\d|[!-~]*[!@#$%^&*_]|[A-Za-z]{8})[!-~]{3,})",
    re.IGNORECASE,
)
_SEED_PHRASE = re.compile(r"((?:助记词|私钥)[^!-~]{0,6})([!-~]{3,}(?:\s+[!-~]{3,}){0,23})")
_PASSWORD_LIKE = re.compile(
    r"(?<![^\s,。,;;:!!??\u4e00-\u9fff])(?=[^\s\u4e00-\u9fff]*[A-Z])(?=[^\s\u4e00-\u9fff]*[a-z])(?=[^\s\u4e00-\u9fff]*\d)"
    r"(?=[^\s\u4e00-\u9fff]*[!@#$%^&*_+=~?])[!-~]{8,64}(?![!-~])"
)
_CODE_ALONE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_ASKS_FOR_SECRET = re.compile(
    r"(?:请|麻烦|把|将|发|报|告诉|提供|说一下|给我|输入)[^。!?!?\n]{0,12}(?:密码|验证码|校验码|动态码|cvv2?|私钥|助记词)"
    r"[^。!?!?\n]{0,6}(?:发|给|告诉|说|报|提供|多少|吗|我|一下|$)",
    re.IGNORECASE,
)
_NEGATION = re.compile(r"不要|请勿|切勿|别|不会|不需要|无需|不用")

# start, end, kind (None for a reference that stands there already), clear value
_Span = tuple[int, int, PersonalKind | None, str]


def scrub(text: str, *, code_expected: bool = False, password_expected: bool = False) -> Scrubbed:
    """Mask secrets and put references in place of personal data.

    `code_expected` also masks any bare six digits, `password_expected` anything that has a password's shape.
    """
    text, had_secret = _mask_secrets(text, code_expected, password_expected)
    spans: list[_Span] = [(*match.span(), None, "") for match in REFERENCE.finditer(text)]
    for span in _personal_spans(text):
        start, end, *_ = span
        if all(end <= taken_from or taken_to <= start for taken_from, taken_to, *_ in spans):
            spans.append(span)
    return _replace(text, sorted(spans, key=lambda span: span[:2]), had_secret)


def _personal_spans(text: str) -> Iterator[_Span]:
    """Personal data in `text`, the surer kinds first."""
    plain = text.translate(_WIDE_DIGITS)
    for match in _EMAIL.finditer(plain):
        yield *match.span(), PersonalKind.EMAIL, match.group().lower()
    for match in _ID_NUMBER.finditer(plain):
        if ric.is_valid(match.group()):
            yield *match.span(), PersonalKind.ID_NUMBER, match.group().upper()
    for match in _PHONE.finditer(plain):
        yield *match.span(), PersonalKind.PHONE, re.sub(r"[ -]", "", match.group(1))
    for match in _BANK_CARD.finditer(plain):
        digits = re.sub(r"[ -]", "", match.group())
        if luhn.is_valid(digits):
            yield *match.span(), PersonalKind.BANK_CARD, digits
    for match in _SPOKEN_PHONE.finditer(text):
        digits = match.group().translate(_SPOKEN_DIGITS)
        if _PHONE.fullmatch(digits):
            yield *match.span(), PersonalKind.PHONE, digits


def _mask_secrets(text: str, code_expected: bool, password_expected: bool) -> tuple[str, bool]:
    masked = _ANNOUNCED_SECRET.sub(lambda m: m.group(1) + SECRET_MASK, text.translate(_WIDE_DIGITS))
    masked = _SEED_PHRASE.sub(lambda m: m.group(1) + SECRET_MASK, masked)
    masked = _PASSWORD_LIKE.sub(
        lambda m: m.group() if _EMAIL.search(m.group()) else SECRET_MASK, masked
    )
    if code_expected:
        masked = _CODE_ALONE.sub(SECRET_MASK, masked)
    if password_expected:
        masked = re.sub(r"(?=[!-~]*\d)(?=[!-~]*[A-Za-z])[!-~]{6,64}", SECRET_MASK, masked)
    return (masked, True) if SECRET_MASK in masked and masked != text else (text, False)


def _replace(text: str, spans: list[_Span], had_secret: bool) -> Scrubbed:
    found: list[PersonalDatum] = []
    pieces: list[str] = []
    position = 0
    for start, end, kind, clear in spans:
        pieces.append(text[position:start])
        position = end
        if kind is None:  # a reference already
            pieces.append(text[start:end])
            continue
        datum = PersonalDatum(kind, clear, reference_to(kind, clear))
        found.append(datum)
        pieces.append(datum.reference)
    pieces.append(text[position:])
    return Scrubbed("".join(pieces), tuple(found), had_secret)


def reference_to(kind: PersonalKind, clear: str, *, nth: int = 1) -> str:
    """The reference for a value; `nth` tells apart different values of one mask in a conversation."""
    return f"[{_LABEL[kind]}:{_MASK[kind](clear)}{f'·{nth}' if nth > 1 else ''}]"


def code_in(text: str) -> str | None:
    """The six digits of a message that is nothing but a code (``验证码是123456``), else None."""
    plain = re.sub(r"[\s\-,,。.!!]", "", text.translate(_WIDE_DIGITS))
    match = re.fullmatch(
        r"(?:我的|收到的?|短信)?(?:验证码|校验码|动态码)?(?:是|为|::?|:)?(\d{6})(?:了|哦|啊|呢)?",
        plain,
    )
    return match.group(1) if match else None


def asks_for_secret(text: str) -> bool:
    """Whether a text sent by staff asks the customer for a password or a code."""
    return any(
        _ASKS_FOR_SECRET.search(sentence) and not _NEGATION.search(sentence)
        for sentence in re.split(r"[。!?!?\n]", text)
    )
