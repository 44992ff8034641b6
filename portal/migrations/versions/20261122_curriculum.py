"""Class plans, and what people have read: their results and whether their team may see them."""

import sqlalchemy as sa
from alembic import op

revision = "curriculum"
down_revision = "outbox"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "class_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_class_plan")),
        sa.UniqueConstraint("code", name=op.f("uq_class_plan_code")),
    )
    op.create_table(
        "lesson_result",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_result_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lesson_result_person_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_lesson_result_programme_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_lesson_result_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_lesson_result")),
        sa.UniqueConstraint("programme_id", "person_id", "lesson_id", name=op.f("uq_lesson_result_programme_id_person_id_lesson_id")),
    )
    op.create_index("ix_lesson_result_programme_enterprise", "lesson_result", ["programme_id", "enterprise_id"])
    op.create_index(op.f("ix_lesson_result_person_id"), "lesson_result", ["person_id"])
    op.create_table(
        "result_consent",
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("shares", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_result_consent_person_id_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_result_consent_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_result_consent")),
        sa.UniqueConstraint("programme_id", "person_id", name=op.f("uq_result_consent_programme_id_person_id")),
    )
    op.create_index(op.f("ix_result_consent_person_id"), "result_consent", ["person_id"])


def downgrade() -> None:
    for table in ("result_consent", "lesson_result", "class_plan"):
        op.drop_table(table)
