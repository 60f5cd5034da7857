"""The words by which a complaint that was made is taken back (我要撤销投诉, 不投诉了), or one is spoken
of and none made.

It must not know whether there is one.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed

_ITS: Final = "(?:我|对你们?|对客服)?(?:的|这个|那个|那条|这条|刚才|刚刚|刚|之前|上次|昨天|前天|先前|原来|提交的?|提的?){0,8}"
_TAKES_BACK: Final = re.compile(
    f"(?:撤销|撤回|撤掉|撤了|撤|取消|收回|销掉|作废|终止|停止|撤下){_ITS}(?:这个|那个|那条)?投诉|投诉[^,，.。;]{{0,8}}?(?:撤|取消|收回|作废|销掉|算了|不要了|不用(?:处理|管|跟)了?)"
    "|(?:不|唔)(?:想|用|要|再|打算|准备){0,8}投诉(?:你们?|他们?|客服|了){0,8}了"
    "|投诉[^!?！？]{0,14}(?:跟|和|与)[你您]们(?:可|又|都|根本|完全)?(?:没关系|无关|没有关系|不相干)|(?:不是|没)(?:要|想|说要?)?投诉[你您]们"
)
_NOT: Final = re.compile(
    "(?:(?<![能会可])不|别|休想|没|绝不|不会|不要|不想|没说|拒绝|被|谁|为什么|凭什么|为啥)(?:让我|想|要|会|能|打算|可能|人|给我|把我的?|我的?|你们|会给){0,8}(?:撤|取消|收回|作废)"
    "|投诉[^,，.。]{0,4}被|(?:不|没).{0,3}(?:道歉|解决|处理|赔).{0,4}(?:不|就不|别)"
)


def takes_back_complaint(text: str) -> bool:
    """Whether the text says, or asks, that a complaint be withdrawn."""
    plain = squeezed(text)
    return _TAKES_BACK.search(plain) is not None and _NOT.search(plain) is None


class Spoken(StrEnum):
    """What sounds like a complaint and is none."""

    ASKED_ABOUT = "asked_about"
    """怎么投诉, 投诉有用吗; 我同事投诉过你们."""
    THREATENED = "threatened"
    """再这样我就投诉了: one will be made unless."""
    PRAISE = "thanks"
    """你们态度可以的."""
    NO_NEED = "deny"
    """感谢,但是真的不用了."""


_MADE: Final = re.compile("(?:我要|我想|要求|给我|帮我|必须|现在就|我在|正在)(?:要|去)?投诉|我投诉")
_ASKED_ABOUT: Final = re.compile(
    "(?:怎么|怎样|如何|咋|在哪里?|去哪里?|点样|哪里)(?:可以|能|才能|去|进行|样){0,8}投诉|投诉[^,.!，。！]{0,6}(?:有用|有什么用|怎么|如何|多久|谁|哪|流程|电话|渠道|几天|会怎|会不会|能不能|收费|要钱|什么)"
    "|投诉[^,.!，。！]{0,6}(?:也|都)?(?:没(?:啥|什么)?用|白搭|没戏|没人(?:理|管)|也是白)"
    "|被[^,.，。]{0,3}投诉(?!人)|(?:说|讲|威胁)(?:要|会)?(?:去)?投诉|投诉(?:[他她它]们?|商家|店家|卖家|对方|骗子|那个?人)|投诉(?:的话|会|能|可以|是不是){0,8}(?:更|比较)?快"
    "|(?:同事|朋友|别人|人家|隔壁|邻居|闺蜜|室友|舍友|同学|亲戚|老[公婆王李张]|[爸妈哥姐弟妹]{2}|我[爸妈哥姐弟妹]|网友|[他她]们?|网上|有人|好多人|很多人|听说)[^,.!，。！]{0,6}投诉|(?<!我)投诉过你们"
)
_THREATENED: Final = re.compile(
    "(?:再|要是|如果|不然|否则|要不|还不|还是不|还)[^.!。！]{0,14}(?:就|才|要|会|只能|只好)(?:要|去|会|得){0,8}投诉|不[^,.!。！]{1,8}就(?:要|去|会|得|只能|只好){0,8}(?:12315|12345|315|消协|消费者协会|工商局?|银监会|监管|网上|黑猫|找媒体)?(?:上)?(?:去)?投诉"
    "|投诉[^,.!]{0,4}信不信|信不信[^,.!]{0,6}投诉"
)
_PRAISE: Final = re.compile(
    "(?:态度|服务|流程|速度|回复|效率|客服|你们?|您)(?:们)?(?:这个?|家)?(?:都|也|是|还|算){0,8}(?:可以的|挺[^不没]{1,2}的?|很(?:好|快|耐心|周到|不错|专业)|不错|真(?:好|棒|快)|蛮[^不没]{1,2}的?|够[快好])[呀啊哦了,.!，。！~]*$"
)
_NOT_MEANT: Final = re.compile(
    "就是|但|可惜|才怪|呵|哼|个(?:鬼|屁)|慢|差|烂|坏|贵|坑|黑|烦|难|垃圾|狠|会(?:骗|玩|拖)"
)
_STILL_CROSS: Final = re.compile(
    "怎么|为什么|为啥|凭什么|[吗么?？]|但|可是|不过|没(?:解决|处理|退|到)|骗|态度|找你们领导"
)
# 放心,我不会去投诉你的; 又不是真投诉; 不用你们管,我自己看着办
_REFUSED: Final = re.compile(
    "(?:不会|不是|没想|不打算|没打算|没有?要|才不|犯不着|用不着|懒得)(?:真的?|去|来|要|想|再){0,8}投诉"
    "|(?:不用|不要|别|甭)(?:再|给我|麻烦){0,8}(?:[你您]们?)?(?:打(?:电话|来)?|联系|管|插手|操心)(?:我)?(?:了|啦)?(?=[,，。.!~]|我自己|$)"
)
# 气话 别当真; 也就是嘴上说说; 我认识你们经理 哈哈; 没啥要投诉的
_NOT_SERIOUS: Final = re.compile(
    "(?:也|都|就|我|只|那|不过){0,4}是?(?:嘴上|口头上?|随口|嘴硬|瞎)(?:这么)?(?:说说|讲讲|一说)(?:的|而已|罢了)?[呀啊吧哈了,.!~]*$"
    "|^(?:我)?(?:就是|是|刚才是|都是)?(?:气话|气头上|吹牛|说着玩|闹着玩|逗[你您]|开(?:个)?玩笑)[^?？]{0,8}$|(?:别|不要|不用)(?:太)?当真[呀啊哈了,.!~]*$|说说而已"
    "|^我?(?:还)?认识[你您]们(?:那个?|的)?(?:经理|老板|领导|老总|总经理|主管|ceo)[呢哦啊,.!~哈嘿]*$"
    "|(?:没(?:有)?|冇)(?:啥|什么)?(?:好|可|要|想)?投诉的?(?:[了呀啊,.!~]|$)|投诉[^,.!?]{0,4}嫌(?:麻烦|烦)|投诉[^!?]{0,8}不投(?:了)?[,.!~]*$"
)
_NOTHING: Final = re.compile("没什么|什么的")
# 都说客服不理人
_RUMOUR: Final = re.compile(
    "^(?:不是)?(?:大家|人家|别人|网上|外面|好多人|很多人|有人)?(?:都|总|老)(?:在)?(?:说|传|讲)[你您]?们?(?:家|的)?(?:客服|人工|服务|[你您]们)[^?？]{0,10}$"
)
_NO_NEED: Final = re.compile(
    "(?:真的?|确实|现在|暂时|已经|就|都|我)?(?:不用了|不需要了|没事了|不麻烦(?:你们?|您)?了|没什么事了?|(?:就|也)不(?:多)?说了)[谢啊哈,.!，。！~你您]*$"
)


_OWN_CASE: Final = re.compile("我|退|[怎咋]|什么|要求|必须|没人(?:管|理)我")
_PRAISES: Final = re.compile(
    "(?:[你您]们?|银行|客服|人工|小哥|小姐姐|机器人)(?:这个?|那个?|家|的)?[^,.!?不没]{0,5}(?:还|也|都|真|可|倒|得|算){0,4}(?:挺|很|真|蛮|特别|够)(?:负责任?|清楚|细心|贴心|及时|周到|耐心|专业|人性化|到位|好|快|棒|给力|靠谱|热情|贴切|认真|厉害|聪明|方便|省心|不错)的?[呀啊哦了哈呢,.!~]*$"
    "|(?:夸夸?|表扬|点赞)(?:一?[下个])?(?:[你您]们?|客服|人工|小哥|小姐姐)|(?:是|想|要|来)(?:专门|特意)?(?:夸|表扬|点赞)"
    "|(?:夸|表扬)[你您]们?"
)


def praises(text: str) -> bool:
    """Whether the text is praise: 你们提醒得还挺清楚, 夸你们."""
    plain = squeezed(text)
    if _NOT_MEANT.search(plain) or _STILL_CROSS.search(plain.replace("态度", "")):
        return False
    return _PRAISES.search(plain) is not None


def names_complaint(text: str) -> bool:
    """Whether the text calls it by its name."""
    return "投诉" in squeezed(text)


def speaks_of_complaint(text: str) -> Spoken | None:
    """What a text that sounds like a complaint is instead; None when it may well be one."""
    plain = squeezed(text)
    refused = _REFUSED.search(plain)
    if refused is not None and _MADE.search(plain) is None and not _STILL_CROSS.search(plain):
        return Spoken.NO_NEED
    made = _MADE.search(plain) is not None
    if _NOT_SERIOUS.search(plain) and not made and not _STILL_CROSS.search(_NOTHING.sub("", plain)):
        return Spoken.NO_NEED
    if "投诉" in plain:
        if _THREATENED.search(plain):
            return Spoken.THREATENED
        return Spoken.ASKED_ABOUT if not made and _ASKED_ABOUT.search(plain) else None
    if _NO_NEED.search(plain):
        return Spoken.NO_NEED
    if _RUMOUR.search(plain) and not _OWN_CASE.search(plain):
        return Spoken.THREATENED
    return (
        Spoken.PRAISE
        if praises(text) or (_PRAISE.search(plain) and not _NOT_MEANT.search(plain))
        else None
    )
