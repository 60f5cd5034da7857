"""A yes, or a no, that is one from the beginning of a clause to its end, in plain wording.

What decides about money must be said, and not only sound so: 同意你个头 is no yes, and 我儿子也不知道
says no to nothing. Pure. Must not know the dialogue, nor which question stands.
"""

from __future__ import annotations

import re
from typing import Final

# What can be done by the bot or to a matter, as a verb.
DOING: Final = (
    "(?:冻结?[上住了掉]?|解冻|解封|解锁|解绑|解除|解开?|退款|退钱|退[了回掉]?|转人工|转接|提交|提现|充值|转账|付款|支付|注销|销户|注册|开户|绑定|绑卡?|挂失|申诉|投诉|举报"
    "|重置|找回|修改|更换|更改|换绑|换|改|查询|查|核实|处理|办理|办|弄|搞|整|做|操作|发送|发|重发|打印|导出|开通|开启|开|关闭|关掉|关|删除|删|取消|登记|预约|约|联系|安排|追回?|拦截|继续|确认|验证|认证|上传|填写?|选|输|报|提高|提升|设置|打开|下载|添加|撤回|赔偿?|补卡?|催|停用?|拦住?|解决|解释|通知|变更|登录|申请|换|加急)"
)
_LONGEST: Final = 24

