"""devices"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'account_conversations',
        sa.Column('account_id', sa.String(length=64), nullable=False),
        sa.Column('conversation_id', sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint('account_id', name=op.f('pk_account_conversations')),
    )
    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stepped_up_device', sa.String(length=40), nullable=True))
    with op.batch_alter_table('conversation_tokens', schema=None) as batch_op:
        batch_op.add_column(sa.Column('device', sa.String(length=40), nullable=True))
    # Until now a conversation was on one device.
    op.execute('UPDATE conversation_tokens SET device = conversation_id')
    with op.batch_alter_table('conversation_tokens', schema=None) as batch_op:
        batch_op.alter_column('device', existing_type=sa.String(length=40), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('conversation_tokens', schema=None) as batch_op:
        batch_op.drop_column('device')
    # Not as a batch, which would make the table anew, and with the old one go all that hang on it.
    op.drop_column('conversations', 'stepped_up_device')
    op.drop_table('account_conversations')
