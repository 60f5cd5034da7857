"""Taking pictures: only what is one, made anew so that nothing but its pixels is kept (no EXIF,
no tail, no script). It must not know how that is done: no bytes of a stranger's are read here.
"""

from __future__ import annotations

from kefu.core.attachment import MOST_PER_CONVERSATION, Attachment
from kefu.core.clock import Clock
from kefu.core.conversation import Owner
from kefu.core.errors import Conflict, LimitReached, NotFound
from kefu.services.assurance import get_conversation
from kefu.services.ports import Database, Files, Pictures, UnitOfWork
from kefu.services.vault import new_id


class AttachmentService:
    """Names are random, files private; whoever fetches one has
    shown a right to its conversation before.

    Owns its transactions: a picture is made anew before one begins.
    """

    def __init__(self, database: Database, files: Files, pictures: Pictures, clock: Clock) -> None:
        self._database = database
        self._files = files
        self._pictures = pictures
        self._clock = clock

    def accept(self, conversation_id: str, content: bytes) -> Attachment:
        """Keep a picture (JPEG, PNG or WebP).

        Raises Invalid, LimitReached, Conflict (`conversation_closed`), Unavailable.
        """
        with self._database.read() as unit:
            _require_room(unit, conversation_id)  # or the work would be for nothing
        clean = self._pictures.made_anew(content)
        attachment = Attachment(
            new_id("at"), conversation_id, "image/jpeg", len(clean), self._clock()
        )
        with self._database.begin() as unit:
            _require_room(unit, conversation_id, lock=True)
            self._files.save(attachment.id, clean)
            unit.attachments.add(attachment)
        return attachment

    def load(self, conversation_id: str, attachment_id: str) -> tuple[Attachment, bytes]:
        """A picture of this conversation. Raises NotFound, also for another conversation's."""
        with self._database.read() as unit:
            found = unit.attachments.get(attachment_id)
        if found is None or found.conversation_id != conversation_id:
            raise NotFound("attachment_not_found")
        return found, self._files.load(found.id)


def _require_room(unit: UnitOfWork, conversation_id: str, *, lock: bool = False) -> None:
    conversation = get_conversation(unit, conversation_id, lock=lock)
    if conversation.owner is Owner.CLOSED:
        raise Conflict("conversation_closed")
    if unit.attachments.count(conversation_id) >= MOST_PER_CONVERSATION:
        raise LimitReached("limit_reached.attachments", retry_after=3600)
