"""Utterances to be judged by, and the files that hold them.

A line is ``intent<TAB>text[<TAB>also[<TAB>tags]]``: ``also`` names further intents that are a fair
reading, ``tags`` what is special about the text; several of either are separated by commas. Must
not know what a pipeline answers.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kefu.core.errors import OperatorError

_HEADER = "intent\ttext"


class BadFile(OperatorError):
    """A file of utterances that cannot be read; the detail names the line."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A text, the intent it has, further intents that are accepted, and tags."""

    text: str
    intent: str
    also: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()

    @property
    def acceptable(self) -> frozenset[str]:
        """All intents that count as understood."""
        return self.also | {self.intent}


def read_utterances(path: Path) -> list[Utterance]:
    """Reads a file in the order of its lines; blank lines and a header are skipped.

    Raises BadFile for a missing file, no utterance at all, or a line without intent and text.
    """
    return [_read_line(path, number, line) for number, line in lines_of(path, _HEADER)]


def lines_of(path: Path, header: str) -> list[tuple[int, str]]:
    """A judged file's lines with their numbers; blank lines and the header are skipped.

    Raises BadFile for a missing file, or one without any sentence.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise BadFile(f"读不了 {path}：{error.strerror}") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path} 不是 UTF-8 编码") from None
    found = [
        (number, line)
        for number, line in enumerate(lines, start=1)
        if line.strip() and not (number == 1 and line.startswith(header))
    ]
    if not found:
        raise BadFile(f"{path} 里没有句子")
    return found


def _read_line(path: Path, number: int, line: str) -> Utterance:
    intent, text, also, tags, *rest = [*(part.strip() for part in line.split("\t")), "", "", ""]
    if not intent or not text or any(rest):
        raise BadFile(f"{path} 第 {number} 行应为“意图<TAB>句子[<TAB>其他可接受意图[<TAB>标签]]”")
    return Utterance(text, intent, _names(also), _names(tags))


def _names(column: str) -> frozenset[str]:
    return frozenset(name for part in column.split(",") if (name := part.strip()))
