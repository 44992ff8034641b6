"""Whether a confirmation came from the device of the entry, and for an hour on which device that was."""

import sqlalchemy as sa
from alembic import op

revision = "same_device"
down_revision = "newcomers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "trace",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_trace")),
    )
    op.create_index(op.f("ix_trace_at"), "trace", ["at"])
    for table in ("completion", "saving"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("is_same_device", sa.Boolean(), nullable=False, server_default=sa.false()))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("is_same_device", server_default=None)


def downgrade() -> None:
    for table in ("saving", "completion"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("is_same_device")
    op.drop_table("trace")
