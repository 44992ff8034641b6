"""The house: every table of the first release, and the guard that keeps history append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ERASED = "NEW.chain = OLD.chain AND NEW.number = OLD.number AND NEW.body IS NULL AND NEW.salt IS NULL"
REFUSALS = (
    ("history_is_kept_update", "history", "UPDATE", ""),
    ("history_is_kept_delete", "history", "DELETE", ""),
    ("history_payload_is_kept_update", "history_payload", "UPDATE", f" WHEN (NOT ({ERASED}))"),
    ("history_payload_is_kept_delete", "history_payload", "DELETE", ""),
    ("history_head_is_kept_delete", "history_head", "DELETE", ""),
)
KEPT_ON_SQLITE = "CREATE TRIGGER {name} BEFORE {verb} ON {table}{when} BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
KEPT_ON_POSTGRES = "CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW{when} EXECUTE FUNCTION history_is_kept()"
KEEPER = "CREATE FUNCTION history_is_kept() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$ LANGUAGE plpgsql"
KEYS = ("name", "table", "verb", "when")
GUARDS = {
    "sqlite": [KEPT_ON_SQLITE.format(**dict(zip(KEYS, refusal, strict=True))) for refusal in REFUSALS],
    "postgresql": [KEEPER, *(KEPT_ON_POSTGRES.format(**dict(zip(KEYS, refusal, strict=True))) for refusal in REFUSALS)],
}


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_answer_user_id"), ["user_id"], unique=False)

    op.create_table(
        "history",
        sa.Column("chain", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("agent", sa.String(length=24), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=True),
        sa.Column("contents", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", "number", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index("ix_history_record", ["record_id", "chain", "number"], unique=False)

    op.create_table(
        "history_payload",
        sa.Column("chain", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chain", "number", name=op.f("pk_history_payload")),
    )
    op.create_table(
        "history_head",
        sa.Column("chain", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_history_head")),
    )
    op.create_table(
        "module",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_core", sa.Boolean(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("status", sa.Enum("ready", "outline", name="status", native_enum=False, length=24), nullable=False),
        sa.Column("files", sa.String(length=24), nullable=False),
        sa.Column("revision", sa.String(length=24), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module")),
        sa.UniqueConstraint("code", name=op.f("uq_module_code")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_ur", sa.String(length=120), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_until", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.String(length=7), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
    )
    op.create_table(
        "batch",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("format", sa.Enum("full", "short", "virtual", "blended", name="format", native_enum=False, length=24), nullable=False),
        sa.Column("status", sa.Enum("draft", "running", "closed", name="status", native_enum=False, length=24), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_batch_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_batch")),
    )
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.create_index("ix_batch_programme_status", ["programme_id", "status"], unique=False)

    op.create_table(
        "enterprise",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_ur", sa.String(length=120), nullable=True),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=240), nullable=True),
        sa.Column("products", sa.String(length=240), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("women_count", sa.Integer(), nullable=True),
        sa.Column("men_count", sa.Integer(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_enterprise_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_enterprise")),
        sa.UniqueConstraint("programme_id", "name", "city", name=op.f("uq_enterprise_programme_id_name_city")),
    )
    op.create_table(
        "module_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("aims", sa.JSON(), nullable=False),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("body_html", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_module_text_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_module_text")),
        sa.UniqueConstraint("module_id", "language", name=op.f("uq_module_text_module_id_language")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_ur", sa.String(length=120), nullable=True),
        sa.Column("sex", sa.Enum("female", "male", "other", "undisclosed", name="sex", native_enum=False, length=24), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_person_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_programme_id"), ["programme_id"], unique=False)

    op.create_table(
        "programme_module",
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_enabled", sa.Boolean(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_programme_module_module_id_module")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_programme_module_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_programme_module")),
        sa.UniqueConstraint("programme_id", "module_id", name=op.f("uq_programme_module_programme_id_module_id")),
    )
    op.create_table(
        "tool",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("orientation", sa.Enum("portrait", "landscape", name="orientation", native_enum=False, length=24), nullable=False),
        sa.Column(
            "counterpart",
            sa.Enum(
                "project", "actions", "team", "readings", "suggestions", "savings", "nowhere",
                name="counterpart", native_enum=False, length=24,
            ),
            nullable=False,
        ),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_tool_module_id_module")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool")),
        sa.UniqueConstraint("module_id", "slug", name=op.f("uq_tool_module_id_slug")),
    )
    op.create_table(
        "area",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("name_ur", sa.String(length=80), nullable=True),
        sa.Column("is_pilot", sa.Boolean(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_area_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_area_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_area")),
        sa.UniqueConstraint("programme_id", "enterprise_id", "name", name=op.f("uq_area_programme_id_enterprise_id_name")),
    )
    op.create_table(
        "batch_module",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("module_code", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dropped_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "batch_id"], ["batch.programme_id", "batch.id"], name=op.f("fk_batch_module_programme_id_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_batch_module_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_batch_module")),
        sa.UniqueConstraint("programme_id", "batch_id", "module_code", name=op.f("uq_batch_module_programme_id_batch_id_module_code")),
    )
    op.create_table(
        "enrolment",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Enum("active", "paused", "withdrawn", name="standing", native_enum=False, length=24), nullable=False),
        sa.Column("since_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "batch_id"], ["batch.programme_id", "batch.id"], name=op.f("fk_enrolment_programme_id_batch_id_batch")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_enrolment_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_enrolment_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint("programme_id", "batch_id", "enterprise_id", name=op.f("uq_enrolment_programme_id_batch_id_enterprise_id")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index("ix_enrolment_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)

    op.create_table(
        "lesson",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("module_id", sa.Uuid(), nullable=False),
        sa.Column("tool_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.Enum("class", "line", "both", name="place", native_enum=False, length=24), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["module_id"], ["module.id"], name=op.f("fk_lesson_module_id_module")),
        sa.ForeignKeyConstraint(["tool_id"], ["tool.id"], name=op.f("fk_lesson_tool_id_tool")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
        sa.UniqueConstraint("module_id", "slug", name=op.f("uq_lesson_module_id_slug")),
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_tool_id"), ["tool_id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Enum("manager", "worker", name="level", native_enum=False, length=24), nullable=False),
        sa.Column(
            "employment",
            sa.Enum("permanent", "casual", "contractor", "unknown", name="employment", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("job", sa.String(length=80), nullable=True),
        sa.Column("job_ur", sa.String(length=80), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_membership_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_membership_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_membership_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)

    op.create_table(
        "stored_file",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Enum("preparing", "ready", "broken", name="state", native_enum=False, length=24), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("small_digest", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_stored_file_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_stored_file_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_stored_file")),
    )
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index("ix_stored_file_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)
        batch_op.create_index("ix_stored_file_programme_state", ["programme_id", "state"], unique=False)

    op.create_table(
        "tool_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tool_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("when", sa.Text(), nullable=False),
        sa.Column("how", sa.JSON(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tool_id"], ["tool.id"], name=op.f("fk_tool_text_tool_id_tool")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_text")),
        sa.UniqueConstraint("tool_id", "language", name=op.f("uq_tool_text_tool_id_language")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.Column("password_until", sa.DateTime(), nullable=True),
        sa.Column("factor_since", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_user_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("person_id", name=op.f("uq_user_person_id")),
        sa.UniqueConstraint("username", name=op.f("uq_user_username")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_email"), ["email"], unique=False)
        batch_op.create_index(batch_op.f("ix_user_phone"), ["phone"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_assignment_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_assignment_programme_id_programme")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_assignment_user_id_user")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_user_id"), ["user_id"], unique=False)

    op.create_table(
        "completion",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("module_code", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "proposed", "confirmed", "returned", "withdrawn", name="state", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["user.id"], name=op.f("fk_completion_decided_by_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enrolment_id"],
            ["enrolment.programme_id", "enrolment.id"],
            name=op.f("fk_completion_programme_id_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_completion_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_completion_programme_id_programme")),
        sa.ForeignKeyConstraint(["proposed_by"], ["user.id"], name=op.f("fk_completion_proposed_by_user")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_completion")),
        sa.UniqueConstraint(
            "programme_id", "enrolment_id", "module_code", name=op.f("uq_completion_programme_id_enrolment_id_module_code")
        ),
    )
    with op.batch_alter_table("completion", schema=None) as batch_op:
        batch_op.create_index("ix_completion_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)
        batch_op.create_index("ix_completion_programme_state", ["programme_id", "state"], unique=False)

    op.create_table(
        "draft",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_draft_user_id_user")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_draft")),
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_user_id"), ["user_id"], unique=False)

    op.create_table(
        "gate_fact",
        sa.Column("enrolment_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("module_code", sa.String(length=40), nullable=False),
        sa.Column("gate", sa.String(length=24), nullable=False),
        sa.Column("met", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("entered_by", sa.Uuid(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["user.id"], name=op.f("fk_gate_fact_entered_by_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enrolment_id"],
            ["enrolment.programme_id", "enrolment.id"],
            name=op.f("fk_gate_fact_programme_id_enrolment_id_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_gate_fact_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_gate_fact_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_gate_fact")),
        sa.UniqueConstraint(
            "programme_id", "enrolment_id", "module_code", "gate", name=op.f("uq_gate_fact_programme_id_enrolment_id_module_code_gate")
        ),
    )
    with op.batch_alter_table("gate_fact", schema=None) as batch_op:
        batch_op.create_index("ix_gate_fact_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)

    op.create_table(
        "grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "member", "manager", "trainer", "expert", "coordinator", "donor", "administrator", name="role", native_enum=False, length=24
            ),
            nullable=False,
        ),
        sa.Column("programme_id", sa.Uuid(), nullable=True),
        sa.Column("enterprise_id", sa.Uuid(), nullable=True),
        sa.Column("expert_id", sa.Uuid(), nullable=True),
        sa.Column("given_by", sa.Uuid(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["expert_id"], ["user.id"], name=op.f("fk_grant_expert_id_user")),
        sa.ForeignKeyConstraint(["given_by"], ["user.id"], name=op.f("fk_grant_given_by_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_grant_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_grant_programme_id_programme")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_grant_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant")),
        sa.UniqueConstraint(
            "programme_id",
            "user_id",
            "role",
            "enterprise_id",
            "starts_on",
            name=op.f("uq_grant_programme_id_user_id_role_enterprise_id_starts_on"),
        ),
    )
    with op.batch_alter_table("grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_expert_id"), ["expert_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_user_id"), ["user_id"], unique=False)

    op.create_table(
        "lesson_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("lesson_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("aim", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("why_html", sa.Text(), nullable=False),
        sa.Column("idea_html", sa.Text(), nullable=False),
        sa.Column("example_html", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_text_lesson_id_lesson")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_text")),
        sa.UniqueConstraint("lesson_id", "language", name=op.f("uq_lesson_text_lesson_id_language")),
    )
    op.create_table(
        "project",
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=True),
        sa.Column("expected", sa.String(length=240), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "idea",
                "planned",
                "in_progress",
                "implemented",
                "verified",
                "standardised",
                "replicated",
                "dropped",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("logged_at", sa.DateTime(), nullable=False),
        sa.Column("raised_by_id", sa.Uuid(), nullable=False),
        sa.Column("raised_level", sa.Enum("manager", "worker", name="level", native_enum=False, length=24), nullable=True),
        sa.Column("raised_sex", sa.Enum("female", "male", "other", "undisclosed", name="sex", native_enum=False, length=24), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("verified_by_id", sa.Uuid(), nullable=True),
        sa.Column("module_code", sa.String(length=40), nullable=True),
        sa.Column("theme", sa.String(length=40), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("lesson", sa.Text(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("implemented_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_project_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "area_id"], ["area.programme_id", "area.id"], name=op.f("fk_project_programme_id_area_id_area")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_project_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_project_programme_id_programme")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["person.id"], name=op.f("fk_project_raised_by_id_person")),
        sa.ForeignKeyConstraint(["verified_by_id"], ["person.id"], name=op.f("fk_project_verified_by_id_person")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_project")),
        sa.UniqueConstraint("programme_id", "enterprise_id", "number", name=op.f("uq_project_programme_id_enterprise_id_number")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index("ix_project_programme_enterprise_stage", ["programme_id", "enterprise_id", "stage"], unique=False)

    op.create_table(
        "user_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("device", sa.String(length=120), nullable=False),
        sa.Column("network", sa.String(length=45), nullable=False),
        sa.Column("phone_id", sa.Uuid(), nullable=True),
        sa.Column("must_set_pin", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_user_session_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("digest", name=op.f("uq_user_session_digest")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "action",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=240), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Enum("open", "blocked", "done", name="status", native_enum=False, length=24), nullable=False),
        sa.Column("blocked_reason", sa.String(length=240), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["done_by_id"], ["person.id"], name=op.f("fk_action_done_by_id_person")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_action_owner_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_action_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "project_id"], ["project.programme_id", "project.id"], name=op.f("fk_action_programme_id_project_id_project")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_action_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("ix_action_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)
        batch_op.create_index("ix_action_programme_owner", ["programme_id", "owner_id", "status"], unique=False)
        batch_op.create_index("ix_action_programme_project", ["programme_id", "project_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_comment_person_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "project_id"], ["project.programme_id", "project.id"], name=op.f("fk_comment_programme_id_project_id_project")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_comment_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index("ix_comment_programme_project", ["programme_id", "project_id"], unique=False)

    op.create_table(
        "completion_step",
        sa.Column("completion_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column(
            "moved_from",
            sa.Enum("open", "proposed", "confirmed", "returned", "withdrawn", name="state", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column(
            "moved_to",
            sa.Enum("open", "proposed", "confirmed", "returned", "withdrawn", name="state", native_enum=False, length=24),
            nullable=False,
        ),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_completion_step_by_id_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "completion_id"],
            ["completion.programme_id", "completion.id"],
            name=op.f("fk_completion_step_programme_id_completion_id_completion"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_completion_step_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_completion_step")),
    )
    with op.batch_alter_table("completion_step", schema=None) as batch_op:
        batch_op.create_index("ix_completion_step_programme_completion", ["programme_id", "completion_id"], unique=False)

    op.create_table(
        "photo",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum("before", "after", "other", name="photokind", native_enum=False, length=24), nullable=False),
        sa.Column("caption", sa.String(length=200), nullable=True),
        sa.Column("taken_by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_photo_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "file_id"],
            ["stored_file.programme_id", "stored_file.id"],
            name=op.f("fk_photo_programme_id_file_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "project_id"], ["project.programme_id", "project.id"], name=op.f("fk_photo_programme_id_project_id_project")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_photo_programme_id_programme")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_photo_taken_by_id_person")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_photo")),
    )
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.create_index("ix_photo_programme_enterprise", ["programme_id", "enterprise_id"], unique=False)
        batch_op.create_index("ix_photo_programme_file", ["programme_id", "file_id"], unique=False)
        batch_op.create_index("ix_photo_programme_project", ["programme_id", "project_id"], unique=False)

    op.create_table(
        "step",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column(
            "from_stage",
            sa.Enum(
                "idea",
                "planned",
                "in_progress",
                "implemented",
                "verified",
                "standardised",
                "replicated",
                "dropped",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_stage",
            sa.Enum(
                "idea",
                "planned",
                "in_progress",
                "implemented",
                "verified",
                "standardised",
                "replicated",
                "dropped",
                name="stage",
                native_enum=False,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_by_id_person")),
        sa.ForeignKeyConstraint(
            ["programme_id", "project_id"], ["project.programme_id", "project.id"], name=op.f("fk_step_programme_id_project_id_project")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_step_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_step")),
    )
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.create_index("ix_step_programme_project", ["programme_id", "project_id"], unique=False)
        batch_op.create_index("ix_step_programme_at", ["programme_id", "at"], unique=False)

    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("step", schema=None) as batch_op:
        batch_op.drop_index("ix_step_programme_at")
        batch_op.drop_index("ix_step_programme_project")

    op.drop_table("step")
    with op.batch_alter_table("photo", schema=None) as batch_op:
        batch_op.drop_index("ix_photo_programme_project")
        batch_op.drop_index("ix_photo_programme_file")
        batch_op.drop_index("ix_photo_programme_enterprise")

    op.drop_table("photo")
    with op.batch_alter_table("completion_step", schema=None) as batch_op:
        batch_op.drop_index("ix_completion_step_programme_completion")

    op.drop_table("completion_step")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index("ix_comment_programme_project")

    op.drop_table("comment")
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_index("ix_action_programme_project")
        batch_op.drop_index("ix_action_programme_owner")
        batch_op.drop_index("ix_action_programme_enterprise")

    op.drop_table("action")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_session_user_id"))

    op.drop_table("user_session")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index("ix_project_programme_enterprise_stage")

    op.drop_table("project")
    op.drop_table("lesson_text")
    with op.batch_alter_table("grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_user_id"))
        batch_op.drop_index(batch_op.f("ix_grant_expert_id"))

    op.drop_table("grant")
    with op.batch_alter_table("gate_fact", schema=None) as batch_op:
        batch_op.drop_index("ix_gate_fact_programme_enterprise")

    op.drop_table("gate_fact")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_user_id"))

    op.drop_table("draft")
    with op.batch_alter_table("completion", schema=None) as batch_op:
        batch_op.drop_index("ix_completion_programme_state")
        batch_op.drop_index("ix_completion_programme_enterprise")

    op.drop_table("completion")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_user_id"))
        batch_op.drop_index("ix_assignment_programme_enterprise")

    op.drop_table("assignment")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_phone"))
        batch_op.drop_index(batch_op.f("ix_user_email"))

    op.drop_table("user")
    op.drop_table("tool_text")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index("ix_stored_file_programme_enterprise")

    op.drop_table("stored_file")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("ix_membership_programme_enterprise")
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))

    op.drop_table("membership")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_tool_id"))

    op.drop_table("lesson")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index("ix_enrolment_programme_enterprise")

    op.drop_table("enrolment")
    op.drop_table("batch_module")
    op.drop_table("area")
    op.drop_table("tool")
    op.drop_table("programme_module")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_programme_id"))

    op.drop_table("person")
    op.drop_table("module_text")
    op.drop_table("enterprise")
    with op.batch_alter_table("batch", schema=None) as batch_op:
        batch_op.drop_index("ix_batch_programme_status")

    op.drop_table("batch")
    op.drop_table("programme")
    op.drop_table("module")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index("ix_history_record")

    op.drop_table("history")
    op.drop_table("history_payload")
    op.drop_table("history_head")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_user_id"))
        batch_op.drop_index(batch_op.f("ix_answer_at"))

    op.drop_table("answer")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION history_is_kept()")
