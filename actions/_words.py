"""What words show that no intent tells: which of two things is meant,
and whether it is asked or wanted. Pure reading.
"""

from __future__ import annotations

import re

_QUESTION = re.compile(
    "[?？]|[吗嗎么麼呢]$|什么|什麼|怎么|怎麼|为啥|为何|为什么|為什麼|多久|多少|能不能|会不会|會不會|是不是|有没有|如何|哪"
)
_FREEZE_ASKED = re.compile(
    "[冻凍].{0,8}(?:影响|影響|后果|後果|还能|還能|还可以|還可以|会怎|會怎|会不会|會不會|是不是|有什么|有什麼|什么意思|能收|能用)"
)
_STATUS_ASKED = re.compile(
    "为什么|為什麼|为啥|为何|怎么会|怎麼會|原因|状态|狀態|正常|是不是|有没有|有沒有|[吗嗎][?？。]?$"
)
_PAYMENT_PASSWORD = re.compile("(?:支付|付款|交易|取款)的?密[码碼]")
_LOGIN_PASSWORD = re.compile("登[录錄入]|登[陆陸]|两个密码|兩個密碼")
_DEBIT_ASKED = re.compile(
    "扣(?:款|钱|錢)?了?(?:没有?|沒有?|吗|嗎)$|扣没扣|扣沒扣|有[没沒]有扣|[会會]不[会會].{0,3}扣|是否扣"
)
_PAID = re.compile("支付|付款|付钱|付錢|付了|下单|下單|扫码|掃碼|购买|購買|消费|消費|买|買")
_TOPPED_UP = re.compile("充|存")
_WRONG_PAYEE = re.compile("[转轉打汇匯](?:账|帐|帳|款)?(?:转|轉|打|汇|匯)?[错錯]")
_NOT_HELPED = re.compile(
    "(?:没|沒|没有|沒有)(?:用|解决|解決|明白|懂|看懂|听懂)|不管用|不明白|不懂|看不懂|答非所问|答非所問|问题还在|還是不行|还是不行"
)
_IMPATIENT = re.compile("慢|[等拖](?:了)?(?:好|很|这么|那么|太)?久")
_COMPLAINING = re.compile("投[诉訴]|举报|舉報|差[评評]|工信|消[协協]|12315|领导|領導|经理|經理")
_SUBMIT = re.compile("(?:确认|確認|帮我|幫我|就|请|請)?提交(?:工单|工單)?(?:吧|了|一下)?")
_EVIDENCE = re.compile("证据|證據|举证|舉證|取证|取證|证明不是|證明不是")
_WITHOUT_PASSWORD = re.compile("免密|自动扣款|自動扣款|代扣")
_PUNCTUATION = " 。，！,.!~～?？"


def is_question(text: str) -> bool:
    """Whether the sentence asks something."""
    return _QUESTION.search(text.strip(" 。.")) is not None


def asks_what_freezing_does(text: str) -> bool:
    """冻结以后还能收钱吗: to be explained, not done."""
    return _FREEZE_ASKED.search(text) is not None


def asks_for_status(text: str) -> bool:
    """为什么被冻结, 账户冻结了吗: the state is asked for, not its change."""
    return _STATUS_ASKED.search(text) is not None


def names_payment_password(text: str) -> bool:
    """Whether the password for payments is meant, which the wallet changes only in its app."""
    return _PAYMENT_PASSWORD.search(text) is not None


def names_login_password(text: str) -> bool:
    """Whether the login password is meant, alone or too."""
    return _LOGIN_PASSWORD.search(text) is not None


def asks_whether_debited(text: str) -> bool:
    """那钱扣了没: nobody has said that money is gone."""
    return _DEBIT_ASKED.search(text.strip(_PUNCTUATION)) is not None


def tells_of_payment(text: str) -> bool:
    """Whether what was debited was a payment rather than a top-up."""
    return _PAID.search(text) is not None and _TOPPED_UP.search(text) is None


def tells_of_wrong_payee(text: str) -> bool:
    """转账转错人了."""
    return _WRONG_PAYEE.search(text) is not None


def was_not_helped(text: str) -> bool:
    """没用, 不明白, ？？？: about the bot's last answer."""
    only_signs = bool(text.strip()) and not any(map(str.isalnum, text))
    return only_signs or _NOT_HELPED.search(text) is not None


def is_only_impatient(text: str) -> bool:
    """太慢了吧: no complaint yet."""
    return _IMPATIENT.search(text) is not None and _COMPLAINING.search(text) is None


def submits(text: str) -> bool:
    """提交: the button's title, typed in whole or part."""
    return _SUBMIT.fullmatch(text.strip(_PUNCTUATION)) is not None


def is_about_evidence(text: str) -> bool:
    """怎么举证."""
    return _EVIDENCE.search(text) is not None


def is_about_paying_without_password(text: str) -> bool:
    """关闭免密支付."""
    return _WITHOUT_PASSWORD.search(text) is not None
