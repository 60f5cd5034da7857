"""忘记密码 and 修改密码: what a dialogue in YAML cannot see."""

from __future__ import annotations

from collections.abc import Callable

from kefu.bootstrap import Kefu
from kefu.conversing.talk import Talk
from kefu.core.verification import Purpose
from kefu.services.units import reading
from tests.customers import received
from tests.dialogues.steps import gives_code

PHONE, UNKNOWN_PHONE = "13800000001", "13911112222"
NEW_PASSWORD = "Xin-Mima#7391"


async def until_code(talk: Talk, phone: str = PHONE) -> None:
    await talk.says("我忘记密码了")
    await talk.says(f"我的手机号是{phone}")
    await talk.clicks("短信")


async def test_what_belonged_to_the_journey_is_forgotten_with_it(talk: Talk) -> None:
    await until_code(talk)
    await gives_code(talk, PHONE)
    await talk.gives(NEW_PASSWORD)
    kept = {name for name, value in (await talk.slots()).items() if value is not None}
    assert kept <= {
        "journey_form",
        "guide_topic",
        "verification_account",
        "session_started_metadata",
    }


async def test_a_signal_without_a_verified_code_is_not_believed(talk: Talk, kefu: Kefu) -> None:
    await until_code(talk)
    await talk.hears('/inform{"secure_input": "verification_code"}')
    assert (await talk.slots())["requested_slot"] == "verification_passed"
    assert not reading(
        kefu.database, kefu.topics.verification.is_stepped_up, talk.id, Purpose.PASSWORD_RESET
    )


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
