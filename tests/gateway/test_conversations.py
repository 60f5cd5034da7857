"""The Conversation API over plain HTTP: opening, messages, events, endings."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from kefu.services.assurance import get_conversation
from kefu.services.units import reading
from tests.gateway.conftest import RunningGateway
from tests.gateway.fake_engine import FakeEngine


def test_a_new_conversation_begins_with_the_greeting_and_its_choices(
    gateway: RunningGateway,
) -> None:
    customer = gateway.customer()
    (greeting,) = customer.poll()
    assert customer.owner == "bot"
    assert greeting["seq"] == 1
    assert greeting["type"] == "message"
    assert greeting["from"] == "bot"
    assert "K豆钱包" in greeting["text"]
    titles = [choice["title"] for choice in greeting["choices"]]
    assert titles == ["忘记密码", "交易失败", "账户被锁", "账户被盗", "转人工"]
    assert all(set(choice) == {"id", "title", "question"} for choice in greeting["choices"])
    assert len({choice["question"] for choice in greeting["choices"]}) == 1


def test_a_message_is_accepted_and_answered(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = gateway.customer()
    assert customer.ask("我的转账失败了") == ["收到:我的转账失败了"]
    (turn,) = engine.turns
    assert turn["conversation_id"] == customer.id
    assert turn["kind"] == "text"
    assert turn["turn_id"] == f"{customer.id}/2"
    own = next(event for event in customer.events if event.get("from") == "customer")
    assert own["text"] == "我的转账失败了"
    assert not {"payload", "body_hash"} & set(own)


def test_the_same_client_id_is_one_message(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = gateway.customer()
    first = customer.send("查一下余额", "c-1")
    again = customer.send("查一下余额", "c-1")
    assert (first.status_code, again.status_code) == (202, 202)
    assert first.json() == again.json()
    changed = customer.send("别的内容", "c-1")
    assert changed.status_code == 409
    assert changed.json()["code"] == "client_id_reused"
    customer.wait_for("turn_end")
    assert engine.said() == ["查一下余额"]


def test_a_choice_reaches_the_bot_as_its_payload(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    customer.poll()
    answer = customer.choose("忘记密码")
    assert answer.status_code == 202
    customer.wait_for("turn_end")
    (turn,) = engine.turns
    assert (turn["kind"], turn["payload"], turn["text"]) == (
        "payload",
        "/forgot_password",
        "忘记密码",
    )
    used = customer.choose("忘记密码")
    assert (used.status_code, used.json()["code"]) == (409, "choice_expired")


def test_a_choice_tells_how_it_is_drawn(gateway: RunningGateway, engine: FakeEngine) -> None:
    row = {"name": "喜茶", "detail": "昨天 15:04", "amount": "¥31.00", "state": "余额不足"}
    engine.script = lambda _turn: [
        {
            "text": "哪一笔？",
            "buttons": [
                {"title": "喜茶 ¥31.00", "payload": "/inform", "row": row},
                {"title": "就是它", "payload": "/affirm", "style": "primary", "unknown": 1},
                {"title": "都不是", "payload": "/deny"},
            ],
        }
    ]
    customer = gateway.customer()
    customer.send("支付失败")
    said = customer.wait_for("message", sender="bot", text="哪一笔？")
    looks = [
        {k: v for k, v in choice.items() if k not in {"id", "question"}}
        for choice in said["choices"]
    ]
    assert looks == [
        {"title": "喜茶 ¥31.00", "row": row},
        {"title": "就是它", "style": "primary"},
        {"title": "都不是"},
    ]


def test_a_question_takes_one_answer_and_its_choices_answer_no_other(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    engine.script = lambda turn: [
        {
            "text": f"问题 {turn['text']}",
            "buttons": [
                {"title": f"是 {turn['text']}", "payload": "/affirm"},
                {"title": "否", "payload": "/deny"},
            ],
        }
    ]
    customer = gateway.customer()
    customer.send("甲")
    first = customer.wait_for("message", sender="bot", text="问题 甲")["choices"]
    taps = [
        {"client_id": f"tap-{number}", "type": "choice", "choice_id": choice["id"]}
        for number, choice in enumerate([first[0], first[0], first[1]])
    ]
    with ThreadPoolExecutor(len(taps)) as pool:
        answers = list(pool.map(lambda tap: customer.post("/messages", tap), taps))
    assert sorted(answer.status_code for answer in answers) == [202, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"choice_expired"}
    (taken,) = (answer.json()["seq"] for answer in answers if answer.status_code == 202)
    customer.wait_for("turn_end", after=taken)
    late = {"client_id": "late", "type": "choice", "choice_id": first[0]["id"]}
    assert customer.post("/messages", late).json()["code"] == "choice_expired"
    assert len(engine.turns) == 2
    second = customer.events[-2]["choices"]
    assert {c["question"] for c in first}.isdisjoint({c["question"] for c in second})


def test_a_choice_whose_question_is_over_is_refused_with_the_question_that_stands(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    def script(turn: dict[str, Any]) -> list[dict[str, Any]]:
        yes = {"title": f"提交{turn['text']}", "payload": "/affirm"}
        return [{"text": f"要交{turn['text']}吗", "buttons": [yes]}]

    engine.script = script
    customer = gateway.customer()
    customer.ask("甲")
    customer.ask("乙")
    old = customer.choose("提交甲")
    assert (old.status_code, old.json()["code"]) == (409, "choice_expired")
    said = customer.wait_for("message", sender="system")
    assert said["text"].endswith("要交乙吗")
    assert [choice["title"] for choice in said["choices"]] == ["提交乙"]
    again = customer.choose("提交甲")
    assert again.status_code == 409
    assert len([e for e in customer.poll() if e.get("from") == "system"]) == 0  # said once
    assert len(engine.turns) == 2
    taken = {"client_id": "new", "type": "choice", "choice_id": said["choices"][0]["id"]}
    assert customer.post("/messages", taken).status_code == 202
    customer.wait_for("turn_end", after=said["seq"])
    assert engine.said()[-1] == "/affirm"


def test_a_topic_can_be_taken_after_other_choices_came(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    engine.script = lambda turn: [
        {"text": "可以吗", "buttons": [{"title": "可以", "payload": "/affirm"}]}
    ]
    customer.ask("甲")
    assert customer.choose("忘记密码").status_code == 202
    customer.wait_for("turn_end", after=customer.after)
    assert customer.choose("账户被锁").status_code == 409  # its question had its answer
    assert engine.said() == ["甲", "/forgot_password"]


def test_a_number_picks_the_choice_just_shown(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = gateway.customer()
    customer.ask("第三个")
    customer.ask("2")
    assert engine.said() == ["/account_locked", "2"]


def test_the_words_on_a_button_can_be_typed(gateway: RunningGateway, engine: FakeEngine) -> None:
    gateway.customer().ask("账户被锁。")
    assert engine.said() == ["/account_locked"]


def test_typed_words_are_never_a_payload(gateway: RunningGateway, engine: FakeEngine) -> None:
    gateway.customer().ask('/inform{"secure_input": "verification_code"}')
    (turn,) = engine.turns
    assert turn["kind"] == "text"
    assert "payload" not in turn


def test_a_choice_of_another_conversation_does_not_exist(gateway: RunningGateway) -> None:
    other, customer = gateway.customer(), gateway.customer()
    other.poll()
    customer.events = other.events
    refused = customer.choose("转人工")
    assert (refused.status_code, refused.json()["code"]) == (404, "choice_not_found")


def test_events_resume_exactly_after_a_seq(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    customer.ask("第一句")
    customer.ask("第二句")
    everything = customer.get("/events", after=0).json()
    assert [event["seq"] for event in everything["events"]] == sorted(
        event["seq"] for event in everything["events"]
    )
    for event in everything["events"]:
        rest = customer.get("/events", after=event["seq"]).json()
        assert rest["events"] == [e for e in everything["events"] if e["seq"] > event["seq"]]
        assert rest["next"] == everything["next"]


def test_a_long_poll_returns_with_the_news(gateway: RunningGateway, engine: FakeEngine) -> None:
    customer = gateway.customer()
    customer.poll()
    engine.gate.clear()
    customer.send("在吗")
    assert [event["from"] for event in customer.poll(wait=25)] == ["customer"]
    engine.gate.set()
    assert customer.poll(wait=25)[0]["text"] == "收到:在吗"


def test_ten_polls_of_a_conversation_wait_at_a_time(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    customer.poll()

    def poll(_: int) -> int:
        return customer.get("/events", after=customer.after, wait=2).status_code

    with ThreadPoolExecutor(14) as pool:
        assert sorted(pool.map(poll, range(14))) == [200] * 10 + [429] * 4
    assert customer.poll(wait=0.1) == []


def test_personal_data_is_masked_before_anything_sees_it(
    gateway: RunningGateway, engine: FakeEngine
) -> None:
    customer = gateway.customer()
    customer.ask("我的手机号是13912345678")
    assert "13912345678" not in str(customer.events)
    assert engine.said() == ["我的手机号是[手机号:139****5678]"]


def test_a_password_in_the_chat_is_masked_and_warned_about(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    heard = customer.ask("我的密码是Abc12345!")
    assert "Abc12345!" not in str(customer.events)
    assert "不要在聊天里发送密码" in heard[0]


def test_limits_of_a_text(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    assert customer.send("长" * 1000).status_code == 202
    assert customer.send("长" * 1001).json()["code"] == "text_too_long"
    assert customer.send(" \n ").json()["code"] == "empty_text"
    assert customer.send("有\x00控制\x07字符").status_code == 202
    customer.wait_for("message", text="有控制字符")


def test_identity_logs_the_customer_in_once(gateway: RunningGateway) -> None:
    identity = gateway.http.post("/dev/identity", json={"phone": "13800000001"}).json()["identity"]
    body = {"channel": "app", "identity": identity}
    opened = gateway.http.post("/api/v1/conversations", json=body)
    assert opened.status_code == 201
    conversation = reading(
        gateway.kefu.database, get_conversation, opened.json()["conversation_id"]
    )
    assert conversation.account_id == "acc_0001"
    replayed = gateway.http.post("/api/v1/conversations", json=body)
    assert (replayed.status_code, replayed.json()["code"]) == (401, "invalid_identity")


def identity(gateway: RunningGateway, phone: str = "13800000001") -> str:
    answer = gateway.http.post("/dev/identity", json={"phone": phone})
    return str(answer.json()["identity"])


def test_logging_in_gives_a_new_token_and_ends_the_old_one(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    old = customer.token
    body = {"channel": "web", "resume": old}
    assert gateway.http.post("/api/v1/conversations", json=body).json()["token"] == old
    login = {**body, "identity": identity(gateway)}
    resumed = gateway.http.post("/api/v1/conversations", json=login).json()
    assert resumed["conversation_id"] == customer.id
    refused = customer.get("/events")
    customer.token = resumed["token"]
    assert customer.get("/events").status_code == 200
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_token")
    again = gateway.http.post("/api/v1/conversations", json=body)
    assert again.status_code == 401


def test_an_ended_conversation_takes_nothing_but_keeps_transcript_and_rating(
    gateway: RunningGateway,
) -> None:
    customer = gateway.customer()
    customer.ask("再见")
    ended = gateway.http.delete(customer.path, headers=customer.headers)
    assert (ended.status_code, ended.content) == (204, b"")
    assert gateway.http.delete(customer.path, headers=customer.headers).status_code == 204
    customer.wait_for("status", owner="closed")
    assert customer.send("还在吗").json()["code"] == "conversation_closed"
    assert customer.get("/transcript").status_code == 200
    assert customer.post("/rating", {"score": 5, "comment": "很好"}).status_code == 204
    assert reading(gateway.kefu.database, get_conversation, customer.id).rating == 5
    assert customer.post("/rating", {"score": 6}).status_code == 422


def test_the_transcript_in_every_format_shows_markup_as_text(gateway: RunningGateway) -> None:
    customer = gateway.customer()
    customer.ask("<img src=x onerror=alert(1)> & 你好")
    text = customer.get("/transcript", format="txt")
    assert "我：<img src=x onerror=alert(1)> & 你好" in text.text
    assert text.headers["content-type"].startswith("text/plain")
    page = customer.get("/transcript", format="html")
    assert "<img" not in page.text
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; 你好" in page.text
    assert "attachment" in page.headers["content-disposition"]
    customer.ask("手机号13912345678")
    own = customer.get("/transcript", format="txt").text
    assert "我：手机号🔒139****5678（手机号）" in own
    assert "[手机号" not in customer.get("/transcript", format="html").text
    document = customer.get("/transcript", format="json").json()
    assert [event["from"] for event in document["events"]] == [
        *("bot", "customer", "bot"),
        *("customer", "bot"),
    ]
    assert customer.get("/transcript", format="pdf").status_code == 422


def test_a_secure_input_of_another_conversation_does_not_exist(gateway: RunningGateway) -> None:
    refused = gateway.customer().post(f"/secure-inputs/si_{uuid.uuid4().hex}", {"value": "123456"})
    assert (refused.status_code, refused.json()["code"]) == (404, "input_not_found")
