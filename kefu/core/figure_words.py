"""How customers ask for figures of their own (还剩多少, 上个月一共花了多少, 提5000要多少手续费), and
how for a place where they are shown.

Must not know the dialogue, nor what the wallet has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from kefu.core.folding import fold_with_places
from kefu.core.transaction import TransactionKind

_KIND: Final[Mapping[TransactionKind, str]] = {
    TransactionKind.PAYMENT: "支付|付款|消费|花|扫码|买|扣款|缴费|(?<![支垫预到应首代偿托])付(?!款)|支出",
    TransactionKind.TRANSFER: "转账|转帐|转给|汇|红包|打款|转(?!人工|接|客服|到银行卡)|支出",
    TransactionKind.DEPOSIT: "充[值钱]?|存钱|存款|存进|转入|进账|入账|收入|收款",
    TransactionKind.WITHDRAWAL: "提现|取现|取钱|取款|出金|转到银行卡|提(?!高|额|升|供|交|醒|示|前|问|现|到账)",
    TransactionKind.REFUND: "退(?!出|休)|收入|进账|入账",
}
_KINDS: Final = {kind: re.compile(words) for kind, words in _KIND.items()}
_PLACE: Final = (
    "哪[里儿]|哪个(?:页|地|菜|位|入)|[在去到从上]哪|什么地方|啥地方|边度|入口|怎么?样?才?能?[查看找翻进算收调改设提扣导打开弄用]"
    "|咋[查看找算收调改设扣导打弄]|如何|点样|为什么(?:要|会)?(?:有|收|设|限)|凭什么"
)
_PAPERS: Final = (
    "导出|汇出|打印|下载|盖章|公章|证明|回单|电子版|发票|恢复|删(?:了|除|掉)|表格|邮箱|签证"
    "|[找翻查看]不(?:到|见)|没有(?:这|那)一?[笔条]|能查(?:多久|几年|到)"
)
_CHANGED: Final = (
    "(?:调|提[高升额大]|升|改|设|增|放|降|减)(?:高|升|大|低|整|改|置|额|加|宽|多|少)?(?:一下|点|些)?[^,.?!]{0,5}(?:限额|额度|上限)"
    "|(?:限额|额度|上限)[^,.?!]{0,6}(?:调|改|提[高升额]|修改|设置|增加|放宽|取消|解除|临时)"
)
_HOW: Final = re.compile(f"{_PLACE}|{_PAPERS}|{_CHANGED}")
# 怎么付不了5800, 怎么还剩这么少 wonder at a figure.
_WONDERS: Final = re.compile("怎么(?:还|就|只|才|没|不|这么|变)")
_OWN: Final = re.compile(
    "我(?!们?[问想要说是不])|俺|咱|本人|剩|还[能有可]|余下|用了多少|已用|今[天日]|当[天日]|本月|这个?月|免费额度"
    "|(?:能不能|可不可以|能|可以)[付转提充买花]"
)
_SUM: Final = re.compile(
    "一共|总共|合计|总计|共计|统共|加起来|加一?块|总额|总数|几[次笔]|多少[次笔]|多少钱|几多钱|花(?:销|费)"
    "|(?:花|消费|支出|付|转|充|提|退|收|进账)[了过掉出去进来到我给]*(?:多少|几多|几块)"
)
_HAVE: Final = re.compile(
    "(?:剩|有|花|付|转|充|提|收)(?:了|出去|到)?(?:多少|几块|几元)|多少钱|几笔|钱包里"
)
_LIMIT: Final = re.compile("限额|额度|上限|最多(?:能|可以)?[付转提充]")
_FEE: Final = re.compile("手续费|服务费|费率|[付转提充][^,.?!]{0,6}收费")
_HOW_HIGH: Final = re.compile(
    "多少|几多|怎么[收算]|怎样[收算]|如何[收算]|几个点|比例|标准|费率|几块|几元"
)
_LARGEST: Final = re.compile(
    "最(?:贵|大|高)的?(?:那|一)?[笔个单条]|金额最[大高多]|(?:花|付|转)(?:得|的)?最多的?(?:那|一)?[笔个单次]"
)
_SMALLEST: Final = re.compile(
    "最(?:便宜|小|低|少)的?(?:那|一)?[笔个单条]|金额最[小低少]|(?:花|付|转)(?:得|的)?最少的?(?:那|一)?[笔个单次]"
)
# 最近三笔, 7月份花过什么, 星巴克那笔多少钱: records that no word names.
_COUNTED: Final = "(?:转|付|花|充|提)[了过出]+(?:几|多少)[笔次]"
_COUNT: Final = "(?:\\d{1,2}|[一二两三四五六七八九十几]{1,2})"
_RECORDS: Final = re.compile(
    f"(?:最近|最新|最后|近)的?{_COUNT}[笔条]|{_COUNT}月份?.{{0,4}}(?:花|买|付|转|充|提|消费|支出)(?:[过了]|些|的都?是)"
    f"|{_COUNTED}"
    "|(?:那|这|上)一?[笔单](?:是|花了?|付了?)?(?:多少钱?|什么时候|几点)"
)
_HOW_MANY: Final = re.compile(_COUNTED)
# 今天还剩多少额度
_ALLOWANCE: Final = re.compile(
    "(?:剩|还有|还能用)[^,.?!]{0,5}(?:额度|限额)|(?:额度|限额)[^,.?!]{0,4}(?:还?剩|还有|用了)(?:多少|几多|吗|没)"
)
_CREDIT: Final = re.compile("花呗|借|信用|贷|白条|分期|透支|流量|积分")
_AT_LEAST: Final = re.compile(
    r"(?:超过|大于|高于|不[低少]于|至少)\D{0,3}(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)[元块万千百]?钱?(?:以上|往上|起)"
)
_MORE: Final = re.compile(
    "(?:还有|看|查|要|再来|再看|再|显示|展开|加载|的|一些|点|下一?页|下一批|往前|后面|更早|前面|之前){0,8}"
    "(?:更多|还有吗|还有没有|下一?页|下一批|后面的|更早的|前面的|之前的|多一?点|再来几[笔条]|往前翻|继续)"
    "(?:的|吗|呢|吧|看看|记录|一下|[ ,.?!~]){0,8}"
)
_OTHERS: Final = re.compile(
    "(?<![给让转])(?:我的?)?(?:妈|爸|妈妈|爸爸|母亲|父亲|老公|老婆|丈夫|妻子|媳妇|儿子|女儿|孩子|朋友|同事|同学|男友|女友|男朋友|女朋友|对象"
    "|哥|姐|弟|妹|爷爷|奶奶|外公|外婆|老板|房东|前夫|前妻|家人|亲戚|邻居)们?(?:的|他|她)?"
    "(?:账户|钱包|账号|卡|里|名下|那边|这个月|上个月|昨天|今天)?(?:的|里|还)?(?:余额|账单|交易|流水|记录|明细|限额|有多少钱|剩多少)"
    "|(?:别人|他人|人家|对方|他|她)的?(?:账户|钱包|账号)?(?:的|里)?(?:余额|账单|交易|流水|明细|限额|有多少钱|剩多少)"
)
# What stands around the new fact of a follow-up: 那提现呢, 那上个月的呢.
_AROUND: Final = re.compile(
    "(?:那么?|还有|再|也|看看?|查查?|一下|帮我|麻烦|请|问|想|要|只|光|就|如果|要是|换成|换|改成|我|您|你|的|呢|吗|嘛|么|啊|呀|吧"
    "|超过|大于|高于|以上|往上|不低于|不少于|了|哈|哦|嗯|一共|总共|多少|钱|笔|条|次|几|是|在|给|有|会|收|要|费|手续费|限额|额度|记录|明细|账单|交易|情况|怎么样|元|块|[ ,.?!~、]){0,8}"
)
_SPENT: Final = re.compile(
    "(?:花|消费|支出|付|转|充|提)[了过掉出去给]*(?:我|你们?|他们?)?(?:多少|几)(?:钱|笔|次|回|[ ,.?!]*$)"
    "|(?:昨|前天|上周|上星期|上个?月|这周|这个?月|本月|今天|最近).{0,4}(?:有没有|有冇|有无)(?:过|什么|啥|被)?"
    "(?:扣|支出|消费|进账|转账|付款|充值|提现)"
    "|(?:看|查|列|拉|给我).{0,6}(?:记录|明细|账单|流水)"
)
_PRICE: Final = re.compile(
    "手续费|服务费|要花|会花|得花|要付|要交|需要|怎么|为什么|会员|(?<![笔单])什么时候"
)
_BANK: Final = re.compile(
    "(?:银行卡|信用卡|储蓄卡|借记卡|花呗|余额宝|微信|支付宝|[工农建中招交]行卡?)(?:账户|钱包)?[的里]*(?:零钱)?"
    "(?:还有|还剩|有)?的?(?:余额|多少钱|几多钱)"
)
_BARE: Final = re.compile(
    r"(?:那么?|要是|如果|换成|换|改成|再|就){0,8}[付转提充]?(?:现|账|值)?(\d{1,8}(?:\.\d{1,2})?)(?:元|块钱?)?(?:的|话|呢|吗|呀|啊|[ ,.?!]){0,8}"
)
_NAMED: Final = re.compile(
    "余额|零钱|账单|记录|交易|明细|流水|限额|额度|上限|手续费|费用|收费|最多|还能"
)
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_GOING_ON: Final = re.compile("那|还有|再")
_FEW: Final = 16


def _fold(text: str) -> str:
    return fold_with_places(text).text.lower()


def asks_how(text: str) -> bool:
    """Whether it is asked where or how it is done, changed or printed, and not for the figure."""
    folded = _fold(text)
    return _HOW.search(folded) is not None and _WONDERS.search(folded) is None


def of_own(text: str) -> bool:
    """Whether the words speak of the customer's own case: 我的, 还剩, 今天."""
    return _OWN.search(_fold(text)) is not None


