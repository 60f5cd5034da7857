"""Which questions speak of the last answer, and which places in a list are named."""

from __future__ import annotations

import pytest

from kefu.nlu.follow_ups import FollowUp, follow_up
from kefu.nlu.normalise import fold
from kefu.nlu.ordinals import ordinal


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        *((said, FollowUp.OFF) for said in ("怎么关掉", "那如何取消呢", "能撤回吗", "怎麼關閉？")),
        *((said, FollowUp.OFF) for said in ("以后不想用了咋解掉", "哪天不要了怎么关")),
        *(
            (said, FollowUp.TIME)
            for said in ("要多久", "大概几天能到", "啥时候生效呀", "當天到賬嗎")
        ),
        *((said, FollowUp.COST) for said in ("要钱吗", "收不收费", "免费的吧？", "这个要手续费吗")),
        *((said, FollowUp.WHERE) for said in ("在哪弄", "入口在哪里", "去哪里找", "哪个页面")),
        *((said, FollowUp.NEED) for said in ("需要什么材料", "那要带哪些证件", "有什么条件")),
        *((said, FollowUp.SAFE) for said in ("安全吗", "这个靠谱吗", "有没有风险")),
        *((said, FollowUp.EFFECT) for said in ("有什么影响", "会怎么样呢")),
        *((said, FollowUp.REASON) for said in ("为什么", "为啥要这样", "什么原因呀")),
        *((said, FollowUp.RESTORE) for said in ("那怎么恢复", "怎么重新打开")),
        *((said, FollowUp.HOW) for said in ("怎么弄", "具体怎么操作呢", "流程是什么")),
    ],
)
def test_a_question_without_a_matter_speaks_of_the_last_answer(said: str, asked: FollowUp) -> None:
    assert follow_up(fold(said)) is asked


@pytest.mark.parametrize(
    "said",
    [
        *("怎么关闭免密支付", "转账多久到账", "手续费怎么算", "退款要多久", "银行卡怎么解绑"),
        *(
            "我要取消",
            "取消",
            "帮我关掉",
            "可以关了",
            "好的",
            "不用了",
            "钱",
            "我",
            "",
            "安全中心在哪改密码",
        ),
    ],
)
def test_a_question_with_a_matter_speaks_for_itself(said: str) -> None:
    assert follow_up(fold(said)) is None


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("2", 2),
        ("第三个", 3),
        ("选1", 1),
        ("二", 2),
        ("第 2 笔吧", 2),
        ("我要第一个", 1),
        ("２", 2),
    ],
)
def test_a_place_in_a_list_is_read(said: str, place: int) -> None:
    assert ordinal(fold(said)) == place


@pytest.mark.parametrize("said", ["200", "0", "两个都是", "13800000001", "第一次用", "2块钱", ""])
def test_another_number_is_no_place(said: str) -> None:
    assert ordinal(fold(said)) is None