# No yes has these: a question, a condition, another time, an acknowledgement, a no.
_RESERVED: Final = re.compile(
    r"\?|[吗么]$|没(?:有|得|啥|什么){0,8}(?:问题|毛病|影响|关系|意见|异议)吧|^(?:好|行|可以|成|够|中)[了啦](?=$|[|可收搞])|^(?:快|先)?(?:帮|给)[^|]*$|(?:按|照)(?:你|照).*了|(?<![|那就])(?:按|照)(?:你|照).*的$|^对了[|]|可以[^|冻退提]{1,4}了$|了我(?:就|才)|w.{4}|.{4}w|看着办|^冻嘛$|若|如果|要是|倘若|假如|万一|除非|只要|前提|(?<!可以)的话|明天|后天|明儿|以后|改天|回头|下次|下周|晚点|待会|等会|一会|过会|有空"
    r"|知道了|明白|了解|懂了|晓得|收到|看到了|拜|再见|再会|告辞|挂了|先走|走了|去忙|但是?|不过|可是"
    r"|不(?![用必]?(?:问|解释|多说|说|犹豫|等了|纠结|考虑了|反对|介意|怕|要紧|碍事|错|管|啰|磨))"
    r"|没(?![有得啥什么]*(?:问题|错|毛病|意见|异议|二话|关系|事|说错|别的|其他|异议)|什么(?!问题|意见))|别(?!问|说|啰|磨|的|废)"
)
_MOCKS: Final = re.compile(
    "才怪|(?:^|[|])[嗯哦好啊]*那就[行好成]了?(?=$|[|])|屁用|真行$|你们真|个头|行行好"
)
_LEAD: Final = "[嗯哦额那啊昂w诶哎唉害呃哈]*"
_YES: Final = (
    "(?:好|行|可以|嗯|对|是|需?要|有|成|中|得|妥|可|昂|管|准|吼|豪|使得|正是|同意|确[认定忍任]|没(?:有|得|啥|什么){0,8}(?:问题|毛病|意见|异议|二话)|没错|没说错|当然|必须|肯定|愿意|乐意"
    "|确实|的确|嗯哼|正确|接受|允许|批准|授权|无异议|不反对|不介意|继续|接着来|下一步|往下走|走起|搞起|巴适|安排|妥妥|阔|照办|就它|哦克|欧克|奥克)"
)
_AFTER_YES: Final = "(?:的|吧|呀|啊|嘛|了|嘞|呢|滴|哟|呐|捏|耶|撒|啦|哈|咯|克|w|㗎){0,8}"
_BEFORE: Final = (
    "(?:那|就|直接|还是|只好|只能|可以|同意|确[认定]|是|先|赶紧|赶快|马上|快|立[即刻]|现在|帮我?|给我|请|麻烦|[你您]们?|也|都|全|把|将|我|的|账户|账号|钱包|工单|它|这个|这笔|一起"
    "|重新|再|要|想|需要|愿意|授权|允许|咁|干脆|点|些|一点|继续){0,8}"
)
_DOES: Final = f"(?!取消|停|撤|退[出回]){DOING}|来|开始|转|记录|取号|照做|整"
_RESULT: Final = "(?:[结上住掉了开来下去完好定成]|一下|起来|过来|过去|出来|回来|就){0,8}"
_OBJECT: Final = "(?:我?的?(?:账户|账号|钱包|户口|钱|款|它|工单|密码|短信|人工|验证码|申请|上去|登记|一个|[冻退转提交发弄]+))?"
_DEED: Final = f"{_BEFORE}(?:{_DOES}){_RESULT}{_OBJECT}(?:吧|了|嘛|撒|啊|呀|的|得|好|算|谢谢|行|为好|执行|办理|弄吧){{0,8}}"
# Without a yes before it a deed is one only where it is told to be done.
_TOLD: Final = re.compile(
    "吧|[嘛撒]$|^(?:[嗯哦额那啊就]|还是|直接|只好|只能|可以|同意|确|照|快|马上|现在|立|继续|提交|冻)"
)
_PASSING: Final = "(?:算了|想好了|想通了|考虑好了|决定了|不用问了?|别问了?|别说了|少废话|不犹豫了?|(?:没|也没)别的?(?:办)?法(?:了)?|只能这样了?|太好了|没事|没关系|好使|您?看着办|那麻烦[你您]了|点了)"
# Said of the proposal as a whole.
_SO: Final = "(?:那|就|也|都|只好|只能|还是|这|这个|方案|这样子?|我|这么|咁|最|照|按|跟着?|着|[你您]们?|说的?|流程|规定|第一?[n种个]+|的|来|办|做|走|定|处理|弄|搞|听|交给|看|样|行|好|可以|成|同意|认|了|吧|啦){0,8}"
_SO_BE_IT: Final = re.compile(
    "就这[样么]|这样也?[行好成可]|那就这|照办|听[你您]|按[你您照流规这第]|照[你您流]|交给|[你您]们?(?:来)?处理|[就只][好能]?这样|也(?:最)?(?:行|好|可以|成)|(?:方案|这个|这样).*(?:行|好|可以|成|同意)|同意|我认|^[那就]+(?:好|行|可以|成)"
)
# Who somebody is, and that what is shown is right.
_RIGHT: Final = "(?:就|是|对|没错|我|本人|自己|的|这|这样|这么|回事|个?意思|都|全|信息|核对|无误|没错|说得?|[你您]|没毛病|数据|情况|确[实认定]|行得通|带了|正是|如此){0,8}"
_IS_RIGHT: Final = re.compile(
    "(?<!都)是我|本人|(?:都|全|信息|说得?|核对){1,8}(?:没错|对|无误)|无误|是(?:这样|这么回事|这个意思|如此)|行得通|带了"
)
# 好的我等你们消息
_IN_HOPE: Final = "那?我?就?等(?:着|候)?[你您]们?的?(?:消息|通知|结果|回复|电话|答复|处理)"
_YES_CLAUSE: Final = re.compile(
    f"{_LEAD}(?:我这边|我这|我|完全|[你您]说得?|已阅读并|{_PASSING}){{0,8}}(?:{_YES}{_AFTER_YES}){{1,8}}(?:并?(?:{_DEED}|{_SO})|{_IN_HOPE})?"
)
_DEED_CLAUSE: Final = re.compile(f"{_LEAD}{_PASSING}*{_DEED}")
_WHOLE: Final = re.compile(f"{_LEAD}{_PASSING}*(?:{_SO}|{_RIGHT})")

