"""Codes and secure inputs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from kefu.core.verification import InputKind, Lane, SecureInput, VerificationCode


@dataclass(frozen=True, slots=True)
class CodeScope:
    """Which codes are counted together: those of a lane that have everything that is not None."""

    lane: Lane
    conversation_id: str | None = None
    network_hash: str | None = None
    destination_hash: str | None = None
    address_hash: str | None = None
    subject_hash: str | None = None

    def to(self, destination_hash: str) -> CodeScope:
        """Of these, the codes asked for by this name."""
        return replace(self, destination_hash=destination_hash)

    def reaching(self, address_hash: str) -> CodeScope:
        """Of these, the codes whose text goes to this address."""
        return replace(self, address_hash=address_hash)


class Codes(Protocol):
    def of(self, conversation_id: str) -> list[VerificationCode]:
        """Those of the conversation, oldest first."""
        ...

    def add(self, code: VerificationCode) -> None: ...
    def get(self, code_id: str, *, lock: bool = False) -> VerificationCode | None: ...
    def save(self, code: VerificationCode) -> None: ...
    def end_open(self, conversation_id: str, now: datetime) -> None: ...
    def nth_newest(self, n: int, since: datetime, scope: CodeScope) -> datetime | None:
        """When the `n`-th newest code of `scope` after `since` was asked for; None when there are
        fewer.
        """
        ...

    def nth_text(self, n: int, since: datetime, scope: CodeScope) -> datetime | None:
        """As `nth_newest`, of the codes whose text leaves: when it does."""
        ...

    def nth_address(
        self, n: int, since: datetime, scope: CodeScope, *, but: str
    ) -> datetime | None:
        """As `nth_newest`, of different destinations other than `but`: the last time of each."""
        ...

    def failures(self, since: datetime, scope: CodeScope) -> list[tuple[datetime, int]]:
        """Wrong values, code by code, newest first: when the last was, after `since`, how many."""
        ...

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
    def failures(self, account_id: str, since: datetime) -> int:
        """How many wrong values were given for this account to inputs shown after `since`."""
        ...

    def close_all(self, conversation_id: str) -> None: ...
