"""What more is told of a project: cause, tools, cost, when the result shall show; and why a step was made without what it needs."""

import sqlalchemy as sa
from alembic import op

revision = "project_facts"
down_revision = "action_rhythm"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project", sa.Column("tools", sa.String(length=240), nullable=True))
    op.add_column("project", sa.Column("root_cause", sa.Text(), nullable=True))
    op.add_column("project", sa.Column("expected_on", sa.Date(), nullable=True))
    op.add_column("project", sa.Column("cost", sa.Integer(), nullable=True))
    op.add_column("step", sa.Column("because", sa.String(length=240), nullable=True))


def downgrade() -> None:
    op.drop_column("step", "because")
    for name in ("cost", "expected_on", "root_cause", "tools"):
        op.drop_column("project", name)
