"""Which of the listed transactions a customer calls their own, and which not: 2999那笔是我转的,
另外两笔不是.

Pure reading; who is listed, and what follows, is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from kefu.core.folding import fold_with_places
from kefu.core.pointing_words import (
    POINTS,
    REST,
    SOME,
    Listed,
    counted_in,
    fits_some,
    named_in,
    only_points,
    orders,
    prices,
)
from kefu.core.sigh_words import mourns

_MARK: Final = "[,;!.~\\s\uff0c\uff1b\uff01。、]"
_CLAUSES: Final = re.compile(
    # 2,999.00 is one number.
    f"(?<!\\d){_MARK}|{_MARK}(?!\\d)|但是?|不过|可是|而(?!且)"
    "|(?=另外|另[一两二]|其[他它余]|剩[下余]|别的|余下|后面[的那])"
)
_NOT_MINE: Final = re.compile(
    "不是|非本人|没(?:有)?(?:转|操作|付|买|刷|花|弄|做|印象|见)|不(?:认[识得]|知道(?!怎么|为什么|咋)|清楚是)|陌生|被盗|盗|骗|偷|贼|别人"
    "|(?:都|也|全)不对|冒充|假冒|装成|自称"
)
# 李某是打牌那哥们, 两笔都是给表哥的: whoever knows whom they paid has paid.
_KIN: Final = "(?:[表堂][哥姐弟妹]+|哥们|朋友|同事|同学|亲戚|室友|舍友|房东|邻居|老[婆公爸妈乡]|媳妇|儿子|女儿|闺女|[爸妈哥姐弟妹]{2}|爷爷|奶奶|舅舅?|姑姑?|叔叔?|阿姨)"
_MINE: Final = re.compile(
    "是(?:我|俺|本人|自己)|我(?:自己|本人)?(?:亲自)?(?:转|操作|付|买|刷|花|弄|做|打|汇)(?!不|账失败|走了)|我的(?![^,.!。的了吧啊呀 ])|我自己|本人(?:的|操作|转)|(?<!不)认[识得]|没(?:问题|事)|正常|是的|(?:也|都|[笔个条])是$|^是$"
    f"|(?:是|给|还)(?:了)?(?:我|俺)?(?:家)?(?:的)?[^,]{{0,4}}?{_KIN}(?!.{{0,3}}(?:偷|拿|用))"
    # 是还他的装修款, 是交的房租: whoever knows what a payment was for has paid it.
    "|(?<![让叫要])是(?:我)?(?:还|交|付)(?:了|给|的|他们?|她|人家|别人|上个?月|欠){0,3}(?:的)?(?:[^,骗盗]{0,3}(?:款|租|费|账|定金|订金|尾款)|钱)"
    "|(?<![让叫要催逼没])(?:是|在)(?:我)?还(?:给)?(?:他们?|她|人家|别人)(?:的)?$"
    # 我还的是22点32那笔, 头一笔是给我妹的, 那个不算.
    "|(?<![让叫要催逼])我(?:自己)?(?:还|借|汇|给)(?:出去|给?他们?|给?她|给?人家)?的(?:就?是|那|只有)"
    "|(?<![让叫要催逼])(?:是|给|还|转|借|付|交)(?:给)?(?:了)?(?:我|俺|他自?己?|她自?己?)(?:家)?(?:的)?[爸妈哥姐弟妹舅姑姨叔嫂婶](?!.{0,3}(?:偷|拿|用))"
    "|(?<!都)(?:不用|不|别|不要)算(?:了|在内|进去|进来|里面|上)?$"
)
_ALL: Final = re.compile("都|全|这些|[三3]笔")
_ONLY: Final = re.compile("只有|仅|就(?=.{0,12}(?:不是|是我))|^就(?=.{1,12}[笔个条]$)|唯一")
_EXCEPT: Final = re.compile("除了|除开|除")
# 后面两笔记不清了 calls them neither.
_FORGOTTEN: Final = re.compile("记不(?:得|清|起)|不记得|想不起")
# 那笔是我转的: one of them.
_ONE: Final = re.compile("[那这]一?[笔个条](?!.{0,6}(?:都|全))")
_WHO: Final = "(?:我们?|俺|咱|本人|他们?|她|家人|家里人)(?:自己|本人)?"
_DID: Final = "(?:[转付弄改操买刷花取登做搞干点借提][^,.!?]{0,3})?的?"
_DISOWNS: Final = re.compile(
    f"(?:不是|非){_WHO}{_DID}(?:[啊呀呢哦吧嘛的了]*$|[,.!;~\\s\uff0c\uff01。、]|不是|都不)"
    "|(?:我|他|她)(?:也|都|又|根本|真的?|可|从来|就)*没(?:有)?(?:转|付|弄|改|操作|买|花|动|刷|取|登|做|搞|干|点|借)过"
    "|^(?:[唉哎呀嗯\\s]|妈的|反正|真的?)*(?:都|全|全都|统统)不是(?:我)?的?[啊呀呢哦]*$|一[笔个]都不是|没一[笔个]是"
)


def disowns(text: str) -> bool:
    """Whether the text says that something was none of the customer's doing (不是我, 都不是我弄的),
    which refuses nothing.
    """
    return _DISOWNS.search(fold_with_places(text).text.strip()) is not None


_OWN_WISH: Final = re.compile(
    "(?<![不非])是(?:我|俺)?(?:自己|本人)(?:[^,.!?]{0,4}?)(?P<deed>[充买花刷吃喝用交还付发取提转])的?|(?<![不非])是(?:我|俺)(?P<done>[充买花刷吃喝用交还付发取提转])的"
)
_GIVEN_AWAY: Final = frozenset("转付交发还")
_TALKED_INTO: Final = re.compile("骗|[让叫逼哄]我")
_FOR_OTHERS: Final = re.compile("给|骗|诈|他|她|对方|让|叫|被|逼|哄|安全账")


def is_own(text: str, place: int, *, deceived: bool = False) -> bool:
    """Whether the clause at a place calls what it names the speaker's own wish: 那五百是我自己充的.
    Whoever was talked into paying, or is known to be `deceived`, has paid with their own hand, and
    that is not meant.
    """
    plain = fold_with_places(text).text.lower()
    if _TALKED_INTO.search(plain):
        return False
    ends = [found.start() for found in _CLAUSES.finditer(plain) if found.start() > place]
    starts = [found.end() for found in _CLAUSES.finditer(plain) if found.end() <= place]
    clause = plain[max(starts, default=0) : min(ends, default=len(plain))]
    found = _OWN_WISH.search(clause)
    if found is None or _FOR_OTHERS.search(clause):
        return False
    return not (deceived and (found["deed"] or found["done"]) in _GIVEN_AWAY)


_IT_IS_SO: Final = re.compile(
    "(?<!还)(?<!就)是|对|没错|正确|我|本人|自己|yes|yep|right|正常|都有|冇错|系"
)


def says_it_is_so(text: str) -> bool:
    """Whether a short yes can mean that something is the customer's own: 是的, 对; 同意 and 确定 agree
    to a deed.
    """
    return _IT_IS_SO.search(fold_with_places(text).text.lower()) is not None


_IT_IS_NOT: Final = re.compile("不是|都不|不对|非本人|唔系|not")


def says_it_is_not(text: str) -> bool:
    """Whether a short no can mean that something is none of the customer's: 都不是, 不是我."""
    return _IT_IS_NOT.search(fold_with_places(text).text.lower()) is not None


