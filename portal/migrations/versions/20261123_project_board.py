"""The board finds the newest of each stage in the index alone."""

from alembic import op

revision = "project_board"
down_revision = "saved_views"
branch_labels = None
depends_on = None
NAME = "ix_project_programme_enterprise_stage"


def upgrade() -> None:
    op.drop_index(NAME, table_name="project")
    op.create_index(NAME, "project", ["programme_id", "enterprise_id", "stage", "logged_at", "id"], unique=False)


def downgrade() -> None:
    op.drop_index(NAME, table_name="project")
    op.create_index(NAME, "project", ["programme_id", "enterprise_id", "stage"], unique=False)
