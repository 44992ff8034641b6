"""Actions that come again, and what was said when one was handed over."""

import sqlalchemy as sa
from alembic import op

revision = "action_rhythm"
down_revision = "photo_care"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("action") as batch:
        batch.add_column(sa.Column("rhythm", sa.String(length=24), nullable=True))
        batch.add_column(sa.Column("rhythm_day", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("follows_id", sa.Uuid(), nullable=True))
        batch.create_unique_constraint(op.f("uq_action_programme_id_follows_id"), ["programme_id", "follows_id"])
        batch.create_foreign_key(
            op.f("fk_action_programme_id_follows_id_action"), "action", ["programme_id", "follows_id"], ["programme_id", "id"]
        )
    op.create_table(
        "handover",
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=True),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("note", sa.String(length=240), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_handover_by_id_person")),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_handover_from_id_person")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_handover_to_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "action_id"], ["action.programme_id", "action.id"], name=op.f("fk_handover_programme_id_action_id_action")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_handover_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_handover")),
    )
    op.create_index("ix_handover_programme_action", "handover", ["programme_id", "action_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_handover_programme_action", table_name="handover")
    op.drop_table("handover")
    with op.batch_alter_table("action") as batch:
        batch.drop_constraint(op.f("fk_action_programme_id_follows_id_action"), type_="foreignkey")
        batch.drop_constraint(op.f("uq_action_programme_id_follows_id"), type_="unique")
        batch.drop_column("follows_id")
        batch.drop_column("rhythm_day")
        batch.drop_column("rhythm")
