"""Which matters a message says not to be so, or not to be wanted: a negation and what it covers.

Works on plain wording (`kefu.nlu.act_spelling`). Pure. Must not know acts nor the dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from kefu.nlu.act_spelling import BREAK
from kefu.nlu.negated_matter_words import NEGATED_MATTERS

# Words that may stand between a negation and its matter.
_BETWEEN: Final = (
    r"(?:再|给|帮|我|把|将|[你您]们?|他们|去|来|急着|着急|急|马上|现在|立即|立刻|先|要|想|打算|做|搞|弄|办理?|申请|发起?|进行|的|账[户号]|钱包|银行卡|卡|这|那"
    r"|[个笔张条]|动不动就|老是?|乱|瞎|随便|随意|擅自|直接|自动|同意|答应|需要?|让|叫|说|求|过|有|到|请|接受|真的|什么|全部|钱|本人|就|走|被|继续|找|zhuan|账户|关于|约|预约){0,8}"
)
_ASKED: Final = re.compile(
    r"[吗么]$|\?$|(?<=[^|])(?:没有?|不)$|什么(?!的[就算不免罢别]|时候(?:说|同意|要求|答应|让))|怎么|为什么|凭什么|为何|难道|多久|多少|是不是|会不会|要不要|用不用|需不需要|哪(?!有)|干嘛|几"
    r"|怎样|后果|影响|(?!动)([\u4e00-\u9fff])(?:还是)?不\1|(?:能不能|可不可以|可以|能)(?:先|暂时)?不(?!要|用)|还是不.好$"
)
# 能不能别…, 别…好吗: asking for it to be left alone
_ASKED_TO_LEAVE: Final = re.compile(
    r"(?:能不能|可不可以|可以|能否?|可否)(?:先|请|麻烦|你|您|暂时){0,8}(?:别|不要|不用)|(?:别|不要|勿).*(?:好吗|好不好|行吗|行不行|可以吗|可以么|行么|好么|好不)$"
)
_TWICE: Final = (
    r"(?<!不是)(?<!没说)(?<!没有说)(?<!不得)(?<!(?<!能)不能)(?<!不会)(?<!不可)(?<!并非)(?<!没)"
)
_UNWANTED: Final = (
    _TWICE
    + r"(?:(?<!要)不要(?!紧)|(?<!用)不用|不必|(?<!需)不需要?|(?<!想)不想|不愿意?|不打算|不准备|不同意|不接受|不准|不许|不急着?|没必要|没那个必要|用不着|无需|勿|(?<!特)(?<!分)(?<!区)别(?!的|人(?!工)|处|家)|拒绝|反对"
    r"|没(?:有)?(?:说过?(?:可以|能|让)?|同意|答应|让|叫|要求?|想|打算|申请|授权|需要|提过?|请)(?!过了)|(?:先|暂|暂时|现在|今天|还是|那|就|我|也|可|才|都)不|(?<![是要用想能可会需行好得冻退转办弄])不(?=找|约|转|冻|退|解|注|销|投|绑|提|充|付|实|改|换|开|做|查|举|注|挂|刷|认)"
    r"|(?:谁|什么时候|哪)(?:有)?(?:说过?|要|同意|答应|让|叫|要求|想|申请)|撤销|(?<!要)取消|停止)"
)
_NOT_SO: Final = (
    _TWICE
    + r"(?:(?<!是)不是|并非|不算|不属于|不存在|(?<![还有])没有?(?:人|什么|在)?|谁说|什么时候说|又不是|不再)"
)


_MEANT: Final = r"(?:来|要|想|说|问|因为|在|要求|是|我|你们|这个|那种|指|讲|什么|打算|申请过?|出现|发生|由于|咨询|想问|要问){0,8}"


@dataclass(frozen=True, slots=True)
class _Said:
    """One way to negate a matter."""

    always: re.Pattern[str]
    """What is in every such clause: most have none, and are spared the matters."""
    matters: list[tuple[str, re.Pattern[str]]]
    """Each matter's intent, and how it is negated."""


