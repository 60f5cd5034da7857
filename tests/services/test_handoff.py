"""Hand-offs: who sees and speaks when; nothing that is not theirs to know."""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.core.agent import Agent, Role
from kefu.core.conversation import Owner
from kefu.core.errors import (
    Conflict,
    Invalid,
    KefuError,
    NotFound,
)
from kefu.core.handoff import HandoffReason, Priority
from kefu.services.inbox import InboundMessage
from kefu.services.units import in_unit, reading
from tests.agents import hire
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer


def queued(
    kefu: Kefu,
    reason: HandoffReason = HandoffReason.CUSTOMER_REQUEST,
    customer: Customer | None = None,
) -> Customer:
    customer = customer or Customer.arrives(kefu)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, reason)
    with kefu.database.begin() as unit:
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        assert kefu.desk.handoff.activate(unit, conversation)
    return customer


def test_the_urgent_come_first_then_the_earliest(kefu: Kefu, clock: FakeClock) -> None:
    supervisor = hire(kefu, Role.SUPERVISOR)
    reasons = [
        HandoffReason.CUSTOMER_REQUEST,
        HandoffReason.COMPLAINT,
        HandoffReason.CUSTOMER_REQUEST,
        HandoffReason.THEFT,
    ]
    customers = []
    for reason in reasons:
        customers.append(queued(kefu, reason).id)
        clock.forward(seconds=10)

    waiting = [line.handoff.conversation_id for line in kefu.desk.views.queue(supervisor)]

    assert waiting == [customers[n] for n in (3, 1, 0, 2)]
    place = reading(kefu.database, kefu.desk.handoff.place, customers[2])
    assert place is not None
    assert place.position == 3  # theft waits in another queue


def test_who_may_take_their_life_stands_before_other_urgent_ones(
    kefu: Kefu, clock: FakeClock
) -> None:
    customers = []
    for reason in (HandoffReason.THEFT, HandoffReason.DANGER):
        customers.append(queued(kefu, reason).id)
        clock.forward(seconds=10)

    waiting = [
        line.handoff.conversation_id for line in kefu.desk.views.queue(hire(kefu, Role.SUPERVISOR))
    ]

    assert waiting == customers[::-1]


def test_agents_see_their_skills_only(kefu: Kefu) -> None:
    agent, security = hire(kefu), hire(kefu, Role.AGENT, "security")
    theft = queued(kefu, HandoffReason.THEFT)

    assert kefu.desk.views.queue(agent) == []
    for act in (
        lambda: in_unit(kefu.database, kefu.desk.attending.claim, theft.id, agent),
        lambda: kefu.desk.views.context(theft.id, agent, 0),
    ):
        with pytest.raises(NotFound):
            act()
    assert [line.handoff.conversation_id for line in kefu.desk.views.queue(security)] == [theft.id]
    assert (
        in_unit(kefu.database, kefu.desk.attending.claim, theft.id, security).owner is Owner.AGENT
    )


def test_only_the_owner_speaks_returns_and_closes(kefu: Kefu) -> None:
    agent, colleague = hire(kefu), hire(kefu)
    customer = queued(kefu)

    def refused(who: Agent, code: str = "not_your_conversation") -> None:
        for act in (
            lambda: in_unit(kefu.database, kefu.desk.attending.say, customer.id, who, "m", "您好"),
            lambda: in_unit(kefu.database, kefu.desk.attending.return_to_bot, customer.id, who),
            lambda: in_unit(kefu.database, kefu.desk.attending.close, customer.id, who),
        ):
            with pytest.raises(KefuError) as error:
                act()
            assert error.value.code == code

    refused(agent)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    refused(colleague)
    with pytest.raises(NotFound):
        kefu.desk.views.context(customer.id, colleague, 0)
    in_unit(kefu.database, kefu.desk.attending.say, customer.id, agent, "m", "您好")
    in_unit(kefu.database, kefu.desk.attending.return_to_bot, customer.id, agent)
    refused(agent, "conversation_not_found")
    with pytest.raises(NotFound):
        kefu.desk.views.context(customer.id, agent, 0)
    assert customer.signals() == ['/inform{"handoff": "returned"}']


def test_what_was_said_to_the_human_is_not_the_bots_to_answer(kefu: Kefu) -> None:
    agent, customer = hire(kefu), Customer.arrives(kefu)
    queued(kefu, customer=customer)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    customer.says("人工您好")
    with kefu.database.read() as unit:
        assert unit.conversations.unanswered() == []
    in_unit(kefu.database, kefu.desk.attending.return_to_bot, customer.id, agent)

    owed = [
        e.data
        for e in customer.events()
        if e.needs_answer and e.seq > customer.conversation.answered_seq
    ]
    assert owed == [{"payload": '/inform{"handoff": "returned"}'}]


def test_an_agents_words_are_stored_once_and_masked(kefu: Kefu) -> None:
    agent = hire(kefu)
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    long = "x" * 60

    first = in_unit(
        kefu.database, kefu.desk.attending.say, customer.id, agent, f"{long}1", "请拨打13800000001"
    )
    assert (
        in_unit(
            kefu.database,
            kefu.desk.attending.say,
            customer.id,
            agent,
            f"{long}1",
            "请拨打13800000001",
        )
        == first
    )
    assert (
        in_unit(kefu.database, kefu.desk.attending.say, customer.id, agent, f"{long}2", "好的")
        != first
    )

    texts = [e.data["text"] for e in customer.events() if e.data.get("from") == "agent"]
    assert texts == ["请拨打[手机号:138****0001]", "好的"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("请把验证码发给我", "asks_for_secret"),
        ("不用担心,密码是多少", "asks_for_secret"),
        ("请打开 https://evil.example/login 处理", "foreign_link"),
        (" \n", "empty_text"),
    ],
)
def test_what_an_agent_must_not_say_is_refused(kefu: Kefu, text: str, code: str) -> None:
    agent, customer = hire(kefu), queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)

    with pytest.raises(Invalid) as error:
        in_unit(kefu.database, kefu.desk.attending.say, customer.id, agent, "m", text)

    assert error.value.code == code
    assert [e for e in customer.events() if e.data.get("from") == "agent"] == []


