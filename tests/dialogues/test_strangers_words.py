"""What people who did not build the product said to it, word for word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.handoff import HandoffReason, Priority
from kefu.core.ticket import TicketKind
from kefu.services.units import reading

ZHAO, LIU, HUANG = "13800000006", "13800000004", "13800000007"


def status(kefu: Kefu, phone: str) -> str:
    assert kefu.demo is not None
    return str(kefu.demo.truth(phone)["status"])


@pytest.fixture
def zhao(talk_as: Callable[[str], Talk]) -> Talk:
    """赵磊, logged in, with three suspicious transfers."""
    return talk_as(ZHAO)


@pytest.fixture
def liu(talk_as: Callable[[str], Talk]) -> Talk:
    """刘洋, logged in, with one failed payment for each reason."""
    return talk_as(LIU)


@pytest.mark.parametrize("phone", ["", ZHAO])
@pytest.mark.parametrize(
    "said",
    [
        "刚才有笔2999的转账是给王某某的，不是我转的，帮我看看",
        "有一笔2999不是我转的",
        "昨晚有人转了我5000",
        "这不是我消费的",
        "验证码泄露了",
        "告诉他了",
        "有人打电话说是客服，我把验证码给他了",
        "我刚才点了个短信链接还填了支付密码",
        "我已经点了填了密码怎么办",
        "手机被偷了怎么办",
        "我账号被盗了你们快给我冻结账户解冻以后再说",
        "我要报警",
        "zhanghu bei dao",
    ],
)
async def test_a_theft_is_heard(talk_as: Callable[[str], Talk], phone: str, said: str) -> None:
    talk = talk_as(phone)
    await talk.says(said)
    assert await talk.form() == "theft_form"
    (case,) = reading(talk.kefu.database, talk.kefu.tickets.of_conversation, talk.id)
    assert (case.kind, case.priority) == (TicketKind.THEFT_CASE, Priority.URGENT)


async def test_a_code_given_away_after_the_report_is_a_theft(talk: Talk, kefu: Kefu) -> None:
    await talk.says("有人自称你们客服让我把验证码告诉他")
    assert reading(kefu.database, kefu.tickets.of_conversation, talk.id) == []
    await talk.says("告诉他了")
    assert await talk.form() == "theft_form"


async def test_somebody_elses_number_is_no_fact_about_oneself(talk: Talk) -> None:
    await talk.says("400-820-1234是你们的电话吗")
    assert talk.intents[-1] in {"phishing_report", "contact_channels"}


@pytest.mark.parametrize("said", ["不是这个，是苏宁那笔5999的", "苏宁5999"])
async def test_another_transaction_is_taken_up_after_an_answer(liu: Talk, said: str) -> None:
    await liu.says("美团外卖付款200没成功")
    assert "限额" in await liu.says(said)
    assert "支付方式无效" in await liu.says("京东那个也失败了")


async def test_a_bare_amount_is_asked_what_it_means(talk: Talk) -> None:
    assert "这笔钱遇到了什么问题" in await talk.says("200元")
    assert "交易失败" in talk.choices().values()


async def test_the_list_is_not_said_again_and_a_human_is_offered(liu: Talk) -> None:
    assert "9. " in await liu.says("付款失败了")
    first = await liu.says("是我本人操作的")
    assert "1. " not in first
    second = await liu.says("12345元的那个")
    assert "1. " not in second
    assert "转人工" in second
    await liu.says("好的")
    handoff = liu.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.REPEATED_MISUNDERSTANDING


@pytest.mark.parametrize("said", ["为什么", "嗯", "怎么充值"])
async def test_other_words_do_not_repeat_the_list(liu: Talk, said: str) -> None:
    await liu.says("付款失败了")
    assert "1. 今天" not in (answer := await liu.says(said))
    assert "7. " not in answer


async def test_an_amount_without_a_unit_points_at_the_one(liu: Talk) -> None:
    await liu.says("付款失败了")
    assert "风控" in await liu.says("8000的那个")


async def test_a_failed_transfer_is_not_looked_for_among_payments(liu: Talk) -> None:
    await liu.says("转账失败")
    assert liu.cards("transaction")[-1]["counterparty"] == "陈某某"


async def test_what_a_payment_is_for_finds_the_payee(liu: Talk) -> None:
    assert "维护" in await liu.says("交电费交不了")


@pytest.mark.parametrize("said", ["提交", "提交吧", "好", "确认"])
async def test_a_ticket_is_submitted_by_its_buttons_words(
    talk: Talk, kefu: Kefu, said: str
) -> None:
    await talk.says("昨天下午充值200没到账")
    await talk.says(said)
    assert len(reading(kefu.database, kefu.tickets.of_conversation, talk.id)) == 1


@pytest.mark.parametrize("said", ["为什么会这样", "13800000001", "你好", "嗯？", "随便"])
async def test_other_words_are_no_statement_about_the_transactions(
    zhao: Talk, kefu: Kefu, said: str
) -> None:
    await zhao.says("账户被盗了")
    await zhao.clicks("立即冻结")
    answer = await zhao.says(said)
    assert "取消" not in answer
    assert "1. " not in answer
    assert (await zhao.slots())["requested_slot"] == "theft_statement"
    assert zhao.handoff() is None
    await zhao.says("都不是")
    (case,) = reading(kefu.database, kefu.tickets.of_conversation, zhao.id)
    assert case.facts["statement"] == "列出的可疑交易都不是本人操作"


async def test_a_victim_is_not_told_to_cancel(zhao: Talk) -> None:
    await zhao.says("账户被盗了")
    answer = await zhao.says("今天天气怎么样")
    assert "取消" not in answer
    assert "立即冻结" in zhao.choices().values()


@pytest.mark.parametrize("said", ["冻结有什么影响", "冻结以后还能收钱吗"])
async def test_what_a_freeze_does_is_explained_and_asked_again(
    zhao: Talk, kefu: Kefu, said: str
) -> None:
    await zhao.says("账户被盗了")
    assert "冻结期间" in await zhao.says(said)
    assert (await zhao.slots())["requested_slot"] == "theft_freeze_confirmed"
    assert status(kefu, ZHAO) == "active"


@pytest.mark.parametrize("said", ["冻结有什么影响", "冻结以后还能收钱吗"])
async def test_asking_about_a_freeze_opens_no_case(talk: Talk, kefu: Kefu, said: str) -> None:
    assert "冻结期间" in await talk.says(said)
    assert await talk.form() is None
    assert reading(kefu.database, kefu.tickets.of_conversation, talk.id) == []


async def test_a_freeze_thought_better_of_calls_nobody(zhao: Talk, kefu: Kefu) -> None:
    await zhao.says("我要冻结账户")
    answer = await zhao.clicks("暂不冻结")
    (case,) = reading(kefu.database, kefu.tickets.of_conversation, zhao.id)
    assert "没有冻结" in answer
    assert case.number in answer
    assert zhao.handoff() is None
    assert status(kefu, ZHAO) == "active"


async def test_a_debited_payment_is_no_top_up(talk: Talk, kefu: Kefu) -> None:
    answer = await talk.says("昨天给星巴克付款50没成功但是钱扣了")
    assert "充值" not in answer
    await talk.says("提交")
    (ticket,) = reading(kefu.database, kefu.tickets.of_conversation, talk.id)
    assert ticket.subject == "付款未成功但已扣款"
    assert ticket.kind is TicketKind.TRANSACTION


async def test_a_question_about_a_debit_is_no_claim(liu: Talk) -> None:
    await liu.says("美团外卖付款200没成功")
    answer = await liu.says("那钱扣了没")
    assert "以应用“我的—账单”" in answer
    assert await liu.form() is None


@pytest.mark.parametrize("said", ["不明白", "没解决", "没用"])
async def test_an_answer_without_use_is_followed_up(talk: Talk, said: str) -> None:
    await talk.says("怎么充值")
    assert "没有帮到您" in await talk.says(said)
    assert talk.handoff() is None
    await talk.says("好的")
    assert talk.handoff() is not None


async def test_question_marks_alone_are_no_complaint(talk: Talk) -> None:
    await talk.says("怎么充值")
    assert "没有帮到您" in await talk.says("？？？")
    assert talk.handoff() is None


async def test_impatience_becomes_a_complaint_only_when_repeated(talk: Talk) -> None:
    await talk.says("太慢了吧")
    assert talk.handoff() is None
    await talk.says("太慢了吧")
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.COMPLAINT


async def test_a_transfer_to_the_wrong_person_is_not_taught_but_settled(
    talk: Talk, kefu: Kefu
) -> None:
    assert "联系对方" in await talk.says("转账转错人了")
    if (await talk.slots())["requested_slot"] == "service_description":
        await talk.says("昨天转给张三300")
    await talk.clicks("提交工单")
    (ticket,) = reading(kefu.database, kefu.tickets.of_conversation, talk.id)
    assert ticket.subject == "转账转错对象"


@pytest.mark.parametrize(
    ("said", "answer"), [("怎么举证", "证据"), ("关闭免密支付", "支付设置—免密支付")]
)
async def test_advice_fits_the_words(talk: Talk, said: str, answer: str) -> None:
    assert answer in await talk.says(said)


@pytest.mark.parametrize("said", ["优惠券", "积分"])
async def test_what_it_cannot_do_is_admitted(talk: Talk, said: str) -> None:
    await talk.says(said)
    assert talk.intents[-1] == "out_of_scope"


@pytest.mark.parametrize(
    ("said", "intent"), [("wangji mima", "forgot_password"), ("zhuan rengong", "human_agent")]
)
async def test_pinyin_of_the_commonest_phrases(talk: Talk, said: str, intent: str) -> None:
    await talk.says(said)
    assert talk.intents[-1] == intent
