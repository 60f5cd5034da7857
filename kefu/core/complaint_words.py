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
_NO_NEED: Final = re.compile(
    "(?:真的?|确实|现在|暂时|已经|就|都|我)?(?:不用了|不需要了|没事了|不麻烦(?:你们?|您)?了|没什么事了?|(?:就|也)不(?:多)?说了)[谢啊哈,.!，。！~你您]*$"
)


def names_complaint(text: str) -> bool:
    """Whether the text calls it by its name."""
    return "投诉" in squeezed(text)


def speaks_of_complaint(text: str) -> Spoken | None:
    """What a text that sounds like a complaint is instead; None when it may well be one."""
    plain = squeezed(text)
    refused = _REFUSED.search(plain)
    if refused is not None and _MADE.search(plain) is None and not _STILL_CROSS.search(plain):
        return Spoken.NO_NEED
    if "投诉" in plain:
        if _THREATENED.search(plain):
            return Spoken.THREATENED
        made = _MADE.search(plain) is not None
        return Spoken.ASKED_ABOUT if not made and _ASKED_ABOUT.search(plain) else None
    if _NO_NEED.search(plain):
        return Spoken.NO_NEED
    return Spoken.PRAISE if _PRAISE.search(plain) and not _NOT_MEANT.search(plain) else None
