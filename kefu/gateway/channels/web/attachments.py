"""Pictures over the Conversation API: uploaded by the customer,
fetched with the conversation's token or by its agent.

It must not know what makes a picture acceptable.
"""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from kefu.core.attachment import Attachment
from kefu.core.errors import Invalid
from kefu.gateway.bodies import ObjectId
from kefu.gateway.channels.web.conversations import Opened
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.state import InGateway
from kefu.gateway.threads import in_thread

router = APIRouter(
    prefix="/api/v1/conversations/{conversation_id}/attachments",
    tags=["conversations"],
    responses=PROBLEMS,
)
_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


class AttachmentAnswer(BaseModel):
    attachment_id: str


@router.post("", status_code=201, openapi_extra=_UPLOAD)
async def post_attachment(
    request: Request, conversation: Opened, gateway: InGateway
) -> AttachmentAnswer:
    """Upload one picture (JPEG, PNG or WebP, at most 5 MB);
    send it by a message of type `attachment`.
    """
    gateway.limits.others.take(conversation.id)
    try:
        async with request.form(max_files=1, max_fields=0) as form:
            file = form.get("file")
            if not isinstance(file, UploadFile):
                raise Invalid("file_missing")
            content = await file.read()
    except HTTPException as error:
        if error.status_code != HTTPStatus.BAD_REQUEST:
            raise
        raise Invalid("malformed_upload") from error
    kept = await in_thread(gateway.chat.attachments.accept, conversation.id, content)
    return AttachmentAnswer(attachment_id=kept.id)


@router.get("/{attachment_id}", response_class=Response)
async def get_attachment(
    attachment_id: ObjectId, conversation: Opened, gateway: InGateway
) -> Response:
    """One's own picture."""
    gateway.limits.reads.take(conversation.id)
    return picture(*await in_thread(gateway.chat.attachments.load, conversation.id, attachment_id))


def picture(attachment: Attachment, content: bytes) -> Response:
    """Served as what it is and never as a page."""
    headers = {"Content-Disposition": f'attachment; filename="{attachment.id}.jpg"'}
    return Response(content, media_type=attachment.media_type, headers=headers)
