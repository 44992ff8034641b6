"""Photos: who edits them second is told, whether people in them agreed, what was sent twice, what was covered."""

import sqlalchemy as sa
from alembic import op

revision = "photo_care"
down_revision = "uptakes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("photo", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("photo", sa.Column("people", sa.String(length=24), nullable=True))
    op.add_column("photo", sa.Column("sent_digest", sa.String(length=64), nullable=True))
    op.add_column("photo", sa.Column("covered_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    for name in ("covered_at", "sent_digest", "people", "version"):
        op.drop_column("photo", name)
