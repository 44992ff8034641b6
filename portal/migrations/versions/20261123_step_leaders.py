"""Each step says who led the project then: whoever led it does not verify it later."""

import sqlalchemy as sa
from alembic import op

revision = "step_leaders"
down_revision = "project_board"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("step") as batch:
        batch.add_column(sa.Column("led_by_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(op.f("fk_step_led_by_id_person"), "person", ["led_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("step") as batch:
        batch.drop_constraint(op.f("fk_step_led_by_id_person"), type_="foreignkey")
        batch.drop_column("led_by_id")
