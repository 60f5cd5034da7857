"""Tells when a text written by staff asks the customer for a secret.

It knows nothing of what customers type.
"""

from __future__ import annotations

import re

from kefu.core.folding import fold_with_places, loosely

# What ends a clause; a space or a line break between Chinese characters does not.
_IN_CLAUSE = r"[^,.。;!?\uff01\uff0c\uff1b\uff1f]"
_CHINESE_WORDS = (
    "密码",
    "口令",
    "验证码",
    "校验码",
    "动态码",
    "安全码",
    "私钥",
    "助记词",
    "密保答案",
    "密保的答案",
    "密保问题答案",
    "密保问题的答案",
)
_SECRET = (
    rf"(?:{'|'.join(map(loosely, _CHINESE_WORDS))}"
    r"|(?<![a-z])(?:cvv2?|cvc2?|pin|otp|yzm|password|passcode)(?![a-z])码?"
    r"|(?:短信|信息|手机|屏幕|收到|弹出|显示)的?[里中上]?的?(?:那|这|几|一)?[串个组]?(?:[\d一二三四五六七八九几]位)?数字"
    r"|(?<![后末尾号])(?:4|6|四|六)位(?:验证)?(?:数(?!的)|码))"
    r"(?!找回|重置|修改|服务|功能|设置|登录|保护|错误|输错|的(?:时间|手机|号码|渠道|方式|日期|问题|情况))"
)
_TYPING = "输入?|填写?"
# What staff send to the customer is no asking, nor is what goes to a third person (a warning).
_TO_OTHERS = r"(?![送诉]?[给到至]?(?:了|过)?(?:您|你|手机|邮箱|注册|他人|别人|任何人|陌生人|骗子))"
_ASKING = tuple(
    re.compile(rf"(?=(?P<asking>{pattern}))")  # zero-width: an excused one hides no other
    for pattern in (
        rf"(?:把|将){_IN_CLAUSE}{{0,12}}?{_SECRET}{_IN_CLAUSE}{{0,8}}?"
        rf"(?P<verb>(?:发|给|告诉|说|报|提供|回复|念|截|传|贴|打|写){_TO_OTHERS}|{_TYPING})",
        rf"(?P<verb>告诉(?!您|你)|告知(?!您|你)|提供|出示|(?<!不)需要(?:您|你)的|报一?下|报给|说一?下|发给(?!您|你)|发我|发一?下|发来|发过来|回复|念一?下|给我|给一?下)"
        rf"{_IN_CLAUSE}{{0,8}}?{_SECRET}",
        rf"(?:请|麻烦|需要您|帮忙){_IN_CLAUSE}{{0,16}}?"
        rf"(?P<verb>{_TYPING}|写|打(?!开)|(?<!点击)(?<!点)(?<!重新)(?<!获取)发){_IN_CLAUSE}{{0,6}}?{_SECRET}",
        rf"{_SECRET}(?:{_IN_CLAUSE}{{0,6}}?|[\W_]{{1,3}})"
        r"(?P<verb>多少(?!位|次|分|秒)|是什么(?!时候|意思|原因)|是啥|是几(?!位|次|分|秒)|发我|发一?下|发来|发过来|给我|给一?下|说一?下|报一?下"
        rf"|念一?下|提供一?下|传我|贴出来|打出来|(?:告诉|告知|发给|说给|报给|念给|提供给|传给){_TO_OTHERS})",
    )
)
_PERSON = "(?:任何人|其他人|他人|别人|陌生人|对方|客服|工作人员|客户|用户|您|你|我们|我)"
_PLACE = (
    "(?:任何|其他|非官方|陌生|第三方|不明|这个|此)*的?(?:地方|页面|网站|网页|链接|平台|群|聊天|对话|会话)"
    "(?:框|窗口|中|里|内|上)*"
)
# 不要(随意)(向他人)(要求您)发…: a negation that reaches the verb
# through nothing but its own complements.
_FORBIDDEN = re.compile(
    r"(?:不要|勿|别|不会|不需要|不需|无需|不用|不必|从不|绝不|不得|不能|不可以?|不应该?|不该|没有|严禁|禁止)"
    r"(?:再|轻易|随意|随便|主动|擅自|直接|以任何方式|通过任何方式)*"
    rf"(?:(?:向|跟|和|对|给){_PERSON}|在{_PLACE})?(?:要求|让|请|叫|需要)?{_PERSON}?$"
)
# 不要把您的|验证码发我: the complement begins before the secret.
_TAKING = re.compile(
    "(?:把|将)(?:您|你|我|的|收到|手机|短信|支付|登录|银行卡|上|里|页面|app|密码|验证码|和|或|与|及|、)*$"
)
# 收不到验证码请告诉我: to be told is the trouble.
_TROUBLE = re.compile("(?:收不到|没收到|没有收到|忘记|忘了)(?:短信|支付|登录|手机|的)*$")
_BEING_TOLD = frozenset({"告诉", "告知", "说一下"})
_WHICH_ONE = re.compile("是(?:登录|支付|交易)?密码还是(?:登录|支付|交易)?密码")
_OWN_FIELD = re.compile("输入框|卡片|页面|弹窗|应用里|app")
_CHAT = re.compile("对话|聊天|会话|这里|窗口")
_FORBIDDEN_REACH = 30
_CLAUSE_END = re.compile(r"[,.。;!?\uff01\uff0c\uff1b\uff1f]")
_SPACE = re.compile(r"(?<![a-z])\s+|\s+(?![a-z])")


def asks_for_secret(text: str) -> bool:
    """Whether a text sent by staff asks the customer to tell a password or a code."""
    plain = _WHICH_ONE.sub("哪种", _SPACE.sub("", fold_with_places(text).text.lower()))
    return any(
        not _is_excused(plain, match) for pattern in _ASKING for match in pattern.finditer(plain)
    )


def _is_excused(plain: str, asking: re.Match[str]) -> bool:
    """Whether the verb is forbidden, or typing into a field made for secrets is meant."""
    start, verb = asking.start(), asking.start("verb")
    taking = _TAKING.search(plain, max(0, start - _FORBIDDEN_REACH), start)
    secret_first = start < verb and plain[start] not in "把将"
    if (
        secret_first
        and asking["verb"] in _BEING_TOLD
        and _TROUBLE.search(plain, max(0, start - _FORBIDDEN_REACH), start)
    ):
        return True
    for position in (taking.start() if taking else start, verb):
        if _FORBIDDEN.search(plain[max(0, position - _FORBIDDEN_REACH) : position]):
            return True
    if not re.fullmatch(_TYPING, asking["verb"]):
        return False
    clause_start = max((m.end() for m in _CLAUSE_END.finditer(plain, 0, asking.start())), default=0)
    clause_end = _CLAUSE_END.search(plain, asking.end("asking"))
    clause = plain[clause_start : clause_end.start() if clause_end else len(plain)]
    return bool(_OWN_FIELD.search(clause)) and not _CHAT.search(clause)
