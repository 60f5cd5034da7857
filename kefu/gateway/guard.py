"""What holds for every request: response headers, size and type of bodies, no trust in headers from
outside, one log line without query strings, and no error that shows our inside. It must not know
routes beyond their first segment.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
import time
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kefu.core.attachment import MAX_BYTES
from kefu.core.privacy import scrub
from kefu.gateway import problems
from kefu.gateway.metrics import Metrics
from kefu.settings import Settings

MAX_BODY = 64 * 1024
# In the log alone: who asked did not wait for the answer, or did not finish asking.
CLIENT_LEFT = 499
LONGEST_LOGGED = 160
_HOST = re.compile(rb"(?:[\w.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?", re.ASCII)
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
# Set by proxies that authenticate; from outside they are an
# attempt to be somebody. Nothing here reads them.
IDENTITY_HEADERS = frozenset(
    {
        b"remote-user",
        b"x-authenticated-user",
        b"x-auth-request-user",
        b"x-forwarded-user",
        b"x-forwarded-email",
        b"x-remote-user",
        b"x-user",
        b"x-user-id",
    }
)
_API_PREFIXES = ("/api/", "/dev", "/metrics", "/healthz", "/readyz")
_COMMON = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
_API_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

log = structlog.get_logger(__name__)


class BodyTooLarge(HTTPException):
    """The body has more than `MAX_BODY` bytes."""

    def __init__(self) -> None:
        super().__init__(413)


class Guard:
    """The outermost middleware, as plain ASGI so that it holds for sockets and streams too."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in IDENTITY_HEADERS]
        structlog.contextvars.clear_contextvars()
        request_id = secrets.token_hex(8)
        structlog.contextvars.bind_contextvars(request_id=request_id)
        if scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        else:
            if scope["method"] == "HEAD":  # GET without the body, which the server leaves out
                scope = {**scope, "method": "GET"}
            await self._http(scope, receive, send, request_id, is_host(hosts))

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception:  # the server closes the socket; its own report would quote the error
            log.exception("socket_failed")

    async def _http(
        self, scope: Scope, receive: Receive, send: Send, request_id: str, has_host: bool
    ) -> None:
        started, status = time.perf_counter(), 0

        async def send_guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                headers = MutableHeaders(scope=message)
                headers["x-request-id"] = request_id
                self._add_headers(scope["path"], headers)
            await send(message)

        try:
            if not has_host:
                await problems.no_host()(scope, receive, send_guarded)
            elif declared_too_large(scope):
                await problems.http_problem(413)(scope, receive, send_guarded)
            else:
                await self._app(scope, limited(receive, most_bytes(scope["path"])), send_guarded)
        except ClientDisconnect:
            status = status or CLIENT_LEFT
        except Exception:
            log.exception("request_failed")
            if status:
                raise  # too late for an answer: the connection has to break
            await problems.internal()(scope, receive, send_guarded)
        finally:
            self._metrics.requests.labels(f"{status // 100}xx").inc()
            log.info(
                "request",
                method=scope["method"],
                path=scrubbed(scope["path"]),
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )

    def _add_headers(self, path: str, headers: MutableHeaders) -> None:
        for name, value in _COMMON.items():
            headers.setdefault(name, value)
        if path.startswith(_API_PREFIXES):
            headers.setdefault("cache-control", "no-store")
            headers.setdefault("content-security-policy", _API_POLICY)
        else:
            headers.setdefault("content-security-policy", page_policy(path, self._settings))
        if path != "/chat":
            headers.setdefault("x-frame-options", "DENY")
        if not self._settings.is_development:
            headers.setdefault("strict-transport-security", "max-age=31536000")


@lru_cache(maxsize=4096)
def scrubbed(path: str) -> str:
    """The path as it may be logged: anybody may put a number into one. No route of ours is as long
    as what is left out; to search that would cost everybody's time.
    """
    return scrub(path).text if len(path) <= LONGEST_LOGGED else "…"