def test_an_agent_quotes_what_is_hidden_and_forges_nothing(kefu: Kefu) -> None:
    agent, customer = hire(kefu), queued(kefu)
    customer.says("手机13800000001，邮箱wufang@example.com")
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)

    def said(text: str) -> str:
        in_unit(kefu.database, kefu.desk.attending.say, customer.id, agent, text, text)
        return str(customer.events()[-1].data["text"])

    quoted = "是[手机号:138****0001]和[邮箱:wu***@example.com]吗"
    assert said(quoted) == quoted
    assert said("[银行卡:6222****1234] 请转入") == "银行卡:6222****1234 请转入"
    # Another number of the same mask is told apart, and may be quoted itself.
    assert said("请拨打13800010001") == "请拨打[手机号:138****0001·2]"
    assert said("就是[手机号:138****0001·2]") == "就是[手机号:138****0001·2]"
    with pytest.raises(Invalid, match="foreign_link"):
        said("请打开 [邮箱:wu***@example.org]")


@ON_SQLITE
def test_the_note_for_the_next_human_is_masked(kefu: Kefu) -> None:
    agent, customer = hire(kefu), queued(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)

    in_unit(
        kefu.database, kefu.desk.attending.return_to_bot, customer.id, agent, "已回拨13800000001"
    )

    with kefu.database.read() as unit:
        handoff = unit.handoffs.latest(customer.id)
    assert handoff is not None
    assert handoff.summary["note"] == "已回拨[手机号:138****0001]"


def test_asking_again_raises_the_urgency_and_keeps_the_place(kefu: Kefu, clock: FakeClock) -> None:
    customer = queued(kefu)
    since = clock.now
    clock.forward(minutes=5)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, HandoffReason.THEFT)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, HandoffReason.CUSTOMER_REQUEST)

    (line,) = kefu.desk.views.queue(hire(kefu, Role.SUPERVISOR))
    handoff = line.handoff
    assert (handoff.priority, handoff.skill_group) == (Priority.URGENT, "security")
    assert handoff.queued_at == since


def test_the_summary_is_masked(kefu: Kefu) -> None:
    customer = Customer.logged_in(kefu, "13800000001")
    customer.says("我的号13800000001,转账没成功,气死了")
    queued(kefu, customer=customer)
    agent = hire(kefu)

    context = kefu.desk.views.context(customer.id, agent, 0)

    assert context["summary"]["who"] == "*伟 138****0001，账户正常，应用内已登录"
    assert context["summary"]["mood"] == "agitated"
    assert context["customer"]["phone"] == "138****0001"
    assert "13800000001" not in str(context)
    assert "张伟" not in str(context)


def test_leaving_the_queue_gives_the_conversation_back(kefu: Kefu) -> None:
    customer = queued(kefu)
    in_unit(kefu.database, kefu.desk.handoff.leave_queue, customer.id)

    assert customer.conversation.owner is Owner.BOT
    assert reading(kefu.database, kefu.desk.handoff.place, customer.id) is None
    with pytest.raises(Conflict):
        in_unit(kefu.database, kefu.desk.handoff.leave_queue, customer.id)


def tells(customer: Customer, text: str) -> None:
    """Through the one door for customers."""
    message = InboundMessage(customer.id, f"m-{text}", text)
    in_unit(customer.kefu.database, customer.kefu.chat.inbox.accept, message)


def mood(kefu: Kefu, customer: Customer) -> str:
    (line,) = kefu.desk.views.queue(hire(kefu, Role.SUPERVISOR))
    context = kefu.desk.views.context(customer.id, hire(kefu, Role.SUPERVISOR), 0)
    assert context["summary"]["mood"] == line.summary["mood"]
    return str(line.summary["mood"])


def test_the_mood_goes_on_with_the_conversation(kefu: Kefu, clock: FakeClock) -> None:
    customer = Customer.arrives(kefu)
    customer.says("退款到哪了")
    queued(kefu, customer=customer)
    assert mood(kefu, customer) == "calm"
    for said, heard in (
        ("怎么还没退款", "dissatisfied"),
        ("单号RF0001", "dissatisfied"),
        ("你们就是骗子公司", "agitated"),
        ("谢谢，已经到账了", "grateful"),
    ):
        tells(customer, said)
        assert mood(kefu, customer) == heard
    clock.forward(minutes=11)
    assert mood(kefu, customer) == "dissatisfied"  # still in the queue


def test_a_theft_is_at_least_anxious_whatever_is_said(kefu: Kefu) -> None:
    customer = Customer.arrives(kefu)
    customer.says("转人工")
    queued(kefu, customer=customer)
    tells(customer, "我被盗刷了")
    assert mood(kefu, customer) == "anxious"
    tells(customer, "好的，谢谢")
    assert mood(kefu, customer) == "anxious"
    tells(customer, "吓死我了")
    assert mood(kefu, customer) == "afraid"


def test_an_agent_sees_the_mood_change(kefu: Kefu) -> None:
    customer, agent = queued(kefu), hire(kefu)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    tells(customer, "急死了，快点")
    assert kefu.desk.views.context(customer.id, agent, 0)["summary"]["mood"] == "anxious"
