"""Which matters a message says not to be so, or not to be wanted: a negation and what it covers.

Works on plain wording (`kefu.nlu.act_spelling`). Pure. Must not know acts nor the dialogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

_ACCOUNT: Final = r"(?:我|的|这|那|该|本人|个|张|笔|账户|账号|钱包|银行卡|卡|信用卡|账|手机)*"
# Words that may stand between a negation and its matter.
_BETWEEN: Final = (
    r"(?:再|给|帮|我|把|将|[你您]们?|他们|去|来|急着|着急|急|马上|现在|立即|立刻|先|要|想|打算|做|搞|弄|办理?|申请|发起?|进行|的|账[户号]|钱包|银行卡|卡|这|那"
    r"|[个笔张条]|动不动就|老是?|乱|瞎|随便|随意|擅自|直接|自动|同意|答应|需要?|让|叫|说|求|过|有|到|请|接受|真的|什么|全部|钱|本人|就|走|被|继续|找|zhuan|账户|关于|约|预约)*"
)
_ASKED: Final = re.compile(
    r"[吗么]$|\?$|(?<=[^|])(?:没有?|不)$|什么(?!时候(?:说|同意|要求|答应|让))|怎么|为什么|凭什么|为何|难道|多久|多少|是不是|会不会|要不要|用不用|需不需要|哪(?!有)|干嘛|几"
    r"|怎样|后果|影响|(?!动)([\u4e00-\u9fff])(?:还是)?不\1|(?:能不能|可不可以|可以|能)(?:先|暂时)?不(?!要|用)|还是不.好$"
)
# 能不能别…, 别…好吗: asking for it to be left alone
_ASKED_TO_LEAVE: Final = re.compile(
    r"(?:能不能|可不可以|可以|能否?|可否)(?:先|请|麻烦|你|您|暂时)*(?:别|不要|不用)|(?:别|不要|勿).*(?:好吗|好不好|行吗|行不行|可以吗|可以么|行么|好么|好不)$"
)
_TWICE: Final = (
    r"(?<!不是)(?<!没说)(?<!没有说)(?<!不得)(?<!(?<!能)不能)(?<!不会)(?<!不可)(?<!并非)(?<!没)"
)
_UNWANTED: Final = (
    _TWICE
    + r"(?:(?<!要)不要(?!紧)|(?<!用)不用|不必|(?<!需)不需要?|(?<!想)不想|不愿意?|不打算|不准备|不同意|不接受|不准|不许|不急着?|没必要|没那个必要|用不着|无需|勿|(?<!特)(?<!分)(?<!区)别(?!的|人(?!工)|处|家)|拒绝|反对"
    r"|没(?:有)?(?:说过?(?:可以|能|让)?|同意|答应|让|叫|要求?|想|打算|申请|授权|需要|提过?|请)(?!过了)|(?:先|暂|暂时|现在|今天|还是|那|就|我|也|可|才|都)不|(?<![是要用想能可会需行好得冻退转办弄])不(?=找|约|转|冻|退|解|注|销|投|绑|提|充|付|实|改|换|开|做|查|举|注|挂|刷|认)"
    r"|(?:谁|什么时候|哪)(?:有)?(?:说过?|要|同意|答应|让|叫|要求|想|申请)|撤销|(?<!要)取消|停止)"
)
_NOT_SO: Final = (
    _TWICE
    + r"(?:(?<!是)不是|并非|不算|不属于|不存在|(?<![还有])没有?(?:人|什么|在)?|谁说|什么时候说|又不是|不再)"
)


@dataclass(frozen=True, slots=True)
class _Matter:
    intent: str
    unwanted: str | None
    """As it stands behind 不要…"""
    not_so: str | None
    """As it stands behind 不是… or 没…"""
    missing: str | None = None
    """The whole of it, where the matter stands before its negation."""


_CARD: Final = r"(?:银行卡|信用卡|储蓄卡|卡)"
_PASSWORD: Final = r"(?:我|的|登[录陆]|支付|付款|交易|查询|钱包|账户|账号|这|那|个)*密码"
_NUMBER: Final = r"(?:我|的|绑定|预留)*(?:手机号码?|手机|电话号?码?|号码|号)"
_MATTERS: Final = (
    _Matter(
        "unfreeze_account",
        r"解冻|解封|解除(?:冻结|挂失|限制|风控)|申诉",
        r"(?:解冻|解封|解除(?:冻结|挂失|限制)|申诉|被冻|被封)",
        r"(?:账[户号]|钱包|卡)(?:没有?|不是)被?(?:冻|封)",
    ),
    _Matter(
        "freeze_account",
        r"(?<!解)(?:冻|挂失|锁[卡账]|停(?:用|卡))",
        r"(?<!解)(?<!被)(?:冻结(?!了)|冻账户|挂失)",
        r"(?:冻结|挂失)(?:就)?(?:不[用要必]|算)了?$|(?:账[户号]|卡|钱包)(?:就|先)?(?:不用|不要|别)停|"
        + _ACCOUNT
        + r"(?:先)?(?:别|不要|不用|不)冻",
    ),
    _Matter(
        "refund",
        r"(?:tui|退)(?!出|订|换|下|休|房|群|还是|不了|回去上)",
        r"(?:要求|申请过?)?(?:退款|退货|退钱)(?!(?:没|未|不)?到|成功)",
        r"(?:退款|退货|钱)(?:申请)?(?:就)?(?:不[用要必退]|取消|撤|算)[了退掉吧]*|(?:这|那)[笔个单]不退",
    ),
    _Matter(
        "human_agent",
        r"(?:转接|转(?:接)?(?:到)?(?:人工|客服|真人)|(?:找|叫|接|要|喊|用|和|跟|换|派)?(?:个|你们|一个)?(?:人工|真人|活人)|(?:找|叫|接|转|跟|和|要)(?:个|你们)?客服|客服|(?:跟|和|找)?人(?:说|聊|谈))",
        r"(?:要|找|叫|转|接|转接)*(?:人工|真人|客服(?!时间|电话|的?电话))",
        r"(?:人工|转人工)(?:就)?(?:不[用要必]|算|取消)了?$",
    ),
    _Matter(
        "complaint",
        r"投诉|差评",
        r"(?:来|要|想)*投诉(?:你们)?",
        r"投诉(?:就)?(?:不[用要必]|取消|撤|算)[了吧]*$",
    ),
    _Matter(
        "account_closure",
        r"注销|销户|销号|销账",
        r"(?:注销|销户|销号)",
        r"(?:账[户号]|注销)(?:就)?(?:不[用要必]?(?:注销|销)|先不注销|取消注销)了?|注销(?:就)?(?:不用|取消)了?$",
    ),
    _Matter(
        "unbind_card",
        rf"解绑|解除绑定|(?:换|删|移除){_CARD}",
        rf"(?:解绑|换{_CARD})",
        rf"{_CARD}(?:就)?(?:先)?(?:不|别|不用)解",
    ),
    _Matter(
        "bind_card",
        rf"(?<!解)(?<!换)绑(?:定)?(?:{_CARD}|了|$)|(?:添加|加){_CARD}",
        rf"(?<!解)(?:绑(?:定)?{_CARD}|(?:添加|加){_CARD})",
        rf"{_CARD}(?:就)?(?:先)?不绑",
    ),
    _Matter(
        "change_phone",
        rf"(?:换绑|换|改|修改|更换|变更){_NUMBER}(?!密码)|换绑",
        rf"(?:换绑|换|改|修改|更换|变更)(?:过)?(?:{_NUMBER})(?!密码)|换绑",
        rf"{_NUMBER}(?:也|就|先|还|并)*(?:没有?|不)(?:换|改|变)",
    ),
    _Matter(
        "forgot_password",
        rf"(?:找回|重置|重设){_PASSWORD}|(?:找回|重置)$",
        rf"(?:忘(?:记|了)?(?:{_PASSWORD})?|{_PASSWORD}忘|(?:找回|重置){_PASSWORD})",
        r"密码(?:我|也|就|都|并|可|真|又|还|从来)*(?:(?:没有?|不是|不会)(?:忘|丢)|记得)",
    ),
    _Matter(
        "change_password",
        rf"(?:改|修改|换|更换|更改|设置?|动){_PASSWORD}",
        rf"(?:改|修改|换|更换|更改|设置?){_PASSWORD}",
        r"密码(?:就|先|我)*(?:不|别|不用|不想|先不)(?:改|换|动|设)",
    ),
    _Matter(
        "account_stolen",
        None,
        r"(?:被|遭|遇到|叫|让)?(?:别人|人|谁|他|她)*(?:盗(?!版)|骗(?!我|人)|诈骗|偷|盗刷)|丢(?:了)?钱|动(?:过)?我的?钱|被(?:人)?转走|登(?:录)?过?我的?号",
        r"(?:钱|账[户号]|卡|手机|号)(?:也|都|并|根本|又)*(?:没有?|不是)(?:被|人)?(?:盗|丢|偷|骗|少)(?!手机)|钱没少",
    ),
    _Matter(
        "account_locked",
        None,
        r"(?:被|让)?(?:系统)?(?:账[户号])?(?:被)?锁(?:定|住|了)?(?:账户)?",
        r"(?:账[户号]|号|钱包|卡)(?:也|都|并)*(?:没有?|不是)(?:被)?锁",
    ),
    _Matter(
        "verification_code_not_received",
        None,
        r"(?:(?:收不到|没收到)(?:短信|验证码)|验证码(?:没收到|收不到|的?问题|没来|没到)|(?:短信|验证码)的?问题)",
    ),
    _Matter(
        "login_problem",
        None,
        r"(?:登(?:录|陆)?(?:不|的?问题|失败|不上)|(?:无法|不能)登)",
        r"登(?:录|陆)(?:一直|都|也|是)?(?:没|没有)问题",
    ),
    _Matter(
        "withdraw_issue",
        None,
        r"提现(?:失败|没到|的?问题|未到|不了|慢|到不了)",
    ),
    _Matter(
        "deposit_not_arrived",
        None,
        r"(?:充(?:值|的)?(?:钱)?(?:没|未|的?问题|不到)|没到账|未到账|钱没到)",
    ),
    _Matter(
        "transaction_failed",
        None,
        r"(?:(?:付款|支付|交易|转账|扫码)(?:失败|的?问题|没成功|不了|不成功)|失败)",
        r"(?:付款|支付|交易|转账)(?:没有?|不是)失败",
    ),
    _Matter(
        "dispute",
        None,
        r"(?:重复扣|扣(?:重|错|多)|多扣|乱扣|扣了?两次|(?:交易|有|什么)*纠纷|争议)",
    ),
    _Matter(
        "create_ticket",
        r"(?:提|建|开|提交|创建|登记|生成|填|走)*工单(?!进度)|开单",
        r"(?:要|提|提交|建|开)(?:过)?工单",
        r"工单(?:就|先)*(?:(?:不[用要必]?|别)(?:建|提|开)?了?|撤|取消).*",
    ),
    _Matter("ticket_status", r"(?:查|看|问)工单", r"(?:查|看|问)工单"),
    _Matter(
        "callback_request",
        r"(?:回电|回访|回拨|打(?:给我|电话|过来)|来电|约?电话|接(?:你们)?电话|致电|预约)",
        r"(?:要|预约|约)回电",
        r"(?:回电|电话|回访)(?:就)?(?:不[用要必]|别|取消|先不)(?:打|约)?了?$",
    ),
    _Matter(
        "transcript_request",
        r"(?:发|导出?|下载|要|看)*(?:聊天|对话)记录",
        r"(?:要)?(?:聊天|对话)记录",
        r"聊天记录(?:就)?不[用要必]",
    ),
    _Matter(
        "balance_query",
        r"(?:查询?|看|问)*余额",
        r"(?:查询?|问|看)*余额",
        r"余额(?:就)?不[用要]?[查看]",
    ),
    _Matter(
        "transaction_history",
        r"(?:查询?|看|导出?|发|打印)*(?:账单|交易记录|流水|明细)|查记录",
        r"(?:查询?|问|看|导)*(?:账单|交易记录|流水|明细)",
        r"(?:账单|记录|流水)(?:就)?不[用要]?[查看导]",
    ),
    _Matter(
        "limit_query", r"(?:查|问|看|提|提高|调)*(?:限额|额度)", r"(?:查|问|提|超)*(?:限额|额度)"
    ),
    _Matter("fee_query", r"(?:查|问|看)*手续费", r"(?:查|问)*手续费", r"没问手续费"),
    _Matter(
        "transfer_howto",
        r"转(?:账|钱|款|出|给|$|了(?!人))",
        r"转账(?!失败|没|的?问题|不)",
        r"(?:转账|钱)(?:就)?不转了?$",
    ),
    _Matter(
        "withdraw_howto",
        r"提(?:现|钱|出来|$|了)",
        r"提现(?!失败|没|的?问题|未|不)",
        r"钱(?:就)?(?:先)?不提",
    ),
    _Matter(
        "deposit_howto",
        r"充(?:值|钱|$|了|话费)",
        r"充值(?!没|未|的?问题|不)",
        r"钱(?:就)?(?:先)?不充",
    ),
    _Matter(
        "payment_howto",
        r"(?:付(?:款|钱|$|了)|支付|买单)",
        r"(?:要|想)?(?:付款|支付)(?!失败|没|的?问题|密码|不)",
    ),
    _Matter(
        "real_name_verification",
        r"实名|认证",
        r"(?:要|做)?(?:实名(?:认证)?|认证)(?:的?问题)?(?![上过])",
    ),
    _Matter(
        "two_factor",
        r"(?:开|开通|开启|关|关闭|用|要|做|设)*(?:二次验证|双重验证|两步验证|指纹|刷脸|人脸|动态码)",
        r"(?:二次验证|指纹|刷脸|人脸)",
        r"(?:二次验证|指纹|刷脸|人脸)(?:就)?(?:先)?(?:不[用要]?|别)[开弄用做]?",
    ),
    _Matter("phishing_report", r"举报", r"(?:来|要)?举报|钓鱼|诈骗(?:短信|电话|网站|链接)"),
    _Matter("register_account", r"注册|开户", r"(?:要)?(?:注册|开户)(?![上过])"),
    _Matter("service_hours", None, r"问?(?:上班|营业|工作|客服|服务)时间"),
    _Matter(
        "contact_channels",
        None,
        r"(?:问|要)?(?:你们)?(?:的)?(?:联系方式|电话号码|客服电话|客服的?电话)",
    ),
    _Matter("security_advice", None, r"问?(?:怎么防骗|安全建议|防骗)"),
)
_MEANT: Final = r"(?:来|要|想|说|问|因为|在|要求|是|我|你们|这个|那种|指|讲|什么|打算|申请过?|出现|发生|由于|咨询|想问|要问)*"
_UNWANTED_MATTERS: Final = [
    (matter.intent, re.compile(rf"{_UNWANTED}{_BETWEEN}(?:{matter.unwanted})"))
    for matter in _MATTERS
    if matter.unwanted
]
_NOT_SO_MATTERS: Final = [
    (matter.intent, re.compile(rf"{_NOT_SO}{_MEANT}(?:{matter.not_so})"))
    for matter in _MATTERS
    if matter.not_so
]
_MISSING_MATTERS: Final = [
    (matter.intent, re.compile(matter.missing)) for matter in _MATTERS if matter.missing
]
# Not the case, rather than not to be done.
_STATES: Final = re.compile("不是|没|记得")
_MAY_NEGATE: Final = re.compile(r"[不没别勿无非谁哪取撤停拒反算]|什么时候|记得")
_CLAUSE: Final = re.compile(r"[^|?]+\??")
# 商家不发货也不退钱, 系统不让提现: what others do not do is not the customer's no.
_OTHERS: Final = (
    "(?:商家|商户|卖家|店家|店铺|网店|商城|商店|买家|对方|他们?|她们?|人家|别人|平台|系统|软件|页面|后台|w|银行|客服|人工|骗子|收款[人方]|房东|老板|朋友"
    "|公司|学校|中介|主播|机构|官方|[你您]们?|那边|那人|那家店)"
)
_OTHERS_DO_NOT: Final = re.compile(
    f"{_OTHERS}(?:的人|那边|这边|方面|人员|也|都|就|又|还是?|老|一直|总是?|死活|坚决|根本|竟然|居然|却|偏|说|现在|一|在|既|迟迟|收了钱|拿了钱|始终|硬是|非)*"
    "(?:不(?:给|让|肯|愿意?|同意|答应|退|发|还|理|处理|认|承认|接|回|管|帮|赔|解|批|通过|支持|办|受理|许|允许|准|履行|兑现|付|转(?!了))"
    "|没(?:有)?(?:给|退|发|还|理|处理|回|解|赔|同意|答应)|拒绝|拒不)"
    r"|(?:^|[|])(?:也|还|又|就是|都|一直|总|老|为什么)*不(?:给|让|许|准)我"
)
_AND_NOT: Final = re.compile("(?:也|还|又|更|都|而且|并且|既)*(?:不|没|拒)")
# 不解冻我就报警 threatens with what follows when it is not done.
_UNSURE: Final = re.compile(
    r"如果|要是|万一|假如|倘若|除非|怕|就.{0,3}(?:报警|投诉|举报|曝光|起诉|告你|律师|消协|12315|差评)"
)


@dataclass(frozen=True, slots=True)
class Negation:
    """What is negated, in the order of the text."""

    unwanted: tuple[str, ...] = ()
    """Is not to be done."""
    not_so: tuple[str, ...] = ()
    """Is not the case."""


def negation_in(plain: str) -> Negation:
    """What a plain wording negates."""
    if not _MAY_NEGATE.search(plain):
        return Negation()
    unwanted: dict[str, None] = {}
    not_so: dict[str, None] = {}
    for clause in _own_clauses(plain):
        if _UNSURE.search(clause):
            continue
        leaves = _ASKED_TO_LEAVE.search(clause)
        if _ASKED.search(clause) and not leaves:
            continue
        found = [
            (at, not_so if _STATES.search(text) else unwanted, name)
            for at, text, name in _found(_MISSING_MATTERS, clause)
        ]
        found += [(at, unwanted, name) for at, _, name in _found(_UNWANTED_MATTERS, clause)]
        if not leaves:
            found += [(at, not_so, name) for at, _, name in _found(_NOT_SO_MATTERS, clause)]
        if found:
            # What stands behind the first is said of another.
            _, kind, intent = min(found, key=itemgetter(0))
            kind[intent] = None
    return Negation(tuple(unwanted), tuple(not_so))


def only_others_do_not(plain: str) -> bool:
    """Whether all that a plain wording negates is what others do not do."""
    return _OTHERS_DO_NOT.search(plain) is not None and not any(_own_clauses(plain))


def _own_clauses(plain: str) -> Iterator[str]:
    """The clauses with a negation that is the customer's own."""
    is_others = False
    for clause in _CLAUSE.findall(plain):
        follows = is_others and _AND_NOT.match(clause)
        is_others = bool(follows or _OTHERS_DO_NOT.search(clause))
        if not is_others and _MAY_NEGATE.search(clause):
            yield clause


def _found(matters: list[tuple[str, re.Pattern[str]]], clause: str) -> list[tuple[int, str, str]]:
    """Where a negated matter begins, its words, and its name."""
    return [
        (match.start(), match[0], intent)
        for intent, words in matters
        if (match := words.search(clause))
    ]
