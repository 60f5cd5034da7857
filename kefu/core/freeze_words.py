"""How a freeze is spoken of: wished for, refused, put off, asked about, or meant for others.

Only a plain wish is consent, and only where the question stands: what is no clear yes is none. It
must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.asking_home_words import asks_at_home
from kefu.core.folding import fold_with_places, squeezed


class Freezing(StrEnum):
    """What a sentence says of a freeze."""

    WANTED = "wanted"
    """好吧那就冻, 麻烦帮我冻一下."""
    WANTED_PERHAPS = "wanted_perhaps"
    """可以先冻结吗: a wish in the form of a question, to be confirmed."""
    ASKED_ABOUT = "asked_about"
    """冻结收费吗, 冻结了还能收钱吗."""
    REFUSED = "refused"
    """先别冻结我的账户."""
    PUT_OFF = "put_off"
    """要是冻结了怎么办, 明天再冻, 我考虑一下."""
    OF_OTHERS = "of_others"
    """能不能冻结骗子的账户."""
    OF_CARD = "of_card"
    """银行卡要不要也冻: not the wallet."""
    ONLY_TALKED_OF = "only_talked_of"
    """我妈老说要把我账户冻起来: what others keep saying, or a joke."""


_SENTENCE: Final = re.compile(r"[^\n,.!~;\uff0c\uff01\uff1b。…]+")
_UNFOLDED: Final = re.compile("[冻凍]")
_THING: Final = (
    "(?:我|我们|俺|咱)?(?:的|这个|那个)?(?:账户|帐户|账号|帐号|钱包|号|户头|余额|钱|微信)?"
)

_OTHERS: Final = re.compile(
    "(?:对方|骗子|小偷|盗贼|坏人|贼|(?<![帮给替为])他们?|(?<![帮给替为])她|那个?人|那家伙|收款(?:人|方)?|收钱的?(?:人)?|诈骗|嫌疑人)"
    "(?:的|那个?|所有|名下){0,8}(?:账户|帐户|账号|帐号|[银行]*卡号?|钱包|收款码|钱|号)?(?:[你您]们?|也|能不能|能|可以|给|一起|都|可不可以|是不是|会不会|先|被|了){0,8}冻"
    "|冻(?:结|住|掉|了|一下|上){0,8}(?:一下)?(?:掉)?(?:对方|骗子|小偷|坏人|贼|他们?(?:的)?|她的?|那个?人|那家伙|收款|收钱|诈骗|嫌疑人)"
)
_CARD: Final = re.compile("(?:银行|信用|储蓄|借记|[工农中建交招]行的?)卡|卡(?:要|也|是不是|需)")
_ADVERB: Final = (
    "(?:要|用|[太大]?想|必须?|那么|怎么|需要?|能|可以|给我|帮我|把|我|的|账户|帐户|账号|钱包|急着|急|忙着|着急|现在|点击?|按|选择?|考虑|立即|大?愿意?|大?乐意"
    "|马上|立刻|先|再|随便|乱|直接|打算|同意|说要?|让你们?|你们?|是要?|就|给){0,8}"
)
# 别跟我提冻结, 冻结两个字别再说了: not to be spoken of, and surely not to be done.
_NOT_TO_SPEAK: Final = re.compile(
    "(?:别|甭|不要|不用|不许|不准|少|莫|没必要|懒得|不想)(?:再|老|总|一直|动不动|张口|开口|来){0,8}(?:就)?(?:[跟和给对同](?:我|俺|咱们?|老子))?(?:再|老|总){0,8}(?:瞎|乱|胡)?"
    "(?:扯|提|谈|聊|讲|说|听|念叨|啰嗦|推荐|推销|建议|劝我|劝)(?:什么|啥|到|起|那个|这个|我|冻不){0,8}冻"
    "|冻结?(?:账户)?(?:的|这|那)?(?:个|件|两个)?(?:字|事|词|话题)?儿?(?:都|就)?(?:别|甭|不要|不许|不准|少)(?:再|老|总){0,8}(?:[跟和给对同]我)?(?:再)?(?:扯|提|谈|讲|说)"
)
_REFUSED: Final = re.compile(
    f"(?<![么能会要该])(?<!是(?=不是))(?<!为何)(?<!还)(?:不|别|甭|憋|勿|莫|没|唔(?:好|使|洗|要)?|冇|咪|用不着|犯不着|没必要|没有必要|谁[让叫要][你您]们?|(?:干嘛|凭什么)(?!要我|让我|叫我|非|一定|必须|要冻|得)){_ADVERB}冻"
    "|(?:暂|先)(?:时)?(?:不|别|唔|咪)|(?:不(?:要|用|想)|唔(?:要|使|洗|好))了?$"
    "|冻(?:结|账户)?(?:就|先|的事)?(?:算了|不用|不要|免了|先?不急|取消|不必)|取消冻|不冻|唔冻|(?<![冻结])还是(?:先)?[不别甭](?:要|用)?冻"
)
# 那我不用冻钱包吧: asked, where 那先不冻吧 declines.
_NEED_ASKED: Final = re.compile(
    f"^(?!.*(?:先|还是|算了|麻烦|真的?不|说了))[^,]*?(?:不用|不必|不需要|用不着|没(?:有)?必要){_ADVERB}冻[^,]{{0,8}}吧[?\uff1f]*$"
)
_PUT_OFF: Final = re.compile(
    "如果|要是|万一|假如|假设|的话|考虑|想想|想一[想下]|犹豫|商量|问问|问一[下问]|(?<!起来)(?<![上住了])再说|再冻|再决定"
    "|冻结?(?:账户)?(?:之|以)?前|(?:明天|回头|[晚迟]点|[晚迟]些|待会|一会|改天|下次|以后|之后|过会|等)[^不别甭唔]{0,6}(?<!解)冻|等(?:等|一下|一会|会|下)$|等等"
    "|(?:冻不冻|要不要冻结?|冻还是不冻|冻结?(?:的事|这事|这个|与否))[^吗么?]{0,6}(?:等|待会|一会|之后|以后|[晚迟]点|后面|回头|到时|看情况|决定|定|再[谈讲议看想])"
    "|(?:还没|没有?)(?:想好|想清楚|决定|考虑好|考虑清楚|拿定主意)[^吗么?]{0,6}冻"
    # 冻结就不至于吧: neither a yes nor a plain no
    "|冻(?:结|上|账户|掉|了)?(?:就|也|倒|倒是|可|还|实在|那|这|是|未免|有点儿?|有些|太|真|的话){0,8}(?:不至于|至于吗|犯不[着上]|大可不必|没(?:有)?(?:这个|那个|什么)?必要|小题大[做作]|夸张|兴师动众|过[头火分]了)"
    "|(?:不至于|犯不上|大可不必)(?:就|要|到|把|账户|给|我|得|去){0,8}冻"
)
_MAYBE: Final = re.compile(
    f"(?:能不能|可不可以|可唔可以|可否|能否|(?:可以|能)(?=.*[吗么嘛不?\uff1f]$))(?:先|马上|现在|立刻|直接|赶紧|就|把){{0,8}}{_THING}(?:先|给)?冻"
    r"(?:结|上|住|掉|了)?(?:一?下|起来|吧|账户|帐户|钱包|我的账户|我的钱包|账号)?(?:吗|么|嘛|呢|不)?[?\uff1f]*$"
    rf"|(?<!不)冻(?:结|上|住|掉)?(?:一?下|账户)?(?:可以|行|好不好|行不行|可不可以|成)[吗么不]?[?\uff1f]*$"
)
_ASKED: Final = re.compile(
    r"[吗嘛?\uff1f㗎]|(?<![那这])么|(.)唔\1|系咪|咩|乜|点(?:样|解|算)|几耐|什么|啥|怎么|怎样|咋|为何|多[久少长]|几(?!乎)|哪|谁|能不能|会不会|可不可以|要不要|是不是"
    "|有没有|需不需要|该不该|冻不冻|冻(?:结)?(?:了|上)?(?:[好行]|合适|安全)?[,]?(?:还|或)是(?:先)?(?:[不别]冻|不要冻)|冻没|没$|为什么|后果|影响|区别|好处|坏处|还能|还可以|意思|说明|介绍"
    "|了解|问|呢$|行不行|好不好|可以不|成不|收费|费用|要钱|流程|条件|风险|安全不"
)
_URGED: Final = re.compile(
    "(?:怎么|为什么|为啥|咋|为何|干嘛)还(?:不|没)|[你您](?:们)?倒是(?:快|赶紧|快点|给我|先|把账户){0,8}冻"
)
_STATE: Final = re.compile(
    "解冻|[被遭让]冻|已经?冻|没(?:有)?冻|未冻|再冻|冻(?:结)?(?:过|的|期|状态|原因|记录|金额|以?后|之后|期间|需|要|会|是|到)"
    "|冻(?:结)?了(?!吧|它|呗|得了|算了|$)|冻着(?:[呢的]|了$)"
)
_MARKED: Final = re.compile(
    "(?:^|就|先|请|快|[行嗯好那][吧的啊呀]?|立[即刻]|马上|现在|赶[紧快]|确[认定]|同意|可以|必须|搞快点|帮我|给我|帮忙|麻烦[您你]?|我?要|想|需要|直接|都|也|把|还是|全)"
    f"(?:[您你]们?)?(?:帮我|给我|把|将|就|先|马上|立刻|赶紧|的话){{0,8}}{_THING}(?:给我|给|全|都|先|马上|赶紧){{0,8}}冻"
    f"|冻(?:结|上|住|掉|起来)?{_THING}(?:吧|一下|下|呗|了吧|起来|掉|得了|好了|算了)"
)
# 能不能帮我冻结: a request, though it sounds like a question.
_REQUESTED: Final = re.compile(
    f"(?:能不能|可不可以|可唔可以|可否|能否|可以|能)(?:麻烦[你您]?|请[你您]?)?(?:现在|马上|先)?(?:帮我?|给我)(?:先|马上|赶紧|把){{0,8}}{_THING}(?:给我|先)?冻"
    r"(?:结|上|住|掉)?(?:一?下|起来)?(?:账户|帐户|钱包|我的账户|我的钱包)?(?:吗|么|嘛|呢)?[?\uff1f]*$"
)
_NOT_ASKED: Final = re.compile(
    "(?:别|不要|不用|少)(?:再)?(?:问|说(?!冻|要|什么)|废话|啰嗦)(?:了|那么多){0,8}"
)
_QUESTION_END: Final = re.compile("[吗么嘛?\uff1f]$")
# 一上来就冻结: said of how it is done, no wish.
_SCOLDED: Final = re.compile(
    "说冻就冻|(?:一?上来|动不动|动辄|一言不合|随随?便便?|二话不说|没事)就(?:要|给|把|知道|会){0,8}(?:我|人|账户|账号){0,8}冻|(?:只|就|光)(?:会|知道)冻"
    "|(?:想|要)冻早|早知道[^,]{0,5}冻|早就?该?冻了|冻(?:结|上)?了?也(?:没|白|晚|来不及|不顶)|敢冻|白冻|冻个(?:屁|毛|鬼|头)"
)
# 冻什么冻, 冻你个头: said of the freeze, however much it sounds like an end of one.
_SCOLDS: Final = re.compile(
    "冻(?:什么|啥|毛线?|你|个){1,2}(?:冻|屁|毛线?|鬼|头|锤子?|球)|冻个(?:屁|毛|鬼|头|锤|球)|倒是(?:快|赶紧|快点|给我|先){0,8}冻|(?:谁)?(?:稀罕|稀得)(?:[你您]们?)?(?:来|给我)?冻"
)
_WHO_TOLD: Final = re.compile("谁(?:让|叫|要)[你您]|干嘛|凭什么")
# Nothing but a wish stands in the clause, or a plea at its end: 我怕钱没了快帮我冻上.
_AROUND_WISH: Final = (
    "嗯|恩|哦|噢|呃|额|诶|哎呀?|唉|行|好|是|对|可以|成|中|要得|的|吧|呀|啊|嘛|啦|了|呗|呐|那|就|先|请|快|点|些|紧|赶|赶快|马上|立[即刻]|立马|现在|尽快|速度|火速|确[认定]|同意|授权|必须|务必|一定|直接|统统|通通|都|也"
    "|还是|全部?|一起|干脆|索性|算了|不用问了?|别问了?|给我|帮我|帮忙|麻烦|劳烦|拜托|求求?|[您你]们?|我们?|俺|咱|想|需要|要|把|将|得|的话|想好了|想通了|决定了?|考虑好了|没问题|没意见|听[你您]的|按[你您]说的|办|弄|处理|操作|搞|动手|谢谢?|多谢|辛苦|亲|ok|保险起见|以防万一|安全起见|为了安全|选择?|点击?"
)
_LONGEST_WISH: Final = 30
_WISH: Final = re.compile(
    f"(?:{_AROUND_WISH}|{_THING})*+冻(?:结|住|上|着|掉|起来|下|一下)*+(?:{_AROUND_WISH}|一下|下|起来|掉|冻[结住上着掉]|冻|结|它|(?:气|急|烦|愁|吓)死(?:我|人|老子)?|佢|再说|为好|好吗|行吗|可以吗|哈|哟|罢|整个|全|{_THING})*+"
)
_WONDERS: Final = re.compile("(?:一定|必须|务必|非|得).*[啊呀]$")
# In other words: 把号锁了吧, 挂失.
_STOPPED: Final = re.compile(
    f"(?:{_AROUND_WISH}|{_THING})*+(?:锁|封|停|挂失|止付|报失)(?:住|上|掉|起来|用|了|一下)*+(?:{_AROUND_WISH}|一下|下|起来|它|再说|{_THING})*+"
)
_PLEA: Final = re.compile(
    f"(?:快|赶紧|赶快|马上|立[即刻]|立马|麻烦[您你]|求[您你]|帮我|给我)(?:{_AROUND_WISH}|{_THING})*+冻(?:结|住|上|掉|起来|一下){{0,8}}(?:{_THING}|吧|啊|呀|了|啦|呗|一下|起来|掉){{0,8}}$"
)
_STRONG: Final = re.compile("快|帮我|给我|马上|立[刻即]|赶[紧快]|吧$")
_RESIGNED: Final = re.compile(
    "算了[,\uff0c]?(?:(?:那|就|先|帮我|给我|你们?){0,8}冻(?:结|上|住|掉|账户){0,8}(?:吧|了吧)|(?:我|那)?还是(?:先)?冻)"
)
_ANOTHER: Final = "(?:他|她|别人|人家|(?:我|俺|咱)(?:家)?(?:的)?(?:妈妈?|爸爸?|老婆|老公|媳妇|爷爷|奶奶|姥姥|姥爷|外公|外婆|儿子|女儿|闺女|孩子|[哥姐弟妹]{1,2}|表[哥姐弟妹]|舅舅?|舅妈|姑姑?|姨妈?|叔叔?|婆婆|公公|岳母|岳父|同事|朋友|室友|邻居)|老人家?)"
# 能不能先把她的号停掉
_ANOTHERS: Final = re.compile(
    f"(?:把|将)(?:{_ANOTHER})(?:们)?(?:的|那个|名下|这个){{0,8}}(?:账[户号]|帐[户号]|钱包|号|户头)(?:也|先|都|一起|给|暂时|赶紧|马上|立刻){{0,8}}(?:冻|停|封|锁|挂失|止付)"
)
_FOR_ANOTHER: Final = re.compile(
    "(?:帮|替|给|为)(?:他|她|别人|人家|我?(?:的)?(?:朋友|同事|同学|室友|邻居|闺蜜|妈妈?|爸爸?|老婆|老公|爷爷|奶奶|儿子|女儿|家人))(?:们|家)?(?:把|的|先|马上|那个){0,8}(?:账[户号]|钱包|号)?(?:先|给)?冻"
)
_STOPPING: Final = re.compile("[冻封锁停]|挂失|保护|看住|止付|拦|不让|别让|freez|lock|block|dong")
# 我改主意了 冻结
_DECIDED: Final = re.compile("主意|想[好通]|考虑好|决定|后悔|听你|信你|相信")
_SECOND_ASKING: Final = re.compile(r"(?:好吗|好不好|行吗|可以吗|好么|行不|谢谢)[?\uff1f]*$")

_ENGLISH: Final = re.compile("freez", re.IGNORECASE)
_ENGLISH_ASKED: Final = re.compile(
    r"\?|\b(?:what|how|why|when|who|does|do i|will|can i|if|is it|should)\b"
)
_ENGLISH_REFUSED: Final = re.compile(r"\b(?:not|no|never|don'?t|won'?t|without|stop)\b|don\u2019t")

# 不冻不行, 非冻不可: a no to a no.
_MUST: Final = re.compile(
    f"(?<![能可会])不(?:能|可|得|可能|会)不{_ADVERB}冻(?:结|账户)?|不{_ADVERB}冻(?:结|账户|住)?(?:也|还|都|是|肯定|真)?(?:不行|不成|不可|不中|怎么行|怎么成|哪行|哪成|咋行)(?![吗么])"
    f"|非(?:得|要)?(?:先|现在)?冻(?:结|账户)?(?:不可|不行|不成)|(?:怎么|哪|哪里|哪儿|咋)(?:能|可能|敢|会|可以)不{_ADVERB}冻(?:结|账户)?呢?"
    f"|还能不{_ADVERB}冻(?:结|账户)?[吗么?]*|哪有不冻(?:结)?的(?:道理)?"
    "|不冻(?:结|账户)?(?:的话)?(?:我|钱)?(?:不放心|不安心|不安全|不踏实|损失|更(?:危险|亏)|睡不着|心里)[^冻]*(?=冻)"
    f"|(?:除了冻(?:结)?|不{_ADVERB}冻(?:结|账户)?)(?:又|我|也)?(?:还)?(?:能|有)(?:怎么|咋|什么|啥)(?:办法?|样|弄|整|别的办法)?(?=.*冻)"
)
_INSTEAD: Final = "就冻"
# 我没说不冻: no yes yet.
_NOT_AGAINST: Final = re.compile(
    f"(?:没(?:有)?(?:说过?|讲|要|答应|同意)?|谁(?:说|讲)(?:我)?|(?:又|并)?不是|不(?:想|要|打算)?|别)(?:不同意|不愿意?|不想|不让|不准|不许|反对|拒绝|不要?)(?:你们?|您)?{_ADVERB}冻"
)

_OWN_PEOPLE: Final = "(?:老?[爸妈婆公]|爸爸|妈妈|媳妇|老伴|对象|爱人|男朋友|女朋友|[哥姐弟妹]{1,2}|儿子|女儿|闺女|孩子|室友|同事|朋友|家里人?|他|她)"
# 我妈老说要把我账户冻起来省得我乱花钱; 我妈让我把账户冻起来 wants it done.
_ONLY_TALKED_OF: Final = re.compile(
    f"{_OWN_PEOPLE}(?:就|又|还|也)?(?:老|总|天天|整天|成天|动不动就?|经常|开玩笑|吓唬我|威胁我|嚷嚷?着?|嚷)(?:是|跟我|对我|在|就|地|的|着){{0,8}}(?:说|嚷|喊|念叨|威胁|开玩笑){{0,8}}(?:着)?(?:说)?(?:要|想|得|该)?(?:把|给|帮|将)?我.{{0,6}}冻"
    "|冻[^。.!！?？]{0,8}(?:省得|免得|看)(?:我)?.{0,3}(?:乱花|剁手|败家|瞎买|乱买|还怎么买)[^。.!]{0,6}(?:哈哈|笑死|hh|嘿嘿|嘻嘻)"
)

# 先冻了再说吧: the order to freeze, and nothing that is put off.
_FIRST_OF_ALL: Final = re.compile(
    f"((?:先|赶紧|赶快|快|马上|立刻)(?:给我|帮我|把|将){{0,4}}{_THING}(?:给)?冻(?:结|上|住|掉|起来|一下)?)(?:了)?({_THING})(?:再说|再(?:查|讲|谈|看|聊|商量)(?:别的|其他的?)?)"
)

# Settles the matter, in this order.
_FIRST: Final = (
    (Freezing.ONLY_TALKED_OF, _ONLY_TALKED_OF),
    (Freezing.OF_OTHERS, _OTHERS),
    (Freezing.OF_CARD, _CARD),
    (Freezing.WANTED_PERHAPS, _URGED),
    (Freezing.ASKED_ABOUT, _NEED_ASKED),
    (Freezing.PUT_OFF, _PUT_OFF),
)


def freezing_in(text: str) -> Freezing | None:
    """What the text says of a freeze; None when it speaks of none.

    Of several clauses the last that wants or refuses decides; a condition or a doubt anywhere
    makes a wish none.
    """
    if not _UNFOLDED.search(text):
        return _in_english(text.lower()) if _ENGLISH.search(text) else None
    folded = fold_with_places(text).text.lower()
    said = [what for sentence in _SENTENCE.findall(folded) if (what := _in_sentence(sentence))]
    if not said:
        return None
    if Freezing.PUT_OFF in said:
        return Freezing.PUT_OFF
    decided = [what for what in said if what in {Freezing.WANTED, Freezing.REFUSED}]
    return decided[-1] if decided else said[-1]


def scolds_freeze(text: str) -> bool:
    """Whether the text only scolds that a freeze is spoken of, or not done: 冻什么冻, 你倒是冻啊."""
    return _SCOLDS.search(squeezed(text)) is not None


def may_mean_to_keep(text: str) -> bool:
    """Whether a wish may as well be to leave frozen what is frozen: 先冻着."""
    return "冻着" in squeezed(text)


def asks_need(text: str) -> bool:
    """Whether the text asks if a freeze is needed at all: 那我不用冻钱包吧."""
    return any(map(_NEED_ASKED.search, _SENTENCE.findall(squeezed(text))))


def is_for_another(text: str) -> bool:
    """Whether a freeze is wanted for somebody else's account: 他让我帮他冻结."""
    folded = squeezed(text)
    if _ANOTHERS.search(folded):
        return True
    return _UNFOLDED.search(text) is not None and _FOR_ANOTHER.search(folded) is not None


