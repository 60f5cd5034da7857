"""channels"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'channel_identities',
        sa.Column('id', sa.String(length=40), nullable=False),
        sa.Column('channel', sa.String(length=20), nullable=False),
        sa.Column('identity_hash', sa.String(length=64), nullable=False),
        sa.Column('address_cipher', sa.Text(), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('account_id', sa.String(length=64), nullable=True),
        sa.Column('bound_at', sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_channel_identities')),
        sa.UniqueConstraint(
            'channel', 'identity_hash', name=op.f('uq_channel_identities_channel_identity_hash')
        ),
    )
    op.create_index(
        op.f('ix_channel_identities_account_id'), 'channel_identities', ['account_id'], unique=False
    )
    op.create_table(
        'deliveries',
        sa.Column('conversation_id', sa.String(length=40), nullable=False),
        sa.Column('channel', sa.String(length=20), nullable=False),
        sa.Column('identity_id', sa.String(length=40), nullable=False),
        sa.Column('delivered_seq', sa.Integer(), nullable=False),
        sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('leased_until', sa.DateTime(timezone=True), nullable=True),
        sa.Column('failures', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ['conversation_id'],
            ['conversations.id'],
            name=op.f('fk_deliveries_conversation_id'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['identity_id'],
            ['channel_identities.id'],
            name=op.f('fk_deliveries_identity_id'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('conversation_id', name=op.f('pk_deliveries')),
    )
    op.create_index('ix_deliveries_due', 'deliveries', ['channel', 'due_at'], unique=False)
    op.create_index(op.f('ix_deliveries_identity_id'), 'deliveries', ['identity_id'], unique=False)
    with op.batch_alter_table('choices', schema=None) as batch_op:
        batch_op.add_column(sa.Column('number', sa.Integer(), server_default='0', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('choices', schema=None) as batch_op:
        batch_op.drop_column('number')
    op.drop_table('deliveries')
    op.drop_table('channel_identities')
