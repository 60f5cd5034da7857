"""How people name a password, a code and the three digits on a card, how they lead to it,
and what it then looks like: patterns to build others of.
"""

from __future__ import annotations

import re

from kefu.core.folding import OPAQUE, loosely

OF_WHAT = r"(?:支付|登[录陆]|交易|取款|提现|手机|钱包|账户|账号|银行卡|查询|手势|锁屏|开机)"
PASSWORD_WORD = rf"(?:{loosely('密码')}|{loosely('口令')}|[秘蜜]码|密马|(?<![a-z])(?:password|passwd|passcode|psword|pwd|psw|pw|p/w|passw0rd|pass\s?word|mima|mm(?=[:\uff1a=是]))(?![a-z]))"
SHORT_WORD = r"(?<![a-z])(?:pw|pass)(?![a-z])(?=\s?(?:[:\uff1a=]|is))"
CARD_CODE = (
    r"(?:安全码|(?:(?:卡片?)?背面?|卡片?(?:后[面头边]|背后|反面|末尾?|最后))(?:上|的|那|签名栏|签名[条处]|末尾?|最?后|有)*[三3][位个码](?:数字?|码|号)?儿?|卡片?(?:背面?|后[面头边]|背后|反面)(?:上|的|那个?|印的?){0,3}(?:数字|数)|签名[栏条处区](?:上|里|的|那|末尾?|最?后)*[三3][位个码](?:数字?|码)?"
    r"|(?<![a-z])(?:cvv2?|cvc2?|cvn2?|csc|pin)(?![a-z])码?)"
)
CODE_WORD = rf"(?:{loosely('验证码')}|{loosely('校验码')}|{loosely('动态码')}|动态密码|短信码|确认码|(?<![a-z])(?:otp|yzm|verification\s?code|sms\s?code)(?![a-z]))"
WORD = rf"(?:{PASSWORD_WORD}|{CARD_CODE}|{CODE_WORD}|{SHORT_WORD})"
SUBJECT = r"(?:我们?|俺|我?记得|明明|一直|就用|自己|原来|之前|以前|现在|当时|已经|一开始|最后|都|被|给|的|呢|嘛|啊|就|那个|[\s,\uff0c]){0,4}"
LEAD = (
    r"(?:是不是|应该是|好像是|可能是|大概是|一直是|还是|就是|设置成|设置为|设成|设为|设置的?|设的|设了|改成|改为|换成|换为|弄成"
    r"|重置为|重置成|[填写输念报读][的了]|用的?|试[了过]?|输入|是|为|系(?!统)|叫|is|shi|[:\uff1a=→⇒➡]|[-=]>)了?"
)
HINT = r"(?:(?:我|老公|老婆|孩子|儿子|女儿|妈|爸|家里?)*的?(?:生日|手机号?|身份证|电话)的?(?:后[四六46]位)?(?:加|[\s:,])?)?"
PUNCTUATION = rf"[^\w{OPAQUE}]"
COUNTERS = (
    r"元|块|万|分|次|条|笔|位|年|月|日|号|点|个|天|秒|小时|人|遍|回|种|类|级|周|kb|开头|发的|发来"
)
# A count, an amount or a time is no secret: 忘记密码,100000元.
NO_UNIT = rf"(?!\d|\s?(?:{COUNTERS}|[.:\uff1a]\d))"
NO_DATE = r"(?!(?:19|20)\d\d\s?[-/.]\s?\d{1,2}\s?[-/.])"
NO_HOTLINE = r"(?!95\d{3}(?!\d)|1069\d*|400\d{7}|400-)"
NUMERAL = r"[\d零〇洞一幺壹二两贰三叁四肆五伍六陆七拐柒八捌九勾玖]"
BETWEEN = r"[\s、,\uff0c.·\-/_]{0,2}"
CODE = rf"{NO_HOTLINE}{NO_DATE}\d(?:[ -]?\d){{3,7}}(?![ -]?\d){NO_UNIT}"
_COUNTED = rf"[一二两三四五六七八九\d]个{NUMERAL}"
SPOKEN_CODE = (
    rf"{NO_HOTLINE}{NO_DATE}(?:{_COUNTED}(?:{BETWEEN}(?:{_COUNTED}|{NUMERAL})){{0,12}}|{NUMERAL}(?:{BETWEEN}(?:{_COUNTED}|{NUMERAL})){{3,31}})"
    rf"(?!{NUMERAL}|[十百千万亿]){NO_UNIT}"
)
_NO_COUNT = rf"(?!\d[\d.,~-]*\s?(?:{COUNTERS}))"
# What English sentences say of a password.
SAID_OF_IT = (
    r"(?!(?:incorrect|correct|required|expired|different|necessary|forgotten|disabled|encrypted|protected|something|compromised|invalid"
    r"|wrong|right|not|too|the|lost|weak|strong|same|bad|gone|locked|missing|stolen|changed|leaked|hacked|blocked|ok|okay|always|still|being|what|no|my|also|only"
    r"|reset|error|fail(?:ed)?|again|help|please|forgot|app|sms|vip|wifi|nfc|id|iphone\w*|ios|android|apple|alipay|wechat|weixin|email|wang(?:le|ji\w*|diao\w*)|zhaohui\w*|duoshao\w*|shenme\w*|zenme\w*|cuowu\w*|budui\w*|xiugai\w*|chongzhi\w*|gai\w{0,6}|suo\w{0,6}|shi|bu\w{0,8})(?![a-z\d]))"
)
TOKEN = rf"{_NO_COUNT}{SAID_OF_IT}(?:(?=[!-~]{{0,63}}[\d!@#$%^&*_])[!-~]{{3,128}}|[a-z]{{8,64}}|[a-z]{{3,7}}(?=\s?(?:$|[,\uff0c。!\uff01;\uff1b\n吧了啊呀哦呢])))"
# 密码我念给你: it follows, in this message or in the next.
TOLD = (
    r"(?:如下|(?:我)?[跟和同][你您](?:讲|说)(?:了|吧|啊)?|在下面|在这里?|(?:我)?(?:发|告诉|说|给|报|念|讲|打|抄|写|背|读)(?:给)?[你您]们?(?:了|吧|啊|一下|哈|听|看)?|发过来|发过去了?|[你您]?(?:拿笔|先|快|赶紧)?(?:听好|记(?:一?下|好|住|着))了?)"
    r"(?:[,\uff0c\s]?(?:[你您]们?|麻烦|请|赶紧|快|就)*(?:帮我?|给我)?(?:看|登|查|试|弄|办|改|记|听|收)(?:一?下|看看?|好|住|清楚)?)?"
)
# Without one of these nothing spoken of is a secret.
SPEAKS_OF_ONE = re.compile(
    r"[码令钥案栏背签面末效]|卡后|短信|位数|数字|收到的|密马|pass|p(?:s?/?w|in)|mima|mm|cv[cvn]|csc|otp|yzm|code|p/w",
    re.IGNORECASE,
)
