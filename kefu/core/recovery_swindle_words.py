"""The words that tell of the second swindle: a lawyer, a hacker or a policeman who offers to get a
victim's money back, for a fee.

It must not know what is answered.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import squeezed

_HELPER: Final = (
    "(?:律师|律所|法务|[黑骇红]客|警察|警官|民警|公安|网警|网安|反诈|专家|大师|师傅|高手|技术员?|公司|团队|机构|中介|网友|群友|"
    "平台|工作人员|专员|退款员|老师|客服|人)"
)
_OFFERS: Final = re.compile(
    f"{_HELPER}(?:跟我|和我|给我|私信我?|在网上|电话里|打电话|发消息|一直|都|又|还|突然|主动){{0,4}}(?:说|称|讲|联系|找上|找我|找到我|加我|来电|私信|打给我|告诉|保证|承诺|答应|让我|叫我|要我|问我要|收我|管我要)"
    f"|(?:有|来了|认识|加了|遇到|碰到|找了|网上|群里)(?:了)?(?:一?个|位|家|些)?[^,\uff0c?]{{0,6}}?{_HELPER}[^,\uff0c?]{{0,4}}?(?:能|可以|会|愿意|专门|帮)"
    f"|介绍(?:了)?(?:一?个|位)?[^,\uff0c]{{0,4}}{_HELPER}"
    "|(?:有人|有个人|对方|骗子|他们?|她)(?:又|还|现在|居然){0,2}(?:说|称|讲|保证|承诺)(?:是|能|可以|会|有办法)?[^,\uff0c?]{0,6}?(?:帮我|替我|给我)"
)
_RECOVERS: Final = re.compile(
    "(?:追|要|找|拿|挽|弄|讨|搞|抢|黑|拦)(?:得)?回(?!复|答|访|电)|追(?:款|讨|损|缴)|挽损|(?:钱|款|损失)[^,\uff0c]{0,3}?(?:退给我|还给我|返给我|拿出来|弄出来)"
)
_FEE: Final = re.compile(
    "先(?:要|得|给|让我|叫我|帮)?(?:他|她|他们)?(?:交|付|转|打|给|汇|收)(?:(?!材料|证据|身份|资料|截图|报案)[^,\uff0c]){1,8}|(?:交|付|收|要|转|打|给|缴|出)(?:他|她|他们|一?笔|个|点|我){0,2}[\\d一二两三四五六七八九十几百千万]*(?:块|元)?(?:钱)?的?(?:手续|服务|律师|咨询|办案|材料|立案|技术|活动|好处|辛苦|定|押|保证|认证|佣|解冻|诚意|启动|前期|代理|茶水)(?:费|金|钱)"
    "|(?:收|要|交|付|给|打|转)(?:他|她|我|他们)?(?:\\d{2,6}|[一二两三四五六七八九十几]{1,2}[百千万])|提成|抽成|(?:成|点|佣金)(?:作为)?(?:报酬|酬劳)|(?:要|收|抽)[一二两三四五六七八九十\\d]{1,2}(?:成|个点|%)"
)
_DOUBTED: Final = re.compile(
    "靠谱|可信|能信|信得过|可靠|真的吗|真的假的|是真的|骗(?:人的|局|子)?吗|是不是(?:又是|也是)?(?:骗|真)|敢不敢|能不能信|该不该信|信不信"
)
_NOT_YET: Final = re.compile(
    "(?:我|还|也|暂时|幸好|幸亏|都){0,4}(?:没|没有|未)(?:给|交|付|转|打|理|答应|敢|汇)(?:钱|他|她|他们|那个|费|呢|过|啊|[,\uff0c。!]){0,4}$"
)


def offers_recovery(text: str) -> bool:
    """Whether the text tells of somebody who offers to get the money back, for a fee or so that it
    is asked whether that can be believed.
    """
    folded = squeezed(text)
    if _RECOVERS.search(folded) is None or _OFFERS.search(folded) is None:
        return False
    return _FEE.search(folded) is not None or _DOUBTED.search(folded) is not None


def has_not_paid(text: str) -> bool:
    """Whether the text says that what was asked for was not paid yet: 我还没交."""
    return _NOT_YET.search(squeezed(text)) is not None
