"""When something behind the dialogue fails: honest words, nothing lost, nothing done twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rasa.core.agent import Agent
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy import Engine, text

from actions.transaction import AskTransactionChoice
from kefu.bootstrap import Kefu
from kefu.conversing.stage import StoppedClock
from kefu.conversing.talk import Talk
from kefu.core.errors import AssuranceTooLow, Unavailable
from kefu.core.handoff import HandoffReason
from kefu.core.verification import STEP_UP_LIFETIME
from kefu.engine.snapshots import restore
from kefu.engine.turns import TurnRequest, run_turn
from kefu.store.database import make_engine
from kefu.store.dialogue import SqlSnapshots
from tests.customers import received
from tests.dialogues.steps import gives_code


@pytest.fixture
def wallet(kefu: Kefu) -> Engine:
    """The wallet's database, to be broken."""
    return make_engine(kefu.settings.wallet_database)


def breaks(wallet: Engine) -> None:
    with wallet.begin() as connection:
        connection.execute(text("ALTER TABLE wallet_transactions RENAME TO gone"))


async def test_a_silent_wallet_is_admitted_and_handed_over(
    talk_as: Callable[[str], Talk], wallet: Engine
) -> None:
    talk = talk_as("13800000004")
    breaks(wallet)
    assert "暂时没有响应" in await talk.says("付款失败了")
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.TOOL_FAILURE
    assert await talk.form() is None


async def test_a_conversation_that_the_gateway_does_not_know_gets_plain_words(
    kefu: Kefu, agent: Agent
) -> None:
    request = TurnRequest(
        conversation_id="shell",
        turn_id="shell/1",
        kind="payload",
        text="x",
        payload="/forgot_password",
    )
    answer = await run_turn(agent, request)
    assert "kefu chat" in answer["messages"][-1]["text"]
    assert restore("shell", answer["snapshot"], agent.domain).active_loop_name is None


async def test_a_repeated_turn_sends_no_second_code(
    talk: Talk, kefu: Kefu, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.says("忘记密码")
    await talk.says("13800000001")
    with monkeypatch.context() as broken:
        broken.setattr(SqlSnapshots, "replace", _refuse)
        with pytest.raises(Unavailable):
            await talk.clicks("短信")
    code = (await talk.codes("13800000001"))[0]
    assert "验证码" in await talk.says("在吗")
    assert received(kefu, "13800000001") == [code]
    await talk.gives(code)
    assert (await talk.slots())["requested_slot"] == "password_set"


def _refuse(*_: object, **__: object) -> bool:
    raise Unavailable("database_unavailable")


async def test_the_dialogue_goes_on_after_its_history_was_compacted(talk: Talk) -> None:
    await talk.says("忘记密码")
    for _ in range(15):
        await talk.says("怎么充值")
    assert await talk.form() == "password_form"
    await talk.says("13800000001")
    await talk.clicks("短信")
    await gives_code(talk, "13800000001")
    assert (await talk.slots())["requested_slot"] == "password_set"


async def test_a_verification_that_runs_out_at_the_last_moment_is_asked_for_again(
    talk: Talk, kefu: Kefu, monkeypatch: pytest.MonkeyPatch
) -> None:
    await talk.says("我的账户被锁定了")
    await talk.says("13800000002")
    await talk.clicks("短信")
    verdicts = iter([True, False, False, False])
    monkeypatch.setattr(kefu.topics.verification, "is_stepped_up", lambda *_: next(verdicts))
    monkeypatch.setattr(kefu.topics.account_lock, "unlock", _too_low)
    code = (await talk.codes("13800000002"))[0]
    assert "身份验证已过期" in await talk.gives(code)
    assert (await talk.slots())["requested_slot"] == "verification_passed"


async def asked_at_once(talk: Talk) -> str:
    """The response of an action that asks a service without looking first who it is for,
    whatever the slots say.
    """
    dispatcher, slots = CollectingDispatcher(), {"verification_passed": True}
    tracker = Tracker(talk.id, slots, {}, [], False, None, {}, None)
    await AskTransactionChoice().run(dispatcher, tracker, {})
    (message,) = dispatcher.messages
    return str(message["response"])


async def test_who_was_never_verified_is_not_told_that_it_has_expired(
    talk: Talk, talk_as: Callable[[str], Talk], clock: StoppedClock
) -> None:
    assert await asked_at_once(talk) == "utter_verification_needed"
    await talk.says("付款失败了")
    await talk.says("13800000004")
    await talk.clicks("短信")
    assert await asked_at_once(talk) == "utter_verification_needed"
    await gives_code(talk, "13800000004")
    assert await asked_at_once(talk) == "utter_transaction_choose"
    clock.forward(seconds=STEP_UP_LIFETIME.total_seconds())
    assert await asked_at_once(talk) == "utter_verification_expired"
    assert await asked_at_once(talk_as("13800000004")) == "utter_transaction_choose"


def _too_low(*_: object, **__: object) -> None:
    raise AssuranceTooLow("assurance_too_low.expired")


async def test_a_new_conversation_right_after_a_code_says_the_wait_and_goes_on(
    talk_as: Callable[[str], Talk], clock: StoppedClock
) -> None:
    before, anew = talk_as("13800000007"), talk_as("13800000007")
    await before.says("支付密码忘了")
    assert before.inputs()

    answer = await anew.says("支付密码忘了")

    assert "这里用不了" in answer
    assert not anew.inputs()
    assert "重新发送" in anew.choices().values()
    clock.forward(seconds=61)
    await anew.clicks("重新发送")
    assert len(anew.inputs()) == 1
