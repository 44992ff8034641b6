"""Who wrote themselves down behind an event's poster and waits to be let in by the people at the door."""

import sqlalchemy as sa
from alembic import op

revision = "newcomers"
down_revision = "told_reasons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "newcomer",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("like_id", sa.Uuid(), nullable=True),
        sa.Column("firm", sa.String(length=120), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("sex", sa.String(length=24), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["settled_by"], ["user.id"], name=op.f("fk_newcomer_settled_by_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"], ["event.programme_id", "event.id"], name=op.f("fk_newcomer_programme_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "like_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_newcomer_programme_id_like_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_newcomer_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_newcomer")),
    )
    op.create_index("ix_newcomer_programme_event", "newcomer", ["programme_id", "event_id", "state"], unique=False)
    op.create_index("ix_newcomer_programme_like", "newcomer", ["programme_id", "like_id"], unique=False)


def downgrade() -> None:
    op.drop_table("newcomer")
