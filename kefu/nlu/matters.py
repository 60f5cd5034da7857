"""The matters that a text brings, each with the place where it is told, and which goes first.

A clause brings a matter when enough speaks for it: its intent is clear there, has a share in the
whole text, is asked or wanted, a word such as 另外 leads to it. What a clause says
not to be so, or not to be wanted, is none. Pure. Must not know how intents are found, nor what is
done about them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from kefu.nlu.acts import manner_of
from kefu.nlu.clauses import Clause, halves
from kefu.nlu.corrections import meant_in
from kefu.nlu.normalise import normalise

# Whoever loses money cannot wait; who asks for a person is given one, whatever else is told.
_FIRST: Final = ("account_stolen", "freeze_account", "human_agent")
_NEVER_FIRST: Final = frozenset({"complaint"})
_ASKED: Final = re.compile(
    "怎么|咋|如何|吗|么$|多少|几|哪|啥|什么|能不能|能否|可不可以|[不没]$|有没有|是不是|多久|多长|为什|何时|怎样|要不要|会不会|呢$"
)
_WANTED: Final = re.compile(
    "帮|给我|我要|我想|^想|想[要把改换绑查办问]|要[把改查办退]|转人工|麻烦|请|查|看一?[看下]|申请|办理?|取消|关[掉闭了]|改|快|人工|投诉"
    "|^[把退换绑删关解提加]"
)
_FAILED: Final = re.compile("[登绑提付转进开收解打用]不|没[到收有]")
# What a plain statement is enough to raise; the rest is asked about or wanted, or only mentioned.
_TROUBLES: Final = frozenset(
    {
        *("forgot_password", "login_problem", "account_locked", "unfreeze_account"),
        *("verification_code_not_received", "account_stolen", "phishing_report"),
        *("transaction_failed", "deposit_not_arrived", "withdraw_issue"),
        *("refund", "dispute", "complaint"),
    }
)
# One story often touches both: what seems a second matter is mostly how the first came about.
_RELATED: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "withdraw_issue deposit_not_arrived",
        "withdraw_issue withdraw_howto",
        "withdraw_issue account_closure",
        "withdraw_howto deposit_not_arrived",
        "withdraw_howto balance_query",
        "transaction_failed payment_howto",
        "transaction_failed deposit_not_arrived",
        "transaction_failed two_factor",
        "deposit_howto bind_card",
        "deposit_howto payment_howto",
        "deposit_howto balance_query",
        "account_stolen phishing_report",
        "account_stolen freeze_account",
        "account_stolen refund",
        "account_stolen verification_code_not_received",
        "security_advice phishing_report",
        "security_advice freeze_account",
        "security_advice two_factor",
        "security_advice transfer_howto",
        "security_advice change_password",
        "unfreeze_account freeze_account",
        "unfreeze_account account_locked",
        "unfreeze_account real_name_verification",
        "unfreeze_account balance_query",
        "account_locked forgot_password",
        "account_locked login_problem",
        "login_problem two_factor",
        "login_problem create_ticket",
        "login_problem change_phone",
        "login_problem real_name_verification",
        "forgot_password change_password",
        "forgot_password two_factor",
        "forgot_password change_phone",
        "change_phone unbind_card",
        "change_phone account_closure",
        "change_phone real_name_verification",
        "change_phone verification_code_not_received",
        "bind_card unbind_card",
        "bind_card real_name_verification",
        "register_account real_name_verification",
        "register_account account_closure",
        "real_name_verification transfer_howto",
        "transaction_history transcript_request",
        "transaction_history balance_query",
        "ticket_status create_ticket",
        "ticket_status complaint",
        "ticket_status unfreeze_account",
        "create_ticket complaint",
        "dispute refund",
        "dispute complaint",
        "dispute fee_query",
        "dispute balance_query",
        "service_hours human_agent",
    )
)
# 商家不发货也不退钱 is one quarrel.
_ONE_STORY: Final = frozenset({frozenset({"dispute", "refund"})})
# Of a clause without a pause: what two intents have in the whole, and each in its half.
_TORN: Final = 0.002
_CLEAR: Final = 0.9
# A question of so few characters names no matter of its own.
_ELLIPSIS: Final = 3
# A longer text makes pauses.
_FEW: Final = 2
# More clauses, and more characters of one, make no further difference.
_MANY: Final = 6
_LONG: Final = 12
# A probability is never surer than that, and no share in the whole smaller.
_SURE: Final = 0.9995
_LEAST: Final = 1e-5

Judge = Callable[[str], tuple[str, float]]
"""The likeliest intent of a clause's normalised text, with its probability."""


