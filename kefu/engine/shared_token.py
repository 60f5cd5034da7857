"""Shared secrets between the processes of one installation.

It must not know users: these tokens tell that a caller is our own gateway or engine.
"""

from __future__ import annotations

import hmac
import secrets

from pydantic import SecretStr


class SharedToken:
    """A secret that a caller must present, compared in constant time.

    A random secret instead of an empty one keeps a carelessly started process closed.
    """

    def __init__(self, value: SecretStr) -> None:
        self._value = (value.get_secret_value() or secrets.token_urlsafe(32)).encode()

    def matches(self, presented: str | None) -> bool:
        """Tell whether ``presented`` is the secret."""
        return hmac.compare_digest((presented or "").encode(), self._value)

    def matches_header(self, authorization: str | None) -> bool:
        """Tell whether an ``Authorization`` header is ``Bearer <secret>`` (RFC 6750)."""
        scheme, _, presented = (authorization or "").partition(" ")
        return scheme.lower() == "bearer" and self.matches(presented.strip())
