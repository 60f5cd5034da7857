"""What is said to the listener and not of a matter: that they shall listen, how somebody feels, that
a trouble of long ago is over; and whether a farewell is one. It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import fold_with_places


class SmallTalk(StrEnum):
    """What is said to the listener."""

    LISTEN = "listening"
    """先让我说完, 你先别说话."""
    MOOD = "mood"
    """我心情不好, 被老板骂了."""
    ALONE = "alone"
    """他自己会弄."""
    OFFICIAL = "official"
    """有点怕你是骗子, 你真是官方的吗."""
    RELIEVED = "relieved"
    """后来你们解决了, 现在挺好."""


_LONGEST: Final = 20
_EDGES: Final = r"(?:[\s,.!~，。！…]|吧|啊|呢|哈|呀|啦|哦|嘛|行吗|好吗|好不好|可以吗|谢谢|拜托|麻烦|请|你|您|那|先|哎|喂|等等|等一下|不好意思|机器人){0,8}"
_LISTEN: Final = (
    r"(?:让|等|听|先听)?我(?:把话|先|还没|话还没|没|慢慢|把事情|把情况){0,8}(?:说完|讲完|打完|写完)(?:了)?(?:再(?:说|回|讲)(?:行吗)?)?"
    r"|(?:别|不要|甭|少)(?:再|老|总){0,8}(?:说话|插嘴|插话|打断(?:我)?|打岔|抢话|出声|吱声|回(?:我|复)|吵|急着(?:回|答|说))(?:了)?|听我(?:慢慢)?(?:说|讲)(?:完|一下)?|安静(?:一下|点|会儿)?"
)
_WHO: Final = r"(?:我|今天|最近|现在|感觉|这几天|刚才|刚刚|又|被|心里|真的|有点|好|很|太|特别|挺|有些|一直|都|人|就是){0,8}"
_MOOD: Final = (
    r"(?:心情|情绪|状态)(?:真的?|很|特别|有点|非常|也){0,8}(?:不好|好差|差|糟|低落|不佳|烦|郁闷|down)(?:透了|极了|得很)?"
    r"|(?:难过|伤心|郁闷|沮丧|委屈|失落|孤单|心累|累|疲惫|无聊|想哭|压力(?:好|很)?大|不开心|不高兴|不爽|睡不着|失眠)(?:死了|极了|得很|了)?|失恋了|分手了|(?:老板|领导|老师|爸|妈|老公|老婆|女朋友|男朋友|同事|客户)(?:骂|批评|说|训|怼|气)(?:哭|死)?了(?:一顿|半天)?|加班(?:到|了)(?:很晚|一晚上|通宵)?|倒霉(?:死了|透了|透顶)?"
)
_RELIEVED: Final = (
    r"(?:后来|之后|最后|当时|那次|上次|现在|已经|都|你们|客服|人家|就|给我|帮我|也|是|早就|早){0,8}(?:解决|处理好|处理完|搞定|弄好|查清楚?|追回来|找回来|退给我|办好|修好)(?:了|啦)(?:的)?"
    r"|(?:现在|如今|目前|之后|后来)(?:都|一切|就|也|已经|倒是|还|又|挺|很|蛮|都挺|感觉){0,8}(?:挺好|很好|没事|好了|正常|正常了|没问题|安全|好好的|好着呢)(?:的|了|啦)?"
)
_ALONE: Final = r"(?:让|叫|算了)?(?:他|她|ta|它|人家|对方|我?(?:朋友|同事|妈妈?|爸爸?|老公|老婆|儿子|女儿|同学|家人))(?:们)?(?:说|就|也|其实|应该|肯定|可以|能|会){0,8}自己(?:会|能|可以|去|来|在|知道怎么|再){0,8}(?:弄|办|搞|操作|解决|处理|改|试试?|看|来)(?:了|的|就行|就好){0,8}"
_REAL: Final = (
    "(?:我)?(?:有点|真的?|还是|就是|挺|好|都){0,8}(?:怕|担心|怀疑|感觉|觉得|怎么知道|咋知道|谁知道|不会是|该不会是)?(?:你|您|你们)(?:们|这边|这个|这机器人|到底|究竟|真的?|不会|该不会|会不会|是不是|不是|才|就|也){0,8}"
    "(?:是)?(?:不是)?(?:真的?)?(?:骗子|骗人的|假的|假冒的?|冒充的?|诈骗的?|官方的?|正规的?|正版的?)(?:客服)?(?:吧|吗|么|不|呀|啊|[?？]){0,8}"
)
_TALK: Final = (
    (SmallTalk.OFFICIAL, re.compile(f"{_EDGES}(?:{_REAL}){_EDGES}")),
    (SmallTalk.ALONE, re.compile(f"{_EDGES}(?:{_ALONE}){_EDGES}")),
    (SmallTalk.LISTEN, re.compile(f"{_EDGES}(?:{_LISTEN}){_EDGES}")),
    (SmallTalk.RELIEVED, re.compile(f"{_EDGES}(?:{_RELIEVED}){_EDGES}")),
    (SmallTalk.MOOD, re.compile(f"{_EDGES}{_WHO}(?:{_MOOD}){_EDGES}")),
)
_ASKED: Final = re.compile(r"[?？吗么]|没$|没有$|安全了吧")
_FAREWELL: Final = re.compile(
    r"再见|再会|再聊|再说|拜|bye|88|走了|走啦|先走|挂了|挂啦|下了|下线|这样|告辞|回头|回见|回聊|晚安|撤|溜|闪|退|不聊|不说了|不问了|聊到|到这|去忙|先忙|忙|有空|改天|下次|明天|谢|感谢|没事|没别的|没有?(?:其他|问题)|没了|关了|结束|ok|掰|see|later|cu|祝|辛苦|行了|好了|好吧|休息|睡|打扰|保重|江湖|愉快|满意|886|3q|慢走|不送|可以了|知道了|明白|就到|完事|搞定|解决|好的"
    r"|zaijian|baibai|沟|古德|goodnight|good|thank|end|exit|quit|离开|告退|就酱|酱|后会|失陪|byebye|散|洗洗|完了|不用了|够了|收工|关掉|关闭"
)


def talk_in(text: str) -> SmallTalk | None:
    """What a whole text says to the listener; None where it speaks of anything else."""
    plain = fold_with_places(text).text.lower()
    if len(plain) > _LONGEST:
        return None
    said = next((talk for talk, words in _TALK if words.fullmatch(plain)), None)
    asked = said not in {SmallTalk.LISTEN, SmallTalk.OFFICIAL} and _ASKED.search(plain)
    return None if asked else said


_BYE: Final = re.compile(
    r"(?:好的?|那|行|就这样|先|我|谢谢|[\s,.!~，。！]){0,8}(?:拜+|再见|再会|bye(?:bye)?|晚安|886?|下线了|不聊了|走了|走啦)(?:啦|了|哈|咯|[\s,.!~，。！]){0,8}"
)


def says_goodbye(text: str) -> bool:
    """Whether the whole text is a farewell by its word: 拜拜, 好的再见."""
    return _BYE.fullmatch(fold_with_places(text).text.lower()) is not None


def takes_leave(text: str) -> bool:
    """Whether the text has any word of a farewell."""
    return _FAREWELL.search(fold_with_places(text).text.lower()) is not None
