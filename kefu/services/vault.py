"""Keyed hashes, encryption and random tokens, all from one master secret.

The master secret never leaves this object; each use has its own derived key (HKDF, RFC 5869).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Vault:
    """Everything secret that is stored passes through here."""

    def __init__(self, master_secret: str) -> None:
        self._master = master_secret.encode()
        self._fernet = Fernet(base64.urlsafe_b64encode(self._derive("encryption")))
        self._hash_key = self._derive("hash")

    def _derive(self, purpose: str) -> bytes:
        return HKDF(SHA256(), 32, salt=None, info=f"kefu/{purpose}".encode()).derive(self._master)

    def keyed_hash(self, *parts: str) -> str:
        """HMAC-SHA256 of the parts, in hex: tells equal values
        apart from others without keeping them.
        """
        # A lone surrogate is bad input for somebody else to refuse:
        # here it is hashed like any other character.
        message = "\x1f".join(parts).encode("utf-8", "surrogatepass")
        return hmac.new(self._hash_key, message, hashlib.sha256).hexdigest()

    def matches(self, stored_hash: str, *parts: str) -> bool:
        """Constant-time comparison with a keyed hash."""
        given = stored_hash.encode("utf-8", "surrogatepass")
        return hmac.compare_digest(given, self.keyed_hash(*parts).encode())

    def encrypt(self, clear: str) -> str:
        """Authenticated encryption (Fernet)."""
        return self._fernet.encrypt(clear.encode()).decode()

    def decrypt(self, ciphertext: str) -> str:
        """The clear text. Raises ValueError when it was changed or the key is another."""
        try:
            return self._fernet.decrypt(ciphertext.encode()).decode()
        except InvalidToken as error:
            raise ValueError("cannot decrypt: wrong key or changed text") from error


def new_token() -> str:
    """256 random bits, URL-safe."""
    return secrets.token_urlsafe(32)


def new_id(prefix: str) -> str:
    """A random, unguessable id such as ``cv_3q2…`` (120 bits)."""
    return f"{prefix}_{secrets.token_hex(15)}"
