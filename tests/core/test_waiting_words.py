"""What the words of somebody who waits want of the queue."""

from __future__ import annotations

import pytest

from kefu.core.waiting_words import (
    Wish,
    gives_up,
    refuses_filing,
    refuses_turning,
    speaks_of_queue,
    wish_of,
)

PLACE = """
排到多少号啦
现在轮到谁了
是不是该我了呀
輪到我了沒
那现在叫几号
前头还有别人吗
我前面人多吗
我到底是几号
走到几号了现在
要等多久呀
大约还得排多长时间？
麻烦问一下，前面还有几个人
我前面排着多少人呢
我是第几位
現在排到第幾個了
该到我了吧 到我了吗
什么时候才能轮到我
都半天了怎么还没人理我
人工客服去哪了
有没有人啊
喂？有人在吗
还在不在
能不能快点啊
帮忙催一下吧
等了40分钟了
转接好了没
客服啥时候能来
我排第几位了现在
還在排隊嗎我
回来了，轮到我了没
排到没有
那我继续排着
我想重新排队
"""
LEAVE = """
那我不等了
算了，不想排队了
不用转人工了，谢谢
别找真人客服了
帮我取消排队吧
還是用機器人吧
不需要人工服务了
我自己处理吧
不排了不排了
真慢啊，让智能助手来吧
这么慢 我自己处理
算了不要人工了 慢
没关系 不用找客服
你们别给我找客服
您不用排人工了
"""
ABOUT_LEAVING = """
不等了会怎么样
不排队了行吗
取消排队的话位置还在吗？
不用转了吧
說了別轉了
要是不转呢
先别转 你说就行
"""
SOMETHING_ELSE = """
太慢了吧
好慢，余额怎么查
算了
不用了
取消
要多久
多久能到账
退款还要多久到账
我的钱怎么还没到
有人登录了我的账号
取消订单怎么弄
不用密码支付可以吗
不要冻结我的账户
客服电话是多少
我不想等了，把钱退给我
人工智能是什么
几号到账
没人给我转过钱
怎么用机器人查账单
工单排到哪个部门了
慢慢来不着急
你帮我想想
不转账了
不用转钱给他
退款排到第几位了
"""


def lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("words", lines(PLACE))
def test_asking_for_the_place(words: str) -> None:
    assert wish_of(words) is Wish.PLACE


@pytest.mark.parametrize("words", lines(LEAVE))
def test_leaving(words: str) -> None:
    assert wish_of(words) is Wish.LEAVE


@pytest.mark.parametrize("words", lines(ABOUT_LEAVING))
def test_a_question_leaves_nothing(words: str) -> None:
    assert wish_of(words) is Wish.ABOUT_LEAVING


@pytest.mark.parametrize("words", lines(SOMETHING_ELSE))
def test_everything_else_is_for_the_bot(words: str) -> None:
    assert wish_of(words) is None


@pytest.mark.parametrize("words", ["算了吧", "取消", "那就不用了 谢谢", "唉 算了算了"])
def test_only_the_plainest_words_end_the_waiting(words: str) -> None:
    assert gives_up(words)


@pytest.mark.parametrize(
    "words", ["我再想想", "不急慢慢来", "等不及了", "烦死了算了白费劲", "取消那笔订单"]
)
def test_other_words_do_not_end_it(words: str) -> None:
    assert not gives_up(words)


def test_a_queue_is_named_by_its_own_words() -> None:
    assert speaks_of_queue("那我排第几了")
    assert not speaks_of_queue("还要多久")


def test_what_is_turned_down_may_be_left_open() -> None:
    assert refuses_turning("都说了 别转")
    assert not refuses_turning("别转账")
    assert refuses_filing("那不提了")
    assert not refuses_filing("不提现了")
