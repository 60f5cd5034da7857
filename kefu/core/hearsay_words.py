"""The words by which somebody speaks of a theft that is none of theirs now: another's, one that is
past and settled, one that nearly happened, one that might, one that was none.

Errs towards a theft: what is gone now, or was given away, is one in whatever words it stands. It
must not know what is answered.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.explained_words import family_claims, finds_family, was_only_feared
from kefu.core.folding import fold_with_places, squeezed
from kefu.core.nothing_taken_words import nothing_taken


class Hearsay(StrEnum):
    """What is spoken of."""

    OTHERS = "others"
    """我朋友的钱包被盗过: a stranger to the conversation."""
    PAST = "past"
    """去年被盗过一次,已经处理好了."""
    NEARLY = "nearly"
    """差点就被骗了,还好没转."""
    SUPPOSED = "supposed"
    """万一账号被盗了你们管不管."""
    FEARED = "feared"
    """我怕我的钱被偷, 总觉得有人动我钱包: a fear, and nothing that happened."""
    NOTHING = "nothing"
    """钱是我借给表弟的, 做梦钱被偷光了, 老公说他买的: nobody took anything."""
    SIGHED = "sighed"
    """现在骗子真多: of the world, and of nothing that happened."""


# One of these stands in all of them, in either script.
_UNFOLDED: Final = re.compile("[盗盜骗騙偷丢丟转轉刷当當没沒道登扣清]")
_THEFT: Final = re.compile(
    "(?:账户|账号|号)[被遭](?:人|别人)?登|盗|骗|偷|上过?当|中招|着了?道|[转刷划][走光]|[乱盗]扣|清[空光零]|(?:钱|余额|零钱).{0,5}(?:没了|不见|没$)|(?:手机|sim卡|电话卡).{0,3}(?:丢|不见|被抢)"
)
_COUNT: Final = r"(?:\d|[一二两三四五六七八九十几半]+[百千万块])"
_ACQUAINTANCE: Final = "(?<!朋友)(?<!同事)(?<!同学)(?<!室友)(?<!邻居)(?<!闺蜜)(?<!哥们)"
_FRIEND: Final = "(?:朋友|同事|同学|室友|邻居|闺蜜|哥们|老公|老婆|家人)"
_THEM: Final = "(?:他们?|她|对方|骗子|人家|那人)"
_KEYS: Final = "(?:验证码|密码|身份证|银行卡号?|卡号|信息)"
_NOW: Final = re.compile(
    "|".join(
        (
            # the speaker's own money is gone
            "(?:盗|骗|偷|转|刷|划|花|动|登[录陆]?|用)(?:刷|走|用|取|光|号|掉)?(?:着|了)?我(?:的|们的)?(?:账|钱|卡|号|微|支|零|余|手机)",
            f"[骗偷](?:了|走了?)我|骗我{_COUNT}|(?:转走|刷走|刷了|花了|拿走|盗了|盗走|划走)了?我|[把将]我(?:的|钱|账|卡|微|支|零|余)",
            f"{_ACQUAINTANCE}我(?:的)?(?:钱|账[户号]|卡|钱包|微信|余额|零钱)(?:里)?(?:的)?(?:钱)?(?:也|都|刚|现在|今天|又){{0,8}}(?:少|没|不见|空|被(?!.{{0,6}}过))",
            f"(?:钱|余额)(?:就|都|已经|真的?|全|也){{1,8}}(?:没了|不见了|少了)|(?:少|没|丢|损失)了?{_COUNT}",
            "我(?:跟|和|与|同)[^,。!?]{1,10}(?:都|一起|也|全)[^,。!?]{0,3}[被遭]",
            f"我(?:也|又|自己)(?:刚|都|同样|差不多){{0,8}}[被遭]|我(?:跟|和|与|同)(?:我)?(?:的)?(?:几个)?{_FRIEND}.{{0,6}}(?:都|一起|也|全)",
            # or they acted on it, or gave something away
            f"(?<![让叫要])(?:也|又|刚|已经|都|就|才|只|我)(?:给{_THEM})?[转汇打付充](?:账|过去|出去|走)?了|(?:刚|已经|都|我)[转汇打付](?:{_COUNT}|过去|出去)",
            f"(?<!没)[转汇打付]了{_COUNT}|(?<![没不差])(?<!没有)(?:给了{_THEM}|(?:告诉|发给|报给)了?{_THEM}了)|骗(?:走|了|去)(?:我的?)?{_KEYS}",
            f"{_KEYS}(?:都|也|已经|刚|被|我){{0,8}}(?:给|发|告诉|说|填|输|报)(?:了|过去|出去|{_THEM})|(?<!没)(?:点|扫|下载|装|填|输)了?(?:他|她|那个)?(?:的)?(?:链接|软件)了|链接(?:我|也|都|已经){{0,8}}点(?:了|开了)",
            "(?:现在|刚刚?|刚才|今天|才)才?(?:发现|知道|看到)|又(?:被|少|一次|丢)|再次|这次|这回|还没(?:追|解决|处理|找|退|给)|没(?:有)?(?:追回|解决|处理|找回|退|拿回)|至今|到现在|一直没",
            # somebody who helps them on the spot
            "在(?:我)?(?:旁边|身边|边上)|(?:我|替|来)(?:帮|替|代)(?:他|她|老)|帮(?:他|她)(?:弄|办|处理|登记|操作)|(?:他|她)不会(?:用|弄|操作)",
        )
    )
)
# What is only supposed, or only nearly happened, is left out before 我刚转了五千 is looked for.
_UNREAL: Final = re.compile(
    "(?:要是|如果|万一|假[如使设]|一旦|倘若|若是)[^,。!?]*?(?:[被遭][^,。!?]*?(?:盗|骗|偷|转|刷)[号刷走光]?了?(?:钱|账)?|(?=怎么|咋|能|会|你们|该|找谁|[,。!?]|$))"
    "|(?:差一?点儿?|险些)(?!没)[^,。!?]*|[^,。!?]*(?<!骗子)(?<!他)(?<!对方)(?<!她)的话|(?:会不会|不会)(?:也|再|又|是){0,8}被[^,。!?了]*(?=[吧?]|$)|会不会(?:也|再)?被[^,。!?]*"
)
_OTHER: Final = (
    "(?:朋友|同事|同学|室友|舍友|邻居|闺蜜|闺密|哥们|姐们|发小|网友|好友|老乡|战友|客户|房东|老板|领导|亲戚|主播|博主|网红|up主|明星|粉丝|街坊|同桌|表[哥姐弟妹]|堂[哥姐弟妹]|隔壁(?:老?[\u4e00-\u9fff])?"
    "|熟人|(?:楼[上下]|对门|对面|隔壁|村里|小区(?:里)?)(?:的)?[^,\uff0c。!?我]{0,3}(?:阿姨|大[爷妈叔婶姐哥]|奶奶|爷爷|叔|婶|邻居)|(?:小区|村子?|单位|公司|学校|厂|楼|班|院|街|老家|身边|周围|附近)(?:里面?|上|下|边|那边|这边)?(?:的)?(?:有)?(?:好|那|一)?[几多些两三四五六七八九十个]{1,3}(?:位|名)?(?:老)?(?:人|头儿?|太太?|大爷|大妈|大叔|阿姨|奶奶|爷爷|同学|同事|学生|住户|业主|邻居)|(?<!告诉)(?<!告诉过)(?<!给)(?<!给过)(?<![跟和对])(?<!让)别人家?|(?<!老)人家|认识的人|有个?人|有(?:些|的)?用户|(?:其他|别的)(?:人|用户|客户)|网上|新闻|群里|朋友圈(?:里)?(?:有人)?|抖音|好多人|很多人|视频里|听说|据说|听人说|看到有)"
)
_OTHERS: Final = re.compile(
    f"{_OTHER}(?!(?:们)?(?:正|一直|老){{0,8}}(?:在)?(?:用我|拿我|偷|骗|盗|转|刷|把|登|动|花|取|让我|叫我|给我))[^我]{{0,16}}?"
    "(?:[被遭让叫给](?!我).{0,6}?(?:盗|骗|偷|转走|刷|坑|[乱盗]扣|清空)|(?:盗|骗|偷)(?:号|刷|过|了|光|走)|(?:账户|账号|号)[被遭](?:人|别人)?登|上当|丢了?手机|手机丢|钱.{0,5}(?:没了|不见|没$))"
)
# 刷到个视频，讲一个人钱包里八万被转光: in the news, and of nobody who is known.
_MEDIA: Final = (
    "(?:(?:刷|看|听|读)(?:到|了|见|过)?(?:的)?(?:一|有|这|那)?(?:个|条|段|篇|则|部)?[^,\uff0c。!?我]{0,6}?(?:视频|新闻|抖音|快手|微博|小红书|头条|公众号|朋友圈|热搜|帖子|文章|报道|推送|电影|电视剧?|小说|故事|节目)"
    "|(?:新闻|报纸|电视|短视频|公众号|朋友圈|热搜|广播|普法栏目)(?:上|里)?(?:说|讲|报|演|播|看到))"
)
_SOMEBODY: Final = (
    "(?:(?:一?个|一?位|那个?|有个?|某)(?:[^,\uff0c。!?我你]{0,4}?)(?:人|大[爷妈叔姐哥]|老(?:人|太太?|头|奶奶|爷爷)|阿姨|女[的生孩]|男[的生孩]|小伙子?|姑娘|学生|博主|宝妈|网友|明星)"
    "|有(?:的)?人|人家|别人|老人|大[爷妈]|大学生|受害人|男子|女子|[男女](?:主角?|主人公|二号?|配角?)|主角|好多人|很多人)"
)
_IN_MEDIA: Final = re.compile(
    f"{_MEDIA}[^我]{{0,10}}?{_SOMEBODY}[^我]{{0,16}}?(?:盗|骗|偷|[转刷划卷](?:走|光|没|空)|清[空光零]|上当|(?:钱|余额|手机).{{0,4}}(?:没了|不见|丢))[^,\uff0c。!?我]{{0,10}}"
)
# 我的也没了, behind what the news said
_ME_TOO: Final = re.compile(
    "我(?!没|不|怕|担心)[^,\uff0c。没怕]{0,8}?(?:没了|不见|丢|少了|被|盗|转走|刷走|偷)"
)
# 骗子短信天天发，都删了: of what came, nothing was done but to throw it away.
_THROWN_AWAY: Final = re.compile(
    "(?:骗子|诈骗|骗人的?|假冒?的?)(?:的|发的?|打的?){0,8}(?:短信|电话|信息|邮件|消息|来电|链接|号码?)[^转付给汇]{0,14}?(?:(?:全|都|统统|一律|直接|马上|立刻|就|顺手|把[它他]|给){1,8}(?:删|挂|拉黑|屏蔽|拦截|举报|不理|没理|无视|不接|没接)|没理|不理|拉黑|屏蔽)(?:了|掉|完)?"
)
# 一看就是骗子，我删了: seen through before anything was done.
_SEEN_THROUGH: Final = re.compile(
    "一(?:看|听|眼|瞅|瞧|接)(?:起来|上去)?(?:就|便)(?:知道|晓得|看出来?|听出来?|觉得|明白)?(?:肯定|应该|又)?(?:是|像)(?:个|条|那种)?(?:骗|诈骗|假|冒充)"
    "|(?:识破|看穿|看破|拆穿)了?(?:[他她]|骗子|对方)?"
    "|(?:骗子|诈骗|冒充|骗)[^转付给汇]{0,16}?(?:(?:我)?(?:就|直接|马上|立[刻马即]|赶紧|果断|给){1,4}(?:挂|删|拉黑|举报)(?:断|掉|除)?了|没(?:搭)?理(?:他|她|它)?)"
)
# 刚才被骗了一千,我朋友也被骗了
_OF_ONES_OWN: Final = re.compile("[被遭].{0,6}(?:盗|骗|偷|转走|刷)|盗刷|上当")
_LONG_AGO: Final = re.compile(
    "去年|前年|大前年|(?:几|好多|好几|多|\\d|[一二两三四五])年前|以前|之前|早年|曾经?|上次|上回|那年|那次|当年|当时|半年前|好久以前|很久以前|前阵子|前段时间|上个?月|过去"
)
_ONCE: Final = re.compile(
    "[盗骗偷](?:刷|号|走|窃)?过|上过当|(?:盗|骗|偷)(?:刷|号)?(?:了)?(?:一|两|几)[次回]"
)
_SETTLED: Final = re.compile(
    "(?:已经|早就?|都|后来|最后|警察|你们|你|客服|现在|全|也){1,8}(?:就|都|给|帮我|帮忙|已经){0,8}(?:(?:处理|解决)(?:好|完|掉|清|了(?![吗没么]))|追回|找回|退回|要回|赔|结案)"
    "|(?:找|追|要)回来?了|(?:事情?|早就?)(?:都)?过去了|没事了"
)
_THANKS_TO_US: Final = re.compile("是(?:你们|客服)(?:帮|给|处理|解决|冻)")
_STILL_ASKED: Final = re.compile("[吗么?]|没有?$|什么时候|多久|怎么还")
_ALMOST: Final = re.compile(
    "(?:差一?点儿?|险些)(?!没)(?:就|把|给|被|又|上|中|信|转|点|让|进|着|真|输|填|说)"
)
_FOILED: Final = re.compile(
    "没(?:有)?(?:真的?)?(?:上当|受骗|被骗|中招|信|理|搭理|损失)|没(?:有)?(?:转(?!走)|给|点(?!过)|告诉|说|回|接|照做)"
)
_ROBBED: Final = re.compile(
    "(?<!没)(?<!没有)(?:[被遭].{0,4}(?:盗|偷|转|刷|划|花)|[让叫](?:人|别人|谁)[^,]{0,4}(?:盗|偷|转|刷|划|花)|盗刷|钱.{0,4}(?:没了|不见|空|少))"
)
_SUPPOSED: Final = re.compile(
    "要是|如果|万一|假[如使设]|一旦|倘若|若是|(?<!骗子)(?<!他)(?<!对方)(?<!她)的话|会不会(?:也|再)?被|不会(?:也|再|又|是){0,8}被[^,。!?了]{1,6}(?:吧|$)|哪一?天"
)


# 唉现在的骗子啊，手段真多; with any word of one's own it is more than a sigh.
_SIGHED: Final = re.compile(
    "(?:[唉哎嗯哦噢啊呀,\uff0c。.!~…]|好的?|行|是啊|对啊?|原来|果然|现在|如今|最近|这年头|这个?世道|这社会|真是|真|的|就是|感觉|怎么|都|到处|全|这些|这种|那些|网上|外面){0,8}"
    "(?:骗子|诈骗(?:犯|分子|的)?|骗术|骗局|小偷|坏人|黑客)(?:们)?"
    "(?:[,\uff0c啊呀]|的|手段|花样|套路|手法|技术|都|是|就|也|又|到处|真的?|可真|实在|太|好|这么|那么|越来越|特别|非常|很|挺|叫人|让人|简直){0,8}"
    "(?:多|猖(?:狂|獗)|可恶|可恨|可怕|缺德|该死|厉害|狡猾|高明|嚣张|坏|讨厌|烦人?|恶心|吓人|恐怖|防不胜防|防不住|无孔不入|层出不穷|花样百出|都是|不得好死|没良心|泛滥)(?:了|啊|呀|啦|的|呢|得很|吧|[,\uff0c。.!~…]){0,8}"
)


def _is_sigh(text: str) -> bool:
    return _SIGHED.fullmatch(squeezed(text)) is not None


_UNFOLDED_FEAR: Final = re.compile("怕|担心|擔心|总|總|老|一直|不[会會]")
_FEAR: Final = re.compile(
    "(?<!恐)(?<!就)(?:怕|担心|害怕)(?!是|我是)[^,\uff0c。!?了过]*?(?:[被遭让](?:人|别人|谁|坏人)?(?:给)?(?:盗|偷|骗|刷|转走|黑|动)(?:走|用|刷|号|取)?|(?:有人|别人|坏人|小偷|骗子)[^,\uff0c。!?了过]{0,6}?(?:盗|偷|动|转|刷)[^,\uff0c。!?了过]{0,6})(?![了过])"
    "|(?<!怎么)(?<!干嘛)不会(?:真的?|是|已经|也|又){0,3}(?:有人|被人|被|别人)[^,\uff0c。!?了过]{0,6}?(?:偷|盗|动|转走|刷)[^,\uff0c。!?了过]{0,6}吧"
    "|(?:总|老|一直)(?:是|在)?(?:觉得|感觉|疑心|怀疑|担心|怕)(?:好像)?(?:有人|别人|谁)(?:在|要|会|想|偷偷){0,8}(?:动|看|碰|翻|偷看|用|进|盯着?)[^,\uff0c。!?]{0,8}"
)
# Beside one of these a fear has a ground.
_GROUND: Final = re.compile(
    "盗|骗|偷|转走|刷走|少|没了|不见|丢|验证码|密码|链接|二维码|屏幕|远程|短信|电话|登[录陆]|陌生|身份证|扫|异常|收到|通知|提示|扣|消费|支出|[转花刷取]了|冻|锁|停"
)
_UNHARMED: Final = re.compile("没(?:有)?(?:真的?)?(?:少|丢|被|动)|睡")


# 我老公非说我被骗了，其实没有
_SAID_BY_THEM: Final = re.compile(
    "(?:非说|硬说|老说|总说|都说|偏说|以为|说)我(?:是|又|肯定)?被(?:人)?(?:骗|盗|偷)了?[,\uff0c]?(?:但是?|可是?|不过)?(?:其实|根本|压根|真的?|我)?(?:我)?(?:并|根本|压根)?(?:没有?(?:$|[,\uff0c。!]|被|这回事|的事)|不是(?!我|俺|本人|自己))"
)


# 可能是我同事刷的我手机: small, and by people who are known.
_PERHAPS_THEIRS: Final = re.compile(
    rf"^(?!.*(?:盗|骗|偷|抢|转走|少了|没了|丢|[百千万]|\d{{3}}|怎么办|咋办|[吗么?])).*?(?:可能|应该|大概|也许|估计|好像|想起来)(?:就|还)?是(?:我|俺)(?:家|的|那个?){{0,2}}(?:{_FRIEND}|儿子|女儿|闺女|孩子|[爸妈]|弟弟?|妹妹?|哥哥?|姐姐?|室友|舍友)(?:们)?(?:刚才|昨天|昨晚|自己|不小心|拿|用|着|我|的|手机|号){{0,8}}(?:刷|买|点|付|花|下单|充|玩)(?!走|光|空)"
)

# 登录记录里有个外地的，好像是我上周出差: explained by oneself.
_PERHAPS_MINE: Final = re.compile(
    "^(?!.*(?:盗|骗|偷|抢|转走|少了|没了|丢|怎么办|咋办|[吗么?])).*?(?:可能|应该|大概|估计|好像|想起来|哦|噢)[,\uff0c]?(?:就|还)?是我(?:自己)?(?:上个?[周月]|上次|昨[天晚]|前天|那天|之前|当时|[前这]几天|自己){0,4}(?:出差|出门|旅游|旅行|在外地|在那|回老家|登[录陆]?|换(?:了)?手机|用(?:的)?平板)"
)
# 密码我也没告诉过谁: kept to oneself.
_KEPT: Final = re.compile(
    "(?:我|的|我的|密码|验证码|支付密码|登录密码|也|都|从来|可|一直|就|又){1,8}(?:没(?:有)?|不)(?:给|告诉|跟|和|对|透露给)(?:过)?(?:任何人|别人|谁|人|外人|[他她])(?:说|讲)?(?:过)?(?:啊|呀|的)?"
)


def _is_nothing(text: str) -> bool:
    folded = squeezed(text)
    told = (
        _SAID_BY_THEM.search(folded)
        or _PERHAPS_THEIRS.search(folded)
        or _PERHAPS_MINE.search(folded)
    )
    told = told or _KEPT.fullmatch(folded.rstrip("。.!！~"))
    if nothing_taken(text) or told is not None:
        return True
    return family_claims(text) or finds_family(text) or was_only_feared(text)


def _is_fear(text: str) -> bool:
    if not _UNFOLDED_FEAR.search(text):
        return False
    folded = ",".join(fold_with_places(text).text.lower().split())
    rest = _FEAR.sub("", folded)
    return rest != folded and _GROUND.search(_UNHARMED.sub("", rest)) is None


def hearsay_in(text: str) -> Hearsay | None:
    """What the text speaks of when it is no theft that must be dealt with; None when it is one, or
    no theft is spoken of.
    """
    if _is_nothing(text) or _is_fear(text):
        return Hearsay.NOTHING if _is_nothing(text) else Hearsay.FEARED
    if not _UNFOLDED.search(text):
        return None
    if _is_sigh(text):
        return Hearsay.SIGHED
    folded = ",".join(fold_with_places(text).text.lower().split())
    real = _IN_MEDIA.sub("", _UNREAL.sub("", folded))
    if not _THEFT.search(folded) or _NOW.search(real):
        return None
    if _tells_of_others(folded):
        return None if _tells_of_me(folded, real) else Hearsay.OTHERS
    if _THROWN_AWAY.search(folded) and not _ROBBED.search(real):
        return Hearsay.NEARLY
    if not _ROBBED.search(real):
        if _SUPPOSED.search(folded):
            return Hearsay.SUPPOSED
        if any(words.search(folded) for words in (_ALMOST, _FOILED, _SEEN_THROUGH)):
            return Hearsay.NEARLY
    return Hearsay.PAST if _is_past(folded) else None


def _tells_of_others(folded: str) -> bool:
    return _OTHERS.search(folded) is not None or _IN_MEDIA.search(folded) is not None


def _tells_of_me(folded: str, real: str) -> bool:
    """Whether the speaker tells of themselves beside the others: 我的也没了."""
    if _IN_MEDIA.search(folded) and _ME_TOO.search(real):
        return True
    others = _OTHERS.search(folded)
    if others is None:
        return False
    before = _OF_ONES_OWN.search(folded, 0, others.start())
    return before is not None or _ME_TOO.search(folded, others.end()) is not None


def _is_past(folded: str) -> bool:
    if _STILL_ASKED.search(folded):
        return False
    long_ago = _LONG_AGO.search(folded) is not None
    once = _ONCE.search(folded) or _THANKS_TO_US.search(folded)
    return _SETTLED.search(folded) is not None or (long_ago and once is not None)


_BROKEN_OFF: Final = re.compile(
    "(?:[嗯哦噢好行对啊]|我|就|也|都|当场|直接|马上|立[刻马即]|赶紧|果断|已经|后来|把|电话|短信|链接|给|[他她它]|对方|号码|,){0,8}(?:挂|删|拉黑|屏蔽)(?:断|掉|除)?(?:了)(?:的|啊|呀|哈|[他她它])?"
    "|(?:我|也|都|就|压根|根本|,){0,8}没(?:有)?(?:搭)?(?:理|信|上当|点|回)(?:[他她它]|对方)?(?:的|了|啊|哈)?"
)


def breaks_off(text: str) -> bool:
    """Whether the whole text says that a swindler was hung up on, or not listened to: 我直接挂了."""
    return _BROKEN_OFF.fullmatch(squeezed(text).rstrip("。.!！~")) is not None


_KNOWN: Final = re.compile(
    "(?:[盗骗]了?|盗刷|盗号|丢钱|冻结)的?[那这](?:个|件|次|起)?(?:事|案)"
    "|(?:上次|上回|之前|先前|昨[天晚]|前天|前几天|上午|早上|刚才|那个|这个|我的?)(?:我)?(?:报|登记|提交|说)?(?:了|过)?的?(?:那|这)?(?:个|起|件)?案(?:子|件|$)"
    "|(?:上次|上回|之前|昨[天晚]|前天|前几天)(?:我)?(?:报|登记|说)(?:了|过)?的?(?:那个|那件|那次)?(?:被?盗)"
)
_ANOTHER_TIME: Final = re.compile("又(?!怎么|是)|再[一次被]|另外|另一|新的|还在[转扣刷]")


def speaks_of_known_case(text: str) -> bool:
    """Whether the text comes back to a theft that was reported before: 账户被盗那个事."""
    folded = squeezed(text)
    return _KNOWN.search(folded) is not None and _ANOTHER_TIME.search(folded) is None


_AFTERWARDS: Final = re.compile(
    "赔|管|追|负责|找谁|怎么?办|咋[办整弄]|怎么(?:处理|弄|做|联系|申请|举报)|冻|回来|撤回|该做|该怎么|先(?:干|做)(?:嘛|啥|什么)|第一步|挽|帮|丢了|没了|来得及"
)
_PREVENTED: Final = re.compile("防|注意|避免|平时|小心|才(?:安全|不)|安全吗|保险|要不要关|要关")


def asks_what_would_be_done(text: str) -> bool:
    """Whether the text asks what is done once it has happened."""
    return not asks_to_prevent(text) and _AFTERWARDS.search(fold_with_places(text).text) is not None


def asks_to_prevent(text: str) -> bool:
    """Whether the text asks how to keep it from happening."""
    return _PREVENTED.search(fold_with_places(text).text) is not None
