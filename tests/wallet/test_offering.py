"""Which topics a wallet offers, and what becomes of a call to one that it lacks."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from sqlalchemy import Engine

from kefu import adapters
from kefu.adapters import WrongSetting
from kefu.core.capability import Capability
from kefu.core.errors import NotOffered
from kefu.core.refund import RefundReason
from kefu.services.ports import Wallet, WalletBackend
from kefu.services.ports.wallet import TOPICS, offered_by
from kefu.settings import Settings
from kefu.wallet.logged import LoggedWallet
from kefu.wallet.sql import SqlWallet
from kefu.words.problems import sentence
from tests.conftest import FakeClock
from tests.wallet.conftest import ON_SQLITE

# One call of each method of each topic, with arguments that lead to an answer.
CALLS: dict[Capability, dict[str, dict[str, Any]]] = {
    Capability.REFUND_RECORDS: {"refunds": {"account_id": "acc_0008", "limit": 5}},
    Capability.REFUND_REQUESTS: {
        "refund_refusal": {"account_id": "acc_0008"},
        "request_refund": {"account_id": "acc_0008", "reason": RefundReason.OTHER, "key": "k1"},
    },
    Capability.LIMITS: {"limits": {"account_id": "acc_0001"}},
    Capability.FEES: {"fees": {"account_id": "acc_0001"}},
    Capability.AGREEMENTS: {
        "agreements": {"account_id": "acc_0012"},
        "end_agreement": {"account_id": "acc_0012", "agreement_id": "agr_0012_1", "key": "k2"},
    },
    Capability.CARDS: {
        "cards": {"account_id": "acc_0001"},
        "unbind_card": {"account_id": "acc_0001", "card_id": "card_0001_1", "key": "k3"},
    },
    Capability.DEVICES: {"devices": {"account_id": "acc_0001"}},
    Capability.PAYMENT_PASSWORD: {
        "reset_payment_password": {
            "account_id": "acc_0001",
            "new_password": "730164",
            "key": "k4",
        },
    },
    Capability.IDENTITY_CHECK: {
        "is_paper_number": {"account_id": "acc_0001", "number": "330106197102110019"},
    },
    Capability.TWO_FACTOR: {
        "set_two_factor": {"account_id": "acc_0001", "on": True, "key": "k5"},
    },
    Capability.PHONE_CHANGE: {
        "change_phone": {"account_id": "acc_0001", "new_phone": "13912345678", "key": "k6"},
    },
    Capability.CLOSURE: {
        "closure_obstacles": {"account_id": "acc_0018"},
        "closure": {"account_id": "acc_0018"},
        "request_closure": {"account_id": "acc_0009", "key": "k7"},
        "cancel_closure": {"account_id": "acc_0009", "key": "k8"},
    },
}


def methods(port: Any) -> set[str]:
    return {name for name, member in vars(port).items() if inspect.isfunction(member)} - {
        "__init__",
        "__subclasshook__",
        "_no_init_or_replace_init",
        "_proto_hook",
    }


def called(wallet: Any, name: str, arguments: dict[str, Any], plain: SqlWallet) -> Any:
    if name in {"refund_refusal", "request_refund"}:
        paid = [t for t in plain.transactions("acc_0008") if t.counterparty == "淘宝商家"]
        arguments = arguments | {"transaction_id": paid[0].id}
    return getattr(wallet, name)(**arguments)


def test_every_topic_and_method_has_a_call_here() -> None:
    assert set(CALLS) == set(TOPICS) == set(Capability)
    for topic, port in TOPICS.items():
        assert set(CALLS[topic]) == methods(port), topic


def test_the_logged_wallet_is_the_whole_port() -> None:
    wanted = methods(WalletBackend) | {"offers"}
    wanted |= {name for port in TOPICS.values() for name in methods(port)}
    lacking = {name for name in wanted if not callable(getattr(LoggedWallet, name, None))}
    assert lacking == set()
    for name in wanted:
        ours = inspect.signature(getattr(LoggedWallet, name))
        assert ours == inspect.signature(getattr(Wallet, name)), name


@ON_SQLITE
@pytest.mark.parametrize("topic", list(Capability))
def test_a_call_reaches_the_wallet_and_its_answer_comes_back(
    wallet: SqlWallet, engine: Engine, clock: FakeClock, topic: Capability
) -> None:
    logged = LoggedWallet(wallet)
    assert logged.offers(topic)
    if topic is Capability.CLOSURE:
        wallet.unbind_card("acc_0009", "card_0009_1", key="card")
        with engine.begin() as connection:
            connection.exec_driver_sql("UPDATE wallet_accounts SET balance_fen = 0")
    for name, arguments in CALLS[topic].items():
        answer = called(logged, name, arguments, wallet)
        # Asked once more the wallet itself says the same: the key is spent.
        if name not in {"refund_refusal", "closure"}:
            assert answer == called(wallet, name, arguments, wallet), name


@ON_SQLITE
@pytest.mark.parametrize("topic", sorted(set(Capability) - {Capability.REFUND_RECORDS}))
def test_a_topic_that_is_lacking_is_refused_before_the_wallet_is_asked(
    wallet: SqlWallet, topic: Capability
) -> None:
    poorer = LoggedWallet(wallet, frozenset({topic}))

    assert not poorer.offers(topic)
    assert all(poorer.offers(other) for other in Capability if other is not topic)
    for name, arguments in CALLS[topic].items():
        with pytest.raises(NotOffered) as error:
            called(poorer, name, arguments, wallet)
        assert (error.value.code, error.value.facts) == ("not_offered", {"capability": topic})
        assert "不能" in sentence(error.value)


def test_a_wallet_of_one_topic_offers_that_one() -> None:
    class Fees:
        def fees(self, _account_id: str) -> list[Any]:
            return []

    assert offered_by(Fees()) == {Capability.FEES}  # type: ignore[arg-type]


@ON_SQLITE
def test_half_a_topic_is_not_offered(engine: Engine, clock: FakeClock) -> None:
    class Half(SqlWallet):
        unbind_card = None  # type: ignore[assignment]

    assert Capability.CARDS not in offered_by(Half(engine, clock))


@ON_SQLITE
def test_an_adapter_may_offer_less_than_it_has_methods_for(
    engine: Engine, clock: FakeClock
) -> None:
    class Modest(SqlWallet):
        capabilities = frozenset({Capability.LIMITS, Capability.FEES})

    assert offered_by(Modest(engine, clock)) == {Capability.LIMITS, Capability.FEES}
    assert not LoggedWallet(Modest(engine, clock)).offers(Capability.CARDS)


@ON_SQLITE
def test_an_adapter_that_claims_what_it_has_not_is_named(
    monkeypatch: pytest.MonkeyPatch, engine: Engine, clock: FakeClock
) -> None:
    class Boaster(SqlWallet):
        capabilities = frozenset({Capability.CARDS})
        unbind_card = None  # type: ignore[assignment]

    monkeypatch.setattr(adapters, "_WALLETS", {"sql": lambda *_: Boaster(engine, clock)})
    with pytest.raises(WrongSetting, match="cards：Boaster 缺少 unbind_card"):
        adapters.wallet(Settings(), clock)
