"""What makes a yes none, whatever is to be done: 提交了对吧, 冻什么冻, 我妈说好, 好的那我跟她说.

Read from the words alone. It must not know the dialogue, nor what was asked.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_DOING: Final = "(?:冻|提交|上报|登记|交|办|弄|处理|操作|搞|发|开始)"
_YES: Final = "(?:好|行|嗯++|哦|可以|ok|对)(?:的|吧|啊|呀|嘞){0,8}"
_END: Final = "[啊呀呢吧了,.!?~]*$"
# 提交了对吧, 现在就冻是吗: wants to be told so; 对吗好的 too.
_ASSURANCE: Final = f"(?<![不也都])(?:对|是|没错)(?:吧|吗|么|嘛|不对|不是)[?,]*(?:{_YES})?{_END}|(?:是不是|对不对)[?,]*$"
# 提交有用吗好吧: the question wants an answer first; 在吗,好 only calls.
_QUESTION_BEFORE: Final = f"(?<!^在)(?<!^在[吗么])(?<!^有人)(?<!^有人[吗么])[吗么?],*(?:那|那就)?{_YES},*(?:谢谢[你您]?|多谢)?{_END}"
# 冻什么冻, 提交个锤子
_MOCKED: Final = (
    f"{_DOING}(?:结|账户|工单)?(?:个(?:头|屁|毛线?|鬼|锤子?|球|啥|蛋)|[,]?(?:什么|啥|毛线?)(?:冻|提交|交|办|发|登记))"
    "|怎么可能(?:冻|提交|同意)|才怪"
)
_SOMEBODY: Final = (
    "(?:我(?:们|家)?(?:的)?(?:老?[公婆爸妈]|爸爸|妈妈|儿子|女儿|孙[子女]|外孙女?|侄[子女]|外甥女?|舅舅?|姑姑?|阿?姨|叔叔?|伯伯?|婆婆|岳[父母]|嫂子?|姐夫|妹夫|女婿|老豆|老母|师傅|闺女|丫头|小孩|孩子|爷爷|奶奶|外公|外婆|亲戚|家属|哥们|媳妇|先生|太太|爱人|对象|男朋友|女朋友|朋友|同事|同学|领导|老板|家人|家里人|[哥姐弟妹]+|室友|闺蜜|邻居)"
    "|老公|老婆|人家|别人|(?<!其)[他她](?:们|俩)?|大家|朋友|同事|网上|群里|(?:营业|收银|店|柜)员|(?:上次|上回|之前|刚才|昨天)(?:的|那个|有个)?(?:客服|人工|人))"
)
_SAYS: Final = (
    "(?:们)?(?:都|也|就|上次|刚才|刚刚|之前|还|一直|老|总|跟我){0,8}"
    "(?:说|讲|让我|叫我|劝我|要我|喊我|催我|建议|觉得|认为|主张)(?!的对|得对)"
)
_HEARSAY: Final = re.compile(_SOMEBODY + _SAYS)
# 我妈说好,那就提交: agreed to after all.
_OWN_AFTER_ALL: Final = re.compile(
    f"(?:那就|所以就?|我也|我(?:自己)?(?:就)?(?:同意|愿意|没意见)|帮我|给我|麻烦[你您]?)(?:先|就|来){{0,8}}(?:同意|愿意|觉得(?:可以|行)|没意见|{_DOING}|[关退解开换]|注销)"
)
# 你说行就行: leaves it to the bot.
_LEFT_TO_US: Final = "[你您]们?(?:说|觉得|认为|看着?)(?:行|好|可以|成|中|咋|怎么|冻|交|提交)(?:样|办|弄)?(?:那)?就(?:行|好|可以|成|中|咋|怎么|冻|交|提交)"
# 我同意你说的要谨慎: a yes to something else.
_TO_ANOTHER: Final = (
    "同意[你您他她]们?(?:说|讲)的[\u4e00-\u9fff]{2}|同意(?:先|暂时|咱?们?先){0,8}(?:不|别)|同意[你您]们?的(?:看法|观点|隐私|协议|条款)"
    "|[\u4e00-\u9fff](?<![嗯恩那就哦])好的吧$|(?:有道理|在理)[啊呀哦,.!~]*$"
)
# 可以可以你先说流程
_YOU_FIRST: Final = f"[你您]们?(?:倒是|还是)?先(?!(?:帮我|给我|把)?.{{0,4}}{_DOING})[\u4e00-\u9fff]|[你您]们?(?:讲|说|话|解释|睇|查)(?:咗|清楚)?先"
# 好的那我跟她说, 行,我再问问
_ON_ONES_OWN: Final = (
    "(?:我|俺|咱们?)(?:先|再|就|这就|现在|得|还得|回头|也){0,8}"
    "(?:去(?!填|输|拿)|[跟和](?![你您])|(?:转告|转达|告诉|通知|提醒|劝劝?)(?![你您])|问|打(?:个|一个)?电话|看看|研究|商量|忙(?!完)|自己(?:去|来|再|看|弄|处理)|[让叫](?:他|她|他们|我[\u4e00-\u9fff]{1,2})(?:自己|来|去|弄|办|联系|处理))"
)
# 成,先这样: the end of the talk
_SO_FAR: Final = (
    f"先(?:这样|酱紫?|这么着|到这[里儿]?)[子]?{_END}|先(?:这样|酱紫?|这么着)[吧了啊,]*谢谢"
)

# 哦,是这样啊: what was heard is taken in, and nothing agreed to.
_SIGH: Final = (
    "(?:[嗯恩哦噢喔啊哎唉诶呃额呀哇嗐哈]|天[哪呐啊]|妈呀|我[去天靠晕]|[对是]哦|[,.!~]){0,8}"
)
_THUS: Final = "(?:这样|这么(?:个?回事|个?情况|个?意思|个?道理)|酱紫|如此)(?:子)?(?:的)?"
# 是这样的 alone says yes; behind a sigh, or with one at its end, it takes in.
_SIGHED: Final = "(?:(?<=[哦噢喔啊哎唉诶呀哇])|(?<=[哦噢喔啊哎唉诶呀哇][,.!~]))"
_SO: Final = (
    f"(?:原来|竟然|居然|敢情|合着)(?:还)?(?:是|就是|都是)?{_THUS}"
    f"|{_SIGHED}(?:就|都)?是{_THUS}|(?:就|都)?是{_THUS}(?=[啊呀哦喔嘛])"
)
_GRADE: Final = "(?:那|这|还|也|要|确实|真的?|真是|实在|的确|是|有点|有些|好|太|挺|蛮|怪|够|这么|那么|多|可|听(?:着|起来|上去)|看着|想想){1,8}"
_IMPRESSION: Final = "(?:吓人|可怕|恐怖|离谱|麻烦|复杂|严重|快|慢|久|长|贵|便宜|方便|厉害|神奇|气人|可恶|缺德|倒霉|心疼|难受|揪心|后怕|危险|严格|周到|人性化|有意思|要命|悬|险)"
_STRUCK: Final = "(?:难怪|怪不得|我说(?:呢|嘛)|吓(?:死|坏)(?:我|人|宝宝)|吓我一跳|长(?:知识|见识)|学到|受教|服)(?:了)?"
_TAKEN_IN: Final = re.compile(
    f"(?>{_SIGH}(?:{_SO}|{_GRADE}{_IMPRESSION}|{_STRUCK})[的了啊呀呢吧哦喔嘛哈咯,.!~?]*){{1,8}}{_SIGH}"
)

_NOD: Final = "[好行嗯恩哦噢哎那啊呀啦哈的吧了嘞滴,.!~]*"
_THANKS_AND_NOD: Final = re.compile(
    f"{_NOD}(?:(?:谢谢|谢了|多谢|感谢|辛苦|麻烦)(?:[你您]们?)?{_NOD}){{1,8}}"
)

# 哦关了要自己手动续呀: says over what was heard, with a sigh before and behind it.
_SAID_OVER: Final = "^[嗯]{0,2}[哦噢喔嗷][哦噢喔]{0,2},?(?!.*(?:帮|请|麻烦|吧|同意|确认|确定|可以|好的))[^,?]{3,30}(?<!是)[呀啊哦喔呐][,.!~]*$"
# 关了就看不了了, 冻了以后还要解: what would be, and not what is to be done.
_OUTCOME: Final = "(?:^|,)[嗯哦噢喔啊那]*(?:冻结?|关|退|停|解绑|注销|取消|销|换|改|开)掉?了(?:的话|之后|以后|后)?(?:就|要(?!的)|会|还得|还要|不能|得(?!了)|岂不|是不是|等于|万一)[\u4e00-\u9fff]{2}"

_AGREES_TO_NOTHING: Final = re.compile(
    "|".join(
        (
            *(_SAID_OVER, _OUTCOME),
            *(_ASSURANCE, _QUESTION_BEFORE, _MOCKED, _LEFT_TO_US),
            *(_TO_ANOTHER, _YOU_FIRST, _ON_ONES_OWN, _SO_FAR),
        )
    )
)
_NO_WISH: Final = re.compile("|".join((_SAID_OVER, _OUTCOME, _ASSURANCE, _MOCKED, _LEFT_TO_US)))


def agrees_to_nothing(text: str) -> bool:
    """Whether a yes in this text is none to what was proposed."""
    plain = _plain(text)
    if _TAKEN_IN.fullmatch(plain):
        return True
    return _AGREES_TO_NOTHING.search(plain) is not None or _only_passes_on(plain)


def only_takes_in(text: str) -> bool:
    """Whether the text is nothing but an impression of what was heard: 嗯,那确实挺吓人的."""
    return _TAKEN_IN.fullmatch(_plain(text)) is not None


def wishes_nothing(text: str) -> bool:
    """Whether even a wish in this text is none: it asks back, mocks, leaves it to others or passes
    on what they say.
    """
    plain = _plain(text)
    return _NO_WISH.search(plain) is not None or _only_passes_on(plain)


_UNADVISED: Final = re.compile(
    "(?:我|才|可|偏|就|反正|,){1,8}不(?:想|要|会)?(?:听|理|管)(?:我?(?:老?[公婆爸妈]|[爸妈哥姐弟妹]{1,2}|儿子|女儿|媳妇|朋友|同事)|[他她](?:们)?|别人)(?:的|的话|那套|说)?[了呢啊呀吧,.!~]*"
)


def rejects_advice(text: str) -> bool:
    """Whether the text does not follow what others want: 我才不听他的."""
    return _UNADVISED.fullmatch(_plain(text)) is not None


def passes_on(text: str) -> bool:
    """Whether the text only tells what somebody else says or wants: 我儿子说选短信."""
    return _only_passes_on(_plain(text))


def only_thanks(text: str) -> bool:
    """Whether the text is thanks with a nod, before or behind them: 好的谢谢, 那谢谢啊好的."""
    return _THANKS_AND_NOD.fullmatch(_plain(text)) is not None


# 我朋友的也关掉, 帮他也办了: another's account.
_OF_ANOTHER: Final = re.compile(
    f"(?:{_SOMEBODY})(?:\\d{{11}})?(?:这个?|那个?)?的(?:[\u4e00-\u9fff]{{0,6}}(?:也|一起|一并)|(?:自动|免密|会员|账[户号]|帐[户号]|[卡号]|钱包|退款|二次))"
    f"|(?:帮|给|替)(?:{_SOMEBODY})(?:也|一起|一并|把|的|关|开|办|退|解|注|申)"
)


def speaks_of_others(text: str) -> bool:
    """Whether the text wants it for somebody else's account: 我同事的也关掉, 帮他也关了."""
    return _OF_ANOTHER.search(_plain(text)) is not None


_CLOSES: Final = re.compile(
    f"{_NOD}(?:那|就|先|那就|就先){{0,8}}(?:这样|酱紫?|这么着|这样子){_NOD}(?:谢谢[你您]?|辛苦了)?{_NOD}"
)
# 不对不对 says no twice, and 那么多 is much.
_ASKED: Final = re.compile(
    r"(?<![不没])([\u4e00-\u9fff]{1,2})[不唔没]\1|[吗嘛?]|(?<![那这])么|[那这]么$"
)


def closes_talk(text: str) -> bool:
    """Whether the text may as well end the talk as agree: 那就这样吧."""
    return _CLOSES.fullmatch(_plain(text)) is not None


def asks(text: str) -> bool:
    """Whether the form of the text asks, with something behind it too: 收费不收费啊好."""
    return _ASKED.search(_plain(text)) is not None


def _only_passes_on(plain: str) -> bool:
    told = _HEARSAY.search(plain)
    return told is not None and _OWN_AFTER_ALL.search(plain, told.end()) is None


_FOLD: Final = str.maketrans("，。！？；、", ",.!?;,")


def _plain(text: str) -> str:
    folded = fold_with_places(text).text.lower().translate(_FOLD)
    return ",".join(folded.split())
