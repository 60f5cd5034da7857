"""Waiting texts go out beside the conversation, by the services of whom they were written for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from actions import _kefu
from kefu.bootstrap import Kefu
from kefu.services.notifications import NotificationService


class _Slow(NotificationService):
    """Delivers when it is let, and tells who looks on."""

    def __init__(self, delivers: Callable[[], int]) -> None:
        self.may_go = threading.Event()
        self.delivered = 0
        self._delivers = delivers

    def deliver_due(self) -> int:
        """Whatever is due."""
        self.may_go.wait(5)
        self.delivered += 1
        return self._delivers()


def _slow(kefu: Kefu) -> tuple[Kefu, _Slow]:
    slow = _Slow(kefu.notifications.deliver_due)
    return replace(kefu, notifications=slow), slow


def test_none_is_at_work_any_more_when_the_services_are_given_up(kefu: Kefu) -> None:
    services, slow = _slow(kefu)
    with _kefu.using(services):
        _kefu.deliver_soon()
        assert slow.delivered == 0
        threading.Timer(0.1, slow.may_go.set).start()
    assert slow.delivered == 1


def test_those_who_deliver_are_whose_texts_they_are(kefu: Kefu) -> None:
    (first, slow), (second, other) = _slow(kefu), _slow(kefu)
    other.may_go.set()
    with _kefu.using(second), _kefu.using(first):
        for _ in range(4):  # more than can go at once
            _kefu.deliver_soon()
        slow.may_go.set()
    assert (slow.delivered, other.delivered) == (4, 0)
