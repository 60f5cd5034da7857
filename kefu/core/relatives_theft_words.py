"""The words of somebody who tells of a theft from a relative's or a friend's account: 我妈的账户被盗了.

Any word of the speaker's own account or money makes it theirs. It must not know what is answered.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed
from kefu.core.freeze_words import is_for_another
from kefu.core.not_robbed_words import OTHER_COMPANY

# 妈的 and 奶奶的 alone are curses: these stand behind 我 only.
_CLOSE: Final = (
    "老?[爸妈爹娘公婆]|父亲|母亲|爷爷|奶奶|姥姥|姥爷|外公|外婆|公公|婆婆|岳[父母]|爱人|老伴|先生|太太|丈夫|妻子|对象|男朋友|女朋友"
    "|[哥姐弟妹]|叔叔?|阿姨|舅舅?|舅妈|姑姑?|姑妈|伯伯?|大[爷妈伯]|姨妈?|嫂子?|姐夫|妹夫|弟媳|女婿|儿媳|家人|家里人|老人|亲戚|老乡|客户|老板|领导|老师|徒弟|师傅"
)
_NAMED: Final = (
    "爸爸|妈妈|老[爸妈公婆]|媳妇|儿子|女儿|闺女|孩子|孙子|孙女|外孙女?|侄[子女]|外甥女?|[哥姐弟妹]{2}|表[哥姐弟妹]|堂[哥姐弟妹]"
    "|(?:男|女)?朋友(?!圈)|同事|同学|室友|舍友|邻居|闺[蜜密]|哥们|姐们|发小|网友|战友"
)
_KIN: Final = (
    f"(?<!冒充)(?<!假冒)(?<!自称)(?<!装成)(?:(?:我|俺|咱)(?:们)?(?:家|有个|一个|那个?|这个?){{0,8}}(?:的)?(?:{_NAMED}|{_CLOSE})|(?<!我的)(?:{_NAMED}))"
    f"(?:们|家)?(?:(?:的)?(?:{_NAMED}|{_CLOSE}))?"
)
_THING: Final = "(?:账户|账号|帐户|帐号|户头|钱包|微信|手机号?|电话卡|养老金|退休金|工资|存款|积蓄|余额|零钱|密码|身份证?|卡|号|钱)"
_WHEN: Final = "(?:的|上个?月|上周|上个?星期|前阵子|前几天|前两天|去年|最近|那个|这个|上|里面?|里头|昨天|昨晚|前天|今天|今早|早上|上午|中午|下午|晚上|半夜|刚才|刚刚?|好像|可能|也|都|又|全|突然|不小心|不知道怎么|不知怎么|老人家|[他她](?:的)?){0,8}"
_ROBBED: Final = (
    "(?:[被遭](?!我|你们).{0,6}?(?:盗|骗|偷|黑|转|刷|划|花|取|登|抢|冒用)"
    "|[让叫给](?:人家?|骗子|别人|坏人|小偷|黑客)?(?:给)?(?:盗|骗|偷|转走|刷走|黑了|登了)|盗(?:号|刷)|上当|受骗)"
)
_GONE: Final = "(?:丢了|不见了|没了|少了)"
_THIEF: Final = "(?:有人|骗子|别人|坏人|小偷|人家|陌生人|黑客|不知道?是?谁)"
_STRUCK: Final = f"{_WHEN}(?:(?:{_THING}{_WHEN}){{1,8}}{_GONE}|(?:{_THING}{_WHEN}){{0,8}}{_ROBBED})"
_OTHERS: Final = re.compile(
    f"{_KIN}{_STRUCK}|{_KIN}.{{0,12}}?(?<!骗子)[他她](?:自己)?(?:的)?{_STRUCK}"
    f"|{_THIEF}.{{0,6}}?[把将]{_KIN}(?:的)?{_THING}.{{0,4}}?(?:盗|骗|偷|转走|刷|花|黑|登|划走|取)"
    f"|{_THIEF}.{{0,6}}?(?:盗|骗|偷|转走|刷走|花|登[录陆]?|黑|划走|取走)[了走光咗]*{_KIN}(?:的)?(?:{_THING}|\\d|[一二两三四五六七八九十几]|$)"
)
# 我妈把钱都转给骗子了
_GAVE: Final = re.compile(
    f"{_KIN}[^我]{{0,16}}?(?:钱|款|存款|积蓄|养老金|退休金|工资|\\d|[百千万]|块|元)?(?:都|全|全都|也|就|已经){{0,4}}(?:转|打|汇|付|交|充|送)(?:账)?(?:到|进|去)?(?:给|了)(?:了)?(?:[\\d一二两三四五六七八九十几百千万块元钱多]{{0,8}}给)?(?:那个?|这个?|一个|帮|群)?(?:骗子|诈骗|假客服|假警察|网上的?人|陌生人)"
)
_PAID: Final = "[转打汇付充](?!电话|110|报警|人工)[^,.!?]{0,4}?(?:了|的|过去|账)"
_OWN: Final = re.compile(
    f"我(?:的|们的?|自己的?|这里|这边|本人的?){{0,8}}(?:账|帐|号|户头|钱|卡|余额|零钱|微信|钱包|手机)|我的(?!{_NAMED}|{_CLOSE})|我自己|我本人|我们俩|我俩"
    "|我(?:和|与|同|还有|也(?:被|少|丢|是|一样|有))|我跟(?![你您])|我(?:又|刚刚?|今天|昨[天晚]|也|就|都){0,8}[被遭]|[用从拿登花刷转偷骗盗]我(?!们?家?的?(?:"
    f"{_NAMED}|{_CLOSE}))|我(?:[给帮替](?:[他她]|骗子|人家|对方))?(?:就|也|已经|刚刚?|都){{0,8}}{_PAID}|[他她]转我|(?:和|跟|与|还有)我(?!们?家?的?(?:{_NAMED}|{_CLOSE}))"
)


def robs_another(text: str) -> bool:
    """Whether the text tells of a theft from the account of a relative or friend, and says nothing
    of the speaker's own.
    """
    folded = squeezed(text)
    if _OWN.search(folded) or re.search(OTHER_COMPANY + _THING, folded):
        return False
    return _OTHERS.search(folded) is not None or _GAVE.search(folded) is not None


_OWNER: Final = f"(?:[他她]|本人|老人家?|{_KIN})"
_TO_OWNER: Final = re.compile(
    f"(?:算了|那|就|还是|好吧?|行吧?|嗯|先|我|[,，。.!！~]){{0,8}}(?:(?:等|让|叫|喊|由){_OWNER}(?:们)?(?:自己|本人|回来|回头|待会儿?|晚上|明天|一会儿?|有空|方便|忙完|亲自|再|过来|来|去){{0,8}}(?:打|弄|办|联系|找|处理|说|报|搞|操作|来|跟你们?说|解决)(?:电话|你们?|客服|吧|了|再说|就行|就好|好了){{0,4}}"
    f"|{_OWNER}(?:说|要|会|想|等下|待会儿?|回头|晚上|再){{0,4}}(?:自己|本人|亲自)(?:会|来|打|弄|办|联系|找|处理|报|操作)(?:打|弄|办|联系|找|处理|电话|你们?|客服|的|吧|了|就行){{0,4}})[吧啊呀哈,，。.!！~]{{0,4}}"
)


def leaves_to_owner(text: str) -> bool:
    """Whether the whole text leaves the matter to whose account it is: 算了，让他自己打吧."""
    return _TO_OWNER.fullmatch(squeezed(text)) is not None


_OF_OWN: Final = re.compile("我(?:自己|本人)?(?:的)?(?:账|帐|号|钱|卡|余额)|我的|我自己|本人")


def names_own_account(text: str) -> bool:
    """Whether the text names the speaker's own account or money."""
    return _OF_OWN.search(squeezed(text)) is not None


