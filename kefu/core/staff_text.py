"""What staff write for customers to read: one judgement for every door by which it comes.

It must not know where the text goes.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kefu.core.errors import Invalid
from kefu.core.folding import Span
from kefu.core.likely_requests import likely_requests
from kefu.core.links import foreign_links
from kefu.core.staff_words import Request, Wanted, requests


def check_for_customers(
    text: str, domains: Sequence[str], before: str = "", quoted: Collection[str] = ()
) -> None:
    """Raise Invalid for a text that asks for what staff must never have (`asks_for_secret`), or
    leads to a site that is none of `domains` (`foreign_link`).

    `before` is what staff wrote to the same customer just before; `quoted` are references that
    stand for something in their conversation. The error's fact `passages` tells
    which words: `start` and `end` in UTF-16 units, as browsers count, and the `text` between them.
    """
    asked = requests(text, before) or [
        Request(*span, Wanted.SECRET) for span in likely_requests(text, before)
    ]
    if asked:
        spans = [(request.start, request.end) for request in asked]
        passages = _passages(text, spans)
        raise Invalid(
            "asks_for_secret",
            wanted=asked[0].wanted,
            quoted=passages[0]["text"],
            passages=passages,
        )
    passages = _passages(text, foreign_links(_without(quoted, text), domains))
    if passages:
        raise Invalid("foreign_link", quoted=passages[0]["text"], passages=passages)


def _without(quoted: Collection[str], text: str) -> str:
    """Blanks for what is quoted, every offset kept."""
    for reference in quoted:
        text = text.replace(reference, " " * len(reference))
    return text


def _passages(text: str, spans: list[Span]) -> list[dict[str, object]]:
    return [
        {"start": _units(text[:start]), "end": _units(text[:end]), "text": text[start:end]}
        for start, end in spans
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
