"""What words show that no intent tells: which of two is meant, whether it is asked or wanted.

One table: a name, what it means, and the words. Pure, on folded text (`kefu.nlu.normalise.fold`),
so simplified script, half width and lower case are enough. Must not know the dialogue.

A feature is added here, with sentences to judge it by in ``tests/nlu/lexicon.yml``; actions read it
with ``turn.has("…")``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

# What may stand around a plain answer.
_EDGES: Final = " .,!~"
_END: Final = r"[ .,!~?]*$"


@dataclass(frozen=True, slots=True)
class Feature:
    """Something that words show."""

    meaning: str
    words: re.Pattern[str]
    whole: bool = False
    """The words are all that is said, but for punctuation around them."""
    unless: re.Pattern[str] | None = None
    """With these words the sentence means something else."""

    def is_in(self, folded: str) -> bool:
        """Whether a folded text shows it."""
        if self.unless is not None and self.unless.search(folded):
            return False
        if self.whole:
            return self.words.fullmatch(folded.strip(_EDGES)) is not None
        return self.words.search(folded) is not None


def _said(meaning: str, words: str, *, unless: str | None = None) -> Feature:
    return Feature(meaning, re.compile(words), unless=re.compile(unless) if unless else None)


def _only(meaning: str, words: str) -> Feature:
    return Feature(meaning, re.compile(words), whole=True)


# A freeze of these is none of the customer's wallet.
_ANOTHERS: Final = "[信银借储].{0,2}卡|[他她]|对方|骗子|小偷|坏人|人家|那个人"

LEXICON: Final[dict[str, Feature]] = {
    # plain answers, too short for a classifier of sentences
    "says_yes": _only(
        "好、嗯嗯、OK: a yes of one word",
        "好|嗯+|行|是|对|要|可|可以|同意|确[认定]|继续|[好行]吧|好啊|[好是对要]的|ok|yes|y",
    ),
    "says_no": _only("不要、没有: a no of one word", "不|否|别|没有|不[要用行是]|no|n"),
    "negates": _said("says no to something in some way", "[不别甭勿没唔咪]|莫(?!名)|表冻"),
    # questions
    "asks": _said(
        "the sentence asks something",
        r"\?|[吗么呢][ .]*$|什么|怎么|为啥|为何|多久|多少|能不能|会不会|是不是|有没有|如何|哪",
    ),
    "asks_what_freezing_does": _said(
        "冻结以后还能收钱吗: to be explained, not done",
        "冻.{0,8}(?:影响|后果|还能|还可以|会怎|会不会|是不是|有什么|什么意思|能收|能用)",
    ),
    "asks_for_status": _said(
        "为什么被冻结、账户冻结了吗: the state is asked for, not its change",
        f"为什么|为啥|为何|怎么会|原因|状态|正常|是不是|有没有|吗{_END}",
    ),
    "asks_whether_debited": _said(
        "那钱扣了没: nobody has said that money is gone",
        f"扣(?:款|钱)?了?(?:没有?|吗){_END}|扣没扣|有没有扣|会不会.{{0,3}}扣|是否扣",
    ),
    # what is talked about
    "names_payment_password": _said(
        "the password for payments, which the wallet changes only in its app",
        "(?:支付|付款|交易|取款)的?密码",
    ),
    "names_login_password": _said("the login password, alone or too", "登[录入陆]|两个密码"),
    "names_evidence": _said("怎么举证", "证据|举证|取证|证明不是"),
    "names_paying_without_password": _said("关闭免密支付", "免密|自动扣款|代扣"),
    "names_wrong_payee": _said("转账转错人了", "[转打汇](?:账|帐|款)?(?:转|打|汇)?错"),
    "tells_of_payment": _said(
        "what was debited was a payment rather than a top-up",
        "支付|付款|付钱|付了|下单|扫码|购买|消费|买",
        unless="充|存",
    ),
    # moods about the service
    "says_not_helped": _said(
        "没用、不明白、？？？: about the bot's last answer",
        r"^\s*(?:[^\w\s]|_)[\W_]*$|(?:没|没有)(?:用(?!过)|解决|明白|懂|看懂|听懂)|不管用|不明白|不懂|看不懂|答非所问"
        "|问题还在|还是不行",
    ),
    "says_only_impatient": _said(
        "太慢了吧: no complaint yet",
        "慢|[等拖](?:了)?(?:好|很|这么|那么|太)?久",
        unless="投诉|举报|差评|工信|消协|12315|领导|经理",
    ),
    # answers to particular questions
    "submits": _only(
        "提交: the button's title, typed in whole or part",
        r"(?:确认|帮我|就|请)?提交(?:工单)?(?:吧|了|一下)?[?]*",
    ),
    "agrees_to_freezing": _said(
        "好的那就冻结吧谢谢: yes, whatever else is said out of politeness",
        "(?:就|先|请|[快行嗯]|立[即刻]|马上|现在|赶[紧快]|确[认定]|同意|可以|帮我|给我|麻烦[您你]?|好的?)"
        "[, ]*(?:把?我?的?(?:账[户号]|钱包))?(?:给我)?冻"
        "|冻(?:结|上|住|掉)?(?:我的)?(?:账[户号]|钱包)?(?:吧|一下)",
        unless="[不别甭勿没唔咪未解被谁哪?]|莫|表冻|冻死|早冻|你们?[说要爱]|爱冻"
        "|[吗么呢嘛][ .]*$|什么|怎么|为[啥何]|多[久少]"
        f"|再冻|冻结?[了后过]|已经|{_ANOTHERS}|要是|如果|万一|的话"
        "|以后|想想|考虑|等|明天|回头|[晚待]点|[一待]会|改天|下次",
    ),
    "declines_freezing": _said(
        "先别冻结: not now, or not at all",
        "(?:不|别|甭|勿)(?:要|用|想|必|需要?)?(?:现在|马上|急[着著]?|先)?冻|[暂先]不|等等再",
    ),
    "names_another_account": _said("冻结骗子的账户: not the customer's wallet", _ANOTHERS),
    "disowns_all": _only(
        "都不是我的: none of the listed transactions is the customer's own",
        "(?:这些|全|全部)?都?不是(?:我|本人)?(?:的|操作的|转的)?",
    ),
    "owns_some": _only(
        "有几笔是我的: some of the listed transactions are the customer's own",
        "有(?:些|的|几笔)是(?:我|本人)?(?:的|操作的|转的)?",
    ),
    "disclaims": _said(
        "这些转账我都不知道: nothing is known of it, nothing was done",
        "不(?:知道|知情|认识)|没有?(?:印象|操作过|转过|付过|买过)",
        unless="密码|验证码",
    ),
    "is_unsure": _only("记不清了", "我?(?:也)?(?:不确定|不清楚|不知道|不记得|记不清|忘)(?:了)?"),
    "points_at_newest": _said("最近的那笔: the first in a list", "最近|最新|最上面|上面那|头一"),
    "points_at_oldest": _said("最后一个: the last in a list", "最后|最下面|最早"),
    # the way of a code
    "names_sms": _said("the way to the phone", "短信|手机|短讯|简讯"),
    "names_email": _said("the way to the mailbox", "邮箱|邮件|email"),
    "first_way": _only(
        "第一个、都可以: the first of two ways, or either",
        "(?:第?[一1](?:个|种)?|都行|都可以|都好|随便|随意|任意|哪个都行|无所谓|你定|你看着办)吧*",
    ),
    "second_way": _only("第二种", "第?[二2](?:个|种)?吧*"),
    "misses_code": _said(
        "没收到、重新发一个: no code has come", "重新?(?:发|获取)|再发|没收到|收不到"
    ),
    "wants_change": _said("换成邮箱: another one than the present", "换"),
}


def features_in(folded: str) -> list[str]:
    """The names of everything that a folded text shows, in the table's order."""
    return [name for name, feature in LEXICON.items() if feature.is_in(folded)]