_NAMES_ANY: Final = re.compile("[我俺账帐号钱卡包]")


def names_no_account(text: str) -> bool:
    """Whether the text names neither the speaker nor anything that could be robbed: 昨晚被转走的."""
    return _NAMES_ANY.search(squeezed(text)) is None


class Beside(StrEnum):
    """What is said next by somebody who has told of a relative's theft."""

    OWN_SAFE = "own_safe"
    """你别动我的号，是她的."""
    FREEZE = "freeze"
    """能不能先把她的号停掉."""
    HOW = "how"
    """那她自己说要怎么说."""
    CALLS = "calls"
    """好，我让她打电话."""
    NUMBER = "number"
    """她的号是13800000003."""
    UPSET = "upset"
    """她现在急得直哭."""
    AWAY = "away"
    """她人在老家我在广州."""
    NO_NUMBER = "no_number"
    """号码我不知道."""


_HER: Final = f"(?:[他她]|老人家?|{_KIN})"
_BESIDE: Final = (
    (
        Beside.OWN_SAFE,
        re.compile(
            "(?:别|不要|不许|不能|不用|甭|没必要|千万别)(?:去|给|再|乱|误|把){0,8}(?:动|冻|碰|管|锁|封|停|处理)(?:结|到|了)?我(?:的|这|自己|本人|账|号|钱)"
            "|(?:啥|什么)都(?:先)?(?:别|不要|不用|甭)(?:动|弄|办|做|处理|管)|^(?:那|嗯|好|行|你们?|您|这边|那边|先|,){0,8}(?:别|不要|甭)(?:动|弄|办|处理)(?:了|啊|呀|吧|我的|它){0,8}$"
            "|^(?:那|嗯|不过|反正|,){0,8}我(?:这边|这里|自己|本人)?(?:的|这个|账户|号|钱){0,8}(?:都|也|倒)?(?:没事|没问题|没少|好好的|不用(?:冻|管|弄)?)(?:了|的|啊|呀){0,8}$"
        ),
    ),
    (
        Beside.HOW,
        re.compile(
            f"{_HER}(?:自己|本人|那边|这边|要是|如果|来|弄|说|讲|打来|打过来|过来|办|的话|该|要|得|应该|需要){{0,8}}(?:怎么|咋|如何)(?:跟你们?)?(?:说|讲|弄|办|操作|找|联系|报|冻|搞|开口)|{_HER}(?:用|拿)?(?:她|他)?(?:自己)?(?:的)?手机(?:上)?(?:能|可以|行|会)(?:弄|办|冻|操作|不|吗|吧)|(?:怎么|咋|如何|能)(?:才能)?帮(?:到|助)?{_HER}|{_HER}(?:自己|本人){{0,8}}(?:跟你们?)?(?:说|讲|来|打|报|办){{0,8}}(?:的话)?(?:该|要|得|需要){{0,8}}(?:说|讲|带|准备|提供)(?:什么|啥|哪些)"
            f"|{_HER}.{{0,6}}(?:打|用)(?:哪个|什么|啥)(?:电话|号码)|(?:怎么|咋|如何)(?:教|帮|让){_HER}"
            f"|{_HER}(?:人|现在|正|也|就|这会儿?){{0,6}}在我(?:的)?(?:旁边|身边|边上|跟前|这里|这儿|这边|家)|(?:用|拿){_HER}(?:自己)?(?:的)?手机(?:上)?(?:来|去|帮[他她]|给[他她]|直接){{0,4}}(?:弄|办|登|操作|冻|说|打|联系|处理|搞)"
            f"|{_HER}(?:用|装)?(?:的)?(?:也|就|都){{0,3}}是(?:你们?|咱们?|这个?|这家)(?:家)?的?(?:钱包|平台|软件|app|账户)|{_HER}(?:也|都|就){{1,3}}(?:用|在用|装了?)(?:你们|这个|咱们)(?:的)?"
        ),
    ),
    (
        Beside.CALLS,
        re.compile(
            f"我?(?:这就|马上|现在|先|去|就){{0,8}}(?:让|叫|喊|教|请|通知){_HER}(?:自己|本人|马上|现在|赶紧|也|先|过来|去){{0,8}}(?:打|来|联系|说|找|弄|办|操作|报|登)"
        ),
    ),
    (
        Beside.NO_NUMBER,
        re.compile(
            f"(?:号码?|手机号|账号)(?:是多少)?(?:我|{_HER}|也|都|自己){{0,8}}(?:不(?:知道|记得|清楚)|记不(?:得|清|住)|忘)|(?:不知道|不记得|记不(?:得|清|住)|忘了?){_HER}(?:的)?(?:是)?(?:哪个|什么)?(?:手机)?(?:号|账号)"
        ),
    ),
    (
        Beside.UPSET,
        re.compile(
            f"{_HER}(?:现在|都|已经|一直|人|在|这会儿?|吓得|急得|整个人|一个人|就|快|要|也|气得|又|自己){{0,8}}(?:急|哭|吓|慌|怕|睡不|吃不|崩溃|发抖|血压|着急|难受|自责|后悔)"
        ),
    ),
    (
        Beside.AWAY,
        re.compile(
            f"{_HER}(?:现在|人|她|他|自己|也|都|一个人|还|就|跟我){{0,8}}(?:不在|在|住|回|去了)(?!哭|急|哪|用)|^(?:我|俺)(?:现在|人|也|还|这会儿?){{0,8}}(?:在|不在)(?:[^,\uff0c。!?的钱号账]{{1,8}})(?:出差|上班|打工|上学|呢|啊)?$"
        ),
    ),
)

_OF_OTHER_MATTERS: Final = re.compile("转账|转[0-9给]|充值|提现|绑|密码|余额|红包|退款|付款")


def said_beside(text: str, *, number: bool) -> Beside | None:
    """What the text says of a relative's theft that was told before; `number` is whether it holds a
    phone number. None for what is of the speaker's own account, or of anything else.
    """
    folded = squeezed(text)
    said = next((what for what, words in _BESIDE if words.search(folded)), None)
    if said is Beside.OWN_SAFE:
        return said
    if _OWN.search(folded):
        return None
    if is_for_another(text):
        return Beside.FREEZE
    if number and re.search(_HER, folded):
        return Beside.NUMBER
    return None if _OF_OTHER_MATTERS.search(folded) else said
