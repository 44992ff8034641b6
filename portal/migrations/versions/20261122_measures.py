"""Measures: cards, readings and their amendments, the declared change, the stored verdicts."""

import sqlalchemy as sa
from alembic import op

revision = "measures"
down_revision = "search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measure_card",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Enum("tracked", "not_tracked", "ended", name="state", native_enum=False, length=24), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("indicator_code", sa.String(length=40), nullable=True),
        sa.Column("indicator_version", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("how", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.Enum("value", "share", "rate", "rare", name="kind", native_enum=False, length=24), nullable=False),
        sa.Column("better", sa.Enum("lower", "higher", name="better", native_enum=False, length=24), nullable=False),
        sa.Column("scale", sa.Double(), nullable=False),
        sa.Column("numerator", sa.String(length=120), nullable=True),
        sa.Column("denominator", sa.String(length=120), nullable=True),
        sa.Column("frequency", sa.Enum("weekly", "monthly", "daily", name="frequency", native_enum=False, length=24), nullable=False),
        sa.Column("counted_by", sa.String(length=120), nullable=True),
        sa.Column("place", sa.String(length=120), nullable=True),
        sa.Column("source", sa.String(length=120), nullable=True),
        sa.Column("is_activity", sa.Boolean(), nullable=False),
        sa.Column("not_tracked_because", sa.String(length=400), nullable=True),
        sa.Column("is_chosen_worst", sa.Boolean(), nullable=True),
        sa.Column("selection_window", sa.Integer(), nullable=False),
        sa.Column("areas_compared", sa.Integer(), nullable=True),
        sa.Column("watched_from", sa.Date(), nullable=True),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_measure_card_made_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "area_id"], ["area.programme_id", "area.id"], name=op.f("fk_measure_card_programme_id_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_measure_card_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "project_id"],
            ["project.programme_id", "project.id"],
            name=op.f("fk_measure_card_programme_id_project_id_project"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_measure_card_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_measure_card")),
    )
    with op.batch_alter_table("measure_card", schema=None) as batch_op:
        batch_op.create_index("ix_measure_card_programme_enterprise", ["programme_id", "enterprise_id", "state"], unique=False)
        batch_op.create_index("ix_measure_card_programme_project", ["programme_id", "project_id"], unique=False)

    op.create_table(
        "amendment",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("old_numerator", sa.Double(), nullable=True),
        sa.Column("old_denominator", sa.Double(), nullable=True),
        sa.Column("new_numerator", sa.Double(), nullable=True),
        sa.Column("new_denominator", sa.Double(), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.Column("state", sa.Enum("asked", "approved", "refused", name="decision", native_enum=False, length=24), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(length=400), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_amendment_asked_by_id_person")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_amendment_decided_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "card_id"],
            ["measure_card.programme_id", "measure_card.id"],
            name=op.f("fk_amendment_programme_id_card_id_measure_card"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_amendment_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_amendment_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_amendment")),
    )
    with op.batch_alter_table("amendment", schema=None) as batch_op:
        batch_op.create_index("ix_amendment_programme_card", ["programme_id", "card_id"], unique=False)
        batch_op.create_index("ix_amendment_programme_enterprise_state", ["programme_id", "enterprise_id", "state"], unique=False)

    op.create_table(
        "measured_change",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=240), nullable=True),
        sa.Column("declared_by_id", sa.Uuid(), nullable=False),
        sa.Column("declared_at", sa.DateTime(), nullable=False),
        sa.Column("locked", sa.JSON(), nullable=False),
        sa.Column("amended_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["declared_by_id"], ["person.id"], name=op.f("fk_measured_change_declared_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "card_id"],
            ["measure_card.programme_id", "measure_card.id"],
            name=op.f("fk_measured_change_programme_id_card_id_measure_card"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_measured_change_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_measured_change")),
        sa.UniqueConstraint("programme_id", "card_id", "changed_on", name=op.f("uq_measured_change_programme_id_card_id_changed_on")),
    )
    op.create_table(
        "reading",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("is_estimate", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=240), nullable=True),
        sa.Column("gap_because", sa.String(length=240), nullable=True),
        sa.Column("excluded_because", sa.String(length=240), nullable=True),
        sa.Column("excluded_by_id", sa.Uuid(), nullable=True),
        sa.Column("excluded_at", sa.DateTime(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("read_by_id", sa.Uuid(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["excluded_by_id"], ["person.id"], name=op.f("fk_reading_excluded_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "card_id"],
            ["measure_card.programme_id", "measure_card.id"],
            name=op.f("fk_reading_programme_id_card_id_measure_card"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "file_id"],
            ["stored_file.programme_id", "stored_file.id"],
            name=op.f("fk_reading_programme_id_file_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_reading_programme_id_programme")),
        sa.ForeignKeyConstraint(["read_by_id"], ["person.id"], name=op.f("fk_reading_read_by_id_person")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_reading")),
        sa.UniqueConstraint("programme_id", "card_id", "starts_on", name=op.f("uq_reading_programme_id_card_id_starts_on")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index("ix_reading_programme_file", ["programme_id", "file_id"], unique=False)

    op.create_table(
        "measure_review",
        sa.Column("card_id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum("running", "six", "twelve", name="reviewkind", native_enum=False, length=24), nullable=False),
        sa.Column("rule_version", sa.String(length=12), nullable=False),
        sa.Column("inputs_digest", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "not enough data",
                "baseline not stable",
                "worse",
                "no clear change",
                "early improvement",
                "sustained improvement",
                name="verdict",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("n_before", sa.Integer(), nullable=False),
        sa.Column("n_after", sa.Integer(), nullable=False),
        sa.Column("pool_y", sa.Double(), nullable=True),
        sa.Column("pool_se", sa.Double(), nullable=True),
        sa.Column("is_complement", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("inputs", sa.JSON(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("amended_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "card_id"],
            ["measure_card.programme_id", "measure_card.id"],
            name=op.f("fk_measure_review_programme_id_card_id_measure_card"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "change_id"],
            ["measured_change.programme_id", "measured_change.id"],
            name=op.f("fk_measure_review_programme_id_change_id_measured_change"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_measure_review_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_measure_review")),
        sa.UniqueConstraint(
            "programme_id", "change_id", "kind", "rule_version", name=op.f("uq_measure_review_programme_id_change_id_kind_rule_version")
        ),
    )
    with op.batch_alter_table("measure_review", schema=None) as batch_op:
        batch_op.create_index("ix_measure_review_programme_card", ["programme_id", "card_id"], unique=False)


def downgrade() -> None:
    for table in ("measure_review", "reading", "measured_change", "amendment", "measure_card"):
        op.drop_table(table)
