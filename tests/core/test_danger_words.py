"""Somebody who may take their life is heard, and a manner of speaking is not."""

from __future__ import annotations

import pytest

from kefu.core.danger_words import in_danger, speaks_of_nothing_else

IN_DANGER = """
我实在是撑不下去了
熬不下去了 每天都是煎熬
没意思 我想走了
活得好累啊
催收逼得我想跳楼
覺得人生沒有盼頭
好想一觉睡过去再也不醒
想离开这个世界了
只剩死路一条
没有继续活下去的勇气
想要解脱
对不起家人 我先走了
我想死
不想活了
我要自杀
活不下去了
跳楼
想不开
不如死了算了
钱被骗光了我不想活了
我真的活不下去了
我想跳楼
真想一死了之
死了算了
我要从楼上跳下去
活着没意思
想死的心都有了
我真的好想死
不想活著了
我想結束生命
再不解决我就去死
你们再不处理我就跳楼
我老公被骗了钱想不开要跳河
我站在天台上了
让我死了吧
我妈想不开了
我割腕了
没活路了
人活着还有什么意思
我去死好了
I want to die
不想活
钱没了，我想死
我现在就想去死
我想自殺
我活够了
还不如死了
吃安眠药算了
遗书都写好了
活不了了
"""

MANNERS_OF_SPEAKING = """
这个破软件快让我撑不下去了
审核这么久 我熬不住了
手机快撑不住了 没电
没意思 走了
生意快撑不下去了 手续费能不能少点
每天上班真累
结束这个流程吧
我先走了 回头再说
累死了
急死我了
想死你们了
气死我了
笑死
死机
我的账户死了
手机死机了
烦死了
饿死了
热死了
跳楼价
我想死你了
账户活不了
你们去死吧
你去死
这个软件死了算了
死活登不上
死活收不到验证码
不想活动了
要死了卡住了
吓死我了
我没有想自杀
别想不开
有什么想不开的
困死
死循环
打死我也不信
这个活动不想参加
急得要死
疼死了
贵死了
慢死了
要死要活
死贵
笑死我了
我不想死
客服去死
生活不能自理
活期怎么转
他死了账户怎么办
我爸去世了
要了老命了
要急死人了
等死了
等死我了
"""


@pytest.mark.parametrize("text", IN_DANGER.strip().splitlines())
def test_who_may_take_their_life(text: str) -> None:
    assert in_danger(text)


@pytest.mark.parametrize("text", MANNERS_OF_SPEAKING.strip().splitlines())
def test_what_is_only_a_manner_of_speaking(text: str) -> None:
    assert not in_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "我想死",
        "不想活了",
        "我真的活不下去了",
        "死了算了",
        "我要自杀啊",
        "唉 我想死",
        "没人管我 活着没意思",
        "催债的天天来 我想跳楼",
    ],
)
def test_who_speaks_of_nothing_else(text: str) -> None:
    assert speaks_of_nothing_else(text)


@pytest.mark.parametrize(
    "text",
    [
        "钱被骗光了我不想活了",
        "充值没到账我想死的心都有了",
        "不想活了 我的密码忘了",
        "我想死，转人工客服",
    ],
)
def test_a_matter_beside_it_goes_on(text: str) -> None:
    assert not speaks_of_nothing_else(text)
