"""The words by which somebody finds out that what looked like a theft was their own people's
payment, or their own: 老公说他买的, 问到了是我弟, 都是我转的我忘了.

A word of deceit, of doubt, or of one payment among several makes it none. It must not know what
becomes of the case.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_KIN: Final = (
    "(?<!前)(?:老婆|老公|媳妇|妻子|丈夫|先生|太太|爱人|老伴|对象|女朋友|男朋友|儿子|女儿|闺女|丫头|孩子|小孩|娃|孙子|孙女|外孙女?|老?[爸妈爹]|父亲|母亲|爷爷|奶奶|姥姥|姥爷|外公|外婆|公公|婆婆|丈母娘|岳[父母]"
    "|[表堂]?[哥姐弟妹]{1,2}|嫂子?|姐夫|妹夫|叔叔?|阿姨|舅舅?|舅妈|姑姑?|姑妈|姨妈?|侄[子女]|外甥女?|家人|家里人?)"
)
# What these did stands only once it is settled.
_ACQUAINTED: Final = "(?:室友|舍友|同事|同学|(?<!男)(?<!女)朋友|闺[蜜密]|合租的|邻居|哥们)"
_SETTLED: Final = re.compile(
    "(?:已经?|都|就|全|刚|钱)(?:把)?(?:钱)?(?:还|转|给|退)(?:回|给)*(?:给)?我|还我?(?:钱|了)|没事了?|误会|不好意思|我(?:知道|同意|答应|让)|虚惊"
)
_OURS: Final = f"(?:我|俺|咱)?(?:们)?(?:家)?(?:的|那个?)?{_KIN}"
_KNOWN: Final = f"(?:我|俺|咱)?(?:们)?(?:的|那个?)?{_ACQUAINTED}"
_HE: Final = f"(?:他们?|她们?|ta|自己|{_OURS})"
_SAID: Final = "(?:刚刚?|刚才|也|都|自己|终于|后来|才|就|电话里|微信|回来|回我|回复|[,\uff0c]){0,8}(?:说|讲|承认|坦白|交代|招认|告诉我|跟我说|跟我讲|回我说?|回复说?)(?:了|过)?"
_HOW: Final = "(?:自己|刚刚?|刚才|昨[天晚]|前天|今[天早]|早上|上午|中午|下午|晚上|上周|当时|不小心|手滑|偷偷|帮我|给家里|拿|用|着|了|我的?|手机|账[户号]|号|微信|钱包){0,10}"
_BOUGHT: Final = "(?:买|付|订|充|交|下[的了]?单|点(?!击)|花|刷|续|拍|开)"
_MOVED: Final = "(?:转|还|打|汇|取|提|借|弄|操作|用)"
_END: Final = (
    "(?:错)?(?:的|了|过)?[^,\uff0c。!\uff01?\uff1f~…吗么没不]{0,4}(?=$|[,\uff0c。.!\uff01~…])"
)
# Deceit, doubt, or one of several.
_NOT_SO: Final = re.compile(
    "骗|盗|小偷|链接|扫码|验证码|密码|对方|客服|网友|陌生|不认识|转错|误转|可疑|不信|撒谎|假|(?:没|未)(?:有)?(?:承认|转|还|买|付|跟|和|经过|同意)|不承认|不认账|不是(?:他|她|我|自己)|[吗么?\uff1f]|会不会|可能|也许|大概|估计|好像|如果|要是|万一"
    "|要回|追|赔|报警|报案|让[他她]还|逼|但|可是|不过|另|其[他余它中]|剩|还有|第[一二三四五六七八九十\\d]|(?<![几两三四])[那这]一?[笔次](?!钱|都)|有一[笔次]|只有"
)
# 他用我的号买的东西, 不是被盗 denies, and accuses nobody.
_DENIED: Final = re.compile(
    "(?:并|又|也)?(?:没(?:有)?|不是|并非)(?:人|真的?|什么)?(?:被|遭)?(?:人)?(?:盗刷?|骗|偷)(?:走)?(?:了)?"
)
_CLAIM: Final = (
    f"{_SAID}[,\uff0c:说]?(?:[那这]个?)?(?:几|些|都|就|其实|原来|也){{0,4}}(?:是)?{_HE}{_HOW}"
)
_CLAIMS_PURCHASE: Final = re.compile(f"{_OURS}{_CLAIM}{_BOUGHT}{_END}")
_CLAIMS_TRANSFER: Final = re.compile(f"{_OURS}{_CLAIM}{_MOVED}{_END}")
_CLAIMS_KNOWN: Final = re.compile(f"{_KNOWN}{_CLAIM}(?:{_BOUGHT}|{_MOVED}){_END}")


def family_claims(text: str) -> bool:
    """Whether somebody of the family says that they bought or paid it: 老公说他买的; or a friend,
    with whom it is settled: 室友说是她买的，已经还我钱了.
    """
    if _is_so(text, _CLAIMS_PURCHASE):
        return True
    return _is_so(text, _CLAIMS_KNOWN) and _SETTLED.search(squeezed(text)) is not None


def family_claims_transfer(text: str) -> bool:
    """The same of money that was sent, which a swindler may have talked them into: 婆婆说是她转的."""
    return _is_so(text, _CLAIMS_TRANSFER)


_SUSPECTED: Final = re.compile(
    f"(?:好像|可能|会不会|是不是|应该|估计|大概|也许|难道|莫非|不会|怕|多半)(?:又|就|都|真)?(?:是)?{_OURS}{_HOW}(?:{_BOUGHT}|{_MOVED}|$)"
    f"|{_OURS}(?:他|她)?(?:会不会|能不能|有没有|是不是)[^,\uff0c。!]{{0,3}}?(?:{_BOUGHT}|{_MOVED})"
    f"|{_OURS}[^,\uff0c。!]{{0,6}}?(?:他|她)?(?:会|能|可能)[^,\uff0c。!]{{0,3}}?(?:{_BOUGHT}|{_MOVED})[^,\uff0c。!]{{0,3}}[吗么吧?\uff1f]"
)


def suspects_family(text: str) -> bool:
    """Whether the text supposes that their own people did it: 好像是我外婆点错的, 我弟弟会充吗."""
    return _SUSPECTED.search(squeezed(text)) is not None


_AROUND: Final = "(?:[嗯哦噢啊哎唉对]|是的|好吧|问[到了过清]{1,2}|刚才?|[,\uff0c。.!~…]){0,8}"
_CONFIRMED: Final = re.compile(
    f"{_AROUND}(?:确实|真的?|果然|还真|的确|没错|原来|就|果真){{1,4}}[,\uff0c]?是(?:{_OURS}|他|她){_HOW}(?:{_BOUGHT}|{_MOVED})?(?:错)?[的了过]{{0,2}}[啊呀哈呢,\uff0c。.!~…]{{0,4}}"
    f"|{_AROUND}(?:{_OURS}|他|她)(?:都|已经|终于|刚刚?|刚才|自己|全|跟我|和我|也){{0,6}}(?:承认|坦白|招|认|交代|招认)(?:错)?了?[啊呀哈呢,\uff0c。.!~…]{{0,4}}"
)


def confirms_family(text: str) -> bool:
    """Whether the whole text confirms that those did it who were supposed to: 确实是外婆, 他承认了."""
    return _CONFIRMED.fullmatch(squeezed(text)) is not None


_FOUND_OUT: Final = re.compile(
    f"(?:问(?:到|清楚|出来|明白|过)|查(?:到|清楚?|明白)|搞(?:清楚|明白)|弄(?:清楚|明白)|想起来|破案|对上|知道|找到(?:原因|人)?)(?:了|啦)[^骗盗偷?\uff1f吗]{{0,4}}?(?:是)?{_OURS}{_HOW}(?:{_BOUGHT}|{_MOVED}){_END}"
)


def finds_family(text: str) -> bool:
    """Whether it was found out that their own people did it: 问到了，是我弟买的."""
    return _is_so(text, _FOUND_OUT)


_ALL_OWN: Final = re.compile(
    "(?<![不没])(?:都|全|全都|统统|[两三]笔都|几笔都)是(?:我|本人)(?:自己|本人)?(?:昨[天晚]|前天|当时|之前|喝多了?|亲手|给[^骗,]{1,4})?(?:转|付|买|花|刷|充|还|操作|弄|打|汇)的"
)
_RECALLED: Final = re.compile(
    "忘(?:了|记|掉|光)|想起来|记起来?|喝(?:多|醉|大|断片)|搞错|弄错|记错|看错|乌龙|误会|虚惊|不好意思|对不起|抱歉|没事了?"
)

_BY_ONESELF: Final = re.compile("(?:都|全|统统)是我自己(?:花|买|转|付|刷|充)的")


def recalls_all(text: str) -> bool:
    """Whether all of it was the speaker's own, which they had forgotten: 都是我转的，喝多了忘了."""
    recalled = _RECALLED.search(squeezed(text)) or _BY_ONESELF.search(squeezed(text))
    return _is_so(text, _ALL_OWN) and recalled is not None


