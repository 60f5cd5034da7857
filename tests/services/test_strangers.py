"""What somebody unverified hears of an account is what they did themselves, whatever others do to
it meanwhile; and whatever strangers do, its owner and a report of theft get through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import pytest

from kefu.bootstrap import Kefu
from kefu.core.account import AccountStatus
from kefu.core.conversation import Assurance
from kefu.core.errors import KefuError
from kefu.core.privacy import mask_email, mask_phone
from kefu.core.verification import CodeChannel, Purpose
from kefu.services.units import reading
from kefu.services.verification.sending import Sent
from tests.conftest import ON_SQLITE, FakeClock
from tests.customers import Customer, received, wrong

PHONE, EMAIL = "13800000001", "zhangwei@example.com"
NOBODYS_PHONE, NOBODYS_EMAIL = "13822220001", "zhangwel@example.com"
WRONG = "000000"
Others = Callable[[Kefu, FakeClock], None]


_networks = count(1)


def somebody(kefu: Kefu) -> Customer:
    """Somebody in a network where nobody else is."""
    number = next(_networks)
    return Customer.arrives(kefu, network=f"198.51.{number // 250}.{number % 250}")


# what others do to the account


def nothing(kefu: Kefu, clock: FakeClock) -> None:
    del kefu, clock


def ask_for_the_phone(kefu: Kefu, clock: FakeClock) -> None:
    for _ in range(12):
        somebody(kefu).asks_for_code(PHONE)


def ask_for_the_mailbox(kefu: Kefu, clock: FakeClock) -> None:
    for _ in range(12):
        somebody(kefu).asks_for_code(EMAIL, channel=CodeChannel.EMAIL)


def guess(kefu: Kefu, clock: FakeClock, *, typed: str, purpose: Purpose) -> None:
    """Until the account's failures of the hour are used up, and on."""
    for _ in range(5):
        guesser = somebody(kefu)
        sent = guesser.asks_for_code(typed, purpose)
        for _ in range(5):
            outcome(partial(guesser.submits, sent.input_id, WRONG))


def log_in_and_ask(kefu: Kefu, clock: FakeClock) -> None:
    owner = Customer.logged_in(kefu, PHONE)
    for channel in CodeChannel:
        outcome(partial(owner.asks_for_code, purpose=Purpose.UNLOCK, channel=channel))
        pending = reading(kefu.database, kefu.topics.verification.pending, owner.id)
        for _ in range(5 if pending else 0):
            assert pending is not None
            outcome(partial(owner.submits, pending.id, WRONG))


def verify_and_reset(kefu: Kefu, clock: FakeClock) -> None:
    owner = somebody(kefu)
    sent, codes = asking(kefu, owner, PHONE)
    if codes:
        owner.gives(sent, codes[0])


def everything(kefu: Kefu, clock: FakeClock) -> None:
    for act in OTHERS:
        if act is not everything:
            act(kefu, clock)


OTHERS: list[Others] = [
    ask_for_the_phone,
    ask_for_the_mailbox,
    partial(guess, typed=PHONE, purpose=Purpose.PASSWORD_RESET),
    partial(guess, typed=EMAIL, purpose=Purpose.UNLOCK),
    partial(guess, typed=PHONE, purpose=Purpose.FREEZE),
    log_in_and_ask,
    verify_and_reset,
    everything,
]


def asking(
    kefu: Kefu,
    customer: Customer,
    typed: str | None = None,
    purpose: Purpose = Purpose.PASSWORD_RESET,
) -> tuple[Sent, list[str]]:
    """Ask for a code; with it what arrives on the phone for that."""
    before = Counter(received(kefu, PHONE))
    sent = customer.asks_for_code(typed, purpose)
    return sent, list((Counter(received(kefu, PHONE)) - before).elements())


def outcome(act: Callable[[], Any]) -> str:
    """What a caller can tell of an act: its answer, or every member of its error."""
    try:
        return str(act())
    except KefuError as error:
        return f"{type(error).__name__} {error.key} {error.facts}"


def attack(
    kefu: Kefu,
    clock: FakeClock,
    addresses: tuple[str, str],
    purpose: Purpose,
    others: Others,
) -> list[str]:
    """Everything that an attacker hears who asks and guesses by both ways until nothing goes any
    more, while `others` act before and in the middle of it.
    """
    heard: list[str] = []
    others(kefu, clock)
    attacker = Customer.arrives(kefu, network="203.0.113.66")
    for step in range(8):
        address = addresses[step % 2]
        reference = attacker.names(address)
        ways = reading(kefu.database, kefu.topics.verification.destinations, attacker.id, reference)
        heard.append(str(ways))
        for channel in CodeChannel:
            heard.append(
                outcome(partial(attacker.asks_for_code, address, purpose, channel=channel))
            )
            pending = reading(kefu.database, kefu.topics.verification.pending, attacker.id)
            heard.append(str(pending))
            if pending is not None:
                for _ in range(2 + step % 4):
                    heard.append(outcome(partial(attacker.submits, pending.id, WRONG)))
            if step == 1:
                others(kefu, clock)
        clock.forward(minutes=7)
        # Another conversation of the same network.
        attacker = attacker if step % 3 else Customer.arrives(kefu, network="203.0.113.66")
    heard.append(str([event.public() for event in attacker.events()]))
    return [_without_names(each, addresses) for each in heard]


