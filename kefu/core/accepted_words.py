"""The words by which somebody finds out whose doing it was, and accepts it: their own login, or a
payment by their family.

A word of deceit, or of one payment among several, makes it none. It must not know what becomes of
the case.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places, squeezed

_FAMILY: Final = (
    "(?<!前)(?:老婆|老公|媳妇|妻子|丈夫|爱人|老伴|对象|女朋友|男朋友|儿子|女儿|闺女|丫头|孩子|小孩|孙子|孙女|老?[爸妈爹]|父亲|母亲|爷爷|奶奶|姥姥|姥爷|外公|外婆"
    "|[哥姐弟妹]{1,2}|家人|家里人?)"
)
_DOING: Final = (
    "(?:刚才|刚刚?|昨[天晚]|前天|今[天早]|早上|晚上|自己|偷偷|悄悄|拿|用|着|了|去|我的?|手机|账[户号]|号|钱包|钱|里的?|给|[他她]){0,8}"
    "(?:转|花|付|交|买|刷|取|充|弄|提|操作|干|搞|借|还)"
)
_DID: Final = (
    "(?:(?:都|就|全|原来|其实|应该){0,4}(?<!不)(?<!不会)是(?:我|俺|我们)?(?:家)?(?:的)?%s%s)"
)
_BY_FAMILY: Final = re.compile(_DID % (_FAMILY, _DOING))
_BY_THEM: Final = re.compile(_DID % (f"(?:{_FAMILY}|[他她])", _DOING))
_ACCEPTED: Final = re.compile(
    f"(?:[他她]|{_FAMILY})(?:自己|也|都|刚刚?|刚才|已经|早就?|就|终于){{0,4}}(?:(?:跟|和|对|同|给)我(?:说|讲|坦白|交代|发)|承认|坦白|招|认)(?:过|了|啦)"
    "|(?:我(?:也|都|是|就|其实|早就){0,4}|经过我|得到我)(?:同意|知道|答应|允许|清楚|(?:让|叫|请)[他她]|点过头|默许)(?:了|的|过)"
    "|(?:不用|不必|用不着|不需要|别)(?:再|给我|帮我|你们?){0,4}(?:查|追|管|处理|报|冻|麻烦)"
)
# 不用报警 calls for nothing more; 我要报警 does.
_WAIVED: Final = re.compile(
    "(?:不用|不必|用不着|不需要|别)(?:再|给我|帮我|你们?){0,4}(?:查|追|管|处理|报警|报案|报|冻结?)"
)
_NOT_ALL: Final = re.compile(
    "骗|盗|对方|客服|网友|报警|追|要回|赔|让[他她]还|还给我|退|冻|怎么办|咋办|不同意|没(?:有)?同意|不承认|没承认|不认|没(?:跟|和|经过)|不知道|不清楚|不(?:是|像)|但|可是|不过"
    "|第[一二两三四五六七八九十\\d]|(?<![几两三四五])[那这](?:一)?(?:笔|次)|另|其[他余它中]|剩|有一|\\d{2}|[百千万]|块钱?|元|[吗么?]|会不会|可能|也许|大概|估计|好像"
)


def tells_of_family(text: str) -> bool:
    """Whether the text says that somebody of the family did it, accepted or not."""
    folded = squeezed(text)
    return (
        _BY_FAMILY.search(folded) is not None and _NOT_ALL.search(_WAIVED.sub("", folded)) is None
    )


def accepts_family(text: str, *, named: bool = False) -> bool:
    """Whether the text says that the family did all of it, and accepts that: 是我老公转的，他跟我说了.

    With `named`, the message before told that the family did it, and 他 may be them.
    """
    folded = squeezed(text)
    by = _BY_THEM if named else _BY_FAMILY
    if by.search(folded) is None or _ACCEPTED.search(folded) is None:
        return False
    return _NOT_ALL.search(_WAIVED.sub("", folded)) is None


_LOGGED_IN: Final = re.compile("登[录陆了上着]?|上线|新设备|陌生设备")
_WORSE: Final = re.compile(
    "钱|转走|转了|转出|刷|扣|盗|骗|偷|少了|没了|丢|验证码|密码|链接|扫|下载|屏幕|远程"
)


def fears_login(report: str) -> bool:
    """Whether a report tells of a login, and of nothing worse."""
    folded = squeezed(report)
    return _LOGGED_IN.search(folded) is not None and _WORSE.search(folded) is None


_CLICKED: Final = re.compile("链接|网址|网站|二维码|扫码|扫了")
_WORSE_THAN_CLICKED: Final = re.compile(
    "(?<!没)(?<!没有)(?:填|输|给|报|念|告诉|发)(?:了|过)?[^,]{0,6}(?:验证码|密码)|(?:验证码|密码)[^,]{0,4}(?<!没)(?<!没有)(?:给|告诉|发|念|报|填|输)|登[录陆]|上线|远程|控制|共享|木马|病毒|转走|转了|转出|刷走|扣了|盗|被骗|少了|没了|丢"
)


def fears_link(report: str) -> bool:
    """Whether a report tells of a link that was opened, and of nothing worse."""
    folded = squeezed(report)
    return _CLICKED.search(folded) is not None and _WORSE_THAN_CLICKED.search(folded) is None


_BREAKS: Final = re.compile(r"[\s,\uff0c。.!\uff01~;\uff1b]+")
_OWN_LOGIN: Final = re.compile(
    "(?:[哦噢啊嗯哎唉额]|那|这|刚才?|登[录陆]的?|提醒|短信|通知|[异外]地|设备|的|个|条|次|台|部|应该|其实|原来|后来|想想|想起来了?|搞清楚了?|就|都|确实|好像){0,12}"
    "是(?:我|本人)(?:自己|本人)?"
    "(?:在|用|拿|从|刚才?|昨[天晚]|今[天早]|早上|晚上|换|了|新|旧|公司|单位|家里|网吧|酒店|[他她]|朋友|另外?|一|台|部|个|的|电脑|手机|平板|设备|办公室|出差|外地|老家|旅游|这边|这里|[到去]){0,12}"
    "(?:登(?:[录陆])?(?:上)?|上线|操作|弄|上)?(?:的|了|过)?(?:啊|呀|哈|呢)?"
)
_DOUBTED: Final = re.compile("不是|骗|盗|但|可是|不过|怎么|会不会|可能|也许|[吗么?]")


def owns_login(text: str) -> bool:
    """Whether the text says that a login was the speaker's own: 那个是我自己，我在出差."""
    folded = fold_with_places(text).text.lower()
    if _DOUBTED.search(folded):
        return False
    return any(_OWN_LOGIN.fullmatch(clause) for clause in _BREAKS.split(folded) if clause)
