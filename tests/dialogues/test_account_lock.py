"""账户锁定 and 解冻: what a code may open is opened,
everything else goes to a human with what is known.
"""

from __future__ import annotations

import pytest

from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.handoff import HandoffReason, Priority
from tests.dialogues.steps import gives_code


async def verified(talk: Talk, phone: str, problem: str = "我的账户被锁定了") -> str:
    await talk.says(problem)
    await talk.says(phone)
    await talk.clicks("短信")
    return await gives_code(talk, phone)


def status(kefu: Kefu, phone: str) -> str:
    assert kefu.demo is not None
    return str(kefu.demo.truth(phone)["status"])


@pytest.mark.parametrize(
    ("phone", "reason"),
    [("13800000002", "密码连续输错"), ("13800000010", "长时间没有使用")],
)
async def test_a_code_unlocks_what_it_may(talk: Talk, kefu: Kefu, phone: str, reason: str) -> None:
    answer = await verified(talk, phone)
    assert status(kefu, phone) == "active"
    assert "已解锁" in answer
    assert reason in answer
    assert talk.handoff() is None
    assert "修改密码" in talk.choices().values()


async def test_an_abnormal_login_goes_to_the_specialists(talk: Talk, kefu: Kefu) -> None:
    answer = await verified(talk, "13800000003")
    assert "异常登录" in answer
    assert status(kefu, "13800000003") == "locked"
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.STRONG_VERIFICATION
    assert handoff.priority is Priority.HIGH
    assert {"label": "锁定原因", "value": "检测到异常登录"} in handoff.summary["facts"]


@pytest.mark.parametrize("problem", ["我要解冻账户", "我的账户被锁定了"])
async def test_a_freeze_is_never_lifted_by_the_bot(talk: Talk, kefu: Kefu, problem: str) -> None:
    assert "复核" in await verified(talk, "13800000007", problem)
    assert status(kefu, "13800000007") == "frozen"
    handoff = talk.handoff()
    assert handoff is not None
    assert handoff.reason is HandoffReason.POLICY


async def test_an_account_in_order_is_said_to_be_so(talk: Talk) -> None:
    assert "没有被锁定" in await verified(talk, "13800000001")
    assert talk.handoff() is None


async def test_after_unlocking_the_password_can_be_changed_with_a_code_of_its_own(
    talk: Talk,
) -> None:
    await verified(talk, "13800000002")
    await talk.clicks("修改密码")
    assert (await talk.slots())["requested_slot"] == "verification_channel"
