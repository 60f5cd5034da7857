"""The words by which a customer reports a theft.

Only for when the dialogue engine cannot listen; it knows better.

Errs towards hearing a report: a needless case costs an agent a minute,
a missed one costs the customer their money.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places

_CLAUSE: Final = re.compile(r"[,\uff0c。.!\uff01?\uff1f;\uff1b…]+")

# Who did it, and what it was done to.
_STRANGER: Final = "(?:有(?:个|的)?(?:陌生)?人|陌生的?人|[黑骇]客|骗子|小偷|坏人|不知道?是?谁)"
_SOMEBODY: Final = f"(?:{_STRANGER}|(?<!用)(?:别人|人家|他人)(?![的那]))"
_BY: Final = f"[被遭](?:{_SOMEBODY}|人|谁|同事|朋友)"
_LET: Final = f"[让给叫俾畀](?:{_SOMEBODY}|人)"
_ACCOUNT: Final = (
    "(?:[账帐][户号]|户口|户头|(?<!机)[号卡]|[钱银]包|微信|支付宝|[花借]呗|白条|身份|密码)"
)
_MONEY: Final = "(?:(?<!元)钱(?!包)|余额|零钱|存款|积蓄|工资(?!卡)|币)"
# What takes money away: only with its result (转走, 刷光), for 转 alone is an everyday word.
_TAKEN: Final = "[转划刷取提花弄拿卷套挪搬借卖领汇打充碌][了咗]?[走光空跑掉没]"
_COUNT: Final = r"[一二两三四五六七八九十几半\d]"

_REPORT: Final = re.compile(
    "|".join(
        (
            # 被盗, 号被人盗了, 钱让骗子骗走
            "被[盗偷骗]|盗(?:刷|用|号|转)",
            f"(?:{_BY}|{_LET}).{{0,4}}[盗偷骗呃]",
            f"被.{{1,8}}骗(?:了|走|光)|骗(?:走|光)|骗了(?:我|{_COUNT})|受骗|上当了",
            "(?<!是)(?<!举报)(?<!检举)(?<!涉嫌)(?<!疑似)(?<!防)诈骗(?!电话|短信|简讯|吗|么|吧)",
            "给了?骗子|冒充.{1,8}[让叫骗]我.{0,6}[转打汇付借]了",
            # 钱被刷走, 被莫名其妙划走, 余额让人花光
            f"[被遭](?!.{{0,4}}(?:法院|银行|公司|平台|系统)).{{0,8}}?{_TAKEN}",
            f"{_LET}.{{0,4}}?{_TAKEN}",
            f"[被遭][转划刷取](?:了|掉|{_COUNT}|$)",
            f"{_MONEY}.{{0,4}}(?:不见了|没了|不翼而飞|被转|被提)",
            f"(?:{_MONEY}|卡里|[账帐]户里).{{0,6}}(?:清零|莫名.{{0,4}}少)",
            f"(?:莫名|凭空|无缘无故|无故).{{0,4}}(?:{_TAKEN}|少了|转出)",
            # 号被人登了, 账户被黑, 有人登录了我的账号
            f"{_BY}.{{0,4}}(?:登(?!出)|[转刷取改碌]|花(?!呗)|换[绑掉]|冒用|提了|黑|控制|入侵)",
            f"[账帐][户号].{{0,4}}[被遭](?:人|别人)|(?:{_ACCOUNT}).{{0,4}}{_BY}.{{0,2}}用",
            f"{_ACCOUNT}.{{0,4}}[被遭](?:黑(?!名单)|登(?!出)|入侵|控制|冒用|克隆|复制)",
            "[被遭给](?:[黑骇]客|黑(?:了|$)|入侵)|[黑骇]客.{0,6}黑了",
            f"{_STRANGER}.{{0,6}}?(?:用|拿|从|登[录陆]?|进|改|黑|冒)[了咗过]?我.{{0,6}}?{_ACCOUNT}",
            f"{_SOMEBODY}.{{0,4}}?(?:登[录陆]?|盗|黑|冒)[了咗过]?我",
            f"{_ACCOUNT}.{{0,2}}有(?:陌生)?人(?:登[录陆]?|动|改|用)[了过]",
            # 有人把我钱转走了, 别人刷了我的卡
            f"{_SOMEBODY}.{{0,8}}[把将].{{0,8}}?{_TAKEN}",
            f"{_STRANGER}.{{0,8}}[把将]我.{{0,6}}[转划刷取提花改]了(?!给)",
            f"{_SOMEBODY}.{{0,6}}?(?:{_TAKEN}|刷|花|动|偷)[了咗过]?我",
            f"{_STRANGER}.{{0,2}}(?:在|偷偷).{{0,3}}[转划刷提取].{{0,2}}我",
            # 不是我转的, 这笔不是本人
            "(?:不是|非)(?:我本人|我|本人)(?:自己)?"
            "(?:转|付|操作|买|消费|支付|弄|刷|花|取|提|登|借)",
            "(?:笔|消费|登[录陆]|扣款|转账|交易).{0,8}(?:不是|非)(?:我本人|我|本人)$",
            "陌生(?:人|设备|地点).{0,4}登|[异外]地登[录陆]了|别(?:处|的地方)登",
            "hacked|stolen|stole my|scammed|unauthori[sz]ed",
        )
    ),
    re.IGNORECASE,
)
# Said right before or inside: it has not happened, or somebody else asks.
_NOT_HAPPENED: Final = re.compile(
    "(?:怕|担心|防|避免|免得|以免|省得|容易|如果|要是|假[如使]|一旦|差点|要不是|听说"
    "|(?:朋友|同事|同学|家人)(?:想|在|要|来)?问).{0,8}$"
    "|(?:(?<!是)不是|不[能想要许]?|没有?|未|别|(?<![么一唱])会(?:再|不会|不|就)?)$"
)
_POSSIBLE: Final = re.compile("会不会|能不能|[就还]能|能把|可以")
_QUESTION: Final = re.compile("防止|预防|防范|避免|怎么防|会不会|万一")


def reports_theft(text: str) -> bool:
    """Whether the text reports that money or an account was stolen
    (and does not only ask how to prevent it).
    """
    folded = "".join(fold_with_places(text).text.split())
    return any(map(_reports, _CLAUSE.split(folded)))


def _reports(clause: str) -> bool:
    if _QUESTION.search(clause):
        return False
    return any(
        not _NOT_HAPPENED.search(clause[: found.start()]) and not _POSSIBLE.search(found.group())
        for found in _REPORT.finditer(clause)
    )
