"""the bot answers who waits; what they said before was for people only"""

from __future__ import annotations

from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "UPDATE conversations SET answered_seq = inbound_seq"
        " WHERE owner = 'queued' AND inbound_seq > answered_seq"
    )


def downgrade() -> None:
    pass
