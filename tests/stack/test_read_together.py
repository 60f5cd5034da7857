"""A fast client: three messages within a second are understood as a whole."""

from __future__ import annotations

import time

from tests.stack.stack import Customer, Stack


def test_three_messages_within_a_second_are_one_matter(stack: Stack) -> None:
    customer = Customer(stack)
    seqs = []
    for words in ("我前天", "在滴滴付了36块5", "没成功但是钱扣了"):
        seqs.append(customer.send({"type": "text", "text": words}))
        time.sleep(0.3)
    customer.wait_for(lambda e: e["type"] == "turn_end" and e["seq"] > seqs[-1])
    ends = [e for e in customer.events if e["type"] == "turn_end" and e["seq"] > seqs[0]]
    said = [e for e in customer.events if e.get("from") == "bot" and e["seq"] > seqs[0]]
    assert len(ends) == 1
    assert all(event["seq"] > seqs[-1] for event in said)


def test_clear_words_are_answered_at_once(stack: Stack) -> None:
    customer = Customer(stack)
    began = time.monotonic()
    seq = customer.send({"type": "text", "text": "提现手续费是多少"})
    customer.wait_for(lambda e: e["type"] == "turn_end" and e["seq"] > seq)
    assert time.monotonic() - began < 1.4
