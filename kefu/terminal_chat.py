"""`kefu chat`: a terminal that talks over the channel `console` (docs/channels/console.md).

It knows HTTP and nothing of the inside: it posts what is typed and listens on loopback for what is
pushed to it.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
import uuid
from collections.abc import Callable
from getpass import getpass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from rich.console import Console

from kefu.core.conversation import BOT_ANSWERS, Owner
from kefu.core.errors import OperatorError
from kefu.words.terms import term

_SPEAKERS = {"bot": "助手", "agent": "客服", "system": "系统"}
_UNBIND = "/unbind"
_COMMANDS = {"/bind": ("/binding", "已绑定。"), _UNBIND: ("/unbinding", "已解除绑定。")}
_BIND_WITH_CODE = "/bind "
_CODE = re.compile(r"[0-9]{6}")
_HOW_TO_HIDE = "按回车键填写，输入时不显示；直接打字则继续对话。"
# After such a refusal an input takes nothing any more.
_ENDED = {"input_closed", "input_not_found", "code_expired", "attempts_exhausted"}


class TerminalChat:
    """Prints what is pushed, sends what is typed.

    `name` makes the conversation go on where an earlier terminal of this name left it.
    """

    def __init__(
        self,
        url: str,
        console: Console,
        *,
        name: str | None = None,
        ask_hidden: Callable[[str], str] = getpass,
    ) -> None:
        self._http = httpx.Client(base_url=url, timeout=40, trust_env=False)
        self._console = console
        self._ask_hidden = ask_hidden
        self._ear = _Ear(self._show)
        self._caller = {
            "terminal": name or uuid.uuid4().hex,
            "port": self._ear.port,
            "key": self._ear.key,
        }
        # The newest is the only one: whoever opens another closes those before it.
        self._wanted: dict[str, str] | None = None
        self._turn_ended = threading.Event()
        self._awaited = "mark"
        self._owner = Owner.BOT

    def run(self, phone: str | None) -> None:
        """Talk until the end of input or of the conversation.

        Raises OperatorError when nobody answers or `phone` is no demo customer's.
        """
        with self._http, self._ear:
            try:
                self._begin(phone)
            except httpx.HTTPStatusError as error:
                if error.response.status_code == httpx.codes.NOT_FOUND:
                    raise OperatorError("只能和开发模式的 kefu 对话。") from error
                raise OperatorError(_detail(error.response)) from error
            except httpx.TransportError as error:
                raise OperatorError(
                    f"连接 {self._http.base_url} 失败：{error}。请先运行 make serve；"
                    "如果它在别的端口，请用 --url 指明，例如 --url http://127.0.0.1:8100。"
                ) from error
            self._turn_ended.wait(3)
            self._console.print("输入文字或选项序号;Ctrl-D 结束。", style="dim")
            while self._owner is not Owner.CLOSED:
                try:
                    text = self._console.input("[bold]您:[/]").strip()
                except (EOFError, KeyboardInterrupt):
                    break
                if text:
                    self._send(text)
                elif self._wanted and _is_hidden(self._wanted):
                    self._ask(self._wanted)

    def _begin(self, phone: str | None) -> None:
        hello: dict[str, Any] = {}
        if phone:
            issued = self._http.post("/dev/identity", json={"phone": phone})
            if _code(issued) == "account_not_found":
                raise OperatorError(f"{phone} 不是演示客户：正在使用的钱包里没有这个手机号。")
            issued.raise_for_status()
            hello = issued.json()
        answer = self._http.post("/channels/console", json={**self._caller, **hello})
        self._owner = Owner(answer.raise_for_status().json()["owner"])

    def _show(self, message: dict[str, Any]) -> None:
        """Print one pushed message."""
        mark, wanted = message["mark"], message["secure_input"]
        if wanted:
            self._wanted = wanted
            self._console.print(f"  🔒 {wanted['hint']}", highlight=False)
            self._tell_how(wanted)
        elif mark and mark["type"] == "status":
            self._owner = Owner(mark["owner"])
            self._console.print(f"  [会话状态：{term(self._owner)}]", style="dim", markup=False)
        elif not mark:
            self._print_words(message)
        # Not by a mark of who answers: the end of its turn follows.
        has_ended = message[self._awaited] and not (mark and mark["type"] == "status")
        if has_ended or message["seq"] == 1 or self._owner is Owner.CLOSED:
            self._turn_ended.set()

    def _print_words(self, message: dict[str, Any]) -> None:
        speaker = _SPEAKERS[message["speaker"]]
        self._console.print(f"[cyan]{speaker}:[/]", end="")
        self._console.print(message["text"].replace("\n", "\n  "), markup=False, highlight=False)

    def _tell_how(self, wanted: dict[str, str]) -> None:
        if _is_hidden(wanted):
            self._console.print(f"  {_HOW_TO_HIDE}", style="dim")

    def _send(self, text: str) -> None:
        """Only what looks like the value that is asked for is one; all else is said."""
        self._turn_ended.clear()
        wanted = self._wanted
        if text.startswith(_BIND_WITH_CODE):
            self._awaited = "secure_input"  # which no mark follows
            self._post("/binding/code", {"phone": text.removeprefix(_BIND_WITH_CODE).strip()})
        elif text in _COMMANDS:
            self._do(text)
            return
        elif wanted and not _is_hidden(wanted) and _CODE.fullmatch(text):
            self._give(wanted, text)
        else:
            self._post("/messages", {"client_id": uuid.uuid4().hex, "text": text})
        self._wait()

    def _do(self, command: str) -> None:
        path, done = _COMMANDS[command]
        if self._post(path, {}) is not None:
            return
        if command == _UNBIND:
            self._wanted = None  # a conversation that knows nobody has no open input
        self._console.print(done, style="dim")

    def _ask(self, wanted: dict[str, str]) -> None:
        """Ask for a value that must not be seen; left empty, the chat goes on."""
        try:
            value = self._ask_hidden(f"{wanted['label']}（留空返回）:")
        except (EOFError, KeyboardInterrupt):
            self._console.print()
            value = ""
        if value:
            self._turn_ended.clear()
            self._give(wanted, value)
            self._wait()

    def _wait(self) -> None:
        """Until the turn has ended; while an agent answers, most never do."""
        self._turn_ended.wait(8 if self._owner in BOT_ANSWERS else 1)
        self._awaited = "mark"

    def _give(self, wanted: dict[str, str], value: str) -> None:
        refusal = self._post(f"/secure-inputs/{wanted['id']}", {"value": value})
        if self._wanted is not wanted:
            return
        if refusal is None or refusal in _ENDED:
            self._wanted = None
        else:
            self._tell_how(wanted)

    def _post(self, path: str, body: dict[str, Any]) -> str | None:
        """None once it was taken; else the code of the refusal, which has been shown."""
        try:
            answer = self._http.post(f"/channels/console{path}", json={**self._caller, **body})
        except httpx.TransportError as error:
            return self._refused("unavailable", f"连接失败：{error}")
        if answer.is_success:
            return None
        return self._refused(_code(answer) or "internal", _detail(answer))

    def _refused(self, code: str, why: str) -> str:
        self._console.print(why, style="red", highlight=False)
        self._turn_ended.set()
        return code


class _Ear:
    """Listens on a free port of loopback; only posts to its secret path are heard."""

    def __init__(self, hear: Callable[[dict[str, Any]], None]) -> None:
        self.key = secrets.token_urlsafe(16)
        heard: set[str] = set()
        path = f"/{self.key}"

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                if not secrets.compare_digest(self.path.encode(), path.encode()):
                    self.send_error(404)
                    return
                message = json.loads(body)
                # Pushed at least once, so that some come twice.
                if message["key"] not in heard:
                    heard.add(message["key"])
                    hear(message)
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *_: Any) -> None:
                """Nothing on the terminal but the talk."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]

    def __enter__(self) -> None:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _is_hidden(wanted: dict[str, str]) -> bool:
    """Whether the value of an input must not be seen while it is typed."""
    return wanted["kind"] != "verification_code"


def _code(answer: httpx.Response) -> str | None:
    """The code of a problem+json; None for any other answer."""
    try:
        return str(answer.json()["code"])
    except (ValueError, KeyError):
        return None


def _detail(answer: httpx.Response) -> str:
    """What a problem+json says to a person."""
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError):
        return f"HTTP {answer.status_code}"
