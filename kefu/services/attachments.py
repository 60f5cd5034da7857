"""Taking pictures: only what is one, made anew so that nothing but its pixels is kept (no EXIF,
no tail, no script).
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

from kefu.core.attachment import MAX_BYTES, MAX_PIXELS, MOST_PER_CONVERSATION, Attachment
from kefu.core.clock import Clock
from kefu.core.conversation import Owner
from kefu.core.errors import Conflict, Invalid, LimitReached, NotFound
from kefu.services.assurance import get_conversation
from kefu.services.ports import Database, Files
from kefu.services.vault import new_id

FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 88


class AttachmentService:
    """Names are random, files private; whoever fetches one has
    shown a right to its conversation before.

    Owns its transactions: a picture is made anew before one begins.
    """

    def __init__(self, database: Database, files: Files, clock: Clock) -> None:
        self._database = database
        self._files = files
        self._clock = clock

    def accept(self, conversation_id: str, content: bytes) -> Attachment:
        """Keep a picture (JPEG, PNG or WebP).

        Raises Invalid, LimitReached, Conflict (`conversation_closed`).
        """
        clean = _made_anew(content)
        attachment = Attachment(
            new_id("at"), conversation_id, "image/jpeg", len(clean), self._clock()
        )
        with self._database.begin() as unit:
            conversation = get_conversation(unit, conversation_id, lock=True)
            if conversation.owner is Owner.CLOSED:
                raise Conflict("conversation_closed")
            if unit.attachments.count(conversation_id) >= MOST_PER_CONVERSATION:
                raise LimitReached("limit_reached.attachments", retry_after=3600)
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


def _made_anew(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise Invalid("attachment_too_large")
    try:
        # The formats are tried by their magic bytes; a name or a declared type counts for nothing.
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Invalid("attachment_too_large.pixels")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Invalid("attachment_not_an_image") from error
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