_UNWANTED_MATTERS: Final = _Said(
    re.compile(_UNWANTED),
    [
        (matter.intent, re.compile(rf"{_UNWANTED}{_BETWEEN}(?:{matter.unwanted})"))
        for matter in NEGATED_MATTERS
        if matter.unwanted
    ],
)
_NOT_SO_MATTERS: Final = _Said(
    re.compile(_NOT_SO),
    [
        (matter.intent, re.compile(rf"{_NOT_SO}{_MEANT}(?:{matter.not_so})"))
        for matter in NEGATED_MATTERS
        if matter.not_so
    ],
)
_MISSING_MATTERS: Final = _Said(
    re.compile(""),
    [(matter.intent, re.compile(matter.missing)) for matter in NEGATED_MATTERS if matter.missing],
)
# 绑卡就算了, 实名认证我可不做, 我不会注销的: the whole of a clause.
_BEFORE: Final = "(?:[那这我俺咱的个就也想说先哦嗯唉诶呃啥]|打死|账[户号]|本人|算了|还是|[好行]吧|反正|什么|[你您]们?){0,8}"
_REST: Final = (
    "(?:认证|账[户号]|卡|号码?|业务|手续|服务|功能|操作|一?下|的?[这那]?[个件]?事[情儿]?|什么的|的话|[了啊嘛吧]){0,8}"
    "(?:我们?|俺|咱|本人|[可才是先就那也都]|真的?|暂时|目前|现在|今天|还是|坚决|绝对|肯定|反正){0,8}"
)
_GIVES_UP: Final = (
    "(?:算了|[免罢]了|作罢|拉倒|不必了?|不[用要]了|别[提说]了?|不(?:想|去|愿意?|打算)?[做办弄搞干考虑开]+[了的]?|拒绝|没兴趣|不感兴趣|没必要|不需要了?)"
    "[吧啦啊呀哦了哈]*(?:谢谢[你您]?)?"
)
_NEVER: Final = "(?:[才可是]|绝对|肯定|永远|坚决|真的?){0,8}(?:不会|不可能|[绝决]不)(?:再|去|给[你您]们?|在这里?|会){0,8}"
_GIVEN_UP_MATTERS: Final = _Said(
    re.compile(f"{_GIVES_UP}$|{_NEVER}"),
    [
        (
            matter.intent,
            re.compile(
                f"^{_BEFORE}(?:(?:{matter.unwanted}){_REST}{_GIVES_UP}"
                f"|{_NEVER}(?:{matter.unwanted})(?:账[户号]|卡|认证){{0,8}}[的哒][呀啊哈哦]*)$"
            ),
        )
        for matter in NEGATED_MATTERS
        if matter.unwanted
    ],
)
# 付款失败不用管, 提现那个先不说: the matter stands before the words that leave it alone.
_LEFT_ALONE: Final = (
    r"(?:的)?(?:那个|这个|那笔|这笔|那件|的事情?|事情?|问题|情况){0,8}(?:我|你们?|您|就|先|都|也|现在|今天|暂时|已经|可以){0,8}"
    r"(?:(?:不用|不要|不必|不需要|甭|别|用不着)(?:再)?(?:管|理会?|查|处理|说|提|问|看|操心|弄|办)|先不(?:管|说|提|问|查|看|弄|办|处理)|先放(?:着|一放|一边|放)|放一放|不说了|不提了|不管了$|不问了|不查了)"
)
_LEFT_MATTERS: Final = _Said(
    re.compile(_LEFT_ALONE),
    [
        (matter.intent, re.compile(f"(?:{matter.not_so}){_LEFT_ALONE}"))
        for matter in NEGATED_MATTERS
        if matter.not_so
    ],
)
# Not the case, rather than not to be done.
_STATES: Final = re.compile("不是|没|记得")
_MAY_NEGATE: Final = re.compile(r"[不没别勿无非谁哪取撤停拒反算免罢拉放]|什么时候|记得")
_CLAUSE: Final = re.compile(r"[^|?]+\??")
# 商家不发货也不退钱, 系统不让提现: what others do not do is not the customer's no.
_OTHERS: Final = (
    "(?:商家|商户|卖家|店家|店铺|网店|商城|商店|买家|对方|他们?|她们?|人家|别人|平台|系统|软件|页面|后台|w|银行|客服|人工|骗子|收款[人方]|房东|老板|朋友"
    "|公司|学校|中介|主播|机构|官方|[你您]们?|那边|那人|那家店)"
)
_OTHERS_DO_NOT: Final = re.compile(
    f"{_OTHERS}(?:的人|那边|这边|方面|人员|也|都|就|又|还是?|老|一直|总是?|死活|坚决|根本|竟然|居然|却|偏|说|现在|一|在|既|迟迟|收了钱|拿了钱|始终|硬是|非){{0,8}}"
    "(?:不(?:给|让|肯|愿意?|同意|答应|退|发|还|理|处理|认|承认|接|回|管|帮|赔|解|批|通过|支持|办|受理|许|允许|准|履行|兑现|付|转(?!了))"
    "|没(?:有)?(?:给|退|发|还|理|处理|回|解|赔|同意|答应)|拒绝|拒不)"
    r"|(?:^|[|])(?:也|还|又|就是|都|一直|总|老|为什么){0,8}不(?:给|让|许|准)我"
)
_AND_NOT: Final = re.compile("(?:也|还|又|更|都|而且|并且|既){0,8}(?:不|没|拒)")
# 不解冻我就报警 threatens with what follows when it is not done.
_UNSURE: Final = re.compile(
    r"如果|要是|万一|假如|倘若|除非|怕|就.{0,3}(?:报警|投诉|举报|曝光|起诉|告你|律师|消协|12315|差评)"
)


