"""A turn that changes nothing writes nothing: its actions open no transaction that may write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
from sqlalchemy import Connection, event

from kefu.conversing import talk as talking
from kefu.conversing.stage import World
from kefu.conversing.talk import Talk
from kefu.engine.turns import run_turn as run_engines_turn
from kefu.store.database import SqlDatabase
from tests.dialogues.steps import gives_code

ZHANG, LIU = "13800000001", "13800000004"


@pytest.fixture
def writes(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What was begun while the engine answered, beside mere reading."""
    engine = cast("SqlDatabase", world.kefu.database).engine
    begun, answering = [], [False]

    async def run_turn(*args: Any) -> dict[str, Any]:
        answering[0] = True
        try:
            return await run_engines_turn(*args)
        finally:
            answering[0] = False

    def note(connection: Connection) -> None:
        if answering[0] and not connection.get_execution_options().get("read_only"):
            begun.append("begun")

    monkeypatch.setattr(talking, "run_turn", run_turn)
    event.listen(engine, "begin", note)
    yield begun
    event.remove(engine, "begin", note)


@contextmanager
def quiet(writes: list[str]) -> Iterator[None]:
    """Within it nothing is written."""
    writes.clear()
    yield
    assert writes == []


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "转账限额是多少",
        "谢谢",
        "今天天气怎么样",
        "怎么保护账户安全",
        "我要充值",
        "不用了",
        "取消",
    ],
)
async def test_a_simple_question_writes_nothing(talk: Talk, writes: list[str], text: str) -> None:
    with quiet(writes):
        await talk.says(text)


async def test_what_asks_and_asks_again_writes_nothing(talk: Talk, writes: list[str]) -> None:
    with quiet(writes):
        await talk.says("忘记密码")
        await talk.says("转账限额是多少")
        await talk.says(ZHANG)
        await talk.says("在吗")
    await talk.clicks("短信")
    assert writes  # the code
    await talk.codes(ZHANG)  # which is sent in the background
    with quiet(writes):
        await talk.says("在吗")
        await talk.says("转账限额是多少")
    await gives_code(talk, ZHANG)
    assert writes  # the input for the password
    with quiet(writes):
        await talk.says("在哪里填")
        await talk.says("转账限额是多少")


async def test_looking_for_a_transaction_writes_nothing(
    talk_as: Callable[[str], Talk], writes: list[str]
) -> None:
    talk = talk_as(LIU)
    with quiet(writes):
        await talk.says("付款失败了")
        await talk.says("好像是一百块的那笔")
        await talk.says("第一笔")
        await talk.says("我的工单处理得怎么样了")


async def test_a_ticket_is_written_when_it_is_agreed_to(talk: Talk, writes: list[str]) -> None:
    with quiet(writes):
        await talk.says("我要提交工单")
        await talk.says("昨天在超市付款多扣了两块钱")
    await talk.clicks("提交工单")
    assert len(writes) == 1


async def test_calling_a_human_is_one_transaction(talk: Talk, writes: list[str]) -> None:
    await talk.says("转人工")
    assert len(writes) == 1
