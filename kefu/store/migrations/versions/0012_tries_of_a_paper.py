"""wrong numbers of a paper count by account"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('secure_inputs') as table:
        table.add_column(sa.Column('account_id', sa.String(64), nullable=True))
        table.add_column(sa.Column('failures', sa.Integer(), server_default='0', nullable=False))
        table.create_index('ix_secure_inputs_account', ['account_id', 'created_at'])


def downgrade() -> None:
    with op.batch_alter_table('secure_inputs') as table:
        table.drop_index('ix_secure_inputs_account')
        table.drop_column('failures')
        table.drop_column('account_id')
