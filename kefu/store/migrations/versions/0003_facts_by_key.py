"""a hand-off's facts have keys; their words stand in data/phrases/terms.yml"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_KEYS = {
    '金额': 'transaction_amount',
    '时间': 'transaction_time',
    '商户': 'transaction_merchant',
    '相关交易': 'transaction_last',
    '问题描述': 'service_description',
    '账户状态': 'account_status',
    '锁定原因': 'lock_reason',
    '账户冻结': 'account_freeze',
    '可疑交易': 'suspicious_transactions',
    '客户说明': 'statement',
    '工单': 'ticket',
}
_handoffs = sa.table('handoffs', sa.column('id', sa.Text), sa.column('summary', sa.JSON))


def upgrade() -> None:
    _rename('label', 'key', _KEYS)


def downgrade() -> None:
    _rename('key', 'label', {key: label for label, key in _KEYS.items()})


def _rename(old: str, new: str, names: Mapping[str, str]) -> None:
    connection = op.get_bind()
    for id, summary in connection.execute(sa.select(_handoffs)).all():
        facts = [{new: names[fact[old]], 'value': fact['value']} for fact in summary['facts']]
        change = _handoffs.update().where(_handoffs.c.id == id)
        connection.execute(change.values(summary={**summary, 'facts': facts}))
