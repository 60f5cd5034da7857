"""codes are counted in lanes, and by when their text leaves"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('verification_codes') as table:
        table.add_column(
            sa.Column('lane', sa.String(length=40), server_default='stranger', nullable=False)
        )
        table.add_column(sa.Column('text_at', sa.DateTime(timezone=True), nullable=True))
        table.drop_index('ix_verification_codes_address')
        table.drop_index('ix_verification_codes_created_at')
        table.create_index('ix_verification_codes_address', ['address_hash', 'text_at'])
        table.create_index('ix_verification_codes_lane', ['lane', 'created_at'])
    # Codes from before count as texts, so that nobody gets a second allowance by the change.
    op.execute('UPDATE verification_codes SET text_at = created_at')


def downgrade() -> None:
    with op.batch_alter_table('verification_codes') as table:
        table.drop_index('ix_verification_codes_lane')
        table.drop_index('ix_verification_codes_address')
        table.create_index('ix_verification_codes_created_at', ['created_at'])
        table.create_index('ix_verification_codes_address', ['address_hash', 'created_at'])
        table.drop_column('text_at')
        table.drop_column('lane')
