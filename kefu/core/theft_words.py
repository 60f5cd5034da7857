"""The words by which a customer reports a theft, or the loss of what opens the wallet.

For when the dialogue engine cannot listen, and for what must be heard in any matter.

Errs towards hearing a report: a needless case costs an agent a minute,
a missed one costs the customer their money.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.accepted_words import accepts_family
from kefu.core.folding import fold_with_places, squeezed
from kefu.core.hearsay_words import hearsay_in
from kefu.core.strange_payment_words import disowns_payment
from kefu.core.vanished_words import tells_vanished

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

# 早上起来一看那个钱就没有了
_FOUND_GONE: Final = "(?:一看|看到|一查|发现|打开|起来|醒来|醒了|睡醒).{0,14}?(?<!有)(?:钱|余额|零钱)(?:包里的钱)?(?:嘛|啊|呢|呀|就|都|全|一下子|突然|怎么|咋|一分|也){0,8}(?:没有了|没得了|没了|不见了|不在了|空了|少了)"
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
            # said by voice: 钱包里头嗯钱嗯没有了
            "钱[嗯呃啊那个]{1,4}(?:都|全)?(?:没有?了|不见了)",
            _FOUND_GONE,
            "^(?:这些|这几笔|全部|全|那几笔)?都不是我$",
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
            "(?<!是)(?:不是|非)(?:我本人|我|本人)(?:自己)?"
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
    "|(?:(?<!是)不是(?:又|再次?|真的?|什么)?|唔系|冇|不[能想要许]?|没有?(?:再|又)?|未|别|(?<![么一唱])会(?:再|不会|不|就)?)$"
)
_POSSIBLE: Final = re.compile("会不会|能不能|[就还]能|能把|可以")
_QUESTION: Final = re.compile("防止|预防|防范|避免|怎么防|会不会|万一")

_PHONE: Final = "(?:手机(?:号码?|卡)?|(?:我的?|注册的?|^)号码|电话卡|sim卡|iphone)"
# In either script: the rest of a chat costs next to nothing.
_UNFOLDED_PHONE: Final = re.compile(
    "手 ?[机機]|号 ?码|號 ?碼|[电電]话卡|電話卡|sim|iphone", re.IGNORECASE
)
# The phone is gone, or its number is somebody else's now: whoever has it gets the codes.
_LOST: Final = re.compile(
    "|".join(
        (
            f"(?<![旧老]){_PHONE}(?:好像|可能|突然|刚|也|都|昨晚|今天|给|连卡|和卡|不小心){{0,8}}"
            "(?:丢(?!掉的?旧|[数失之]|过)|(?:落|忘|拉|漏|掉)(?:在)?[^,家公宿办学校里]{0,4}?(?:出租车|网约车|滴滴|的士|公交|地铁|高铁|火车|大巴|商场|超市|餐厅|饭店|餐馆|厕所|卫生间|路上|街上|[车站])(?:上|里)?|不见|找不(?:到|着)|弄丢|掉(?:了|在|.{1,6}[上里])|遗失|失窃|没了(?!电|信号|网))",
            f"(?<![旧老]){_PHONE}(?:刚刚?|刚才|昨[天晚]|前天|今天|今早|也|都|又|好像){{0,8}}[被让给叫](?:人|谁|小偷|贼|扒手)?.{{0,3}}(?:偷|抢|拿走|捡|顺走|扒)",
            "(?:丢|弄丢|遗失)了?(?:我的?)?(?:一?[部台个])?手机",
            "(?:偷|抢|扒|捡|拿)(?:走)?了我的?手机|(?:小偷|贼|人).{0,3}[把将]我的?手机.{0,2}(?:拿|偷|抢|顺)走",
            f"{_PHONE}.{{0,4}}[被让叫遭](?:人|别人|骗子|谁)?.{{0,3}}(?:补办|补卡|补了|挂失|注销|过户|复制|劫持|换走|转走|拿去)",
            "(?:补办|补|复制)了我的?(?:手机|号码|sim)",
        )
    ),
    re.IGNORECASE,
)
_NOT_LOST: Final = re.compile(
    "如果|要是|万一|假如|怕|担心|以防|避免|没丢|没有丢|不是丢|找到了|找回来?了|以前|之前|去年|上(?:周|个?月|礼拜|星期)|半年|换个?号|新号|换号"
    "|换了?手机|补(?:了|好|回)|验证器|备忘录|的话|会不会|听说|出去旅游|第一时间|怎么(?:换|更换|改|解)|应该先|掉(?:在|进|到)?(?:水|地上|厕|马桶|海)"
)
# A code that nobody asked for: somebody is trying to get in.
_CODE_CAME: Final = "(?:(?:收|接)(?:到|了)|来了?|发来|给我发|总?发|弹|冒出).{0,10}验证码|验证码.{0,6}(?:短信|信息)?.{0,6}(?:发来|发给我|发到)"
_UNASKED: Final = (
    "不是我(?:自己|本人)?(?:操作|申请|要|发|弄|点|登|$)|不是本人|我(?:又|也|根本|并|明明|可)?没(?:有)?(?:在)?(?:操作|申请|登|要|点|弄|注册|发|动)|没(?:有)?(?:操作|申请|登[录陆]|要)"
    "|莫名|无缘无故|无故|平白|突然|好端端|自己(?:发|来)|不知道(?:是)?谁|谁(?:在|发)|一直|老是|[老总](?=收|[给]我发)|不停|频繁|好多|陌生|什么都没|没点"
)
_UNASKED_CODE: Final = re.compile(
    f"(?:{_UNASKED}).{{0,16}}(?:{_CODE_CAME})|(?:{_CODE_CAME}).{{0,16}}(?:{_UNASKED})"
)
_UNFOLDED_CODE: Final = re.compile("[验驗] ?[证證] ?[码碼]")
_CODE_MISSED: Final = re.compile(
    "收不到|没(?:有)?收到|未收到|没来|不来|给(?:了)?(?:他|她|骗子|别人|对方)|告诉"
)


# 有人说是你们客服，让我转到安全账户，我转了: they did as they were told.
_PAID: Final = "(?:转(?!人工|接|发)|汇|打|付|存)(?:给(?:他们?|她|对方))?(?:过去|进去)?了(?!.{0,6}(?:会|怎|能|吗|么|没|[?\uff1f]))"
_SAYS: Final = "(?:让|叫|要|催|喊|教|说)我[^?\uff1f没]{0,12}?"
_I_DID: Final = "(?:我|就|都|也|已经|刚|真的?)(?:已经|就|都|也|真的?){0,4}"
_TALKED_INTO: Final = re.compile(
    "(?:(?:自称|冒充|说是|假)[^,\uff0c?]{0,8}?(?:客服|人员|员工|平台)|公安|民警|警官|检察院?|(?<!没)有(?:个|一个|的)?(?:陌生)?人|陌生|网友|骗)"
    f"[^?\uff1f]{{0,30}}?{_SAYS}(?:转(?!人工|接|发)|汇|打钱|打款|付|存)[^?\uff1f没]{{0,16}}?{_I_DID}{_PAID}"
    f"|{_SAYS}安全(?:账户|帐户|账号|卡)[^?\uff1f没]{{0,8}}?{_I_DID}{_PAID}"
)


def reports_emergency(text: str) -> bool:
    """Whether the text reports a theft, or that the phone or its number is in other hands."""
    return reports_theft(text) or reports_loss(text)


def reports_loss(text: str) -> bool:
    """Whether the text reports that the phone, its card or number is lost."""
    if not _UNFOLDED_PHONE.search(text):
        return False
    folded = squeezed(text)
    lost = any(
        _LOST.search(clause) and not _NOT_LOST.search(clause) for clause in _CLAUSE.split(folded)
    )
    return lost and hearsay_in(text) is None


def got_unasked_code(text: str) -> bool:
    """Whether the text says that a code came which nobody had asked for, and nothing worse."""
    if not _UNFOLDED_CODE.search(text):
        return False
    folded = squeezed(text)
    found = _UNASKED_CODE.search(folded)
    if found is None or _CODE_MISSED.search(folded):
        return False
    return not reports_theft(folded[: found.start()]) and not reports_theft(folded[found.end() :])


_OWN_DOING: Final = re.compile(
    "(?<!不)(?:是|系)(?:我|本人)(?:自己)?(?:亲自|亲手)?(?:转|付|买|消费|花|充|提|刷|操作|登|弄)的"
    "|没(?:有)?(?:去|有)?报(?:过)?警|(?:唔系|冇)(?:俾|畀|被)?人?[盗骗偷]"
)
# Who was deceived has often paid with their own hand.
_DECEIVED: Final = re.compile(
    "(?<!俾人)(?<!畀人)(?<!被人)(?<![冇系])[骗诈盗偷黑]|钓鱼|链接|冒充|怎么办|咋办"
)


# 没人盗我号, 我没丢钱; with a question behind it nothing is denied.
_NOTHING_GONE: Final = re.compile(
    "(?<!有)没(?:有)?人(?:来|在|要|敢|能)?(?:盗|偷|骗|动|登|黑|转走|刷)(?:过|了|走){0,8}(?:我|俺)"
    "|(?<!有)(?<!怎么)(?<!为什么)(?:我|俺)(?:的)?(?:钱|号|账户|账号|钱包)?(?:又|并|可|也|根本|压根|真的?|一分钱?都|都|就|明明){0,8}没(?:有)?(?:丢(?:过)?(?:钱|号|东西)|少(?:过)?(?:钱|一分)|损失|(?:被|让人|遭)(?:人)?(?:盗|偷|骗(?!了)))"
)
_DOUBTED: Final = re.compile("[吗吧么?]$")
_MISTAKE: Final = re.compile("我(?:自己)?(?:搞|弄|看|听|记|理解)错|误会一场|我误会")


def was_a_mistake(text: str) -> bool:
    """Whether the customer was mistaken themselves: 是我搞错了."""
    return _MISTAKE.search(fold_with_places(text).text) is not None


def denies_theft(text: str) -> bool:
    """Whether the text says that nothing was stolen, and nothing worse: 是我自己转的, 我没报警."""
    folded = squeezed(text)
    rest = _NOTHING_GONE.sub("", folded)
    if _DECEIVED.search(rest):
        return False
    denied = rest != folded and not _DOUBTED.search(folded)
    return denied or _OWN_DOING.search(folded) is not None


def reports_theft(text: str) -> bool:
    """Whether the text reports that money or an account was stolen, or a payment that the customer
    knows nothing of (and does not only ask how to prevent it, nor speaks of what is none of theirs
    now).
    """
    folded = squeezed(text)
    told = any(map(_reports, _CLAUSE.split(folded))) or _TALKED_INTO.search(folded)
    if not (told or tells_vanished(text)):
        return disowns_payment(text)
    return hearsay_in(text) is None


_GONE_AT_A_LOOK: Final = re.compile(_FOUND_GONE)


def finds_money_gone(text: str) -> bool:
    """Whether the text tells that the money was found gone, in the middle of whatever story: 早上
    起来一看那个钱就没有了.
    """
    return _GONE_AT_A_LOOK.search(squeezed(text)) is not None


def _reports(clause: str) -> bool:
    if _QUESTION.search(clause):
        return False
    return any(
        not _NOT_HAPPENED.search(clause[: found.start()]) and not _POSSIBLE.search(found.group())
        for found in _REPORT.finditer(clause)
    )


# Somebody of the family did it, or it was remembered: with a word of relief it is no theft.
_FAMILY: Final = "(?:老婆|老公|媳妇|妻子|丈夫|爱人|对象|儿子|女儿|孩子|小孩|爸|妈|父亲|母亲|爷爷|奶奶|哥|姐|弟|妹|家人|家里人|我自己|我本人|自己人|(?:这|那|臭|熊|小兔崽)(?:小子|孩子|丫头|家伙|崽子))"
_BY_FAMILY: Final = re.compile(
    f"(?<!不)是(?:我)?(?:的)?{_FAMILY}.{{0,4}}(?:转|拿|花|用|付|交|买|刷|取|充|弄|提|扣|干|搞|借)(?!.{{0,3}}(?:骗|盗))"
)
_RELIEF: Final = re.compile(
    "没事了?|虚惊|误会|搞错|看错|弄错|记错|不好意思|对不起|抱歉|想起来|不用(?:再)?(?:处理|管|查|冻)|查(?:到|清)|搞清|弄清|问(?:过|清|了|到)|原来|没被盗|不是被盗|审出来|承认|招了|交代了|坦白"
)
_FALSE_ALARM: Final = re.compile(
    "虚惊一场|(?:刚才|刚刚|之前|前面|上面|先前|我)(?:我)?(?:说|讲|报|以为|写)(?:的)?[^,.?!]{0,4}(?:盗|骗|偷|刷)[^,.?!]{0,4}(?:是|其实)?(?:我)?(?:自己)?(?:搞|看|弄|记|说|写|打|发|理解)错|(?:是)?(?:我)?(?:搞|看|弄|记)错了?.{0,6}(?:没(?:有)?(?:少|丢|被|事)|钱还在|都在)|钱(?:都)?(?:还)?在(?:呢|的)?.{0,4}没(?:少|丢|事)"
)
# Still on the phone with them, or still showing them the screen.
_IN_TOUCH: Final = re.compile(
    "(?:还在|正在|一直在|没挂).{0,8}(?:通话|通电话|打电话|聊|视频|电话)|(?:骗子|他|她|对方).{0,6}(?:让|叫|要|不让|不许)(?:我)?.{0,4}(?:别挂|不要挂|不能挂|挂电话|保密|不要告诉)"
    "|(?:屏幕共享|共享屏幕|共享了?屏幕|远程(?:控制|操作|协助)|投屏)|(?:还|正|在).{0,3}看(?:着|到)?我(?:的)?手机|(?:共享|屏幕|远程|电话|视频)(?:还|一直|都|仍)(?:在|没|开|连|通)"
)


_WHICH_FORGOTTEN: Final = re.compile(
    "(?:记不得|记不清|不记得|想不起|分不清|搞不清|忘了?).{0,4}(?:哪|是不是)"
)
# These are told of a theft in words that sound like another matter, unless it is named.
_NAMED_BY: Final = {
    "deposit_not_arrived": re.compile("充值|充的|充了|到账|入账"),
    "forgot_password": re.compile("密码"),
    "withdraw_issue": re.compile("提现|提款|取现"),
    "callback_request": re.compile(
        "回电|回(?:个|一?下)?电话|来(?:个)?电|(?:打|拨|致电)(?:个)?(?:电话)?(?:给)?我(?!老|[爸妈家们的儿女朋同媳婆哥姐弟妹])|给我打|联系我|预约|(?:让|叫|请|等)[^,]{0,4}(?:专员|客服|人|你们)[^,]{0,3}打"
    ),
}


_WAY_IN: Final = re.compile(
    "登[录陆了上着进]|设备|上线|顶下|挤下|验证码|密码.{0,6}(?:给|告诉|泄露|改|知道)|远程|遥控|控制|共享屏幕|木马|病毒|链接|黑客|黑了"
)


def lets_in(text: str) -> bool:
    """Whether a report tells of somebody who is in, or has what opens the account."""
    return _WAY_IN.search(fold_with_places(text).text) is not None


_SUPPOSED: Final = re.compile("好像|似乎|可能|也许|大概是|感觉是")


def only_supposes(text: str) -> bool:
    """Whether the text is not sure of what it reports."""
    return _SUPPOSED.search(fold_with_places(text).text) is not None


def forgets_which(text: str) -> bool:
    """Whether the customer does not remember which transactions are theirs."""
    return _WHICH_FORGOTTEN.search(fold_with_places(text).text) is not None


_FORGOTTEN: Final = re.compile("记不(?:得|清|起)|不记得|想不起|没(?:有)?印象")


def forgets(text: str) -> bool:
    """Whether something is not remembered: 后面两笔我也记不清了."""
    return _FORGOTTEN.search(fold_with_places(text).text) is not None


def is_named(matter: str, text: str) -> bool:
    """Whether the text holds a word of the other matter that it sounds like."""
    words = _NAMED_BY.get(matter)
    return words is None or words.search(fold_with_places(text).text) is not None


# 哦 我妈用我账号买的: found out just now.
_FOUND_OUT: Final = re.compile(
    f"^(?:等等|等下|等一下|[,\uff0c]){{0,8}}(?:哦++|噢++|啊+|哎呀?|原来|想起来了?|对了|搞清楚了|问(?:到|清)楚?了)[^?\uff1f吗骗盗偷]{{0,6}}?(?:我|俺)?(?:家)?(?:的)?{_FAMILY}(?:昨天|昨晚|刚才|自己)?(?:拿|用)(?:了)?(?:我|俺)(?:的)?(?:账号|账户|手机|号|钱包|微信)[^?\uff1f吗骗盗偷]{{0,4}}(?:买|付|转|充|下单|点|订|交)[^?\uff1f吗骗盗偷]{{0,6}}(?:的|了)[啊呀哈]*$"
)


def explains_away(text: str) -> bool:
    """Whether the text says that somebody of the family did it, or that nothing is missing."""
    folded = squeezed(text)
    if _FALSE_ALARM.search(folded) or _FOUND_OUT.search(folded) or accepts_family(text):
        return True
    if _PURSUED.search(folded):
        return False
    return _BY_FAMILY.search(folded) is not None and _RELIEF.search(folded) is not None


_PURSUED: Final = re.compile(
    "(?<!不)(?<!不是)(?:我|还是)?(?:要|想|必须|打算)(?:去)?(?:报警|报案|起诉|追究)"
)
_PAID_BY_THEM: Final = re.compile(
    f"(?:{_FAMILY}|他|她)(?:刚才?)?(?:说|讲|回我?|告诉我|承认|坦白|招认)(?:了)?(?:那|这)?(?:几|两|三|些)?(?:笔)?(?:都|就)?是(?:他|她|自己|{_FAMILY})(?:自己)?(?:昨天|昨晚|前天|上周|今天)?(?:转|还|付|交|买|花|充|取|提|刷|弄|借|用)"
)
_BY_SWINDLER: Final = re.compile(
    "骗|盗|对方|客服|转错|误转|操作失误|不信|可疑|没(?:有)?(?:转|还)过"
)


def says_who_paid(text: str) -> bool:
    """Whether somebody who was asked says that they paid it themselves: 她说是她还的货款."""
    folded = squeezed(text)
    return _PAID_BY_THEM.search(folded) is not None and _BY_SWINDLER.search(folded) is None


def is_still_in_touch(text: str) -> bool:
    """Whether the text says that the swindler is on the phone, or sees the screen, right now."""
    return _IN_TOUCH.search(squeezed(text)) is not None


_REMAINS: Final = re.compile(
    "(?:有(?![一两二三四五六七八九几\\d]{1,2}[笔次])|余额|剩下?|还剩|存了?|原来|本来|里面|工资|收入|手续费).{0,3}$"
)


def is_what_remains(before: str) -> bool:
    """Whether an amount that follows these words is what there is or was, rather than what is
    gone.
    """
    return _REMAINS.search(before) is not None
