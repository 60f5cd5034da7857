"""What makes asking harmless: a warning, a field made for secrets, something else that is meant.

Patterns over the texts that `kefu.core.asking_words` reads.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.asking_words import SIGN, WITHIN

_PERSON: Final = (
    "(?:任何人|其他人|他人|别人|陌生人|对方|客服|工作人员|我们的人|员工|客户|用户|您|你|我们|我)"
)
_PLACE: Final = (
    "(?:任何|其他|非官方|陌生|第三方|不明|这个|此)*的?(?:地方|页面|网站|网页|链接|平台|群|聊天|对话|会话|这里|这儿|这边|此处|窗口)"
    "(?:框|窗口|中|里|内|上)*"
)
NEGATION: Final = "(?:(?<!要)不要|切?勿|(?<![特区级识分个性类])别(?!急|怕|担|慌|跟|人|的)|不会|不需要|不需|无需|不用|不必|从不|绝不|不得|(?<!能)不能(?!不)|(?<!可)不可以?|不应该?|不该|没有|严禁|禁止|拒绝|谨防)"
# 不要(随意)(向他人)(要求您)发…: a negation that reaches the verb
# through nothing but its own complements.
FORBIDDEN: Final = re.compile(
    rf"{NEGATION}(?:再|轻易|随意|随便|主动|擅自|直接|以任何方式|通过任何方式|必)*"
    rf"(?:(?:向|跟|和|对|给|问){_PERSON}|在{_PLACE})?(?:要求|让|请|叫|需要|索)?{_PERSON}?(?:提供|告诉|发送?|拍|截图?|要|把|将|来)?$"
)
# 不要把您的|验证码发我: the complement begins before the secret.
TAKING: Final = re.compile(
    f"(?:把|将)(?:您|你|我|的|收到|手机|短信|支付|登录|银行卡|上|里|页面|app|{SIGN}|和|或|与|及|、)*$"
)
# Said of somebody else's wishes, or asked about the past.
WARNING: Final = re.compile(
    "骗|诈|对方|任何人|陌生人|有人|他人|别人|凡是|谁要|泄露|泄漏|可疑|钓鱼|有没有|有无|妥善|都是假|等于"
)
TROUBLE: Final = re.compile("(?:收不到|没收到|没有收到|忘记|忘了|记不)(?:短信|支付|登录|手机|的)*$")
DONE: Final = re.compile(
    "(?:[填改设输置入换录绑好完成收登]|提交|验证|通过)(?:好|完|成功|到)?(?:了|之后|以后|后|好)"
)
BEING_TOLD: Final = re.compile("告诉|告知|说")
ABOUT_IT: Final = re.compile(
    r"(?:找回|重置|修改|更改|服务|功能|设置(?!的)|登[录陆]|保护|错误|输错|有误|不对|不正确|正确|强度|页面|框|次数|有效|过期|失效|失败|长度"
    r"|规则|要求|至少|安全|有问题|有疑问|发送(?!给我|给客服|过来|到我|一?下)|已|还没|没|收不|收[到没]?(?:了|没|过)|格式|提示|类型|泄露|已经"
    r"|的?(?:时间|手机|号码|渠道|方式|日期|问题|情况|规则|长度|提示|短信|页面|时候|地方|有效|次数|输入|错误)"
    r"|是(?:登录|支付|交易|否|不是|.{1,8}还是|自己|您自己|由|只|一|不|收)|有没有|能不能|在哪|什么时候|怎么|为什么|和|或(?!者给))"
)
OTHER_THING: Final = re.compile(
    rf"(?:错误|失败|不对)的?截图|(?:后(?!面)|之后|以后|的时候|时)[^,\uff0c]{{0,6}}(?:什么|怎么|哪)|(?:{WITHIN}{{0,6}}的|错误|失败)?(?:提示|页面|界面|报错|时间|情况|问题|原因|方式|手机号)"
)
PAST: Final = re.compile("(?:出来|出去|过来|过去|给.{1,3})?(?:了(?!就|才|吧)|过(?![来去]))")
WHICH_ONE: Final = re.compile(f"是(?:登录|支付|交易)?{SIGN}还是(?:登录|支付|交易)?{SIGN}")
OWN_FIELD: Final = re.compile(
    "(?<!对话框的)输入框|卡片|页面|弹窗|弹出|应用|app|登[录陆](?:页|界面|框|时|的时)|下方|付款时|支付时|密码框|secure|card|field|login|page|the app"
)
CHAT: Final = re.compile("对话|聊天|会话|这里|窗口|here|chat")
NOT_ENGLISH: Final = re.compile(
    r"(?<![a-z])(?:not|never|no one|nobody|without|cannot|anyone|anybody|whoever|did you|do you|have you|someone"
    r"|bu ?yao|bie|wu)(?![a-z])|n['\u2019]t(?![a-z])"
)
WE_SEND: Final = re.compile(
    r"(?<![a-z])(?:we|i|system|it)(?:'ll|'ve| will| have| has| just| already| can)* (?:re-?)?$"
)
REMOTE_EXCUSED: Final = re.compile(
    f"{NEGATION}|不支持|不提供|卸载|删|关闭|断开|退出|停止|挂断|骗|诈|警惕|小心|当心|有没有|有无|是不是|(?:了|过).{{0,8}}[吗没]|对方|凡是|任何人|陌生|多久|持续|什么时候"
    r"|(?<![a-z])(?:not|never|uninstall|close|stop|scam|did you|have you|anyone)(?![a-z])|n['\u2019]t"
)
SAFE_EXCUSED: Final = re.compile(
    f"{NEGATION}|没有|不存在|所谓|骗|诈|凡是|对方|是不是|(?:了|过).{{0,8}}[吗没]|not|never|n['\u2019]t|scam"
)
