"""What is asked at a step is told apart, in words that no pattern was written from; what belongs to
another matter is left to it.
"""

from __future__ import annotations

import pytest

from kefu.core.failure_question_words import FailureQuestion, failure_question
from kefu.core.ticket_question_words import TicketQuestion, ticket_question, wants_no_call

OF_TICKETS = {
    TicketQuestion.TAKE_BACK: [
        "登记完还能撤不能撤回啊",
        "发出去后悔了怎么办",
        "提交上去能收回来吗",
    ],
    TicketQuestion.CHANGE: ["说错了还能改吗", "之后可不可以补充一点", "填漏了怎么改"],
    TicketQuestion.NEEDED: ["一定要提交吗", "不提交行吗", "不交有什么后果", "过几天再登记行吗"],
    TicketQuestion.EITHER: ["随便啦", "交不交都可以吧", "听你们的"],
    TicketQuestion.OUTCOME: ["提交了就会给我到账吗", "一定能查清楚吗"],
    TicketQuestion.CALLS: ["会给我打电话么", "会不会有人打电话来"],
    TicketQuestion.MEANING: ["请问工单是什么意思", "那个單子係咩嚟㗎", "这是干嘛的呀"],
    TicketQuestion.WHO: ["会有谁来处理呢", "交给哪个部门", "是真人看的吗"],
    TicketQuestion.PRIVATE: ["我的信息安全吗", "会不会被别人知道", "能保密吗"],
    TicketQuestion.AFTERWARDS: ["提交以后呢", "交完之后会发生什么", "那接下来呢"],
    TicketQuestion.COST: ["需要收费吗", "要不要錢", "免费的吗"],
}
OF_CALLS = {
    TicketQuestion.CALL_TIME: ["大概几点能打来", "多久回电呀"],
    TicketQuestion.CALL_WHO: ["是谁给我打呀", "哪位客服打"],
    TicketQuestion.CALL_COST: ["接电话收钱吗", "有没有长途费用"],
    TicketQuestion.CALL_MOVED: ["想换个时间可以吗", "能改成周五吗"],
    TicketQuestion.CALL_NUMBER: ["来电是什么号码", "会打哪个手机呢"],
    TicketQuestion.CALL_MISSED: ["漏接了怎么办", "要是没听到呢"],
}
OF_FAILURES = {
    FailureQuestion.NEXT: ["現在點算好呀", "我该怎么处理呢", "要做些什么吗"],
    FailureQuestion.TIME: ["多长时间能恢复", "还要等几天呀", "啥时候能好"],
    FailureQuestion.REASON: ["这是啥情况", "怎么又失败了", "是我手机的问题吗"],
    FailureQuestion.MONEY: ["钱到底扣没扣", "我的钱到哪里去了", "有没有扣我钱"],
    FailureQuestion.REFUND: ["钱会原路退回来吗", "几天能退给我", "退不退的"],
    FailureQuestion.AGAIN: ["还能再付一次不", "需要重新下单吗"],
    FailureQuestion.DAY: ["这是哪一天的啊", "那笔是几号的"],
}


@pytest.mark.parametrize(("question", "texts"), OF_TICKETS.items())
def test_a_question_about_the_ticket_is_told_apart(
    question: TicketQuestion, texts: list[str]
) -> None:
    assert {text: ticket_question(text) for text in texts} == dict.fromkeys(texts, question)


@pytest.mark.parametrize(("question", "texts"), OF_CALLS.items())
def test_a_question_about_the_call_is_told_apart(
    question: TicketQuestion, texts: list[str]
) -> None:
    heard = {text: ticket_question(text, of_call=True) for text in texts}
    assert heard == dict.fromkeys(texts, question)


@pytest.mark.parametrize(("question", "texts"), OF_FAILURES.items())
def test_a_question_about_a_failure_is_told_apart(
    question: FailureQuestion, texts: list[str]
) -> None:
    assert {text: failure_question(text) for text in texts} == dict.fromkeys(texts, question)


@pytest.mark.parametrize(
    "text",
    [
        *("好，提交", "不提交", "先不交了", "取消", "再想想", "我没有提交过", "那就交吧"),
        *("提现能撤回吗", "转账怎么撤销", "密码怎么改", "投诉能撤回吗", "转人工要钱吗"),
        *("前天中午充的四百还没到", "银行说钱已经扣了", "怎么联系你们人工"),
    ],
)
def test_an_answer_or_another_matter_is_no_question_about_the_ticket(text: str) -> None:
    assert ticket_question(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *("第三笔", "滴滴那个", "都不是", "嗯", "谢谢", "不查了", "钱扣了", "我要退款"),
        *("密码错了怎么办", "账户被盗了怎么办", "怎么解冻", "转人工怎么转", "手续费怎么收"),
        *("怎么绑银行卡", "不是我付的怎么办", "你们的人工客服什么时候上班啊我想找人问"),
    ],
)
def test_an_answer_or_another_matter_is_no_question_about_the_failure(text: str) -> None:
    assert failure_question(text) is None


@pytest.mark.parametrize("text", ["请别打电话给我", "不想接到电话", "能不能不回电", "唔好打電話嚟"])
def test_who_wants_no_call_says_so(text: str) -> None:
    assert wants_no_call(text)


@pytest.mark.parametrize("text", ["打个电话给我", "怎么不回电", "没人打电话给我", "电话打不通"])
def test_who_wants_a_call_or_missed_one_says_something_else(text: str) -> None:
    assert not wants_no_call(text)
