"""a hand-off's facts and mood have keys; their words stand in data/phrases/terms.yml"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
    '其他': 'other',
}
_LABELS = {key: label for label, key in _KEYS.items()}
# A label of somebody's own stays readable before its value.
_OTHER = 'other'
_COLON = '：'
_MOODS = {'平稳': 'calm', '激动': 'agitated'}
_handoffs = sa.table('handoffs', sa.column('id', sa.Text), sa.column('summary', sa.JSON))


def upgrade() -> None:
    _convert(_with_key, _MOODS)


def downgrade() -> None:
    _convert(_with_label, {value: word for word, value in _MOODS.items()})


def _with_key(fact: dict[str, Any]) -> dict[str, Any]:
    label, value = fact['label'], fact['value']
    if label in _KEYS:
        return {'key': _KEYS[label], 'value': value}
    return {'key': _OTHER, 'value': f'{label}{_COLON}{value}'}


def _with_label(fact: dict[str, Any]) -> dict[str, Any]:
    key, value = fact['key'], fact['value']
    if key == _OTHER and _COLON in value:
        label, _, value = value.partition(_COLON)
        return {'label': label, 'value': value}
    return {'label': _LABELS.get(key, key), 'value': value}


def _convert(fact: Callable[[dict[str, Any]], dict[str, Any]], moods: dict[str, str]) -> None:
    connection = op.get_bind()
    for id, summary in connection.execute(sa.select(_handoffs)).all():
        mood = summary['mood']
        new = {
            **summary,
            'facts': [fact(each) for each in summary['facts']],
            'mood': moods.get(mood, mood),
        }
        change = _handoffs.update().where(_handoffs.c.id == id)
        connection.execute(change.values(summary=new))
