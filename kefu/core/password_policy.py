"""What a wallet password must be like (product.md, Password policy);
strength as zxcvbn measures it.
"""

from __future__ import annotations

from enum import StrEnum

MIN_LENGTH = 8
MAX_LENGTH = 64  # zxcvbn's cost grows with length
# What eight random characters withstand:
# zxcvbn's own "safely unguessable" begins five guesses later, out of their reach.
MIN_GUESSES = 10**8


class PasswordRule(StrEnum):
    """What a password must be like, in the order in which it is told; `RECENT` only the wallet
    knows.
    """

    TOO_LONG = "too_long"
    LENGTH = "length"
    CHARACTERS = "characters"
    UPPER = "upper"
    LOWER = "lower"
    DIGIT = "digit"
    SPECIAL = "special"
    PERSONAL = "personal"
    STRENGTH = "strength"
    RECENT = "recent"


def broken_rules(password: str, *, personal: list[str]) -> list[PasswordRule]:
    """The rules that `password` breaks, none when it is good.

    `personal` lists what must not stand in it (phone number, e-mail, name, birthday).
    """
    if len(password) > MAX_LENGTH:
        return [PasswordRule.TOO_LONG]
    kept = {
        PasswordRule.LENGTH: len(password) >= MIN_LENGTH,
        PasswordRule.CHARACTERS: all("!" <= c <= "~" for c in password),
        PasswordRule.UPPER: any(c.isupper() for c in password),
        PasswordRule.LOWER: any(c.islower() for c in password),
        PasswordRule.DIGIT: any(c.isdigit() for c in password),
        PasswordRule.SPECIAL: any(not c.isalnum() for c in password),
        PasswordRule.PERSONAL: not _contains_personal(password, personal),
    }
    broken = [rule for rule, is_kept in kept.items() if not is_kept]
    if not broken and _guesses(password, personal) < MIN_GUESSES:
        broken.append(PasswordRule.STRENGTH)
    return broken


def _guesses(password: str, personal: list[str]) -> int:
    from zxcvbn import zxcvbn  # its lists of words take 12 MB, and few processes see a password

    return int(zxcvbn(password, user_inputs=personal)["guesses"])


def _contains_personal(password: str, personal: list[str]) -> bool:
    lowered = password.lower()
    parts = {
        part.lower() for value in personal for part in (value, value[-8:], value.partition("@")[0])
    }
    return any(len(part) >= 4 and part in lowered for part in parts)
