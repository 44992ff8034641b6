"""Photos of a number's sheet and of the visit to a firm are taken away as well. When, by whom and why stays."""

import sqlalchemy as sa
from alembic import op

revision = "sheets_go"
down_revision = "batch_name_ur"
branch_labels = None
depends_on = None

TABLES = ("reading", "assessment_photo")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("gone_at", sa.DateTime(), nullable=True))
            batch.add_column(sa.Column("gone_reason", sa.String(length=24), nullable=True))
            batch.add_column(sa.Column("gone_words", sa.String(length=240), nullable=True))
            batch.add_column(sa.Column("gone_by_id", sa.Uuid(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_gone_by_id_person"), "person", ["gone_by_id"], ["id"])
            if table == "assessment_photo":
                batch.add_column(sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
                batch.alter_column("file_id", existing_type=sa.Uuid(), nullable=True)
    with op.batch_alter_table("assessment_photo") as batch:
        batch.alter_column("version", existing_type=sa.Integer(), server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM assessment_photo WHERE file_id IS NULL")  # the older portal knows no photo without a file
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_gone_by_id_person"), type_="foreignkey")
            for column in ("gone_by_id", "gone_words", "gone_reason", "gone_at"):
                batch.drop_column(column)
            if table == "assessment_photo":
                batch.drop_column("version")
                batch.alter_column("file_id", existing_type=sa.Uuid(), nullable=False)
