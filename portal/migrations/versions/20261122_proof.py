"""Evidence beside evidence: the area a card is compared with, published examples, and where improvements were carried to."""

import sqlalchemy as sa
from alembic import op

revision = "proof"
down_revision = "prospects"
branch_labels = None
depends_on = None


def inside(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_programme_id_{column}_{other}")
    return sa.ForeignKeyConstraint(["programme_id", column], [f"{other}.programme_id", f"{other}.id"], name=name)


def kept(table: str, person: str) -> list:
    """What every row of a programme has: its key, its version, and who did it."""
    return [
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([person], ["person.id"], name=op.f(f"fk_{table}_{person}_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f(f"fk_{table}_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    op.add_column("measure_card", sa.Column("is_example", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "measure_beside",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.Column("chosen_by_id", sa.Uuid(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(), nullable=False),
        *kept("measure_beside", "chosen_by_id"),
        inside("measure_beside", "card_id", "measure_card"),
        inside("measure_beside", "other_id", "measure_card"),
        sa.UniqueConstraint("programme_id", "card_id", name=op.f("uq_measure_beside_programme_id_card_id")),
    )
    op.create_index("ix_measure_beside_programme_other", "measure_beside", ["programme_id", "other_id"])
    op.create_table(
        "replication",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=False),
        sa.Column("child_id", sa.Uuid(), nullable=False),
        sa.Column("adapted", sa.Text(), nullable=True),
        sa.Column("planned_by_id", sa.Uuid(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        *kept("replication", "planned_by_id"),
        inside("replication", "enterprise_id", "enterprise"),
        inside("replication", "parent_id", "project"),
        inside("replication", "child_id", "project"),
        sa.UniqueConstraint("programme_id", "child_id", name=op.f("uq_replication_programme_id_child_id")),
    )
    op.create_index("ix_replication_programme_enterprise", "replication", ["programme_id", "enterprise_id"])
    op.create_index("ix_replication_programme_parent", "replication", ["programme_id", "parent_id"])


def downgrade() -> None:
    op.drop_table("replication")
    op.drop_table("measure_beside")
    op.drop_column("measure_card", "is_example")  # in place: a copy of the table would break what points at it
