"""A process that is killed while many write at once: everything that it has acknowledged is stored,
and nothing is stored twice or by half.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from kefu.bootstrap import Kefu
from kefu.services.units import in_unit
from kefu.settings import ROOT
from tests.customers import Customer

ENOUGH = 60


@pytest.mark.parametrize("_time", range(2))
def test_what_was_acknowledged_is_stored_once(kefu: Kefu, _time: int) -> None:
    customers = [Customer.arrives(kefu) for _ in range(3)]
    settings = kefu.settings
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.writing", settings.database, settings.wallet_database]
        + [customer.id for customer in customers],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(ENOUGH)]
        process.kill()
        told += process.stdout.readlines()
    acknowledged = [line.split() for line in told if line.endswith("\n")]
    assert len(acknowledged) >= ENOUGH

    for customer in customers:
        events = customer.events()
        own = {name: int(seq) for place, name, seq in acknowledged if place == customer.id}
        stored = {event.data["client_id"]: event.seq for event in events[1:]}

        assert own.items() <= stored.items()
        assert [event.seq for event in events] == list(range(1, len(stored) + 2))
        assert customer.conversation.last_seq == customer.conversation.inbound_seq == len(events)
        name, seq = next(iter(own.items()))
        again = in_unit(kefu.database, kefu.chat.acceptance.accept_text, customer.id, name, "你好")
        assert (again.seq, again.repeated) == (seq, True)
