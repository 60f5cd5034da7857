"""Pictures over the Conversation API: uploaded by the customer,
fetched with the conversation's token or by its agent.

It must not know what makes a picture acceptable.
"""

from __future__ import annotations

from functools import partial

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from kefu.core.attachment import Attachment
from kefu.gateway.bodies import ObjectId
from kefu.gateway.channels.web.conversations import Opened
from kefu.gateway.channels.web.uploads import read_picture
from kefu.gateway.guard import client_address, network_of
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
    """Upload one picture (JPEG, PNG or WebP, at most 5 MB and 16 million pixels);
    send it by a message of type `attachment`. 429 and 503 tell when to try again.
    """
    network = network_of(client_address(request, gateway.settings.trusted_proxies))
    gateway.limits.others.take(conversation.id)
    gateway.limits.pictures.take(network)
    line = gateway.pictures
    with line.place(conversation.id, network) as upload:
        content = await read_picture(request, partial(line.received, upload))
        async with line.turn(upload):
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
