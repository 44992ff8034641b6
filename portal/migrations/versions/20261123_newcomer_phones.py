"""The phone number of the firm of whoever waits at the door: by it a known firm is noticed, and a new one keeps it."""

import sqlalchemy as sa
from alembic import op

revision = "newcomer_phones"
down_revision = "sheets_go"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("newcomer", sa.Column("phone", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("newcomer") as table:
        table.drop_column("phone")
