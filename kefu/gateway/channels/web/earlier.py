"""What a known customer sees of their earlier conversations, and how a device is forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from kefu.gateway.bodies import After, ObjectId
from kefu.gateway.channels.web.conversations import HasAccess
from kefu.gateway.contract.events import EventsAnswer
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.state import InGateway

PAGE: Final = 200

router = APIRouter(
    prefix="/api/v1/conversations/{conversation_id}", tags=["conversations"], responses=PROBLEMS
)


class EarlierConversation(BaseModel):
    """An ended conversation; `title` is what the customer said first."""

    conversation_id: str
    began_at: datetime
    ended_at: datetime
    title: str


class EarlierAnswer(BaseModel):
    items: list[EarlierConversation]


@router.get("/earlier")
async def get_earlier(access: HasAccess, gateway: InGateway) -> EarlierAnswer:
    """The ended conversations of the customer who is known here, newest first. 403 below level
    2.
    """
    gateway.limits.others.take(access.conversation.id)
    found = await gateway.units.read(
        gateway.chat.history.earlier, access.conversation.id, access.device
    )
    return EarlierAnswer(
        items=[
            EarlierConversation(
                conversation_id=one.id,
                began_at=one.began_at,
                ended_at=one.ended_at,
                title=one.title,
            )
            for one in found
        ]
    )


@router.get("/earlier/{earlier_id}/events", response_model=EventsAnswer)
async def get_earlier_events(
    access: HasAccess, earlier_id: ObjectId, gateway: InGateway, after: After = 0
) -> Response:
    """What was said in one of them, after `after`."""
    gateway.limits.others.take(access.conversation.id)
    events = await gateway.units.read(
        gateway.chat.history.events,
        access.conversation.id,
        earlier_id,
        after,
        PAGE,
        access.device,
    )
    shown = [event.public() for event in events if event.is_public]
    return JSONResponse({"events": shown, "next": events[-1].seq if events else after})


@router.delete("/device", status_code=204)
async def leave_device(access: HasAccess, gateway: InGateway) -> None:
    """Forget this device: its tokens end; the conversation goes on on the others."""
    gateway.limits.others.take(access.conversation.id)
    await gateway.units.write(gateway.chat.opening.leave, access.conversation.id, access.device)
    gateway.hub.publish(access.conversation.id)
