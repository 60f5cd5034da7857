"""Links in what staff write: only the brand's own are for customers (security.md,
The bot itself).

Whatever somebody may open, tap or type into a browser is one, however it is spelt. It must not
know who writes, nor what becomes of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from kefu.core.folding import Span, fold_with_places
from kefu.core.host_words import (
    ABBREVIATIONS,
    BEFORE_A_VERSION,
    BEHIND_A_VERSION,
    CHINESE_DOT,
    CHINESE_ENDINGS,
    COMMA,
    ENDING_SET,
    ENDINGS,
    ENGLISH_WORDS,
    FILE_ENDINGS,
    FULL_STOP,
    NUMBERS_DOT,
    PLAIN_ENDINGS,
    SAFE_ENDINGS,
    SPOKEN_DOT,
    WORD_ENDINGS,
)

# Letters that a host may have: not Chinese ones, for a host often follows a Chinese word at once.
_L: Final = r"a-z0-9_\u00df-\u1fff\u2c00-\u2dff-"
_LABEL: Final = rf"[{_L}]{{1,63}}"
_TAIL: Final = r"[^\s\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_PATH: Final = rf"(?:[:/?#\\]{_TAIL}{{0,2000}})?"
_LOOSE_DOT: Final = rf"(?:\s{{0,2}}{SPOKEN_DOT}\s{{0,2}}|\.)"

_SCHEME: Final = re.compile(
    r"(?<![a-z0-9])(?:"
    rf"[a-z][a-z0-9+.-]{{1,30}}\s?:\s?[/\\]{{2}}\s?{_TAIL}*"
    rf"|(?:h[tx]{{2}}ps?|ftp|wss?|file)\s?:\s?[/\\]?\s?(?=[a-z0-9\[]){_TAIL}+"
    rf"|(?:javascript|vbscript|mailto|intent|market|weixin|wechat|alipays?|taobao|tbopen|whatsapp|magnet|thunder|ed2k"
    rf"|skype|facetime|itms[a-z-]*|line|tg):(?=[^\s\u3000-\u9fff\uff00-\uffef]){_TAIL}+"
    rf"|data:[a-z]+/{_TAIL}+|sms(?:to)?:\+?\d{_TAIL}*)"
)
# "Tel:021-…" is how a number is introduced, "tel:021…" how it is dialled.
_DIAL: Final = re.compile(r"(?<![A-Za-z])tel:\+?\d[\d-]*")
_RELATIVE: Final = re.compile(rf"(?<![:\w/\\])[/\\]{{2}}(?=[a-z0-9\[]){_TAIL}+")
_ADDRESS: Final = re.compile(
    rf"(?<![a-z0-9_.])\d{{1,4}}(?:{NUMBERS_DOT}\d{{1,4}}){{3}}(?![\w.]?\d){_PATH}"
    rf"|(?<![0-9a-z])0x[0-9a-f]{{1,2}}(?:\.(?:0x)?[0-9a-f]{{1,3}}){{3}}{_PATH}"
    rf"|(?<![0-9a-z])0x[0-9a-f]{{8}}(?![0-9a-z]){_PATH}"
    r"|(?<![0-9a-z:])\[?(?:[0-9a-f]{1,4}:){1,7}(?::[0-9a-f]{1,4}){1,7}\]?(?![0-9a-z:])"
    r"|(?<![0-9a-z:])\[?(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\]?(?![0-9a-z:])"
    r"|(?<![0-9a-z:])\[?::[0-9a-f]{1,4}\]?(?![0-9a-z:])"
)
_SPELT_OUT: Final = re.compile(r"(?<![a-z0-9])(?:[a-z0-9.:/-] ){4,200}[a-z0-9/](?![a-z0-9])")
_CHINESE_HOST: Final = re.compile(
    rf"[\u4e00-\u9fff]{{1,20}}{CHINESE_DOT}(?:{PLAIN_ENDINGS})(?![a-z0-9]){_PATH}"
    rf"|[\u4e00-\u9fffa-z0-9-]{{1,20}}{FULL_STOP}(?:{CHINESE_ENDINGS})(?![\u4e00-\u9fff]){_PATH}"
)
# The sign before a host that is more than the end of an address: one with a path, or in brackets
# like those of what the product has hidden, where nobody looks for a link.
_BEFORE_A_HOST: Final = re.compile(
    rf"\[[^\[\]:@]{{1,12}}:[^\[\]@]{{0,100}}@"
    rf"|@(?=[{_L}.]{{1,100}}\.[a-z]{{2,20}}(?!/[a-z0-9._%+-]{{1,64}}@)(?:[/?#\\][a-z0-9]|:\d))"
)
_NEXT_WORD: Final = re.compile(r"\s+[a-z]|['\u2019]")
_LOOK_ALIKES: Final = str.maketrans("аеорсухіјѕԁɡոαονκɑıв0135i|", "aeopcyxljsdgnaovkalbolesll")


def foreign_links(text: str, domains: Sequence[str]) -> list[Span]:
    """Where links stand in `text` that lead elsewhere than to one of `domains`, or a host below it,
    by https; in the order of the text, none within another.
    """
    folded = fold_with_places(text)
    written = (text[start] for start in folded.starts)
    cased = "".join(map(_of_its_script, written, folded.text)).replace("\uff1a", ":")
    found = sorted(_found(_lower(cased), cased, tuple(domains)), key=lambda s: (s[0], -s[1]))
    spans: list[Span] = []
    reached = 0
    for start, end in found:
        if start >= reached and end > start:
            spans.append(folded.span(start, end))
            reached = end
    return spans


def _of_its_script(written: str, folded: str) -> str:
    """The letter of another script itself, where folding took it for the one that it looks like: a
    browser does not.
    """
    if written.isascii() or not (folded.isascii() and folded.isalpha()):
        return folded
    return folded if unicodedata.normalize("NFKC", written).isascii() else written


def _lower(text: str) -> str:
    """Lower case, every offset kept."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _found(plain: str, cased: str, domains: tuple[str, ...]) -> Iterator[Span]:
    links = list(_SCHEME.finditer(plain))
    own = [link.span() for link in links if _is_own(link.group(), domains)]
    yield from (link.span() for link in links if link.span() not in own)
    yield from (number.span() for number in _DIAL.finditer(cased))
    if "@" in plain:
        plain = _BEFORE_A_HOST.sub(lambda sign: sign[0][:-1] + " ", plain)
    for pattern in (_RELATIVE, _CHINESE_HOST, _ADDRESS, *_hosts(domains)):
        for match in pattern.finditer(plain):
            inside = any(start <= match.start() < end for start, end in own)
            if not inside and _is_foreign(pattern, plain, match, domains):
                yield match.span()
    for match in _SPELT_OUT.finditer(plain):
        joined = match.group().replace(" ", "")
        if "." in joined and any(True for _ in _found(joined, joined, domains)):
            yield match.span()


