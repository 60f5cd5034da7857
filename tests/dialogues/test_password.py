"""忘记密码 and 修改密码: the wallet's password really changes, and only after a code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from kefu.bootstrap import Kefu
from kefu.conversing.stage import StoppedClock
from kefu.conversing.talk import Talk
from kefu.core.errors import Conflict, Invalid
from kefu.core.verification import Purpose
from tests.customers import received, wrong
from tests.dialogues.steps import gives_code

PHONE, OTHER_PHONE, UNKNOWN_PHONE = "13800000001", "13800000004", "13911112222"
NEW_PASSWORD = "Xin-Mima#7391"


def changed_at(kefu: Kefu, phone: str) -> datetime:
    assert kefu.demo is not None
    return datetime.fromisoformat(kefu.demo.truth(phone)["password_changed_at"])


async def until_code(talk: Talk, phone: str = PHONE) -> None:
    await talk.says("我忘记密码了")
    await talk.says(f"我的手机号是{phone}")
    await talk.clicks("短信")


async def test_a_forgotten_password_is_reset(talk: Talk, kefu: Kefu) -> None:
    before = changed_at(kefu, PHONE)
    assert "手机号或邮箱" in await talk.says("我忘记密码了")
    assert "138****0001" in await talk.says(f"我的手机号是{PHONE}")
    assert "如果这个账号已注册" in await talk.clicks("短信")
    assert "设置新密码" in await gives_code(talk, PHONE)
    assert "新密码已设置成功" in await talk.gives(NEW_PASSWORD)
    assert changed_at(kefu, PHONE) > before
    assert kefu.demo is not None
    assert kefu.demo.truth(PHONE)["sessions"] == []
    assert talk.cards("result")[-1]["status"] == "success"
    assert await talk.form() is None


async def test_what_belonged_to_the_journey_is_forgotten_with_it(talk: Talk) -> None:
    await until_code(talk)
    await gives_code(talk, PHONE)
    await talk.gives(NEW_PASSWORD)
    kept = {name for name, value in (await talk.slots()).items() if value is not None}
    assert kept <= {"journey_form", "session_started_metadata"}


async def test_everything_said_at_once_is_understood(talk: Talk) -> None:
    answer = await talk.says(f"忘记登录密码了,手机号{PHONE}")
    assert "138****0001" in answer
    assert (await talk.slots())["requested_slot"] == "verification_channel"


async def test_somebody_logged_in_changes_the_password(
    talk_as: Callable[[str], Talk], kefu: Kefu
) -> None:
    talk, before = talk_as(PHONE), changed_at(kefu, PHONE)
    assert "zh***@example.com" in await talk.says("我想修改密码")
    assert "验证码已发送到 138****0001" in await talk.clicks("短信")
    await gives_code(talk, PHONE)
    await talk.gives(NEW_PASSWORD)
    assert changed_at(kefu, PHONE) > before


async def test_a_second_reset_asks_for_a_new_password_again(
    talk: Talk, clock: StoppedClock
) -> None:
    await until_code(talk)
    await gives_code(talk, PHONE)
    await talk.gives(NEW_PASSWORD)
    assert "设置新密码" in await talk.says("忘记密码")
    clock.forward(seconds=1)
    assert "新密码已设置成功" in await talk.gives("Bu-Yiyang#5820")


async def test_a_wrong_code_leads_nowhere(talk: Talk, kefu: Kefu) -> None:
    before = changed_at(kefu, PHONE)
    await until_code(talk)
    right = (await talk.codes(PHONE))[0]
    with pytest.raises(Invalid):
        await talk.gives(wrong(right))
    assert (await talk.slots())["requested_slot"] == "verification_passed"
    await talk.gives(right)
    assert (await talk.slots())["requested_slot"] == "password_set"
    assert changed_at(kefu, PHONE) == before


async def test_a_signal_without_a_verified_code_is_not_believed(talk: Talk, kefu: Kefu) -> None:
    await until_code(talk)
    await talk.hears('/inform{"secure_input": "verification_code"}')
    assert (await talk.slots())["requested_slot"] == "verification_passed"
    assert not kefu.verification.is_stepped_up(talk.id, Purpose.PASSWORD_RESET)


async def test_asking_again_shows_the_same_input_and_sends_nothing(talk: Talk, kefu: Kefu) -> None:
    await until_code(talk)
    (await talk.codes(PHONE))[0]
    for said in ("好的", "你好", "客服几点上班"):
        await talk.says(said)
    assert len(set(talk.inputs())) == 1
    assert len(talk.inputs()) == 4
    assert len(received(kefu, PHONE)) == 1


async def test_registered_and_unknown_accounts_hear_the_same(
    kefu: Kefu, talk_as: Callable[..., Talk]
) -> None:
    answers = []
    for phone in (PHONE, UNKNOWN_PHONE):
        talk = talk_as("")
        said = [await talk.says("忘记密码"), await talk.says(phone), await talk.clicks("短信")]
        said.append(await talk.clicks("没收到"))
        # The two first sentences have variations; what follows the account must be the same.
        mask = f"{phone[:3]}****{phone[-4:]}"
        answers.append("\n".join(said[1:]).replace(mask, "…"))
    assert answers[0] == answers[1]
    assert received(kefu, UNKNOWN_PHONE) == []


async def test_resending_waits_for_its_minute_and_then_ends_the_first_code(
    talk: Talk, clock: StoppedClock
) -> None:
    await until_code(talk)
    first = (await talk.codes(PHONE))[0]
    assert "请等 1 分钟" in await talk.clicks("没收到")
    assert len(set(talk.inputs())) == 1
    clock.forward(seconds=61)
    assert "已重新发送" in await talk.clicks("重新发送")
    second = (await talk.codes(PHONE))[0]
    if first != second:
        with pytest.raises(Invalid):
            await talk.gives(first)
    await talk.gives(second)
    assert (await talk.slots())["requested_slot"] == "password_set"


async def test_after_three_resends_a_human_is_offered_first(
    talk: Talk, clock: StoppedClock
) -> None:
    await until_code(talk)
    for _ in range(3):
        clock.forward(seconds=61)
        answer = await talk.says("还是没收到验证码")
    assert "转人工处理" in answer
    assert next(iter(talk.choices().values())) == "转人工"


async def test_an_ended_code_is_told_and_not_replaced_unasked(
    talk: Talk, kefu: Kefu, clock: StoppedClock
) -> None:
    await until_code(talk)
    (await talk.codes(PHONE))[0]
    clock.forward(minutes=6)
    assert "已失效" in await talk.says("好的")
    assert len(received(kefu, PHONE)) == 1
    assert "已重新发送" in await talk.clicks("重新发送")


async def test_whose_phone_is_dead_takes_the_mail(talk: Talk, kefu: Kefu) -> None:
    before = changed_at(kefu, "13800000009")
    await until_code(talk, "13800000009")
    assert "注册邮箱" in await talk.clicks("改用邮箱")
    await gives_code(talk, "wufang@example.com")
    await talk.gives(NEW_PASSWORD)
    assert changed_at(kefu, "13800000009") > before


async def test_an_account_can_be_named_by_its_mail(talk: Talk) -> None:
    await talk.says("忘记密码")
    assert "zh***@example.com" in await talk.says("zhangwei@example.com")
    await talk.clicks("邮件")
    await gives_code(talk, "zhangwei@example.com")
    assert (await talk.slots())["requested_slot"] == "password_set"


async def test_a_corrected_number_replaces_the_account_and_ends_its_code(
    talk: Talk, kefu: Kefu
) -> None:
    await until_code(talk, OTHER_PHONE)
    old_input = talk.inputs()[-1]
    old = (await talk.codes(OTHER_PHONE))[0]
    await talk.says(f"说错了,手机号是{PHONE}")
    await talk.clicks("短信")
    with pytest.raises((Conflict, Invalid)):
        kefu.secure_inputs.submit(talk.id, old_input, old)
    await gives_code(talk, PHONE)
    assert talk.conversation.account_id == "acc_0001"


async def test_what_is_no_number_is_asked_for_again(talk: Talk) -> None:
    await talk.says("忘记密码")
    assert "没有识别到" in await talk.says("1380000")
    assert (await talk.slots())["requested_slot"] == "verification_account"


async def test_a_question_in_between_is_answered_and_the_form_goes_on(talk: Talk) -> None:
    await until_code(talk)
    answer = await talk.says("充值怎么操作")
    assert "充值步骤" in answer
    assert "6 位验证码" in answer
    assert await talk.form() == "password_form"


async def test_cancelling_says_that_nothing_has_changed(talk: Talk, kefu: Kefu) -> None:
    before = changed_at(kefu, PHONE)
    await until_code(talk)
    assert "密码没有改变" in await talk.says("取消")
    assert await talk.form() is None
    assert changed_at(kefu, PHONE) == before


async def test_a_code_given_after_cancelling_opens_nothing_by_itself(talk: Talk) -> None:
    await until_code(talk)
    await talk.says("取消")
    assert "办理什么业务" in await gives_code(talk, PHONE)
    assert await talk.form() is None


async def test_a_new_problem_switches_and_the_old_one_is_offered_afterwards(talk: Talk) -> None:
    await talk.says("忘记密码")
    await talk.says("我的账户被锁定了")
    assert await talk.form() == "account_lock_form"
    await talk.says("13800000002")
    await talk.clicks("短信")
    assert "“重置密码”还没有办完" in await gives_code(talk, "13800000002")
    await talk.says("好的")
    assert await talk.form() == "password_form"


async def test_another_account_needs_another_conversation(talk: Talk) -> None:
    await until_code(talk)
    await gives_code(talk, PHONE)
    assert "另开一个对话" in await talk.says(f"不对,手机号是{OTHER_PHONE}")
    assert talk.conversation.account_id == "acc_0001"
