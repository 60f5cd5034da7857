"""a choice belongs to its question"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('choices') as table:
        table.add_column(sa.Column('asks', sa.Text(), nullable=True))
        table.add_column(
            sa.Column('answered', sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    with op.batch_alter_table('dialogue_trackers') as table:
        table.add_column(sa.Column('asks', sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('dialogue_trackers') as table:
        table.drop_column('asks')
    with op.batch_alter_table('choices') as table:
        table.drop_column('answered')
        table.drop_column('asks')
