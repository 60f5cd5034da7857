"""A wallet that an earlier version made: it gets what it lacks and keeps what happened in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, inspect, text

from kefu.core.capability import Capability
from kefu.store.database import make_engine
from kefu.wallet.demo import DemoWallet
from kefu.wallet.sql import SqlWallet
from kefu.wallet.tables import metadata
from tests.conftest import KINDS, Databases, FakeClock
from tests.wallet.test_offering import CALLS, called

# How the tables were when there were ten customers.
OLD = """
CREATE TABLE wallet_accounts (
    id VARCHAR(40) PRIMARY KEY, phone VARCHAR(11) NOT NULL UNIQUE, name VARCHAR(60) NOT NULL,
    email VARCHAR(200) UNIQUE, status VARCHAR(40) NOT NULL, lock_reason VARCHAR(40),
    balance_fen INTEGER NOT NULL, two_factor BOOLEAN NOT NULL, password_changed_at {instant});
CREATE TABLE wallet_passwords (
    account_id VARCHAR(40) NOT NULL REFERENCES wallet_accounts, set_at {instant} NOT NULL,
    hash TEXT NOT NULL, PRIMARY KEY (account_id, set_at));
CREATE TABLE wallet_sessions (
    id VARCHAR(40) PRIMARY KEY, account_id VARCHAR(40) NOT NULL REFERENCES wallet_accounts,
    device VARCHAR(60) NOT NULL, last_seen_at {instant} NOT NULL);
CREATE TABLE wallet_transactions (
    id VARCHAR(40) PRIMARY KEY, account_id VARCHAR(40) NOT NULL REFERENCES wallet_accounts,
    kind VARCHAR(40) NOT NULL, amount_fen INTEGER NOT NULL, status VARCHAR(40) NOT NULL,
    failure_reason VARCHAR(40), at {instant} NOT NULL, counterparty VARCHAR(100) NOT NULL,
    method VARCHAR(60) NOT NULL, suspicious BOOLEAN NOT NULL);
CREATE TABLE wallet_refunds (
    id VARCHAR(40) PRIMARY KEY, account_id VARCHAR(40) NOT NULL REFERENCES wallet_accounts,
    transaction_id VARCHAR(40) NOT NULL, amount_fen INTEGER NOT NULL, status VARCHAR(40) NOT NULL,
    requested_at {instant} NOT NULL, finished_at {instant});
CREATE TABLE wallet_effects (key VARCHAR(120) PRIMARY KEY, done_at {instant} NOT NULL);
INSERT INTO wallet_accounts VALUES
    ('acc_0001', '13800000001', '张伟', 'zhangwei@example.com', 'frozen', NULL, 777, true, NULL),
    ('acc_0005', '13800000005', '陈静', NULL, 'active', NULL, 30000, false, NULL);
INSERT INTO wallet_transactions VALUES
    ('TX1', 'acc_0005', 'deposit', 100000, 'pending', NULL, '2026-03-01 04:00:00.000000',
     '工商银行', '银行卡', false);
INSERT INTO wallet_refunds VALUES
    ('RF0099', 'acc_0005', 'TX1', 100000, 'finished', '2026-02-01 04:00:00.000000', NULL);
INSERT INTO wallet_effects VALUES ('f', '2026-03-01 04:00:00.000000');
"""


@pytest.fixture(params=KINDS)
def old(request: pytest.FixtureRequest, databases: Databases) -> Engine:
    engine = make_engine(databases.empty(request.param))
    instant = "DATETIME" if request.param == "sqlite" else "TIMESTAMP WITH TIME ZONE"
    with engine.begin() as connection:
        if request.param == "postgresql":
            connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        for statement in OLD.format(instant=instant).split(";"):
            if statement.strip():
                connection.execute(text(statement))
    return engine


def test_what_it_lacks_is_added_and_what_happened_is_kept(old: Engine, clock: FakeClock) -> None:
    demo, wallet = DemoWallet(old, clock), SqlWallet(old, clock)

    demo.create()

    first = demo.truth("13800000001")
    assert (first["status"], first["balance"], first["two_factor"]) == ("frozen", "7.77", True)
    assert wallet.freeze("acc_0001", key="f").two_factor  # the key is still known
    (deposit,) = wallet.transactions("acc_0005")
    assert deposit.expected_by == deposit.at + timedelta(hours=2)
    assert [refund.status.value for refund in wallet.refunds("acc_0005")] == ["refunded"]
    assert [first["locale"], first["paper"]["kind"]] == ["zh-CN", "id_card"]
    for phone in demo.phones():
        truth = demo.truth(phone)
        assert len(truth["limits"]) == 4 or phone in {"13800000015", "13800000016"}
        assert truth["fees"], phone
        assert truth["cards"], phone
    assert len(demo.phones()) == 18


def test_the_structure_is_that_of_a_new_one(
    old: Engine, clock: FakeClock, databases: Databases
) -> None:
    DemoWallet(old, clock).create()

    there = inspect(old)
    for table in metadata.sorted_tables:
        names = {column["name"] for column in there.get_columns(table.name)}
        assert names == {column.name for column in table.c}, table.name


def test_every_topic_works_on_it(old: Engine, clock: FakeClock) -> None:
    DemoWallet(old, clock).create()
    wallet = SqlWallet(old, clock)

    for topic in (Capability.LIMITS, Capability.FEES, Capability.AGREEMENTS, Capability.TWO_FACTOR):
        for name, arguments in CALLS[topic].items():
            assert called(wallet, name, arguments, wallet)


def test_doing_it_again_adds_nothing(old: Engine, clock: FakeClock) -> None:
    demo = DemoWallet(old, clock)
    demo.create()
    before = [demo.truth(phone) for phone in demo.phones()]

    clock.forward(days=3)
    demo.create()

    assert [demo.truth(phone) for phone in demo.phones()] == before
