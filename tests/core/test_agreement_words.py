"""What is wanted with subscriptions and password-free payments: judged sentences."""

from __future__ import annotations

import pytest

from kefu.core.agreement_words import AgreementWish, asks_after_end, is_clear, means_all, wish_in

JUDGED = {
    AgreementWish.END: """
        取消爱奇艺自动续费
        把酷狗的连续包月给我停了
        我不想让美团免密扣款了
        解除代扣协议
        麻烦帮我关一下小额免密
        能帮我把视频会员的自动续费关掉吗
        不要再自动扣我钱了
        停掉百度网盘的自动付费
        退订爱奇艺会员
        我要解约滴滴的免密支付
        關閉自動續費
        别再自动扣了
        帮我终止自动划款
        我不续费了，关掉吧
        请取消我所有的签约扣款
        那个芒果会员我不想续了
        网盘别再自动续了
        帮我解掉滴滴的代扣
    """,
    AgreementWish.HOW: """
        自动续费怎么关
        免密支付在哪里取消
        怎样解除代扣
        关闭自动续费会怎么样
        取消连续包月要违约金吗，要收费不
        自动续费可以取消吗
        如果关了免密以后还能用吗
        连续包月在哪里退掉
    """,
    AgreementWish.LIST: """
        我有没有开自动续费
        看看我都签了哪些免密
        查一下我的自动扣款
        都有谁在自动扣我的钱
        列出我的代扣协议
        我开过免密支付吗
        我还有几个自动续费
        是谁每个月在扣我钱
        怎么每个月都自动扣我的钱
        每个月扣的三十块是什么
    """,
    AgreementWish.TERMS: """
        爱奇艺下次几号扣钱
        网盘续费是哪天扣
        自动续费一个月多少钱
        酷狗每个月要扣多少
        什么时候再扣腾讯视频
        我的免密额度是多少
    """,
    AgreementWish.SAFE: """
        免密支付安不安全，有风险吗
        代扣是什么意思
        自动续费靠谱吗
        免密支付
        自动续费
    """,
    None: """
        先别取消自动续费
        我没有要关免密支付
        谁说要取消自动续费了
        自动续费扣了我30我没同意
        上个月明明取消了自动续费怎么还扣
        连续包月扣了两次，退我钱
        自动续费关不掉
        我想开通免密支付
        怎么办理自动续费
        没有开自动续费怎么扣钱
        提现每次扣多少手续费
        花呗每个月扣多少
        什么时候退款
        取消订单
        注销会员账号
        关闭账户
        取消转账
        取消
        下次再说
        查一下自动扣款的记录
        怎么查账单
        查我的手续费
        手续费怎么取消
        免密支付关了它还是不用输密码
        自动续费都取消了还扣
        免密支付关了又自己开了
        代扣卡里没钱会换别的卡扣吗
        开通免密要交钱么
        看看手续费有哪些
        免密支付的额度怎么调
        话费充值失败怎么续费
        这个月自动扣了我30
        我的免密扣款是被盗的
    """,
}
ROWS = [
    (line.strip(), wish) for wish, lines in JUDGED.items() for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("said", "wish"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_wanted(said: str, wish: AgreementWish | None) -> None:
    assert wish_in(said) is wish


@pytest.mark.parametrize(
    "said", ["全部关掉", "都取消", "所有的都不要了", "一键关闭", "统统停掉", "两个都关", "都关了吧"]
)
def test_all_are_meant(said: str) -> None:
    assert means_all(said)


@pytest.mark.parametrize("said", ["关掉腾讯视频", "第一个", "都有哪些", "我都不知道", "都不关"])
def test_not_all_are_meant(said: str) -> None:
    assert not means_all(said)


@pytest.mark.parametrize(
    "said", ["把网盘的自动扣费停了", "关闭自动续费", "喜马拉雅会员取消", "免密最多能扣几块"]
)
def test_they_are_named_plainly(said: str) -> None:
    assert is_clear(said)


@pytest.mark.parametrize(
    "said",
    [
        "社保一个月扣多少",
        "理财到期自动续了我不要续",
        "怎么关掉自动还款扣钱",
        "提示代扣未解约不能销号",
        "说我会员要扣费帮我取消，是骗子吗",
        "解绑时提示请先关闭代扣服务",
        "保险续期要交多少 什么时候扣",
    ],
)
def test_something_else_is_named_beside_them(said: str) -> None:
    assert not is_clear(said)


@pytest.mark.parametrize(
    ("text", "says_so"),
    [
        ("关的话当月还能看吗", True),
        ("取消了之后会员还能用吗", True),
        ("停了会影响余额吗", True),
        ("帮我关掉", False),
        ("关了吧", False),
        ("余额还能用吗", False),
    ],
)
def test_what_would_be_after_its_end_is_asked(text: str, says_so: bool) -> None:
    assert asks_after_end(text) is says_so