def names_freeze(text: str) -> bool:
    """Whether the text holds any word for stopping what goes out of an account."""
    return _STOPPING.search(fold_with_places(text).text.lower()) is not None


def clauses(text: str) -> list[str]:
    """The parts of a text between its marks; a blank is none."""
    return _SENTENCE.findall(text)


def asks_to_freeze(text: str) -> bool:
    """Whether the text asks for the account to be frozen, which is to be confirmed."""
    return freezing_in(text) in {Freezing.WANTED, Freezing.WANTED_PERHAPS}


def wants_stopped(text: str) -> bool:
    """Whether the text is a wish for a freeze in other words, and nothing else: 把账户锁了吧."""
    plain = "".join(_SENTENCE.findall(squeezed(text)))
    return len(plain) <= _LONGEST_WISH and _STOPPED.fullmatch(plain) is not None


def insists(text: str) -> bool:
    """Whether a no to a no is a wish for the freeze: 不冻不行, 非冻不可."""
    return _MUST.search(squeezed(text)) is not None


def is_resigned(text: str) -> bool:
    """Whether 算了 gives up the doubts, and not the freeze: 算了还是冻吧."""
    return _RESIGNED.search(squeezed(text)) is not None


_A_MOMENT: Final = re.compile(
    "(?:等(?:一?下|等|会儿?)|慢着|稍等|且慢)[啊呀,\uff0c\\s]{0,2}(?:先)?别(?:急着?)?冻|别(?:急着?)?冻[啊呀,\uff0c\\s]{0,2}(?:你|我)?(?:再)?(?:等|慢着|稍等|且慢)"
)


