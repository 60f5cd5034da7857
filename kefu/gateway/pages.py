"""The built front end: demo site, chat, desk, widget and their assets.

It must not know what is in them.
"""

from __future__ import annotations

import os
import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kefu.gateway.files import ENDINGS, file_response
from kefu.gateway.guard import page_policy
from kefu.gateway.state import InGateway
from kefu.words.texts import texts

# Ask each time whether it changed.
FRESH = "no-cache"
FOR_EVER = "public, max-age=31536000, immutable"
# The build puts the chat's stylesheet into the page (frontend/styleWithin.ts).
_STYLE: Final = re.compile(rb"<style>(.*?)</style>", re.DOTALL)

router = APIRouter(include_in_schema=False)


def _page(request: Request, static_dir: Path, name: str) -> Response:
    try:
        return file_response(static_dir / name, request.headers, FRESH)
    except FileNotFoundError:
        return HTMLResponse(_not_built(), 503, {"Cache-Control": "no-store"})


def _not_built() -> str:
    words = texts().pages
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f"<title>{words.not_built_title}</title>"
        f"<h1>{words.not_built_title}</h1><p>{words.not_built}</p></html>\n"
    )


@router.get("/")
def site(request: Request, gateway: InGateway) -> Response:
    """The demo site with the widget."""
    return _page(request, gateway.settings.static_dir, "site/index.html")


@router.get("/chat")
def chat(request: Request, gateway: InGateway) -> Response:
    """The customer's page: in the widget's frame, in a WebView, or by itself."""
    settings = gateway.settings
    response = _page(request, settings.static_dir, "chat/index.html")
    if response.status_code != 503:
        page = settings.static_dir / "chat" / "index.html"
        hashes = style_hashes(page, page.stat().st_mtime_ns)
        response.headers["Content-Security-Policy"] = page_policy("/chat", settings, hashes)
    return response


@router.get("/desk")
def desk(request: Request, gateway: InGateway) -> Response:
    """The agents' page."""
    return _page(request, gateway.settings.static_dir, "desk/index.html")


@router.get("/widget.js")
def widget(request: Request, gateway: InGateway) -> Response:
    """The script that sites embed; fetched across origins."""
    response = _page(request, gateway.settings.static_dir, "widget.js")
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@lru_cache(maxsize=4)
def style_hashes(page: Path, modified: int) -> tuple[str, ...]:
    """What a content security policy calls the stylesheets within `page`, as of `modified`."""
    del modified  # only makes a page that was built again another one
    styles = _STYLE.findall(page.read_bytes())
    return tuple(f"sha256-{b64encode(sha256(style).digest()).decode()}" for style in styles)


class Assets(StaticFiles):
    """The build's files. Those under ``assets/`` carry a hash in their name and never change."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory=directory, check_dir=False)
        self._hashed = (directory / "assets").resolve()

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Where it is; what the build compressed has no address of its own."""
        if path.endswith(tuple(ENDINGS.values())):
            return "", None
        return super().lookup_path(path)

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, with how long it may be kept."""
        del stat_result, status_code
        path = Path(full_path)
        cache_control = FOR_EVER if path.is_relative_to(self._hashed) else FRESH
        return file_response(path, Headers(scope=scope), cache_control)
