"""Who the wallet's app says the customer is: a short-lived signed JWT, good once (RFC 7519)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt

from kefu.core.clock import Clock
from kefu.core.english.language_words import ENGLISH, is_english_tag
from kefu.core.errors import NotAuthenticated, NotFound, Unavailable
from kefu.services.ports import Database, WalletBackend
from kefu.services.vault import Vault, new_id

MAX_LIFETIME = timedelta(minutes=10)
CLOCK_SKEW = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class IdentityKeys:
    """How the wallet signs. `keys` maps a `kid` to a shared secret (HS256) or a PEM public key, so
    that keys can rotate; a token without `kid` is checked with the key named ``default``.
    """

    algorithm: str
    audience: str
    keys: dict[str, str]


class IdentityService:
    """Checks identity tokens; in development also makes them.

    Owns its transactions: the wallet is asked outside of them.
    """

    def __init__(
        self,
        database: Database,
        wallet: WalletBackend,
        vault: Vault,
        keys: IdentityKeys,
        clock: Clock,
    ) -> None:
        self._database = database
        self._wallet = wallet
        self._vault = vault
        self._keys = keys
        self._clock = clock

    def account_of(self, token: str) -> str:
        """The account id (`sub`) of a valid token, which is used up by this.

        Raises NotAuthenticated.
        """
        claims = self._claims(token)
        expires = self._check_times(claims)
        subject, name = str(claims["sub"]), str(claims["jti"])
        # JSON can name half a character (a lone surrogate), which nothing behind us can encode.
        if not (subject and subject.isprintable() and name and name.isprintable()):
            raise _refused()
        try:
            account = self._wallet.get_account(subject)
        except NotFound:
            raise _refused() from None
        jti = self._vault.keyed_hash("jti", name)
        ends = expires + CLOCK_SKEW
        with self._database.begin() as unit:
            if not unit.used_ids.use("jti", jti, ends):
                raise _refused()
        return account.id

    def language_of(self, account_id: str, asked: str) -> str:
        """The language tag in which somebody logged in is served first: English where the wallet
        knows that they read it, otherwise what was `asked` for.
        """
        try:
            known = self._wallet.get_account(account_id).locale
        except (NotFound, Unavailable):
            return asked
        return ENGLISH if is_english_tag(known) else asked

    def _claims(self, token: str) -> dict[str, Any]:
        try:
            kid = jwt.get_unverified_header(token).get("kid", "default")
            claims: dict[str, Any] = jwt.decode(
                token,
                self._keys.keys[kid],
                algorithms=[self._keys.algorithm],
                audience=self._keys.audience,
                # The times are checked below, by this service's own clock.
                options={
                    "require": ["exp", "iat", "aud", "sub", "jti"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError):
            raise _refused() from None
        return claims

    def _check_times(self, claims: dict[str, Any]) -> datetime:
        """When the token ends.

        Raises NotAuthenticated when it is not valid now or for too long a time.
        """
        try:
            issued, begins, expires = (
                datetime.fromtimestamp(claims[name], UTC)
                for name in ("iat", "nbf" if "nbf" in claims else "iat", "exp")
            )
        except (TypeError, ValueError, OverflowError, OSError):
            raise _refused() from None
        now = self._clock()
        valid = max(issued, begins) - CLOCK_SKEW <= now < expires + CLOCK_SKEW
        if not valid or expires - issued > MAX_LIFETIME:
            raise _refused()
        return expires

    def issue_for_development(self, phone: str) -> str:
        """A token for a demo customer, signed with the development secret. Raises NotFound."""
        account = self._wallet.find_account(phone=phone)
        if account is None:
            raise NotFound("account_not_found.demo")
        now = self._clock()
        claims = {
            "sub": account.id,
            "aud": self._keys.audience,
            "iat": now,
            "exp": now + timedelta(minutes=5),
            "jti": new_id("jti"),
        }
        return jwt.encode(claims, self._keys.keys["default"], algorithm=self._keys.algorithm)


def _refused() -> NotAuthenticated:
    return NotAuthenticated("invalid_identity")
