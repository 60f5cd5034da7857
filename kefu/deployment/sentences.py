"""The self-test: sentences that a model must understand before customers come to it.

A file has a line for each: the intent, a tab, the sentence; where others will do too, another tab
and their intents with commas. Empty lines and those that begin with ``#`` say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx

from kefu.core.errors import OperatorError
from kefu.settings import ROOT

DEFAULT: Final = ROOT / "data" / "self-test.tsv"
TIMEOUT = 10.0


class BadSentences(OperatorError):
    """The file cannot be read; the text names the line."""


class TestFailed(OperatorError):
    """Some sentences were understood otherwise, or the engine did not answer; the text lists
    them.
    """

    __test__ = False  # no test of pytest's


@dataclass(frozen=True, slots=True)
class Sentence:
    """What customers say, and what it may be taken for; the first is meant."""

    text: str
    intents: tuple[str, ...]


def read(path: Path) -> list[Sentence]:
    """The sentences of a file. Raises BadSentences."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSentences(f"无法读取自测文件 {path}") from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        intent, _, rest = line.partition("\t")
        text, _, others = rest.partition("\t")
        if not intent.strip() or not text.strip():
            raise BadSentences(f"{path} 第 {number} 行应为：意图<制表符>句子")
        also = (name.strip() for name in others.split(",") if name.strip())
        found.append(Sentence(text.strip(), (intent.strip(), *also)))
    if not found:
        raise BadSentences(f"自测文件 {path} 里没有句子")
    return found


async def examine(url: str, token: str, sentences: list[Sentence]) -> None:
    """Let the engine at `url` understand them all. Raises TestFailed."""
    differing = []
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(
        base_url=url, headers=headers, timeout=TIMEOUT, trust_env=False
    ) as client:
        for sentence in sentences:
            taken_for = await _parse(client, sentence.text)
            if taken_for not in sentence.intents:
                differing.append(f"  {sentence.text}\t应为 {sentence.intents[0]}，实为 {taken_for}")
    if differing:
        head = f"自测未通过，{len(sentences)} 句中有 {len(differing)} 句理解不同，没有更换模型："
        raise TestFailed("\n".join([head, *differing]))


async def _parse(client: httpx.AsyncClient, text: str) -> str:
    try:
        answer = await client.post("/webhooks/kefu/parse", json={"text": text})
        answer.raise_for_status()
        return str(answer.json()["intent"]["name"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        raise TestFailed(f"自测中引擎没有应答({type(error).__name__})，没有更换模型") from error
