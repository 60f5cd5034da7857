"""returned handoffs"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('handoffs', schema=None) as batch_op:
        batch_op.add_column(sa.Column('returned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('returned_from', sa.String(length=40), nullable=True))
        batch_op.create_index(
            batch_op.f('ix_handoffs_returned_from'), ['returned_from'], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table('handoffs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_handoffs_returned_from'))
        batch_op.drop_column('returned_from')
        batch_op.drop_column('returned_at')
