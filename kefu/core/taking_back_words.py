"""The words by which somebody takes back that they were robbed here: 打错了, 我是演练, 是游戏号不是钱包.

A plain no to the theft itself is heard elsewhere. It must not know what becomes of the case.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places, squeezed
from kefu.core.not_robbed_words import BANK_CARD, OTHER_COMPANY

_LEAD: Final = "(?:唉|不好意思|对不起|抱歉|sorry|哎呀?|哎哟|啊|哦|噢|喔|嗯|额|呃|是|我|刚才|刚刚|可能|好像|手滑|手误|不|对|那个|原来|其实|都|全|[,，。.!！~]){0,8}"
_TAIL: Final = "(?:地方|人|了|的|字|窗口|群|啦|哈|呀|啊|抱歉|不好意思|对不起|打扰了?|没事了?|谢谢|[,，。.!！~]){0,8}"
_SLIP: Final = re.compile(
    f"{_LEAD}(?:(?:打|发|点|按|搞|弄|选|记|理解)错|误(?:会|点|触|报|操作)|(?:[闹摆]了?(?:个)?(?:大)?)?乌龙|虚惊)(?:一场)?{_TAIL}"
)
_DRILL: Final = re.compile(
    "我(?:们)?(?:单位|公司|银行|社区)?(?:是|就是|只是|这是|在){1,8}(?:来|做|搞|进行){0,8}(?:个|一次)?(?:演练|演习|测试|练习|排练|试试|试一?下|开玩笑|闹着玩|逗你)"
    f"|^{_LEAD}(?:哈++|嘿++|嘻++|我){{0,8}}(?:逗|骗|耍|玩)(?:你|您)(?:们)?(?:玩(?:儿)?|呢|的|着玩){{0,8}}(?:呢|啦|的|哈++|啊){{0,8}}$|(?:说|闹)着玩(?:儿)?(?:的|呢)$"
    "|(?:这|刚才)?(?:只是|就是|是)(?:个|一次|一场|在)?(?:演练|演习|测试|练习|玩笑)(?:而已|啦|了|的)?$|(?<!没)(?<!没有)(?<!不)(?:开|闹)(?:个|你)?(?:玩笑|着玩)的?$"
)
_NOT_OURS: Final = re.compile(
    f"(?:{OTHER_COMPANY}|{BANK_CARD}).{{0,4}}(?:并|又)?(?:不是|非)(?:你们|咱们|这边)?(?:的|这个|这里|这|家){{0,8}}(?:钱包|k豆|平台|你们)"
    f"|不是(?:你们|这个|这)?(?:的)?(?:钱包|k豆).{{0,6}}是(?:我的?)?(?:{OTHER_COMPANY}|{BANK_CARD})"
    "|(?:跟|和|与|同)(?:你们|这个)?(?:的)?(?:钱包|k豆|平台|你们|软件)(?:可|真的?|也|又|都)?(?:没|无)(?:有)?(?:啥|什么)?关"
)
_OF_OTHERS: Final = re.compile(
    f"{_LEAD}(?:同事|朋友|同学|室友|舍友|邻居|闺蜜|哥们|网友|别人|人家)(?:家)?的(?:账户|账号|帐号|号|钱包|钱|手机|事情?|卡)?(?:被盗了?|被骗了?)?(?:不是我的?)?{_TAIL}"
)
_SUPPOSED: Final = re.compile("[骗盗].{0,4}(?:说|让|叫)|说(?:这)?是|自称|会不会|是不是|怎么|吗$")


# 好的 那没事了, 看错了 那个是公交: what was feared is explained.
_EXPLAINED: Final = re.compile(
    "(?:好的?|行|那|就|哦|噢|啊|嗯|唉|哎呀?|已经|现在|都|应该|我|是|刚才|原来|钱|款|手机){0,8}"
    "(?:(?:没事(?:儿)?了){1,4}|没(?:什么)?问题了|(?:(?:手机|号码|卡)?(?:就|还|又|原来|竟然)?(?:[在掉落忘放塞夹][^,骗盗偷]{1,9}?)?(?:被我)?(?:给)?(?:找(?:到|着|回来)|拿(?:到|回来?)|取(?:到|回来?)|[送还](?:回|过)来)了){1,4}|(?:是)?(?:我)?(?:自己)?(?:想(?:太)?多了|多虑了?|多心了?|瞎想|胡思乱想|疑神疑鬼|自己吓(?:唬)?自己)|(?:看|听|想|记)(?:错|岔)了|想起来了|(?:退|还|转)回来了|虚惊一场|(?:我)?(?:也|又|并|根本|其实){0,8}没(?:有)?(?:任何|什么|啥){0,8}(?:损失|丢钱|少钱|丢东西)|(?<=是)(?:我|俺)?(?:自己|本人)(?:给)?忘(?:记|掉)?了|搞清楚了|弄明白了)(?:的|啊|呀|哈|谢谢[你您]?){0,8}"
)
# 查了下没少, 就是怕,没真被偷
_UNHARMED: Final = re.compile(
    "(?:好的?|哦|噢|嗯|不过|但是?|后来|其实|结果|还好|幸好|好在|反正|倒是|幸亏|起码|至少|刚才?|刚刚|早上|今早|现在|我|去|又|也|都|再|仔细|自己|把|账单|余额|钱包|账户|里面?|里头|一?看|查|对|翻|数|点|算|了|过|完|一?下|一遍|半天|发现|才){0,8}"
    "(?:(?:啥|什么|一分钱?|一毛钱?|一点|半点|钱|余额|一笔){0,8}(?:都|也|又|并|真|是|倒|全){0,8}没(?:有)?(?:真的?)?(?:少|丢|(?<=[钱额]没)[动变])(?:钱|东西|啥|什么|过){0,8}|(?:又|也|并|还|倒|我){0,8}没(?:有)?(?:真的?|真正|真的是)(?:被|让人)?(?:盗|偷|骗|刷|丢|少)(?:走)?(?:过)?)(?:的|啊|呀|哈|呢){0,8}"
)
# 没事，就跟你说一声
_ONLY_TOLD: Final = re.compile(
    "(?:[嗯哦噢啊]|好的?|那|其实|也|都|[,，。.!！~]){0,8}没(?:什么|啥)?事(?:儿|的|了|啦)?[,，。.!！~]?(?:我)?(?:就|只|只是|也就){1,2}(?:是|想)?(?:跟|和|来|给)?(?:[你您]们?)?(?:说|讲|报备|告诉|问)(?:你|您)?(?:一声|一下|下)(?:而已|的)?[吧啊哈,，。.!！~]{0,4}"
)
_CONJUNCTION: Final = re.compile("^(?:不过|但是?|可是|后来|其实)[,\uff0c\\s]*")
_STILL_GONE: Final = re.compile(
    "盗|骗|偷|转走|刷走|少了|不见|不是我|没了|怎么|但|可是|不过|陌生|登[录陆]|验证码|[吗吧么?\uff1f]$"
)
# 他上午已经还我了，别误会: the money is back with the speaker.
_PAID_BACK: Final = re.compile(
    "(?:钱|款|那笔钱?|这笔钱?)?(?:他们?|她|人家|对方|我?(?:朋友|同事|同学|表?[哥姐弟妹]|老婆|老公|儿子|女儿))?(?:今天|昨天|上午|下午|中午|早上|晚上|刚才?|后来){0,8}"
    "(?:就|都|也|又|已经|早就?|全|全部){0,8}(?:把)?(?:那笔|这笔)?(?:钱|款)?(?:就|都|也|已经|早就?|全|全部){0,8}(?:还|转|退)(?:回)?(?:给)?我了(?:的|啊|呀|哈)?"
)
_NOT_ALL: Final = re.compile("还差|还剩|只还|一半|部分|没(?:有)?(?:到|收|看)|还没|才还|逼|冻|撤不")
_BREAKS: Final = re.compile(r"[\s,\uff0c。.!\uff01~;\uff1b]+")


def takes_report_back(text: str) -> bool:
    """Whether the text says that nothing was stolen here after all."""
    folded = squeezed(text)
    if slipped(text) or _OF_OTHERS.fullmatch(folded) or _is_explained(text):
        return True
    if _ONLY_TOLD.fullmatch(folded):
        return True
    if _SUPPOSED.search(folded):  # 骗子说是演练
        return False
    return _DRILL.search(folded) is not None or _NOT_OURS.search(folded) is not None


def _is_explained(text: str) -> bool:
    clauses = [part for part in _BREAKS.split(fold_with_places(text).text.lower()) if part]
    explained = any(map(_EXPLAINED.fullmatch, clauses))
    explained |= any(map(_PAID_BACK.fullmatch, clauses)) and _NOT_ALL.search(text) is None
    left = " ".join(clause for clause in clauses if _UNHARMED.fullmatch(clause) is None)
    explained |= left != " ".join(clauses)
    return explained and _STILL_GONE.search(_CONJUNCTION.sub("", left)) is None


def finds_nothing_missing(text: str) -> bool:
    """Whether the text only says that nothing is missing, which proves nothing where a phone is
    lost: 查了下没少.
    """
    clauses = [part for part in _BREAKS.split(fold_with_places(text).text.lower()) if part]
    return any(map(_UNHARMED.fullmatch, clauses))


_LEFT_ALONE: Final = re.compile(
    "(?:算了|好的?|嗯|那|就|你们?|这个|这事|没事了?|我|都|也|先|[,，。.!！~]){0,8}(?:(?:不用|不必|不需要|不要|用不着|别)(?:再|你们?|给我|帮我|麻烦|继续){0,8}(?:处理|管|查|受理|跟进)(?:这个|这事|它)?(?:了|啦)|(?:您|这边|那边|这里){0,8}先?(?:啥|什么)都先?(?:别|不要|不用|甭)(?:给我|帮我|乱)?(?:动|弄|办|做|处理)(?:我的?|它)?)(?:吧|啊|哈|呀|谢谢[你您]?|没事了?|[,，。.!！~]){0,8}"
)
_LEFT_OFF: Final = re.compile(
    "(?:算了|好的?|嗯|那|就|我|先|还是|太(?:麻烦|费劲|复杂|慢)了?|[,，。.!！~]){0,8}不(?:想)?(?:弄|办|搞|整|折腾)(?:了|啦)(?:吧|啊|哈|呀|谢谢[你您]?|太(?:麻烦|费劲|复杂|慢)了?|(?:真|好)麻烦|[,，。.!！~]){0,8}"
)


_DOUBTED: Final = re.compile("(?:吧|吗|么|[?\uff1f])[?\uff1f。.!~]*$|是不是|会不会|应该|可能|也许")
_NOT_AGAIN: Final = re.compile(
    "(?<!是)(?:不是|没有?)(?:又|再次?|真的?|说)?(?:[被遭]|让人|有人)?(?:盗|骗|偷)"
)


def is_doubtful(text: str) -> bool:
    """Whether a no to the theft is asked or supposed rather than said: 不是被盗吧."""
    return _DOUBTED.search(squeezed(text)) is not None


def denies_another(text: str) -> bool:
    """Whether the text says that nothing was stolen, be it anew: 不是又被盗，就是想解开."""
    return _NOT_AGAIN.search(squeezed(text)) is not None and not is_doubtful(text)


_BACK: Final = re.compile("(?:(?:找|拿|取)(?:到|着|回来?)|[送还](?:回|过)来)了")
_NOT_WHOLE: Final = re.compile(
    "盗|骗|偷|转走|刷|不见|但|可是|不过|没(?:有)?(?:找|拿|取)|[吗吧?\uff1f]"
)


def has_it_back(text: str) -> bool:
    """Whether the text says that what was lost is in its owner's hands again: 拿到了，啥都没少."""
    folded = squeezed(text)
    return _BACK.search(folded) is not None and _NOT_WHOLE.search(folded) is None


