"""Customers of channels that name people themselves: who writes, whose account that is, and what
reaches them.
"""

from __future__ import annotations

from dataclasses import dataclass

from kefu.services.channels.arrival import Arrival
from kefu.services.channels.binding import Binding
from kefu.services.channels.delivery import DeliveryService


@dataclass(frozen=True, slots=True)
class ChannelServices:
    """What a channel may ask for."""

    arrival: Arrival
    binding: Binding
    delivery: DeliveryService
