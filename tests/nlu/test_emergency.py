"""An emergency is heard where the classifier heard no matter, and nothing else is."""

from __future__ import annotations

import pytest
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.nlu.emergency import THEFT, EmergencyWords
from kefu.nlu.keys import INTENTS


def heard(text: str, intent: str, confidence: float = 0.6) -> Message:
    classified = {"name": intent, "confidence": confidence}
    message = Message(
        data={TEXT: text, INTENT: dict(classified), INTENT_RANKING_KEY: [dict(classified)]}
    )
    EmergencyWords(**EmergencyWords.get_default_config()).process([message])
    return message


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("哎呀我手机被偷了", "out_of_scope"),
        ("你好，有人把我的钱转走了", "greeting"),
        ("破平台，我的钱都被盗刷光了", "complaint"),
        ("莫名其妙给我发验证码短信", "out_of_scope"),
        ("我没登录 怎么老是来验证码", "verification_code_not_received"),
    ],
)
def test_an_emergency_in_which_no_matter_was_heard(text: str, intent: str) -> None:
    message = heard(text, intent)
    assert message.get(INTENT)["name"] == THEFT
    assert [c["name"] for c in message.get(INTENT_RANKING_KEY)] == [THEFT, intent]
    assert message.get(INTENTS) == [
        {**message.get(INTENT), "start": 0, "end": len(text)},
    ]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("短信说付款成功 可我没买东西", "dispute"),
        ("这几笔交易我没印象", "transaction_history"),
        ("怎么显示转出了三千 我没转过", "transaction_failed"),
        ("里面有一笔不是我买的", "dispute"),
    ],
)
def test_a_payment_that_the_customer_never_made(text: str, intent: str) -> None:
    assert heard(text, intent, 0.95).get(INTENT)["name"] == THEFT


def test_a_theft_that_is_only_spoken_of_asks_for_advice() -> None:
    assert heard("如果手机丢了怎么办", "out_of_scope").get(INTENT)["name"] == "security_advice"


def test_a_lost_phone_is_one_however_sure_the_classifier_is() -> None:
    assert heard("我手机找不到了 有点慌", "out_of_scope", 0.97).get(INTENT)["name"] == THEFT


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("QQ号被盗了怎么找回来", "out_of_scope", 0.99),
        ("一直收不到验证码", "verification_code_not_received", 0.9),
        ("2999那笔不是我转的", "inform", 0.9),
        ("被盗的那笔什么时候退款", "refund", 0.5),
        ("会员自动续费扣了我的钱 我没买", "dispute", 0.5),
        ("钱扣了但没付成功", "transaction_failed", 0.5),
        ("今天天气真好", "out_of_scope", 0.5),
        ("手机没电了", "out_of_scope", 0.5),
    ],
)
def test_what_the_classifier_knows_better(text: str, intent: str, confidence: float) -> None:
    assert heard(text, intent, confidence).get(INTENT)["name"] == intent
