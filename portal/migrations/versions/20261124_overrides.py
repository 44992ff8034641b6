"""Why a batch went on although something was missing, and who said so."""

import sqlalchemy as sa
from alembic import op

revision = "overrides"
down_revision = "delays"
branch_labels = None
depends_on = None

STATES = ("draft", "recruiting", "confirmed", "running", "closing", "closed")


def upgrade() -> None:
    op.create_table(
        "batch_override",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("moved_to", sa.Enum(*STATES, name="status", native_enum=False, length=24), nullable=False),
        sa.Column("missing", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_batch_override_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "batch_id"], ["batch.programme_id", "batch.id"], name=op.f("fk_batch_override_programme_id_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_batch_override_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_batch_override")),
    )
    op.create_index("ix_batch_override_programme_batch", "batch_override", ["programme_id", "batch_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_batch_override_programme_batch", table_name="batch_override")
    op.drop_table("batch_override")
