"""What a wallet password must be like (product.md, Password policy);
strength as zxcvbn measures it.
"""

from __future__ import annotations

from dataclasses import dataclass

from zxcvbn import zxcvbn

MIN_LENGTH = 8
MAX_LENGTH = 64  # zxcvbn's cost grows with length
# What eight random characters withstand:
# zxcvbn's own "safely unguessable" begins five guesses later, out of their reach.
MIN_GUESSES = 10**8


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule: its stable name and what to tell the customer."""

    rule: str
    message: str


def check_password(password: str, *, personal: list[str]) -> list[Violation]:
    """The rules that `password` breaks, empty when it is good.

    `personal` lists what must not stand in it (phone number, e-mail, name, birthday).
    """
    if len(password) > MAX_LENGTH:
        return [Violation("too_long", f"密码最长 {MAX_LENGTH} 位")]
    rules = [
        ("length", len(password) >= MIN_LENGTH, f"至少 {MIN_LENGTH} 位"),
        (
            "characters",
            all("!" <= c <= "~" for c in password),
            "只能用字母、数字和常见符号，不能有空格",
        ),
        ("upper", any(c.isupper() for c in password), "要有大写字母"),
        ("lower", any(c.islower() for c in password), "要有小写字母"),
        ("digit", any(c.isdigit() for c in password), "要有数字"),
        ("special", any(not c.isalnum() for c in password), "要有特殊字符，如 ! @ # %"),
        (
            "personal",
            not _contains_personal(password, personal),
            "不能包含手机号、邮箱、姓名或生日",
        ),
    ]
    violations = [Violation(rule, message) for rule, kept, message in rules if not kept]
    if not violations and zxcvbn(password, user_inputs=personal)["guesses"] < MIN_GUESSES:
        violations.append(Violation("strength", "太容易被猜到，请换一个更复杂的密码"))
    return violations


def _contains_personal(password: str, personal: list[str]) -> bool:
    lowered = password.lower()
    parts = {
        part.lower() for value in personal for part in (value, value[-8:], value.partition("@")[0])
    }
    return any(len(part) >= 4 and part in lowered for part in parts)
