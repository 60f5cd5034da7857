"""The words of somebody who thinks of ending their life, or fears it for somebody near.

Errs towards hearing it: a needless kind word costs nothing. What is only a manner of speaking
(累死了, 想死你们了, 笑死) is none. It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

# One of these stands in all of them, in either script: the rest of a chat costs next to nothing.
_UNFOLDED: Final = re.compile(
    "[死活杀殺尽盡残殘轻輕短腕吊投结結断斷跳药藥遗遺想百楼樓天台窗桥橋撑撐熬扛挺持脱脫醒世恋戀切辈輩走过過值盼]|kill|suicid|die|life",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile("[,.!?;~\uff0c\uff01\uff1f\uff1b。…]+")

_DANGER: Final = re.compile(
    "|".join(
        (
            # 我想死, 真想死了算了; not 想死你们了, 不想死
            "(?<!不)(?<!谁)(?<!你)(?:想|寻|求|(?:我就?|想|要|不如|只能|只有|干脆)去)死(?!你|您|他|她|我|机|人|大家|妈|掉的|角|循环|磕|扣|亡|心塌|板|党|忠)(?=$|[了算的在给吧啊呀我们好,]|一了|去|掉)",
            "不如死|还不如死|死了(?:算|得|好|拉倒|一了|干净|才)|(?:一|我)死了之|让我(?:去)?死|死给你|死在你|以死|一了百了",
            "(?:不想|不愿|不要|没法|无法|不能)(?:再)?活(?!动|跃|期|力|[着著]的)|(?<![激笑])活不(?:下去|下|成|了(?!动))|(?<!笑)不活了|活够了|没(?:有)?活路|没(?:有)?法活|活[着著].{0,6}(?:没(?:有|什么|啥)?(?:意思|意义|用)|有什么(?:意思|意义|用)|还有啥(?:意思|意义)|太?累|痛苦|干嘛|干什么)",
            "自杀(?!式)|自尽|自残|轻生|寻短见|割腕|上吊|投河|投江|结束(?:自己的?|我的?|这条)?(?:生命|性命|一生)|了结(?:自己|此生|一生|生命)|了断(?:自己|残生)|自我了断|跳(?:楼|河|江|桥|海|崖|轨)(?!价|甩|大|机|清|促)|喝农药|喝药(?:死|自|算|了断)|吞(?:安眠)?药|吃(?:了)?(?:一?整?[瓶把])?安眠药|遗书|遗言",
            "(?<!别)(?<!不要)(?<!什么)(?<!么)(?<!没)(?:我|他|她|妈|爸|公|婆|子|儿|友|人|真的?|一时|会|要|有点)想不开|^想不开|从.{0,4}(?:楼|桥|窗|阳台).{0,4}跳|(?:站|坐|走|爬)(?:在|上|到)了?.{0,3}(?:天台|楼顶|窗台)|在(?:天台|楼顶)上",
            "killmyself|suicid|wanttodie|wannadie|endmylife|endingmylife",
        )
    )
)
# Said of life, unless something that may try one's patience stands beside it.
_DESPAIR: Final = re.compile(
    "|".join(
        (
            # 我真的撑不下去了, 日子过不下去了, 我不想再坚持了
            "[撑熬]不(?:下去|下|住|过去|过|了)了?(?!这|那么|你)|[扛挺]不下去|(?:坚持|支撑|硬撑)不(?:下去|住|了)|(?:日子|人生|这样|我).{0,4}过不下去|(?:不想|没(?:有)?(?:力气|勇气|劲)).{0,2}(?:再|继续)?(?:坚持|撑|熬|挣扎|活)(?:下去)?(?:了|$)",
            # 活着好累, 觉得活着没啥盼头
            "活[着著得的].{0,6}(?:累|苦|难受|没劲|没盼头|没奔头|没希望|受罪|煎熬|图什么|图啥|受够)|没(?:有)?.{0,3}活.{0,4}(?:勇气|念头|动力|希望|盼头)|活腻|没(?:有)?活头|活到头|(?:活[着著]|人生|这辈子|往后|日子).{0,4}没(?:有)?(?:什么|啥)?(?:盼头|奔头|指望|希望|意思|意义)|(?:这辈子|人生|这一生).{0,3}(?:完了|到头了)",
            "没(?:有)?(?:什么|啥)?意思.{0,3}(?:我)?(?:真的?)?(?:想|就)(?:走|死|离开|去了|消失)",
            # 一觉睡过去不醒, 离开这个世界
            "睡(?:过去|着|死).{0,6}(?:不|别)(?:要|想|用|再)*醒|(?:再也|永远|不想|不要|别再)(?:再)?醒(?:过)?来|长眠|离开(?:这个?|人)世(?:界|间|上)?|告别(?:这个?)?(?:人世|世界)|不想.{0,2}(?:待|呆|留|活|在)(?:在)?(?:这个?|人)世|(?:从|在)(?:这个)?世(?:界|上)?(?:上)?消失|消失在(?:这个?)?世|永远睡(?:着|过去)|再见了?,?这个世界|(?:跟|和|与)(?:这个)?世界(?:说)?(?:再见|告别|道别)|人间不值得|生无可恋|来世再|下辈子再",
            "(?:只有|只剩|就是|只能是)?死路一条|(?:想|求|要|只想|彻底|就能|就|可以)(?:真正|彻底|早点|早日)?解脱(?!.{0,2}绑)|结束(?:这|掉)?一切|一切都?(?:该)?结束|(?:烧炭|割脉|安乐死|服毒|跳轨)",
            "对不起.{0,8}(?:我)?(?:先走了|走了|先去了)",
        )
    )
)
_TRYING: Final = re.compile(
    "会员|[这本下]个?月|月底|app|软件|系统|页面|网络?(?!贷)|手机|电脑|电池|电量|流量|客服|平台|你们|公司|店|生意|商户|项目|活动|游戏|直播|排队|流程|审核|验证|密码|账[户号]|余额|钱包|提现|充值|转账|绑|卡(?!债)|等|破|机器人|操作|手续费|加班|上班|工作"
)
_NONE: Final = re.compile(
    # 改密码改得想死, 气得要跳楼: only how tiresome it is
    "气(?:得|到)?(?:我|人)?(?:都|快|真|要|想|就)*(?:跳楼|跳河|想死|不想活)|"
    "[改等登输弄玩虐卡热困忙吵挤堵催排查填扫绕背考肝刷][得到](?:我)?(?:都|真|简直|快|也)?(?:想死|不想活)|"
    "(?:没有?|不|不会|不是|别|未)(?:想|要|打算|会|曾)?(?:过)?(?:自杀|轻生|寻短见|跳楼|去死|想死|死)|不想死|想死(?:你|您|他|她)|跳楼价|你们?(?:都|怎么不|还不|给我)?(?:快)?去死|祝你"
    "|(?:手机|软件|系统|电脑|网络?|账[户号]|帐[户号]|号|程序|app|平台|公司|客服|页面|接口|服务器|电池|猫|狗|鱼|花|树|游戏|角色|进程)(?:都|就|又|也|怎么|是|要|快|真)*(?:想|要|去|死|活不|不活)"
    "|自杀(?:险|式)|小说|电影|电视剧|剧情|歌"
)
# 钱被骗光了 beside it is a matter that goes on; 没人管我 is none.
_MATTER: Final = re.compile(
    "钱|款(?!待)|账|积蓄|存款|余额|[冻盗骗偷刷]|转[走账出到]|提现|充值|退[款钱货]|[付扣]|密码|验证|登[录陆]|绑|银行|手机号|工单|注销|人工|真人"
)


def in_danger(text: str) -> bool:
    """Whether the text says that somebody may take their life."""
    if not _UNFOLDED.search(text):
        return False
    return any(map(_tells_danger, _clauses(text)))


def speaks_of_nothing_else(text: str) -> bool:
    """Whether a text in which somebody is `in_danger` holds no other matter."""
    return not any(_MATTER.search(_DANGER.sub("", clause)) for clause in _clauses(text))


def _tells_danger(clause: str) -> bool:
    if _NONE.search(clause):
        return False
    if _DANGER.search(clause):
        return True
    return _DESPAIR.search(clause) is not None and _TRYING.search(clause) is None


def _clauses(text: str) -> list[str]:
    folded = squeezed(text)
    return _CLAUSE.split(folded)