@dataclass(frozen=True, slots=True)
class Matter:
    """An intent told in ``text[start:end]`` of the customer's text."""

    name: str
    confidence: float
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        """As it travels with a message."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Bar:
    """What a clause must reach to bring a matter of its own."""

    likely: float
    """The probability of its intent there."""
    evidence: float
    """The logit of what speaks for a further matter."""
    no_matter: Collection[str] = ()
    """Intents that never count."""


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one clause seems to bring."""

    clause: Clause
    place: int
    name: str
    confidence: float
    length: int
    is_asked: bool
    is_wanted: bool
    is_trouble: bool
    is_linked: bool

    @property
    def says(self) -> bool:
        """Whether it brings something to be done, not only mentions it."""
        return self.is_asked or self.is_wanted or self.is_trouble

    @property
    def logit(self) -> float:
        sure = min(self.confidence, _SURE)
        return math.log(sure / (1 - sure))


def text_of(clause: Clause, folded: str) -> str:
    """The clause as the classifier reads it."""
    return normalise("", folded=folded[clause.start : clause.end])


def said(folded: str, clauses: Sequence[Clause]) -> str:
    """Some clauses as the classifier reads them together."""
    return ",".join(text_of(clause, folded) for clause in clauses)


def told(
    folded: str,
    clauses: Sequence[Clause],
    judge: Judge,
    shares: Mapping[str, float],
    bar: Bar,
) -> list[Matter]:
    """The matters in the order of the text, each once, with what is said around them.

    ``shares`` are the probabilities of the possible intents in the whole text; behind a word such
    as 另外, with which customers say themselves that another matter comes, any is possible. The
    likeliest of what clauses bring is the text's matter; the others need evidence.
    """
    heard = [
        item
        for item in _heard(folded, clauses, judge)
        if item.confidence >= bar.likely
        and item.name not in bar.no_matter
        and (item.name in shares or item.is_linked)
    ]
    clearest: dict[str, _Heard] = {}
    for item in heard:
        if item.name not in clearest or item.confidence > clearest[item.name].confidence:
            clearest[item.name] = item
    if not clearest:
        return []
    first = max(clearest, key=lambda name: shares.get(name, 0.0))
    kept = {
        name
        for name, item in clearest.items()
        if name == first
        or _evidence(item, clearest[first], shares.get(name, 0.0), len(clauses)) >= bar.evidence
    }
    return _placed(clauses, {item.place: item for item in heard if item.name in kept})


def run_together(
    folded: str,
    clauses: Sequence[Clause],
    judge: Judge,
    shares: Mapping[str, float],
    bar: Bar,
) -> list[Matter]:
    """Two matters told in one clause without a pause (提现收费吗一天能提几次), where the whole is
    torn between them and each half says one clearly; else none.
    """
    torn = {name for name, share in shares.items() if share >= _TORN and name not in bar.no_matter}
    best: tuple[_Heard, ...] = ()
    if len(torn) > 1 and len(clauses) <= _FEW:
        for pair in (pair for clause in clauses for pair in halves(folded, clause)):
            best = max(best, _statements(folded, pair, judge, torn), key=_surest)
    if not best:
        return []
    first, second = best
    return [
        Matter(first.name, first.confidence, clauses[0].start, first.clause.end),
        Matter(second.name, second.confidence, second.clause.start, clauses[-1].end),
    ]


def _statements(
    folded: str, pair: Sequence[Clause], judge: Judge, torn: Collection[str]
) -> tuple[_Heard, ...]:
    """What both halves of a clause say where that is two matters; the second is not judged where
    the first is none.
    """
    heard: list[_Heard] = []
    for item in _heard(folded, pair, judge):
        if item.name not in torn or not _is_statement(item):
            return ()
        heard.append(item)
    names = frozenset(item.name for item in heard)
    return tuple(heard) if len(names) == len(pair) and names not in _ONE_STORY else ()


