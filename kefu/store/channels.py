"""Channel identities, and the cursors of what was delivered to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kefu.core.channel import ChannelIdentity, Delivery
from kefu.core.conversation import Owner
from kefu.store.rows import Rows
from kefu.store.tables import channel_identities, conversations, deliveries
from kefu.store.types import Instant


class SqlChannelIdentities(Rows[ChannelIdentity]):
    table = channel_identities
    cls = ChannelIdentity

    def known(self, identity: ChannelIdentity) -> ChannelIdentity:
        c = channel_identities.c
        make = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        self._connection.execute(
            make(channel_identities).values(**self._values(identity)).on_conflict_do_nothing()
        )
        found = self._find(
            c.channel == identity.channel, c.identity_hash == identity.identity_hash, lock=True
        )
        assert found is not None  # the row above, or the one that it met
        return found

    def of_account(self, account_id: str, *, but: str | None) -> list[ChannelIdentity]:
        c = channel_identities.c
        proven = (
            select(deliveries.c.identity_id)
            .join(conversations, conversations.c.id == deliveries.c.conversation_id)
            .where(conversations.c.account_id == account_id, conversations.c.owner != Owner.CLOSED)
        )
        query = self.selected.where(or_(c.account_id == account_id, c.id.in_(proven)))
        if but is not None:
            query = query.where(c.id != but)
        return self._all(query.order_by(c.id).with_for_update())


class SqlDeliveries(Rows[Delivery]):
    table = deliveries
    cls = Delivery

    def get(self, key: str, *, lock: bool = False) -> Delivery | None:
        return self._find(deliveries.c.conversation_id == key, lock=lock)

    def conversations(self, identity_id: str) -> list[str]:
        c = conversations.c
        query = (
            select(c.id)
            .join(deliveries, deliveries.c.conversation_id == c.id)
            .where(deliveries.c.identity_id == identity_id, c.owner != Owner.CLOSED)
            .order_by(c.created_at.desc(), c.id)
        )
        return list(self._connection.scalars(query))

    def is_due(self, channel: str, now: datetime, *, failing: bool) -> bool:
        query = self._due(channel, now)
        if not failing:
            query = query.where(deliveries.c.failures == 0)
        return bool(self._all(query.limit(1)))

    def claim(
        self, channel: str, now: datetime, leased_until: datetime, limit: int, *, failing: int
    ) -> list[Delivery]:
        d = deliveries.c
        due = (
            self._due(channel, now)
            .order_by(d.due_at, d.conversation_id)
            .with_for_update(of=deliveries, skip_locked=True)
        )
        found = self._all(due.where(d.failures > 0).limit(min(failing, limit)))
        found += self._all(due.where(d.failures == 0).limit(limit - len(found)))
        for delivery in found:
            delivery.leased_until = leased_until
            self._connection.execute(
                update(deliveries)
                .where(d.conversation_id == delivery.conversation_id)
                .values(leased_until=leased_until)
            )
        return found

    def _due(self, channel: str, now: datetime) -> Select[Any]:
        d, c = deliveries.c, conversations.c
        return self.selected.join(conversations, c.id == d.conversation_id).where(
            d.channel == channel,
            d.due_at <= now,
            or_(d.leased_until.is_(None), d.leased_until <= now),
            c.last_seq > d.delivered_seq,
        )

    def advance(self, delivery: Delivery, seq: int, leased_until: datetime) -> bool:
        d = deliveries.c
        changed = self._connection.execute(
            update(deliveries)
            .where(
                d.conversation_id == delivery.conversation_id,
                d.leased_until == delivery.leased_until,
                d.delivered_seq == delivery.delivered_seq,
            )
            .values(delivered_seq=seq, leased_until=leased_until, failures=0)
        ).rowcount
        return bool(changed)

    def release(self, delivery: Delivery, *, due_at: datetime | None) -> None:
        d = deliveries.c
        unhurried = literal(due_at, Instant)
        self._connection.execute(
            update(deliveries)
            .where(
                d.conversation_id == delivery.conversation_id,
                d.leased_until == delivery.leased_until,
                d.delivered_seq == delivery.delivered_seq,
            )
            .values(
                leased_until=None,
                due_at=case((d.due_at == delivery.due_at, unhurried), else_=d.due_at),
                failures=delivery.failures,
            )
        )

    def hurry(self, conversation_id: str, now: datetime) -> None:
        d = deliveries.c
        self._connection.execute(
            update(deliveries).where(d.conversation_id == conversation_id).values(due_at=now)
        )
