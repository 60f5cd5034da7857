"""What is asked before a ticket is filed, and of the call that it may ask for.

Read from the words alone, for a classifier of matters hears other matters in them: 提交后能撤回吗
sounds like a withdrawal. It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed


class TicketQuestion(StrEnum):
    """What is asked, or left open."""

    TAKE_BACK = "take_back"
    CHANGE = "change"
    NEEDED = "needed"
    OUTCOME = "outcome"
    """Whether it will be settled then."""
    EITHER = "either"
    """It is all the same to the customer (交不交都行), which is no consent."""
    MEANING = "meaning"
    WHO = "who"
    PRIVATE = "private"
    AFTERWARDS = "afterwards"
    COST = "cost"
    CALLS = "calls"
    """Whether somebody will call."""
    CALL_TIME = "call_time"
    CALL_WHO = "call_who"
    CALL_COST = "call_cost"
    CALL_MOVED = "call_moved"
    CALL_NUMBER = "call_number"
    CALL_MISSED = "call_missed"


_LONGEST: Final = 26
_ASKING: Final = re.compile(
    r"[吗么嘛?\uff1f]|呢[啊呀]?$|不$|能$|没$|没有$|(.)[不唔冇没]\1|能.{0,4}不能|系咪|咩|乜|点(?:样|解|算)|几(?:时|多|点|号)|边个|什么|啥|怎么|怎样|咋|如何|为何|多[久少长]|哪|谁|能否|可否|有没有|可唔可以|得唔得"
)
_HAND_IN: Final = (
    "(?:提交|上报|登记|递交|(?<!成)交(?!费|钱|款|手续)|报|发)(?:了|咗|完|上去|出去|过去|过|好|之)*"
)
# Of another matter than the ticket.
_ELSEWHERE: Final = re.compile(
    "提现|转账|充值|付款|支付|密码|绑定|银行卡|手机号|邮箱|投诉|冻结|退款|注销|身份证|人工"
)
_TICKET: Final = "(?:工单|单子|单据|登记单|登记|ticket)"
_THIS: Final = "(?:这个?|那个?|它)(?:东西|玩意儿?|单|单子|工单)?"

# The first that fits is meant.
_QUESTIONS: Final = tuple(
    (question, re.compile(words))
    for question, words in (
        (
            TicketQuestion.TAKE_BACK,
            f"(?:撤回|撤销|撤单|撤掉|撤得|收回|反悔|后悔|作废|能撤|可以撤|拿回来)|{_HAND_IN}(?:以?后|之后|的话)?.{{0,6}}(?:取消|退出|不要)"
            "|(?:想|要)(?:取消|撤)(?:的话|了|掉)?(?:怎么|咋|如何|行|可以)",
        ),
        (
            TicketQuestion.CHANGE,
            "(?:能不?能?|可不?可?以|可唔可以|怎么|如何|咋|还能|还可以|让)(?:再|不能|不可以|够|去)*(?:改|修改|补充|更正|添加?|加)(?!名)|[改补]得了?(?:吗|么|不|没)|改唔改得|(?:能|可以)补(?:吗|么|不|上)|能改不能|(?:想|要|再)(?:再)?(?:加|补|改|添)(?:一|几|点|句|个|些|上|两).{0,6}(?:吗|么|行|可以|得)|(?:修改|改|补充|改动)(?:的?话)?(?:吗|么|行吗|可以吗|行不行)"
            "|(?:写|填|说|讲)[错漏](?:了|咗)?.{0,4}(?:怎么|咋|点|如何|改)",
        ),
        (
            TicketQuestion.NEEDED,
            f"(?:必须|一定得?要?|非得?要?|需不需要|要不要|是不是要|用不用)(?:我)?(?:{_HAND_IN}|{_TICKET})|不(?:提交|提|交|登记|报)(?:了|的话|工单|上去)*(?:又|就|也)?(?:会|有|咋|怎|行|可以|得|成|好|没事|影响|又怎)"
            "|(?:可不可以|能不能|可以|能|可唔可以)(?:先|就)?[不唔](?:提交|提|交|登记|报)|[唔不](?:提交|交)(?:得唔得|得不得|会点)"
            "|(?:晚点?|晚些|以后|明天|过.{1,2}天|过会儿?|回头|改天|等会儿?|之后)(?:我)?再?(?:来)?(?:提交|交|登记|报)",
        ),
        (
            TicketQuestion.OUTCOME,
            f"{_HAND_IN}(?:以?后|的话)?(?:就|一定|肯定|真的?)*(?:能|会|可以)(?:不会|不能)?.{{0,3}}(?:拿|退|到账|解决|收到|赔|追|成功|处理好|查清)|一定(?:能|会)|能保证|保证.{{0,4}}(?:吗|么|不)|(?:能|可以)(?:解决|处理好|查清楚?)(?:吗|么|不)",
        ),
        (
            TicketQuestion.CALLS,
            "(?:会|要|会不会|是不是会|需不需要|唔会)(?:给我|有人|再|来|先)*(?:打|来|回)(?:给|个|我|过来)*(?:我|个)*(?:电话|电)",
        ),
        (
            TicketQuestion.MEANING,
            f"{_TICKET}(?:到底|究竟)?(?:又)?(?:是|系|叫|指)?(?:什么|啥|咩|乜嘢?|个啥)(?!时候|进|状态|情况|结果)|{_TICKET}.{{0,4}}(?:干嘛|干什么|干啥|做什么|有什么用|有啥用|有用|做咩|用来)"
            f"|(?:什么|啥|咩|乜嘢?)(?:是|叫做?|系){_TICKET}|^(?:那|这|请问|哎|诶)*{_THIS}?(?:是|系|到底是|又是)?(?:拿来|用来)?(?:干嘛|干什么|干啥|做什么|做咩|什么用|啥用|什么意思|啥意思|什么东西|啥东西|什么玩意儿?)(?:用)?的?[啊呀呢]?\\??$"
            f"|(?:没听[过说]过?|不懂|不知道|不明白|唔知).{{0,4}}{_TICKET}",
        ),
        (
            TicketQuestion.PRIVATE,
            "泄[露漏密]|外泄|(?:别人|其他人|人家|外人|陌生人|旁人|第三方|家里人).{0,6}(?:看[到见]?|睇|知道|晓得|拿到)|(?:资料|信息|隐私|内容|我说的).{0,8}(?:安全|保密|公开|卖)|保密|会不会(?:被|公开)|会公开|安全吗|安不安全",
        ),
        (
            TicketQuestion.WHO,
            "谁(?:来|会|去|在|能|可以|给)?(?:帮我)?(?:看|处理|负责|管|跟|审|核|办|接|弄|收|解决|受理|答复|回复|查)|(?:哪个|什么|哪些|哪位)(?:部门|人|客服|同事|团队)|边个|(?:交|转|提交)?给谁|(?:真的)?有(?:没有)?人(?:会|来|去)?(?:看|管|处理|跟|理)|是(?:真人|机器人?|人)(?:来)?(?:看|处理|审|跟)|^谁[啊呀呢]?\\??$",
        ),
        (
            TicketQuestion.AFTERWARDS,
            f"{_HAND_IN}(?:以?后|的话)?(?:会|就|又|能|要|还|我)*(?:怎样|怎么样?|咋样?|如何|呢|干嘛|发生|有什么|点样?|做什么|咩|啥)(?:办|着)?|^(?:那|然后|接着|之后|以后|接下来|下一步)+(?:呢|会怎样|怎么样|会怎么样|是什么|做什么|怎么办|咋办|干嘛)",
        ),
        (
            TicketQuestion.COST,
            "^(?:那|这个?|请问|提交|登记|工单|要不要|会不会|是不是|还|会|得|使|用不用|需不需要)*(?:要|收|用|花|交|付|需要|使|唔使|不使|另外)*(?:多少|几多)?(?:收费|钱|费|费用|免费|手续费)(?:的|啊)?(?:吗|么|嘛|不|呢|吧)?\\??$",
        ),
    )
)
# 随便, 交不交都行, 你看着办: said alone, to the question whether to file.
_EITHER: Final = re.compile(
    "(?:我|那|这个?|就|嗯|哦|其实)*(?:[你您]们?(?:说|觉得|认为|看着?)(?:行|好|可以|成|中|怎么|咋)(?:样|办|弄)?就(?:行|好|可以|成|中|怎么|咋)(?:样|办|弄)?|随便你?|随你便?|随意|无所谓|冇所谓|没所谓|没关系的?|是但|看你们?|看着办|你看着办|你们?看着办|你话事|你们?(?:来)?(?:决定|定|说了算)|听你的?|听你们的?"
    "|(?:提?交不提?交|提不提交|提交还是不提交|交还是不交|要不要|怎么样?|怎样|哪样|哪个|点)(?:你们?)?(?:都|也)?(?:行|可以|好|得|成|无所谓|随便|一样|冇所谓|没关系|OK|ok)|都(?:行|得|无所谓|一样|可以)|爱交不交)(?:了|啦|吧|啊|呀|咯|的|哈|喽|，|,|都行|你定|我都行)*"
)
_WHEN: Final = (
    "(?:什么时候|啥时候|几时|几点|何时|多久|多长时间|哪天|今天|明天|多快|几天|几耐|什么时间|啥时间)"
)
_CALLS: Final = tuple(
    (question, re.compile(words))
    for question, words in (
        (
            TicketQuestion.CALL_MISSED,
            "(?:没|冇|不|漏|错过|唔|万一).{0,4}(?:接[到着住听]?|听到?|来电|电话).{0,8}",
        ),
        (
            TicketQuestion.CALL_MOVED,
            "(?:改|换|推迟|提前|延后|另约|改期|调|约|选|指定|定).{0,4}(?:时间|时段|点|天|日子|期)|改[到成约]|(?:能|可以|可不可以|能不能)(?:.{0,3})(?:晚|早|晚上|下班|周末|明天|后天|白天|上午|下午|中午)(?:一?点|些|再|打)",
        ),
        (
            TicketQuestion.CALL_NUMBER,
            "(?:哪个|什么|哪一个|啥|几多|哪|边个)(?:号码?|电话号?码?|手机号?|座机)|号码(?:是|显示|多少)|打(?:我)?(?:到)?(?:哪|边)|换(?:个|一个)?(?:号|电话|手机)",
        ),
        (
            TicketQuestion.CALL_COST,
            "收费|免费|钱|话费|费用|长途|扣费|资费",
        ),
        (TicketQuestion.CALL_WHO, "谁|边个|(?:哪个|什么|哪些|哪位)(?:部门|人|客服)|真人|机器人?打"),
        (TicketQuestion.CALL_TIME, _WHEN),
    )
)


def ticket_question(text: str, *, of_call: bool = False) -> TicketQuestion | None:
    """What a text asks about the ticket that is not filed yet, or about the call that it asks for;
    None when it asks nothing, or something else.
    """
    plain = squeezed(text)
    if len(plain) > _LONGEST:
        return None
    if _EITHER.fullmatch(plain.strip("。.,，!！~")):
        return TicketQuestion.EITHER
    if not _ASKING.search(plain) or _ELSEWHERE.search(plain):
        return None
    questions = (*_CALLS, *_QUESTIONS) if of_call else _QUESTIONS
    return next((asked for asked, words in questions if words.search(plain)), None)


_CALL: Final = (
    "(?:回电话?|回拨|打(?:我)?电话|打电话|来电话?|致电|打给我|电话联系|电话回访|回访|打过来|电话)"
)
_NO_CALL: Final = re.compile(
    f"(?:不要|不用|不必|不需要|不想|别|甭|勿|唔好|唔使|无需|可以不|能不能不|可不可以不|能不|请勿)(?:再|给我|帮我|跟我|向我|随便|老|让你们|让人|用|你们|客服|任何人|登记|预约|安排|要|接|接到|接听)*{_CALL}"
    f"|(?:不接受|不方便接|不接|拒绝|不希望|不想接|没空接|唔方便听){_CALL}"
    "|(?:为什么|怎么|干嘛|凭什么|为啥|点解)(?:又|还|要|你们|一直|老是?|总是?|天天|不停)*(?:给我|来)?打(?:我|给我|来)?(?:的)?电话|骚扰(?:我|电话)"
)


def wants_no_call(text: str) -> bool:
    """Whether the text says, or asks, that nobody shall call."""
    return _NO_CALL.search(squeezed(text)) is not None
