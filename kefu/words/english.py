"""The bot's words in English: each text of `data/english` stands for a Chinese one of
`data/responses` or `data/phrases`, whose place it takes once that is spoken.

What is said is recognised by its Chinese words, whoever put it together; what stands in the places
of its placeholders is given in English too, where there is English for it. It must not know who
speaks, nor to whom.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from kefu.core.script import HAN
from kefu.settings import ROOT
from kefu.words.files import FOLDER as PHRASES
from kefu.words.files import WordsError, read
from kefu.words.texts import texts

FOLDER: Final = ROOT / "data" / "english"
RESPONSES: Final = ROOT / "data" / "responses"
_SECTIONS: Final = frozenset({"replies", "phrases", "titles"})
_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
# Of a whole message less than this many Chinese characters recognise nothing.
_RECOGNISED: Final = 3
# Where values that were put side by side are parted, outermost first, and what stands there in
# English.
_SEPARATORS: Final = (
    *(("；", "; "), ("：", ": "), ("，", ", "), ("。", ". "), ("、", ", ")),
    *(("（", " ("), ("）", ")"), ("“", '"'), ("”", '"'), (" ", " ")),
)
_NUMBERS: Final = frozenset({"year", "month", "count"})
_MONTHS: Final = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A Chinese text and its English; `english` is None where there is none. `where` names it."""

    chinese: str
    english: str | None
    where: str

    def pattern(self, *, lines: bool = True) -> re.Pattern[str]:
        """What is said of the Chinese one, with a group for each placeholder, of several `lines`
        where it may have them.
        """
        seen: set[str] = set()
        spelt, anything = "", ".*?" if lines else "[^，；\n]*?"
        for piece, name in _pieces(self.chinese):
            spelt += re.escape(piece)
            if name:
                number = name in _NUMBERS or (name == "day" and "{month}" in self.chinese)
                filled = _of_those() if name == "of" else r"\d+" if number else anything
                spelt += f"(?P={name})" if name in seen else f"(?P<{name}>{filled})"
                seen.add(name)
        return re.compile(spelt, re.DOTALL if lines else 0)

    @property
    def weight(self) -> int:
        """How many Chinese characters recognise it."""
        return len(HAN.findall(_PLACEHOLDER.sub("", self.chinese)))


def _of_those() -> str:
    """A pattern of what `of` is filled with, as nothing stands between it and what follows it."""
    return f"(?:{texts().figures.of_those.format(facts='.*')})?"


_Table = tuple[tuple[re.Pattern[str], Text], ...]


@dataclass(frozen=True, slots=True)
class English:
    """All texts: `messages` are said by themselves, `values` stand within others, `titles` are on
    buttons and cards.
    """

    messages: tuple[Text, ...]
    values: tuple[Text, ...]
    titles: tuple[Text, ...]
    only_chinese: str


def in_english(message: dict[str, Any]) -> dict[str, Any]:
    """All words of a message, with its card's and its choices', in English. A text for which there
    is no English stays, and says so.
    """
    shown: dict[str, Any] = {}
    if message.get("text"):
        shown["text"] = sentence(message["text"])
    if message.get("card"):
        shown["card"] = _each(message["card"])
    buttons = [
        {**button, **{part: _each(button[part]) for part in ("title", "row") if button.get(part)}}
        for button in message.get("buttons") or []
    ]
    return {**message, **shown, "buttons": buttons}


@lru_cache(maxsize=512)
def sentence(text: str) -> str:
    """What is said, in English; with an English line below it where there is none."""
    if not HAN.search(text):
        return text
    found = _lines(text)
    return f"{text}\n\n{load().only_chinese}" if found is None else found


@lru_cache(maxsize=2048)
def label(text: str) -> str:
    """A title, a label, a sentence or a value in English; itself where there is none."""
    return _found(text, _titles()) or _lines(text) or _value(text)


@lru_cache(maxsize=512)
def chinese_title(text: str) -> str:
    """The Chinese title of a choice that is shown with this English one; itself where there is
    none.
    """
    for title in load().titles:
        if title.english is None:
            continue
        shown = Text(title.english, title.chinese, title.where)
        match = shown.pattern().fullmatch(text)
        if match is not None:
            return _filled(title.chinese, match.groupdict())
    return text


def _lines(text: str) -> str | None:
    """All of a text that may hold several, one below the other."""
    whole = _found(text, _messages())
    if whole is not None or not HAN.search(text):
        return whole or text
    lines = text.split("\n")
    for end in range(len(lines) - 1, 0, -1):
        first = _found("\n".join(lines[:end]), _messages())
        if first is not None:
            behind = _lines("\n".join(lines[end:]))
            return None if behind is None else f"{first}\n{behind}"
    return None


def _each(value: Any) -> Any:
    if isinstance(value, str):
        return label(value) if HAN.search(value) else value
    if isinstance(value, dict):
        return {key: _each(part) for key, part in value.items()}
    return [_each(part) for part in value] if isinstance(value, list) else value


