"""How a freeze is spoken of: only a plain wish is consent."""

from __future__ import annotations

import pytest

from kefu.core.freeze_words import (
    Freezing,
    freezing_in,
    hesitates,
    is_for_another,
    is_resigned,
    may_mean_to_keep,
    names_freeze,
    scolds_freeze,
)
from kefu.core.reply_words import agrees, leaves_open, takes_note

WANTED = """
好吧那就冻
麻烦帮我冻一下
好的那就冻结吧谢谢
快帮我冻结
嗯嗯，那先冻上吧，辛苦您了
冻
冻结
冻结账户
我要冻结账户
立即冻结
请尽快把我的账户冻结
快冻啊
别让他再转了快冻
别废话了赶紧冻结
把账户给我冻了
冻了吧
冻了它
那还是冻吧
行 冻结吧 谢谢
先冻起来再说吧
好的 麻烦你 帮我冻结 谢谢你
凍結吧
快幫我凍結帳戶
帮我冻结一下好吗
麻烦冻结下账户可以吗
同意冻结
确认冻结
现在就冻
马上给我冻结！！
都冻了吧
冻住
冻结我的账户
冻了吧冻了吧
冻住吧冻住吧急死我了
那就先冻着
帮我先冻着吧，别的回头说
帮我把钱包冻上
冻结吧，别磨蹭
先别问了快冻结吧
算了还是冻吧
请冻结
可以冻结
好，冻
可以，冻吧
要冻
我同意现在冻结
能帮我冻结吗
那就先冻结吧
好的，麻烦您帮我冻结
嗯，冻吧
行，快把账户冻上
可以冻结，谢谢您
请马上冻结我的账户
冻一下吧辛苦了
好的冻结账户吧
现在就冻住
"""

WANTED_PERHAPS = """
可以先冻结吗
能不能先冻结
能冻结吗
冻结一下行吗
可不可以冻结账户
怎么还不冻结
你们倒是快冻啊
可以冻结吗
"""

ASKED_ABOUT = """
动不动就给我冻
要冻早就冻了
冻了也白冻
你敢冻一个试试
你说冻就冻啊
那我这个不用冻吧？
钱包也不需要冻结了吧
冻结吗
冻结收费吗
冻结要钱吗
冻结了还能收工资吗
冻结有什么影响
冻结多久
冻结需要身份证吗
冻结是什么意思
冻结之后还能登录吗
为什么要冻结
冻结了没
会不会冻结很久
凍結要收費嗎
冻结 收费 吗
是不是要冻结
冻结之后钱还在吗
要不要冻结
冻结后多久恢复
怎么帮我冻了
"""

REFUSED = """
没那么想冻
唔需要冻结
我不按立即冻结
等一下先不要冻结
先别冻结
先别冻结我的账户
我不要冻结
不用冻结
先不冻结
别冻
不冻
暂不冻结
不要冻结我的账号
千万别给我冻了
我没说要冻结
不想冻结
没必要冻
先别给我冻
冻结就算了
谁让你冻的
不同意冻结
請不要凍結
别急着冻结
先不要 冻结
先不冻结了，麻烦您
别冻结
不需要冻结账户
别急着冻
谁让你们马上冻结的
那就先不用冻了吧
还是别冻了吧
"""

PUT_OFF = """
冻结之前我先转点钱
冻前让我取点现金
要是冻结了怎么办
明天再冻
等会儿再冻结
万一冻结了工资怎么办
考虑一下要不要冻结
如果不收费就冻吧
我想想再冻结
晚点冻
问问家里人再冻结
明天再冻结吧
如果还有人转钱就冻结吧
等我想想再冻结吧
冻账户不至于吧
冻结也太夸张了
我觉得冻结大可不必
"""

OF_OTHERS = """
能不能冻结骗子的账户
对方账户能不能冻结
把对方的账户冻结了
冻结他的账户
可以把他的钱冻住吗
快冻结那个人的账号
你们把收款方冻结掉
骗子账户冻结
"""

OF_CARD = """
银行卡要不要也冻
银行卡也冻结吗
帮我冻结银行卡
信用卡要冻结吗
冻结银行卡吧
"""

SPEAKS_OF_NONE = """
我的账户被冻结了
账户被盗了
为什么
已经冻结了
冻结后收不到钱
好
已经冻住了
帮我解冻一下
"""

SAID = {
    **dict.fromkeys(WANTED.strip().splitlines(), Freezing.WANTED),
    **dict.fromkeys(WANTED_PERHAPS.strip().splitlines(), Freezing.WANTED_PERHAPS),
    **dict.fromkeys(ASKED_ABOUT.strip().splitlines(), Freezing.ASKED_ABOUT),
    **dict.fromkeys(REFUSED.strip().splitlines(), Freezing.REFUSED),
    **dict.fromkeys(PUT_OFF.strip().splitlines(), Freezing.PUT_OFF),
    **dict.fromkeys(OF_OTHERS.strip().splitlines(), Freezing.OF_OTHERS),
    **dict.fromkeys(OF_CARD.strip().splitlines(), Freezing.OF_CARD),
    **dict.fromkeys(SPEAKS_OF_NONE.strip().splitlines(), None),
}


