"""The words by which a victim tells what somebody makes them do, and that they cannot prove who they
are any more.

It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_THEM: Final = (
    "(?:他们?|她|对方|骗子|那人|那边|有人|人家|客服|警察|公安|领导|老板|专员|工作人员|电话里)"
)
_MAKES: Final = "(?:让|叫|要(?!不要)|催|教|逼|喊|请|问|求)"
# 他说再打五千就能把钱退给我 我打不打
_MORE: Final = "(?:打不打|付不付|交不交)(?!得)|再(?:打|转|汇|付|交|充)[^,\uff0c。?]{0,10}?(?:就|才)(?:能|可以|会|肯)?[^,\uff0c。?]{0,8}?(?:退|还|返|提现|解冻|放款|给我|拿回)|(?:再|先|还(?:得|要)?|必须|需要|又要|要)(?:我)?(?:再|先)?(?:交|缴|补|充|打|付|转)(?:一笔|个|[\\d一二两三四五六七八九十几百千万]{1,6})?[^,]{0,3}?(?:保证金|押金|认证金|解冻金|解冻费|手续费|税|个税|会员费|激活费|流水|刷流水|验资)"
_WANTS_MORE: Final = re.compile(_MORE)
_PAID: Final = re.compile(
    "(?:我|就|也|都|已经|刚才?)(?:就|也|都|已经|又|照做){0,3}(?:交|转|打|付|汇|充|缴|给|补|存|投|垫|照做)(?:给)?(?:他们?|她|过去|进去){0,2}了(?!\\d)"
)
_PRESSED: Final = re.compile(
    f"{_THEM}.{{0,8}}?{_MAKES}(?:着)?(?:我|俺)?.{{0,10}}(?:转(?!人工)|汇|打钱|打款|付|还给|还钱|退给|密码|验证码|验证|扫|下载|装|共享|屏幕|刷脸|人脸|取现|取钱|卡号|银行卡)"
    "|(?:转|打|汇|存|放)(?:到|进|去).{0,6}安全(?:的)?(?:账户|帐户|账号|卡|地方)|安全(?:账户|帐户|卡)"
    f"|(?:{_THEM}|电话).{{0,16}}(?:要不要|该不该|能不能|可不可以|用不用)(?:给他?|转|还|付|打)|(?:我)?不能给(?:他|她|他们)?(?:吧|对吧|是吧|是不是)?$|不敢(?:转|给|付|点)|转还是不转|(?<!流)(?<!周)转不转(?!账|帐)|该不该转"
    f"|{_MORE}"
    "|(?:该不该|要不要|应不应该)(?:再|先|还|给[他她]|继续){0,4}(?:交|缴|付|打|转|汇|充|补)(?:给(?:他|她|对方))?(?:过去|[这那]?笔?钱|保证金)?[啊呢呀?\uff1f]{0,3}$"
    "|(?<!没)(?<!没有)(?<!不)让我(?:转|汇|打钱|付|还|扫|念|报|输|点|下载|下一个|装)|(?:问|管|找|跟|向)我要(?:密码|验证码|钱|卡号|身份证)"
)
_TOLD: Final = re.compile(
    f"{_PRESSED.pattern}|{_THEM}.{{0,6}}(?:说|自称|冒充|发(?:了)?我|加(?:了)?我|骗|拉黑|挂了)|(?:说|讲)(?:是)?(?:要|会|能)?给我.{{0,6}}(?:退|赔|返|理赔|补偿)"
    r"|(?:扫|点|输|念|报|说|填|转|给|告诉)(?!的[啊呀吗呢,，])(?:完|过去|给他|给她|给对方|过)?了?.{0,4}(?:就|后)?(?:扣|少|没|转走|被转)了?\d*|(?:已经|都|也|全|刚)(?:念|报|说|告诉|给|发|转|扫|点|输|填)(?:给)?(?:他|她|对方|过去)?了"
    "|假(?:的)?客服|冒充|诈骗|骗子|拿(?:我|了我)的?手机|从我这?个?(?:账户|账号|钱包|卡).{0,6}(?:转|扣|刷)|扫的|(?:收款|对方|转给).{0,4}(?:叫|姓|名字|是个)"
)
_CANNOT: Final = re.compile(
    "(?:无法|没法|没办法|不能|验证?不了|不会)(?:做|进行|完成|通过)?验证|验证(?:不了|不成|没法|通不过|过不了)|(?:收|接)(?:不了|不成|不上)(?:任何|到)?(?:我的?)?(?:验证码|短信|码|邮件)?|(?:没法|没办法|无法|不方便|不能)(?:收|接|看)(?:验证码|短信|码|邮件|$)"
    "|(?:手机|电话)(?:都|也|已经|刚|被我)*(?:关(?:了)?机|没电|停机|欠费|坏了|黑屏|死机|开不了|开不了机|没信号|被拿走|被收走|被控制|被遥控|碎了)|(?:手机)?开不了机?"
    "|邮箱(?:也|都)?(?:在手机|登不|进不|上不|忘|没|收不|打不开)|(?:电脑|手机|屏幕).{0,6}(?:遥控|远程(?:控制|操控)|操控|控制)(?:了|着|住)?|(?:遥控|远程操?控制?|控制)(?:着|住|了)?(?:我的?)?(?:手机|电脑|屏幕)|(?:鼠标|屏幕)自己(?:在)?动|(?:短信|字|屏幕).{0,3}看不(?:清|见|到)|看不(?:清|见)(?:短信|字|屏幕)"
    "|(?<!先)(?:别|不要|不能|没法|甭)(?:再)?(?:用|发|靠|拿)验证码|验证码[^,?吗]{0,6}?(?:到|在|被|让|给|归|进)(?:了)?(?:他们?|她|对方|骗子|别人|人家|小偷)[^,?吗]{0,3}?(?:手|那|收|拿|截|看)|(?:换|用|有)(?:个|一?种|没有)?(?:别的|其他|其它|另外)?(?:的)?(?:办法|方式|法子|方法|途径)(?:来)?(?:验证|核实|证明)|验证码[^,]{0,4}(?:用不了|没法用|不能用|不安全)"
)
_SWINDLER: Final = "(?:骗子|对方|他们?|她|那个?人|那边|那家伙|假客服|小偷)"
# 骗子又给我打电话了，说要我配合解冻; 他还在线，我要不要套他话.
_AGAIN: Final = re.compile(
    f"{_SWINDLER}(?:现在|刚刚?|刚才|今天)?(?:又|还|再|还在|一直|一直在|不停地?|不断|老|总|老是|总是|又在)(?:给|跟|和|对|向|往)?我?(?:的)?(?:手机)?(?:打|来|拨|发|加|联系|找|催|骚扰|威胁)(?!了?我的?钱)(?:了)?(?:个|条|好几个|几个)?(?:我)?(?:电话|来电|微信|短信|消息|信息|好友|视频|过来|我|$)"
    f"|{_SWINDLER}(?:刚刚?|刚才|现在)?又(?:打|来)(?:过)?来?(?:电话)?了|(?:电话)?(?:我)?接不接$"
    f"|(?:又|还在|一直|不停)(?:接|收)到(?:了)?{_SWINDLER}.{{0,4}}(?:电话|短信|消息|微信)"
    f"|{_SWINDLER}(?:现在)?(?:还|正|仍|依然)?在(?:线|电话里|电话那头|那头|打字)|{_SWINDLER}.{{0,12}}(?:配合|帮|协助|让我|要我|叫我|指导|教我)(?:着)?(?:我|他|去)?(?:一起)?(?:解冻|解封|解开)"
    f"|(?:配合|协助)(?:{_SWINDLER}|客服)?(?:去)?(?:解冻|解封)|套(?:一下|一套|套)?{_SWINDLER}的?话|(?:拖|稳|耗|吊|缠|钓)(?:着|住|一下){_SWINDLER}|(?:要不要|该不该|能不能|可不可以|我(?:想|要))(?:跟|和|同|去|骂|回)*(?:骂|回|聊|理|套|加|拖|稳|质问|周旋)(?:一下|住|着)?{_SWINDLER}"
)
_NO_MORE: Final = re.compile("没(?:有)?再(?:打|来|联系)|不(?:再)?(?:打|来|联系)了|别再")
_ASKS: Final = re.compile(r"[?？吗嘛]|怎么|咋|如果|要是|万一|会不会|是不是|能不能")


def is_pressed(text: str) -> bool:
    """Whether somebody wants the customer to pay, or to give a code away: 他现在问我要密码."""
    return _PRESSED.search(_still_wanted(text)) is not None


def is_wanted_yet(folded: str, place: int) -> bool:
    """Whether what stands at a place of a folded text is a part of what is still wanted: 再打五千就能
    退给我.
    """
    return any(found.start() <= place < found.end() for found in _WANTS_MORE.finditer(folded))


def has_paid(text: str) -> bool:
    """Whether the text says that what was demanded was done: 我已经交了."""
    return _PAID.search(_plain(text)) is not None


def _still_wanted(text: str) -> str:
    """The text without the demand for more that was met already: 要我再交八千，我已经交了."""
    plain = _plain(text)
    return _WANTS_MORE.sub("", plain) if has_paid(plain) else plain


_DECEIVED: Final = re.compile("[骗诈]|上当|冒充|假(?:的)?客服")


def was_deceived(report: str) -> bool:
    """Whether a report tells that its speaker was talked into something: 我被骗了五千."""
    plain = _plain(report)
    return _DECEIVED.search(plain) is not None or _TOLD.search(plain) is not None


_SWINDLE: Final = re.compile(
    "骗|诈|电话|打来|打的|打过来|自称|发的|收到|律师|活动|规定|合作|说要|先交|有(?:个|一个)?人|那个?人|警|寄|们吗|们的|垫|押金|中介|盗|泄露|不法|假|套|身份|卡号|密码|验证|贷|注销|征信|起诉|转|汇|链接|链结|网址|网站|官网|官方|短信|简讯|信息|来电|号码|冒充|假|可疑|举报|陌生|客服|钓鱼|码|中奖|木马|病毒|公安|警察|法院|检察|兼职|刷单|安全|山寨|软件|app|屏幕|下载|群|邮件|微信|公众号|qq|套路|员工|公司|经理|领导|保证金|投资|理财|提额|可信|靠谱|转账|汇款|打钱|真的|http|scam|fraud|phish|fake"
)


def sounds_like_swindle(text: str) -> bool:
    """Whether the text holds a word by which swindlers, and what they send, are spoken of."""
    return _SWINDLE.search(_plain(text).lower()) is not None


_QUOTED: Final = re.compile(
    "(?:有个|接到|来了?个|一个|那个|刚才|昨[天晚]|前天|今天|陌生|自动|语音|[0-9]{3,})[^。!?]{0,12}?(?:电话|来电|语音|短信|人|客服)[^。!?]{0,24}?(?:让|叫|要|说)(?:我)?[^。!?]{0,6}?(?:按|拨|转|找|加|打)[^。!?]{0,4}?(?:人工|客服|专员)[^。]{0,10}?(?:骗|真的|假的|诈|官方|可信|靠谱)"
)


def quotes_caller(text: str) -> bool:
    """Whether a human is only named in what a suspected caller said: 有个电话让我按1转人工，是骗人的吧."""
    return _QUOTED.search(_plain(text)) is not None


def is_called_again(text: str) -> bool:
    """Whether the swindler calls or writes again, or somebody thinks of answering him."""
    plain = _plain(text)
    return _AGAIN.search(plain) is not None and _NO_MORE.search(plain) is None


def tells_of_swindler(text: str) -> bool:
    """Whether the text tells what somebody did, or had the customer do."""
    return _TOLD.search(_plain(text)) is not None


_STORY: Final = re.compile(
    "(?:加了|认识了|碰到|遇到|聊了|拉我进|进了)(?:一?个|我|几个)?[^,\uff0c?]{0,6}(?:人|网友|好友|微信|群|老师|男的|女的|客服|朋友)"
    "|(?:他|她|对方|那人|有人|群里)?(?:说|讲|称)(?:他|她|自己)?(?:是|能|可以|会|要|带)[^?]{0,8}?(?:炒股|投资|理财|兼职|刷单|赚钱|返利|客服|公安|警察|领导|老板|退款|理赔|贷款|中奖|返现|代购|低价|内部)"
    "|(?:让|叫|要|教|催)我(?:先|再|去|往|给|把)?[^?]{0,4}?(?:充|转(?!人工)|付|打钱|汇|交|下载|扫|点|投|买)"
)


def begins_story(text: str) -> bool:
    """Whether the text begins the story of a swindle, or goes on with it: 昨天加了个人, 说是教炒股的,
    让我充钱进群.
    """
    plain = _plain(text)
    if _ASKS.search(plain):
        return False
    return _STORY.search(plain) is not None or _TOLD.search(plain) is not None


_NO_MAILBOX: Final = re.compile(
    "没有?(?:绑定?|设置?|填|注册|登记|用)?过?(?:我的|任何)?(?:电子)?(?:邮箱|邮件)|(?:电子)?邮箱(?:从来|压根|根本|我)?(?:也|都|就)?没有?(?:绑|设|填|注册|登记|用|有)"
    "|(?:电子)?邮箱(?:的)?密码(?:也|都|早)?(?:忘|不记得|记不|想不|不知道)"
)


def lacks_mailbox(text: str) -> bool:
    """Whether the customer has no mailbox that a code could go to: 我没绑邮箱, 邮箱密码忘了."""
    return _NO_MAILBOX.search(_plain(text)) is not None


def cannot_prove(text: str) -> bool:
    """Whether no code can be received, or none safely: 无法验证, 手机关机收不了验证码, 手机被遥控."""
    plain = _plain(text)
    return _CANNOT.search(plain) is not None and _ASKS.search(plain) is None


_AWAITS: Final = re.compile(
    "(?:我|还|正|就|在|先|再){0,6}(?:等|候)(?:着|一?下|会儿?|等|一等)?(?:收)?(?:短信|验证码|邮件|码)(?:呢|着|中|来|到|吧|啊|$|[,\uff0c。])"
)


def awaits_code(text: str) -> bool:
    """Whether the customer says that they are waiting for the code, and not that none comes."""
    return _AWAITS.search(_plain(text)) is not None


_CONTROLLED: Final = re.compile(
    "(?:电脑|手机|屏幕|鼠标).{0,8}?(?:被|让|给|在)(?:人|别人|对方|骗子|他们?|她)?.{0,4}?(?:遥控|远程|操控|控制|劫持)|(?:遥控|远程操?控制?|操控|控制)(?:着|住|了)(?:我的?)?(?:手机|电脑|屏幕)|(?:鼠标|屏幕|手机)自己(?:在)?(?:动|点|操作|跳)"
)


def is_controlled(text: str) -> bool:
    """Whether somebody else works the phone or the computer: 手机好像被人控制了."""
    return _CONTROLLED.search(_plain(text)) is not None


_BY_MAIL: Final = re.compile(
    "(?:用|换|发|走|改|拿)?(?:成|到|去)?(?:我的)?(?:邮箱|邮件)(?:地址|来|收|接收|验证码?|核实|办|的话)*(?:可以|行|能|成|中|好)(?:不?(?:可以|行|能|成|中|好)|使|用|办|收)*[吗么不嘛?\uff1f]+"
    "|(?:可不可以|能不能|可以|能)(?:用|换|发|走|改)(?:成|到)?(?:我的)?(?:邮箱|邮件)"
)


def asks_by_mail(text: str) -> bool:
    """Whether the text asks whether the mailbox would do: 邮箱行吗."""
    return _BY_MAIL.search(_plain(text)) is not None


def _plain(text: str) -> str:
    return squeezed(text)
