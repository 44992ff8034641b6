"""An enterprise that the programme has met, but not enrolled yet."""

import sqlalchemy as sa
from alembic import op

revision = "prospects"
down_revision = "curriculum"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("enterprise", sa.Column("is_prospect", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("enterprise", "is_prospect")  # in place: a copy of the table would break what points at it