def asks_for_a_moment(text: str) -> bool:
    """Whether the text asks for a moment before a freeze, and declines none: 等一下先别冻."""
    return _A_MOMENT.search(fold_with_places(text).text) is not None


def freezes_first(text: str) -> bool:
    """Whether the text wants the freeze before all else: 先冻了再说. What is asked, or is none of the
    account's, is no such order.
    """
    said = freezing_in(text) is Freezing.WANTED
    return said and _FIRST_OF_ALL.search(squeezed(text)) is not None


def hesitates(text: str) -> bool:
    """Whether the text puts off whatever was asked: 我考虑一下, 等等, 等我问下我老公."""
    plain = _FIRST_OF_ALL.sub(r"\1\2", fold_with_places(text).text)
    return _PUT_OFF.search(plain) is not None or asks_at_home(text)


def _in_english(text: str) -> Freezing:
    if _ENGLISH_ASKED.search(text):
        return Freezing.ASKED_ABOUT
    return Freezing.REFUSED if _ENGLISH_REFUSED.search(text) else Freezing.WANTED


def _in_sentence(sentence: str) -> Freezing | None:
    """A blank may stand for a comma, or for nothing: 先不要 冻结."""
    whole = _in_clause("".join(sentence.split()))
    *before, last = sentence.split() or [""]
    if whole is None and _DECIDED.search("".join(before)):
        return _in_clause(last)
    if whole not in {Freezing.ASKED_ABOUT, Freezing.WANTED_PERHAPS}:
        return whole
    wanted = any(
        _STRONG.search(clause) and _in_clause(clause) is Freezing.WANTED
        for clause in sentence.split()
    )
    return Freezing.WANTED if wanted else whole


