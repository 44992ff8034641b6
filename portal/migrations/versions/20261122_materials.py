"""Materials that people add to modules, their editions, how often they were opened; and what readers say of a translation."""

import sqlalchemy as sa
from alembic import op

revision = "materials"
down_revision = "proof"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "material",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("audience", sa.String(length=24), nullable=False),
        sa.Column("sector", sa.String(length=80), nullable=True),
        sa.Column("country", sa.String(length=80), nullable=True),
        sa.Column("licence", sa.String(length=24), nullable=False),
        sa.Column("holder", sa.String(length=160), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_for", sa.String(length=300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_material_module_id_module")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_material_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_material_added_by_id_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_material_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_material")),
    )
    op.create_index("ix_material_programme_module", "material", ["programme_id", "module_id", "version"])
    op.create_index("ix_material_programme_lesson", "material", ["programme_id", "lesson_id"])
    op.create_table(
        "material_edition",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("material_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("url", sa.String(length=500), nullable=True),
        sa.Column("poster_digest", sa.String(length=64), nullable=True),
        sa.Column("captions_digest", sa.String(length=64), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_material_edition_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "material_id"],
            ["material.programme_id", "material.id"],
            name=op.f("fk_material_edition_programme_id_material"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_material_edition_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_material_edition")),
        sa.UniqueConstraint("programme_id", "material_id", "number", name=op.f("uq_material_edition_programme_id_material_id_number")),
    )
    op.create_index("ix_material_edition_programme_digest", "material_edition", ["programme_id", "digest"])
    op.create_table(
        "material_opening",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("material_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "material_id"],
            ["material.programme_id", "material.id"],
            name=op.f("fk_material_opening_programme_id_material"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_material_opening_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_material_opening")),
        sa.UniqueConstraint("programme_id", "material_id", "on", name=op.f("uq_material_opening_programme_id_material_id_on")),
    )
    op.create_table(
        "text_reading",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_code", sa.String(length=40), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("marks", sa.String(length=40), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("is_native", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_text_reading_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_reading")),
    )
    op.create_index("ix_text_reading_lesson", "text_reading", ["module_code", "slug", "language"])


def downgrade() -> None:
    for table in ("text_reading", "material_opening", "material_edition", "material"):
        op.drop_table(table)