def says_whose(text: str) -> bool:
    """Whether the text says of transactions that it points at whose they are: 第一笔也不是."""
    return any(
        _judged(clause) is not None and POINTS.search(clause) and not SOME.search(clause)
        for clause in _clauses(text)
    )


_REVERSED: Final = re.compile(
    "(?:说|弄|搞|讲|写|打|选|点|看|记)(?:得|的|成)?(?:全|正好|刚好)?(?:反|倒|颠倒)了|(?:刚好|正好|全)?反过来(?:了|的)|^(?:都|全|刚好|正好)?反了"
)


def says_reversed(text: str) -> bool:
    """Whether the text says that what was told stands the wrong way round: 等下,说反了."""
    return any(map(_REVERSED.search, _clauses(text)))


def points_at(text: str, listed: Sequence[Listed], amounts: Mapping[str, int]) -> bool:
    """Whether the text points at any of the listed transactions, by name, amount, place or number,
    and says whose it is.
    """
    everything = range(len(listed))
    return judges(text) and any(
        named_in(clause, listed, amounts, everything)
        or counted_in(clause, listed, everything) is not None
        for clause in _clauses(text)
    )


def judges(text: str) -> bool:
    """Whether the text says of anything that it is, or is not, the customer's own."""
    return any(_judged(clause) is not None for clause in _clauses(text))