# Around a no: how firm, of what, and politeness.
_OF: Final = "我?自?己?的?(?:账户|账号|钱包|户口|钱|款|卡|银行卡|余额|它|工单|人工|客服|真人|密码|验证码|短信|邮件|手机号?|身份证号?|照片|对话|聊天|流程|操作|订单|申请|步骤|主菜单|首页|上一[步页]|队|退款|投诉|电话|回电|记录|聊天记录|二次验证|指纹|刷脸|人脸|实名(?:认证)?|机器人|这笔|这张|那笔|方案|结果|事)"
_NO_BEFORE: Final = f"(?:[嗯哦额那啊呃哎唉诶害]|好的?吧?|行吧?|就|还是|先|暂时|暂|现在|今天|目前|眼下|这次|我|俺|咱|真的?|确实|都|也|可|又|千万|求求?[你您]们?|请|麻烦|拜托|[你您]们?|跟?[你您]?说了?过?|再|已经|考虑了?(?:一下)?|想了想|决定|要不|不如|其实|算了|(?:太|这么|好)?(?:麻烦|慢|烦)死?了?|急着|这个|那个|这|那|懒得|坚决|绝对|肯定|当然|完全|根本|从来|并|才|偏|就是|能不能|可不可以|可以|能|把|给|等等|等一下|要|全部|能|还|但是?|可是|不过|不[行用要对]了?|{_OF}){{0,8}}"
_NO: Final = (
    "(?:不(?!急(?!着|于)|着急)(?:用|要|必|需要?|想要?|行|了|可以|可能|同意|认可?|愿意|乐意|打算|准备|考虑|许|准|允许|接受|授权|方便|干|对|是|确认|赞成|太好|介|妥|去|签|通过)?"
    "|没(?:有)?(?:必要|[那这]个必要|同意|答应|说(?:可以|能)?要?|让[你您]们?|叫[你您]们?|要求|申请|授权|兴趣|打算|想要?|[这那](?:回|个)?(?:事|打算)|空|别的|其[他它](?:的|问题)?)(?:过)?|别|甭|莫|勿|无需|毋[须需]|用不着|犯不着|大可不必|免(?:了|谈)?|谢绝|拒(?:绝|了)?|反对|否定?|并非|休想|想都别想"
    "|[谁哪](?:个|里)?(?:要|说|让|叫|有|同意)[你您我]?们?(?:说要?)?|(?:什么|啥|几)时(?:候)?(?:说过?要?|同意|答应)|拉倒|作罢|罢了|(?:我)?放弃|停(?:下|止|手)?|叫停|打住|刹车|到此为止|(?:就|先|说|聊|办|弄|问){0,8}到(?:这[里儿]?|此)(?:为止|就|打住)?|取消|退[出回](?:去|来)?|后退|倒回去|回到?|结束|终止|中止|中断|撤[销回了]?|作废|不算了?|跳过|返回|关闭|算[了哩喽惹球]|改(?:变)?主意|反悔|变卦|当我?没|都?错)"
)
_NO_DEED: Final = f"(?:给[我他她你您]?们?|把我?|帮[我他她]?们?|替[我他她你您]?们?|又|再|点|接着|继续|往下|急着|忙着|急|忙|瞎|乱|老|动不动就|{_OF}|{DOING}|等|看|问|聊|说|试|玩|折腾|麻烦|劳烦|动|碰|管|排队?|来|要|整|转|理|谈|记|打|接|开|叫|找|跟|和|绑|建|提|充|付|约|添加|刷|提供|告诉|发给?|关|锁|封|拦|走|通)"
_NO_AFTER: Final = f"(?:一下|下去|结|上|住|掉|我|给|把|帮|了|吧|啊|呀|啦|咧|嘞|的|嘛|呢|哈|好了?|算|得了|先|再说|这个|那个|这样|那样|这么|随便|马上|现在|你们?|您|吗|行|可以|谢谢|谢|过|辛苦|就|好|都|也|不|没问|没说|别的|{_OF}){{0,8}}"
_NO_CLAUSE: Final = re.compile(
    f"{_NO_BEFORE}(?>{_NO}{_NO_DEED}{{0,8}}{_NO_AFTER}){{1,3}}|[嗯哦额那啊]*(?:(?:都|暂时|目前)?没(?:有)?(?:了|啊|呀|的|呢|什么){{0,8}}){{1,8}}"
)


def may_consent(plain: str) -> bool:
    """Whether a plain wording has a clause that is a yes from its beginning to its end, and nothing
    that reserves it.
    """
    if _RESERVED.search(plain) or _MOCKS.search(plain):
        return False
    return any(map(is_yes, plain.split("|")))


def is_yes(clause: str) -> bool:
    """Whether a clause of plain wording is a yes from its beginning to its end."""
    if len(clause) > _LONGEST:
        return False
    if _YES_CLAUSE.fullmatch(clause) or (_TOLD.search(clause) and _DEED_CLAUSE.fullmatch(clause)):
        return True
    settled = _SO_BE_IT.search(clause) or _IS_RIGHT.search(clause)
    return settled is not None and _WHOLE.fullmatch(clause) is not None


def is_deed(clause: str) -> bool:
    """Whether a clause of plain wording is nothing but what is to be done: 帮我提交, 转人工."""
    return _DEED_CLAUSE.fullmatch(clause) is not None


def declines(plain: str) -> bool:
    """Whether a plain wording has a clause that is a no, or an end, from its beginning to its end:
    不用了, 先别冻, 算了不弄了; 我儿子也不知道 says no to nothing.
    """
    return any(map(_is_no, plain.replace("?", "|").split("|")))


def _is_no(clause: str) -> bool:
    return len(clause) <= _LONGEST and _NO_CLAUSE.fullmatch(clause) is not None
