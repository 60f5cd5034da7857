"""What is known of the pictures that customers sent; the bytes are files."""

from __future__ import annotations

from sqlalchemy import func, select

from kefu.core.attachment import Attachment
from kefu.store.rows import Rows
from kefu.store.tables import attachments


class SqlAttachments(Rows[Attachment]):
    table = attachments
    cls = Attachment

    def count(self, conversation_id: str) -> int:
        query = select(func.count()).where(attachments.c.conversation_id == conversation_id)
        return self._connection.scalar(query) or 0