def owned_in(
    text: str,
    listed: Sequence[Listed],
    amounts: Mapping[str, int] | None = None,
    settled: Collection[int] = (),
) -> dict[int, bool]:
    """For each listed transaction that the text speaks of, by its place, whether it is the
    customer's own. `amounts` are those said in words, as they are written, in fen; `settled` are
    those that 其他的 and 都 mean no more.
    """
    reading = _Reading()
    unsettled = [place for place in range(len(listed)) if place not in settled]
    for clause in _clauses(text):
        if _FORGOTTEN.search(clause):
            continue
        open_ones = [place for place in unsettled if place not in reading.found]
        named = named_in(clause, listed, amounts or {}, open_ones)
        mine = _judged(clause, pointed=bool(named))
        if mine is None and named and not only_points(clause, listed, amounts or {}):
            reading.unclear |= named  # 头一笔是交学费的 says something of it, and not whose
            continue
        if named is None or not fits_some(clause, named):
            reading.vague |= mine is not None
            continue
        if not named and (counted := counted_in(clause, listed, unsettled)) is not None:
            if not counted:
                continue  # which two of three is not said
            named = counted
        reading.take(clause, named, mine)
    return reading.of(unsettled)


def points_vaguely(
    text: str,
    listed: Sequence[Listed],
    amounts: Mapping[str, int] | None = None,
    settled: Collection[int] = (),
) -> bool:
    """Whether the text says whose one of the listed transactions is, in words that fit none of them
    for certain: 后面那笔是我的, by the list or by the time; 那笔五千不是我, of two such.
    """
    found: set[int] = set(settled)
    for clause in _clauses(text):
        if _FORGOTTEN.search(clause) or _judged(clause, pointed=True) is None:
            continue
        open_ones = [place for place in range(len(listed)) if place not in found]
        named = named_in(clause, listed, amounts or {}, open_ones)
        if named is None or (named and not fits_some(clause, named)):
            return True
        found |= named
    return False


def disowns_another(
    text: str, listed: Sequence[Listed], amounts: Mapping[str, int] | None = None
) -> bool:
    """Whether the text disowns a payment that is none of those listed: 携程88那个也不是我买的."""
    everything = range(len(listed))
    return any(
        _judged(clause) is False
        and prices(clause, amounts or {})
        and named_in(clause, listed, amounts or {}, everything) is None
        and not any(one.amount_fen in (amounts or {}).values() for one in listed)
        for clause in _clauses(text)
    )


def points_by_place(text: str) -> bool:
    """Whether the text points by the order of a list: 第一笔, 后面那笔, 最后."""
    return any(map(orders, _clauses(text)))


def without_forgotten(text: str) -> str:
    """The text without what is not remembered: 2999是不是我我也记不清了 asks nothing."""
    return ",".join(clause for clause in _clauses(text) if not _FORGOTTEN.search(clause))


