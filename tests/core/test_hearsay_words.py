"""Thefts that are none of the speaker's now, and those told in much the same words that are."""

from __future__ import annotations

import pytest

from kefu.core.hearsay_words import Hearsay, asks_what_would_be_done, hearsay_in
from kefu.core.theft_words import reports_emergency

SPOKEN_OF = {
    Hearsay.OTHERS: """
我同桌朋友的支付宝前两天让人盗刷了
单位同事微信被偷走八百 她急死了
隔壁小李上当了，被骗了两万
聽說有用戶錢包被盜
刷抖音看到有人钱被偷光了，吓死我了
我们楼里有两个大爷被骗了
单位好几个同事上当受骗了
网上说有人手机丢了钱被转走
我闺蜜账号被盗能找你们吗
对门李大爷让人骗了
听说有人被乱扣过钱
前天看电视剧 男主的卡被人清光了
网上有人说余额里的钱会自己没
""",
    Hearsay.PAST: """
前年我的号被人盗过 现在没事
以前上过当 现在精了
去年的盗刷你们已经赔了
早年被骗过两次
被偷的钱后来追回来了
""",
    Hearsay.NEARLY: """
差点把验证码给了骗子
险些被人骗走两千
有个骗子打来 我没理
差點上當
骗子发的链接我没点
刚刚骗子叫我转账 我没转
""",
    Hearsay.SUPPOSED: """
万一钱包被盗怎么办
假如手机丢了你们能帮我冻结吗
如果我被骗了 能赔吗
要是哪天被盗刷了该找谁
被偷了的话钱还能回来吗
一旦账户被盗 多久能冻上
我这个不会也被骗吧
""",
    Hearsay.SIGHED: """
这年头骗子太多了
唉，现在的骗子真缺德
网上骗子手段越来越高明
騙子真是無孔不入
是啊，这些骗子防不胜防
""",
    Hearsay.NOTHING: """
我爸说他买的酒
刚才还以为被盗刷了，结果是我自己交的电费
室友说她付的，钱已经转我了
有个异地登录 好像是我上周出差登的
我的密码没告诉过别人
都以为被盗了 原来是自动扣的月租
""",
    Hearsay.FEARED: """
我怕我的钱被人偷走
总觉得有人在动我的钱包 睡不好
担心账户被盗用
""",
}
THEFTS = """
有人正在盗刷我的卡 快停掉它
有人登了我的号在转钱
有个人一直在刷我的余额
人家在动我的钱包
我妈的卡被盗刷了
我老婆被骗了三万 她在我旁边
朋友骗走我两千
同事把我的钱转走了
差点没注意 余额已经没了
要是被骗了怎么办 我刚转了八千
如果是被盗 怎么办 我卡里少了三千
万一被骗了咋整 我已经转过去了
差点被骗 可是验证码告诉他了
钱包被偷了 还好里面不多
手机被偷了 幸亏有密码
上个月被盗刷了 今天才发现
以前被盗过 这次又被盗了
被骗了以后该怎么办
信了骗子的话 转了钱
去年被骗的钱到现在没追回
朋友的号被盗了 问我借钱 我转了五百
我没点什么链接 钱还是被转走了
我怕是被骗了 刚转了三千
恐怕钱被偷了
总觉得有人动我钱包 还真少了五百
手机丢了 怕钱被转走
我把验证码给人了 怕被盗刷
骗子真多，把我八百块弄走了
看新闻有人钱被转走，我的钱也没了
我们村几个老人被骗，我也转了三千
我和楼里两个大妈都被骗了
我妈说她把钱转给骗子了，少了五千
有个异地登录 钱少了 不是我出差
密码没告诉过别人 可是钱没了
我的钱被乱扣了两百
我账户被人清空了
以为是自动扣的会员 结果是被盗刷
"""


@pytest.mark.parametrize(
    ("text", "what"), [(t, w) for w, some in SPOKEN_OF.items() for t in some.strip().splitlines()]
)
def test_what_is_only_spoken_of(text: str, what: Hearsay) -> None:
    assert hearsay_in(text) is what
    assert not reports_emergency(text)


@pytest.mark.parametrize("text", THEFTS.strip().splitlines())
def test_what_must_be_dealt_with(text: str) -> None:
    assert hearsay_in(text) is None


@pytest.mark.parametrize("text", ["我要退款", "怎么提现", "忘记密码了", "没收到验证码", ""])
def test_no_theft_is_spoken_of(text: str) -> None:
    assert hearsay_in(text) is None


def test_what_would_be_done_is_not_how_to_prevent_it() -> None:
    assert asks_what_would_be_done("万一被盗你们赔吗")
    assert not asks_what_would_be_done("怎么防止被盗")
    assert not asks_what_would_be_done("朋友被骗了 我平时该怎么做才不会上当")
