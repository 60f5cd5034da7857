"""Pictures that customers send: what is known of them, and their bytes."""

from __future__ import annotations

from typing import Protocol

from kefu.core.attachment import Attachment


class Attachments(Protocol):
    def add(self, attachment: Attachment) -> None: ...
    def get(self, attachment_id: str) -> Attachment | None: ...
    def count(self, conversation_id: str) -> int: ...


class Files(Protocol):
    """Private storage of bytes by name."""

    def save(self, name: str, content: bytes) -> None:
        """Keep a new file; complete or not at all."""
        ...

    def load(self, name: str) -> bytes:
        """Its content. Raises NotFound."""
        ...


class Pictures(Protocol):
    """Makes pictures anew, where whatever is wrong with one harms nobody."""

    def made_anew(self, content: bytes) -> bytes:
        """A JPEG of the picture's pixels and of nothing else that came with them.

        Raises Invalid, Unavailable.
        """
        ...
