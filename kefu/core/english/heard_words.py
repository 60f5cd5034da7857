"""What an English message says, as a Chinese sentence that means the same: its matter, what is done
with these words, and the facts that are stated.

A message in English that says nothing of this service stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.english.answer_words import WHOLE, WHOLE_DEEDS, YES
from kefu.core.english.emergency_words import (
    DANGER,
    DONE_BY_THEM,
    ELSEWHERE,
    LOST_DEVICE,
    NOT_STOLEN,
    OF_OTHERS,
    OWN_TOO,
    SCAMMED,
    SUPPOSED,
    THEFT,
    UNASKED_CODE,
)
from kefu.core.english.fact_words import addresses_in, facts_in, without_facts
from kefu.core.english.language_words import is_english
from kefu.core.english.spelling import plain, without_manners
from kefu.core.english.tables import EnglishMatter, matters, questions

# Single words that nothing but English knows.
_LONE: Final = frozenset(
    {
        *("yes", "no", "nope", "yeah", "yep", "yup", "sure"),
        *("correct", "confirm", "confirmed", "agreed", "continue", "proceed", "wait"),
        *("cancel", "stop", "quit", "exit", "abort", "later", "nevermind"),
        *("never", "maybe", "moment", "thanks", "cheers", "goodbye", "hello"),
        *("hey", "noted", "understood", "sms", "email", "none", "text"),
        *("nah", "absolutely", "definitely", "certainly", "okay", "tomorrow"),
    }
)
_MATTERS: Final = matters()
_QUESTIONS: Final = questions()
_RELATIVES: Final = {
    "friend": "朋友",
    "wife": "老婆",
    "husband": "老公",
    "son": "儿子",
    "daughter": "女儿",
    **dict.fromkeys(("mother", "mom", "mum"), "妈妈"),
    **dict.fromkeys(("father", "dad"), "爸爸"),
    "colleague": "同事",
    "girlfriend": "女朋友",
    "boyfriend": "男朋友",
    "brother": "哥哥",
    "sister": "姐姐",
    **dict.fromkeys(("roommate", "flatmate", "housemate"), "室友"),
    **dict.fromkeys(("neighbour", "neighbor"), "邻居"),
    **dict.fromkeys(("coworker", "co-worker", "workmate"), "同事"),
    **dict.fromkeys(("boss", "manager"), "老板"),
    "classmate": "同学",
    "cousin": "表哥",
    "uncle": "叔叔",
    "aunt": "阿姨",
    **dict.fromkeys(("grandmother", "grandma"), "奶奶"),
    **dict.fromkeys(("grandfather", "grandpa"), "爷爷"),
    "landlord": "房东",
    "parents": "爸妈",
}
# What is asked of a matter, in this order; {deed} is what is done in it.
_ASPECTS: Final = (
    (
        re.compile(
            r"\b(?:free|cost|costs|charge|charges|fee|fees|pay for|price"
            r"|how much)\b(?!.*\b(?:did i|do i have)\b)"
        ),
        "{deed}收费吗",
    ),
    (
        re.compile(
            r"\bhow (?:long|many (?:days|hours|minutes)|soon|much time)\b"
            r"|\bwhen (?:will|can|do|is)\b|\btake long\b"
        ),
        "{deed}要多久",
    ),
    (
        re.compile(
            r"\bwhat (?:documents|papers|do i need|will i need)\b|\bdo (?:i"
            r"|you) need\b|\b(?:documents|requirements?)\b"
        ),
        "{deed}需要什么材料",
    ),
    (
        re.compile(
            r"\bwhat (?:happens|will happen|would happen|does (?:it|that|this) (?:do"
            r"|mean))\b|\bwhat if (?:i|you|we)\b|\b(?:if|when|after|once) (?:i|you|we"
            r"|it|my account)\b.*\?|\b(?:will|can|does|would|do) (?:i|my|it"
            r"|the)\b.*\b(?:still|lose|safe|receive"
            r"|able)\b|\b(?:affect\w*|impact|influence)\b"
        ),
        "{deed}会怎么样，有什么影响",
    ),
    (
        re.compile(
            r"\b(?:have|did|has|is|are) (?:you|it|my account"
            r"|the account)\b.*\b(?:already|yet|now|done|freeze|frozen|reset|submitted"
            r"|unlocked|locked)\b|\bis it (?:frozen|done)\b"
        ),
        "{deed}了吗",
    ),
    (
        re.compile(r"\bshould i\b|\bis it (?:necessary|better)\b|\bdo i have to\b|\bmust i\b"),
        "要不要{deed}",
    ),
    (
        re.compile(
            r"\bhow (?:do|can|to|could|should|does|would)\b|\bwhat (?:should|can|must"
            r"|do) i do\b|\bwhere (?:can|do|should)\b|\bways? to\b|(?<!two-)(?<!two )(?<!2-)\bsteps?\b"
            r"|\bprocedure\b"
        ),
        "怎么{deed}",
    ),
)
_WHY: Final = re.compile(
    r"\bwhy\b|\bwhat (?:is|was) (?:the )?(?:reason|problem|wrong)\b|\breason\b"
    r"|\bhow come\b|\bwhat happened\b|\bwhat went wrong\b"
)
_NOT_WANTED: Final = re.compile(
    r"\b(?:do not|never|not|no need to|without|stop) (?:you )?(?:\w+ ){0,2}?(?:want"
    r"|need|wish|like|going|freeze|freez\w+|block|lock|reset|change|refund|transfer me"
    r"|submit|close|cancel|delete|connect|send|open|call)\b"
)
_NOT_SO: Final = re.compile(
    r"\b(?:did not|have not|had not|never|am not|is not|was not) (?:\w+ )?(?:forgot"
    r"|lost|asking|locked|blocked|frozen|complaining|a complaint|about)\b"
)
_WANTS: Final = re.compile(
    r"\b(?:want|need|would like|please|can you|could you|will you|help me|let me"
    r"|i wish|go ahead|freeze|reset|unlock|unfreeze|unblock|connect|transfer me"
    r"|give me|show me|tell me|check|turn on|switch on|activate|enable)\b"
)
# Whatever else is said beside it may be a condition, somebody else's wish or no wish at all.
_FREEZES: Final = re.compile(
    r"(?:(?:help(?: me)?|yes|ok|hurry(?: up)?|quick(?:ly)?)[ ,.!]+)*(?:and |then )?"
    r"(?:i (?:want|need|wish|would like) (?:you )?to |let us |go ahead and |you (?:can|may|must) )?"
    r"(?:now )?(?:freeze|block|lock|suspend|disable|stop|secure) "
    r"(?:it|this|everything|(?:all )?(?:of )?(?:my |the |this )?(?:\w+ )?account|account)"
    r"(?:[ ,]+(?:now|first|then|for me|quick(?:ly)?|fast|today|at once|again|hurry(?: up)?))*"
    r"(?:,? (?:because|since|as) (?!long)[^?]*)?[ .!]*|freeze[ .!]*"
)
_CAN_YOU_FREEZE: Final = re.compile(
    r"(?:can|could|would|will) (?:you|i|we) (?:freeze|block|lock|suspend|disable|stop|secure)\b"
)
# Put off as a whole, whatever it is.
_PUT_OFF: Final = re.compile(r"\b(?:not now|not_yet|later|tomorrow|not today)[ .!]*$")
_OF_LOGIN: Final = frozenset({"重置密码", "修改密码", "登录", "解锁账户"})
# What is done only once it is agreed to.
_AGREED_TO: Final = frozenset(
    {"冻结账户", "提交工单", "申请退款", "重置密码", "注销账户", "解绑银行卡", "解锁账户"}
)
_TAKES_BACK: Final = re.compile(
    r"\b(?:cancel|stop|undo|revoke|abort|take back) (?:the |my |this |that )?"
    r"(?:\w+ )?(?:freeze|freezing|refund|ticket|request|reset|dispute|complaint)\b"
)
_QUESTION: Final = re.compile(
    r"(?:does|do|did|will|would|is|are|was|were|has|have|should|shall|what|why|how|when|where"
    r"|which|who|can i|could i|may i|am i)\b(?! not\b)"
)
# Somebody who only tells of a deed that others should do, or that they did.
_BUT: Final = re.compile(r"\b(?:but|however|although|unless|until|first|only if|as long as|if)\b")
_MADE_GOOD: Final = re.compile(
    r"\b(?:they|he|she|the (?:shop|seller|store|merchant|restaurant|cafe|staff)) (?:have |has |had |already |just |kindly )*"
    r"(?:gave|given|sent|got|made|brought|offered) me (?:a |an )?(?:new|another|fresh|replacement|different)\b(?!.*\b(?:code|card|password|wrong|broken)\b)"
    r"|\b(?:replaced|exchanged|swapped) (?:it|them) for me\b"
)
_RESERVED: Final = re.compile(r"^(?:yes|ok|sure|fine|alright)\b")
_LATIN: Final = re.compile("[a-zA-Z\uff21-\uff3a\uff41-\uff5a]")


def in_chinese(text: str) -> str:
    """The sentence in Chinese; the text itself where it is not English, or says nothing known."""
    if _LATIN.search(text) is None:
        return text
    said = without_manners(plain(text)) or plain(text)
    asks = "?" in text or "\uff1f" in text
    if _may_be_whole(text):
        whole = _whole(plain(text), asks=asks) or _whole(said, asks=asks)
        if whole is not None:
            return whole
    if not is_english(text):
        return text
    return _sentence(said, text) or text


def _may_be_whole(text: str) -> bool:
    """Whether the short answers are looked for: one word that Chinese customers use too is read as
    ever.
    """
    words = text.strip(" .!").casefold().split()
    return text.isascii() and (len(words) > 1 or not _LONE.isdisjoint(words))


def _whole(said: str, *, asks: bool) -> str | None:
    bare = said.rstrip(" ?")
    if not asks:
        if YES.fullmatch(bare):
            return "好的"
        for deed, chinese in WHOLE_DEEDS:
            if deed.fullmatch(bare):
                return f"好的，{chinese}"
    for pattern, chinese in WHOLE:
        if pattern.fullmatch(bare) and (not asks or chinese in _ASKABLE):
            return chinese
    return None


_ASKABLE: Final = frozenset({"你好", "在吗"})


def _sentence(said: str, text: str) -> str | None:
    """What a whole sentence says, its facts before it."""
    if DANGER.search(said):
        return "我不想活了"
    facts, addresses = facts_in(said), addresses_in(text)
    asks = "?" in text or _QUESTION.match(said) is not None
    matter = _emergency(said) or _matter(said, asks=asks)
    if matter is not None:
        return "，".join(["".join(facts) + matter, *addresses])
    step = next((q.chinese for q in _QUESTIONS if q.words.search(said)), None)
    if step is not None:
        return "，".join([step, *addresses])
    if _RESERVED.search(said) and _BUT.search(said):
        return "等一下，我想想"
    if not asks and _MADE_GOOD.search(said):
        return "店家给我换了新的"
    if addresses:
        return "，".join(addresses)
    if facts and (_nothing_else(said)):
        return "".join(facts)
    return None


_AROUND_FACTS: Final = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "around",
        "at",
        "for",
        "from",
        "i",
        "in",
        "is",
        "it",
        "of",
        "on",
        "one",
        "paid",
        "pay",
        "payment",
        "spent",
        "the",
        "this",
        "to",
        "was",
        "with",
        "yes",
    ]
)


def _nothing_else(said: str) -> bool:
    """Whether a message that states facts says nothing beside them."""
    left = re.findall("[a-z]+", without_facts(said))
    return sum(word not in _AROUND_FACTS for word in left) <= 1


def _emergency(said: str) -> str | None:
    """A theft, a loss or what is none, said so that they are told apart."""
    theft, lost = THEFT.search(said), LOST_DEVICE.search(said)
    scam, code = SCAMMED.search(said), UNASKED_CODE.search(said)
    if not (theft or lost or scam or code):
        return "不是被盗，没事了" if NOT_STOLEN.search(said) else None
    if NOT_STOLEN.search(said) and not re.search(r"\bi (?:did|have) (?:not|never)\b", said):
        return "不是被盗，没事了"
    if SUPPOSED.search(said):
        return (
            "怎么保护账户安全"
            if re.search(r"\b(?:protect|prevent|avoid|safe|secure)\b", said)
            else "如果账户被盗了怎么办"
        )
    if ELSEWHERE.search(said):
        return "我的微信号被盗了" if "wechat" in said else "我别的平台的账号被盗了"
    other = OF_OTHERS.search(said)
    if other and not (DONE_BY_THEM.search(said) or OWN_TOO.search(said)):
        return f"我{_RELATIVES[other[1] or other[2]]}的账户被盗了"
    if lost:
        return "我的手机丢了" + ("，钱被盗了" if theft or scam else "")
    if code:
        return "我没有操作，却收到了验证码"
    if scam:
        return "我被骗了，钱转给骗子了"
    if re.search(r"\b(?:log|access|device|got into|broke|hacked|account)\b", said):
        return "我的账户被盗了"
    return "我的钱被盗刷了，不是我本人操作"


def _matter(said: str, *, asks: bool) -> str | None:
    matter = next((m for m in _MATTERS if m.words.search(said)), None)
    if matter is None:
        return None
    return _set_aside(matter, said) or _asked(matter, said) or _told(matter, said, asks=asks)


def _set_aside(matter: EnglishMatter, said: str) -> str | None:
    """Said of a matter that it is not so, not wanted, or not now."""
    if ELSEWHERE.search(said) and matter.deed in _OF_LOGIN:
        return "我别的平台的账号密码忘了"
    if _NOT_SO.search(said):
        return f"我没有{matter.deed}"
    if _TAKES_BACK.search(said):
        return f"不要{matter.deed}了"
    if _NOT_WANTED.search(said) and not _WHY.search(said):
        asked = _asked(matter, said)
        return f"等一下，{asked}" if asked else f"不要{matter.deed}"
    put_off = _PUT_OFF.search(said) and matter.deed in _AGREED_TO
    return "晚点再说" if put_off else None


def _asked(matter: EnglishMatter, said: str) -> str | None:
    """What is asked of a matter; a yes with a reservation waits."""
    for pattern, chinese in _ASPECTS:
        if pattern.search(said):
            own = matter.asked is not None and "多少" in matter.asked
            return matter.asked if own else chinese.format(deed=matter.deed)
    if _RESERVED.search(said) and _BUT.search(said):
        return "等一下，我想想"
    return matter.asked if _WHY.search(said) else None


def _freezing(said: str, *, asks: bool) -> str:
    """What is said of a freeze: a wish only where the message is nothing else."""
    if not asks and _FREEZES.fullmatch(said):
        return "冻结我的账户"
    if _CAN_YOU_FREEZE.match(said):
        return "可以冻结账户吗"
    return "要不要冻结账户，我想想" if _BUT.search(said) else "要冻结账户吗"


def _told(matter: EnglishMatter, said: str, *, asks: bool) -> str:
    if _WHY.search(said):
        return f"为什么要{matter.deed}" if asks else matter.told
    if matter.deed == "冻结账户":
        return _freezing(said, asks=asks)
    if (
        asks
        and re.match(r"(?:can|could|may|is it possible)\b", said)
        and not re.match(r"(?:can|could) you\b", said)
    ):
        return f"可以{matter.deed}吗"
    return matter.wanted if matter.wanted and _WANTS.search(said) else matter.told
