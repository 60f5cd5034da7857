"""How a customer sounds, by their words and by what has happened to them. It must not know what is
done about it.

The latest mood that somebody shows counts: plain facts in between do not end it, relief and thanks
do. Whoever reports a theft is anxious at least, whatever they say next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from kefu.core.folding import fold_with_places
from kefu.core.handoff import HandoffReason, Mood
from kefu.core.theft_words import reports_theft

PATIENCE: Final = timedelta(minutes=10)
_REMEMBERED: Final = 5
_SENTENCE: Final = 4

_ANGRY: Final = re.compile(
    r"(?<!手机)(?<!清理)(?<!系统)垃圾(?!箱|桶|短信|邮件|信|诈骗|电话|分类|文件|清理|消息)|(?:你们|就是|都是|一群|这)(?:就是|都是|是|个|群)*骗子|(?<!是不是)骗子(?:平台|公司|软件|客服)|黑心|黑店|坑人|坑爹|坑钱|坑蒙"
    r"|(?<!空)气(?:死|疯|炸|人)|火大|发火|愤怒|恼火|忍无可忍|受够了|滚(?:$|蛋|开|吧)|(?:^|[,!。\uff0c\uff01])妈的(?!号|卡|手机|身份|账|养老|退休)|他妈(?!妈)(?!的?(?:卡|号|手机|账|养老))|尼玛|特么|(?<![a-z])(?:tmd|nmsl|cnm|sb|tm的)(?![a-z])"
    r"|傻[逼比x叉]|煞笔|脑残|白痴|智障|弱智|废物|狗屎|狗屁|放屁|什么破|破(?:软件|平台|系统|公司|客服|app)|不要脸|无耻|流氓|强盗|抢钱"
    r"|投诉(?:你|到|走|他们|客服)|要(?:去)?投诉|曝光|起诉(?:你|平台|公司|客服)|(?:要|去|来)起诉|告(?:你们|死|到)|法院见|等着?.{0,3}律师函|(?:让|找|请)律师(?:告|起诉)"
    r"|(?:打|投诉|拨|找|去|到|给|走)\w{0,3}(?:12315|12345|消协|银保监|银监|工信部|媒体|记者)|(?:12315|12345|银保监会?|消协)(?:投诉|见|告)|黑猫|上媒体"
    r"|还我(?:的)?血汗钱|(?:^|[,!。\uff0c\uff01]|快|赶紧|马上)(?:把钱)?还我(?:的)?钱|把钱还(?:给)?我|有病(?!毒|历|假|人|在|住|看)|耍(?:我|人|猴)|当猴|太过分|欺人|欺负|[想我]骂人|(?:跟你|不然|这事).{0,3}没完|(?:叫|让)?你们(?:的)?(?:领导|经理|老板)(?:出来|来|呢)|叫你们(?:的)?(?:领导|经理|老板|主管)|再也不用|去你的(?!卡|账|手机)"
    "|吸血|去死|死全家|我(?:日(?!常|期|后|程)|操(?!作|办|心)|靠(?=$|[,!。\uff0c\uff01])|艹)|[草艹]你|(?<![周每今当节休工])日你(?!们)|草泥马|挂(?:到)?网上(?!卖)|(?:发|上|挂)(?:到)?(?:微博|抖音|小红书|朋友圈|网)(?:上)?(?:曝光|去|让大家|评理)|抢劫|土匪|气得|气到|怒了|王八|混蛋|混账|畜生|人渣|败类"
    "|骗钱|割韭菜|吃相|霸王条款|欺骗消费|敲诈|勒索|不得好死|迟早倒闭|没良心|良心被|讨(?:个)?说法|给我等着|吃官司|举报(?:你们|你)|[还不]要脸|(?:^|[,!\uff0c\uff01])骗子(?:$|[,!\uff0c\uff01])"
    "|狗(?:东西|公司|平台|客服|日)|老子|(?:快|马上|你们|给我|立刻|^|[!\uff01])还钱(?=$|[,!。\uff0c\uff01])|给(?:我|老子)退钱|热搜|想钱想疯|关门大?吉?为止|无良|饭桶|艹|蠢货|猪脑|恶心|可恶|可恨|卑鄙|缺德"
    "|丧尽|没人性|冷血|辣鸡|抓你们|王法|天理|骗人的?(?:公司|平台|把戏)|流氓软件|想骂"
    r"|(?<![a-z])(?:scammers?|bullshit|fuck\w*|shit|damn|idiots?|ridiculous|sue you)(?![a-z])"
)
_AFRAID: Final = re.compile(
    "害怕|(?:好|很|真的|有点|太|挺|非常)怕|怕怕|(?:我|心里?)怕(?=$|[,!。\uff0c\uff01了死极]|他们|被|出事|信息)|怕信息|吓(?:死|坏|人|一跳|到|得|哭|傻)|恐[怖惧慌]|(?<!不)慌(?!称)|不敢(?:动|点|接|看|睡|出门|开|相信|说话|想|$)|[发在]抖(?!音|店)|抖得|睡不着|不安(?!全)"
    "|提心吊胆|担惊受怕|发毛|整晚没睡|一夜没睡|心里没底|被盯上|跟踪我|人身安全|冷汗|心都?凉|后怕|惊恐|惊慌|毛骨悚然|胆战心惊|瘆|威胁我|要抓我|(?:会不会|要|怕)(?:被)?(?:抓去|抓)?坐牢|心神不宁|没了魂|心跳|(?:很|好|特别|非常|太|这么)紧张|(?:^|我|想|快|要|都)哭|绝望|想死|不想活|活不下去|(?:我|快|要|都|人|到|心态|情绪)崩溃"
    r"|(?<![a-z])(?:scared|afraid|terrified|frightened|panic\w*)(?![a-z])"
)
_ANXIOUS: Final = re.compile(
    "(?<!不)(?<!别)(?<!不用)(?<!不着)(?<![紧应特加火着])急(?!速|诊|救|什么|支)|(?<!不)(?<!不用)(?<!别)着急|焦[急虑]|如焚|(?<!加)紧急(?!联系|电话)"
    r"|(?:^|这|现在|该|可)怎么办|怎么办[啊呀呢]|(?:钱|没了|丢了|没有了).{0,4}(?:怎么|咋)办|(?:这可?|该|可|现在)咋[办整]|(?:没|丢|急|完).{0,6}咋[办整]|咋[办整][啊呀]|如何是好|快(?:点|一点|些|想|帮|给|处理|冻|查|来)|赶紧|赶快|尽快|立刻"
    "|救命|救救|求(?:你|您|求)|拜托|等着.{0,6}(?:用|交|还|付)|在线等|等不了|来不及|要逾期|会逾期|担心|十万火急|不翼而飞|等钱|一定要.{0,4}到账|快.{0,2}(?:停|拦)|拦(?:住|下|一下)|火烧眉毛|(?:帮我|给我|求|能不能|麻烦.{0,4}|能)加急|加急(?:处理|一下)|求助|求救|优先处理|很赶|赶时间|马上(?:把|给|帮|处理|冻|退)|有没有办法.{0,4}(?:马上|追|救|快)|我的天|天[啊哪呐]|催[着我债缴交]|谁把我|追得?回来|追回来?吗|怎么会这样|糟了|完蛋|(?:^|[,\uff0c])(?:完了|惨了)|要命|人命|病危|手术|住院|还在(?:刷|转|扣|花)|揭不开锅|没钱(?:吃|看|交)"
    r"|(?<![a-z])(?:urgent\w*|hurry|asap|worried|please help|help please|help(?=,))(?![a-z])"
)
_DISSATISFIED: Final = re.compile(
    "不满|差评|(?:太|真|好|很|这么|非常)(?:差|慢|烂|难用|麻烦|低|笨|蠢|失望)|难用|失望|无语|服了|呵呵|敷衍|糊弄|忽悠|没人(?:管|理|回|处理|接)|不(?:理|管)(?:我|人)"
    "|推卸|推脱|推来推去|踢皮球|答非所问|听不懂|没用(?!过|到|完|的|要)|没.{0,2}解决|解决不了|白等|浪费.{0,3}时间|态度|乱扣|多扣|凭什么|离谱|搞什么|给个说法"
    "|醉了|[一两三个几]+(?:礼拜|星期|月)了|说好.{0,12}(?:呢|的)(?=$|[,?!。\uff0c\uff01\uff1f])|说话不算|言而无信|不算话|等了又等|没有?一个人|一点.{0,3}用都?没|烦(?:死|不烦|人|透|得很)|好烦|真够|不靠谱|不负责|没诚意|不作为"
    "|拖(?:延|着|到|了)|不闻不问|没下文|没动静|石沉大海|催了|糟糕|什么玩意|这叫什么|什么服务|不合理|不公平|不讲理|死循环|转来转去|绕来绕去|来来回回|打不通|(?:小时|分钟|钟头)了还|还没人|一回事|也不(?:退|给|管|处理|回)|花儿都谢|又是机器人|来个真人|[一半]个?[月年]吗|复制粘贴|每[次回]都|这么难|形同虚设|一会儿?.{1,8}一会儿?|没耐心|不耐烦|老是|老说|总[是说让]|怎么又|不是说.{0,10}吗|第几次|在说什么|车轱辘|套话|官话|打太极|应付|走过场|摆设"
    "|还要(?:多久|等)|猴年马月|没完没了|没个准|过分|憋屈|委屈|心寒|寒心|失职|拉胯|退步"
    r"|又(?:失败|不行|错|没|要|让|来|提示|说|扣)|还是(?:不|没|失败|这样|一样|登|打|老)|第[二三四五六七八九十2-9]次|[好几]几?[次遍]了|(?:试|说|打|问|讲)了.{0,3}[三四五六七八九十几多好\d]+[次遍]"
    r"|等了.{0,8}(?:分钟|小时|钟头|天|周|半天|久)|等(?:这么|那么|好|很|太|了很|了好)久|半天了|都.{0,4}[天周月]了|(?:怎么|为什么|到现在|都)还[没不]|一直(?:没人|没回|没处理|没到|没解决|没收|不给|不让|让|等)"
    "|到底(?:什么时候|要|能不能|给不给|有没有|怎么回事|管不管|还|可以吗|行不行)|昨天.{0,10}今天又|扣了(?:我)?[两三2-9]次|^[?\uff1f]{3,}"
    r"|(?<![a-z])(?:disappoint\w*|taking too long|still (?:not|no)|unacceptable|terrible|useless)(?![a-z])"
)
_THANKS: Final = re.compile(
    r"谢谢|感谢|多谢|谢啦|(?<!都)谢了|太好了|辛苦|好评|五星|点赞|真棒|给力|不错|放心了|安心了|(?<!不)(?<!不太)满意|(?<![a-z])(?:thanks|thank you|thx)(?![a-z])"
)
# 谢谢 at the end of a request is courtesy.
_ASKS: Final = re.compile(
    "(?<!感)请|麻烦|帮我(?!解决了|弄好|大忙)|帮忙查|吗|怎么|能不能|多少|[?\uff1f]|什么"
)
_RELIEVED: Final = re.compile(
    "(?:可以|好|解决|到账|收到|登上|弄好)了(?!吗|没|么)|明白了|知道了|懂了|没事|不急|不着急|慢慢来|原来如此"
)
_STRONGEST_FIRST: Final = (
    (Mood.AGITATED, _ANGRY),
    (Mood.AFRAID, _AFRAID),
    (Mood.ANXIOUS, _ANXIOUS),
    (Mood.DISSATISFIED, _DISSATISFIED),
)
_BLANK: Final = re.compile(r"(?<![a-z])\s+|\s+(?![a-z])")
_BY_REASON: Final = {
    HandoffReason.DANGER: Mood.AFRAID,
    HandoffReason.THEFT: Mood.ANXIOUS,
    HandoffReason.ANGER: Mood.AGITATED,
    HandoffReason.COMPLAINT: Mood.DISSATISFIED,
    HandoffReason.REPEATED_MISUNDERSTANDING: Mood.DISSATISFIED,
}


def mood_of(words: Sequence[str], reason: HandoffReason | None = None) -> Mood:
    """The mood of somebody who said all this, one message after another, and whom people were
    called for because of `reason`.
    """
    mood = _BY_REASON.get(reason, Mood.CALM) if reason else Mood.CALM
    for number, text in enumerate(words):
        heard = heard_in(text)
        if heard is None and _is_repeated(text, words[max(0, number - _REMEMBERED) : number]):
            heard = Mood.DISSATISFIED
        mood = heard or mood
    stolen = reason is HandoffReason.THEFT or any(map(reports_theft, words))
    return at_least_anxious(mood) if stolen else mood


def heard_in(text: str) -> Mood | None:
    """What a message sounds like; None where it tells plain facts."""
    plain = _BLANK.sub("", fold_with_places(text).text.lower())
    for mood, words in _STRONGEST_FIRST:
        if words.search(plain):
            return mood
    if reports_theft(text):
        return Mood.ANXIOUS
    if _THANKS.search(plain) and not _ASKS.search(plain):
        return Mood.GRATEFUL
    return Mood.CALM if _RELIEVED.search(plain) else None


def at_least_anxious(mood: Mood) -> Mood:
    """The mood of somebody whose money or account was stolen."""
    return mood if mood in {Mood.ANXIOUS, Mood.AFRAID, Mood.AGITATED} else Mood.ANXIOUS


def having_waited(mood: Mood, waited: timedelta) -> Mood:
    """The mood of somebody who has been kept waiting for so long."""
    patient = mood not in {Mood.CALM, Mood.GRATEFUL} or waited < PATIENCE
    return mood if patient else Mood.DISSATISFIED


def _is_repeated(text: str, earlier: Sequence[str]) -> bool:
    """Whether somebody has to say the same again."""
    return len(text) >= _SENTENCE and text in earlier