def leaves_off(text: str) -> bool:
    """Whether the whole text gives up what is under way: 不弄了，太麻烦了."""
    return _LEFT_OFF.fullmatch(squeezed(text)) is not None


def leaves_alone(text: str) -> bool:
    """Whether the whole text says that nothing need be done any more: 不用处理了."""
    return _LEFT_ALONE.fullmatch(squeezed(text)) is not None


def slipped(text: str) -> bool:
    """Whether the text says that something was typed or taken wrongly, and no more: 打错了. Just
    after a number or a list it may be about that.
    """
    folded = squeezed(text)
    return _SLIP.fullmatch(folded) is not None


_DEED: Final = "(?:关|开|退|解绑?|办|弄|提交|申请|取消|改)"
_DEED_BACK: Final = re.compile(
    f"(?:别|不要|先别|甭|不想|不)(?:给我|帮我|再)?{_DEED}(?:了|啊|呀|掉|吧)|(?:刚才|刚刚)?(?:那个|这个)?(?:不算|不作数)|反悔|后悔"
    f"|(?:撤回|撤销|收回|恢复)(?:刚才|刚刚|这个|那个|吧|一下|申请|$)|(?:点|按|选|搞|弄)错了|手滑|开(?:个)?玩笑|闹着玩|我(?:没|不)(?:说|让|叫|想)(?:要|你们?)?{_DEED}"
)


def takes_deed_back(text: str) -> bool:
    """Whether the text takes back what has just been done: 别关啊, 刚才那个不算, 点错了."""
    return _DEED_BACK.search(squeezed(text)) is not None