def _without_names(heard: str, addresses: tuple[str, str]) -> str:
    phone, email = addresses
    shown = {
        phone: "PHONE",
        mask_phone(phone): "PHONE",
        email: "EMAIL",
        mask_email(email): "EMAIL",
    }
    for value, name in shown.items():
        heard = heard.replace(value, name)
    return re.sub(r"\b(cv|si|vc)_\w+", r"\1", heard)


@ON_SQLITE
@pytest.mark.parametrize("purpose", [Purpose.PASSWORD_RESET, Purpose.FREEZE])
@pytest.mark.parametrize("others", OTHERS)
def test_an_attacker_hears_only_of_what_they_did(
    kefu: Kefu, clock: FakeClock, others: Others, purpose: Purpose
) -> None:
    compare(kefu, clock, others, purpose)


def test_whatever_else_happens_on_either_database(kefu: Kefu, clock: FakeClock) -> None:
    compare(kefu, clock, everything, Purpose.UNLOCK)


def compare(kefu: Kefu, clock: FakeClock, others: Others, purpose: Purpose) -> None:
    """Attack the same account left alone and not, and nobody's, and two people's."""
    start = clock.now
    heard = []
    for addresses, act in (
        ((PHONE, EMAIL), others),
        ((PHONE, EMAIL), nothing),
        ((NOBODYS_PHONE, NOBODYS_EMAIL), nothing),
        # Two people's: whether a phone and an e-mail are one person's shows in nothing.
        ((PHONE, "lina@example.com"), others),
    ):
        clock.now = start
        with kefu.database.begin() as unit:
            unit.codes.delete_all()
        heard.append(attack(kefu, clock, addresses, purpose, act))

    assert any("attempts_exhausted" in each for each in heard[0])
    assert any("code_limit" in each for each in heard[0])
    for other in heard[1:]:
        assert heard[0] == other


# nobody is shut out


def shut_out(kefu: Kefu, clock: FakeClock) -> None:
    """What a stranger can do who knows a phone number, has many conversations and a few networks:
    more than ten requests and more than ten wrong guesses for everything.
    """
    for _ in range(2):
        for purpose in (Purpose.PASSWORD_RESET, Purpose.FREEZE, Purpose.UNLOCK):
            for n in range(4):
                stranger = Customer.arrives(kefu, network=f"198.51.100.{n}")
                asked = outcome(partial(stranger.asks_for_code, PHONE, purpose))
                pending = reading(kefu.database, kefu.topics.verification.pending, stranger.id)
                assert (pending is None) is asked.startswith("LimitReached")
                for _ in range(5 if pending else 0):
                    assert pending is not None
                    outcome(partial(stranger.submits, pending.id, WRONG))
        clock.forward(minutes=2)


@pytest.mark.parametrize("purpose", [Purpose.PASSWORD_RESET, Purpose.UNLOCK, Purpose.TRANSACTIONS])
def test_the_owner_who_is_logged_in_is_not_shut_out(
    kefu: Kefu, clock: FakeClock, purpose: Purpose
) -> None:
    shut_out(kefu, clock)
    owner = Customer.logged_in(kefu, PHONE)

    sent, (code,) = asking(kefu, owner, purpose=purpose)
    assert outcome(partial(owner.submits, sent.input_id, wrong(code))).endswith("_left': 4}")
    owner.gives(sent, code)
    assert owner.level() is Assurance.STEPPED_UP


def test_a_theft_is_reported_by_phone_and_code_all_the_same(kefu: Kefu, clock: FakeClock) -> None:
    shut_out(kefu, clock)
    victim = Customer.arrives(kefu, network="203.0.113.5")

    sent, (code,) = asking(kefu, victim, PHONE, Purpose.FREEZE)
    victim.gives(sent, code)
    assert kefu.topics.theft.freeze(victim.id)
    assert kefu.wallet.get_account("acc_0001").status is AccountStatus.FROZEN


def test_who_used_up_their_own_requests_can_still_report_a_theft(
    kefu: Kefu, clock: FakeClock
) -> None:
    customer = Customer.arrives(kefu, network="203.0.113.5")
    for _ in range(3):
        sent = customer.asks_for_code(PHONE)
        for _ in range(2):
            outcome(partial(customer.submits, sent.input_id, wrong(received(kefu, PHONE)[0])))
        clock.forward(minutes=1)
    assert "LimitReached" in outcome(partial(customer.asks_for_code, PHONE))

    sent = customer.asks_for_code(PHONE, Purpose.FREEZE)
    customer.gives(sent, received(kefu, PHONE)[0])
    assert kefu.topics.theft.freeze(customer.id)


