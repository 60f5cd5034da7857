"""The app's identity token: every way to forge, reuse or stretch one is refused alike."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

from kefu.bootstrap import Kefu
from kefu.core.errors import NotAuthenticated, NotFound
from kefu.services.identity import CLOCK_SKEW, MAX_LIFETIME, IdentityKeys, IdentityService
from kefu.services.vault import Vault
from tests.conftest import ON_SQLITE, FakeClock

OLD, NEW = "old-shared-secret-" * 4, "new-shared-secret-" * 4
pytestmark = ON_SQLITE


def service(kefu: Kefu, keys: IdentityKeys) -> IdentityService:
    return IdentityService(kefu.database, kefu.wallet, Vault("v" * 32), keys, kefu.clock)


@pytest.fixture
def identity(kefu: Kefu) -> IdentityService:
    return service(kefu, IdentityKeys("HS256", "kefu", {"default": OLD, "2026": NEW}))


@pytest.fixture
def claims(clock: FakeClock) -> dict[str, Any]:
    now = int(clock.now.timestamp())
    return {"sub": "acc_0001", "aud": "kefu", "iat": now, "exp": now + 300, "jti": "j1"}


def signed(claims: dict[str, Any], key: str = OLD, algorithm: str = "HS256", **header: Any) -> str:
    return jwt.encode(claims, key, algorithm=algorithm, headers=header)


def refused(identity: IdentityService, token: str) -> None:
    with pytest.raises(NotAuthenticated) as error:
        identity.account_of(token)
    assert error.value.code == "invalid_identity"
    assert error.value.facts == {}


def test_a_good_token(identity: IdentityService, claims: dict[str, Any]) -> None:
    assert identity.account_of(signed(claims)) == "acc_0001"


@pytest.mark.parametrize("half", ["\ud800", "acc_0001\udfff", "acc\u202e", "acc\n_0001", ""])
@pytest.mark.parametrize("member", ["sub", "jti", "kid"])
def test_what_nothing_can_store_is_refused(
    identity: IdentityService, claims: dict[str, Any], member: str, half: str
) -> None:
    if member == "kid":
        refused(identity, signed(claims, kid=half))
    else:
        refused(identity, signed({**claims, member: half}))


def test_keys_rotate_by_kid(identity: IdentityService, claims: dict[str, Any]) -> None:
    assert identity.account_of(signed(claims, NEW, kid="2026")) == "acc_0001"
    refused(identity, signed({**claims, "jti": "j2"}, OLD, kid="2026"))
    refused(identity, signed({**claims, "jti": "j3"}, NEW))


@pytest.mark.parametrize("kid", ["2027", "", "../default", None])
def test_an_unknown_kid(identity: IdentityService, claims: dict[str, Any], kid: str | None) -> None:
    header = {"kid": kid} if kid is not None else {"kid": "None"}
    refused(identity, signed(claims, **header))


def raw(header: dict[str, Any], claims: dict[str, Any], signature: str = "") -> str:
    def part(value: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    return f"{part(header)}.{part(claims)}.{signature}"


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "HS256", "RS256"])
def test_unsigned_tokens(identity: IdentityService, claims: dict[str, Any], algorithm: str) -> None:
    refused(identity, raw({"alg": algorithm, "typ": "JWT"}, claims))


@pytest.mark.parametrize("kid", [["default"], {"a": 1}, 7, True])
def test_a_kid_of_another_type(identity: IdentityService, claims: dict[str, Any], kid: Any) -> None:
    refused(identity, raw({"alg": "HS256", "kid": kid}, claims))


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
def test_another_algorithm_than_configured(
    identity: IdentityService, claims: dict[str, Any], algorithm: str
) -> None:
    refused(identity, signed(claims, algorithm=algorithm))


@pytest.mark.parametrize("token", ["", ".", "a.b.c", "x" * 5000, "\ud800", "ÿ.ÿ.ÿ", "null"])
def test_no_token_at_all(identity: IdentityService, token: str) -> None:
    refused(identity, token)


@pytest.mark.parametrize("missing", ["sub", "aud", "iat", "exp", "jti"])
def test_a_missing_claim(identity: IdentityService, claims: dict[str, Any], missing: str) -> None:
    del claims[missing]
    refused(identity, signed(claims))


@pytest.mark.parametrize(
    "change",
    [
        lambda c: {"aud": "another"},
        lambda c: {"aud": ["another"]},
        lambda c: {"aud": ""},
        lambda c: {"sub": "acc_9999"},
        lambda c: {"sub": ""},
        lambda c: {"exp": c["iat"] + MAX_LIFETIME.total_seconds() + 1},
        lambda c: {"exp": c["iat"] - 1000},
        lambda c: {"exp": 10**20},
        lambda c: {"iat": c["iat"] - 3600},  # lives longer than ten minutes
        lambda c: {"iat": c["iat"] + 31, "exp": c["exp"] + 31},  # from the future
        lambda c: {"nbf": c["iat"] + 31},
        lambda c: {"exp": "soon"},
        lambda c: {"exp": None},
        lambda c: {"iat": [1]},
        lambda c: {"iat": float("nan")},
        lambda c: {"exp": float("inf")},
        lambda c: {"exp": str(c["exp"])},
    ],
)
def test_a_wrong_claim(
    identity: IdentityService,
    claims: dict[str, Any],
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    refused(identity, signed({**claims, **change(claims)}))


def test_a_wrong_key(identity: IdentityService, claims: dict[str, Any]) -> None:
    refused(identity, signed(claims, "another-secret-" * 5))


def test_a_changed_body(identity: IdentityService, claims: dict[str, Any]) -> None:
    head, _, tail = signed(claims).split(".")
    _, body, _ = signed({**claims, "sub": "acc_0002"}).split(".")
    refused(identity, f"{head}.{body}.{tail}")


def test_ten_minutes_are_allowed(identity: IdentityService, claims: dict[str, Any]) -> None:
    claims["exp"] = claims["iat"] + MAX_LIFETIME.total_seconds()
    assert identity.account_of(signed(claims)) == "acc_0001"


def test_expiry_and_the_skew_that_clocks_may_have(
    identity: IdentityService, claims: dict[str, Any], clock: FakeClock
) -> None:
    end = datetime.fromtimestamp(claims["exp"], clock.now.tzinfo) + CLOCK_SKEW
    clock.now = end
    refused(identity, signed(claims))
    clock.forward(seconds=-1)
    assert identity.account_of(signed(claims)) == "acc_0001"


def test_a_token_is_good_once(identity: IdentityService, claims: dict[str, Any]) -> None:
    token = signed(claims)
    identity.account_of(token)

    refused(identity, token)
    refused(identity, signed({**claims, "exp": claims["exp"] + 1}))  # the same jti


def test_a_refused_token_uses_up_nothing(identity: IdentityService, claims: dict[str, Any]) -> None:
    refused(identity, signed({**claims, "sub": "acc_9999"}))

    assert identity.account_of(signed(claims)) == "acc_0001"


def pem(public: Any) -> str:
    encoding, form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    return str(public.public_bytes(encoding, form).decode())


def test_public_keys(kefu: Kefu, claims: dict[str, Any]) -> None:
    private = ed25519.Ed25519PrivateKey.generate()
    public = pem(private.public_key())
    identity = service(kefu, IdentityKeys("EdDSA", "kefu", {"default": public}))

    assert identity.account_of(jwt.encode(claims, private, algorithm="EdDSA")) == "acc_0001"
    other = ed25519.Ed25519PrivateKey.generate()
    refused(identity, jwt.encode({**claims, "jti": "j2"}, other, algorithm="EdDSA"))


def test_a_public_key_is_no_shared_secret(kefu: Kefu, claims: dict[str, Any]) -> None:
    """The classic confusion: sign with HS256 and the public key that everybody has."""
    public = pem(rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key())
    identity = service(kefu, IdentityKeys("RS256", "kefu", {"default": public}))
    unsigned = raw({"alg": "HS256", "typ": "JWT"}, claims).rstrip(".")
    digest = hmac.new(public.encode(), unsigned.encode(), hashlib.sha256).digest()
    signature = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()

    refused(identity, f"{unsigned}.{signature}")


def test_development_tokens_are_for_demo_customers(kefu: Kefu) -> None:
    token = kefu.chat.identity.issue_for_development("13800000003")

    assert kefu.chat.identity.account_of(token) == "acc_0003"
    with pytest.raises(NotFound):
        kefu.chat.identity.issue_for_development("13900000000")
