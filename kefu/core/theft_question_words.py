"""What the victim of a theft asks on the way, which is answered in a sentence.

Read from the words alone, for a classifier of matters hears other matters in them: 能追回来吗
sounds like a refund. It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import squeezed


class TheftQuestion(StrEnum):
    """What is asked."""

    RECOVERY = "recovery"
    COMPENSATION = "compensation"
    COST = "cost"
    DURATION = "duration"
    POLICE = "police"
    INCOMING = "incoming"
    WHO = "who"
    WHY_HAPPENED = "why_happened"
    WHY_ACCOUNT = "why_account"
    WHY_FREEZE = "why_freeze"
    UNFREEZING = "unfreezing"
    CARD = "card"
    OTHERS_ACCOUNT = "others_account"
    FREEZE_EFFECT = "freeze_effect"
    FROZEN_ALREADY = "frozen_already"
    BALANCE = "balance"
    PASSWORD = "password"
    EVIDENCE = "evidence"
    TRUST = "trust"
    AMOUNT = "amount"
    NEXT = "next"
    DEBITS = "debits"
    LOANS = "loans"
    FAMILY_CARD = "family_card"
    PUSHED_OFF = "pushed_off"
    DELETED = "deleted"
    SIM_COPIED = "sim_copied"
    WHICH = "which"
    WITHDRAWING = "withdrawing"
    """案子撤了吧: a wish as well."""
    PAUSE = "pause"
    """我想先睡一觉明天再弄: a wish as well."""


_ASKING: Final = re.compile(
    r"[吗么嘛?\uff1f㗎]|呢$|不$|没$|没有$|(.)[不唔没]\1|系咪|咩|乜|点(?:样|解|算)|几耐|边个|什么|啥|怎么|怎样|咋|如何|为何|为什么|多[久少长]|几(?!乎)|哪|谁|能不能|会不会|可不可以|能否|可否|要不要"
    "|是不是|有没有|需不需要|用不用|该不该|还能|还可以|有用|有办法|能.{0,6}回来|问|^(?:然后|接下来|下一步|接着)$|赔.{0,3}吧$|你(?:们)?(?:就|就是|是|才是|不会是)?(?:个)?(?:骗子|假的)|cani|canyou|canthe|howlong|howmuch|isit|whodid|whowas|what|doi|willi|dothey"
)
_OTHER: Final = "(?:对方|骗子|小偷|坏人|那个?人|那家伙|他们?|她|收款|收钱|诈骗|转给谁|那边)"
_GONE: Final = "(?:钱|款|损失|资金|转走|转出|被盗|被骗|丢|刷掉)"

_FAMILY: Final = "(?:老婆|老公|媳妇|爱人|对象|女朋友|男朋友|爸爸?|妈妈?|儿子|女儿|闺女|孩子|家人|家里人|[哥姐弟妹]{1,2}|爷爷|奶奶|公公|婆婆)"
_PAID_REGULARLY: Final = "(?:房贷|车贷|按揭|月供|房租|水电煤?气?费?|电费|水费|燃气费?|话费|物业费?|会员费?|宽带|社保|保险费?|保费|[花借]呗|白条|信用卡|代扣|自动扣款?|自动(?:还款?|缴费?|续费)|贷款|分期|还款)"

# Wishes as well as questions; asked or not, nothing else is meant by them.
_SAID: Final = tuple(
    (question, re.compile(words))
    for question, words in (
        (
            TheftQuestion.WITHDRAWING,
            "(?:案子|案件|报案|立案|[这那]个?案)(?:就|给我|帮我|先|都|也|还|要|能不能|能|可以|可不可以|怎么|如何|得)*(?:撤|销(?!售)|取消)(?:了|掉|销|案|回)*(?!.{0,3}(?:骗|不了))"
            "|(?<!法院)(?<!警方)(?<!不)(?<!别)(?:撤(?:销|回|掉)?|取消|销掉?)(?:了)?(?:我)?(?:这|那)?(?:个|起|件)?(?:的)?(?:案(?:子|件|$|[吧了吗行])|报案)",
        ),
        (
            TheftQuestion.PAUSE,
            "^(?!.*(?:冻|骗子|对方|他们?[说让叫]|她[说让叫]|客服[说让叫]|警察[说让叫])).*?(?:(?:先|去|得|想|要|困|累|该|眯|躺)[^,\uff0c。!?冻转]{0,6}?(?:睡|休息|歇|上班|开个?会|吃(?:口|个)?饭|眯|躺|缓)[^冻转骗]{0,8}?(?:明天|明[早晚]|回头|[晚迟]点|待会|一会|醒了|起来|完(?:了)?|再)[^冻转骗]{0,4}?(?:弄|办|来|说|处理|继续|接着|找你|搞|聊|回)"
            "|(?:明天|明[早晚]|后天|睡醒|醒了)(?:上午|早上|白天|一早)?(?:我)?(?:再|接着|继续)(?:来|去)?(?:弄|办|来|说|处理|找你|搞|聊|报))",
        ),
    )
)

# The first that fits is meant.
_QUESTIONS: Final = tuple(
    (question, re.compile(words))
    for question, words in (
        (
            TheftQuestion.LOANS,
            "(?:用|拿|以|借|冒用|盗用|顶着?)(?:着|了)?(?:我|俺|本人)(?:的)?(?:名字?|名义|身份证?|身份信息?|信息|资料|账户|号)[^,\uff0c。]{0,8}?(?:贷|借(?!口|我)|开户|开卡|办卡|注册|担保|欠|赊)"
            "|(?:贷款|网贷|借(?:的)?钱|欠款)[^,\uff0c。]{0,8}?(?:我头上|我名下|我(?:来|去)?还)|(?:我)?名下[^,\uff0c。]{0,8}?(?:贷|欠)",
        ),
        (
            TheftQuestion.SIM_COPIED,
            "(?:手机号?码?|电话卡|sim卡?|号码|手机卡)[^。]{0,8}?(?:复制|克隆|补(?:卡|办|了卡)|劫持)|(?:复制|克隆|补办)了?我?的?(?:手机|号码|sim|卡)",
        ),
        (
            TheftQuestion.FAMILY_CARD,
            f"{_FAMILY}(?:的)?(?:那张|这张|一张|银行|信用|储蓄|工资|副|[工农中建交招]行)*卡.{{0,16}}?(?:危险|安全|影响|会不会|有事|风险|刷|动|要不要|用不用|怎么办|咋办|转走)|(?:绑|用)(?:的)?(?:也|还|都|着|了)*(?:是|有)?(?:我)?{_FAMILY}(?:的)?.{{0,4}}卡",
        ),
        (
            TheftQuestion.DEBITS,
            f"{_PAID_REGULARLY}[^。]{{0,10}}?(?:怎么(?:扣|还|交|缴|付)(?!了|没|不|冻|是|两|这|给)|(?:扣|还|交|缴|付)(?:得|不)(?:了|到|成|上|出)|(?:还能|能不能|能|会不会|可以|照常|照样|正常|自动)(?:自动|正常|照常|按时|照样|接着|继续)*(?:扣|还(?!我|给)|交|缴|付|续)|逾期|还上)"
            "|(?:房贷|车贷|按揭|月供|房租|水电|代扣|自动扣款?).{0,6}(?:怎么办|咋办|影响)|(?:影响|耽误).{0,6}(?:房贷|车贷|按揭|月供|还款|还贷|代扣|自动扣)|(?:自动|照常|照样|正常)(?:地)?扣.{0,6}(?:水电|房贷|车贷|会员|话费|费)",
        ),
        (
            TheftQuestion.PUSHED_OFF,
            "(?:他们?|她|对方|骗子|那个?人|小偷|别人|那个?设备|那台).{0,6}?(?:挤|踢|顶|赶|退)(?:下|掉|出|走|了|下去|下线)|(?:挤|踢|顶|赶)(?:下去|下线|掉|出去|走|下|得)(?:他们?|她|对方|骗子|那个?人|别人|那个?设备|那台)"
            "|(?:他们?|她|对方|骗子|那个?人|小偷|别人|那个?设备|那台)(?:现在|是不是|会不会|那边|手机上)*(?:还|也)(?:在|能|能不能|可以|会)*登(?:录|陆|着|上|得)",
        ),
        (
            TheftQuestion.DELETED,
            "(?:截图|聊天记录|记录|短信|通话记录|证据|凭证|照片|对话|微信|app|应用|软件)(?:我|都|已经|被我|不小心|刚才|给|全|也|手滑|之前|早)*(?:删|清空|清理|卸载?|格式化|清)(?:了|掉|光|完|空)*.{0,12}(?:找回|恢复|怎么办|咋办|影响|还能|有用|算数|查|补|吗|么)"
            "|(?:删|清空|卸载?)(?:了|掉)+(?:的)?(?:截图|聊天记录|记录|短信|证据|对话|应用|app).{0,8}(?:找回|恢复|怎么办|还能|查|影响|吗|么)",
        ),
        (
            TheftQuestion.WHICH,
            "(?:是|有|具体|到底|先|究竟|被转的|被盗的|^)(?:都|分别)?(?:是)?(?:哪(?:[几些]?(?:笔|条)|几个)(?:交易|转账|钱|支出|可疑的?|有问题)?|哪些(?:交易|转账|钱|支出|可疑的?))[啊呀呢?\uff1f]*$|哪(?:几|些)(?:笔|条)?(?:交易|转账|支出|钱)?(?:有问题|可疑|被盗|被转|是(?:可疑|被盗))"
            "|(?:看看?|列|查|发|告诉|说)(?:一下|下|出来|给我|我)*.{0,4}(?:是)?哪(?:几|些)(?:笔|条|个)|(?:可疑|被转|被盗|有问题)的?(?:交易|转账|那几笔)?(?:是|有)(?:哪|什么|啥)",
        ),
        (
            TheftQuestion.OTHERS_ACCOUNT,
            f"(?<![帮给替为]){_OTHER}(?!说|讲|让我|叫我|要我|不让).{{0,10}}(?:冻|封|拦截|查封|止付)|(?:冻|封|拦)(?:结|住|掉|一下)*(?:在|到)?{_OTHER}",
        ),
        (
            TheftQuestion.COMPENSATION,
            "[赔负]偿?(?:我|钱|不|吗|么|付|给|责|多少|$)|赔|谁(?:来)?(?:负责|承担|买单)|承担(?:损失|责任)|你们(?:要|该|会)?(?:负|管|认)|先行垫付|垫付",
        ),
        (
            TheftQuestion.RECOVERY,
            "get(?:my|the|it|all).{0,12}back|moneyback|攞.{0,3}返|拎.{0,3}返|追.{0,3}返|追(?:的|得)?回|追缴|追讨|[找拿要讨退弄搞还挽](?:的|得|不)?回(?!复|答|电)|能(?:不能)?(?:退|找到|还我|要)|退(?:给我|得了|不退|还|钱|款)|撤(?:回|销)|拦截|拦(?:得|的)?[下住]|止付|"
            f"{_GONE}.{{0,6}}(?:还有(?:希望|救|戏|可能)|能回|回得来|要得回)|有(?:没有)?(?:希望|救|戏)",
        ),
        (
            TheftQuestion.UNFREEZING,
            "解冻|解(?:开|除)|恢复(?:使用|正常)|什么时候能(?:再)?用|多久(?:能|可以)(?:再)?(?:用|恢复|解)|冻(?:结)?多[久长]|冻(?:结)?几[天个]",
        ),
        (TheftQuestion.CARD, "(?:银行|信用|储蓄|借记|绑定的?|[工农中建交招]行的?)卡"),
        (
            TheftQuestion.AMOUNT,
            "(?<!去)(?:少|没|丢|转|刷|偷|盗|损失|拿|亏)(?:了|走|走了|掉了)?(?:我)?(?:一共|总共)?(?:多少|几多)|(?:一共|总共|到底)(?:被)?(?:少|没|丢|转|刷|损失|盗)(?:了|走)?(?:多少|几多)",
        ),
        (
            TheftQuestion.COST,
            "isitfree|使唔使钱|使几多|howmuchdoes|cost|收费|费用|花钱|要钱|手续费|免费|多少钱(?!被|没|不)|付钱|交钱|扣钱吗|(?<!能)(?<!可以)(?<!会)收钱吗",
        ),
        (
            TheftQuestion.INCOMING,
            "(?:工资|薪水|退款|转账|别人|钱|款|红包|货款|补贴|社保|公积金).{0,6}(?:进|到账|收|入账|打进|转进|发|还能|还会)(?!了)|(?:还能|能不能|可以|会不会影响|影响).{0,4}(?:收款|收钱|进账|入账|收工资|收红包|工资)",
        ),
        (
            TheftQuestion.POLICE,
            "报警|报案|怎么报$|警察|派出所|公安|110|立案|笔录|反诈|96110",
        ),
        (
            TheftQuestion.WHO,
            "whodid|whowas|边个|(?:是|被)?谁(?:转|盗|干|弄|偷|登|操作|刷|动|拿|的)|谁(?:把|在)|转(?:给|到|去)(?:了)?(?:谁|哪)|(?:查|知道|找)(?!你)(?:得到|不到|的到|出|到)?.{0,6}(?:谁|什么人|哪个人|那个人|对方|骗子|小偷)|对方是(?:谁|什么人)|(?<!你)(?<!您)(?<!你们)(?<!我)是谁(?!的)[啊呀呢?\uff1f]*(?=$|我|[,\uff0c])",
        ),
        (
            TheftQuestion.WHY_ACCOUNT,
            "(?:为什么|为啥|为何|干嘛|怎么|凭什么|干什么|要).{0,8}(?:手机号?|号码|邮箱|验证码?|身份|核实|电话)|(?:手机号?|验证码|号码).{0,4}(?:干嘛|干什么|做什么|有什么用|安全吗)",
        ),
        (
            TheftQuestion.TRUST,
            "你(?:们)?(?:就|就是|是|才是|不会是|是不是|不是)?(?:个)?(?:骗子|真的|官方|机器人|假的)|(?:会不会|是不是)(?:又是)?(?:骗|假)|怎么相信|证明.{0,4}(?:官方|真的|不是骗子)|钓鱼网站",
        ),
        (
            TheftQuestion.FROZEN_ALREADY,
            r"冻(?:结|上|住|好)*(?:了|成功|成功了|好了)(?:吗|没有?|么|\?|不)|(?:是不是|有没有|已经).{0,3}冻|冻没冻",
        ),
        (
            TheftQuestion.WHY_FREEZE,
            "(?:为什么|为啥|为何|干嘛|凭什么|有什么用|有用|有必要|非要|一定要|必须|要不要|该不该|不冻).{0,6}(?:冻|行|可以)|冻(?:结)?(?:了|了有|有)?(?:什么)?(?:用|好处|必要|意义)|不冻.{0,6}(?:会|行|可以|怎)",
        ),
        (
            TheftQuestion.FREEZE_EFFECT,
            "freez|冻.{0,12}(?:影响|后果|还能|还可以|会怎|会不会|是不是|有什么|什么意思|能用|登|怎么办|怎样|钱还|余额|安全|吗|\\?|呢)|冻(?:结)?(?:吗|\\?)|(?:付款|支付|扫码|登录).{0,4}(?:还能|还可以|能用)|还能(?:用|付|登|买|花|消费|提)",
        ),
        (
            TheftQuestion.PASSWORD,
            "(?:改|换|修改|重置).{0,4}密码|密码.{0,6}(?:改|换)",
        ),
        (
            TheftQuestion.EVIDENCE,
            "证据|材料|截图|证明|资料|凭证|举证|聊天记录",
        ),
        (
            TheftQuestion.DURATION,
            "howlong|几耐|(?<!现)(?<!提现)多[久长](?!到账)|几[天个]|什么时候|啥时候|何时|要等|等到|快不快|多快|今天能",
        ),
        (
            TheftQuestion.WHY_HAPPENED,
            "(?:怎么|为什么|为啥|咋|怎么会|为何).{0,8}(?:被|盗|偷|转走|转的|这样|泄露|登录|没输|不用密码|发生|能转|刷)|(?:原因|漏洞|泄露)",
        ),
        (
            TheftQuestion.BALANCE,
            "(?:余额|剩下?的?钱|里面的钱|卡里|还剩|其他的?钱|剩余).{0,8}|还有多少|会不会(?:再|继续|又)|还会(?:再|继续|被)",
        ),
        (
            TheftQuestion.NEXT,
            "(?:现在|接下来|然后|之后|下一步|该|要|我)?(?:怎么办|点算|咋办|咋整|做什么|干什么|怎么弄|怎么处理|如何处理|怎么做)|(?:然后|接下来|接着|之后|下一步)(?:呢|怎么|做什么|要|还|该|$)|whatnext|(?:还|需)(?:有|要).{0,4}要?(?:我)?做的|还?(?:要|该|需要)做(?:什么|啥)|whatshouldi|whatdoi|whatcani",
        ),
    )
)


# How long a withdrawal takes is no question about the theft.
_ELSEWHERE: Final = re.compile(
    "(?:提现|充值).{0,6}(?:多久|多长时间|几天|什么时候|几点).{0,4}到|(?:提现|转账|充值)(?:的)?手续费"
)


def theft_question(text: str) -> TheftQuestion | None:
    """What the text asks about the theft, or what is done about it; None when it asks nothing, or
    something else.
    """
    folded = squeezed(text)
    said = next((asked for asked, words in _SAID if words.search(folded)), None)
    if said is not None:
        return said
    if not _ASKING.search(folded) or _ELSEWHERE.search(folded):
        return None
    return next((asked for asked, words in _QUESTIONS if words.search(folded)), None)


_GOES: Final = re.compile(
    "(?:案子|案件|这事|那事|事情|处理|调查|核查|进展|结果|我的?钱?).{0,6}(?:怎么样|咋样|如何|怎样|到哪|进展|有没有结果|有结果|出来|查到|查清)|(?:什么时候|啥时候|何时|多久|几[天时]).{0,8}(?:结果|答复|回复|联系|退|还|到账|追|查|处理|弄|解决|回来|拿到)"
    "|(?:结果|消息|进展|下文|动静)(?:了)?(?:没|吗|呢|出来)|(?:有|没)(?:有)?(?:什么|啥)?(?:结果|消息|进展|下文)|处理到哪|查到哪|查(?:得|的)?怎么样"
)


def asks_how_it_goes(text: str) -> bool:
    """Whether the text asks what becomes of a case, or when it ends: 我那案子怎么样了, 多久有结果."""
    return _GOES.search(squeezed(text)) is not None
