"""Who speaks of stealing and was not robbed here; nobody who was may be among them."""

from __future__ import annotations

import pytest

from kefu.core.not_robbed_words import NotRobbed, not_robbed_in

_SPOKEN = {
    NotRobbed.OF_US: """
        你们会不会偷我的钱
        你们平台不会骗我钱吧
        把钱放这里会被你们卷走吗，你们会不会卷钱跑
        我担心你们偷偷骗我的钱
        你們公司會不會把客戶的錢吞了
        贵公司员工会不会偷客户的钱
    """,
    NotRobbed.ELSEWHERE: """
        我游戏号被盗了
        我的QQ让人盗了
        王者荣耀账号昨晚被盗
        支付宝被盗刷了
        微信里的钱被人转走了
        抖音号被盗了怎么办
        我的steam账户被黑了
        淘寶賬號被人盜了
        网易邮箱被人登了
        游戏里的装备都被人偷了
    """,
    NotRobbed.CARD: """
        我的信用卡被盗刷了
        招行卡被人刷了两笔
        我银行卡昨天被盗刷
        我嘅銀行卡俾人盜刷
    """,
    NotRobbed.FAMILY: """
        孩子拿我手机充游戏花了三千多
        我儿子给主播打赏了五千
        女儿偷偷用我手机买了皮肤
        小孩玩游戏充了648
        孫子拿我手機給主播刷禮物
        打赏的钱都是我家孩子弄的
    """,
    NotRobbed.FAMILY_PASSWORD: """
        密码被我儿子改了 我登不进去了
        我老婆把我的登录密码改了
        密碼被我女兒亂改
    """,
    NotRobbed.MORE_MONEY: """
        多了2000块
        我账户里突然多了2000
        钱包里多出一笔钱
        有人莫名其妙转给我500块
        餘額多了三千塊怎麼回事
        账户里莫名其妙多了三百块钱是谁打的
    """,
    NotRobbed.CHARGE: """
        为啥扣了我39.9?我没买东西
        怎么扣我15块钱
        扣了我9.9是什么情况
        什么钱扣了30
        昨天扣了我12块是什么钱
    """,
}
_OTHERWISE = """
    我的钱包被盗了
    账户被盗刷了五千
    骗子在抖音上骗了我两千
    有人用我的支付宝绑的钱包付了五百
    我的微信和钱包都被盗了
    银行卡绑在你们这被人盗刷
    卡被盗刷2000
    你们偷了我五百
    我儿子被骗了三千
    孩子把验证码告诉了骗子 充了游戏
    账户里多了一笔2000的支出
    多了一笔消费不是我的
    多扣了我2000
    为什么扣了我3000
    为什么我的余额全被扣了
    密码被骗子改了
    我老公的钱包被人盗了
    我妈被骗子转走了两万
    怎么我的钱被转走了
    对方用微信联系我 骗我转了三千
    京东客服骗我把验证码给了他
    有人让我把多转的钱还回去 我转了
    账单里多了两笔我没买过的东西
    忘记密码了
    怎么没有人打电话给我
    有人发短信给我
    你好
"""


@pytest.mark.parametrize(
    ("what", "text"),
    [(what, text.strip()) for what, texts in _SPOKEN.items() for text in texts.strip().split("\n")],
)
def test_it_is_known_what_happened_instead(what: NotRobbed, text: str) -> None:
    assert not_robbed_in(text) is what


@pytest.mark.parametrize("text", [text.strip() for text in _OTHERWISE.strip().split("\n")])
def test_a_theft_and_everything_else_stay_what_they_are(text: str) -> None:
    assert not_robbed_in(text) is None