_FEARED: Final = re.compile(
    f"以为[^。!?\uff1f]{{0,14}}?(?:盗|骗|偷|丢)[^。!?\uff1f]{{0,10}}?(?:后来|其实|结果|原来|才(?:发现|知道|想起)|谁知道|没想到|一问|一查)[^骗盗偷?\uff1f吗]{{0,10}}?是(?:(?:我|俺|本人)(?:自己|本人)|{_OURS})?(?:我|俺)?{_HOW}(?:{_BOUGHT}|{_MOVED})[^骗盗偷?\uff1f吗]{{0,10}}$"
    "|以为[^。!?\uff1f]{0,14}?(?:盗|骗|偷|丢)[^。!?\uff1f]{0,10}?(?:后来|其实|结果|原来|才(?:发现|知道|想起)|一查)[^骗盗偷?\uff1f吗]{0,6}?是(?:自动|系统|每月|每年|包月|正常)?(?:的)?(?:[扣续](?:的|了)?(?:费|款|钱|订)?|会员|话费|月租|年费|月费|房租|保险|水电费?|煤气费?|物业费?)[^骗盗偷?\uff1f吗]{0,8}$"
    "|以为[^。!?\uff1f]{0,14}?(?:盗|骗|偷|丢)[^。!?\uff1f]{0,10}?(?:后来|其实|结果|原来|才(?:发现|知道|想起)|一查)[^骗盗偷?\uff1f吗]{0,10}?(?:没(?:有)?(?:事|少|丢|这回事)|虚惊|误会|找到了|记错|看错|搞错|想多)[^骗盗偷?\uff1f吗]{0,6}$"
)


def was_only_feared(text: str) -> bool:
    """Whether a theft was feared and is explained in the same breath: 我还以为被盗了，后来发现是我自己买的."""
    return _FEARED.search(squeezed(text)) is not None


def _is_so(text: str, words: re.Pattern[str]) -> bool:
    folded = squeezed(text)
    return words.search(folded) is not None and _NOT_SO.search(_DENIED.sub("", folded)) is None
