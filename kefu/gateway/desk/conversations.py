"""One conversation in an agent's hands: claim it, read it, write, hand it back, close it."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, StringConstraints

from kefu.core import privacy
from kefu.core.conversation import Owner
from kefu.core.errors import Invalid
from kefu.core.links import foreign_links
from kefu.gateway.bodies import LARGEST_SEQ, After, Body, ClientId, Nothing, ObjectId, Text
from kefu.gateway.channels.web_attachments import picture
from kefu.gateway.desk.queue import AgentName, name_of
from kefu.gateway.desk.session import InCaller
from kefu.gateway.openapi import PROBLEMS
from kefu.gateway.security import require_json
from kefu.gateway.state import InGateway
from kefu.gateway.threads import in_thread
from kefu.services.conversations import MAX_TEXT_LENGTH

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
    conversation = await in_thread(gateway.kefu.handoff.claim, conversation_id, who.agent)
    gateway.metrics.claims.inc()
    gateway.changed(conversation_id)
    return OwnerAnswer(owner=conversation.owner, agent=name_of(who.agent))


@router.get("/context")
async def get_context(
    conversation_id: str, who: InCaller, gateway: InGateway, after: After = 0
) -> dict[str, Any]:
    """Everything the agent may see of the conversation, with its events after `after`."""
    return await in_thread(gateway.kefu.desk.context, conversation_id, who.agent, after)


@router.get("/attachments/{attachment_id}", response_class=Response)
async def get_attachment(
    conversation_id: str, attachment_id: ObjectId, who: InCaller, gateway: InGateway
) -> Response:
    """A picture that the customer of this conversation sent."""
    await in_thread(gateway.kefu.desk.context, conversation_id, who.agent, LARGEST_SEQ)
    return picture(*await in_thread(gateway.kefu.attachments.load, conversation_id, attachment_id))


@router.post("/messages", status_code=202)
async def post_message(
    conversation_id: str, body: AgentMessage, who: InCaller, gateway: InGateway
) -> SentAnswer:
    """Write to the customer. Personal data is masked; asking for a secret is refused."""
    if not body.text.strip():
        raise Invalid("请输入内容。", code="empty_text")
    if privacy.asks_for_secret(body.text):
        raise Invalid("不能向客户索要密码、验证码等信息，请修改后再发送。", code="asks_for_secret")
    if foreign_links(body.text, gateway.kefu.settings.brand_domains):
        raise Invalid("只能发送官方域名的链接，请修改后再发送。", code="foreign_link")
    # The service prefixes the id with the agent's and keeps 64 characters: a hash keeps long ids apart.
    client_id = hashlib.sha256(body.client_id.encode()).hexdigest()[:30]
    text = privacy.scrub(body.text).text
    seq = await in_thread(gateway.kefu.handoff.say, conversation_id, who.agent, client_id, text)
    gateway.changed(conversation_id)
    return SentAnswer(seq=seq)


@router.post("/return")
async def return_to_bot(
    conversation_id: str, who: InCaller, gateway: InGateway, body: ReturnRequest | None = None
) -> OwnerAnswer:
    """Hand the conversation back to the bot; `note` is kept for the next human."""
    note = privacy.scrub(body.note).text if body else ""
    await in_thread(gateway.kefu.handoff.return_to_bot, conversation_id, who.agent, note)
    gateway.changed(conversation_id)
    return OwnerAnswer(owner=Owner.BOT)


@router.post("/close")
async def close(
    conversation_id: str, who: InCaller, gateway: InGateway, body: Nothing | None = None
) -> OwnerAnswer:
    """End the conversation."""
    await in_thread(gateway.kefu.handoff.close, conversation_id, who.agent)
    gateway.changed(conversation_id)
    return OwnerAnswer(owner=Owner.CLOSED)
