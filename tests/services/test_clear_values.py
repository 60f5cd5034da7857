"""After everything a customer can do, no clear value stands in any row of kefu's own database."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, text

from kefu.bootstrap import Kefu
from kefu.core.agent import Role
from kefu.core.handoff import HandoffReason
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.units import in_unit
from kefu.services.vault import Vault
from tests.conftest import FakeClock
from tests.customers import Customer, received_code

PHONE = "13800000002"
EMAIL = "lina@example.com"
PASSWORD = "Tr4in&Kettle"
DESK_PASSWORD = "Right-2026!"
CARD = "6222021234567894"
ID_NUMBER = "11010119900307002X"


def everything(kefu: Kefu) -> str:
    """Every value of every row of every table, as the database gives it out."""
    engine = kefu.database.engine  # type: ignore[attr-defined]
    names = inspect(engine).get_table_names()
    assert len(names) > 12
    with engine.connect() as connection:
        rows = [
            row for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"'))
        ]
    return "\n".join(repr(tuple(row)) for row in rows)


def test_codes_passwords_and_addresses_are_nowhere(
    kefu: Kefu, customer: Customer, clock: FakeClock
) -> None:
    secrets = [PHONE, EMAIL, PASSWORD, DESK_PASSWORD, CARD, ID_NUMBER, "Abc12345!", "李娜"]
    agent = kefu.desk.staff.create_agent("lin", "小林", Role.AGENT, ["service"], DESK_PASSWORD)
    login = kefu.desk.staff.log_in("lin", DESK_PASSWORD)
    customer.says(f"我的密码是Abc12345!,卡号{CARD},身份证{ID_NUMBER}")
    # One code that is on its way, one that failed, one that was taken.
    for channel, address in ((CodeChannel.EMAIL, EMAIL), (CodeChannel.SMS, PHONE)):
        sent = customer.asks_for_code(PHONE, Purpose.PASSWORD_RESET, channel)
        dump = everything(kefu)  # before it is delivered
        secrets.append(code := received_code(kefu, address))
        assert code not in dump
    customer.gives(sent, code)
    in_unit(
        kefu.database,
        kefu.chat.secure_inputs.submit,
        customer.id,
        in_unit(kefu.database, kefu.topics.password.ask_new, customer.id).id,
        PASSWORD,
    )
    identity = kefu.chat.identity.issue_for_development(PHONE)
    kefu.chat.identity.account_of(identity)
    in_unit(kefu.database, kefu.desk.handoff.request, customer.id, HandoffReason.CUSTOMER_REQUEST)
    with kefu.database.begin() as unit:
        conversation = unit.conversations.get(customer.id, lock=True)
        assert conversation is not None
        kefu.desk.handoff.activate(unit, conversation)
    in_unit(kefu.database, kefu.desk.attending.claim, customer.id, agent)
    in_unit(
        kefu.database, kefu.desk.attending.say, customer.id, agent, "a1", f"您的手机{PHONE}已核实"
    )
    in_unit(kefu.database, kefu.topics.theft.complete_case, customer.id, [], "不是我")
    in_unit(kefu.database, kefu.chat.ending.rate, customer.id, 5, f"打{PHONE}")
    in_unit(kefu.database, kefu.chat.ending.close, customer.id)
    secrets += [customer.token, login.token, login.csrf_token, identity]

    dump = everything(kefu)

    assert customer.id in dump
    assert "138****0002" in dump
    assert [secret for secret in secrets if secret in dump] == []


def test_the_same_value_looks_different_under_another_secret(kefu: Kefu) -> None:
    """Hashes are keyed: without the master secret nobody can try out all phone numbers."""
    one, other = Vault("a" * 32), Vault("b" * 32)

    assert one.keyed_hash("destination", PHONE) != other.keyed_hash("destination", PHONE)
    assert one.keyed_hash("destination", PHONE) != one.keyed_hash("personal", PHONE)
    assert one.encrypt(PHONE) != one.encrypt(PHONE)


def test_a_changed_or_foreign_ciphertext_does_not_open() -> None:
    one, other = Vault("a" * 32), Vault("b" * 32)
    sealed = one.encrypt(PHONE)

    assert one.decrypt(sealed) == PHONE
    for broken in (sealed[:-2] + "AA", "", "x"):
        with pytest.raises(ValueError):
            one.decrypt(broken)
    with pytest.raises(ValueError):
        other.decrypt(sealed)


def test_comparison_takes_any_text() -> None:
    vault = Vault("a" * 32)

    assert vault.matches(vault.keyed_hash("csrf", "t"), "csrf", "t")
    for given in ("", "é", "\ud800", "验证码", vault.keyed_hash("csrf", "u")):
        assert not vault.matches(given, "csrf", "t")