def test_one_network_causes_three_texts_an_hour_and_leaves_the_others_their_part(
    kefu: Kefu, clock: FakeClock
) -> None:
    for _ in range(30):
        outcome(partial(Customer.arrives(kefu, network="198.51.100.1").asks_for_code, PHONE))
        kefu.notifications.deliver_due()
        clock.forward(seconds=61)
    assert len(received(kefu, PHONE)) == 3

    Customer.arrives(kefu, network="203.0.113.5").asks_for_code(PHONE)
    assert len(received(kefu, PHONE)) == 4


def test_strangers_cause_ten_texts_a_day_however_many_they_are(
    kefu: Kefu, clock: FakeClock
) -> None:
    for hour in range(24):
        for n in range(12):
            network = f"198.51.{hour}.{n}"
            outcome(partial(Customer.arrives(kefu, network=network).asks_for_code, PHONE))
            kefu.notifications.deliver_due()
            clock.forward(minutes=2)
        clock.forward(minutes=30)
        assert len(received(kefu, PHONE)) == min(5 * (hour + 1), 10)
    assert received(kefu, EMAIL) == []


def test_a_code_whose_text_was_withheld_opens_nothing_and_counts_for_nobody(
    kefu: Kefu, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kefu.services.verification.sending.secrets.choice", lambda digits: "7")
    for n in range(5):
        Customer.arrives(kefu, network=f"198.51.100.{n}").asks_for_code(PHONE)
        kefu.notifications.deliver_due()
        clock.forward(minutes=1)
    for n in range(5, 9):
        late = Customer.arrives(kefu, network=f"198.51.100.{n}")
        sent = late.asks_for_code(PHONE)
        assert outcome(partial(late.submits, sent.input_id, "777777")).startswith("Invalid wrong")
        for _ in range(3):
            outcome(partial(late.submits, sent.input_id, WRONG))
        assert late.level() is Assurance.ANONYMOUS
    assert len(received(kefu, PHONE)) == 5

    clock.forward(hours=1)
    honest = Customer.arrives(kefu, network="203.0.113.5")
    honest.gives(honest.asks_for_code(PHONE), "777777")
    assert honest.level() is Assurance.STEPPED_UP


def test_whose_proof_has_run_out_hears_no_more_of_the_account_than_a_stranger(
    kefu: Kefu, clock: FakeClock
) -> None:
    customer = Customer.arrives(kefu, network="203.0.113.5")
    customer.verifies(PHONE)
    clock.forward(minutes=16)
    ask_for_the_phone(kefu, clock)

    sent, codes = asking(kefu, customer)
    assert codes == []
    assert outcome(partial(customer.submits, sent.input_id, WRONG)).endswith("_left': 4}")
    assert customer.level() is Assurance.ANONYMOUS


def test_who_guesses_waits_an_hour_and_is_told_so(kefu: Kefu, clock: FakeClock) -> None:
    guesser = Customer.arrives(kefu, network="198.51.100.1")
    sent = guesser.asks_for_code(PHONE)
    first = [outcome(partial(guesser.submits, sent.input_id, WRONG)) for _ in range(5)]
    assert first[-1] == "Invalid attempts_exhausted {'attempts_left': 0}"
    clock.forward(minutes=1)
    sent = guesser.asks_for_code(PHONE)
    last = outcome(partial(guesser.submits, sent.input_id, WRONG))

    # The five before are the first to be forgotten.
    told = "Invalid attempts_exhausted.wait {'attempts_left': 0, 'retry_after': 3540}"
    assert last == told
    clock.forward(minutes=1)
    elsewhere = Customer.arrives(kefu, network="198.51.100.1")
    assert outcome(partial(elsewhere.asks_for_code, PHONE)) == (
        "LimitReached code_limit {'retry_after': 3480}"
    )
    clock.forward(seconds=3480)
    elsewhere.asks_for_code(PHONE)


def test_a_report_of_theft_does_not_wait_for_others_of_the_same_minute(
    kefu: Kefu, clock: FakeClock
) -> None:
    for _ in range(9):
        somebody(kefu).asks_for_code(PHONE, Purpose.FREEZE)
    victim = somebody(kefu)
    sent, (code,) = asking(kefu, victim, PHONE, Purpose.FREEZE)
    victim.gives(sent, code)
    assert kefu.topics.theft.freeze(victim.id)


@pytest.mark.parametrize(("purpose", "networks"), [(Purpose.UNLOCK, 3), (Purpose.FREEZE, 8)])
def test_so_many_networks_use_up_what_strangers_may_cause_in_an_hour(
    kefu: Kefu, clock: FakeClock, purpose: Purpose, networks: int
) -> None:
    """What docs/security.md says remains: the first of them three times, each other once."""

    def texts(network: int) -> int:
        clock.forward(seconds=61)
        attacker = Customer.arrives(kefu, network=f"198.51.100.{network}")
        return len(asking(kefu, attacker, PHONE, purpose)[1])

    assert [texts(0) for _ in range(3)] == [1, 1, 1]
    for network in range(1, networks):
        assert texts(network) == 1
    assert texts(networks) == 0
