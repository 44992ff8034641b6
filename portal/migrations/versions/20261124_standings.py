"""Whether an enterprise was in the programme when it was invited, and again when it came: only who was not is new."""

import sqlalchemy as sa
from alembic import op

revision = "standings"
down_revision = "learned"
branch_labels = None
depends_on = None


def of(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, sa.column("programme_id", sa.Uuid()), *(sa.column(column) for column in columns))


INVITATION = of("invitation", "enterprise_id", "is_enrolled", "invited_at", "arrived_at")
PROSPECT, FIRM = of("prospect", "enterprise_id", "stage", "entered_on"), of("enterprise", "id", "is_prospect")


def upgrade() -> None:
    """A firm that was never a prospect was in the programme; one that was, since the day on which it was enrolled."""
    op.add_column("invitation", sa.Column("is_enrolled", sa.Boolean(), nullable=False, server_default=sa.false()))
    mine = lambda other, key: (other.c.programme_id == INVITATION.c.programme_id, key == INVITATION.c.enterprise_id)  # noqa: E731
    met = sa.exists().where(*mine(PROSPECT, PROSPECT.c.enterprise_id))
    by_then = PROSPECT.c.entered_on <= sa.func.coalesce(INVITATION.c.arrived_at, INVITATION.c.invited_at)
    joined = sa.exists().where(*mine(PROSPECT, PROSPECT.c.enterprise_id), PROSPECT.c.stage == "enrolled", by_then)
    enrolled = sa.exists().where(*mine(FIRM, FIRM.c.id), FIRM.c.is_prospect == sa.false())
    op.execute(INVITATION.update().where(enrolled, sa.or_(~met, joined)).values(is_enrolled=sa.true()))
    with op.batch_alter_table("invitation") as table:
        table.alter_column("is_enrolled", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.drop_column("is_enrolled")
