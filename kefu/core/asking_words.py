"""How somebody is asked for something: the wording around what `kefu.core.forbidden_words` found.

In the texts that these patterns read, each thing found is one sign. What excuses the wording,
they do not know.
"""

from __future__ import annotations

import re
from typing import Final

# Stand for what was found, one character each.
SECRET_SIGN: Final = "\ue001"
PICTURE_SIGN: Final = "\ue002"
SIGN: Final = f"[{SECRET_SIGN}{PICTURE_SIGN}]"
END: Final = r"。;!?\uff01\uff1b\uff1f\n"
WITHIN: Final = rf"[^,.{END}\uff0c把将{SECRET_SIGN}{PICTURE_SIGN}]"

# To others, or to the customer: no asking.
_TO_OTHERS: Final = (
    r"(?![送诉]?[给到至在往]?(?:了|过)?(?:您|你|手机|邮箱|注册|他人|别人|任何人|任何|陌生人|骗子|对方|他|她|谁|卡片|安全|下方|输入框|页面))"
    r"(?!送|至|到|出[去了]|来的|过来的|现|生|起|觉|票|卡|行)"
)
_TELL: Final = (
    r"(?:发送(?=给我|给客服|过来|到我|到这|一?下)|发|给(?!他|她|别|对|您|你|陌)|告诉(?!您|你)|告知(?!您|你)|说|报(?!错|警|案)|念|读|讲|提供|回复(?![1-9“\"是好收])|回我|回[传复](?=给|我|一?下)|反馈|截[个一]?[下张]?[图屏]?|[上传]?传|粘?贴|拷贝|分享|透露|口述|留给|私[信发]|打(?!开|不|扰)"
    r"|(?<!填)写(?!在|着|下)|拍照?|转发|复制|导出|画|交|晒|抄(?!在|写|好|下|到纸)|语音|展示|出示|亮)"
)
_ME: Final = r"(?:给|到|过来|来|出来|过|上来)?(?:我|我们|我这|咱|客服|这里|这边|这|一?下|一声|来|过来|出来|上来|看|听|吧|$|[一几]张|[一两]个|各一|[一两]?遍|即可|就行|以便|[,\uff0c])"
_POLITE: Final = "(?:请|麻烦|劳烦|需要|烦请|帮忙|帮我|帮|要|得|方便|能|能不能|可以|可不可以)"
_YOURS: Final = r"(?:[您你](?:的|们的?)?|一?下|一?个|我|给|看|的|收到|手机|短信|支付|登录|登陆|交易|银行卡?|取款|查询|账号|和|及|、|刚才?|刚刚|那|这|条|原来|全部|完整|[0-9一二三四六十]+个?|位|客服|出|到|里|上|内|回|核验|对应|相应|设[置定]?|新|旧|改|用|现在|最近|发|张|传|拍|[a-z]+和|卡片?|信用卡|最后){0,8}"
WHAT: Final = (
    r"(?:多少(?!位|次|分|秒|钱|天|条|人|个)|几(?!位|次|分|秒|点|天|条|个|号|种|家)|什么(?!时候|意思|原因|情况|问题|规则|用|样|短信|号码|地方|格式|提示)"
    r"|啥(?!时候|意思)|哪(?!个|里|条|种|家|儿|一))"
)
TYPE: Final = "(?:输入?|填写?|键入|敲|录入)"