@dataclass(slots=True)
class _Reading:
    """What was understood, clause by clause."""

    found: dict[int, bool] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    """Pointed at, and not judged yet: 2999那笔,是我转的."""
    rest: bool | None = None
    """Whether those of which nothing else is said are the customer's own."""
    excepted: bool = False
    only: bool = False
    unclear: set[int] = field(default_factory=set)
    """Of which something was said that tells nothing of whose they are."""
    vague: bool = False
    """Whether one was judged that is not pointed at for certain, which may be any of the rest."""

    def take(self, clause: str, named: set[int], mine: bool | None) -> None:
        self.excepted |= _EXCEPT.search(clause) is not None
        self.only |= _ONLY.search(clause) is not None
        self.named |= named
        if mine is None:
            return
        pointed, self.named = self.named, set()
        if pointed and self.excepted:
            self.found |= dict.fromkeys(pointed, not mine)
            self.rest, self.excepted = mine, False
        elif pointed:
            self.found |= dict.fromkeys(pointed, mine)
            self.rest = (not mine) if self.only else self.rest
        elif REST.search(clause):
            self.rest = mine
        elif self.rest is None and not self.found and not _ONE.search(clause):
            self.rest = mine  # 那笔是我转的 speaks of one of them, and not of all

    def of(self, unsettled: Iterable[int]) -> dict[int, bool]:
        """What is certain of those not settled before."""
        unclear = self.unclear.difference(self.found)
        return {place: own for place, own in self._of(unsettled).items() if place not in unclear}

    def _of(self, unsettled: Iterable[int]) -> dict[int, bool]:
        # Asked which are not theirs, somebody just names them.
        if self.vague:
            return self.found
        found = self.found | dict.fromkeys(self.named, False)
        if self.only and self.named and self.rest is None:
            return dict.fromkeys(unsettled, True) | found
        if self.rest is None:
            return found
        return dict.fromkeys(unsettled, self.rest) | found


def leaves_unsaid_which(text: str, listed: Sequence[Listed], settled: Collection[int] = ()) -> bool:
    """Whether the text says that some are (not) theirs, and not which: 有一笔不是我."""
    clauses = _clauses(text)
    unsettled = [place for place in range(len(listed)) if place not in settled]
    counted = (counted_in(clause, listed, unsettled) for clause in clauses)
    one_of_many = len(unsettled) > 1 and any(
        _ONE.search(clause)
        and _judged(clause) is not None
        and not counted_in(clause, listed, unsettled)
        for clause in clauses
    )
    return one_of_many or any(map(SOME.search, clauses)) or any(one == set() for one in counted)


def _clauses(text: str) -> list[str]:
    return [part for part in _CLAUSES.split(fold_with_places(text).text.lower()) if part]


def _judged(clause: str, *, pointed: bool = False) -> bool | None:
    if SOME.search(clause) and not pointed:
        return None
    if mourns(clause):
        return None  # 是我妈的养老钱: whose money it was, and not whose doing
    if _NOT_MINE.search(clause):
        return False
    return True if _MINE.search(clause) else None


_OF_PAYMENT: Final = re.compile(
    "转|付|买|充|刷|扣|汇|盗|骗|偷|抢|丢|捡|操作|登|点了|点过|扫|输|授权|借|还[给过]|认识|认得|记得|印象|见过|听过|陌生|不是我|是我|没动|没弄|没干|没做|别人|有人|陌生人|不知(?:道|情)|不清楚|不晓得|莫名|无缘无故|睡|上班|出差|在家|手机|链接|短信|电话|微信|验证码|老公|老婆|孩子|家人|全[都是]|都是|都不"
)


def tells_of_payment(text: str) -> bool:
    """Whether the text says anything of how money went: 稍等我戴个眼镜, 那帮我看看 do not."""
    return _OF_PAYMENT.search(fold_with_places(text).text) is not None
