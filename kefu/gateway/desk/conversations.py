"""One conversation in an agent's hands: claim it, read it, write, hand it back, close it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, StringConstraints
from starlette.responses import JSONResponse

from kefu.core.conversation import Owner
from kefu.core.handoff import SkillGroup
from kefu.gateway.bodies import (
    LARGEST_SEQ,
    After,
    Body,
    ClientId,
    Nothing,
    ObjectId,
    ReadRequest,
    Text,
)
from kefu.gateway.channels.web.attachments import picture
from kefu.gateway.contract.desk import AgentName, ContextAnswer
from kefu.gateway.desk.queue import name_of
from kefu.gateway.desk.session import InCaller
from kefu.gateway.guard import require_json
from kefu.gateway.hub import News
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.state import InGateway
from kefu.gateway.threads import in_thread
from kefu.services.conversations.acceptance import MAX_TEXT_LENGTH

router = APIRouter(
    prefix="/api/v1/desk/conversations/{conversation_id}",
    tags=["desk"],
    dependencies=[Depends(require_json)],
    responses=PROBLEMS,
)


class AgentMessage(Body):
    client_id: ClientId
    text: Annotated[Text, StringConstraints(max_length=MAX_TEXT_LENGTH)]


class ReturnRequest(Body):
    note: Annotated[Text, StringConstraints(max_length=500)] = ""


class TransferRequest(Body):
    skill_group: SkillGroup
    note: Annotated[Text, StringConstraints(max_length=500)] = ""


class OwnerAnswer(BaseModel):
    owner: Owner
    agent: AgentName | None = None


class SentAnswer(BaseModel):
    seq: int


@router.post("/claim")
async def claim(
    conversation_id: str, who: InCaller, gateway: InGateway, body: Nothing | None = None
) -> OwnerAnswer:
    """Take a waiting conversation. 409 `already_claimed` when somebody was faster."""
    conversation = await gateway.units.write(
        gateway.desk.attending.claim, conversation_id, who.agent
    )
    gateway.metrics.claims.inc()
    gateway.changed(conversation_id)
    return OwnerAnswer(owner=conversation.owner, agent=name_of(who.agent))


@router.get("/context", response_model=ContextAnswer)
async def get_context(
    conversation_id: str, who: InCaller, gateway: InGateway, after: After = 0
) -> Response:
    """Everything the agent may see of the conversation, with its events after `after`."""
    return JSONResponse(
        await in_thread(gateway.desk.views.context, conversation_id, who.agent, after)
    )


@router.get("/attachments/{attachment_id}", response_class=Response)
async def get_attachment(
    conversation_id: str, attachment_id: ObjectId, who: InCaller, gateway: InGateway
) -> Response:
    """A picture that the customer of this conversation sent."""
    await in_thread(gateway.desk.views.context, conversation_id, who.agent, LARGEST_SEQ)
    return picture(*await in_thread(gateway.chat.attachments.load, conversation_id, attachment_id))


@router.post("/messages", status_code=202)
async def post_message(
    conversation_id: str, body: AgentMessage, who: InCaller, gateway: InGateway
) -> SentAnswer:
    """Write to the customer. Personal data is masked; asking for a secret is refused."""
    seq = await gateway.units.write(
        gateway.desk.attending.say, conversation_id, who.agent, body.client_id, body.text
    )
    gateway.changed(conversation_id)
    return SentAnswer(seq=seq)


@router.post("/typing", status_code=204)
async def typing(
    conversation_id: str, who: InCaller, gateway: InGateway, body: Nothing | None = None
) -> None:
    """Show the customer that the agent writes; call it every few seconds while that lasts."""
    await gateway.units.read(gateway.desk.attending.own, conversation_id, who.agent, lock=False)
    gateway.hub.publish(conversation_id, News.AGENT_TYPING)


@router.post("/read", status_code=204)
async def mark_read(
    conversation_id: str, body: ReadRequest, who: InCaller, gateway: InGateway
) -> None:
    """The agent has seen the conversation up to `seq`; the customer is shown so."""
    marks = gateway.chat.read_marks
    if await gateway.units.write(marks.by_agent, conversation_id, who.agent, body.seq):
        gateway.hub.publish(conversation_id)


@router.post("/return")
async def return_to_bot(
    conversation_id: str, who: InCaller, gateway: InGateway, body: ReturnRequest | None = None
) -> OwnerAnswer:
    """Hand the conversation back to the bot; `note` is kept for the next human."""
    note = body.note if body else ""
    await gateway.units.write(
        gateway.desk.attending.return_to_bot, conversation_id, who.agent, note
    )
    gateway.changed(conversation_id)
    return OwnerAnswer(owner=Owner.BOT)


@router.post("/transfer")
async def transfer(
    conversation_id: str, body: TransferRequest, who: InCaller, gateway: InGateway
) -> OwnerAnswer:
    """Pass the conversation on to the people of a group, at the head of their queue."""
    await gateway.units.write(
        gateway.desk.attending.transfer, conversation_id, who.agent, body.skill_group, body.note
    )
    gateway.changed(conversation_id)
    return OwnerAnswer(owner=Owner.QUEUED)


@router.post("/close")
async def close(
    conversation_id: str, who: InCaller, gateway: InGateway, body: Nothing | None = None
) -> OwnerAnswer:
    """End the conversation."""
    await gateway.units.write(gateway.desk.attending.close, conversation_id, who.agent)
    gateway.changed(conversation_id)
    return OwnerAnswer(owner=Owner.CLOSED)
