"""Nobody learns whether a phone or e-mail is registered: same words, rows, errors and limits,
only no text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from kefu.bootstrap import Kefu
from kefu.core.conversation import Assurance
from kefu.core.errors import KefuError
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.units import in_unit, reading
from kefu.store.tables import metadata
from tests.conftest import FakeClock
from tests.customers import Customer, received

# registered with an e-mail, registered without, and unknown;
# unlike in nothing that their owner typed
PHONES = {"registered": "13800000001", "no e-mail": "13800000004", "unknown": "13812340001"}
EMAILS = {"registered": "lina@example.com", "unknown": "line@example.com"}
WRONG = "000000"


def outcome(act: Callable[[], Any]) -> Any:
    """What a caller can tell of an act: its answer, or every member of its error."""
    try:
        answer = act()
    except KefuError as error:
        return (type(error).__name__, error.key, error.facts)
    shown = asdict(answer)
    shown.pop("input_id", None)
    return shown


def life(kefu: Kefu, clock: FakeClock, address: str, channel: CodeChannel) -> list[Any]:
    """Everything that somebody who claims `address` gets to see, limits and failures included."""
    seen: list[Any] = []
    customer = Customer.arrives(kefu)
    reference = customer.names(address)
    seen.append(customer.events()[-1].public()["text"])
    seen.append(
        reading(kefu.database, kefu.topics.verification.destinations, customer.id, reference)
    )
    for _ in range(4):
        sent: list[Any] = []

        def send(sent: list[Any] = sent) -> Any:
            sent.append(
                in_unit(
                    kefu.database,
                    kefu.topics.verification.send_code,
                    customer.id,
                    Purpose.UNLOCK,
                    channel,
                    reference=reference,
                )
            )
            return sent[-1]

        seen.append(outcome(send))
        seen.append(outcome(send))  # too soon
        pending = reading(kefu.database, kefu.topics.verification.pending, customer.id)
        if pending is None:  # too many wrong codes: none is sent
            seen.append(None)
            clock.forward(seconds=61)
            continue
        input_id = pending.id
        seen.append((pending.label, pending.hint, pending.kind, pending.expires_at - clock.now))
        for _ in range(6):
            seen.append(outcome(partial(customer.submits, input_id, WRONG)))
        clock.forward(seconds=61)
    # The other way, after the failures of the first.
    other = CodeChannel.EMAIL if channel is CodeChannel.SMS else CodeChannel.SMS
    seen.append(outcome(lambda: customer.asks_for_code(address, channel=other)))
    pending = reading(kefu.database, kefu.topics.verification.pending, customer.id)
    assert pending is not None
    seen.append(
        outcome(
            lambda: in_unit(
                kefu.database, kefu.chat.secure_inputs.submit, customer.id, pending.id, WRONG
            )
        )
    )
    seen.append(reading(kefu.database, kefu.topics.verification.is_identified, customer.id))
    seen.append([event.public()["type"] for event in customer.events()])
    seen.append(customer.level())
    return seen


@pytest.mark.parametrize("channel", list(CodeChannel))
def test_phones_are_alike(kefu: Kefu, clock: FakeClock, channel: CodeChannel) -> None:
    lives = {}
    for name, phone in PHONES.items():
        lives[name] = [
            str(seen).replace(phone[-4:], "####").replace(phone[:3], "###")
            for seen in life(kefu, clock, phone, channel)
        ]

    assert lives["registered"] == lives["unknown"]
    assert lives["no e-mail"] == [seen.replace("0004", "####") for seen in lives["unknown"]]


@pytest.mark.parametrize("channel", list(CodeChannel))
def test_emails_are_alike(kefu: Kefu, clock: FakeClock, channel: CodeChannel) -> None:
    lives = [list(map(str, life(kefu, clock, email, channel))) for email in EMAILS.values()]

    assert lives[0] == lives[1]


@pytest.mark.parametrize("times", [1, 5])
def test_what_a_known_customer_sends_to_themselves_shows_in_nothing_a_stranger_hears(
    kefu: Kefu, clock: FakeClock, times: int
) -> None:
    phone, unknown = PHONES["no e-mail"], "13812340004"
    owner = Customer.logged_in(kefu, phone)
    for _ in range(times):
        clock.forward(seconds=61)
        owner.asks_for_code()
    arrived = len(received(kefu, phone))

    lives = {
        each: [
            str(seen).replace(each[:7], "#######").replace(each[:3], "###")
            for seen in life(kefu, clock, each, CodeChannel.SMS)[:3]
        ]
        for each in (phone, unknown)
    }
    assert "LimitReached" not in lives[phone][2]
    assert lives[phone] == lives[unknown]
    assert arrived == times


def test_what_strangers_and_the_owner_ask_for_is_counted_apart(
    kefu: Kefu, clock: FakeClock
) -> None:
    phone = PHONES["no e-mail"]
    owner = Customer.logged_in(kefu, phone)
    owner.asks_for_code()
    for _ in range(9):
        Customer.arrives(kefu).asks_for_code(phone)
        clock.forward(seconds=30)
    # Five an hour, the owner's own apart.
    assert len(received(kefu, phone)) == 1 + 5
    owner.asks_for_code()
    assert len(received(kefu, phone)) == 2 + 5
    assert outcome(owner.asks_for_code) == ("LimitReached", "code_limit", {"retry_after": 60})


def rows_written(kefu: Kefu, clock: FakeClock, phone: str) -> dict[str, list[str]]:
    """Per table, which columns hold something after one send and one wrong try."""
    before = {t.name: set(_rows(kefu, t)) for t in metadata.sorted_tables}
    customer = Customer.arrives(kefu)
    sent = customer.asks_for_code(phone)
    outcome(
        lambda: in_unit(
            kefu.database, kefu.chat.secure_inputs.submit, customer.id, sent.input_id, WRONG
        )
    )
    return {
        t.name: sorted(
            ",".join(sorted(k for k, v in row.items() if v is not None))
            for key, row in _rows(kefu, t).items()
            if key not in before[t.name]
        )
        for t in metadata.sorted_tables
    }


def _rows(kefu: Kefu, table: Any) -> dict[tuple[Any, ...], dict[str, Any]]:
    """By their keys: in which order rows come is the database's own business."""
    keys = [column.name for column in table.primary_key]
    with kefu.database.engine.connect() as connection:  # type: ignore[attr-defined]
        rows = [dict(row._mapping) for row in connection.execute(select(table))]
    return {tuple(row[key] for key in keys): row for row in rows}


