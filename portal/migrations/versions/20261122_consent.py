"""What factories agree to (texts, requests, signatures, what stands of each scope), and batches with their trainers, plan and trail."""

import sqlalchemy as sa
from alembic import op

revision = "consent"
down_revision = "materials"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "batch_day",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("module_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.Enum("class", "visit", name="daykind", native_enum=False, length=24), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "batch_id"], ["batch.programme_id", "batch.id"], name=op.f("fk_batch_day_programme_id_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_batch_day_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_batch_day")),
    )
    op.create_index("ix_batch_day_programme_batch", "batch_day", ["programme_id", "batch_id"], unique=False)
    op.create_table(
        "batch_trainer",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "batch_id"], ["batch.programme_id", "batch.id"], name=op.f("fk_batch_trainer_programme_id_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_batch_trainer_programme_id_programme")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_batch_trainer_user_id_user")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_batch_trainer")),
    )
    op.create_index("ix_batch_trainer_programme_batch", "batch_trainer", ["programme_id", "batch_id"], unique=False)
    op.create_index(op.f("ix_batch_trainer_user_id"), "batch_trainer", ["user_id"], unique=False)
    op.create_table(
        "consent_text",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_ur", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_consent_text_programme_id_programme")),
        sa.ForeignKeyConstraint(["written_by"], ["user.id"], name=op.f("fk_consent_text_written_by_user")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_consent_text")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_consent_text_programme_id_number")),
    )
    op.create_table(
        "enrolment_step",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("moved_from", sa.Enum("active", "paused", "withdrawn", name="standing", native_enum=False, length=24), nullable=False),
        sa.Column("moved_to", sa.Enum("active", "paused", "withdrawn", name="standing", native_enum=False, length=24), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_enrolment_step_by_id_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enrolment_id"],
            ["enrolment.programme_id", "enrolment.id"],
            name=op.f("fk_enrolment_step_programme_id_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_enrolment_step_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_enrolment_step")),
    )
    op.create_index("ix_enrolment_step_programme_enrolment", "enrolment_step", ["programme_id", "enrolment_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.Enum("screen", "paper", name="method", native_enum=False, length=24), nullable=False),
        sa.Column("signer", sa.String(length=120), nullable=False),
        sa.Column("job", sa.String(length=80), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("scan_id", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["user.id"], name=op.f("fk_consent_entered_by_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_consent_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "file_id"],
            ["stored_file.programme_id", "stored_file.id"],
            name=op.f("fk_consent_programme_id_file_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "scan_id"],
            ["stored_file.programme_id", "stored_file.id"],
            name=op.f("fk_consent_programme_id_scan_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "text_id"],
            ["consent_text.programme_id", "consent_text.id"],
            name=op.f("fk_consent_programme_id_text_id_consent_text"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_consent_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_consent")),
        sa.UniqueConstraint("programme_id", "token", name=op.f("uq_consent_programme_id_token")),
    )
    op.create_index("ix_consent_programme_enterprise", "consent", ["programme_id", "enterprise_id"], unique=False)
    op.create_index("ix_consent_programme_file", "consent", ["programme_id", "file_id"], unique=False)
    op.create_index("ix_consent_programme_scan", "consent", ["programme_id", "scan_id"], unique=False)
    op.create_index("ix_consent_programme_text", "consent", ["programme_id", "text_id"], unique=False)
    op.create_table(
        "consent_clause",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column(
            "scope", sa.Enum("data", "donor", "alumni", "photos", "contact", name="scope", native_enum=False, length=24), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_ur", sa.Text(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "text_id"],
            ["consent_text.programme_id", "consent_text.id"],
            name=op.f("fk_consent_clause_programme_id_text_id_consent_text"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_consent_clause_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_consent_clause")),
        sa.UniqueConstraint("programme_id", "text_id", "scope", name=op.f("uq_consent_clause_programme_id_text_id_scope")),
    )
    op.create_table(
        "consent_request",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["user.id"], name=op.f("fk_consent_request_asked_by_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_consent_request_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "text_id"],
            ["consent_text.programme_id", "consent_text.id"],
            name=op.f("fk_consent_request_programme_id_text_id_consent_text"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_consent_request_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_consent_request")),
    )
    op.create_index("ix_consent_request_programme_enterprise", "consent_request", ["programme_id", "enterprise_id"], unique=False)
    op.create_index("ix_consent_request_programme_text", "consent_request", ["programme_id", "text_id"], unique=False)
    op.create_table(
        "consent_scope",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("consent_id", sa.Uuid(), nullable=False),
        sa.Column(
            "scope", sa.Enum("data", "donor", "alumni", "photos", "contact", name="scope", native_enum=False, length=24), nullable=False
        ),
        sa.Column("state", sa.Enum("given", "refused", "withdrawn", name="state", native_enum=False, length=24), nullable=False),
        sa.Column("words_hash", sa.String(length=64), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "consent_id"],
            ["consent.programme_id", "consent.id"],
            name=op.f("fk_consent_scope_programme_id_consent_id_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_consent_scope_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_consent_scope_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_consent_scope")),
        sa.UniqueConstraint("programme_id", "enterprise_id", "scope", name=op.f("uq_consent_scope_programme_id_enterprise_id_scope")),
    )
    op.create_index("ix_consent_scope_programme_consent", "consent_scope", ["programme_id", "consent_id"], unique=False)
    op.add_column("batch", sa.Column("closed_reason", sa.String(length=500), nullable=True))
    op.add_column("enrolment", sa.Column("baseline_on", sa.Date(), nullable=True))
    op.add_column("enrolment", sa.Column("without_baseline", sa.String(length=500), nullable=True))


def downgrade() -> None:
    op.drop_column("enrolment", "without_baseline")
    op.drop_column("enrolment", "baseline_on")
    op.drop_column("batch", "closed_reason")
    op.drop_table("consent_scope")
    op.drop_table("consent_request")
    op.drop_table("consent_clause")
    op.drop_table("consent")
    op.drop_table("enrolment_step")
    op.drop_table("consent_text")
    op.drop_table("batch_trainer")
    op.drop_table("batch_day")
