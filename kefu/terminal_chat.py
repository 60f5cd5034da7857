"""`kefu chat`: the Conversation API in a terminal.

A client like any other: it knows HTTP and nothing of the inside.
"""

from __future__ import annotations

import threading
import uuid
from getpass import getpass
from typing import Any

import httpx
from rich.console import Console

from kefu.core.errors import OperatorError

_SPEAKERS = {"bot": "助手", "agent": "客服", "system": "系统"}


class TerminalChat:
    """Prints events as they come, sends what is typed; a number takes the choice of that number."""

    def __init__(self, url: str, console: Console) -> None:
        self._client = httpx.Client(base_url=f"{url}/api/v1", timeout=40, trust_env=False)
        self._root = httpx.Client(base_url=url, timeout=10, trust_env=False)
        self._console = console
        self._path = ""
        self._after = 0
        self._choices: list[dict[str, str]] = []
        self._inputs: list[dict[str, str]] = []
        self._turn_ended = threading.Event()
        self._over = False

    def run(self, phone: str | None) -> None:
        """Talk until the end of input or of the conversation.

        Raises OperatorError when nobody answers.
        """
        try:
            self._open(phone)
        except httpx.HTTPStatusError as error:
            raise OperatorError(_detail(error.response)) from error
        except httpx.TransportError as error:
            raise OperatorError(f"连接失败：{error}。请先运行 make serve。") from error
        threading.Thread(target=self._listen, daemon=True).start()
        self._turn_ended.wait(3)
        self._console.print("输入文字或选项序号;Ctrl-D 结束。", style="dim")
        while not self._over:
            try:
                text = self._console.input("[bold]您:[/]").strip()
            except (EOFError, KeyboardInterrupt):
                break
            if text:
                self._send(text)

    def _open(self, phone: str | None) -> None:
        body: dict[str, Any] = {"channel": "web"}
        if phone:
            issued = self._root.post("/dev/identity", json={"phone": phone})
            issued.raise_for_status()
            body = {"channel": "app", "identity": issued.json()["identity"]}
        made = self._client.post("/conversations", json=body)
        made.raise_for_status()
        self._path = f"/conversations/{made.json()['conversation_id']}"
        self._use(made.json()["token"])

    def _use(self, token: str) -> None:
        self._client.headers["Authorization"] = f"Bearer {token}"

    def _listen(self) -> None:
        while not self._over:
            try:
                answer = self._client.get(
                    f"{self._path}/events", params={"after": self._after, "wait": 20}
                )
                answer.raise_for_status()
            except httpx.HTTPError:
                self._turn_ended.wait(1)
                continue
            for event in answer.json()["events"]:
                self._after = event["seq"]
                self._show(event)

    def _show(self, event: dict[str, Any]) -> None:
        kind = event["type"]
        if kind == "message" and event["from"] != "customer":
            self._console.print(
                f"[cyan]{_SPEAKERS[event['from']]}:[/]{event['text']}", highlight=False
            )
            self._choices = event.get("choices") or self._choices
            for number, choice in enumerate(event.get("choices") or [], 1):
                self._console.print(f"  {number}. {choice['title']}", highlight=False)
            if event["seq"] == 1:
                self._turn_ended.set()
        elif kind == "secure_input":
            self._inputs.append(event["input"])
            self._console.print(f"  🔒 {event['input']['hint']}", highlight=False)
        elif kind == "status":
            self._console.print(f"  [会话状态：{event['owner']}]", style="dim", markup=False)
            self._over = event["owner"] == "closed"
        elif kind == "turn_end":
            self._turn_ended.set()

    def _send(self, text: str) -> None:
        self._turn_ended.clear()
        if (
            self._inputs
            and (wanted := self._inputs[-1])["kind"] == "verification_code"
            and text.isdigit()
        ):
            self._give(self._inputs.pop(), text)
        elif self._inputs and wanted["kind"] == "new_password":
            self._give(self._inputs.pop(), "")
        else:
            body: dict[str, Any] = {"client_id": uuid.uuid4().hex, "type": "text", "text": text}
            if text.isdigit() and 0 < int(text) <= len(self._choices):
                choice = self._choices[int(text) - 1]
                body = {"client_id": body["client_id"], "type": "choice", "choice_id": choice["id"]}
            self._post(f"{self._path}/messages", body)
        self._turn_ended.wait(8)

    def _give(self, wanted: dict[str, str], typed: str) -> None:
        value = typed if wanted["kind"] == "verification_code" else getpass(f"{wanted['label']}:")
        answer = self._post(f"{self._path}/secure-inputs/{wanted['id']}", {"value": value})
        if answer is None:
            self._inputs.append(wanted)
        elif answer.get("token"):
            self._use(answer["token"])

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        answer = self._client.post(path, json=body)
        if answer.is_success:
            return dict(answer.json())
        self._console.print(_detail(answer), style="red", highlight=False)
        self._turn_ended.set()
        return None


def _detail(answer: httpx.Response) -> str:
    """What a problem+json says to a person."""
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError):
        return f"HTTP {answer.status_code}"
