"""`GET /dev/wallet/{phone}`: all that the demo wallet holds of a customer, as JSON."""

from __future__ import annotations

from typing import Any

from tests.gateway.conftest import RunningGateway

MEMBERS = {
    *("id", "phone", "name", "email", "status", "lock_reason", "balance", "balance_fen", "locale"),
    *("two_factor", "password_changed_at", "payment_password_changed_at", "birth_date"),
    *("guardian_phone", "paper", "restriction", "sessions", "cards", "limits", "fees"),
    *("agreements", "transactions", "refunds", "closure"),
}
TRANSACTION = {
    *("id", "kind", "amount", "status", "failure_reason", "at", "counterparty", "expected_by"),
    *("returned_reason", "returned_at", "debited_at_bank", "card_id", "agreement_id"),
}


def truth(gateway: RunningGateway, phone: str) -> dict[str, Any]:
    answer = gateway.http.get(f"/dev/wallet/{phone}")
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_it_has_all_members(gateway: RunningGateway) -> None:
    for number in range(1, 19):
        told = truth(gateway, f"138000000{number:02}")

        assert set(told) == MEMBERS
        assert all(set(transaction) >= TRANSACTION for transaction in told["transactions"])
        assert "argon2" not in str(told)


def test_a_restriction_and_a_paper(gateway: RunningGateway) -> None:
    told = truth(gateway, "13800000014")

    assert told["restriction"]["kind"] == "court"
    assert told["restriction"]["until"] > told["restriction"]["since"]
    assert told["paper"]["kind"] == "id_card"


def test_a_reset_forgets_what_was_done_in_every_topic(gateway: RunningGateway) -> None:
    before, wallet = truth(gateway, "13800000009"), gateway.kefu.wallet
    wallet.unbind_card("acc_0009", "card_0009_1", key="a")
    assert gateway.kefu.demo is not None
    gateway.kefu.demo.change("13800000009", balance_fen=0)
    wallet.request_closure("acc_0009", key="b")
    wallet.set_two_factor("acc_0009", True, key="c")
    closing = truth(gateway, "13800000009")["closure"]
    assert (closing["status"], closing["cancelled_at"]) == ("requested", None)

    assert gateway.http.post("/dev/reset").status_code == 204

    after = truth(gateway, "13800000009")
    assert {k: v for k, v in after.items() if k in {"cards", "closure", "two_factor"}} == {
        k: v for k, v in before.items() if k in {"cards", "closure", "two_factor"}
    }
    assert wallet.unbind_card("acc_0009", "card_0009_1", key="a").status == "unbound"
