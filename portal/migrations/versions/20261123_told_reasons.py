"""Why a firm joined that nobody had decided to take in, who looked into a serious red flag, and where two merged firms stood."""

import sqlalchemy as sa
from alembic import op

revision = "told_reasons"
down_revision = "photos_go"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("enrolment") as batch:
        batch.add_column(sa.Column("without_decision", sa.String(length=500), nullable=True))
    with op.batch_alter_table("initial_assessment") as batch:
        batch.add_column(sa.Column("lifted_by_id", sa.Uuid(), nullable=True))
        batch.add_column(sa.Column("lifted_at", sa.DateTime(), nullable=True))
        batch.add_column(sa.Column("lifted_because", sa.Text(), nullable=True))
        batch.create_foreign_key(op.f("fk_initial_assessment_lifted_by_id_person"), "person", ["lifted_by_id"], ["id"])
    with op.batch_alter_table("prospect_merge") as batch:
        batch.add_column(sa.Column("taken", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("prospect_merge") as batch:
        batch.alter_column("taken", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("prospect_merge") as batch:
        batch.drop_column("taken")
    with op.batch_alter_table("initial_assessment") as batch:
        batch.drop_constraint(op.f("fk_initial_assessment_lifted_by_id_person"), type_="foreignkey")
        for column in ("lifted_because", "lifted_at", "lifted_by_id"):
            batch.drop_column(column)
    with op.batch_alter_table("enrolment") as batch:
        batch.drop_column("without_decision")
