"""Whether an enterprise was in the programme when it was invited, and again when it came: only who was not is new."""

import sqlalchemy as sa
from alembic import op

revision = "standings"
down_revision = "learned"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of firms that came by a prospect's way nobody knows any more on which day they were in it; they count as they did."""
    op.add_column("invitation", sa.Column("is_enrolled", sa.Boolean(), nullable=False, server_default=sa.false()))
    met = "SELECT 1 FROM prospect WHERE prospect.programme_id = invitation.programme_id AND prospect.enterprise_id = invitation.enterprise_id"
    firm = "SELECT 1 FROM enterprise WHERE enterprise.programme_id = invitation.programme_id AND enterprise.id = invitation.enterprise_id"
    op.execute(f"UPDATE invitation SET is_enrolled = true WHERE NOT EXISTS ({met}) AND EXISTS ({firm} AND NOT enterprise.is_prospect)")  # noqa: S608
    with op.batch_alter_table("invitation") as table:
        table.alter_column("is_enrolled", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.drop_column("is_enrolled")
