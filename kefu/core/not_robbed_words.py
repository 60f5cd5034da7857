"""The words of customers who speak of stealing and were not robbed here: they mistrust us, another
company's account is gone, a child played with the phone, there is more money than expected, a small
charge is asked about.

Errs towards a theft: what is gone from the wallet, or was given away, is one in whatever words it
stands. It must not know what is answered.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed


class NotRobbed(StrEnum):
    """What happened instead."""

    OF_US = "of_us"
    """你们会不会偷我的钱: a worry about us."""
    ELSEWHERE = "elsewhere"
    """我游戏号被盗了: another company's account."""
    CARD = "card"
    """我的信用卡被盗刷了: a bank's card, and no word of the wallet."""
    FAMILY = "family"
    """孩子拿我手机充了游戏."""
    FAMILY_PASSWORD = "family_password"
    """密码被我儿子改了."""
    MORE_MONEY = "more_money"
    """账户里突然多了2000块."""
    MISSING = "missing"
    """钱不见了会不会是系统问题: money that may only not be shown."""
    CHARGE = "charge"
    """为啥扣了我39.9: a small charge that is not understood."""


_STEAL: Final = "(?:偷|骗|盗|卷|吞|贪|昧|黑|坑)"
_FAMILY: Final = "(?:儿子|女儿|闺女|孩子|小孩|小朋友|娃娃?|宝宝|孙子|孙女|外孙|侄子|侄女|外甥|弟弟|妹妹|老婆|老公|媳妇|对象|女朋友|男朋友|家里人|我爸|我妈|老爸|老妈|爷爷|奶奶)"
OTHER_COMPANY: Final = (
    "(?:支付宝|微信|qq|扣扣|抖音|快手|微博|小红书|淘宝|天猫|京东|拼多多|闲鱼|美团|饿了么|b站|哔哩哔哩|steam|网易|邮箱|邮件"
    "|王者(?:荣耀)?|和平精英|吃鸡|原神|英雄联盟|lol|梦幻西游|(?:手机|网络)?游戏|手游|网游|平台币|视频会员|网盘|知乎|贴吧|陌陌|telegram|电报|facebook|脸书|instagram|apple ?id|苹果)"
)
BANK_CARD: Final = (
    "(?:银行卡|信用卡|储蓄卡|借记卡|(?:工行|农行|中行|建行|交行|招行|邮储|银行)的?卡)"
)
_OUR: Final = re.compile(
    "钱包|k豆|你们(?:这|家|平台|app|软件|里|的)|绑(?:定|在|着|了)?|零钱|余额(?!宝)|快捷|代扣|账户里|账上"
)
_BY: Final = "[被让给叫遭俾畀](?:人家?|别人|谁|骗子|黑客|坏人|陌生人|他们?)?(?:给|偷偷)?"
_GOT: Final = "(?:里面?|上)?的?(?:账?号码?|账户|帐号|帐户|id|卡|钱|皮肤|装备|金币|道具|点券)?(?:都|也|好像|可能|昨晚|昨天|今天|刚刚?|刚才|突然|又|全){0,8}"
_LOST_TO: Final = "(?:盗|偷|黑|刷|登[录陆]?了|转走|改了密码|抢|洗)"
_PATTERNS: Final = {
    NotRobbed.FAMILY_PASSWORD: re.compile(
        f"密码.{{0,4}}[被让给叫]我?(?:家|们家)?的?{_FAMILY}.{{0,4}}(?:改|换|乱|重置|动)|{_FAMILY}.{{0,8}}(?:(?:改|换|动)了?我?的?.{{0,4}}密码|[把将].{{0,4}}密码.{{0,2}}(?:改|换))"
    ),
    NotRobbed.FAMILY: re.compile(
        f"{_FAMILY}.{{0,16}}(?:充(?!值卡)|打赏|刷礼物|送礼物|买(?:了)?(?:皮肤|装备|游戏|点券|钻石|道具)|氪|玩游戏|抽卡|买游戏)"
        f"|(?:充|打赏|刷礼物|玩游戏|氪).{{0,12}}(?:是|都是)?(?:我|我家|我们家)?的?{_FAMILY}(?:拿|用|弄|玩|充|干|刷|点|搞)"
    ),
    NotRobbed.OF_US: re.compile(
        f"(?:你们|贵司|贵公司|平台|公司|客服|内部(?:人|员工)|员工).{{0,6}}(?:会不会|不会|会|是不是|该不会|可能|能不能|敢不敢|有没有).{{0,6}}{_STEAL}.{{0,4}}(?:钱|款|客户|用户|我|人)"
        f"|(?:钱|余额|存款).{{0,8}}(?:会不会|不会|会|是不是|该不会)被?你们.{{0,4}}(?:{_STEAL}|拿|转|跑|用)"
        f"|(?:怕|担心|怀疑)你们.{{0,6}}{_STEAL}|你们(?:公司|平台)?(?:会不会|不会|会)把.{{0,6}}钱.{{0,3}}{_STEAL}|你们(?:公司|平台)?(?:是|就是)?{_STEAL}(?:客户|用户|别人|大家|老百姓)的?钱"
    ),
    NotRobbed.MORE_MONEY: re.compile(
        r"多(?:了|出来?|出了)(?:一笔)?(?:[\d一二两三四五六七八九十几百千万]+)?(?:块|元|万|千|百)?(?:多)?(?:的)?(?:块|元)?(?:钱|进账|入账|收入|转账|收款)?(?:吧|呢|了|啊|呀|的|是怎么回事|怎么回事|是?谁(?:转|打|汇)?(?:给我|来|进来)?的??|怎么办){0,8}[?\uff1f]*$"
        "|(?:莫名其妙|莫名|突然|平白无故|无缘无故|不知道谁|不认识的人|陌生人|(?<!没)有人).{0,6}(?:转|打|汇|发)(?!电话|短信|消息|信息|链接|验证码)(?:了)?.{0,6}(?:给我|到我|进我|进来|进账)"
    ),
    NotRobbed.MISSING: re.compile(
        "(?:钱|余额|零钱).{0,4}(?:不见|没了|没有了|少了|显示0|变成?0|对不上).{0,12}(?:系统|bug|出错|故障|显示|延迟|刷新)"
    ),
    NotRobbed.ELSEWHERE: re.compile(
        f"{OTHER_COMPANY}{_GOT}{_BY}{_LOST_TO}|{OTHER_COMPANY}{_GOT}(?:被)?(?:盗号|失窃)"
    ),
    NotRobbed.CARD: re.compile(f"{BANK_CARD}{_GOT}{_BY}(?:盗|偷|刷)|{BANK_CARD}{_GOT}盗刷"),
}
_MORE_IS_GONE: Final = re.compile(
    "支出|扣|消费|支付|付款|订单|转出|不是我|记录|账单|花|少|骗|盗|多(?:付|扣|收|转)|要我|让我"
)
_ASKED_FOR: Final = re.compile(
    r"(?:为啥|为什么|为何|怎么|干嘛|咋|凭什么|什么(?:东西|钱|情况)|啥(?:东西|钱|情况)|哪来的).{0,8}(?:扣|收)|(?:扣|收)(?:了|走|掉)?(?:我)?.{0,10}(?:是什么|是啥|干嘛|怎么回事|什么情况|啥情况|什么钱|啥钱|什么费)"
)
_SUM: Final = re.compile(r"\d+(?:\.\d+)?")
_MANY: Final = re.compile(
    "[百千万几多两三四五六七八九]笔|[百千万]|盗|骗|偷|转走|陌生|登录|密码|验证码|余额|全|收到|通知|短信"
)
_SMALL: Final = 100
"""In yuan."""
_HAS_GONE: Final = re.compile(r"少了|没了|不见|转走|走了|偷了我|扣了|\d")
# Said beside it, the wallet is struck as well, or will be.
_GIVEN_AWAY: Final = re.compile(
    "验证码|链接|屏幕|远程|遥控|下载|(?:支付)?密码.{0,4}(?:给|告诉|填|输|泄)|都被(?:盗|偷)|还有我|一起被|骗(?:我|人|走|着|了|买)|(?:人|被)骗|我.{0,4}[转打汇付借]了|[转打汇借]了[0-9一二两三四五六七八九十几百千万]|[转打汇]过去|手机.{0,3}(?:抢|丢|偷|不见|补)|补办|刷脸|扫我"
)