def _surest(heard: Sequence[_Heard]) -> float:
    return min((item.confidence for item in heard), default=0.0)


def _is_statement(item: _Heard) -> bool:
    """Whether half a clause could be said alone; 收费吗 asks about the other half."""
    is_about_other = item.is_asked and item.length <= _ELLIPSIS
    return item.says and item.confidence >= _CLEAR and not is_about_other


def _heard(folded: str, clauses: Sequence[Clause], judge: Judge) -> Iterator[_Heard]:
    is_linked = False
    for place, clause in enumerate(clauses):
        is_linked |= clause.is_linked
        if text := text_of(clause, folded):
            name, confidence = judge(text)
            yield _Heard(
                clause=clause,
                place=place,
                name=name,
                confidence=confidence,
                length=min(len(text), _LONG),
                is_asked=folded[clause.end : clause.end + 1] == "?" or bool(_ASKED.search(text)),
                is_wanted=bool(_WANTED.search(text)),
                is_trouble=name in _TROUBLES or bool(_FAILED.search(text)),
                is_linked=is_linked,
            )


def _evidence(item: _Heard, first: _Heard, share: float, clauses: int) -> float:
    """The logit of a further matter beside the text's first.

    The weights are those of a logistic regression over `tests/nlu/matters.tsv` and customers'
    single sentences (`other_services.tsv`).
    """
    return (
        -2.53
        + 0.7 * item.logit
        + 0.52 * first.logit
        + 0.53 * math.log(share + _LEAST)
        + 0.77 * item.is_asked
        + 0.24 * item.is_wanted
        - 0.59 * item.is_trouble
        - 0.87 * (not item.says)
        + 1.26 * item.is_linked
        + 0.07 * item.clause.is_opening
        + 1.16 * (item.place == 0)
        + 0.14 * item.length
        - 0.25 * min(clauses, _MANY)
        - 1.67 * ({item.name, first.name} in _RELATED)
    )


def _placed(clauses: Sequence[Clause], heard: Mapping[int, _Heard]) -> list[Matter]:
    """The matters where they are first told, each with the unclear clauses around it.

    An unclear clause belongs to what was said before it, unless a word leads on from there.
    """
    found: list[Matter] = []
    start: int | None = None
    for place, clause in enumerate(clauses):
        item = heard.get(place)
        if item is not None and all(matter.name != item.name for matter in found):
            begin = clause.start if start is None else start
            found.append(Matter(item.name, item.confidence, begin, clause.end))
            start = None
        elif start is None and (not found or clause.is_linked):
            start = clause.start
        elif start is None:
            found[-1] = replace(found[-1], end=clause.end)
    if found and start is not None:
        found[-1] = replace(found[-1], end=clauses[-1].end)
    return found


def related(name: str) -> list[str]:
    """The intents whose stories often touch that of this one."""
    pairs = (pair for pair in _RELATED if name in pair)
    return sorted(other for pair in pairs for other in pair if other != name)


def leaves_out(folded: str, negated: Collection[str]) -> bool:
    """Whether the text has something in it that is not meant: a matter that it negates, or what it
    is set right against.
    """
    return bool(negated) or meant_in(folded) is not None


def meant(folded: str, clauses: Sequence[Clause]) -> list[Clause]:
    """What is meant where the text sets it against something else (我说的是提现不是充值), or
    else the clauses that negate no matter.
    """
    if (place := meant_in(folded)) is not None:
        return [Clause(*place, is_linked=False)]
    return [
        clause for clause in clauses if not manner_of(folded[clause.start : clause.end]).negated
    ]


def most_urgent(matters: Sequence[Matter]) -> Matter:
    """The matter to act on first, of one or more."""
    by_name = {matter.name: matter for matter in matters}
    for name in _FIRST:
        if name in by_name:
            return by_name[name]
    return next((matter for matter in matters if matter.name not in _NEVER_FIRST), matters[0])


def words_within(words: Sequence[str], start: int, end: int) -> Iterator[str]:
    """The words between two places of the text that they make up, cut where they reach beyond."""
    for word in words:
        if part := word[max(start, 0) : max(end, 0)]:
            yield part
        start, end = start - len(word), end - len(word)
