"""What is asked about a transaction that did not go through: which it is may not be known yet.

They are short and name no matter (那怎么办, 钱还在吗), so a classifier of matters hears others in
them. It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed


class FailureQuestion(StrEnum):
    """What is asked."""

    REFUND = "refund"
    MONEY = "money"
    """Whether the money is gone, or where it is."""
    AGAIN = "again"
    """Whether to pay once more."""
    TIME = "time"
    DAY = "day"
    """When it was, and how much."""
    REASON = "reason"
    NEXT = "next"


_LONGEST: Final = 18
_ASKING: Final = re.compile(
    r"[吗么嘛?\uff1f]|呢[啊呀]?$|不$|没$|没有$|(.)[不唔冇没]\1|有[冇没]有?|系咪|咩|乜|点(?:样|解|算|办)|几(?:时|多|天|点|号|耐|个|日)|什么|啥|怎么|怎样|咋|如何|为何|多[久少长快]|哪|谁|能否|可否|原因"
)
# Of another matter than this transaction.
_ELSEWHERE: Final = re.compile(
    "密码|冻结|解冻|锁|绑|注销|实名|余额.{0,3}(?:查|看)|怎么(?:充值|提现|转账|开通|查)|人工|投诉|被盗|被骗|不是我|验证码|限额|手续费|工单|选"
)
_WHEN: Final = "(?:什么时候|啥时候|几时|几点|何时|多久|多长时间|多少天|多少时间|几天|几日|几个?小时|几个?工作日|几耐|多快)"
# The first that fits is meant.
_QUESTIONS: Final = tuple(
    (question, re.compile(words))
    for question, words in (
        (
            FailureQuestion.REFUND,
            "(?:会|能|可以|要|怎么|自动|原路|什么时候|几时|多久|何时|帮我|啥时候|钱|还|系统|给我|不会|得|唔会|会唔会).{0,5}(?:退|返还|还给我|还我|还钱|回来)|退(?:款|回|钱|还|返)?(?:了|到|给我|来|去|哪)*(?:吗|么|没|不|没有|呢|里)|退不退|退唔退",
        ),
        (
            FailureQuestion.AGAIN,
            "换.{0,3}(?:卡|方式|银行|手机|个).{0,3}(?:付|支付|试|行|可以|得)|(?:要|能|可以|用|需要|该|再|还|得|使|可不可以|能不能|是不是)[不唔]?.{0,4}(?:重新|重|再)(?:付|支付|转|试|下单|来|充|提|买|交|操作|弄)|(?:重新?|再)(?:付|试|转|支付|下单|操作)(?:一[次遍下笔])?(?:的话)?(?:吗|么|行|可以|会|能|有用|就)",
        ),
        (
            FailureQuestion.MONEY,
            "钱.{0,3}(?:呢|还在|在不|去哪|去了?边|在哪|哪去|没了|不见|有没有|有冇|扣|会不会|会唔会|是不是|到哪|少|安全|丢|飞)|(?:被?扣款?|划|转走|付出去|出去)(?:了|到|走|咗|我)*(?:没|吗|不|么)|扣没扣|有[没冇]有?被?扣|会不会(?:扣|丢|没)|少(?:了)?钱|余额(?:会|有|是|少|变|还|没)",
        ),
        (
            FailureQuestion.DAY,
            f"哪(?:一)?[天日](?:的|来着|发生|付)?|(?:什么时候|几号|几点|啥时候|几时)(?:的|发生|付|买|嘅)|(?:多少|几多)钱(?:来着|的|啊|呀)?{'$'}|金额是|付给谁|哪(?:家|个)(?:商户|店|商家)",
        ),
        (
            FailureQuestion.TIME,
            f"{_WHEN}|(?:今天|明天|马上|很快|当天).{{0,3}}(?:能|可以|会)?.{{0,2}}(?:好|恢复|行|解决)|快(?:吗|不快)|很久吗|要等(?:吗|么)|还要等",
        ),
        (
            FailureQuestion.REASON,
            "为什么|为啥|为何|点解|原因|怎么会|怎么回事|咋回事|咋会|什么情况|啥情况|怎么搞的|怎么(?:又|老|总|就|还)|咋(?:又|老|总|就|还)|什么问题|啥问题|什么毛病|凭什么|(?:你们|系统|银行|网络|商家|手机|我|卡|账户|对方).{0,4}(?:问题|毛病|故障|原因|错)",
        ),
        (
            FailureQuestion.NEXT,
            "(?:怎么|咋|点|如何|怎样)(?:办|弄|整|搞|处理|解决|算|做|是好|才能|才行|样才)|(?:我|要|需要|还|该|得)+(?:做|干|配合|弄)(?:点|些)?(?:什么|啥|咩)|有(?:什么|啥|没有|冇)?(?:别的|其他|其它)?(?:办法|法子|解决)|下一步|接下来|然后呢|那呢|能解决吗|能处理吗|能修吗|能好吗",
        ),
    )
)


def failure_question(text: str) -> FailureQuestion | None:
    """What a text asks about a failed transaction; None when it asks nothing, or something else."""
    plain = squeezed(text)
    if len(plain) > _LONGEST or not _ASKING.search(plain) or _ELSEWHERE.search(plain):
        return None
    return next((asked for asked, words in _QUESTIONS if words.search(plain)), None)
