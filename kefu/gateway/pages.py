"""The built front end: demo site, chat, desk, widget and their assets.

It must not know what is in them.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kefu.gateway.state import InGateway
from kefu.words.texts import texts

router = APIRouter(include_in_schema=False)


def _page(static_dir: Path, name: str) -> Response:
    path = static_dir / name
    if not path.is_file():
        return HTMLResponse(_not_built(), 503, {"Cache-Control": "no-store"})
    return FileResponse(path, headers={"Cache-Control": "no-cache"})


def _not_built() -> str:
    words = texts().pages
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f"<title>{words.not_built_title}</title>"
        f"<h1>{words.not_built_title}</h1><p>{words.not_built}</p></html>\n"
    )


@router.get("/")
def site(gateway: InGateway) -> Response:
    """The demo site with the widget."""
    return _page(gateway.settings.static_dir, "site/index.html")


@router.get("/chat")
def chat(gateway: InGateway) -> Response:
    """The customer's page: in the widget's frame, in a WebView, or by itself."""
    return _page(gateway.settings.static_dir, "chat/index.html")


@router.get("/desk")
def desk(gateway: InGateway) -> Response:
    """The agents' page."""
    return _page(gateway.settings.static_dir, "desk/index.html")


@router.get("/widget.js")
def widget(gateway: InGateway) -> Response:
    """The script that sites embed; fetched across origins."""
    response = _page(gateway.settings.static_dir, "widget.js")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


class Assets(StaticFiles):
    """The build's files. Those under ``assets/`` carry a hash in their name and never change."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, check_dir=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, with how long it may be kept."""
        response = await super().get_response(path, scope)
        hashed = path.startswith("assets/")
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if hashed else "no-cache"
        )
        return response
