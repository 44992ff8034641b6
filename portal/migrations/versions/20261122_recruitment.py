"""Recruitment: prospects and their moves, interest, initial assessments, merged firms."""

import sqlalchemy as sa
from alembic import op

revision = "recruitment"
down_revision = "events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recruitment_settings",
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("call_name", sa.String(length=120), nullable=True),
        sa.Column("call_role", sa.String(length=160), nullable=True),
        sa.Column("call_phone", sa.String(length=20), nullable=True),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_recruitment_settings_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_recruitment_settings")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_recruitment_settings_programme_id")),
    )
    op.create_table(
        "criteria_version",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_criteria_version_made_by_id_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_criteria_version_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_criteria_version")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_criteria_version_programme_id_number")),
    )
    op.create_table(
        "prospect",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "identified",
                "invited",
                "attended",
                "interested",
                "assessed",
                "selected",
                "waitlisted",
                "not_selected",
                "consent_sent",
                "signed",
                "enrolled",
                "lost",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("furthest", sa.Integer(), nullable=False),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column(
            "source",
            sa.Enum("event", "referral", "association", "buyer", "self", "other", name="source", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("source_note", sa.String(length=200), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=True),
        sa.Column("contact_phone", sa.String(length=20), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("next_step", sa.String(length=200), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("late_on", sa.Date(), nullable=True),
        sa.Column(
            "lost_reason",
            sa.Enum(
                "no_time",
                "cost",
                "order_pressure",
                "no_support",
                "management_change",
                "staff_turnover",
                "data_concerns",
                "moved_or_closed",
                "not_suitable",
                "joined_other_programme",
                "no_answer",
                "other",
                name="loss",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "lost_from",
            sa.Enum(
                "identified",
                "invited",
                "attended",
                "interested",
                "assessed",
                "selected",
                "waitlisted",
                "not_selected",
                "consent_sent",
                "signed",
                "enrolled",
                "lost",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_prospect_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_prospect_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_prospect_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_prospect")),
        sa.UniqueConstraint("programme_id", "enterprise_id", name=op.f("uq_prospect_programme_id_enterprise_id")),
    )
    op.create_index("ix_prospect_programme_due", "prospect", ["programme_id", "due_on"], unique=False)
    op.create_index("ix_prospect_programme_stage", "prospect", ["programme_id", "stage", "entered_on"], unique=False)
    op.create_table(
        "initial_assessment",
        sa.Column("prospect_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("criteria_version_id", sa.Uuid(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("recommendation", sa.Enum("select", "wait", "decline", name="verdict", native_enum=False, length=24), nullable=False),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("decision", sa.Enum("select", "wait", "decline", name="verdict", native_enum=False, length=24), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decision_note", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["assessor_id"], ["person.id"], name=op.f("fk_initial_assessment_assessor_id_person")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_initial_assessment_decided_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "criteria_version_id"],
            ["criteria_version.programme_id", "criteria_version.id"],
            name=op.f("fk_initial_assessment_programme_id_criteria_version_id_criteria_version"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_initial_assessment_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "prospect_id"],
            ["prospect.programme_id", "prospect.id"],
            name=op.f("fk_initial_assessment_programme_id_prospect_id_prospect"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_initial_assessment_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_initial_assessment")),
    )
    op.create_index("ix_initial_assessment_programme_criteria", "initial_assessment", ["programme_id", "criteria_version_id"], unique=False)
    op.create_index("ix_initial_assessment_programme_decision", "initial_assessment", ["programme_id", "decision"], unique=False)
    op.create_index("ix_initial_assessment_programme_prospect", "initial_assessment", ["programme_id", "prospect_id"], unique=False)
    op.create_table(
        "interest",
        sa.Column("firm", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("state", sa.Enum("waiting", "approved", "refused", name="state", native_enum=False, length=24), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("prospect_id", sa.Uuid(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=True),
        sa.Column("women_count", sa.Integer(), nullable=True),
        sa.Column("men_count", sa.Integer(), nullable=True),
        sa.Column("products", sa.String(length=240), nullable=True),
        sa.Column("export", sa.String(length=240), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_interest_decided_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "prospect_id"],
            ["prospect.programme_id", "prospect.id"],
            name=op.f("fk_interest_programme_id_prospect_id_prospect"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_interest_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_interest")),
    )
    op.create_index("ix_interest_programme_digest", "interest", ["programme_id", "digest"], unique=False)
    op.create_index("ix_interest_programme_prospect", "interest", ["programme_id", "prospect_id"], unique=False)
    op.create_index("ix_interest_programme_state", "interest", ["programme_id", "state"], unique=False)
    op.create_table(
        "prospect_merge",
        sa.Column("prospect_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("carried", sa.JSON(), nullable=False),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_prospect_merge_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "into_id"],
            ["prospect.programme_id", "prospect.id"],
            name=op.f("fk_prospect_merge_programme_id_into_id_prospect"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "prospect_id"],
            ["prospect.programme_id", "prospect.id"],
            name=op.f("fk_prospect_merge_programme_id_prospect_id_prospect"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_prospect_merge_programme_id_programme")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name=op.f("fk_prospect_merge_undone_by_id_person")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_prospect_merge")),
    )
    op.create_index("ix_prospect_merge_programme_into", "prospect_merge", ["programme_id", "into_id"], unique=False)
    op.create_index("ix_prospect_merge_programme_prospect", "prospect_merge", ["programme_id", "prospect_id"], unique=False)
    op.create_table(
        "prospect_move",
        sa.Column("prospect_id", sa.Uuid(), nullable=False),
        sa.Column(
            "from_stage",
            sa.Enum(
                "identified",
                "invited",
                "attended",
                "interested",
                "assessed",
                "selected",
                "waitlisted",
                "not_selected",
                "consent_sent",
                "signed",
                "enrolled",
                "lost",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_stage",
            sa.Enum(
                "identified",
                "invited",
                "attended",
                "interested",
                "assessed",
                "selected",
                "waitlisted",
                "not_selected",
                "consent_sent",
                "signed",
                "enrolled",
                "lost",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("is_onward", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_prospect_move_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "prospect_id"],
            ["prospect.programme_id", "prospect.id"],
            name=op.f("fk_prospect_move_programme_id_prospect_id_prospect"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_prospect_move_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_prospect_move")),
    )
    op.create_index("ix_prospect_move_programme_from", "prospect_move", ["programme_id", "from_stage", "days"], unique=False)
    op.create_index("ix_prospect_move_programme_prospect", "prospect_move", ["programme_id", "prospect_id"], unique=False)
    op.create_table(
        "assessment_photo",
        sa.Column("initial_assessment_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=True),
        sa.Column("taken_by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_assessment_photo_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "file_id"],
            ["stored_file.programme_id", "stored_file.id"],
            name=op.f("fk_assessment_photo_programme_id_file_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "initial_assessment_id"],
            ["initial_assessment.programme_id", "initial_assessment.id"],
            name=op.f("fk_assessment_photo_programme_id_initial_assessment_id_initial_assessment"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_assessment_photo_programme_id_programme")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_assessment_photo_taken_by_id_person")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_assessment_photo")),
    )
    op.create_index("ix_assessment_photo_programme_assessment", "assessment_photo", ["programme_id", "initial_assessment_id"], unique=False)
    op.create_index("ix_assessment_photo_programme_file", "assessment_photo", ["programme_id", "file_id"], unique=False)
    op.add_column("enterprise", sa.Column("merged_into_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("enterprise", "merged_into_id")
    op.drop_index("ix_assessment_photo_programme_file", table_name="assessment_photo")
    op.drop_index("ix_assessment_photo_programme_assessment", table_name="assessment_photo")
    op.drop_table("assessment_photo")
    op.drop_index("ix_prospect_move_programme_prospect", table_name="prospect_move")
    op.drop_index("ix_prospect_move_programme_from", table_name="prospect_move")
    op.drop_table("prospect_move")
    op.drop_index("ix_prospect_merge_programme_prospect", table_name="prospect_merge")
    op.drop_index("ix_prospect_merge_programme_into", table_name="prospect_merge")
    op.drop_table("prospect_merge")
    op.drop_index("ix_interest_programme_state", table_name="interest")
    op.drop_index("ix_interest_programme_prospect", table_name="interest")
    op.drop_index("ix_interest_programme_digest", table_name="interest")
    op.drop_table("interest")
    op.drop_index("ix_initial_assessment_programme_prospect", table_name="initial_assessment")
    op.drop_index("ix_initial_assessment_programme_decision", table_name="initial_assessment")
    op.drop_index("ix_initial_assessment_programme_criteria", table_name="initial_assessment")
    op.drop_table("initial_assessment")
    op.drop_index("ix_prospect_programme_stage", table_name="prospect")
    op.drop_index("ix_prospect_programme_due", table_name="prospect")
    op.drop_table("prospect")
    op.drop_table("criteria_version")
    op.drop_table("recruitment_settings")
