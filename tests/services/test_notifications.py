"""Texts leave once, are tried again when the provider fails or the sender dies,
and leave nothing behind.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from kefu.bootstrap import Kefu, build
from kefu.core.errors import Unavailable
from kefu.core.notification import MAX_ATTEMPTS, SENDING_LEASE, Notification, NotificationStatus
from kefu.core.verification import CODE_LIFETIME, CodeChannel, Purpose
from kefu.services import turn_context
from kefu.services.notifications import NotificationService
from kefu.services.vault import Vault
from kefu.settings import Settings
from kefu.store.tables import notifications
from tests.conftest import FakeClock

PHONE = "13800000001"


class Provider:
    """A message provider that can be out of order."""

    def __init__(self) -> None:
        self.working = True
        self.sent: list[tuple[str, str | None]] = []
        self.asked = 0

    def send(
        self, notification: Notification, destination: str, text: str, code: str | None
    ) -> None:
        self.asked += 1
        if not self.working:
            raise Unavailable("no")
        self.sent.append((destination, code))


@pytest.fixture
def provider() -> Provider:
    return Provider()


@pytest.fixture
def service(kefu: Kefu, provider: Provider, clock: FakeClock) -> NotificationService:
    return NotificationService(kefu.database, Vault("v" * 32), provider, "K豆钱包", clock)


def queue(kefu: Kefu, service: NotificationService, destination: str | None = PHONE) -> None:
    with kefu.database.begin() as unit:
        service.queue_code(unit, CodeChannel.SMS, Purpose.UNLOCK, destination, "482913")


def row(kefu: Kefu) -> Notification:
    with kefu.database.engine.connect() as connection:  # type: ignore[attr-defined]
        return Notification(**connection.execute(select(notifications)).one()._mapping)


def test_a_text_knows_the_turn_that_caused_it(kefu: Kefu, service: NotificationService) -> None:
    before = turn_context.current()
    with turn_context.during("cv_1/2"):
        queue(kefu, service)
    assert row(kefu).turn == "cv_1/2"
    assert turn_context.current() == before
    with kefu.database.read() as unit:
        assert [n.turn for n in unit.notifications.of("cv_1")] == ["cv_1/2"]
        assert unit.notifications.of("cv_") == unit.notifications.of("cv%1") == []


def test_a_text_leaves_once_and_leaves_nothing(
    kefu: Kefu, service: NotificationService, provider: Provider
) -> None:
    queue(kefu, service)
    assert row(kefu).content_cipher != ""

    assert service.deliver_due() == 1
    assert service.deliver_due() == 0
    assert provider.sent == [(PHONE, "482913")]
    assert (row(kefu).status, row(kefu).content_cipher) == (NotificationStatus.SENT, "")


def test_what_is_rolled_back_is_not_sent(
    kefu: Kefu, service: NotificationService, provider: Provider
) -> None:
    def fail() -> None:
        with kefu.database.begin() as unit:
            service.queue_code(unit, CodeChannel.SMS, Purpose.UNLOCK, PHONE, "482913")
            raise ValueError

    with pytest.raises(ValueError):
        fail()

    assert service.deliver_due() == 0


def test_a_failing_provider_is_tried_again_with_a_growing_pause(
    kefu: Kefu, service: NotificationService, provider: Provider, clock: FakeClock
) -> None:
    provider.working = False
    queue(kefu, service)
    pauses = []
    for _ in range(MAX_ATTEMPTS - 1):
        service.deliver_due()
        assert service.deliver_due() == 0  # not before its time
        pauses.append(row(kefu).due_at - clock.now)
        clock.now = row(kefu).due_at
    assert pauses == [timedelta(seconds=2**n) for n in range(1, MAX_ATTEMPTS)]
    provider.working = True

    assert service.deliver_due() == 1
    assert provider.asked == MAX_ATTEMPTS


def test_after_the_last_attempt_it_is_given_up_and_emptied(
    kefu: Kefu, service: NotificationService, provider: Provider, clock: FakeClock
) -> None:
    provider.working = False
    queue(kefu, service)
    for _ in range(MAX_ATTEMPTS + 3):
        service.deliver_due()
        clock.forward(seconds=40)

    assert provider.asked == MAX_ATTEMPTS
    assert (row(kefu).status, row(kefu).content_cipher) == (NotificationStatus.FAILED, "")


def test_what_a_dead_sender_held_comes_back(
    kefu: Kefu, service: NotificationService, provider: Provider, clock: FakeClock
) -> None:
    queue(kefu, service)
    with kefu.database.begin() as unit:
        assert len(unit.notifications.claim_due(clock.now, 5)) == 1  # and then it died
    clock.forward(seconds=SENDING_LEASE.total_seconds() - 1)
    assert service.deliver_due() == 0
    clock.forward(seconds=1)

    assert service.deliver_due() == 1
    assert provider.sent == [(PHONE, "482913")]


def test_an_expired_code_is_never_sent(
    kefu: Kefu, service: NotificationService, provider: Provider, clock: FakeClock
) -> None:
    queue(kefu, service)
    clock.forward(seconds=CODE_LIFETIME.total_seconds())

    assert service.deliver_due() == 0
    assert provider.asked == 0
    assert (row(kefu).status, row(kefu).content_cipher) == (NotificationStatus.FAILED, "")


def test_a_decoy_is_never_sent_and_holds_nothing(
    kefu: Kefu, service: NotificationService, provider: Provider, clock: FakeClock
) -> None:
    queue(kefu, service, None)
    clock.forward(minutes=1)

    assert service.deliver_due() == 0
    assert provider.asked == 0
    assert (row(kefu).status, row(kefu).content_cipher) == (NotificationStatus.DECOY, "")


def test_one_unreadable_text_does_not_hold_up_the_others(
    kefu: Kefu, service: NotificationService, provider: Provider, clock: FakeClock
) -> None:
    """Written before the master secret was changed."""
    other = NotificationService(kefu.database, Vault("w" * 32), provider, "K豆钱包", clock)
    queue(kefu, other)
    clock.forward(seconds=1)
    queue(kefu, service)

    assert service.deliver_due() == 1
    clock.forward(minutes=1)
    assert service.deliver_due() == 0
    assert provider.asked == 1


def test_the_outbox_takes_a_text_once(kefu: Kefu, clock: FakeClock) -> None:
    """A sender that died between sending and noting it sends again."""
    sender = kefu.notifications._sender
    notification = Notification(
        "nt_1", CodeChannel.SMS, "unlock", "", clock.now, clock.now, clock.now
    )
    sender.send(notification, PHONE, "x", "1")
    sender.send(notification, PHONE, "x", "1")

    assert kefu.demo is not None
    assert len(kefu.demo.received(PHONE)) == 1


def test_a_number_out_of_service_swallows_texts(kefu: Kefu) -> None:
    with kefu.database.begin() as unit:
        kefu.notifications.queue_code(unit, CodeChannel.SMS, Purpose.UNLOCK, "13800000009", "1")
        kefu.notifications.queue_code(
            unit, CodeChannel.EMAIL, Purpose.UNLOCK, "wufang@example.com", "2"
        )
    kefu.notifications.deliver_due()

    assert kefu.demo is not None
    assert kefu.demo.received("13800000009") == []
    assert [text["kind"] for text in kefu.demo.received("wufang@example.com")] == ["email"]


def test_production_without_a_provider_sends_nothing_in_clear(
    kefu: Kefu, settings: Settings, clock: FakeClock
) -> None:
    production = settings.model_copy(update={"env": "prod", "is_development": False})
    strict = build(production, clock=clock)
    with strict.database.begin() as unit:
        strict.notifications.queue_code(unit, CodeChannel.SMS, Purpose.UNLOCK, PHONE, "482913")

    assert strict.demo is None
    assert strict.notifications.deliver_due() == 0
    assert row(kefu).status is NotificationStatus.DUE
    assert kefu.demo is not None
    assert kefu.demo.received(None) == []
