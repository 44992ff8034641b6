"""Of what a merging taught the one that stays only the names of the fields are kept, and no copy of what they say."""

import sqlalchemy as sa
from alembic import op

revision = "learned"
down_revision = "overrides"
branch_labels = None
depends_on = None

MERGE = sa.table(
    "prospect_merge",
    sa.column("programme_id", sa.Uuid()),
    sa.column("id", sa.Uuid()),
    *(sa.column(name, sa.JSON()) for name in ("carried", "filled")),
)
COPIED = ("contact", "phone", "email")


def upgrade() -> None:
    """What was copied is forgotten: such a merging, taken back, leaves the contact where it is."""
    for row in op.get_bind().execute(sa.select(MERGE)).all():
        carried = dict(row.carried or {})
        carried["settled"] = [
            [*which, {name: was for name, was in fields.items() if name not in COPIED}] for *which, fields in carried.get("settled", ())
        ]
        write(row, carried=carried, filled=list(row.filled or ()))


def downgrade() -> None:
    for row in op.get_bind().execute(sa.select(MERGE)).all():
        write(row, filled=dict.fromkeys(row.filled or ()))


def write(row, **facts) -> None:
    op.get_bind().execute(sa.update(MERGE).where(MERGE.c.programme_id == row.programme_id, MERGE.c.id == row.id).values(**facts))
