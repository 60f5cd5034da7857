"""Every line of a turn names it, in every process; `kefu trace` tells why there was no answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.stack.stack import Customer, Stack

PROCESSES = ("gateway", "engine-1")


def trace(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith("KEFU_")}
    return subprocess.run(
        [sys.executable, "-m", "kefu.cli", "trace", *arguments],
        env={**env, "KEFU_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def verdict(folder: Path, turn: str) -> dict[str, Any]:
    told = trace(folder, turn, "--json")
    assert told.returncode == 0, told.stderr
    return dict(json.loads(told.stdout)["verdicts"][-1])


def lines_since(folder: Path, sizes: dict[str, int]) -> list[dict[str, Any]]:
    """The lines written since, but for those of a client that only looks."""
    lines = []
    for name in PROCESSES:
        content = (folder / "log" / f"{name}.log").read_bytes()[sizes[name] :]
        lines += [{**json.loads(line), "process": name} for line in content.splitlines()]
    return [line for line in lines if line.get("method") != "GET"]


def test_an_answered_message_is_explained(stack: Stack, folder: Path) -> None:
    customer = Customer(stack)
    seq = customer.send({"type": "text", "text": "忘记密码"})
    customer.wait_for(lambda e: e["type"] == "turn_end" and e["seq"] > seq)
    told = trace(folder, f"{customer.id}/{seq}")
    assert told.returncode == 0, told.stderr
    assert "已答复：收到后" in told.stdout.splitlines()[-1]
    assert "理解为 " in told.stdout.splitlines()[-1]
    assert "忘记密码" not in told.stdout
    for source in ("记录", "网关", "引擎-1", "动作-1"):
        assert f"  {source}  " in told.stdout


def test_every_line_of_a_turn_names_it(stack: Stack, folder: Path) -> None:
    customer = Customer(stack)
    customer.push("忘记密码")
    customer.push("13800000001")
    sizes = {name: (folder / "log" / f"{name}.log").stat().st_size for name in PROCESSES}
    seq = customer.send({"type": "choice", "choice_id": customer.choice("短信")})
    customer.wait_for(lambda e: e["type"] == "turn_end" and e["seq"] > seq)
    customer.code("13800000001")
    lines = lines_since(folder, sizes)
    turn = f"{customer.id}/{seq}"
    assert [line for line in lines if line.get("turn") != turn] == []
    assert {line["process"] for line in lines} == set(PROCESSES)
    events = {line["event"] for line in lines}
    assert events >= {"accepted", "request", "turn", "turn_answered", "action", "wallet_call"}
    story = json.loads(trace(folder, turn, "--json").stdout)
    sent = [step for step in story["steps"] if step["kind"] == "notification"]
    assert {step["turn"] for step in sent} == {turn}
    assert {step["source"] for step in sent} >= {"记录"}


def test_a_message_that_the_dead_engine_lost_is_explained(stack: Stack, folder: Path) -> None:
    customer = Customer(stack)
    customer.push("你好")
    stack.kill("kefu.engine.server")
    # A theft waits 3 s at most; an engine that comes back before then would answer it.
    seq = customer.send({"type": "text", "text": "我的钱被盗了"})
    deadline = time.monotonic() + 60
    while not any(e["seq"] > seq and e["type"] == "turn_end" for e in customer.events):
        assert time.monotonic() < deadline, customer.transcript()
        for engine in stack.children("kefu.engine.server"):
            os.kill(engine, signal.SIGKILL)
        customer.poll()
        time.sleep(0.2)
    stack.wait_ready()
    told = verdict(folder, f"{customer.id}/{seq}")
    assert told["outcome"] == "given_up"
    assert told["text"].startswith("对话引擎")
    assert told["text"].endswith("转人工（安全组）；尚无坐席接起")
    waiting = customer.send({"type": "text", "text": "有人吗"})
    assert verdict(folder, f"{customer.id}/{waiting}")["outcome"] == "skipped"
    whole = trace(folder, customer.id)
    assert whole.stdout.count("结论 ") == 3


def test_an_unknown_id_is_said_so(stack: Stack, folder: Path) -> None:
    customer = Customer(stack)
    for unknown in ("cv_nobody", f"{customer.id}/999", "", "/"):
        told = trace(folder, unknown)
        assert told.returncode == 1
        assert told.stderr.strip()
        assert "Traceback" not in told.stderr