def of_others(text: str) -> bool:
    """Whether somebody else's figures are asked for: 我妈的余额."""
    return _OTHERS.search(_fold(text)) is not None


def asks_sum(text: str) -> bool:
    """Whether what the movements come to is asked for, and not each of them."""
    return _SUM.search(_fold(text)) is not None


def names_allowance(text: str) -> bool:
    """Whether a limit is named, or how high a fee is asked: 提现手续费多少. 要手续费吗 may be asked of
    anything.
    """
    folded = _fold(text)
    if _FEE.search(folded) is None:
        return _LIMIT.search(folded) is not None
    return _HOW_HIGH.search(folded) is not None or bool(kinds_in(text))


def names_money(text: str) -> bool:
    """Whether the words name what there is, or what has moved: 余额, 账单, 还剩多少钱."""
    folded = _fold(text)
    return _NAMED.search(folded) is not None or _HAVE.search(folded) is not None


def asks_largest(text: str) -> bool:
    """Whether the one of the largest amount is asked for: 最贵的一笔."""
    return _LARGEST.search(_fold(text)) is not None


def asks_smallest(text: str) -> bool:
    """Whether the one of the smallest amount is asked for: 最便宜的一笔."""
    return _SMALLEST.search(_fold(text)) is not None


def asks_how_many_moved(text: str) -> bool:
    """Whether the number of movements is asked for, and no limit: 今天转了几笔."""
    return _HOW_MANY.search(_fold(text)) is not None


