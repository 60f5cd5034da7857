"""Codes and secure inputs."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kefu.core.verification import InputKind, SecureInput, VerificationCode


class Codes(Protocol):
    def of(self, conversation_id: str) -> list[VerificationCode]:
        """Those of the conversation, oldest first."""
        ...

    def add(self, code: VerificationCode) -> None: ...
    def get(self, code_id: str, *, lock: bool = False) -> VerificationCode | None: ...
    def save(self, code: VerificationCode) -> None: ...
    def end_open(self, conversation_id: str, now: datetime) -> None: ...
    def nth_newest(
        self,
        n: int,
        since: datetime,
        *,
        destination_hash: str | None = None,
        address_hash: str | None = None,
        conversation_id: str | None = None,
        network_hash: str | None = None,
    ) -> datetime | None:
        """When the `n`-th newest matching code after `since` was made;
        None when there are fewer.
        """
        ...

    def failures_since(self, since: datetime, subject_hash: str) -> int: ...
    def one_at_a_time(self, *keys: str) -> None:
        """Wait until no other transaction holds one of these keys;
        they are held until this one ends.

        What is counted before it is written needs this: a limit, the failures of an account.
        """
        ...

    def delete_all(self) -> None:
        """Forget every code. Development only."""
        ...


class SecureInputs(Protocol):
    def of(self, conversation_id: str) -> list[SecureInput]:
        """Those of the conversation, oldest first."""
        ...

    def add(self, secure_input: SecureInput) -> None: ...
    def get(self, input_id: str, *, lock: bool = False) -> SecureInput | None: ...
    def save(self, secure_input: SecureInput) -> None: ...
    def open(
        self, conversation_id: str, now: datetime, kind: InputKind | None = None
    ) -> list[SecureInput]: ...
    def close_all(self, conversation_id: str) -> None: ...