def _is_foreign(
    pattern: re.Pattern[str], plain: str, match: re.Match[str], domains: tuple[str, ...]
) -> bool:
    if pattern is _ADDRESS:
        return _is_address(plain, match)
    return pattern in (_RELATIVE, _CHINESE_HOST) or _leads_away(plain, match, domains)


@lru_cache(maxsize=8)
def _hosts(domains: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """What looks like a host: by its ending, by a path behind it, by an ending after a dot that is
    spoken or set apart, or like one of ours.
    """
    before = rf"(?<![{_L}@.])"
    named = rf"(?=[{_L}.]*[a-z])[{_L}]{{1,63}}"
    below = rf"(?:{_LABEL}\.){{0,5}}"
    label = rf"[{_L}]{{1,63}}"
    hosts = (
        rf"(?:{_LABEL}\.){{1,10}}(?:{ENDINGS}|xn--[a-z0-9-]{{1,59}}|[a-z]{{2,20}}(?=/))",
        rf"{below}{named}(?:{_LOOSE_DOT}{label}){{0,6}}?\s{{0,2}}{SPOKEN_DOT}\s{{0,2}}"
        rf"(?:{PLAIN_ENDINGS}|(?:{ENDINGS})(?=/))",
        rf"\d{{3,20}}\s{{0,2}}(?!{COMMA}){SPOKEN_DOT}\s{{0,2}}(?:{PLAIN_ENDINGS})",
        # No sentence ends with a blank before its full stop.
        rf"{below}(?:{named}|\d{{3,20}})(?:\s{{0,2}}\.\s{{0,2}}{label}){{0,4}}?"
        rf"(?:\s{{1,2}}\.\s{{0,2}}(?:{PLAIN_ENDINGS})|\s{{0,2}}\.\s{{1,2}}(?:{SAFE_ENDINGS}))",
        *([rf"(?:{_LABEL}\.){{1,10}}{_LABEL}"] if domains else []),
    )
    return tuple(re.compile(rf"{before}(?P<host>{host})(?![{_L}]){_PATH}") for host in hosts)


_SET_APART: Final = re.compile(rf"{SPOKEN_DOT}|\s")


def _leads_away(plain: str, match: re.Match[str], domains: tuple[str, ...]) -> bool:
    link, host, end = match.group(), match["host"], match.end()
    if plain[end : end + 1] == "@":
        return _is_host(host, domains)  # zhang.san@qq.com is an address, kdou.example@… a trick
    if _is_host(host, domains):
        return not _is_own(f"https://{link}", domains)
    if _SET_APART.search(host):
        return True
    *labels, ending = host.split(".")
    if not host.isascii() and ending not in FILE_ENDINGS:
        return True
    if not (ending in ENDING_SET or ending.startswith("xn--")):
        onward = link.startswith("/", len(host)) and ending not in FILE_ENDINGS
        return (onward and ending.isascii() and ending.isalpha()) or _resembles(host, domains)
    if len(link) > len(host) or labels[0] == "www":
        return True
    if len(labels) == 1 and labels[0] in ABBREVIATIONS:
        return False
    if len(labels) == 1 and ending in WORD_ENDINGS and _NEXT_WORD.match(plain, end):
        return not (labels[0] in ENGLISH_WORDS or labels[0].isdigit())
    return ending not in FILE_ENDINGS


def _resembles(host: str, domains: tuple[str, ...]) -> bool:
    """Whether it looks like one of ours and is none."""
    shape = _shape(host)
    return any(
        shape == own or shape.endswith(f".{own}") or f"{own}." in shape
        for own in map(_shape, domains)
    )


def _shape(host: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFD", host) if not unicodedata.combining(c))
    return bare.translate(_LOOK_ALIKES).replace("rn", "m").replace("vv", "w")


def _is_address(plain: str, match: re.Match[str]) -> bool:
    """Four numbers are an address of a machine unless a version is spoken of, or steps counted."""
    numbers = [int(n) for n in re.findall(r"\d+", match.group())[:4]]
    is_six = ":" in match.group().split("/")[0] and "." not in match.group()
    if is_six or "0x" in match.group():
        return True
    counted = numbers == [1, 2, 3, 4] and "/" not in match.group()
    version = BEHIND_A_VERSION.match(plain, match.end()) or BEFORE_A_VERSION.search(
        plain, max(0, match.start() - 8), match.start()
    )
    return len(numbers) == 4 and max(numbers) <= 255 and not counted and not version


def _is_host(host: str, domains: tuple[str, ...]) -> bool:
    host = host.rstrip(".")
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _is_own(link: str, domains: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
    except ValueError:
        return False
    onward = parts.path + parts.query + parts.fragment
    return (
        parts.scheme == "https"
        and parts.username is None
        and _is_host(host.rstrip(".,;!?)]}'\""), domains)
        and not re.search(r"[\\]|//|%2f%2f|%5c|:[/\\]", onward)
        and not any(True for _ in _queried(parts.query + "&" + parts.fragment, domains))
    )


def _queried(query: str, domains: tuple[str, ...]) -> Iterator[Span]:
    """Other hosts that a link of ours would pass somebody on to."""
    return _found(query, query, domains) if "." in query else iter(())
