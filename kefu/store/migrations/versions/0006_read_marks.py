"""read marks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('handoffs', schema=None) as batch_op:
        for name in ('agent_read', 'customer_read'):
            batch_op.add_column(sa.Column(name, sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('handoffs', schema=None) as batch_op:
        for name in ('customer_read', 'agent_read'):
            batch_op.drop_column(name)
