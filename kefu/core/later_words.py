"""Words that plan for a later day, or go and speak with others first: 下礼拜我打算换个支付密码, 那等有空换一个,
那我先跟家里说一声. They begin nothing, and agree to nothing.

It must not know what is put off.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_LONGEST: Final = 32
_GAP: Final = re.compile(r"[\s,，、.。;；!！~～…]+")
_DAY: Final = (
    "(?:下下?个?(?:周|礼拜|星期|月)(?:[一二三四五六日天末])?|下半?年|过(?:几|两|三|些|一?阵|一?段|完)(?:天|日子|时间|个?月|子|周|年|节)?"
    "|[年月]底|[年节]后|明年|开春|大?后天|明[天早晚儿]个?|周末|改[天日]|哪天|到时候?|那[天时]|\\d{1,2}号(?:那天)?|(?:等|再)?有空|空了|得空|闲下来|放假|以后|回头|下[次回])"
)
_SOON: Final = "(?:今晚|晚上|晚点儿?|晚些|下了?班|到了?家|回了?家|回去|吃完饭|忙完|待会儿?|等会儿?|过会儿?|一会儿?|等下)"
_LEAD: Final = "(?:那么?|我们?|俺|咱们?|就|还是|先|不如|要不|打算|准备|计划|想着?|得|等到?|应该|可能|估计|也许|大概|嗯|好|行|哦|吧){0,8}"
_BETWEEN: Final = "(?:的时候|的话|了|之后|以后|我们?|再|就|才|也|自己|可能|应该|大概|打算|准备|计划|想着?|要|得|会|去|来|过来|抽空|抽时间|来得及|直接|上你?这){0,8}"
_DEED: Final = "(?:换|改|弄|办|搞|解|退|注销|绑|设|开|关|申请|取消|重置|处理|操作|约|看|来|说|讲|找|问|联系|考虑|决定|商量)"
_OBJECT: Final = "(?:把[^?]{1,8}?|(?:登录|支付)?(?:手机号?码?|密码|账[户号]|卡|号|会员|续费|免密)(?:也|就|得|要|会|再|想){0,3})?"
_TAIL: Final = "[^?]{0,10}"
_BARRED: Final = re.compile(
    "帮|给我|麻烦|请(?!假)|(?<![家他她])能不能|可不可以|可以|(?<![家他她])能.{0,8}[不吗么?]|怎|咋|如何|[吗么?\uff1f]|呢$|多[久少]|什么|啥|哪(?!天)|是不是|行不行|好不好|(?<!打个)(?<!打)电话|[回来]电|打(?:给我|过来)|联系我|急(?!着?[办弄换改解退])|马上|赶紧|尽快|立刻"
    "|现在(?!没|忙|不|就这样|先不|还不)|今天(?!忙|没|不|先不|太|累)|先(?:把|给)|没到|没收到|失败|盗|骗|偷|人工|投诉|客服"
)
_PLAN: Final = re.compile(
    f"(?:[^?没不别]{{0,8}}?){_LEAD}(?:{_DAY}|{_SOON}){{1,2}}{_BETWEEN}{_OBJECT}{_DEED}{_TAIL}"
    f"|{_LEAD}等到?(?:我|[他她它])?(?:{_DAY}|{_SOON}|[^?没不]{{1,6}}?(?:了|以?后|再))[^?]{{0,8}}"
    f"|{_LEAD}[^?没不]{{1,6}}?(?:之前|之后|以前|以后|的时候|前|后)我?再(?:来|说|找|问|联系|弄|办)[^?]{{0,4}}"
    f"|{_LEAD}(?:到时候?|回头|改[天日]|下[次回]|有空)(?:吧|再|[的了呗哈]){{0,4}}"
)
_AROUND: Final = re.compile(
    "(?:嗯++|哦++|这样(?:啊|子)?|噢|喔|好(?:的|吧|嘞|呀)?|行(?:吧)?|对|那|算了|知道了|明白了?|谢谢[你您]?|多谢|不(?:着)?急|不用了|今天(?:太)?(?:忙|累)|(?:今天|现在|最近|这[周会]儿?)(?:没(?:有)?(?:空|时间)|忙|不方便|走不开|先不[办弄换改解退]了?)|先这样|再见|拜拜|[了啊呀哈啦吧呢]){1,8}"
)


def plans_for_later(text: str) -> bool:
    """Whether the whole text only plans for another time: 下个月要换手机号, 那等有空换一个, 那我换之前再来."""
    return _whole_is(text, _PLAN)


_ANOTHER_DAY: Final = re.compile(_DAY)


def is_for_another_day(text: str) -> bool:
    """Whether such a plan names another day than today: 下礼拜再找你."""
    return plans_for_later(text) and _ANOTHER_DAY.search(_plain(text)) is not None


_SOMEBODY: Final = "(?:我(?:们)?(?:家)?(?:的)?(?:那?口子|[^,?]{1,4}?)|老[公婆板爸妈]|媳妇|爱人|对象|家里的?人?|家人|爸妈?|妈妈?|儿子|女儿|孩子|朋友|同事|[他她](?:们)?|人家|对方|卖家|商家|店家|店里|店员|老板|房东|银行|平台|物业|客户)"
_ERRAND: Final = re.compile(
    "(?:那么?|这样|我们?|俺|咱们?|就|还是|先|再|得|去|要|想|会|回头|今?晚上?|明天|这就|也|嗯|好的?|行|哦|吧){1,8}"
    f"(?:(?:跟|和|同|与|给|向|对|问问?|打(?=[个电])|找|联系|告诉|通知|提醒|劝劝?|转告|转达|等)(?:一?[个下])?(?:电话给|电话问)?(?![你您]|人工|客服|真人|专员){_SOMEBODY}"
    "(?:们)?(?:再|先|一?下)?(?:说|讲|谈|聊|商量|沟通|确认|打(?:个)?(?:电话|招呼)|交代|通个?气|问|对|看看?|能不能(?:换|退)?|能换不|回复|消息|的意思|意见){0,4}(?:[一]?[声下]|清楚|好)?(?:试试?|看看?|再说)?"
    "|(?:问问?|商量商?量?|打听打?听?|研究研?究?|合计合?计?|核对|对一?下|对对|查一?下|翻翻?)(?:一?下)?(?:再说|再定|看)?)[了吧啊呀哈呗哦的]{0,4}"
)


def goes_to_others_first(text: str) -> bool:
    """Whether the whole text says that the speaker has a word with others, or looks for themselves,
    before anything: 那我先跟家里说一声, 好的我跟她讲, 我先联系卖家.
    """
    return _whole_is(text, _ERRAND)


# 行,我先问问店家; 那就到时候再说: with anything behind it
_NOD: Final = "(?:好|行|嗯++|哦|可以|ok|对)(?:的|吧|啊|呀|嘞){0,8}"
_FIRST_THIS: Final = "(?:先|再|得|还得|要先|打算|准备|晚上|今晚|回头|等下|待会儿?|明天|后天|下午|中午|早上|周末|回家|回去|下班|有空|改天|过[几两]天|下次|下个?月|过阵子)"
_PUT_OFF: Final = re.compile(
    f"(?:^|,)(?:{_NOD}|[嗯哦噢那啊唉]|这样){{0,8}},?(?:那|就|那就){{0,2}}(?:我|俺|咱们?){_FIRST_THIS}"
    "(?!确认|同意|提交|填|输|给[你您]|把(?:它|这)|帮|关|退|冻|解绑|申请|登记|说|谢)[\u4e00-\u9fff]"
    "|(?:^|,)(?:那|就|那就|等){0,3}(?:到时候|到时|到期|到那时|月底|下次|以后|改天|过[几两]天)(?:之?[前后])?(?:再|吧|说|来|看|弄|关|办|,|$)"
)


def puts_off(text: str) -> bool:
    """Whether the text plans something else first, or this for another time, whatever else it
    says: 行,我先问问店家能不能换.
    """
    return _PUT_OFF.search(",".join(_GAP.split(_plain(text)))) is not None


def _whole_is(text: str, words: re.Pattern[str]) -> bool:
    plain = _plain(text)
    if len(plain) > _LONGEST or _BARRED.search(plain):
        return False
    said = [part for part in _GAP.split(plain) if part and not _AROUND.fullmatch(part)]
    return bool(said) and all(words.fullmatch(part) for part in said)


def _plain(text: str) -> str:
    return fold_with_places(text).text.lower().strip()
