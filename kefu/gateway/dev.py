"""Development only: the demo wallet's truth, its customers' phones and their logins (contract.md).

The router is not even there in any other mode.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, Response

from kefu.bootstrap import Topics
from kefu.core.clock import BEIJING
from kefu.core.errors import NotFound
from kefu.core.ticket import Ticket
from kefu.gateway.bodies import Body, ObjectId
from kefu.gateway.guard import is_local, parts_of, require_json
from kefu.gateway.state import InGateway
from kefu.gateway.threads import in_thread
from kefu.services.identity import IdentityService
from kefu.services.ports import UnitOfWork, WalletBackend
from kefu.wallet.demo import DemoWallet
from kefu.words.texts import texts


def from_this_machine(request: Request) -> None:
    """Dependency: refuse other machines, other names for this one (DNS rebinding), and other
    sites' pages.

    Raises NotFound.
    """
    origin = request.headers.get("origin")
    own = origin is None or parts_of(origin).netloc == request.headers.get("host")
    if not is_local(request) or not own:
        raise NotFound()


router = APIRouter(
    prefix="/dev",
    include_in_schema=False,
    dependencies=[Depends(from_this_machine), Depends(require_json)],
)


@dataclass(frozen=True, slots=True)
class Development:
    """What these routes need besides the gateway."""

    demo: DemoWallet
    wallet: WalletBackend
    identity: IdentityService
    topics: Topics


def development_of(connection: HTTPConnection) -> Development:
    """Dependency: what was put there with the router."""
    development: Development = connection.app.state.development
    return development


InDevelopment = Annotated[Development, Depends(development_of)]


class IdentityRequest(Body):
    phone: ObjectId


class IdentityAnswer(BaseModel):
    identity: str


@router.get("/outbox")
async def get_outbox(request: Request, here: InDevelopment, to: str | None = None) -> Response:
    """The SMS and e-mails "sent", newest first; a page for browsers."""
    sent = await in_thread(here.demo.received, to)
    if _prefers_html(request.headers.get("accept", "")):
        return HTMLResponse(_outbox_page(sent))
    return JSONResponse(sent)


def _prefers_html(accept: str) -> bool:
    kinds = [part.partition(";")[0].strip() for part in accept.split(",")]
    return "text/html" in kinds and "application/json" not in kinds


def _outbox_page(sent: list[dict[str, Any]]) -> str:
    rows = "\n".join(
        "<tr>"
        + f"<td>{datetime.fromisoformat(message['at']).astimezone(BEIJING):%m-%d %H:%M:%S}</td>"
        + "".join(f"<td>{escape(str(message[key]))}</td>" for key in ("to", "text"))
        for message in sent
    )
    words = texts().pages
    columns = (words.outbox_at, words.outbox_to, words.outbox_text)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f"<title>{words.outbox_title}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<main><h1>{words.outbox_title}</h1><p>{words.outbox}</p>"
        '<table border="1" cellpadding="6"><tr>'
        + "".join(f'<th scope="col">{column}</th>' for column in columns)
        + "</tr>\n"
        f"{rows}\n</table></main></html>\n"
    )


@router.post("/identity")
async def post_identity(body: IdentityRequest, here: InDevelopment) -> IdentityAnswer:
    """An identity token as the wallet's app would have it for this demo customer."""
    identity = await in_thread(here.identity.issue_for_development, body.phone)
    return IdentityAnswer(identity=identity)


@router.post("/reset", status_code=204)
async def post_reset(here: InDevelopment, gateway: InGateway) -> None:
    """The demo wallet back to its seeded state, every conversation ended, no tickets and no code
    limits from before.
    """
    await in_thread(here.demo.reset)
    await gateway.units.write(here.topics.verification.forget_all)
    await gateway.units.write(here.topics.tickets.forget_all)
    for conversation_id in await gateway.units.read(_open_ones):
        await gateway.units.write(gateway.chat.ending.close, conversation_id)
        gateway.changed(conversation_id)


@router.get("/wallet/{phone}")
async def get_wallet(phone: str, here: InDevelopment) -> dict[str, Any]:
    """The demo wallet's truth about a customer, in clear."""
    return await in_thread(here.demo.truth, phone)


@router.get("/tickets")
async def get_tickets(
    here: InDevelopment, gateway: InGateway, phone: str | None = None
) -> list[dict[str, Any]]:
    """Tickets and cases, of one customer or all; newest first."""
    account_id = None
    if phone is not None:
        account = await in_thread(here.wallet.find_account, phone=phone)
        if account is None:
            raise NotFound("account_not_found.demo")
        account_id = account.id
    tickets = await gateway.units.read(_tickets, account_id)
    return [
        {
            "number": ticket.number,
            "kind": ticket.kind.value,
            "status": ticket.status.value,
            "priority": ticket.priority.value,
            "subject": ticket.subject,
            "facts": ticket.facts,
            "conversation_id": ticket.conversation_id,
            "account_id": ticket.account_id,
            "created_at": ticket.created_at.isoformat(),
            "due_at": ticket.due_at.isoformat(),
        }
        for ticket in tickets
    ]


def _tickets(unit: UnitOfWork, account_id: str | None) -> list[Ticket]:
    return unit.tickets.of(account_id=account_id)


def _open_ones(unit: UnitOfWork) -> list[str]:
    return unit.conversations.open_ones()
