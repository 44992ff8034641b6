"""What a batch is called in Urdu script."""

import sqlalchemy as sa
from alembic import op

revision = "batch_name_ur"
down_revision = "same_device"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("batch") as batch:
        batch.add_column(sa.Column("name_ur", sa.String(length=80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("batch") as batch:
        batch.drop_column("name_ur")
