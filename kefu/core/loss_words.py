"""How amounts that are told one after the other make up a loss: a total, a correction and the same
amount said again put right what was told before; what turns out to be the customer's own comes off;
what is only demanded is not gone; anything else comes to it.

It must not know how an amount is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kefu.core.folding import fold_with_places
from kefu.core.swindler_words import has_paid, is_wanted_yet


@dataclass(frozen=True, slots=True)
class SpokenAmount:
    """An amount and where it stands in the text."""

    start: int
    end: int
    fen: int


_TOTAL: Final = re.compile(
    "(?:一共|总共|共计|合计|总计|加起来|总数|前后|拢共|全部|(?:总?金额|数额?|案子)[^,.;，。；笔]{0,4}改)[^,.;，。；笔]{0,6}$"
)
_MORE: Final = re.compile("还有|另外|另一|又|再|加上|以及|第[二三四五六]|也(?:被|转|刷|是)|后来")
_DENIED: Final = re.compile("不是(?:转了?|被转了?|损失)?$")
# 两笔五千, 三笔都是2000: each of them.
_TIMES: Final = re.compile(
    "(?<!第)([两二三四五六七八九2-9])[笔次](?:都|全|各|每笔|转了|是|的){0,8}$"
)
_NUMERALS: Final = "一二三四五六七八九"
# 是三千六, 大概5000吧: nothing but the amount itself.
_SMALL: Final = (
    "不对|不|是|大概|大约|差不多|应该|可能|左右|多|块|元|钱|人民币|啊|呀|吧|哦|呢|嗯|有|就|了|我|说|被|[转盗刷骗]了?"
    "|,|，|。|\\.|!|！|~|\\s"
)
_ALONE: Final = re.compile(f"(?:{_SMALL}){{0,8}}")
# 少了三百五: the amount and that it is missing.
_MISSING: Final = re.compile(
    f"(?:{_SMALL}|卡里|里面|一共|总共){{0,4}}(?:少|丢|没|不见|亏)了?(?:{_SMALL}){{0,8}}"
)


# An amount without a unit, where the words before it say that it is one: 一笔199, 总共498.
_BARE: Final = re.compile(
    r"(?<!\d)(?=\d+(?:块|元)?[,，]?不是\d)(\d{2,6}(?:\.\d{1,2})?)|(?:[一两三]?[笔次](?:是|了|的)?|总共|一共|共计|合计|总数(?:是)?|金额(?:是)?|(?:总数|金额|数额?)[^,，。\d]{0,3}改[成为到]|(?:里面|其中|里头|里边|当中)(?:还)?(?:有)?(?:一笔)?|[转刷扣盗]了|少了)\s?(\d{2,6}(?:\.\d{1,2})?)(?![\d.笔次号点时分月日年个位])"
)


# 648不是我充的, 骗走2000, 就132.5, 2999和五千: what stands around says that it is one.
_NUMBER: Final = r"(?<![\d.:\uff1a点时号])(?<!尾号)(?<!卡号)(\d{2,6}(?:\.\d{1,2})?)(?![\d.])"
_TOLD_BARE: Final = re.compile(
    f"{_NUMBER}(?:块|元|钱|那|这|[笔个的]){{0,4}}(?:也|都|又|绝对|肯定|根本|真的?|可){{0,3}}(?:(?:不是|非)(?:我|本人|俺|自己|他|她)(?!的?(?:卡|号|手机|账))|我?没(?:有)?(?:转|买|花|付|刷|充|消费)过?|(?:是)?被(?:人)?[盗偷骗刷]|是贼)"
    rf"|[骗盗偷刷转扣划](?:走|掉|去|光)(?:了)?(?:我)?{_NUMBER}(?![笔次号点时分月日年个位])"
    rf"|(?:^|[,，。 ])(?:那?就是?|是|才)(?:那)?{_NUMBER}(?=$|[,，。!！])"
    rf"|(?<=那){_NUMBER}(?=(?:块|元|那|[笔个的]){{0,4}}是)"
    rf"|{_NUMBER}(?=[和跟加与、][\d一二两三四五六七八九])"
    r"|(?<=[\u4e00-\u9fff])(\d{2,5}\.\d|\d{3,5}\.\d{2})(?=$|[,，。!！])"
)


# 18块01
_WITH_CENTS: Final = re.compile("(?<![\\d.])(\\d{1,6})[块元](\\d{2})(?![\\d.])")


def bare_amounts(text: str) -> list[SpokenAmount]:
    """The amounts that stand without a unit, or with cents behind it."""
    folded = fold_with_places(text).text
    found = {
        match.start(group): SpokenAmount(*match.span(group), round(float(match[group]) * 100))
        for words in (_BARE, _TOLD_BARE)
        for match in words.finditer(folded)
        if (group := match.lastindex)
    }
    for match in _WITH_CENTS.finditer(folded):
        fen = int(match[1]) * 100 + int(match[2])
        found[match.start()] = SpokenAmount(*match.span(), fen)
    return [found[place] for place in sorted(found)]


# 其中三万, 那八百去掉: a part of what was told.
_PART: Final = re.compile(
    "其中|里面|里头|里边|当中|包括|去掉|减掉|减去|扣掉|扣除|刨[去掉除]|除去|不算|剔除|抛开|拿掉"
)
# 三万是真货款, 五百是正常交的电费
_INNOCENT: Final = re.compile(
    "^(?:块|元|钱|的|那笔|这笔|一笔|那个){0,4}(?:确实|其实|倒|都|也|本来就?){0,4}是(?:我们?|公司|单位|店里|真的|的){0,4}?"
    "(?:真(?:的)?(?:货款|交易|付款|消费|生意|订单|转账)|正常|正经|正规|该付|应付|本来就?要付)"
    # 五百那个是退回来的: came in.
    "|^(?:块|元|钱|的|那笔|这笔|一笔|那个){0,4}(?:其实|好像|应该|都|也){0,4}是[^,;骗盗给]{0,4}?(?:[退返还打转](?:回来?|给?我|进来|还我)的|收入|进账|返现|退款)"
)
_GUILTY: Final = re.compile("骗|盗|冒充|假")
_CLAUSE_END: Final = re.compile("[,;!?~\uff0c\uff1b\uff01\uff1f。、\\s]|\\.(?!\\d)|但是?|不过")
# 他说要再交一万保证金, 让我先打五千手续费: asked for, and not gone.
_PAY: Final = "(?:交|转|打|付|汇|充|缴|给|补|存|投|垫)(?:给)?(?:他们?|她|个|一?笔|进去|过去){0,2}"
_DEMANDED: Final = re.compile(
    f"(?:要|让|叫|催|逼|得|需要?|必须|说)(?:我|俺|咱)?们?(?:先|继续|另外)?(?:再|又再|还要|还得|再多|额外)(?:先|继续|多)?(?:给他|帮他)?{_PAY}$"
)
_DEMANDS: Final = re.compile(
    f"(?:要|让|叫|催|逼|得|需要?|必须)(?:我|俺|咱)?们?(?:先|再|还)?{_PAY}$"
)
_FIRST: Final = re.compile(f"(?:先|得|必须|需要?|要)(?:先|再)?(?:{_PAY}|[收出抽])$")
_ONLY_GONE: Final = re.compile("(?:只有|仅有?|只是)$")
_IS_GONE: Final = re.compile("^(?:块|元|钱|那|[笔个的]){0,4}(?:才)?(?:是)?(?:被|不是我|贼)")
_FEE: Final = re.compile(
    "^(?:块|元|钱|的)*(?:保证金|押金|解冻[费金]|手续费|税|认证[费金]|会员费|激活费|保险[费金]|工本费|验资|刷流水|[^,\uff0c费]{0,3}费)"
)


def loss_of(
    text: str,
    said: Sequence[SpokenAmount],
    known: Sequence[int],
    *,
    corrects: bool = False,
    own: Sequence[SpokenAmount] = (),
) -> list[int]:
    """The parts of the loss in fen, once `said` of the text comes to those `known` before; `own`
    are those in it that the customer spent themselves.
    """
    folded = fold_with_places(text).text
    innocent = [*own, *innocent_in(text, said)]
    said = [one for one in said if one not in innocent]
    real = _gone(folded, said)
    known = _without(folded, innocent, real, known)
    if not real:
        return list(known)
    totals = [one for one in real if _is_total(folded, one)]
    if totals:
        return [totals[-1].fen]
    if any(_times(folded, one) > 1 for one in real):
        known = [fen for fen in known if all(fen != one.fen for one in real)]
        real = [SpokenAmount(one.start, one.end, one.fen * _times(folded, one)) for one in real]
    parts = list(dict.fromkeys(one.fen for one in real))
    if len(real) > len(parts) and _MORE.search(folded):
        parts = [one.fen for one in real]
    denied = {one.fen for one in said if is_denied(folded[: one.start])}
    if denied & set(known):  # 不是3000，是3200: of several, that one
        return list(dict.fromkeys([*(fen for fen in known if fen not in denied), *parts]))
    if corrects or denied or "共" in folded or _stands_alone(folded, said):
        return _put_right(known, parts) if corrects else parts
    return list(dict.fromkeys([*known, *parts]))


def _put_right(known: Sequence[int], parts: list[int]) -> list[int]:
    """One amount said instead puts right the last of several, or all of them: whichever is nearer
    to it.
    """
    if len(known) < 2 or len(parts) != 1 or not min(*known, *parts) > 0:
        return parts
    last, whole, said = known[-1], sum(known), parts[0]
    nearer = max(said, last) / min(said, last) < max(said, whole) / min(said, whole)
    return [*known[:-1], said] if nearer else parts


def innocent_in(text: str, said: Sequence[SpokenAmount]) -> list[SpokenAmount]:
    """Those that the text says to be paid for something real, or to have come in."""
    folded = fold_with_places(text).text
    return [one for one in said if _is_innocent(folded, one)]


def _is_total(folded: str, one: SpokenAmount) -> bool:
    before, after = folded[: one.start], folded[one.end :]
    if _ONLY_GONE.search(before) and _IS_GONE.search(after):
        return True  # 那只有2999是被偷的
    return _TOTAL.search(before) is not None


def _gone(folded: str, said: Sequence[SpokenAmount]) -> list[SpokenAmount]:
    """Those that are gone, and neither denied nor only demanded."""
    return [
        one for one in said if not is_denied(folded[: one.start]) and not _is_demanded(folded, one)
    ]


def _is_demanded(folded: str, one: SpokenAmount) -> bool:
    before, after = folded[: one.start], folded[one.end :]
    demands = _DEMANDS.search(before) or _FIRST.search(before)
    demanded = _DEMANDED.search(before) or (demands and _FEE.search(after))
    return bool(demanded or is_wanted_yet(folded, one.start)) and not has_paid(after)


def _is_innocent(folded: str, one: SpokenAmount) -> bool:
    clause = _CLAUSE_END.split(folded[one.end :], maxsplit=1)[0]
    return _INNOCENT.search(clause) is not None and _GUILTY.search(clause) is None


def _without(
    folded: str,
    innocent: Sequence[SpokenAmount],
    real: Sequence[SpokenAmount],
    known: Sequence[int],
) -> Sequence[int]:
    """What was `known` without what turns out to be the customer's own: an amount that was told by
    itself, or a part of the whole, of which the rest may be told with it.
    """
    amounts = {one.fen * _times(folded, one) for one in innocent}
    amounts |= {one.fen for one in innocent if one.fen in known}
    left = [fen for fen in known if fen not in amounts]
    if len(left) < len(known):
        return left
    part, whole = sum(amounts), sum(known)
    rest = sum({one.fen for one in real})
    if not 0 < part < whole or not (_PART.search(folded) or part + rest == whole):
        return known
    return [] if real else [whole - part]


_CORRECTS: Final = re.compile(
    "(?:看|说|记|算|打|写|数|弄|搞|报|讲|听)(?:错|岔)了?|错了|不对|更正|纠正|口误|准确|确切|精确|应该是|其实是|实际|改[成为到]|(?:又|再|重新)(?:仔细)?(?:算|看|查|数|核对)了"
)
_AROUND: Final = re.compile(
    f"(?:{_SMALL}|其实|实际上?|准确|确切|精确|地?来?说|的话?|而|才对?|总数|金额|数额?|一?共|总|改[成为到]?|更正[成为]?|丢|少|没|整|等一?下|哎|诶|呃|额|更|帮我|给我"
    "|(?:又|再|重新|刚才?)?(?:仔细)?(?:算|看|查|数|核对)了?(?:一?下|一遍|半天)?){0,8}"
)
_OTHERWISE: Final = re.compile(
    "没事|没少|没丢|没被|不是被|没有被|误会|虚惊|冻|人工|不用|撤|都在|还在|找到|自己|家里?人|退回|[吗么?\uff1f]$|(?:对|是|错)吧$|对不对$|是不是$"
)


def corrects_amount(text: str, said: Sequence[SpokenAmount]) -> bool:
    """Whether the text puts right how much is gone, and tells nothing else: 不是3万，是三万一;
    看错了，是两万二.
    """
    folded = fold_with_places(text).text
    real = _gone(folded, said)
    if not real or _OTHERWISE.search(folded):
        return False
    denies = any(is_denied(folded[: one.start]) for one in said)
    totals = any(_TOTAL.search(folded[: one.start]) for one in real)
    if not (denies or totals or _CORRECTS.search(folded)):
        return False
    return all(_AROUND.fullmatch(_around(folded, one, said)) for one in real)


def tells_only_amount(text: str, said: Sequence[SpokenAmount]) -> bool:
    """Whether the text says how much is missing, and nothing else: 少了三百五."""
    folded = fold_with_places(text).text
    return bool(said) and _MISSING.fullmatch(_apart(folded, said)) is not None


def takes_off(text: str, own: Sequence[SpokenAmount]) -> bool:
    """Whether the text takes amounts that are the customer's `own` off what is gone: 里面有八百是我
    自己买菜花的，去掉.
    """
    return bool(own) and _PART.search(fold_with_places(text).text) is not None


def _around(folded: str, one: SpokenAmount, said: Sequence[SpokenAmount]) -> str:
    """What stands around an amount in its clause."""
    ends = [found for found in _CLAUSE_END.finditer(folded) if not _inside(found.start(), said)]
    start = max((found.end() for found in ends if found.end() <= one.start), default=0)
    end = min((found.start() for found in ends if found.start() >= one.end), default=len(folded))
    inside = [other for other in said if start <= other.start and other.end <= end]
    moved = [SpokenAmount(o.start - start, o.end - start, o.fen) for o in inside]
    return _apart(folded[start:end], moved)


def _inside(place: int, said: Sequence[SpokenAmount]) -> bool:
    return any(one.start <= place < one.end for one in said)


def _times(folded: str, one: SpokenAmount) -> int:
    found = _TIMES.search(folded[: one.start])
    if found is None:
        return 1
    if found[1] == "两":
        return 2
    return int(found[1]) if found[1].isdigit() else _NUMERALS.index(found[1]) + 1


def is_denied(before: str) -> bool:
    """Whether what follows these words is said not to be so: 是2000不是200."""
    return _DENIED.search(before) is not None


def _stands_alone(folded: str, said: Sequence[SpokenAmount]) -> bool:
    return _ALONE.fullmatch(_apart(folded, said)) is not None


def _apart(folded: str, said: Sequence[SpokenAmount]) -> str:
    """The text without the amounts in it."""
    rest, at = "", 0
    for one in sorted(said, key=lambda one: one.start):
        rest, at = rest + folded[at : one.start], one.end
    return rest + folded[at:]
