"""The board asks for the first of each stage by their days: an index that answers without sorting."""

from alembic import op

revision = "soonest"
down_revision = "recruitment"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_prospect_programme_soonest", "prospect", ["programme_id", "stage", "due_on", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_prospect_programme_soonest", table_name="prospect")
