"""What victims ask on the way is told apart, in words that no component was fitted to."""

from __future__ import annotations

import pytest

from kefu.core.theft_question_words import (
    TheftQuestion,
    asks_what_is_noted,
    asks_which,
    theft_question,
)

ASKED = {
    TheftQuestion.PENDING: [
        "冻上以后正在处理的提现会停吗",
        "那笔转账还在处理，能不能拦下来",
        "冻结了，那笔提现就停了吧？",
    ],
    TheftQuestion.RECOVERY: [
        "能把钱追回来吗",
        "还能追回来不",
        "钱还能拿回来吗",
        "追得回来吗",
        "我的钱还有希望吗",
        "可以退给我吗",
        "能撤回吗",
        "這筆錢能追回嗎",
        "能不能帮我把钱要回来",
        "转出去的还能拦下来吗",
    ],
    TheftQuestion.COMPENSATION: [
        "你们赔吗",
        "你们赔不赔",
        "这个损失谁负责",
        "平台会赔偿吗",
        "谁来承担损失",
        "会赔钱么",
    ],
    TheftQuestion.GROUP: ["那个群我要不要退", "要不要把他拉黑", "那个软件我能不能先卸了"],
    TheftQuestion.CERTIFICATE: ["银行说要你们出个证明", "警察让我打流水", "能不能开份证明"],
    TheftQuestion.WENT_OUT: ["那钱到底出去没", "是不是真的转成功了？", "钱真的转出去了吗"],
    TheftQuestion.PARTLY: [
        "能不能只冻提现",
        "那就冻一部分吧",
        "可以只进不出吗",
        "能不能留三百块不冻",
    ],
    TheftQuestion.COST: [
        "冻结要钱吗",
        "冻结收费吗",
        "冻结 收费 吗",
        "这个要多少钱",
        "要手续费吗",
        "是免费的吗",
    ],
    TheftQuestion.DURATION: [
        "多久能处理",
        "要等多久",
        "几天能有结果",
        "什么时候有人联系我",
        "多长时间啊",
    ],
    TheftQuestion.POLICE: [
        "要报警吗",
        "需要报案吗",
        "我要不要去派出所",
        "用不用打110",
        "报警有用吗",
    ],
    TheftQuestion.INCOMING: [
        "冻结了还能收工资吗",
        "工资还能到账吗",
        "冻结以后别人转钱能进来吗",
        "会不会影响收款",
        "明天发工资还能收到吗",
    ],
    TheftQuestion.WHO: [
        "怎么知道是谁转的",
        "是谁转走的",
        "能查到是谁吗",
        "钱转给谁了",
        "能查到对方是谁吗",
        "谁把我的钱转走的",
        "李某是谁啊",
        "王某某是谁 我不认识",
    ],
    TheftQuestion.WHY_ACCOUNT: [
        "为什么要手机号",
        "要我手机号干嘛",
        "为啥要验证码",
        "为什么还要核实身份",
    ],
    TheftQuestion.UNFREEZING: [
        "解冻麻烦吗",
        "以后怎么解冻",
        "冻结多久",
        "多久能解冻",
        "什么时候能恢复使用",
    ],
    TheftQuestion.CARD: ["银行卡要不要也冻", "绑定的银行卡怎么办", "银行卡里的钱安全吗"],
    TheftQuestion.OTHERS_ACCOUNT: [
        "能不能冻结骗子的账户",
        "对方账户能不能冻结",
        "可以把他的账户封掉吗",
    ],
    TheftQuestion.FROZEN_ALREADY: ["冻结了吗", "冻好了没", "冻结成功了吗", "是不是已经冻结了"],
    TheftQuestion.WHY_FREEZE: [
        "为什么要冻结",
        "不冻结行吗",
        "冻结有什么用",
        "非要冻结吗",
        "要不要冻结",
    ],
    TheftQuestion.FREEZE_EFFECT: [
        "冻结有什么影响",
        "冻结了还能登录吗",
        "冻结之后钱还在吗",
        "冻结吗",
        "冻结是什么意思",
        "要是冻结了怎么办",
    ],
    TheftQuestion.PASSWORD: ["要不要改密码", "密码需要换吗"],
    TheftQuestion.EVIDENCE: ["需要什么证据", "要截图吗", "要准备什么材料"],
    TheftQuestion.WHY_HAPPENED: [
        "怎么会被盗",
        "为什么没有密码也能转走",
        "我的信息怎么泄露的",
        "为什么会这样",
    ],
    TheftQuestion.BALANCE: ["剩下的钱还安全吗", "他还会再转吗", "余额会不会继续被转走"],
    TheftQuestion.NEXT: [
        "那我现在怎么办",
        "接下来呢 怎么弄",
        "我该怎么做",
        "怎么办啊",
        "下一步",
        "然后",
        "还有要我做的吗",
    ],
    TheftQuestion.DEBITS: [
        "我的车贷怎么还",
        "物业费还能自动扣吗",
        "月供会逾期吗",
        "信用卡还款能正常扣不",
        "会不会影响我还房贷",
    ],
    TheftQuestion.LOANS: [
        "别人能用我的名字借钱吗",
        "他会不会拿我身份证去开卡",
        "我名下会不会多出贷款",
    ],
    TheftQuestion.FAMILY_CARD: ["我妈的卡也绑着，有没有危险", "绑的是我老公的卡 怎么办"],
    TheftQuestion.PUSHED_OFF: ["我登录会不会把他踢下线", "骗子还能登录吗", "能挤掉他吗"],
    TheftQuestion.DELETED: ["截图不小心删了怎么办", "聊天记录删掉了还能恢复吗"],
    TheftQuestion.SIM_COPIED: ["我的手机卡是不是被复制了", "号码会不会被人补办了"],
    TheftQuestion.WHICH: ["到底是哪几笔", "哪些交易有问题", "先告诉我哪几笔"],
    TheftQuestion.WITHDRAWING: ["案子撤了吧", "我要撤案", "怎么撤销报案", "這個案子能取消嗎"],
    TheftQuestion.PAUSE: [
        "我想先睡了明天再弄",
        "明早再来办行吗",
        "我先去开个会，待会再说",
        "困了 睡醒再继续",
    ],
}
NOT_ASKED = [
    "先冻结，明天再说",
    "备案取消",
    "投诉电话是哪个",
    "没开会员怎么扣了会员费",
    "骗子说明天再来办",
    "他说先去睡觉明天再转",
    "睡一觉起来钱没了",
    "贷款的钱被转走了",
    "我的手机卡被人补办了",
    "他还在登录我的号快冻结",
    "第一笔是我老公的卡",
    "截图我发给你",
    "充值没到账",
    "谢谢",
    "好的",
    "我的钱被盗了",
    "2999那笔是我转的",
    "忘记密码了",
    "你好",
    "你是谁",
    "客服电话多少",
    "几点上班",
]