@pytest.mark.parametrize(("text", "what"), SAID.items())
def test_what_is_said_of_a_freeze(text: str, what: Freezing | None) -> None:
    assert freezing_in(text) is what


@pytest.mark.parametrize(
    "text",
    [
        "嗯嗯快点",
        "好吧",
        "行",
        "可以的",
        "好的谢谢",
        "好 快点",
        "嗯，麻烦了",
        "OK",
        "要",
        "同意",
        "就这么办",
        "没问题，快点吧",
        "冻",
        "行吧 弄吧",
    ],
)
def test_a_yes_of_few_words(text: str) -> None:
    assert agrees(text)


@pytest.mark.parametrize(
    "text",
    [
        "快点",
        "谢谢",
        "好吗",
        "可以吗",
        "是可以但是要多久",
        "不好",
        "不行",
        "好麻烦",
        "先不要",
        "好像不是",
        "要钱吗",
        "麻烦",
        "对方是谁",
        "行了谢谢",
        "好了好了",
        "行了",
        "可以是可以但是要多久",
        "好慢",
        "不要",
        "是谁",
    ],
)
def test_what_is_no_yes(text: str) -> None:
    assert not agrees(text)


@pytest.mark.parametrize(
    "text",
    ["都行", "随便吧", "隨便你", "无所谓", "你看着办", "怎么都行", "冻不冻都行", "都可以 谢谢"],
)
def test_who_leaves_it_open_agrees_to_nothing(text: str) -> None:
    assert leaves_open(text)


@pytest.mark.parametrize("text", ["随便，冻吧", "不冻了 随便", "好的", "行", "冻结都要什么材料"])
def test_who_decides_leaves_nothing_open(text: str) -> None:
    assert not leaves_open(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("不冻不行啊 冻吧", Freezing.WANTED),
        ("非凍不可", Freezing.WANTED),
        ("怎么能不冻呢", Freezing.WANTED),
        ("不得不冻了", Freezing.WANTED),
        ("不冻还能咋办 那就冻", Freezing.WANTED),
        ("我又没说不冻", Freezing.WANTED_PERHAPS),
        ("不是不让你们冻", Freezing.WANTED_PERHAPS),
        ("我没说不冻 你冻吧", Freezing.WANTED),
        ("非得冻结吗", Freezing.ASKED_ABOUT),
        ("可以不冻吗", Freezing.ASKED_ABOUT),
        ("还是别冻了", Freezing.REFUSED),
        ("没说要冻", Freezing.REFUSED),
        ("我就是不乐意冻", Freezing.REFUSED),
        ("反正就是不想冻", Freezing.REFUSED),
        ("你们是不是要冻我的号", Freezing.ASKED_ABOUT),
        ("凭什么非要我冻结", Freezing.ASKED_ABOUT),
        ("想通了 冻结", Freezing.WANTED),
        ("我决定了 不冻", Freezing.REFUSED),
    ],
)
def test_a_no_to_a_no(text: str, said: Freezing | None) -> None:
    assert freezing_in(text) is said


@pytest.mark.parametrize(
    "text",
    [
        "我考虑一下",
        "等等",
        "等一下",
        "让我想想",
        "再说吧",
        "我跟家人商量下",
        "等我问下我妈",
        "问问我老婆",
    ],
)
def test_who_wants_to_think_about_it(text: str) -> None:
    assert hesitates(text)
    assert not agrees(text)


@pytest.mark.parametrize("text", ["好吧 我等", "行，那我等着", "我先等一下"])
def test_who_waits_agrees_to_nothing(text: str) -> None:
    assert takes_note(text)


@pytest.mark.parametrize(
    ("text", "gives_up_doubts"),
    [("算了 那冻吧", True), ("算了，还是冻上", True), ("算了不冻了", False), ("冻结算了", False)],
)
def test_who_gives_up_their_doubts(text: str, gives_up_doubts: bool) -> None:
    assert is_resigned(text) is gives_up_doubts


@pytest.mark.parametrize(
    ("text", "is_theirs"),
    [
        ("我同事让我帮他冻一下", True),
        ("替我妈把账户冻结", True),
        ("幫她凍結賬戶", True),
        ("帮我冻结账户", False),
        ("给我冻了", False),
    ],
)
def test_a_freeze_for_somebody_else(text: str, is_theirs: bool) -> None:
    assert is_for_another(text) is is_theirs


@pytest.mark.parametrize(
    ("text", "names"),
    [("账户先停一下", True), ("先锁上", True), ("能不能先给我", False), ("先弄这个", False)],
)
def test_what_names_a_freeze(text: str, names: bool) -> None:
    assert names_freeze(text) is names


@pytest.mark.parametrize("text", ["冻个屁啊", "冻你个鬼", "冻什么冻啊", "早不冻，现在倒是给我冻啊"])
def test_a_freeze_is_scolded(text: str) -> None:
    assert scolds_freeze(text)


@pytest.mark.parametrize("text", ["冻结什么意思", "冻结吧", "为什么冻我账户", "别冻"])
def test_a_freeze_is_not_scolded(text: str) -> None:
    assert not scolds_freeze(text)


def test_a_wish_may_be_to_keep_it_frozen() -> None:
    assert may_mean_to_keep("那先冻着")
    assert not may_mean_to_keep("先冻结")