ASKING: Final = tuple(
    re.compile(rf"(?=(?P<asking>{pattern}))")  # zero-width: an excused one hides no other
    for pattern in (
        # 把验证码发我, 将密码告知客服
        rf"[把将]{WITHIN}{{0,16}}?{SIGN}{WITHIN}{{0,10}}?(?P<verb>(?:{_TELL}){_TO_OTHERS}|{TYPE})",
        # 告诉我您的密码, 提供一下验证码
        rf"(?P<verb>告诉(?!您|你)|告知(?!您|你)|提供|出示|报(?!错|警|案)|念|读|说(?!明|到|过)|讲|回复|(?<![您你重新会动已再统])发(?!送|现|生|起|到|给[您你]|觉|票|卡|行)|给我|给一?下|透露|口述|背一?下|分享|粘贴|上传|转发|复制|截|拍|导出|传|交"
        rf"|(?<![不无毋])需要(?:[您你]的?|(?:信用|银行)卡的?)|(?<![不主])要[您你]的|核[对验实]一?下?[您你]的?){_YOURS}{SIGN}",
        rf"(?P<verb>提供|出示|反馈|发送[您你]的|回传|上报){WITHIN}{{0,12}}?{SIGN}",
        rf"{SIGN}里?的?(?P<verb>有几|含几|是?[怎如][么何]组成|由什么|第[一二三四五六1-6]位)",
        rf"{SIGN}[是为](?P<verb>(?:不是)?(?:[一两二三四五六]个)?[0-9]+(?![0-9位个分秒小次天]))",
        rf"{SIGN}卡?(?:第|坐标)[^{END}]{{0,12}}?(?P<verb>是?{WHAT}|报|念)",
        rf"{_POLITE}{WITHIN}{{0,4}}?(?P<verb>告知|告诉|说|报)[您你]的?{_YOURS}{SIGN}",
        rf"(?P<verb>(?:发|告诉|给|念|报|说|读|截图?|截屏|传|拍)(?:给|发)?(?:我|一?下))[一下声吧看呗]{{0,3}}[,\uff0c]{WITHIN}{{0,4}}?{SIGN}",
        rf"[把将]{WITHIN}{{0,16}}?{SIGN}{WITHIN}{{0,8}}?(?P<verb>[给跟向对](?:我|客服|这边)|(?<!改)过来|上来)",
        # 请输入您的密码, 请在这里填写验证码
        rf"(?:请|麻烦|劳烦|烦请|需要[您你]|帮忙){WITHIN}{{0,16}}?(?P<verb>{TYPE}|写|打(?!开)){WITHIN}{{0,6}}?{SIGN}",
        rf"(?:对话|聊天|会话|这里|窗口|直接|这边){WITHIN}{{0,6}}?(?P<verb>{TYPE}|写|打(?!开)|发|回|贴){WITHIN}{{0,6}}?{SIGN}",
        # 验证码是多少, 密码呢, 您的密码是?
        rf"{SIGN}{WITHIN}{{0,8}}?(?P<verb>是?{WHAT})",
        rf"{SIGN}{WITHIN}{{0,6}}?[,\uff0c]?[您你请麻烦]{{0,3}}(?:看(?:一?下|看)?|[吗么没][,\uff0c]?|[,\uff0c])(?P<verb>是?{WHAT})",
        rf"{SIGN}[^{END}]{{0,10}}?(?P<verb>[改设换]成?(?:什么|多少|啥)|是(?:[您你]的?)?(?:生日|手机号?|身份证).{{0,4}}吗)",
        rf"(?<![哪一]个){SIGN}(?P<verb>呢|是?(?:[?\uff1f]|$))(?<=[呢?\uff1f是])",
        # 验证码发我, 密码打在对话框里
        rf"{SIGN}(?:{WITHIN}{{0,10}}?|[\W_]{{1,3}}|{WITHIN}{{0,7}}?[,\uff0c][请您你麻烦现在就]{{0,4}})(?P<verb>{_TELL}){_TO_OTHERS}{_ME}",
        rf"{SIGN}{WITHIN}{{0,10}}?(?P<verb>{_TELL}|{TYPE}){WITHIN}{{0,6}}?(?:对话|聊天|会话|窗口|这里|这儿|这边)",
        rf"(?:收到|等|看到){WITHIN}{{0,6}}{SIGN}后?(?:请|麻烦)?(?P<verb>回复|发|报|念)(?![0-9“\"送到给好])",
        rf"{SIGN}{WITHIN}{{0,4}}?(?P<verb>来一?下|来吧)",
        rf"{SIGN}[,\uff0c][^{END}]{{0,8}}?(?:收到|看到|显示)的?(?P<verb>是?{WHAT})",
        rf"(?:我们?|客服|这边)(?P<verb>需?要){WITHIN}{{0,6}}?{SIGN}(?:来|才|用来|用于|核|做|确认|验证)",
        rf"^(?:登[录陆]|支付|交易|短信|六位|[您你]的){{0,8}}{SIGN}[,\uff0c]?(?P<verb>谢谢|感谢|麻烦了)",
        rf"{SIGN}{WITHIN}{{0,12}}?(?P<verb>回复|发|报|念)(?:[里上]面?的)?(?:数字|内容)",
        rf"(?P<verb>[差缺])了?(?:一?个|[您你]的)?{SIGN}",
        # English and pinyin
        rf"(?P<verb>(?<![a-z])(?:tell(?:ing)?|let me know|have|giv(?:e|ing)|send(?:ing)?|shar(?:e|ing)|provid(?:e|ing)|type|enter|input|paste|copy|submit|upload|supply|dictate|write|pass|disclose|read|forward|confirm|need|text|dm|show|say|reply|what(?:'?s| is| was| are| does| did)|fa|gei|gaosu|bao|shuo|nian))(?![a-z])[^{END}]{{0,40}}?{SIGN}",
        rf"{SIGN}[^{END}]{{0,16}}?(?<![a-z])(?P<verb>please|pls|what is|what'?s|fa|gei|gaosu|duo ?shao|shuo|bao|nian|shenme)(?![a-z])",
    )
)
# 请您 (把它) 发我 (一下): nothing but the asking, its object was named before.
BARE: Final = re.compile(
    r"(?:好的?|那|就|但|但是|收到|内容|数字|原文|码|再|重新|全部?|都|一起|一并|放心|这次|这里|请|麻烦|劳烦|您|你|现在|直接|把它|这个|那个|看看|看一?下|再|帮忙|马上|尽快|收到了?[吗么]?|,|\uff0c){0,8}"
    rf"(?:{_TELL}(?:给|到|过来|来|出来)?(?:我|我们|客服|这里|一?下|一声|看看?|听听?|过来|来|出来|吧|呗|一次|一遍){{1,8}}(?:谢谢|哦|呢|吧|哈|啊|可以吗|好吗|吗|看看?|听听?|就行|即可|一?下|操作|是?多少|是几|是什么){{0,8}}"
    rf"|是?{WHAT}[呀啊呢]?|是多少[呀啊呢]?)[.。!?\uff01\uff1f~]*"
)
