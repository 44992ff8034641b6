"""What was written first, where a number from after a change was overwritten on its day."""

import sqlalchemy as sa
from alembic import op

revision = "first_numbers"
down_revision = "standings"
branch_labels = None
depends_on = None

FIRST = ("first_numerator", "first_denominator")


def upgrade() -> None:
    for name in FIRST:
        op.add_column("reading", sa.Column(name, sa.Double(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("reading") as table:
        for name in reversed(FIRST):
            table.drop_column(name)
