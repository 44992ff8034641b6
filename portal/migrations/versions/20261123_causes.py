"""Root causes of a project: its chain of whys, its possible causes, its tally of defects."""

import sqlalchemy as sa
from alembic import op

revision = "causes"
down_revision = "audits"
branch_labels = None
depends_on = None

BONES = ("people", "machine", "material", "method", "checking", "surroundings")


def own_columns() -> list[sa.Column]:
    return [sa.Column("enterprise_id", sa.Uuid(), nullable=False), sa.Column("by_id", sa.Uuid(), nullable=False)]


def keys(table: str, **parents: str) -> list:
    """Programme and id, and the keys that stay inside the programme."""
    return [
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f(f"fk_{table}_programme_id_programme")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f(f"fk_{table}_by_id_person")),
        *(
            sa.ForeignKeyConstraint(
                ["programme_id", column], [f"{parent}.programme_id", f"{parent}.id"], name=op.f(f"fk_{table}_programme_id_{column}_{parent}")
            )
            for column, parent in parents.items()
        ),
    ]


def upgrade() -> None:
    of_a_project = {"project_id": "project", "enterprise_id": "enterprise"}
    op.create_table(
        "why",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        *own_columns(),
        sa.Column("text", sa.String(240), nullable=False),
        sa.Column("evidence", sa.String(240), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        *keys("why", **of_a_project),
    )
    op.create_table(
        "cause",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        *own_columns(),
        sa.Column("bone", sa.Enum(*BONES, name="bone", native_enum=False, length=24), nullable=False),
        sa.Column("text", sa.String(120), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        *keys("cause", **of_a_project),
    )
    for table in ("why", "cause"):
        op.create_index(f"ix_{table}_programme_project", table, ["programme_id", "project_id"])
        op.create_index(f"ix_{table}_programme_enterprise", table, ["programme_id", "enterprise_id"])
    op.create_table(
        "defect_kind",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        *own_columns(),
        sa.Column("name", sa.String(60), nullable=False),
        *keys("defect_kind", **of_a_project),
        sa.UniqueConstraint("programme_id", "project_id", "name", name=op.f("uq_defect_kind_programme_id_project_id_name")),
    )
    op.create_index("ix_defect_kind_programme_enterprise", "defect_kind", ["programme_id", "enterprise_id"])
    op.create_table(
        "defect",
        sa.Column("defect_kind_id", sa.Uuid(), nullable=False),
        *own_columns(),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("is_taken_back", sa.Boolean(), nullable=False),
        *keys("defect", defect_kind_id="defect_kind", enterprise_id="enterprise"),
    )
    op.create_index("ix_defect_programme_kind", "defect", ["programme_id", "defect_kind_id", "found_on"])
    op.create_index("ix_defect_programme_enterprise", "defect", ["programme_id", "enterprise_id"])


def downgrade() -> None:
    for table in ("defect", "defect_kind", "cause", "why"):
        op.drop_table(table)
