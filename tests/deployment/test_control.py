"""The socket by which a command reaches the running process."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kefu.core.errors import OperatorError
from kefu.deployment.control import Control, Failed, NotRunning, Request, ask
from kefu.supervisor import Say


async def echo(request: Request, say: Say) -> None:
    if request.get("refuse"):
        raise OperatorError("不行")
    if request.get("break"):
        raise RuntimeError("secret detail")
    for word in request["words"]:
        say(word)
        await asyncio.sleep(0)


async def asked(folder: Path, request: Request) -> list[str]:
    said: list[str] = []
    await asyncio.to_thread(ask, folder, request, said.append)
    return said


async def test_lines_come_back_as_they_are_said(tmp_path: Path) -> None:
    control = Control(tmp_path, echo)
    await control.start()
    assert await asked(tmp_path, {"words": ["加载", "完成"]}) == ["加载", "完成"]
    with pytest.raises(Failed, match="不行"):
        await asked(tmp_path, {"refuse": True})
    with pytest.raises(Failed, match="RuntimeError") as failed:
        await asked(tmp_path, {"break": True})
    assert "secret detail" not in str(failed.value)
    await control.stop()
    with pytest.raises(NotRunning):
        await asked(tmp_path, {"words": []})


async def test_the_socket_of_one_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    killed = Control(tmp_path, echo)
    await killed.start()
    (tmp_path / "elsewhere").mkdir()
    with pytest.raises(NotRunning):
        await asked(tmp_path / "elsewhere", {"words": []})
    control = Control(tmp_path, echo)
    await control.start()
    assert await asked(tmp_path, {"words": ["在"]}) == ["在"]
    await control.stop()
    await killed.stop()


async def test_what_is_under_way_when_it_stops_is_told_as_unfinished(tmp_path: Path) -> None:
    begun = asyncio.Event()

    async def for_ever(_request: Request, _say: Say) -> None:
        begun.set()
        await asyncio.Event().wait()

    control = Control(tmp_path, for_ever)
    await control.start()
    asking = asyncio.create_task(asked(tmp_path, {}))
    await begun.wait()
    await control.stop()
    with pytest.raises(NotRunning, match="停止"):
        await asking


async def test_one_who_leaves_stops_nothing(tmp_path: Path) -> None:
    done = asyncio.Event()
    left = asyncio.Event()

    async def slow(_request: Request, say: Say) -> None:
        await left.wait()
        say("还在")
        done.set()

    control = Control(tmp_path, slow)
    await control.start()
    _, writer = await asyncio.open_unix_connection(tmp_path / "control")
    writer.write(b"{}\n")
    await writer.drain()
    writer.close()
    left.set()
    async with asyncio.timeout(5):
        await done.wait()
    await control.stop()
