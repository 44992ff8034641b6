"""An audit that does not count is withdrawn with its reason, and its day is free for another."""

import sqlalchemy as sa
from alembic import op

revision = "audit_withdrawal"
down_revision = "step_leaders"
branch_labels = None
depends_on = None

STANDS = sa.text("withdrawn_on IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("audit") as batch:
        batch.add_column(sa.Column("withdrawn_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("withdrawn_because", sa.Text(), nullable=True))
        batch.add_column(sa.Column("withdrawn_by_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_audit_withdrawn_by_id_person"), "person", ["withdrawn_by_id"], ["id"])
        batch.drop_constraint(op.f("uq_audit_programme_id_area_id_on"), type_="unique")
    where = {"sqlite_where": STANDS, "postgresql_where": STANDS}
    op.create_index("ix_audit_area_day", "audit", ["programme_id", "area_id", "on"], unique=True, **where)


def downgrade() -> None:
    """Of one day one audit is left, the one that stands: before this nothing else could be said."""
    op.drop_index("ix_audit_area_day", table_name="audit")
    twice = sa.text(
        "SELECT gone.programme_id, gone.id FROM audit gone JOIN audit other ON other.programme_id = gone.programme_id"
        ' AND other.area_id = gone.area_id AND other."on" = gone."on" AND other.id <> gone.id'
        " WHERE gone.withdrawn_on IS NOT NULL AND (other.withdrawn_on IS NULL OR other.id > gone.id)"
    )
    for programme_id, audit_id in op.get_bind().execute(twice).all():
        facts = {"programme": programme_id, "audit": audit_id}
        op.get_bind().execute(sa.text("DELETE FROM finding WHERE programme_id = :programme AND audit_id = :audit"), facts)
        op.get_bind().execute(sa.text("DELETE FROM audit WHERE programme_id = :programme AND id = :audit"), facts)
    with op.batch_alter_table("audit") as batch:
        batch.create_unique_constraint(op.f("uq_audit_programme_id_area_id_on"), ["programme_id", "area_id", "on"])
        batch.drop_constraint(op.f("fk_audit_withdrawn_by_id_person"), type_="foreignkey")
        batch.drop_column("withdrawn_by_id")
        batch.drop_column("withdrawn_because")
        batch.drop_column("withdrawn_on")