def _value(text: str) -> str:
    """What stands in the place of a placeholder."""
    if not HAN.search(text):
        return text
    if "\n" in text:
        return "\n".join(map(_value, text.split("\n")))
    found = _found(text, _values())
    if found is not None:
        return found
    for chinese, english in _SEPARATORS:
        if chinese in text:
            return re.sub(" {2,}", " ", english.join(_runs(text.split(chinese), chinese))).strip()
    return text


def _runs(pieces: list[str], separator: str) -> Iterator[str]:
    """The pieces in English, those together that are one value, the longest first."""
    start = 0
    while start < len(pieces):
        for end in range(len(pieces), start + 1, -1):
            found = _found(separator.join(pieces[start:end]), _values())
            if found is not None:
                yield found
                break
        else:
            end = start + 1
            yield _value(pieces[start])
        start = end


def _found(text: str, table: _Table) -> str | None:
    """The English of the first text of the table that this is."""
    for pattern, known in table:
        match = pattern.fullmatch(text)
        if match is not None:
            if known.english is None:
                return None
            return _filled(known.english, {k: _said(k, v) for k, v in match.groupdict().items()})
    return None


def _said(name: str, value: str) -> str:
    """The value of a placeholder in English."""
    if name == "month" and value.isdigit():
        return _MONTHS[int(value) - 1]
    return _value(value)


def _filled(text: str, values: dict[str, str]) -> str:
    filled = _PLACEHOLDER.sub(lambda place: values.get(place[1], place[0]), text)
    return re.sub(" {2,}", " ", filled)


@cache
def _messages() -> _Table:
    known = load()
    return _table(t for t in (*known.messages, *known.values) if t.weight >= _RECOGNISED)


@cache
def _values() -> _Table:
    known = load()
    told = [t for t in (*known.values, *known.titles) if t.weight and t.english is not None]
    return _table(told, lines=False)


@cache
def _titles() -> _Table:
    return _table(t for t in load().titles if t.weight)


def _order(text: Text) -> tuple[int, bool]:
    return -text.weight, text.english is None


def _table(known: Iterable[Text], *, lines: bool = True) -> _Table:
    """The most telling first; of equal ones that which stands earlier."""
    return tuple((t.pattern(lines=lines), t) for t in sorted(known, key=_order))


@cache
def load(folder: Path = FOLDER) -> English:
    """Every text, read once. Raises WordsError, whose text names the file and the key: a file with
    other sections, a key without its Chinese original, another number of wordings.
    """
    originals = {name: list(said) for name, said in _responses()}
    phrases = dict(_phrases())
    english: dict[str, dict[str, Any]] = {section: {} for section in _SECTIONS}
    only_chinese = ""
    for path in sorted(folder.glob("*.yml")):
        for section, table in read(path).items():
            if section == "only_chinese":
                only_chinese = str(table)
                continue
            if section not in _SECTIONS:
                raise WordsError(f"{path}: {section}: unknown")
            for key, said in table.items():
                if key in english[section]:
                    raise WordsError(f"{path}: {section}.{key}: twice")
                english[section][key] = said
    unknown = (english["replies"].keys() - originals.keys()) | (
        english["phrases"].keys() - phrases.keys()
    )
    if unknown:
        raise WordsError(f"{folder}: {min(unknown)}: no such Chinese text")
    messages: list[Text] = []
    for name, wordings in originals.items():
        given = english["replies"].get(name)
        spoken = [given] if isinstance(given, str) else given or [None] * len(wordings)
        if len(spoken) != len(wordings):
            raise WordsError(f"{folder}: {name}: {len(spoken)} wordings, not {len(wordings)}")
        messages += [Text(c, e, name) for c, e in zip(wordings, spoken, strict=True)]
    values = [Text(said, english["phrases"].get(key), key) for key, said in phrases.items()]
    titles = [Text(chinese, said, chinese) for chinese, said in english["titles"].items()]
    return English(tuple(messages), tuple(values), tuple(titles), only_chinese)


def _responses() -> Iterator[tuple[str, list[str]]]:
    """Names of all responses with their wordings."""
    for path in sorted(RESPONSES.glob("*.yml")):
        for name, wordings in read(path)["responses"].items():
            yield name, [str(wording["text"]) for wording in wordings]


def _phrases() -> Iterator[tuple[str, str]]:
    """All sentences and words of `data/phrases` by file and key: `time.today`."""
    for path in sorted(PHRASES.glob("*.yml")):
        yield from _flat(path.stem, read(path))


def _flat(where: str, table: Any) -> Iterator[tuple[str, str]]:
    if isinstance(table, str):
        yield where, table
    elif isinstance(table, dict):
        for key, part in table.items():
            yield from _flat(f"{where}.{key}", part)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each placeholder, with its name; what remains, without."""
    position = 0
    for place in _PLACEHOLDER.finditer(text):
        yield text[position : place.start()], place[1]
        position = place.end()
    yield text[position:], ""