def asks_left_of_limit(text: str) -> bool:
    """Whether what is left of an own limit is asked for, and no credit line: 今天还剩多少额度."""
    folded = _fold(text)
    return _ALLOWANCE.search(folded) is not None and _CREDIT.search(folded) is None


def asks_at_least(text: str) -> bool:
    """Whether an amount is the least that is meant: 500以上的, 超过100的."""
    return _AT_LEAST.search(_fold(text)) is not None


def least_in(text: str) -> str | None:
    """The yuan of the least amount, where it is a bare number: 200以上."""
    found = _AT_LEAST.search(_fold(text))
    return None if found is None else found[1] or found[2]


def asks_more(text: str) -> bool:
    """Whether nothing but the rest of a list is asked for: 更多, 还有吗."""
    return _MORE.fullmatch(_fold(text).strip()) is not None


def amount_in(text: str) -> str | None:
    """The yuan of a follow-up that is a number and little else: 那800呢."""
    found = _BARE.fullmatch(_fold(text).strip())
    return None if found is None else found[1]


def goes_on(text: str) -> bool:
    """Whether the words go on with what was said before, or at least name no figure anew: 那提现呢,
    昨天的呢.
    """
    folded = _fold(text)
    return _GOING_ON.match(folded) is not None or _NAMED.search(folded) is None


def kinds_in(text: str) -> frozenset[TransactionKind]:
    """The kinds of movements that are named."""
    folded = _fold(text)
    return frozenset(kind for kind, words in _KINDS.items() if words.search(folded))


def says_nothing_else(text: str) -> bool:
    """Whether a text without its facts is made of the small words of a follow-up alone."""
    folded = _fold(text)
    for words in (*_KINDS.values(), _NUMBER):
        folded = words.sub("", folded)
    return len(folded) <= _FEW and _AROUND.fullmatch(folded) is not None


def of_the_bank(text: str) -> bool:
    """Whether the balance of a bank card or of another company's account is asked for."""
    return _BANK.search(_fold(text)) is not None


def asks_what_moved(text: str) -> bool:
    """Whether records are asked for in words that name none: 我在美团花了多少钱."""
    folded = _fold(text)
    asked = any(words.search(folded) for words in (_SPENT, _RECORDS, _LARGEST, _SMALLEST))
    return asked and _PRICE.search(folded) is None