@pytest.mark.parametrize(("text", "what"), [(t, q) for q, texts in ASKED.items() for t in texts])
def test_a_question_about_the_theft(text: str, what: TheftQuestion) -> None:
    assert theft_question(text) is what


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_asks_nothing_about_it(text: str) -> None:
    assert theft_question(text) is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        *(
            (t, True)
            for t in ("你现在记的是几笔", "案子里写的是多少", "金额记对了吗", "记了哪几笔啊")
        ),
        *(
            (t, True)
            for t in (
                "改过来了吗",
                "你都更正好了没",
                "那一共是多少，你给我念一遍",
                "所以总共多少钱",
                "现在记的是五千三对吧",
                "案子里写的是两笔没错吧",
            )
        ),
        *(
            (t, False)
            for t in (
                "密码改过来了没有",
                "手机号改好了吗",
                "一共多少钱",
                "我这个月一共花了多少",
                "总共要付多少手续费",
                "帮我记一下",
            )
        ),
        *(
            (t, False)
            for t in ("这里填什么", "我该写什么", "手续费算多少", "需要登记哪些", "算什么意思")
        ),
    ],
)
def test_what_stands_in_the_case_is_asked(text: str, asked: bool) -> None:
    assert asks_what_is_noted(text) is asked


@pytest.mark.parametrize(("text", "which"), [("登记了哪几笔", True), ("记的是几笔", False)])
def test_each_of_them_is_asked_for(text: str, which: bool) -> None:
    assert asks_which(text) is which


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("民警问我一共被盗多少", True),
        ("金额你再说一遍是多少", True),
        ("案子里金额改成三千了吗", True),
        ("一共算多少", True),
        ("金额一共是8600对吧", True),
        ("损失三千六对吧", True),
        ("金额一共是8600", False),
        ("对吧", False),
        ("那现在更正还来得及吗", True),
        ("你们登记的是哪几笔", True),
        ("余额再说一遍是多少", False),
        ("手续费一共多少", False),
        ("警察问我住哪", False),
    ],
)
def test_what_stands_in_the_case_is_asked_for_in_other_words(text: str, asked: bool) -> None:
    assert asks_what_is_noted(text) is asked


@pytest.mark.parametrize("text", ["冻了还能提现吗", "冻结之后会员费还会扣吗", "那笔转账能追回来吗"])
def test_what_is_under_way_is_not_meant(text: str) -> None:
    assert theft_question(text) is not TheftQuestion.PENDING
