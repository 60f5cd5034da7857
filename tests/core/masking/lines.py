"""Judged lines: texts with what is personal or secret in them marked by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kefu.core.privacy import REFERENCE, announced_by, scrub

FOLDER = Path(__file__).parent
KINDS = {"p": "phone", "i": "document", "b": "card", "e": "email", "s": "secret"}
_LABELS = {"手机号": "phone", "证件号": "document", "银行卡": "card", "邮箱": "email"}
_MARK = re.compile(r"⟦([pibes]):(.*?)⟧", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:n|t|u[0-9a-f]{4})")
_HIDDEN = re.compile(rf"{REFERENCE.pattern}|\*{{6,}}")
_OVERRIDES = str.maketrans("", "", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

Marked = tuple[str, int, int]


@dataclass(frozen=True)
class Line:
    """A text as it is typed, what came before it, and the spans that must be hidden, by kind."""

    number: str
    context: str
    text: str
    marked: frozenset[Marked]


def read(*names: str) -> Iterator[Line]:
    """Every line of the files."""
    for name in names:
        lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if line.startswith("#"):
                continue
            context, _, spelt = line.partition("\t")
            yield _line(f"{name}:{number}", context, _ESCAPE.sub(_character, spelt))


def _character(match: re.Match[str]) -> str:
    return {"\\n": "\n", "\\t": "\t"}.get(match[0]) or chr(int(match[0][2:], 16))


def _line(number: str, context: str, spelt: str) -> Line:
    spelt = spelt.translate(_OVERRIDES)
    text = ""
    marked = []
    position = 0
    for match in _MARK.finditer(spelt):
        text += spelt[position : match.start()]
        marked.append((KINDS[match[1]], len(text), len(text) + len(match[2])))
        text += match[2]
        position = match.end()
    return Line(number, context, text + spelt[position:], frozenset(marked))


def hidden(line: Line) -> frozenset[Marked]:
    """What is hidden of the line, by kind."""
    before = line.context.removeprefix("after:") if line.context.startswith("after:") else ""
    clean = scrub(
        line.text,
        code_expected=line.context == "code",
        password_expected=line.context == "password",
        announced=announced_by(before),
    ).text
    pieces = list(_HIDDEN.finditer(clean))
    pattern, position = "", 0
    for piece in pieces:
        pattern += re.escape(clean[position : piece.start()]) + "(.+?)"
        position = piece.end()
    found = re.fullmatch(pattern + re.escape(clean[position:]), line.text, re.DOTALL)
    assert found is not None, (line.text, clean)
    kinds = [_LABELS.get(piece[0][1:4], _LABELS.get(piece[0][1:3], "secret")) for piece in pieces]
    return frozenset((kind, *found.span(group)) for group, kind in enumerate(kinds, 1))


@dataclass(frozen=True)
class Score:
    """Of one kind."""

    right: int
    missed: int
    wrong: int

    @property
    def precision(self) -> float:
        """Of what is hidden, the share that had to be."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of what had to be hidden, the share that is."""
        return self.right / (self.right + self.missed)


def judge(lines: list[Line]) -> tuple[dict[str, Score], list[str]]:
    """Scores by kind, exact spans counting, and the lines that are not as marked."""
    right: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    faults = []
    for line in lines:
        found = hidden(line)
        right.update(kind for kind, *_ in found & line.marked)
        missed.update(kind for kind, *_ in line.marked - found)
        wrong.update(kind for kind, *_ in found - line.marked)
        if found != line.marked:
            said = [(kind, line.text[start:end]) for kind, start, end in sorted(found)]
            faults.append(f"{line.number} {line.context} {line.text!r}: {said}")
    scores = {
        kind: Score(right[kind], missed[kind], wrong[kind])
        for kind in KINDS.values()
        if right[kind] + missed[kind] + wrong[kind]
    }
    return scores, faults
