"""Tells when a text written by staff asks the customer for what staff must never have: a secret, a
look at it, the screen, or the money itself.

It knows nothing of what customers type.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from kefu.core.asking_words import ASKING, BARE, END, PICTURE_SIGN, SECRET_SIGN, SIGN, TYPE, WHAT
from kefu.core.excuse_words import (
    ABOUT_IT,
    BEING_TOLD,
    CHAT,
    DONE,
    FORBIDDEN,
    NEGATION,
    NOT_ENGLISH,
    OTHER_THING,
    OWN_FIELD,
    PAST,
    REMOTE_EXCUSED,
    SAFE_EXCUSED,
    TAKING,
    TROUBLE,
    WARNING,
    WE_SEND,
    WHICH_ONE,
)
from kefu.core.folding import Span, fold_with_places
from kefu.core.forbidden_words import (
    EVASION,
    PAYING_CODE,
    PICTURE,
    REMOTE,
    SAFE_ACCOUNT,
    SECRET,
    TRANSFER_TO,
)

_REACH: Final = 30
_LOOK_BACK: Final = 200
_CLAUSE_END: Final = re.compile(rf"[,.{END}\uff0c]")
_SENTENCE_END: Final = re.compile(rf"[{END}]")
_DROPPED: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])[ 丶丨丿*~_|\-/\\·^+=#@&$%【】\[\]()\uff08\uff09<>《》“”\"'「」]+(?=[\u4e00-\u9fff])|(?<![a-z0-9])[^\S\n]+|[^\S\n]+(?![a-z0-9])|[【】\[\]“”\"「」]"
)

# 验.证.码.发.我, c.o.d.e.s
_SPELT_OUT: Final = re.compile(
    r"(?:[\u4e00-\u9fff][.。,、\uff0c]){3,}[\u4e00-\u9fff]"
    r"|(?<![a-z0-9])(?:[a-z][.*_-]){4,}[a-z](?![a-z0-9])"
)

_MOVING: Final = re.compile(
    r"转|挪|归集|搬|迁|归到|集中|清空|打(?!开|电)|汇(?!率)|存|移|放|划|充|move|transfer|send|deposit"
)
_OTHER_OBJECT: Final = re.compile("[把将]|单号|订单|金额|时间|截图|提示|手机号|姓名|卡号")
_TO_US: Final = re.compile("[给诉发]我|我(?:们|这)|给客服")
_LACKED: Final = re.compile(f"没有{SIGN}.{{0,6}}(?:不[了能行]|没法|无法)")
_CLAUSE: Final = re.compile(rf"[^,{END}\uff0c]+")


class Wanted(StrEnum):
    """What is asked for: a secret or a look at it, the customer's screen, or their money."""

    SECRET = "secret"
    SCREEN = "screen"
    MONEY = "money"


@dataclass(frozen=True, slots=True, order=True)
class Request:
    """The words ``[start:end]`` of a text, which ask for something."""

    start: int
    end: int
    wanted: Wanted


def requests(text: str, before: str = "") -> list[Request]:
    """Where in `text` the customer is asked for what staff must never have, in the text's order.

    `before` is what staff wrote just before: the asking may begin there.
    """
    alone = _merged(_requests(_ready(text)))
    if alone or not before.strip():
        return alone
    head = before[-_LOOK_BACK:]
    if head[-1].isascii() and head[-1].isalnum() and text[:1].isascii():
        head += " "
    known = _merged(_requests(_ready(head)))
    across = [
        Request(max(0, found.start - len(head)), found.end - len(head), found.wanted)
        for found in _merged(_requests(_ready(head + text)))
        if found.end > len(head) and found not in known
    ]
    if across:
        return across
    bare = _is_named(_ready(head).text) and BARE.fullmatch(_ready(text).text.strip("\n"))
    return [Request(0, len(text), Wanted.SECRET)] if bare else []


def _merged(found: Iterator[Request]) -> list[Request]:
    merged: list[Request] = []
    for request in sorted(found):
        if merged and request.start <= merged[-1].end:
            first = merged[-1]
            merged[-1] = Request(first.start, max(first.end, request.end), first.wanted)
        else:
            merged.append(request)
    return merged


@dataclass(frozen=True, slots=True)
class _Plain:
    """A text made ready: secrets are one sign each; character i comes from `places[i]`."""

    text: str
    places: tuple[Span, ...]

    def request(self, start: int, end: int, kind: Wanted) -> Request:
        return Request(self.places[start][0], self.places[end - 1][1], kind)


def _ready(text: str) -> _Plain:
    folded = fold_with_places(text)
    lower = "".join(map(_small, folded.text))
    kept = [(piece.start(), piece.end()) for piece in re.finditer(r".", lower, re.DOTALL)]
    dropped = {i for match in _DROPPED.finditer(lower) for i in range(*match.span())}
    for run in _SPELT_OUT.finditer(lower):
        dropped.update(range(run.start() + 1, run.end(), 2))
    kept = [span for span in kept if span[0] not in dropped]
    plain = "".join(lower[start:end] for start, end in kept)
    places = [folded.span(*span) for span in kept]
    for pattern, sign in ((SECRET, SECRET_SIGN), (PICTURE, PICTURE_SIGN)):
        for match in reversed(list(pattern.finditer(plain))):
            start, end = match.span()
            plain = plain[:start] + sign + plain[end:]
            places[start:end] = [(places[start][0], places[end - 1][1])]
    return _Plain(plain, tuple(places))


@lru_cache(maxsize=4096)
def _small(character: str) -> str:
    """One small letter without accents: ``À`` → ``a``."""
    bare = unicodedata.normalize("NFD", character)[0].lower() if character < "\u2000" else character
    return bare if len(bare) == 1 else character


