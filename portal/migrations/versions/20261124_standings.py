"""Whether an enterprise was in the programme when it was invited, and again when it came: only who was not is new."""

import sqlalchemy as sa
from alembic import op

revision = "standings"
down_revision = "learned"
branch_labels = None
depends_on = None


def of(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, sa.column("programme_id", sa.Uuid()), *(sa.column(column) for column in columns))


INVITATION, PROSPECT = of("invitation", "enterprise_id", "is_enrolled"), of("prospect", "enterprise_id")
FIRM = of("enterprise", "id", "is_prospect")


def upgrade() -> None:
    """Of firms that came by a prospect's way nobody knows any more on which day they were in it; they count as they did."""
    op.add_column("invitation", sa.Column("is_enrolled", sa.Boolean(), nullable=False, server_default=sa.false()))
    mine = lambda other, key: (other.c.programme_id == INVITATION.c.programme_id, key == INVITATION.c.enterprise_id)  # noqa: E731
    met = sa.exists().where(*mine(PROSPECT, PROSPECT.c.enterprise_id))
    enrolled = sa.exists().where(*mine(FIRM, FIRM.c.id), FIRM.c.is_prospect == sa.false())
    op.execute(INVITATION.update().where(~met, enrolled).values(is_enrolled=sa.true()))
    with op.batch_alter_table("invitation") as table:
        table.alter_column("is_enrolled", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("invitation") as table:
        table.drop_column("is_enrolled")
