"""The outbox of channels that push: at least once, in order, whatever dies; on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import count

from kefu.bootstrap import Kefu
from kefu.core.channel import DELIVERY_LEASE
from kefu.core.conversation import Conversation
from kefu.services.channels.delivery import Parcel
from kefu.services.units import in_unit, reading
from kefu.services.vault import Vault
from tests.conftest import FakeClock
from tests.customers import Customer

CHANNEL = "pigeon"
_numbers = count(1)


def arrives(kefu: Kefu, name: str = "anna") -> Conversation:
    return in_unit(kefu.database, kefu.channels.arrival.arrive, CHANNEL, name, f"{name}'s roof")


def says(kefu: Kefu, conversation: Conversation, *texts: str) -> None:
    """The bot says something."""
    with kefu.database.begin() as unit:
        for text in texts:
            kefu.chat.log.say(unit, conversation, {"text": text})


def claim(kefu: Kefu, limit: int = 10, failing: int = 10) -> list[Parcel]:
    act = kefu.channels.delivery.claim
    return in_unit(kefu.database, act, CHANNEL, limit, failing=failing)


def texts(parcel: Parcel) -> list[str]:
    return [event.data["text"] for event in parcel.events]


def deliver(kefu: Kefu) -> list[str]:
    """Bring everything that is due; what arrived, in order."""
    arrived = []
    while parcels := claim(kefu):
        for parcel in parcels:
            for event in parcel.events:
                arrived.append(event.data["text"])
                assert in_unit(
                    kefu.database, kefu.channels.delivery.arrived, parcel.delivery, event.seq
                )
            in_unit(kefu.database, kefu.channels.delivery.done, parcel.delivery)
    return arrived


def test_what_was_said_arrives_once_in_order_and_where_it_should(kefu: Kefu) -> None:
    conversation = arrives(kefu)
    says(kefu, conversation, "一", "二")

    [parcel] = claim(kefu)
    assert parcel.address == "anna's roof"
    assert texts(parcel)[1:] == ["一", "二"]
    assert claim(kefu) == []  # it is in somebody's hands

    in_unit(kefu.database, kefu.channels.delivery.done, parcel.delivery)
    assert deliver(kefu)[1:] == ["一", "二"]
    assert claim(kefu) == []
    says(kefu, conversation, "三")
    assert deliver(kefu) == ["三"]


def test_killed_between_sending_and_noting_it_is_sent_again_and_nothing_is_lost(
    kefu: Kefu, clock: FakeClock
) -> None:
    conversation = arrives(kefu)
    deliver(kefu)
    says(kefu, conversation, "一", "二", "三")

    [killed] = claim(kefu)
    assert in_unit(
        kefu.database, kefu.channels.delivery.arrived, killed.delivery, killed.events[0].seq
    )
    # "二" was sent, and the process died before it could note that.
    assert claim(kefu) == []
    clock.forward(seconds=DELIVERY_LEASE.total_seconds())
    assert deliver(kefu) == ["二", "三"]


def test_killed_right_after_claiming_loses_nothing(kefu: Kefu, clock: FakeClock) -> None:
    says(kefu, arrives(kefu), "一")
    assert claim(kefu)
    clock.forward(seconds=DELIVERY_LEASE.total_seconds())
    assert deliver(kefu)[-1] == "一"


def test_who_lost_the_lease_can_move_nothing(kefu: Kefu, clock: FakeClock) -> None:
    conversation = arrives(kefu)
    deliver(kefu)
    says(kefu, conversation, "一", "二")
    [slow] = claim(kefu)
    clock.forward(seconds=DELIVERY_LEASE.total_seconds())
    [quick] = claim(kefu)
    assert in_unit(
        kefu.database, kefu.channels.delivery.arrived, quick.delivery, quick.events[0].seq
    )

    assert not in_unit(
        kefu.database, kefu.channels.delivery.arrived, slow.delivery, slow.events[1].seq
    )
    in_unit(kefu.database, kefu.channels.delivery.done, slow.delivery)
    in_unit(kefu.database, kefu.channels.delivery.failed, slow.delivery)
    in_unit(kefu.database, kefu.channels.delivery.nobody_there, slow.delivery)
    assert claim(kefu) == []  # still the quick one's
    in_unit(kefu.database, kefu.channels.delivery.done, quick.delivery)
    assert deliver(kefu) == ["二"]


def test_a_failure_is_tried_again_with_a_growing_pause_from_the_same_place(
    kefu: Kefu, clock: FakeClock
) -> None:
    conversation = arrives(kefu)
    deliver(kefu)
    says(kefu, conversation, "一", "二")
    for pause in (2, 4, 8):
        [parcel] = claim(kefu)
        assert texts(parcel) == ["一", "二"]
        in_unit(kefu.database, kefu.channels.delivery.failed, parcel.delivery)
        clock.forward(seconds=pause - 1)
        assert claim(kefu) == []
        clock.forward(seconds=1)
    assert deliver(kefu) == ["一", "二"]

    says(kefu, conversation, "三")
    [parcel] = claim(kefu)
    in_unit(kefu.database, kefu.channels.delivery.failed, parcel.delivery)
    clock.forward(seconds=2)  # a success begins the count anew
    assert deliver(kefu) == ["三"]


def test_the_pause_ends_growing_and_may_be_the_channels_own(kefu: Kefu, clock: FakeClock) -> None:
    says(kefu, arrives(kefu), "一")
    for _ in range(40):
        [parcel] = claim(kefu)
        in_unit(kefu.database, kefu.channels.delivery.failed, parcel.delivery)
        clock.forward(minutes=10)
    [parcel] = claim(kefu)
    in_unit(kefu.database, kefu.channels.delivery.failed, parcel.delivery, retry_after=3600)
    clock.forward(minutes=59)
    assert claim(kefu) == []
    clock.forward(minutes=1)
    assert deliver(kefu)[-1] == "一"


def test_one_that_fails_does_not_hold_up_another(kefu: Kefu) -> None:
    for name in ("anna", "bert"):
        says(kefu, arrives(kefu, name), f"für {name}")
    first, second = sorted(claim(kefu), key=lambda parcel: parcel.address)
    in_unit(kefu.database, kefu.channels.delivery.failed, first.delivery)
    assert texts(second)[-1] == "für bert"
    in_unit(kefu.database, kefu.channels.delivery.done, second.delivery)
    assert deliver(kefu)[-1] == "für bert"


def test_those_that_failed_last_time_get_only_their_share(kefu: Kefu, clock: FakeClock) -> None:
    silent = {arrives(kefu, f"silent{number}").id for number in range(5)}
    for parcel in claim(kefu):
        in_unit(kefu.database, kefu.channels.delivery.failed, parcel.delivery)
    clock.forward(seconds=2)
    sound = {arrives(kefu, f"sound{number}").id for number in range(3)}
    is_due = kefu.channels.delivery.is_due

    taken = [parcel.delivery.conversation_id for parcel in claim(kefu, 4, failing=2)]
    assert (len(silent & set(taken)), len(sound & set(taken))) == (2, 2)
    assert [p.delivery.conversation_id in sound for p in claim(kefu, 4, failing=0)] == [True]
    assert not reading(kefu.database, is_due, CHANNEL, failing=False)
    assert reading(kefu.database, is_due, CHANNEL, failing=True)
    assert len(claim(kefu, 4, failing=4)) == 3


def test_who_is_not_there_gets_it_when_they_write_again(kefu: Kefu, clock: FakeClock) -> None:
    conversation = arrives(kefu)
    deliver(kefu)
    says(kefu, conversation, "一")
    [parcel] = claim(kefu)
    in_unit(kefu.database, kefu.channels.delivery.nobody_there, parcel.delivery)
    clock.forward(days=3)
    assert claim(kefu) == []

    again = in_unit(kefu.database, kefu.channels.arrival.arrive, CHANNEL, "anna", "another roof")
    assert again.id == conversation.id
    [parcel] = claim(kefu)
    assert (parcel.address, texts(parcel)) == ("another roof", ["一"])


def test_who_writes_while_they_seem_gone_is_not_forgotten(kefu: Kefu, clock: FakeClock) -> None:
    says(kefu, arrives(kefu), "一")
    [parcel] = claim(kefu)
    clock.forward(seconds=1)
    arrives(kefu)
    in_unit(kefu.database, kefu.channels.delivery.nobody_there, parcel.delivery)
    assert deliver(kefu)[-1] == "一"


def test_an_address_of_another_secret_waits_for_a_new_one_and_holds_up_nobody(kefu: Kefu) -> None:
    arrives(kefu)
    vault = kefu.channels.arrival._vault
    kefu.channels.arrival._vault = Vault("another secret")
    in_unit(kefu.database, kefu.channels.arrival.arrive, CHANNEL, "bert", "unreadable")
    kefu.channels.arrival._vault = vault
    assert [parcel.address for parcel in claim(kefu)] == ["anna's roof"]


def test_what_is_not_pushed_is_nobodys_business(kefu: Kefu, customer: Customer) -> None:
    assert claim(kefu) == []
    assert in_unit(kefu.database, kefu.channels.delivery.destination, customer.id) is None
    assert in_unit(kefu.database, kefu.channels.delivery.destination, arrives(kefu).id) == (
        CHANNEL,
        "anna's roof",
    )
    assert in_unit(kefu.database, kefu.channels.delivery.claim, "crow", 10, failing=10) == []


def test_many_processes_share_the_work_and_none_takes_the_same(kefu: Kefu) -> None:
    for number in range(12):
        arrives(kefu, f"name{number}")
    with ThreadPoolExecutor(4) as pool:
        claimed = [p for batch in pool.map(lambda _: claim(kefu, 3), range(4)) for p in batch]
    rest = claim(kefu, 100)
    ids = [parcel.delivery.conversation_id for parcel in [*claimed, *rest]]
    assert len(ids) == len(set(ids)) == 12


def test_a_first_message_that_comes_twice_at_once_opens_one_conversation(kefu: Kefu) -> None:
    with ThreadPoolExecutor(6) as pool:
        ids = {c.id for c in pool.map(lambda _: arrives(kefu), range(6))}
    assert len(ids) == 1
