"""The day for which a change was declared first, and why it was put off: both days stay to be read."""

import sqlalchemy as sa
from alembic import op

revision = "delays"
down_revision = "newcomer_phones"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("measured_change", sa.Column("first_for", sa.Date(), nullable=True))
    op.add_column("measured_change", sa.Column("delayed_because", sa.String(length=240), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("measured_change") as table:
        table.drop_column("delayed_because")
        table.drop_column("first_for")
