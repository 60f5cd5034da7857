"""What somebody who waits for a human, or talks to one, may want of the machine all the same:
their place in the queue, or out of it.

Only plain requests count; everything else is for whoever answers. It must not know who that is.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from kefu.core.folding import fold_with_places
from kefu.core.reserve_words import is_settled

LONGEST: Final = 40


class Wish(Enum):
    """What the words of a waiting customer want of the queue."""

    PLACE = auto()
    """To hear how long it takes, whose turn it is, whether somebody is there."""
    LEAVE = auto()
    ABOUT_LEAVING = auto()
    """To know what would be if they left."""


_GAP = re.compile(r"[\s,，、.。;；!！~～…?？]+")
_ASKS = re.compile(
    r"[?？吗嘛]|(?:不用|不需要|不必|用不着).{0,8}了吧(?:$|[\s,.!~])|(?<![这那])么|怎么|会不会|会怎|什么|多久|能不能|可不可以|是不是|有没有"
)
# What may stand around a wish and says nothing by itself.
_FILLER = re.compile(
    r"(?:(?:你好|您好|请问|麻烦|麻烦你|麻烦问下|麻烦问一下|我想问下|我想问一下|问下|问一下|想问下|想问一下|那个|那|亲|哎|唉|诶"
    r"|慢慢来|不(?:着)?急|不好意思|抱歉|打扰了|谢谢|谢谢你|谢谢您|谢了|多谢|辛苦了|好吧|好的|行吧|行|嗯|哦|算[了啦]|没事了?|没关系|不要紧|我?(?:先)?回来|我?(?:都|再)?说一?[遍次]|我?(?:先)?去(?:开|吃|上|接|拿|忙|倒|洗)(?:个|一下|一会儿?)?(?:会|饭|厕所|电话|快递|水|手|东西)?|别介|都?说(?:过)?了|你(?:接着)?说(?:就行|吧)?|拜托|急|急急急|急死了|烦死了?|真烦|烦|好烦|气死了?|无语|服了|(?:太|真|好|也太|这么|那么)?慢)"
    r"[了啊呀哈吧啦]{0,2}){0,8}"
)
_AFTER_END = re.compile(r"(?<=了)")
_ENDS = re.compile(r"[了啊呀呢哦噢吧哈啦嘞哒诶哎的]*$")
_WHO = r"(?:人工客服|人工服务|人工|真人客服|真人|客服|专员|坐席)"
_HOW_LONG = r"(?:多久|多长时间|多长|多少时间|几分钟|多少分钟|几个小时|几小时|多少小时|多会儿?|什么时候|啥时候|几点)"
_ABOUT = r"(?:大概|大约|大致|预计|估计|一般|一共|总共|差不多)?"
_WHEN = r"(?:什么时候|啥时候|多久|几点|几时|多会儿?|何时|还要多久|还有多久|怎么还不|怎么不|咋还不)"
_PLACE = re.compile(
    "|".join(
        (
            rf"(?:我)?(?:现在)?{_ABOUT}(?:还|我还|我)?(?:得|要|需要|需|会)?(?:再)?(?:等待|等|排队|排|候)(?:到)?{_ABOUT}(?:要)?{_HOW_LONG}(?:能到|才能到|才行)?",
            rf"{_HOW_LONG}(?:能好|能行)?",
            rf"(?:都|已经)?(?:等|排)(?:了)?{_HOW_LONG}(?:了)?(?:都)?",
            r"(?:我)?(?:先|去|先去){1,8}.{1,6}(?:我的|我)?(?:位置|位子|号|排队)(?:还)?(?:在|保留|有效|算数|会丢|会没)(?:着|不在)?(?:吗|么|不)?",
            r"(?:等得?)(?:我)?(?:花儿?都谢|黄花菜都凉|心急|心烦|急死|好辛苦|头发都白)",
            rf"{_ABOUT}(?:我)?还(?:得|要|需要|需|有|差)?{_ABOUT}{_HOW_LONG}",
            r"还(?:得|要|需要)(?:等|排)?(?:很久|好久|多久)吗?",
            r"(?:现在|一共|总共|还|目前){0,3}(?:有)?(?:多少|几)(?:个|位|名)?(?:人)(?:在|正在)(?:排队?|等)(?:队)?(?:现在)?",
            r"(?:现在|目前)?(?:到|叫到|排到)?(?:几|多少)号(?:了)(?:现在)?",
            r"(?:现在|目前)?(?:我)?(?:的)?(?:前面|前边|前头|头里)(?:还)?(?:有|排着|排了|剩|等着)?(?:几|多少)(?:个|位|名)?(?:人|个|位)?(?:在等|在排队|在排|排队|等着)?",
            r"(?:还|现在|现在还)?(?:有|剩)(?:几|多少)(?:个|位|名)?人?(?:在等|在排队|在排|排队|排着|没到|等着)",
            r"还(?:有|剩|差)(?:几|多少)(?:个|位|名|人|个人)",
            r"(?:排队)?(?:的)?人(?:很|特别|还)?多(?:吗|不多|么)|排队(?:情况|进度|到哪)(?:怎么样|如何|啦)?",
            r"(?:我)?(?:现在)?(?:是)?(?:在)?(?:排队?|轮|叫|走)(?:号)?(?:到|在|的)?(?:了)?(?:(?:几|多少)(?:号|位|个|名)?|谁|哪[个位])[了啦]?(?:现在)?",
            r"(?:我)?(?:现在)?(?:是)?到(?:了)?(?:(?:几|多少)(?:号|位)|谁)(?:了)?(?:现在)?|我(?:现在|到底|这){0,8}是?(?:几|多少)号",
            r"(?:我)?(?:的)?(?:前面|前边|前头|头里)(?:是不是)?(?:还|都)?(?:有没有|有|排着|等着|在排)?(?:别的|其他)?(?:人|别人)(?:多|很多)?(?:在等|在排队|在排|排队|排着|等着)?(?:吗|么|嘛|不|没有?|多不|不多)?",
            r"(?:我)?(?:现在)?(?:是)?(?:在)?(?:排|排队|轮|叫)?(?:到|在|的)?(?:是)?第几(?:号|位|个|名)?(?:了)?(?:现在|目前|我)?",
            r"(?:我)?(?:是不是)?(?:现在)?(?:还)?在(?:排队|排着|排|队伍里|队列里)(?:的|中)?(?:吧|吗|么|不)?(?:我)?(?:吧|吗)?",
            r"(?:先|千万|可){0,8}(?:别|不要|不会)(?:把)?我?(?:给)?(?:踢|挤|清|删|弄)(?:掉|出去|出来|出|走|下去|下线|了){0,8}(?:吧|吗)?",
            r"(?:我)?(?:点|问|聊|说|退出去?|关掉?|切出去|离开|问别的|聊别的|排队|排着|等着|刷新|关了|锁屏)(?:了|一下|这个|别的|页面){0,3}(?:会不会|会|还会)(?:掉|丢|没|断|清|重排|重新排)(?:队|线|号|位置|了|掉)?(?:吗|么|不|吧)?",
            r"(?:那|我|现在|等的时候|排队的?时候|排着队?){0,4}(?:能|可以|能不能|可不可以)(?:一边)?(?:先|边等边)?(?:问|聊|办|查|做)(?:点|一下)?(?:别的|其他的?|其它的?|别的事)(?:吗|么|不)?",
            r"(?:排队|等)(?:的)?(?:时间)(?:会|会不会|一般|大概)?(?:长不长|长吗|很长吗|久不久|久吗|很久吗|要很久吗|有多长|多长)",
            r"(?:我)?(?:还)?(?:是)?(?:觉得)?(?:我)?(?:还是|就|也|那)?(?:得|要|想|愿意)(?:继续)?(?:排队?|等)(?:着|下去)?",
            r"(?:人工|真人|客服)(?:那边)?(?:也)?(?:不用|不必|不需要)(?:太|那么|这么)?(?:急|着急|赶)(?:的)?|(?:人工|客服)慢慢来",
            r"(?:人工|客服)?(?:排|轮|叫)(?:到|上)(?:我)?(?:了)?(?:吗|没|没有|么|不)",
            r"(?:那)?(?:我)?(?:还|又|就|先|想|要|再|重新|继续|接着|还是){1,8}(?:想|要|再|重新|继续|接着){0,8}(?:排|排队|排着)(?:吧|着|了)?",
            r"(?:排|轮|叫|转)(?:到)?哪(?:里|儿)?",
            r"(?:现在|请问|那|这会儿?){0,3}(?:(?:快|该|是不是|是不是快|还没|还没有)?(?:排|轮)?到我|(?:是不是)?该我)(?:了)?(?:吗|没|没有|没呢|么|嘛|不)?",
            rf"(?:我)?{_WHEN}(?:才|能|才能|可以)?(?:轮|排)?(?:到|轮|轮到)我",
            rf"{_WHO}?(?:怎么|咋|为什么|为啥)(?:还|一直|都|到现在还|这么久还|半天)?(?:没有|没|不)(?:有)?(?:个)?(?:{_WHO}|人|动静|轮到我|排到我|到我|来|回|接|理我|回复|回应|反应|接入|接通|有人)(?:理我|来|接|回|应|回复|接待|接入|接通|说话|搭理我|管我)?(?:啊|呢)?",
            rf"(?:还|一直|到现在)?(?:没有|没)(?:{_WHO}|人|个人)(?:理我|来|接|回|应|回复|接待|接入|在|管|搭理我)?(?:吗|嘛|么)?",
            rf"(?:有|有没有)(?:{_WHO}|人|个人)(?:在|在线|回复|接|吗|没|没有|理我|管我){{0,8}}",
            rf"{_WHO}?(?:人)?(?:呢|去哪|去哪里|在哪|在哪里|在哪儿|哪去|哪儿去)",
            rf"(?:人|{_WHO})(?:还)?(?:在|在线|来|到|接|上线)(?:了)?(?:吗|没|没有|不在|么)",
            rf"{_WHO}{_WHEN}(?:才|能|才能|可以|会|才会)?(?:来|到|接|接入|上线|有|在|有人|回|回复)",
            rf"{_WHEN}(?:才|能|才能|可以|会|才会)?(?:有|来|接入|接通|转到|转接|轮到)(?:{_WHO}|人|我)(?:接|来|回|在|工)?",
            r"(?:你)?(?:还)?(?:在吗|在不在|在线吗|在么|在嘛)|喂+|哈喽|hello|hi",
            r"(?:能不能|能|可以|可不可以|麻烦)?(?:再)?(?:帮我)?(?:快|搞快|抓紧|快一|快着)(?:点|些|一点|一些|点儿)?(?:吗|行吗|行不行|好吗|好不好|可以吗)?",
            r"(?:能不能|能|可以)?(?:麻烦)?(?:帮我|帮忙|给我)?催(?:一?催|一下|下)(?:人工|客服)?(?:吗)?",
            r"(?:我)?(?:都|已经|都已经)?(?:等|排)(?:了)?(?:很久|好久|半天|这么久|那么久|老半天|好长时间|很长时间|太久|半小时|半个小时|一个小时|一小时|\d+ ?分钟|\d+ ?(?:个)?小时|[一二两三四五六七八九十]+分钟)",
            r"(?:我)?(?:都|已经|都已经)(?:过了|过去)?(?:很久|好久|半天|这么久|那么久|老半天|大半天|半小时|半个小时|一个小时|\d+ ?分钟)",
            rf"(?:{_WHO})?(?:转接|转|接|接通|接上|转过去|转接好)(?:好|到|上|成功|过去)?(?:了)?(?:吗|没|没有|么)",
            r"(?:是不是)?(?:我)?(?:还|现在)?(?:还)?在(?:排队|转接|转|等)(?:中)?(?:吗|么)",
            r"(?:先|千万|可)?(?:别|不要|不用|不想|没说要?|没要)(?:再|给我|帮我|把我)?(?:取消|退出|结束)(?:掉)?(?:这个|我的)?(?:排队|转人工|转接|队列|排号|位置)?",
            r"(?:那)?(?:我)?(?:还|就|先|再|那|可以|愿意|会|继续|接着|一直|还是){0,8}(?:等着|等等|在等|等下去|继续等|接着等|排着)(?:呢|吧)?",
            r"(?:我(?:的)?)?(?:位置|排队|排位|号)(?:还)?(?:在|保留|有效|算数)(?:着|不在)?(?:吗|么)",
        )
    )
)
_FINISHED = (
    r"(?:吧|就行|就好|就可以|好|算|来|服务|处理|帮我|帮我弄|帮我处理|回答|继续|解决|办|聊|讲){0,8}"
)
_LEAVES = re.compile(
    "|".join(
        (
            r"(?:我)?(?:就|先|还是|不如|那就|那我就|那)?(?:不|不想|不用|不要|不愿意?|别|不必|不需要|懒得)(?:再|在)?(?:等|排队|排|等待)(?:下去|着|人工|客服|人)?",
            r"(?:帮我|给我|麻烦|请|我要|我想|想|要)?(?:取消|退出|结束|撤销|停止)(?:掉|了)?(?:这个|当前|我的)?(?:排队|转人工|转接人工|转接|人工|人工服务|队列|等待|排号)",
            rf"(?:我|[你您](?:们)?)?(?:就|先|还是|那就|那|都|也){{0,8}}(?:不用|不要|不需要|不想|不找|不转|别转|别找|不必|用不着|用不到|不再需要|甭|甭给我|别给我|不叫)(?:再|麻烦|帮我|给我){{0,8}}(?:找|转|转接|要|叫|等|联系|排)?{_WHO}",
            r"(?:我)?(?:还是|那就|那我|那|就|不如)?(?:继续|改)?(?:用|使用|想要|需要|要|叫|来个|换|换回|转|转回|回到?|切回|切换到?|让|找|问|跟)(?:你们?的?|这个)?(?:智能)?(?:机器人|智能助手|智能客服|智能|助手|ai)"
            + _FINISHED,
            r"(?:我)?(?:还是|那|就|那就|那我)?(?:我)?自己(?:弄|处理|解决|搞|操作|办|试)(?:试|一下)?"
            + _FINISHED,
            r"(?:我)?(?:那|那就|就)?(?:还是)?(?:由|让)?(?:你|您)来(?:吧|服务|处理|帮我|弄|办){0,8}(?:机器人|小助手|智能助手|助手)",
            r"(?:给我|帮我|请|我要)?(?:转|换|转回|换回|切换)(?:到|成|给)?(?:你们?的?)?(?:智能)?(?:机器人|智能助手|智能客服)(?:吧|来){0,8}",
            r"(?:我)?(?:还是|那|就|那就)?(?:你|机器人|智能助手)(?:来)?(?:帮我)?(?:处理|解决|办|弄)?(?:就(?:行|好|可以)|吧)",
        )
    )
)


# 不用转了: said while waiting it may mean the people, and is no clear word to go.
_TURNING = re.compile(
    r"(?:我)?(?:再说一[遍次]|都?说了|就|都|也|先|那|还是|那就){0,8}(?:不用|不要|不必|不需要|别|甭|先别|先不|不想|用不着|不)(?:再|给我|帮我|急着|着急){0,8}(?:转|转接|转过去)(?:给我|过去|过来|了){0,8}(?:你说就行|你说)?"
)
_IF_NOT = re.compile(
    r"(?:要是|如果|万一)(?:我)?(?:不想|不愿意?|不打算|不要)?(?:不|再|接着|继续)?(?:转|等|排|找)(?:人工|客服|队|着|下去)?(?:了)?(?:的话)?(?:(?:要|该|得)?(?:怎么|咋|如何)(?:说|弄|办|点|操作|退出?|取消)?|(?:要|该|得)?(?:点|按|去|在)(?:了)?(?:哪里?|哪儿|哪个|什么)(?:按钮)?)|(?:要是|如果|万一)(?:我)?(?:不转|不等|不排|不找)(?:人工|客服|队)?(?:了)?(?:呢|会怎样|会怎么样|的话|行吗|可以吗){0,8}"
)
_FILING = re.compile(
    r"(?:我|就|那|那就|都|也|先|还是|你|你们|你们|你先){0,8}(?:不用|不要|不必|不需要|别|甭|不想|用不着|不|少|(?:又|也|可)?没有?[让叫要]你们?|谁[让叫要]你们?)(?:再|给我|帮我|替我|急着|随便|乱|老){0,8}"
    r"(?:(?:提|建|开|登记|提交|填|上报)(?:了)?(?:什么|啥|个|这个|张|那个)?(?:工单子?|单子?)|提交(?:了|上去)?|提(?:了)?)"
)
# 算了, 取消吧: nothing else is said, so it is the waiting that ends.
_GIVEN_UP = re.compile(
    r"(?:那|就|那就|我|还是|先|都|啊|哎|唉|嗯|哦|好|行|吧|了|啦|[\s,.!~…]){0,8}"
    r"(?:(?:算了|取消|撤销|退出|结束|停止|停|放弃|作罢|罢了|拉倒|不等|不排|不用|不要|不需要|不弄|不办|不找)(?:吧|了|啦|啊|掉|哈|[\s,.!~…]){0,8}){1,8}"
    r"(?:谢谢[你您]?)?[\s,.!~…]*"
)
# 算了, 不要了: the matter as well as the waiting may be meant.
_LET_BE = re.compile(
    r"(?:那|就|那就|我|还是|先|都|啊|哎|唉|嗯|哦|好|行|吧|了|啦|[\s,.!~…]){0,8}"
    r"(?:(?:算了|作罢|罢了|拉倒|不用|不要|不需要|不弄|不办)(?:吧|了|啦|啊|哈|[\s,.!~…]){0,8}){1,8}(?:谢谢[你您]?)?[\s,.!~…]*"
)
_QUEUE = re.compile(
    r"排队|排号|前[面边]?(?:还|现在)?(?:有|排了?|排着)?(?:几|多少)|排着|排到|排第|(?:继续|接着|重新|想|再|又|还在|在|不|别|不用|不要)排(?!除|列)|队列|队伍|第几(?:位|个|号)|(?:多少|几)(?:个|位|名)?人(?:在|正在)(?:排|等)|前[面边头](?:还)?(?:几|多少)|(?:轮|叫|排)到我|到我没|(?:排|轮)(?:到)?(?:了)?(?:吗|没)"
)


_PEOPLE = re.compile("人工|客服|真人|专员|坐席|投诉")
_MONEY = re.compile("转账|转钱|汇款|打钱|转给|转出|[转汇]了|元|块")
_DRAWING = re.compile("提现|提钱|提款|提出来")


def names_people(folded: str) -> bool:
    """Whether a folded text speaks of people to talk to."""
    return _PEOPLE.search(folded) is not None


def names_money(folded: str) -> bool:
    """Whether a folded text speaks of money being sent."""
    return _MONEY.search(folded) is not None


def names_drawing(folded: str) -> bool:
    """Whether a folded text speaks of money being drawn."""
    return _DRAWING.search(folded) is not None


def gives_up(text: str) -> bool:
    """Whether the whole text is a word to end something: 算了, 取消吧. 我想想 ends nothing."""
    return _GIVEN_UP.fullmatch(fold_with_places(text).text.lower()) is not None


def lets_be(text: str) -> bool:
    """Whether the whole text ends something and does not say what: 算了. 不等了 and 取消 do."""
    return _LET_BE.fullmatch(fold_with_places(text).text.lower()) is not None


def refuses_turning(text: str) -> bool:
    """Whether the whole text is a no to being passed on, and does not say to what: 不用转了."""
    return len(text) <= LONGEST and _whole_is(text, _TURNING, besides=_LET_BE)


def refuses_filing(text: str) -> bool:
    """Whether the whole text is a no to filing something, or to drawing money: 不提了."""
    return len(text) <= LONGEST and _whole_is(text, _FILING)


_WANTS_NONE_FILED = re.compile(
    "(?:别|甭|勿|不(?:想|要|用|必|需要|打算)|先不|无需|用不着|光查|只查)(?:急着|给我|帮我|替我|再|去|你们?|先|又){0,8}"
    "(?:(?:开|提交?|建|登记|填|下|生成|弄|搞)(?:个|张|什么|那个|这个|任何){0,8}(?:工单子?|单子?|记录)|(?:往上|上|向上)?报(?:上去|给)|提交(?:上去|什么|$|[,，.。])|登记(?:$|[,，.。]))"
    "|(?:光|只)(?:是|想|要)?(?:查|看|问)(?:一下|下)?[,，]?(?:别|不要|不用|先别)(?:提|报|登记|开|交)"
)


def wants_none_filed(text: str) -> bool:
    """Whether the text says, beside what it tells, that no ticket is wanted: 我不想开单子."""
    return _WANTS_NONE_FILED.search("".join(fold_with_places(text).text.split())) is not None


def _whole_is(text: str, words: re.Pattern[str], besides: re.Pattern[str] = _FILLER) -> bool:
    parts = [part for part in _GAP.split(fold_with_places(text).text.lower()) if part]
    said = [part for part in parts if not (_FILLER.fullmatch(part) or besides.fullmatch(part))]
    return bool(said) and all(
        words.fullmatch(_ENDS.sub("", part)) or words.fullmatch(_ENDS.sub("", _bare(part)))
        for part in said
    )


def _bare(part: str) -> str:
    begun = _FILLER.match(part)
    return part[begun.end() :] if begun else part


def speaks_of_queue(text: str) -> bool:
    """Whether the text asks for the place, or gives one up, by a word that only a queue has: 排第几,
    取消排队.
    """
    return wish_of(text) is not None and _QUEUE.search(fold_with_places(text).text) is not None


def wish_of(text: str) -> Wish | None:
    """What somebody who waits for a human wants of the queue; None where they speak of something
    else. Every part of the message has to be about it.
    """
    if len(text) > LONGEST:
        return None
    folded = fold_with_places(text).text.lower()
    parts = [part for part in _GAP.split(folded) if part]
    heard = [wish for part in parts for wish in _heard(part)]
    wishes = [wish for wish in heard if wish is not _NOTHING]
    if not wishes or None in wishes:
        return None
    if Wish.LEAVE in wishes:
        return Wish.ABOUT_LEAVING if _ASKS.search(folded) else Wish.LEAVE
    return Wish.ABOUT_LEAVING if Wish.ABOUT_LEAVING in wishes else Wish.PLACE


_NOTHING = object()


def _heard(part: str) -> list[object]:
    """What a part wants, or its halves where 了 ends one."""
    whole = _part(part)
    halves = [half for half in _AFTER_END.split(part) if half]
    return [whole] if whole is not None or len(halves) == 1 else [_part(half) for half in halves]


def _part(part: str) -> object:
    """A wish, None for something else, `_NOTHING` for what only stands around."""
    if _FILLER.fullmatch(part) or is_settled(part):  # 我自己找到了，不用排了
        return _NOTHING
    begun = _FILLER.match(part)
    rests = {part, part[begun.end() :] if begun else part}
    for rest in tuple(rests):
        rests.add(_ENDS.sub("", rest))
    for words, wish in ((_PLACE, Wish.PLACE), (_LEAVES, Wish.LEAVE)):
        if any(rest and words.fullmatch(rest) for rest in rests):
            return wish
    if any(
        _TURNING.fullmatch(rest) or _IF_NOT.fullmatch(rest) or _asks_about_leaving(rest)
        for rest in rests
    ):
        return Wish.ABOUT_LEAVING
    return None


def _asks_about_leaving(rest: str) -> bool:
    found = _LEAVES.match(rest)
    return found is not None and bool(_CONSEQUENCE.fullmatch(rest[found.end() :]))


_CONSEQUENCE = re.compile(
    r"(?:了)?(?:的话)?(?:(?:要|得|该)?(?:怎么|咋|如何)(?:说|弄|办|点|操作|取消|退)?|(?:要|该|得)?(?:点|按|去|在)(?:了)?(?:哪里?|哪儿|哪个|什么)(?:按钮|点)?|会怎么样|会怎样|会怎么|怎么样|会有什么影响|有影响吗|可以吗|行吗|行不行|可不可以|会不会重新排|要重新排吗|位置还在吗|呢)"
)