def _requests(ready: _Plain) -> Iterator[Request]:
    if SECRET_SIGN in ready.text or PICTURE_SIGN in ready.text:
        yield from _asked(ready)
    for pattern, excused, kind in (
        (EVASION, WARNING, Wanted.SECRET),
        (PAYING_CODE, REMOTE_EXCUSED, Wanted.SECRET),
        (REMOTE, REMOTE_EXCUSED, Wanted.SCREEN),
        (SAFE_ACCOUNT, SAFE_EXCUSED, Wanted.MONEY),
        (TRANSFER_TO, SAFE_EXCUSED, Wanted.MONEY),
    ):
        for match in pattern.finditer(ready.text):
            sentence = ready.text[slice(*_around(ready.text, match.start(), _SENTENCE_END))]
            moves = pattern is not SAFE_ACCOUNT or _MOVING.search(sentence)
            if moves and not excused.search(sentence):
                yield ready.request(*match.span(), kind)


def _asked(ready: _Plain) -> Iterator[Request]:
    plain = WHICH_ONE.sub(lambda match: "哪" * len(match.group()), ready.text)
    for pattern in ASKING:
        for match in pattern.finditer(plain):
            if match["asking"] and not _is_excused(plain, match):
                yield ready.request(*match.span("asking"), Wanted.SECRET)
    yield from _asked_after(plain, ready)


def _asked_after(plain: str, ready: _Plain) -> Iterator[Request]:
    """密码还记得吗?告诉我: the secret is named first, the asking is a clause of its own."""
    named, since = None, 0
    for clause in _CLAUSE.finditer(plain):
        if _is_named(clause.group()):
            named, since = clause.start(), 0
        elif named is not None and _asks_barely(clause.group(), plain[named : clause.start()]):
            yield ready.request(named, clause.end(), Wanted.SECRET)
            named = None
        elif (since := since + 1) > 1 or _OTHER_OBJECT.search(clause.group()):
            named = None


def _is_named(clause: str) -> bool:
    """Whether it names a secret, and warns of nothing."""
    found = re.search(SIGN, clause)
    return found is not None and not (
        WARNING.search(clause)
        or (re.search(NEGATION, clause) and not _LACKED.search(clause))
        or OWN_FIELD.search(clause)
        or OTHER_THING.match(clause, found.end())
        or TROUBLE.search(clause, 0, found.start())
        or re.search("错误|失败|过期|重置|找回|修改|(?<!我)(?<!这边)(?:没收到|收不到)", clause)
    )


def _asks_barely(clause: str, before: str) -> bool:
    asked = BARE.fullmatch(clause)
    told = re.search("告诉|告知|说", clause) is not None and not re.search(WHAT, clause)
    return asked is not None and not (told and (DONE.search(before) or "收到" in before + clause))


def _around(plain: str, position: int, end: re.Pattern[str]) -> Span:
    start = max((m.end() for m in end.finditer(plain, 0, position)), default=0)
    stop = end.search(plain, position)
    return start, stop.start() if stop else len(plain)


def _is_excused(plain: str, asking: re.Match[str]) -> bool:
    """Whether the verb is forbidden, somebody else's, or about something else."""
    start, verb, stop = asking.start(), asking.start("verb"), asking.end("asking")
    word = asking["verb"]
    taking = TAKING.search(plain, max(0, start - _REACH), start)
    for position in (taking.start() if taking else start, verb):
        if FORBIDDEN.search(plain[max(0, position - _REACH) : position]):
            return True
    if PAST.match(plain, asking.end("verb")) and not re.search(WHAT, word):
        return True
    about = _is_about_else(plain, asking)
    if about is not None:
        return about
    sentence = plain[slice(*_around(plain, start, _SENTENCE_END))]
    if word[0].isascii():
        return _is_excused_english(plain, asking, sentence)
    if WARNING.search(sentence) and not _TO_US.search(plain[verb : stop + 1]):
        return True
    if not re.fullmatch(f"{TYPE}|写|打", word):
        return False
    clause = plain[slice(*_around(plain, start, _CLAUSE_END))]
    return bool(OWN_FIELD.search(clause)) and not CHAT.search(clause)


def _is_about_else(plain: str, asking: re.Match[str]) -> bool | None:
    """Whether a word behind the secret is what is asked for (密码的规则), or to be told how it went
    (密码改好了告诉我); None where nothing of the kind is said.
    """
    word, verb = asking["verb"], asking.start("verb")
    secret = re.compile(SIGN).search(plain, asking.start())
    assert secret is not None
    behind = secret.end()
    about = None if plain.startswith(("和", "或"), behind) else ABOUT_IT.match(plain, behind)
    if (about and verb < behind) or OTHER_THING.match(plain, behind):
        return True
    told = BEING_TOLD.match(word) is not None
    if about and not plain.startswith("是", behind):
        return told or not re.search("[我这]|一?下", plain[verb : asking.end("asking")])
    trouble = TROUBLE.search(plain, max(0, behind - 1 - _REACH), behind - 1)
    if behind <= verb and told and (DONE.search(plain[behind:verb]) or trouble):
        return True
    return None


def _is_excused_english(plain: str, asking: re.Match[str], sentence: str) -> bool:
    if NOT_ENGLISH.search(sentence):
        return True
    verb = asking.start("verb")
    if asking["verb"] == "send" and WE_SEND.search(plain[max(0, verb - 40) : verb]):
        return True
    typed = asking["verb"] in {"type", "enter"}
    return typed and bool(OWN_FIELD.search(sentence)) and not CHAT.search(sentence)
