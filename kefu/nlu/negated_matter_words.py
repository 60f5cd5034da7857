"""How each matter is said behind a negation (不要…, 不是…, 没…). Patterns on plain wording
(`kefu.nlu.act_spelling`); `kefu.nlu.negation` looks for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_ACCOUNT: Final = r"(?:我|的|这|那|该|本人|个|张|笔|账户|账号|钱包|银行卡|卡|信用卡|账|手机){0,8}"


@dataclass(frozen=True, slots=True)
class NegatedMatter:
    """How one matter is said behind a negation; None where it is not said so."""

    intent: str
    unwanted: str | None
    """As it stands behind 不要…"""
    not_so: str | None
    """As it stands behind 不是… or 没…"""
    missing: str | None = None
    """The whole of it, where the matter stands before its negation."""


_CARD: Final = r"(?:银行卡|信用卡|储蓄卡|卡)"
_PASSWORD: Final = r"(?:我|的|登[录陆]|支付|付款|交易|查询|钱包|账户|账号|这|那|个){0,8}密码"
_NUMBER: Final = r"(?:我|的|绑定|预留){0,8}(?:手机号码?|手机|电话号?码?|号码|号)"
NEGATED_MATTERS: Final = (
    NegatedMatter(
        "unfreeze_account",
        r"解冻|解封|解除(?:冻结|挂失|限制|风控)|申诉|(?<![了理])解了$",
        r"(?:解冻|解封|解除(?:冻结|挂失|限制)|申诉|被冻|被封)",
        r"(?:账[户号]|钱包|卡)(?:没有?|不是)被?(?:冻|封)",
    ),
    NegatedMatter(
        "freeze_account",
        r"(?<!解)(?:冻|挂失|锁[卡账]|停(?:用|卡))",
        r"(?<!解)(?<!被)(?:冻结(?!了)|冻账户|挂失)",
        r"(?:冻结|挂失)(?:就)?(?:不[用要必]|算)了?$|(?:账[户号]|卡|钱包)(?:就|先)?(?:不用|不要|别)停|"
        + _ACCOUNT
        + r"(?:先)?(?:别|不要|不用|不)冻",
    ),
    NegatedMatter(
        "refund",
        r"(?:tui|退)(?!出|订|换|下|休|房|群|还是|不了|回去上)",
        r"(?:要求|申请过?)?(?:退款|退货|退钱)(?!(?:没|未|不)?到|成功)|(?<=[要想])退$",
        r"(?:退款|退货|钱)(?:申请)?(?:就)?(?:不[用要必退]|取消|撤|算)[了退掉吧]*|(?:这|那)[笔个单]不退",
    ),
    NegatedMatter(
        "human_agent",
        r"(?:转接|转(?:接)?(?:到)?(?:人工|客服|真人)|(?:找|叫|接|要|喊|用|和|跟|换|派)?(?:个|你们|一个)?(?:人工|真人|活人)|(?:找|叫|接|转|跟|和|要)(?:个|你们)?客服|客服|(?:跟|和|找)?人(?:说|聊|谈))",
        r"(?:要|找|叫|转|接){0,8}(?:人工|真人|客服(?!时间|电话|的?电话))",
        r"(?:人工|转人工)(?:就)?(?:不[用要必]|算|取消)了?$",
    ),
    NegatedMatter(
        "complaint",
        r"投诉|差评",
        r"(?:来|要|想){0,8}投诉(?:你们)?",
        r"投诉(?:就)?(?:不[用要必]|取消|撤|算)[了吧]*$",
    ),
    NegatedMatter(
        "account_closure",
        r"注销|销户|销号|销账",
        r"(?:注销|销户|销号)",
        r"(?:账[户号]|注销)(?:就)?(?:不[用要必]?(?:注销|销)|先不注销|取消注销)了?|注销(?:就)?(?:不用|取消)了?$",
    ),
    NegatedMatter(
        "unbind_card",
        rf"解绑|解除绑定|(?:换|删|移除){_CARD}",
        rf"(?:解绑|换{_CARD})",
        rf"{_CARD}(?:就)?(?:先)?(?:不|别|不用)解",
    ),
    NegatedMatter(
        "bind_card",
        rf"(?<!解)(?<!换)绑(?:定)?(?:{_CARD}|了|$)|(?:添加|加){_CARD}",
        rf"(?<!解)(?:绑(?:定)?{_CARD}|(?:添加|加){_CARD})",
        rf"{_CARD}(?:就)?(?:先)?不绑",
    ),
    NegatedMatter(
        "change_phone",
        rf"(?:换绑|换|改|修改|更换|变更){_NUMBER}(?!密码)|换绑",
        rf"(?:换绑|换|改|修改|更换|变更)(?:过)?(?:{_NUMBER})(?!密码)|换绑",
        rf"{_NUMBER}(?:也|就|先|还|并){{0,8}}(?:没有?|不)(?:换|改|变)",
    ),
    NegatedMatter(
        "forgot_password",
        rf"(?:找回|重置|重设){_PASSWORD}|(?:找回|重置)了?$",
        rf"(?:忘(?:记|了)?(?:{_PASSWORD})?|{_PASSWORD}忘|(?:找回|重置){_PASSWORD})",
        r"密码(?:我|也|就|都|并|可|真|又|还|从来){0,8}(?:(?:没有?|不是|不会)(?:忘|丢)|记得)|密码(?:就|先|我){0,8}(?:不用?|别|不要|先不)(?:重置|找回|重设)|从(?:来|没)(?:就|都)?(?:不|没)(?:会|有)?忘|不会忘(?:记)?(?:自己的?)?密码",
    ),
    NegatedMatter(
        "change_password",
        rf"(?:改|修改|换|更换|更改|设置?|动){_PASSWORD}",
        rf"(?:改|修改|换|更换|更改|设置?){_PASSWORD}",
        r"密码(?:就|先|我){0,8}(?:不|别|不用|不想|先不)(?:改|换|动|设)",
    ),
    NegatedMatter(
        "account_stolen",
        None,
        r"(?:被|遭|遇到|叫|让)?(?:别人|人|谁|他|她){0,8}(?:盗(?!版)|骗(?!我|人)|诈骗|偷|盗刷)|丢(?:了)?钱|动(?:过)?我的?钱|被(?:人)?转走|登(?:录)?过?我的?号",
        r"(?:钱|账[户号]|卡|手机|号)(?:也|都|并|根本|又){0,8}(?:没有?|不是)(?:被|人)?(?:盗|丢|偷|骗|少)(?!手机)|钱没少",
    ),
    NegatedMatter(
        "account_locked",
        r"解锁|(?<!解)锁(?:定|住|了|上|起来){0,8}(?:我)?(?:的)?(?:账[户号]|号|钱包)?[了吧]*$",
        r"(?:被|让)?(?:系统)?(?:账[户号])?(?:被)?锁(?:定|住|了)?(?:账户)?",
        r"(?:账[户号]|号|钱包|卡)(?:也|都|并){0,8}(?:没有?|不是)(?:被)?锁",
    ),
    NegatedMatter(
        "verification_code_not_received",
        None,
        r"(?:(?:收不到|没收到)(?:短信|验证码)|验证码(?:没收到|收不到|的?问题|没来|没到)|(?:短信|验证码)的?问题)",
    ),
    NegatedMatter(
        "login_problem",
        None,
        r"(?:登(?:录|陆)?(?:不|的?问题|失败|不上)|(?:无法|不能)登)",
        r"登(?:录|陆)(?:一直|都|也|是)?(?:没|没有)问题",
    ),
    NegatedMatter(
        "withdraw_issue",
        None,
        r"提现(?:失败|没到|的?问题|未到|不了|慢|到不了)",
    ),
    NegatedMatter(
        "deposit_not_arrived",
        None,
        r"(?:充(?:值|的)?(?:钱)?(?:没|未|的?问题|不到)|没到账|未到账|钱没到)",
    ),
    NegatedMatter(
        "transaction_failed",
        None,
        r"(?:(?:付款|支付|交易|转账|扫码)(?:失败|的?问题|没成功|不了|不成功)|失败)",
        r"(?:付款|支付|交易|转账)(?:没有?|不是)失败",
    ),
    NegatedMatter(
        "dispute",
        None,
        r"(?:重复扣|扣(?:重|错|多)|多扣|乱扣|扣了?两次|(?:交易|有|什么){0,8}纠纷|争议)",
    ),
    NegatedMatter(
        "create_ticket",
        r"(?:提|建|开|提交|创建|登记|生成|填|走){0,8}工单(?!进度)|开单",
        r"(?:要|提|提交|建|开)(?:过)?工单",
        r"工单(?:就|先){0,8}(?:(?:不[用要必]?|别)(?:建|提|开)?了?|撤|取消).*",
    ),
    NegatedMatter("ticket_status", r"(?:查|看|问)工单", r"(?:查|看|问)工单"),
    NegatedMatter(
        "callback_request",
        r"(?:回电|回访|回拨|打(?:给我|电话|过来)|来电|约?电话|接(?:你们)?电话|致电|预约)",
        r"(?:要|预约|约)回电",
        r"(?:回电|电话|回访)(?:就)?(?:不[用要必]|别|取消|先不)(?:打|约)?了?$",
    ),
    NegatedMatter(
        "transcript_request",
        r"(?:发|导出?|下载|要|看){0,8}(?:聊天|对话)记录",
        r"(?:要)?(?:聊天|对话)记录",
        r"聊天记录(?:就)?不[用要必]",
    ),
    NegatedMatter(
        "balance_query",
        r"(?:查询?|看|问){0,8}余额",
        r"(?:查询?|问|看){0,8}余额",
        r"余额(?:就)?不[用要]?[查看]",
    ),
    NegatedMatter(
        "transaction_history",
        r"(?:查询?|看|导出?|发|打印){0,8}(?:账单|交易记录|流水|明细)|查记录",
        r"(?:查询?|问|看|导){0,8}(?:账单|交易记录|流水|明细)",
        r"(?:账单|记录|流水)(?:就)?不[用要]?[查看导]",
    ),
    NegatedMatter(
        "limit_query",
        r"(?:查|问|看|提|提高|调){0,8}(?:限额|额度)",
        r"(?:查|问|提|超){0,8}(?:限额|额度)",
    ),
    NegatedMatter("fee_query", r"(?:查|问|看){0,8}手续费", r"(?:查|问){0,8}手续费", r"没问手续费"),
    NegatedMatter(
        "transfer_howto",
        r"转(?:账|钱|款|出|给|$|了(?!人))",
        r"转账(?!失败|没|的?问题|不)",
        r"(?:转账|钱)(?:就)?不转了?$",
    ),
    NegatedMatter(
        "withdraw_howto",
        r"提(?:现|钱|出来|$|了)",
        r"提现(?!失败|没|的?问题|未|不)",
        r"钱(?:就)?(?:先)?不提",
    ),
    NegatedMatter(
        "deposit_howto",
        r"充(?:值|钱|$|了|话费)",
        r"充值(?!没|未|的?问题|不)",
        r"钱(?:就)?(?:先)?不充",
    ),
    NegatedMatter(
        "payment_howto",
        r"(?:付(?:款|钱|$|了)|支付|买单)",
        r"(?:要|想)?(?:付款|支付)(?!失败|没|的?问题|密码|不)",
    ),
    NegatedMatter(
        "real_name_verification",
        r"实名|认证",
        r"(?:要|做)?(?:实名(?:认证)?|认证)(?:的?问题)?(?![上过])",
    ),
    NegatedMatter(
        "two_factor",
        r"(?:开|开通|开启|关|关闭|用|要|做|设){0,8}(?:二次验证|双重验证|两步验证|指纹|刷脸|人脸|动态码)",
        r"(?:二次验证|指纹|刷脸|人脸)",
        r"(?:二次验证|指纹|刷脸|人脸)(?:就)?(?:先)?(?:不[用要]?|别)[开弄用做]?",
    ),
    NegatedMatter("phishing_report", r"举报", r"(?:来|要)?举报|钓鱼|诈骗(?:短信|电话|网站|链接)"),
    NegatedMatter("register_account", r"注册|开户", r"(?:要)?(?:注册|开户)(?![上过])"),
    NegatedMatter("service_hours", None, r"问?(?:上班|营业|工作|客服|服务)时间"),
    NegatedMatter(
        "contact_channels",
        None,
        r"(?:问|要)?(?:你们)?(?:的)?(?:联系方式|电话号码|客服电话|客服的?电话)",
    ),
    NegatedMatter("security_advice", None, r"问?(?:怎么防骗|安全建议|防骗)"),
)
