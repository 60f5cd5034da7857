"""交易失败: the recorded reason of exactly the transaction that is meant,
and only to whom it belongs.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.handoff import HandoffReason
from kefu.core.ticket import TicketKind
from kefu.services.units import reading
from tests.dialogues.steps import gives_code

PHONE = "13800000004"
TRUTHS = [
    ("美团外卖", "余额不足"),
    ("滴滴出行", "网络超时"),
    ("京东商城", "支付方式无效或已过期"),
    ("街角水果店", "暂不支持"),
    ("国家电网", "维护"),
    ("苏宁易购", "限额"),
    ("陈某某", "风控"),
    ("全家便利店", "密码输入错误"),
]


def failed_at(kefu: Kefu, merchant: str) -> str:
    """The id of the failed transaction with this merchant."""
    assert kefu.demo is not None
    rows = kefu.demo.truth(PHONE)["transactions"]
    return str(next(row["id"] for row in rows if row["counterparty"] == merchant))


@pytest.fixture
def liu(talk_as: Callable[[str], Talk]) -> Talk:
    """刘洋, logged in, with one failed payment for each reason."""
    return talk_as(PHONE)


@pytest.mark.parametrize(("number", "truth"), list(enumerate(TRUTHS, 1)))
async def test_each_recorded_reason_is_told(
    liu: Talk, kefu: Kefu, number: int, truth: tuple[str, str]
) -> None:
    merchant, reason = truth
    listed = await liu.says("付款失败了")
    assert f"{number}. " in listed
    assert reason in await liu.says(f"第{number}笔")
    card = liu.cards("transaction")[-1]
    assert (card["id"], card["counterparty"]) == (failed_at(kefu, merchant), merchant)
    assert await liu.form() is None
    assert liu.choices()
    assert liu.handoff() is None


async def test_an_unknown_reason_becomes_a_ticket_and_a_human(liu: Talk, kefu: Kefu) -> None:
    await liu.says("付款失败了")
    answer = await liu.says("第九笔")
    (ticket,) = reading(kefu.database, kefu.tickets.of_conversation, liu.id)
    assert ticket.kind is TicketKind.TRANSACTION
    assert ticket.facts["transaction_id"] == failed_at(kefu, "喜茶")
    assert ticket.number in answer
    handoff = liu.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.OUTSIDE_KNOWLEDGE
    assert liu.conversation.owner == "queued"


async def test_a_sentence_with_all_facts_needs_no_choosing(liu: Talk) -> None:
    assert "余额不足" in await liu.says("美团外卖付款200没成功")
    assert not liu.cards("transaction_list")


async def test_a_click_chooses(liu: Talk) -> None:
    await liu.says("交易失败")
    assert "余额不足" in await liu.clicks("美团外卖")


async def test_a_description_narrows_the_list(liu: Talk) -> None:
    await liu.says("交易失败")
    assert "网络超时" in await liu.says("36.5那笔")


async def test_a_wrong_time_does_not_hide_what_else_fits(liu: Talk) -> None:
    answer = await liu.says("上周一给美团外卖付款200没成功")
    assert "没有找到和您描述完全一致" in answer
    assert [item["counterparty"] for item in liu.cards("transaction_list")[-1]["items"]] == [
        "美团外卖"
    ]


async def test_another_one_can_be_asked_for_afterwards(liu: Talk) -> None:
    await liu.says("交易失败")
    await liu.says("第一笔")
    await liu.clicks("看其他失败的交易")
    assert "网络超时" in await liu.says("第二笔")


async def test_none_of_them_leads_on(liu: Talk) -> None:
    await liu.says("交易失败")
    assert "工单" in await liu.clicks("都不是")
    assert "转人工" in liu.choices().values()


async def test_nothing_failed_is_said_plainly(talk_as: Callable[[str], Talk]) -> None:
    talk = talk_as("13800000001")
    assert "没有查到您近期失败的交易" in await talk.says("支付失败")
    assert "转人工" in talk.choices().values()


async def test_unknown_customers_prove_who_they_are_first(talk: Talk) -> None:
    await talk.says("我的付款失败了")
    await talk.says(PHONE)
    await talk.clicks("短信")
    assert not talk.cards("transaction_list")
    await gives_code(talk, PHONE)
    assert len(talk.cards("transaction_list")[-1]["items"]) == 9


async def test_another_customers_transaction_stays_hidden(
    talk_as: Callable[[str], Talk], liu: Talk, kefu: Kefu
) -> None:
    foreign = talk_as("13800000006").kefu.wallet.transactions("acc_0006")[0].id
    await liu.says("交易失败")
    assert "没有找到这笔交易" in await liu.says(f"单号是{foreign}")
    assert not liu.cards("transaction")