def _in_clause(clause: str) -> Freezing | None:
    if not _UNFOLDED.search(clause):
        return None
    plain = _MUST.sub(_INSTEAD, _NOT_ASKED.sub("", _FIRST_OF_ALL.sub(r"\1\2", clause)))
    if _NOT_AGAINST.search(plain):
        return _in_clause(_NOT_AGAINST.sub("", plain)) or Freezing.WANTED_PERHAPS
    if _NOT_TO_SPEAK.search(plain) and not _QUESTION_END.search(plain):
        return Freezing.REFUSED
    for what, words in _FIRST:
        if words.search(plain):
            return what
    if _SCOLDED.search(plain):
        return Freezing.ASKED_ABOUT
    if _REFUSED.search(plain) and not _ASKED.search(_WHO_TOLD.sub("", plain)):
        return Freezing.REFUSED
    return _wished(plain)


def _wished(plain: str) -> Freezing | None:
    if _MAYBE.search(plain):
        return Freezing.WANTED_PERHAPS
    if _REQUESTED.search(plain):
        return Freezing.WANTED
    plain = _SECOND_ASKING.sub("", plain)
    if _ASKED.search(plain):
        return Freezing.ASKED_ABOUT
    if _STATE.search(plain) or not _MARKED.search(plain):
        return None
    if len(plain) <= _LONGEST_WISH and _WISH.fullmatch(plain):
        # 一定得冻啊 repeats what was heard, and wonders.
        return Freezing.WANTED_PERHAPS if _WONDERS.search(plain) else Freezing.WANTED
    return Freezing.WANTED if _PLEA.search(plain) else Freezing.WANTED_PERHAPS
