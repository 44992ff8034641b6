"""Events: agenda, budget, helpers, invitations with their links, guests."""

import sqlalchemy as sa
from alembic import op

revision = "events"
down_revision = "consent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_ur", sa.String(length=120), nullable=True),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("mode", sa.String(length=24), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("place", sa.String(length=240), nullable=True),
        sa.Column("meeting_link", sa.String(length=500), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("reminders", sa.String(length=40), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("planned_by", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["planned_by"], ["user.id"], name=op.f("fk_event_planned_by_user")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_event_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_programme_starts", "event", ["programme_id", "starts_at"], unique=False)
    op.create_table(
        "slot",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("speaker", sa.String(length=120), nullable=True),
        sa.Column("role", sa.String(length=120), nullable=True),
        sa.Column("enterprise_id", sa.Uuid(), nullable=True),
        sa.Column("video_link", sa.String(length=500), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_slot_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"], ["event.programme_id", "event.id"], name=op.f("fk_slot_programme_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "file_id"],
            ["stored_file.programme_id", "stored_file.id"],
            name=op.f("fk_slot_programme_id_file_id_stored_file"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_slot_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_slot")),
    )
    op.create_index("ix_slot_programme_enterprise", "slot", ["programme_id", "enterprise_id"], unique=False)
    op.create_index("ix_slot_programme_event", "slot", ["programme_id", "event_id"], unique=False)
    op.create_index("ix_slot_programme_file", "slot", ["programme_id", "file_id"], unique=False)
    op.create_table(
        "budget_line",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("item", sa.String(length=120), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=True),
        sa.Column("actual", sa.BigInteger(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"], ["event.programme_id", "event.id"], name=op.f("fk_budget_line_programme_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_budget_line_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_budget_line")),
    )
    op.create_index("ix_budget_line_programme_event", "budget_line", ["programme_id", "event_id"], unique=False)
    op.create_table(
        "event_helper",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"], ["event.programme_id", "event.id"], name=op.f("fk_event_helper_programme_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_event_helper_programme_id_programme")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_event_helper_user_id_user")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_event_helper")),
        sa.UniqueConstraint("programme_id", "event_id", "user_id", name=op.f("uq_event_helper_programme_id_event_id_user_id")),
    )
    op.create_table(
        "invitation",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("reply", sa.String(length=24), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=True),
        sa.Column("contact", sa.String(length=120), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=200), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("is_alumni", sa.Boolean(), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("mailed_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("waits_since", sa.DateTime(), nullable=True),
        sa.Column("promoted_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("reminded_days", sa.Integer(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_invitation_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"], ["event.programme_id", "event.id"], name=op.f("fk_invitation_programme_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_invitation_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("programme_id", "event_id", "enterprise_id", name=op.f("uq_invitation_programme_id_event_id_enterprise_id")),
    )
    op.create_index("ix_invitation_programme_enterprise", "invitation", ["programme_id", "enterprise_id"], unique=False)
    op.create_table(
        "event_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=43), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"], ["event.programme_id", "event.id"], name=op.f("fk_event_link_programme_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "invitation_id"],
            ["invitation.programme_id", "invitation.id"],
            name=op.f("fk_event_link_programme_id_invitation_id_invitation"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_event_link_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_event_link_digest")),
    )
    op.create_index("ix_event_link_programme_event", "event_link", ["programme_id", "event_id"], unique=False)
    op.create_index("ix_event_link_programme_invitation", "event_link", ["programme_id", "invitation_id"], unique=False)
    op.create_table(
        "guest",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("enterprise_id", sa.Uuid(), nullable=False),
        sa.Column("invitation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_key", sa.String(length=240), nullable=False),
        sa.Column("sex", sa.String(length=24), nullable=False),
        sa.Column("level", sa.String(length=24), nullable=False),
        sa.Column("presence", sa.String(length=24), nullable=False),
        sa.Column("is_walk_in", sa.Boolean(), nullable=False),
        sa.Column("came_by", sa.String(length=24), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("checked_in_by", sa.Uuid(), nullable=True),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["checked_in_by"], ["user.id"], name=op.f("fk_guest_checked_in_by_user")),
        sa.ForeignKeyConstraint(
            ["programme_id", "enterprise_id"],
            ["enterprise.programme_id", "enterprise.id"],
            name=op.f("fk_guest_programme_id_enterprise_id_enterprise"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "event_id"], ["event.programme_id", "event.id"], name=op.f("fk_guest_programme_id_event_id_event")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "invitation_id"],
            ["invitation.programme_id", "invitation.id"],
            name=op.f("fk_guest_programme_id_invitation_id_invitation"),
        ),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_guest_programme_id_programme")),
        sa.PrimaryKeyConstraint("programme_id", "id", name=op.f("pk_guest")),
        sa.UniqueConstraint("programme_id", "invitation_id", "name_key", name=op.f("uq_guest_programme_id_invitation_id_name_key")),
    )
    op.create_index("ix_guest_programme_event", "guest", ["programme_id", "event_id", "presence"], unique=False)


def downgrade() -> None:
    for table in ("guest", "event_link", "invitation", "event_helper", "budget_line", "slot", "event"):
        op.drop_table(table)
