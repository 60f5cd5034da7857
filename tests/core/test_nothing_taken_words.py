"""Money that went and that nobody took, and thefts told in much the same words."""

from __future__ import annotations

import pytest

from kefu.core.hearsay_words import Hearsay, hearsay_in
from kefu.core.nothing_taken_words import nothing_taken
from kefu.core.theft_words import reports_emergency, says_who_paid

_NOTHING = """
收款人是我表妹，那笔钱是我借给她的
那钱是我自己借给同事的
錢是我送給我弟弟的
没关系，后来我用现金付给店家了
没事没事我微信转给老板了
我昨天打给儿子的生活费他收到了
水电费我用支付宝交过了
双十一余额清零，真凶就是我的手
余额怎么空了，原来小偷就是我老婆
我老婆把我零花钱收走了，算不算抢劫哈哈
做了个噩梦，钱全被偷了
梦见手机被抢了，吓我一跳
"""
_TAKEN = """
没事的，我微信给骗子转了两千
他是我网友，钱是我借给他的，现在联系不上
那钱是我借给他的，他是骗子
钱是我转给他的 现在拉黑我了
跟做梦一样，钱全没了
像做梦似的 卡里被刷光
做梦都没想到钱被转走了
昨晚梦见钱被偷，醒来一看真没了
我转给我妈的钱被人截走了
是我转给客服的，他说要验证
我儿子的学费被转走了
凶手是谁 我钱没了
我借给他的钱他不认账，怎么办
他自称我表弟，钱是我借给他的，结果是冒充的
"""
_HEARD_OF = """
刷到条新闻，说有个大妈被骗了养老钱
电视上演一个老头被骗光积蓄
短视频里说一个大学生被刷走学费
看了个帖子，一个宝妈被骗走三万
"""
_THROWN_AWAY = """
骗子的短信我全都删了
诈骗电话一律拉黑
骗子发的链接统统屏蔽
"""
_THEFTS = """
刷视频的时候钱被转走了
看到个视频说能返利，我被骗了三千
刷到一个带货的人，骗了我五百
骗子短信删了，钱也被转走了
骗子的电话挂了，可我钱没了
短信都删了，钱还是被盗了
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(_NOTHING))
def test_nothing_was_taken(text: str) -> None:
    assert hearsay_in(text) is Hearsay.NOTHING
    assert not reports_emergency(text)


@pytest.mark.parametrize("text", lines(_TAKEN))
def test_a_word_of_deceit_or_loss_makes_it_none(text: str) -> None:
    assert not nothing_taken(text)


@pytest.mark.parametrize("text", lines(_HEARD_OF))
def test_what_stood_in_the_news_is_anothers(text: str) -> None:
    assert hearsay_in(text) is Hearsay.OTHERS


@pytest.mark.parametrize("text", lines(_THROWN_AWAY))
def test_what_was_thrown_away_has_nearly_happened(text: str) -> None:
    assert hearsay_in(text) is Hearsay.NEARLY


@pytest.mark.parametrize("text", lines(_THEFTS))
def test_a_theft_beside_it_is_one(text: str) -> None:
    assert hearsay_in(text) is None
    assert reports_emergency(text)


@pytest.mark.parametrize("text", ["她说是她还的货款", "我老公说那两笔是他转的", "儿子承认是他充的"])
def test_who_was_asked_has_paid(text: str) -> None:
    assert says_who_paid(text)


@pytest.mark.parametrize(
    "text", ["他说是他转错的", "骗子说是他转的", "对方说是他付的", "她说她没转过", "是谁转的"]
)
def test_nobody_of_the_family_has_paid(text: str) -> None:
    assert not says_who_paid(text)
