"""failures are counted alike for whoever exists and whoever does not"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "login_failures",
        sa.Column("username_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("username_hash", name=op.f("pk_login_failures")),
    )
    op.create_index(op.f("ix_login_failures_ends_at"), "login_failures", ["ends_at"])
    # Not in a batch: SQLite would make `agents` anew, and every login would go with the old one.
    op.drop_column("agents", "failures")
    op.drop_column("agents", "locked_until")

    op.add_column("verification_codes", sa.Column("subject_hash", sa.String(length=64)))
    op.execute("UPDATE verification_codes SET subject_hash = destination_hash")
    with op.batch_alter_table("verification_codes") as batch_op:
        batch_op.alter_column("subject_hash", existing_type=sa.String(length=64), nullable=False)
        batch_op.create_index(
            "ix_verification_codes_subject", ["subject_hash", "last_failure_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("verification_codes") as batch_op:
        batch_op.drop_index("ix_verification_codes_subject")
        batch_op.drop_column("subject_hash")
    op.add_column("agents", sa.Column("locked_until", sa.DateTime(timezone=True)))
    op.add_column(
        "agents", sa.Column("failures", sa.Integer(), nullable=False, server_default="0")
    )
    op.drop_index(op.f("ix_login_failures_ends_at"), table_name="login_failures")
    op.drop_table("login_failures")