@dataclass(frozen=True, slots=True)
class Negation:
    """What is negated, in the order of the text."""

    unwanted: tuple[str, ...] = ()
    """Is not to be done."""
    not_so: tuple[str, ...] = ()
    """Is not the case."""


def negation_in(plain: str) -> Negation:
    """What a plain wording negates."""
    if not _MAY_NEGATE.search(plain):
        return Negation()
    unwanted: dict[str, None] = {}
    not_so: dict[str, None] = {}
    for clause in _own_clauses(plain):
        if _UNSURE.search(clause):
            continue
        leaves = _ASKED_TO_LEAVE.search(clause)
        if _ASKED.search(clause) and not leaves:
            continue
        found = [
            (at, not_so if _STATES.search(text) else unwanted, name)
            for at, text, name in _found(_MISSING_MATTERS, clause)
        ]
        wishes = (_UNWANTED_MATTERS, _GIVEN_UP_MATTERS, _LEFT_MATTERS)
        found += [(at, unwanted, name) for kind in wishes for at, _, name in _found(kind, clause)]
        if not leaves:
            found += [(at, not_so, name) for at, _, name in _found(_NOT_SO_MATTERS, clause)]
        if found:
            # What stands behind the first is said of another.
            _, kind, intent = min(found, key=itemgetter(0))
            kind[intent] = None
    if not unwanted and not not_so:  # 实名 算了吧
        whole = plain.replace(BREAK, "")
        unwanted = dict.fromkeys(name for _, _, name in _found(_GIVEN_UP_MATTERS, whole))
    return Negation(tuple(unwanted), tuple(not_so))


def only_others_do_not(plain: str) -> bool:
    """Whether all that a plain wording negates is what others do not do."""
    return _OTHERS_DO_NOT.search(plain) is not None and not any(_own_clauses(plain))


def _own_clauses(plain: str) -> Iterator[str]:
    """The clauses with a negation that is the customer's own."""
    is_others = False
    for clause in _CLAUSE.findall(plain):
        follows = is_others and _AND_NOT.match(clause)
        is_others = bool(follows or _OTHERS_DO_NOT.search(clause))
        if not is_others and _MAY_NEGATE.search(clause):
            yield clause


def _found(said: _Said, clause: str) -> list[tuple[int, str, str]]:
    """Where a negated matter begins, its words, and its name."""
    if not said.always.search(clause):
        return []
    return [
        (match.start(), match[0], intent)
        for intent, words in said.matters
        if (match := words.search(clause))
    ]