def test_the_same_rows_are_written(kefu: Kefu, clock: FakeClock) -> None:
    known = rows_written(kefu, clock, PHONES["registered"])
    unknown = rows_written(kefu, clock, PHONES["unknown"])

    without_account = [row.replace("account_id,", "") for row in known["verification_codes"]]
    assert without_account == unknown["verification_codes"]
    del known["verification_codes"], unknown["verification_codes"]
    assert known == unknown


def test_nothing_is_ever_sent_to_the_unknown(kefu: Kefu, clock: FakeClock) -> None:
    customer = Customer.arrives(kefu)
    customer.asks_for_code(PHONES["unknown"])
    customer.asks_for_code(PHONES["unknown"], channel=CodeChannel.EMAIL)

    assert received(kefu, PHONES["unknown"]) == []
    assert kefu.demo is not None
    assert kefu.demo.received(None) == []


def test_no_value_opens_the_door_for_the_unknown(
    kefu: Kefu, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even the value whose hash is stored does not match."""
    monkeypatch.setattr("kefu.services.verification.sending.secrets.choice", lambda digits: "7")
    stranger = Customer.arrives(kefu)
    sent = stranger.asks_for_code(PHONES["unknown"])

    code = outcome(
        lambda: in_unit(
            kefu.database, kefu.chat.secure_inputs.submit, stranger.id, sent.input_id, "777777"
        )
    )[1]

    assert code == "wrong_code"
    assert stranger.level() is Assurance.ANONYMOUS
    known = Customer.arrives(kefu)
    known.gives(known.asks_for_code(PHONES["registered"]), "777777")
    assert known.level() is Assurance.STEPPED_UP