def not_robbed_in(text: str) -> NotRobbed | None:
    """What happened where the text speaks of no theft from the wallet; None for everything else."""
    folded = squeezed(text)
    if _is_small_charge(folded):
        return NotRobbed.CHARGE
    for what, words in _PATTERNS.items():
        if words.search(folded) is None:
            continue
        if what is NotRobbed.MORE_MONEY and _MORE_IS_GONE.search(folded):
            continue
        if what in {NotRobbed.ELSEWHERE, NotRobbed.CARD} and _OUR.search(folded):
            continue
        if what not in {NotRobbed.FAMILY_PASSWORD, NotRobbed.OF_US} and _GIVEN_AWAY.search(folded):
            continue
        if what is NotRobbed.OF_US and _HAS_GONE.search(folded):
            continue
        return what
    return None


def elsewhere_in(text: str) -> NotRobbed | None:
    """Which other account the text names: a bank's card, or another company's."""
    folded = squeezed(text)
    if re.search(BANK_CARD, folded):
        return NotRobbed.CARD
    return NotRobbed.ELSEWHERE if re.search(OTHER_COMPANY, folded) else None


def _is_small_charge(folded: str) -> bool:
    if _ASKED_FOR.search(folded) is None or _MANY.search(folded):
        return False
    return all(float(found) < _SMALL for found in _SUM.findall(folded))
