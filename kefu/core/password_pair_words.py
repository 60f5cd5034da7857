"""The words that compare the login password with the payment password (两个密码能设一样的吗), or want
payments to have one (给支付加个密码).

It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_LOGIN: Final = "登[录陆](?:的)?(?:密码)?"
_PAYMENT: Final = "(?:支付|付款|交易)(?:的)?(?:密码)?"
_PAIR: Final = re.compile(
    f"{_LOGIN}[^?\uff1f]{{0,6}}{_PAYMENT}|{_PAYMENT}[^?\uff1f]{{0,6}}{_LOGIN}|(?:两|2)(?:个|种)?密码"
)
_COMPARES: Final = re.compile(
    "一样|一个(?!忘|改)|同一个|相同|一回事|通用|分开|区别|不同|两码事|重复|各设各|哪个是哪个"
)
_TROUBLE: Final = re.compile("忘|改(?!成)|重置|找回|换|错|不对|登不|付不|失败|锁")


def compares_passwords(text: str) -> bool:
    """Whether the text only compares the two: 登录密码和支付密码是一个吗."""
    plain = squeezed(text)
    compared = _PAIR.search(plain) and _COMPARES.search(plain)
    return bool(compared) and _TROUBLE.search(plain) is None


_ADDED: Final = re.compile(
    "(?:支付|付款|付钱|花钱|扣款|扣钱)(?:的时候|时|那里|这块|也|都|怎么|咋|如何|能不能|可以){0,2}(?:加|设|弄|上|添)(?:一?[个道层]|上|了)?[^,，。?\uff1f]{0,3}密码"
)


def adds_payment_password(text: str) -> bool:
    """Whether payments shall have a password, or a better one: 怎么给支付加个密码限制."""
    return _ADDED.search(squeezed(text)) is not None
