"""转人工: from anywhere, to an agent who knows, and back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.stack.stack import Agent, Customer, Stack


def queued(stack: Stack, words: str = "转人工") -> Customer:
    customer = Customer(stack)
    customer.push(words)
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    return customer


def test_a_human_takes_over_and_the_bot_is_silent(stack: Stack) -> None:
    customer, agent = queued(stack), Agent(stack, "agent1")
    status = next(e for e in customer.events if e["type"] == "status")
    assert status["position"] >= 1
    assert status["estimated_wait"] > 0
    agent.claim(customer.id)
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "agent")
    customer.send({"type": "text", "text": "忘记密码"})
    agent.say(customer.id, "您好,我是客服小林,请问有什么可以帮您?")
    heard = customer.wait_for(lambda e: e.get("from") == "agent")
    assert heard["text"].startswith("您好")
    claimed = next(e["seq"] for e in customer.events if e.get("owner") == "agent")
    customer.poll(wait=2)
    assert not [e for e in customer.events if e.get("from") == "bot" and e["seq"] > claimed]
    assert "忘记密码" in str(agent.context(customer.id)["events"])


def test_an_interrupted_reset_goes_on_after_the_human(stack: Stack) -> None:
    customer = Customer(stack)
    customer.push("忘记密码")
    customer.push("转人工")
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "queued")
    agent = Agent(stack, "agent1")
    agent.claim(customer.id)
    assert agent.post(customer.id, "return").status_code == 200
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "bot")
    customer.wait_for(lambda e: e.get("from") == "bot" and "继续" in e["text"])


def test_two_agents_never_get_the_same_customer(stack: Stack) -> None:
    customer = queued(stack)
    agents = [Agent(stack, name) for name in ("agent1", "agent2", "security1", "supervisor1")]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda a: a.post(customer.id, "claim").status_code, agents))
    assert sorted(answers) == [200, 409, 409, 409]


def test_an_agent_cannot_touch_a_colleagues_conversation(stack: Stack) -> None:
    customer, mine, other = queued(stack), Agent(stack, "agent1"), Agent(stack, "agent2")
    mine.claim(customer.id)
    body = {"client_id": "x", "text": "您好"}
    assert other.post(customer.id, "messages", body).status_code in (403, 404, 409)
    assert other.post(customer.id, "close").status_code in (403, 404, 409)
    assert other.http.get(f"/conversations/{customer.id}/context").status_code in (403, 404)


def test_staff_never_ask_for_a_secret(stack: Stack) -> None:
    customer, agent = queued(stack), Agent(stack, "agent1")
    agent.claim(customer.id)
    body = {"client_id": "y", "text": "请把验证码发给我"}
    assert agent.post(customer.id, "messages", body).status_code == 422
    customer.poll(wait=1)
    assert "验证码发给我" not in customer.transcript()


def test_closing_ends_it_for_both(stack: Stack) -> None:
    customer, agent = queued(stack), Agent(stack, "agent1")
    agent.claim(customer.id)
    assert agent.post(customer.id, "close").status_code == 200
    customer.wait_for(lambda e: e["type"] == "status" and e["owner"] == "closed")
    answer = customer.post("/messages", {"client_id": "late", "type": "text", "text": "还在吗"})
    assert answer.status_code == 409
    rating = customer.post("/rating", {"score": 5, "comment": "很快"})
    assert rating.status_code == 204
