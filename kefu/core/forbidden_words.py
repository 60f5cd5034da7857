"""What staff must never ask a customer for, and how it is spelt to pass a filter.

Patterns over a folded text in small letters, without blanks between Chinese characters. Who asks,
and how, they do not know.
"""

from __future__ import annotations

import re
from typing import Final

_GAP: Final = r"[^\w\ue000-\ue00f]{0,2}_{0,2}"


def _word(*characters: str) -> str:
    """Characters (or choices of them) with something put between them."""
    return _GAP.join(characters)


_SEP: Final = "[ ._/*-]?"
_CODE: Final = "(?:[码马玛🐴🐎]|(?<![a-z])ma(?![a-z]))"
_SECRET_CODE: Final = "(?:[密蜜宓]|(?<![a-z])mi(?![a-z]))"
_YAN: Final = "(?:[验験严演]|(?<![a-z])yan(?![a-z]))"
_ZHENG: Final = "(?:[证正政]|(?<![a-z])zheng(?![a-z]))"
_NAMES: Final = """
口令 动态口令 校验码 效验码 动态码 确认码 安全码 激活码 认证码 短信码 授权码 登录码 核验码 通行码 验证数字
密钥 密匙 私钥 私匙 助记词 助记单词 恢复词 恢复短语 种子词 种子短语
"""
_WORDS: Final = (
    "(?:手机|短信)?(?:收到|显示|弹出)了?(?:的是)?什么(?:数字|码)",
    "密码提示问题的?答案",
    _word(_SECRET_CODE, _CODE),
    r"(?<![保机秘加])(?:密|蜜)吗(?=是|多|发|给|告|报|念|说)",
    "[迷秘米](?:码|马)(?=是|多|发|给|告|报|念|说)",
    _word(f"(?:{_YAN}|(?<![a-z])y)", f"(?:{_ZHENG}|zh?(?![a-y]))", f"(?:{_CODE}|m(?![a-z]))"),
    "(?<![a-z0-9])mm(?![a-z])(?=是|多少|发|告诉|给)",
    r"验证吗(?=发|给|告|报|念|说|多)",
    *(_word(*characters) for characters in _NAMES.split()),
    "口令卡|密保卡|坐标卡|卡片?后面?[三3]位",
    r"(?<!\d)(?:12|24|十二|二十四)个?(?:英文|助记|备份|恢复)?(?:单词|词)|备份的?(?:单词|词)",
    "密保问题(?!的?答案)",
    "(?:密保|安全)(?:问题)?的?答案",
    rf"(?<![a-z])(?:c{_SEP}v{_SEP}[vcn]{_SEP}2?|p{_SEP}[i1]{_SEP}n|o{_SEP}t{_SEP}p|y{_SEP}z{_SEP}m"
    rf"|p{_SEP}w{_SEP}d|p[a@4][s5$]{{2}} ?w[o0]rds?|pass ?code|pass ?phrase|m{_SEP}[i1]{_SEP}m{_SEP}a"
    r"|yan ?zheng ?ma|mnemonic|keystore)(?![a-z])码?",
    r"(?<![a-z])(?:(?:verification|security|confirmation|one[- ]?time|sms|auth[a-z]*|access|login|pin|2fa)"
    r" ?(?:code|password|pin)|(?:seed|recovery|secret) ?(?:phrase|words?)|private ?key)s?(?![a-z])",
    r"(?<=you )a (?:code|text|sms)(?=[,.;]? (?:what|tell|read|give))",
    r"(?<![a-z])the (?:number|digits|code)s? (?:you (?:just )?(?:got|received|have)|(?:that was )?(?:sent|texted) to you)",
    r"(?<![a-z])(?:the|those|your) (?:\d|six|four) ?digits?(?![a-z])",
    r"(?<![a-z])(?:the|your|that|this) (?:(?:\d|six|four)[- ]?digits? )?(?:code|digits)(?![a-z])",
)
# Numbers without a name: what the customer got, or what stands on the back of the card.
_DIGITS: Final = r"(?:[346三四六几]?[个位串组]?(?:[346三四六]位)?(?:的)?小?(?:数字|数(?!据|量|额)|码)|末[三3]位|[三3]位)"
_GOT: Final = (
    r"(?:短信|信息|邮件|邮箱|彩信)(?:[里上中]面?)?(?:显示|收到|最后)?的?[那这]?"
    r"|(?<!金额)(?:收到|弹出|播报|听到|发来|发过去|给[您你]发)的?[那这]?(?:条)?(?:短信[里上中]面?的?)?"
    r"|(?:屏幕|手机|令牌|u盾|u盘|u ?key|验证器|身份验证器|authenticator)上?(?:现在)?(?:显示|收到|弹出|出现|里|上)?的?[那这]?"
    r"|(?<![a-z号单票码件])里面?的?[那这]?"
)
_BACK: Final = (
    r"(?:卡片?(?:的)?)?(?:背面|背后|反面|后面|签名[栏条])[的上有旁边右侧尾]*[那这]?(?:后|末|最后)?"
)
_NUMBERS: Final = (
    rf"(?:{_GOT}){_DIGITS}",
    rf"(?:{_BACK}){_DIGITS}",
    r"(?<![后末尾号前是\d])[那这]?[一]?[串个组几]?(?<![后末尾号])(?:6|六|4|四)位?(?:个|的)?(?:动态|短信)?(?:数字|数(?!的|据)|码)",
    r"(?<=把)[那这]?[个几]?数字(?=报|念|发|告诉|给|说|回|抄|传)|(?<=收到)码(?!头)|(?<=发了)[个条一]{0,2}(?:码|短信)",
    # 付款时输的那六位
    r"(?:付款|支付|登[录陆]|取[款钱]|交易)(?:的?时候?)[您你]?要?[输按填敲用]的?[那这]?(?:一?[串几组]|[46四六]个?位)(?:数字?|密?码)?",
    r"(?:动态)?令牌[上里]?(?:现在)?(?:显示)?(?=是?多少|是?几|报|念|发)",
    r"[那这][一]?[串几](?:个)?(?:数字|号码|码)",
    r"(?:(?<=[把将的,\uff0c。那])|(?:^|(?<=\n)))[那个]{0,2}(?:收到的)?码(?=[发给报念说]|是[多几什啥]|多少)",
)
SECRET: Final = re.compile("|".join((*_WORDS, *_NUMBERS)))
# What shows a code or the back of a card.
PICTURE: Final = re.compile(
    r"(?:银行|信用|储蓄)?卡片?(?:翻面|翻过来|面?正反(?:两?面)?|的?(?:背面|反面|背后|正反两?面|两面))(?:的)?(?:照片|图片|图)?(?!有|的?客?服?电话)"
    r"|(?:银行|刚才|刚刚|系统|平台|那边)发的?那?一?条(?:短信|信息|消息)?|短信那?一?[页条面屏]"
    r"|短信[来到]?了?就?[把将](?:里面?的)?内容"
    r"|短信(?:内容|原文|截图|截个?图|全文)?(?!\ue001|时间|的?时间|号码|的?号码|通知|提醒|权限|链接|是几点"
    r"|费|平台|中心|拦截|上的?金额|金额|[里上]有|[里上]?面?(?:提到|说)的(?!数|码)|[里上].{0,4}(?:金额|时间|号码|链接|网址|商户|商家|单号|订单|地址)|功能|模板|的?发送|收件)"
    r"|(?<![a-z])back of (?:your|the) (?:bank |credit |debit )?card"
    r"|(?<![a-z])(?:the|that|your|this) (?:sms|text(?: message)?)(?![a-z])"
)
REMOTE: Final = re.compile(
    "屏幕(?:共享|分享)|允许屏幕录制|[打开]开?一?下共享|共享.{0,3}给我|屏幕.{0,3}[给让]我们?看|视频.{0,12}屏幕|屏幕.{0,4}(?:对着|对准)|(?:共享|分享).{0,6}?屏幕|投屏给|远程(?!办公|教学|开户|会诊)"
    r"|屏幕.{0,4}[借给让发].{0,3}看|控制权|控制[您你]的?(?:手机|电脑|设备)|无障碍|协助软件|操控|接管.{0,4}(?:手机|电脑)"
    r"|手机.{0,4}[给让]我来?(?:操作|控制|看)|(?<![a-z])(?:see (?:your|the) screen|control your (?:phone|device|computer|mobile))"
    r"|向日[葵蔡]|(?<![a-z])(?:to ?desk|team ?viewer|any ?desk|rust ?desk|zoom)(?![a-z])|(?:腾讯|钉钉|飞书|视频)会议"
    r"|(?<![a-z])(?:shar(?:e|ing) (?:your |the )?screen|screen[- ]?shar(?:e|ing)|remote (?:control|access|app|desktop|assistance))"
)
_ACCOUNT: Final = f"{_GAP}[账帐]{_GAP}[户号]"
SAFE_ACCOUNT: Final = re.compile(
    rf"(?:安{_GAP}全|监管|保护|保障|清算|核查|验资|托管|避险|公安|国家安全){_ACCOUNT}"
    r"|(?<![a-z])(?:safe|secure|secured|protected) (?:bank )?account"
)
# Whatever account it is called: the customer's money is to be moved, and by the customer.
TRANSFER_TO: Final = re.compile(
    r"(?:[把将请先]|需要|麻烦|帮忙)[^,\uff0c。;\uff1b!?\uff01\uff1f\n退会]{0,14}?(?:转|打|汇|存|挪|划)(?!换|开|电)[^,\uff0c。;\uff1b!?\uff01\uff1f\n]{0,8}?"
    rf"(?:(?<![您你]的)(?<![您你])(?:指定|公司|对公|私人|个人|中转|过渡|我们?的?){_ACCOUNT}"
    rf"|(?:我们?|客服|平台)[给提发]?(?:供|的)?[给您你]*的?(?:{_ACCOUNT}|卡)|[这以下]{{1,2}}个?张?(?:银行)?(?:{_ACCOUNT}|卡[号里上]?)|我们?的?(?:卡号?|微信|支付宝))"
)
# Writing it so that no filter sees it: 用汉字写, 系统就不会拦
EVASION: Final = re.compile(
    r"(?:谐音|汉字|中文|拼音|大写|倒着|拆开|分开|分[两几2]次|空格|符号|表情|隔开)[^。;\uff1b!?\uff01\uff1f\n]{0,20}?(?:屏蔽|拦|过滤|检测)"
    r"|(?:屏蔽|拦|过滤|检测)[^。;\uff1b!?\uff01\uff1f\n]{0,10}?(?:谐音|用汉字|中文|拼音|倒着|拆开|分开|分[两几2]次|加空格|加符号|表情)[^。;\uff1b!?\uff01\uff1f\n]{0,6}?[写打发]"
)
# Whoever has the code that a customer pays with, pays with it.
PAYING_CODE: Final = re.compile(
    r"付款(?:二维|条形?)?码(?![^,\uff0c。;\uff1b!?\uff01\uff1f\n]{0,8}(?:报错|错误|失败|不开|不了|异常|提示|问题))[^,\uff0c。;\uff1b!?\uff01\uff1f\n]{0,10}?(?:截|拍|发|念|传|读|报|亮)[^,\uff0c。;\uff1b!?\uff01\uff1f\n]{0,5}?(?:我|客服|这边|这里|过来)"
)
