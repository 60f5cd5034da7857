"""The words of customers who speak of money that went, and say in the same breath that nobody took
it: a loan to one's own people, a payment made in another way, a dream, a joke at one's own expense.

A word of deceit, of loss or of a question in it makes it none: who was deceived has paid with their
own hand as well. It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

# One of these stands in all of them, in either script.
_UNFOLDED: Final = re.compile("[借给給送还還收梦夢凶兇偷败敗没沒付交]")
# In another pair of hands than the one it was meant for, or perhaps so.
_DECEIVED: Final = re.compile(
    "骗|盗|拉黑|联系不上|联系不到|失联|跑路|跑了|(?<!人)不见|冒充|假的|报警|追|要回|退[款钱]|撤|刷单|投资|兼职|网贷|彩票|博彩|链接|验证码|密码|屏幕|远程|陌生"
    "|不认识|网友|网恋|网上认识|客服|警察|公安|民警|安全账户|解冻|保证金|认证|被(?!窝|子|删|退)|(?:不|没|赖着|拖着)还|不认|后悔|怎么办|咋办|救|[吗?\uff1f]|(?<![怎什])么|不(?:是|对)(?:我|的)|但|可是|不过|结果|后来才|才(?:发现|知道)|少了|不够"
)
_KIN: Final = (
    "(?:爸爸?|妈妈?|爹|娘|老公|老婆|媳妇|先生|太太|爱人|对象|男朋友|女朋友|儿子|女儿|闺女|孩子|孙子|孙女|爷爷|奶奶|姥姥|姥爷|外公|外婆|公公|婆婆|丈母娘|岳父|岳母|家人|家里人?"
    "|[表堂]?[哥姐弟妹]{1,2}|嫂子|姐夫|妹夫|弟妹|叔叔?|阿姨|舅舅?|舅妈|姑姑?|姑妈|姨妈?|伯伯?|大[爷妈伯]|侄[子女]|外甥女?|亲戚|发小|闺[蜜密]|战友|同学|同事|室友|舍友|朋友|邻居|哥们|房东|老板|员工|徒弟|师傅)"
)
_HIM: Final = f"(?:他们?|她|人家|我?(?:家)?(?:的)?{_KIN})"
_OWN_HAND: Final = f"(?:是|都是)(?:我|俺|本人)(?:自己|亲手|自愿|主动)?(?:借|给|送|还|转|打|汇|付)(?:给)?{_HIM}(?:的|做|买|交|用)"
_IS_KIN: Final = f"(?:他|她|这个?人|那个?人|对方|收款人|[\u4e00-\u9fff]{{1,4}})(?:就)?是(?:我|俺)(?:家)?(?:的|一个|一)*{_KIN}"
_PATTERNS: Final = tuple(
    re.compile(words)
    for words in (
        # 他是我表弟，钱是我借给他的
        f"{_IS_KIN}.{{0,12}}{_OWN_HAND}|(?:钱|笔|块|元|万|千)(?:也|都|其实|本来)?(?:就)?{_OWN_HAND}.{{0,10}}{_IS_KIN}",
        "(?:钱|[这那]笔|[这那]钱)(?:也|都|其实|本来|就)*(?:是|都是)(?:我|俺)(?:自己|自愿|主动)*(?:借|送|还)(?:给)?"
        + _HIM
        + "的",
        # 我转给我妈的钱她收到了
        f"我(?:昨天|今天|刚才?|上午|下午)?(?:转|打|汇|发|寄|借|还)给(?:我|俺)?(?:家)?(?:的)?{_KIN}的(?:那笔|那些|那个)?(?:钱|款|红包|生活费|学费|[\\d一二两三四五六七八九十几百千万]+[块元])?[,\uff0c]?(?:他|她|人家|对方)?(?:也|都|已经|刚|回复|回我|跟我)*(?:说)?(?:也|都|已经)*(?:收到|到账?|到了|收了)",
        # 没事没事，我微信给他了
        "^(?:哦|噢|啊|嗯|好的?|[,\uff0c])*(?:没(?:事|关系)(?:儿|了|的|啦)?[,\uff0c.!\uff01~。]*)+(?:后来|已经|刚才|刚|就)?我(?:后来|已经|刚才|刚|就|用|拿|改用|换)*(?:微信|支付宝|现金|银行卡|云闪付|别的(?:方式|卡)?|另外(?:一张)?卡)(?:里的?钱)?(?:已经|直接)?(?:转|付|给|补)(?:给)?(?:他|她|人家|老板|店家|商家|对方|店里)?了",
        # 刚才那个水电费我用现金给的
        "(?:费|钱|单|账)(?:子)?(?:后来|已经)?我(?:后来|已经)?(?:用|拿|改用|换)(?:现金|微信|支付宝|云闪付|别的卡|另外(?:一张)?卡)(?:给|付|交|转|补)(?:过去)?(?:的|了|过了?)",
        # the thief of the joke is the speaker, or sits at the same table
        "(?:凶手|小偷|真凶|罪魁祸首|元凶|败家(?:子|的)|贼)(?:就|竟然|居然|原来|其实|正|果然)*是(?:我(?:自己|本人|的(?:手|嘴)|这(?:双|张)[手嘴])|双十一|购物车|淘宝|我?(?:这)?(?:家)?(?:的)?(?:手|嘴|老婆|媳妇|孩子|猫|狗))",
        f"{_KIN}.{{0,6}}(?:没收|上缴|收走|管着|收(?:缴|上去)).{{0,4}}(?:零花钱|私房钱|工资|零用钱)|{_KIN}.{{0,4}}把(?:我)?(?:的)?(?:零花钱|私房钱|工资|零用钱).{{0,4}}(?:没收|收走|上缴|收缴)",
    )
)
# 跟做梦一样,钱没了 is no dream.
_DREAM: Final = re.compile(
    "(?<!像)(?<!跟)(?<!和)(?<!如)(?<!当是)(?<!以为是)(?<!以为在)(?:做(?:了)?(?:一?个|一场)?(?:噩|恶|坏|怪)?梦(?!一样|一般|似的|都|也)|梦(?:见|到)|梦里(?!都|也))"
)
_STOLEN: Final = re.compile("盗|骗|偷|抢|转走|刷走|没了|不见|丢")
_COME_TRUE: Final = re.compile(
    "真的?(?:被|没|少|丢|不|是|转)|果然|成真|居然|竟然|(?:醒|起)来?.{0,6}(?:没了|少了|不见|转走|被)|一看.{0,4}(?:没了|少了|不见)|怎么办|咋办"
)


def nothing_taken(text: str) -> bool:
    """Whether the text says that what went was given away willingly, or only dreamt or joked of."""
    if not _UNFOLDED.search(text):
        return False
    folded = squeezed(text)
    if _DREAM.search(folded) and _STOLEN.search(folded):
        return _COME_TRUE.search(folded) is None
    return not _DECEIVED.search(_JOKED.sub("", folded)) and any(
        words.search(folded) for words in _PATTERNS
    )


# 算不算盗刷哈哈 asks nothing in earnest.
_JOKED: Final = re.compile(
    "(?:这)?(?:算不算|算是|算)(?:是)?(?:被)?(?:盗刷|被盗|偷|抢劫|诈骗|被骗|打劫)(?:啊|呀|吧|了|吗|呢)*[?\uff1f]?(?=[,\uff0c]?(?:哈|嘿|嘻|笑|hh))"
)