def page_policy(path: str, settings: Settings, styles: Sequence[str] = ()) -> str:
    """The content security policy of a page. `styles` are the hashes of its own stylesheets.

    Only the chat may stand in a frame: ours, or of an allowed site.
    """
    ancestors = ["'self'", *settings.allowed_origins] if path == "/chat" else ["'none'"]
    connect = ["'self'"]
    if settings.public_url:  # older WebViews do not count sockets as 'self'
        connect.append("wss://" + urlsplit(settings.public_url).netloc)
    own_styles = [f"'{style}'" for style in styles]
    return "; ".join(
        [
            "default-src 'self'",
            f"connect-src {' '.join(connect)}",
            " ".join(["style-src 'self'", *own_styles]),
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors {' '.join(ancestors)}",
        ]
    )


def declared_too_large(scope: Scope) -> bool:
    """Whether the request says itself that its body is too large."""
    length = Headers(scope=scope).get("content-length", "0")
    return length.isdigit() and int(length[:20]) > most_bytes(scope["path"])


def most_bytes(path: str) -> int:
    """How large the body of a request to `path` may be: pictures,
    with what multipart puts around them, are larger.
    """
    return MAX_BYTES + MAX_BODY if brings_picture(path) else MAX_BODY


def brings_picture(path: str) -> bool:
    """Whether a request to `path` may have a picture's body, and a picture's time."""
    return path.endswith("/attachments")


def limited(receive: Receive, most: int) -> Receive:
    """`receive` that raises BodyTooLarge once too much has arrived, whatever was declared."""
    total = 0

    async def receive_limited() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > most:
            raise BodyTooLarge
        return message

    return receive_limited


def is_host(hosts: Sequence[bytes]) -> bool:
    """Whether these are the `Host` headers of a request: one, and a name or an address (RFC 9112,
    3.2). With none or two, we and a proxy before us could take different ones for true.
    """
    if len(hosts) != 1 or not _HOST.fullmatch(hosts[0]):
        return False
    return parts_of(f"//{hosts[0].decode()}").hostname is not None


def parts_of(url: str) -> SplitResult:
    """The parts of an address that anybody may have sent; all empty when it is none."""
    try:
        return urlsplit(url)
    except ValueError:  # of brackets around what is no IPv6 address
        return urlsplit("")


async def require_json(connection: HTTPConnection) -> None:
    """Dependency of routes with a body: refuse anything but JSON (and an absent body).

    Raises UnsupportedMediaType.
    """
    headers = connection.headers
    has_body = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if has_body and kind != "application/json":
        raise problems.UnsupportedMediaType


def client_address(connection: HTTPConnection, trusted_proxies: int) -> str:
    """The client's address. `X-Forwarded-For` counts only as far as our own proxies wrote it."""
    direct = connection.client.host if connection.client else ""
    if trusted_proxies == 0:
        return direct
    hops = ",".join(connection.headers.getlist("x-forwarded-for")).split(",")
    named = [hop.strip() for hop in hops if hop.strip()]
    return named[-trusted_proxies] if len(named) >= trusted_proxies else direct


def network_of(address: str) -> str:
    """What limits are counted by: an IPv4 address, the /64 of an IPv6 one. An IPv4 address that a
    proxy writes as an IPv6 one (::ffff:192.0.2.1) is one: else all of them were one network.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 6:
        parsed = parsed.ipv4_mapped or parsed
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network(f"{parsed}/64", strict=False))


def is_local(connection: HTTPConnection) -> bool:
    """Whether the request comes from this machine itself, by one of its own names (a browser may
    have been sent here by a page under another), and was not passed on by a proxy on it.
    """
    direct = connection.client.host if connection.client else ""
    if parts_of(f"//{connection.headers.get('host', '')}").hostname not in _LOOPBACK_NAMES:
        return False
    forwarded = {"x-forwarded-for", "forwarded", "x-real-ip"} & set(connection.headers.keys())
    try:
        return ipaddress.ip_address(direct).is_loopback and not forwarded
    except ValueError:
        return False


def origin_allowed(connection: HTTPConnection, allowed: Iterable[str]) -> bool:
    """Whether a browser page of this origin may open a socket: our own pages and the listed ones.

    A client without `Origin` is no browser and carries its token on purpose.
    """
    origin = connection.headers.get("origin")
    if origin is None or origin in allowed:
        return True
    return parts_of(origin).netloc == connection.headers.get("host", "") != ""
