"""What lists of words cannot tell: phrases with words in between, and words that mean it only here.

钱都已经扣了 tells a failure whatever stands inside; 转 moves money in 转了500, not in 转人工; 微信
pays in 微信付的, not in 微信公众号. Pure, on folded text. Must not know where the lists come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kefu.nlu.numerals import CHINESE
from kefu.nlu.spans import Span

_SYMPTOM: Final = "failure_symptom"
_KIND: Final = "transaction_kind"
_ADVERB: Final = "(?:却|都|也|已经|已|就|倒|还是|全|又|莫名)*"
_MANY: Final = "(?:两|2|二|三|3|好几|几)(?:次|遍|笔|回)"
_CAP: Final = (
    "(?:单笔|单日|单月|当?日|每日|每天|当月|年)?(?:累计)?(?:交易|支付|转账|提现)?(?:限额|额度|上限)"
)
_REFUSES: Final = "(?:不支持|不收|不接受|不认)"
_ASKED: Final = "吗|么|没有?(?=$|[,.?!])"  # 扣了吗 asks what 扣了 tells
_US: Final = "(?:你们|贵|这个|该|咱们?|k豆|小狐)[^,.]{0,3}(?:钱包|支付|付款|app)"
_SUM: Final = rf"[\d¥{CHINESE}]"

# In order of trust: where two overlap, the first is right.
_PHRASINGS: Final = tuple(
    (kind, value, re.compile(pattern))
    for kind, value, pattern in (
        (_SYMPTOM, "duplicate", rf"(?:扣|付|刷|收)(?:款|费|钱|了|我)*{_MANY}"),
        (_SYMPTOM, "duplicate", "多(?:扣|付|刷|收)了?(?:我)?(?:一|1|两)(?:笔|次|遍)"),
        (_SYMPTOM, "limit_exceeded", f"(?:超出|超过|超|到|达到)了?{_CAP}"),
        (
            _SYMPTOM,
            "limit_exceeded",
            f"{_CAP}(?:已|都|就)*(?:超了|超出|不够|不足|用完|用光|满了|到了)",
        ),
        (
            _SYMPTOM,
            "debited",
            rf"(?:(?:钱|款){_ADVERB}(?:被)?扣(?:了|掉|走|除)*+|扣了钱)(?!{_MANY}|{_ASKED})",
        ),
        (_SYMPTOM, "debited", "扣[款费](?=了)"),
        (_SYMPTOM, "debited", rf"扣掉?了(?!{_MANY}|没|{_ASKED})|被扣(?!款?失败|分)(?:款|了)?"),
        (
            _SYMPTOM,
            "failed",
            "(?<!支)[付转提充刷扫存取汇]不(?:了款?|出[去来]?|进[去来]|上去?|成(?!功))",
        ),
        (_SYMPTOM, "failed", "被拒绝?(?!收)"),
        (_SYMPTOM, "not_credited", "(?:没有?|未)(?:入账|进账|到账)"),
        (_SYMPTOM, "payment_method_invalid", "[卡行张](?:好像|都|也|已经?|是)*(过期|失效|作废)"),
        (_SYMPTOM, "merchant_not_supported", f"{_REFUSES}(?=(?:使?用)?{_US})"),
        (_SYMPTOM, "merchant_not_supported", f"[商店]家?(?:说|那边|那里|都|也)*({_REFUSES})"),
        (_SYMPTOM, "under_maintenance", "[行统道](?:在|正在|说|都)*(维护|升级)"),
        (
            _KIND,
            "transfer",
            rf"转(?=了|给|成(?!功)|走|过|到|出|进|来|去|的|错|不?到|他|她|我|吗|{_SUM}|$)"
            "(?!(?:了|给|到|过去|进|去|我|来)*(?:一下)?(?:个)?(?:人工|客服|坐席|真人|主管|专员|经理|技术))",
        ),
        (
            _KIND,
            "payment",
            rf"(?<![支垫预到应首代偿缴托给])付(?=了|给|的|过|完|掉|钱|吗|不|没|过去|错|{_SUM}|$)",
        ),
        (_KIND, "deposit", rf"(?<![补扩])充(?=了|进|到|的|过|完|错|不|没|话费|多少|吗|{_SUM}|$)"),
        (
            _KIND,
            "withdrawal",
            rf"(?<!前)提(?=了?{_SUM}|钱|到(?:银行|卡|[工农建中招交])|出来|不了|的钱|的那)",
        ),
        (
            _KIND,
            "refund",
            rf"(?<![撤倒后衰消早辞败闪被])退(?=了|给|我|的|吗|到|回|不|还|没|一|不了|{_SUM}|$|[,.?!])(?!一?步|不出来?)",
        ),
        (_KIND, "transfer", rf"(?<!外)汇(?=了|给|过|{_SUM})"),
    )
)

# A word from a list means something else with one of these before or behind it.
_BEFORE: Final = {
    "微信": "(?:加|关注|添加|企业|你们的?|官方)(?:我|了|他|她|个|一个|你们|客服)?的?",
    "没收到": "(?:验证码|短信|邮件|码|货|快递|通知)[^,.]{0,4}",
    "没到": "(?:验证码|短信|邮件|码|货|快递|人|时间)[^,.]{0,4}",
    "去哪儿": "(?:钱|款|余额)(?:又|都|是|到底|究竟|会|能|跑|现在)*",
}
_BEHIND: Final = {
    "微信": "公众|订单|账单|单号|号|群|客服|小程序|好友|登|联系|头像|昵称|消息|通知|聊|账号|授权|里?加|视频",
    "支付宝": "公众|客服|账号|好友|群|登",
    "银行卡": "号|密码",
    "扫码": "登|关注|出来|下载|进群|加|认证|安装|验证",
    "支付": "密|方式|功能|牌照|订单|软件|口令",
    "付款": "密码|方式",
    "消费": "者|贷|维权|券",
    "风控": "部|专员|人员|客服|经理",
    "有风险": "吗|么|没|\\?",
    "存款": "利|保险|证明",
    "没收到": ".{0,4}(?:验证码|短信|邮件|码|货|快递|通知|回复|电话)",
    "全家": "人|都|桶|福|一起|出动|的钱",
    **dict.fromkeys(("钱扣了", "被扣了", "扣钱了"), _ASKED),
}
# Words that mean what the list says only with one of these before or behind them.
_ONLY_BEFORE: Final = "(?:用|从|走|选|选择|拿|绑定?|还是|(?<![看查见收])到)(?:了|我|的|账户|钱包)*"
_ONLY_BEHIND: Final = {
    "余额": "支付|付|扣|里|转|购买|消费",
    "零钱": "支付|付|扣|里|转|购买|消费|提",
}
_MEANT: Final = {
    word: (re.compile(f"(?:{_ONLY_BEFORE})$"), re.compile(behind))
    for word, behind in _ONLY_BEHIND.items()
}
_NOT_MEANT: Final = {
    word: (re.compile(f"(?:{_BEFORE.get(word, '(?!)')})$"), re.compile(_BEHIND.get(word, "(?!)")))
    for word in _BEFORE.keys() | _BEHIND.keys()
}


def find_phrasings(folded: str) -> Iterator[Span]:
    """Failures and kinds of transaction that are told in phrases; they may overlap."""
    for kind, value, pattern in _PHRASINGS:
        for match in pattern.finditer(folded):
            # A phrase's group is the find; the words before it only lead to it.
            yield Span(*match.span(match.lastindex or 0), kind, value)


def is_meant(span: Span, folded: str) -> bool:
    """Whether a word from a list means here what the list says."""
    word = folded[span.start : span.end]
    if word in _MEANT:
        return _stands_by(_MEANT[word], span, folded)
    return word not in _NOT_MEANT or not _stands_by(_NOT_MEANT[word], span, folded)


def _stands_by(around: tuple[re.Pattern[str], re.Pattern[str]], span: Span, folded: str) -> bool:
    before, behind = around
    return bool(before.search(folded, 0, span.start) or behind.match(folded, span.end))
