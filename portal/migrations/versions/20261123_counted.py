"""The funnel and the board count thousands of prospects from indexes alone."""

from alembic import op

revision = "counted"
down_revision = "soonest"
branch_labels = None
depends_on = None


def upgrade() -> None:
    counted = ["programme_id", "merged_into_id", "stage", "furthest", "enterprise_id", "id"]
    op.create_index("ix_prospect_programme_counted", "prospect", counted, unique=False)
    op.drop_index("ix_prospect_move_programme_from", table_name="prospect_move")
    onward = ["programme_id", "is_onward", "from_stage", "days", "prospect_id"]
    op.create_index("ix_prospect_move_programme_onward", "prospect_move", onward, unique=False)


def downgrade() -> None:
    op.drop_index("ix_prospect_move_programme_onward", table_name="prospect_move")
    op.create_index("ix_prospect_move_programme_from", "prospect_move", ["programme_id", "from_stage", "days"], unique=False)
    op.drop_index("ix_prospect_programme_counted", table_name="prospect")
